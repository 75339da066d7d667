"""The command about claims: whether what was read in pips stands there, and how many there are."""

import typer

from pipclinic.cli.console import Refused, Slugs, counted, for_people, loaded_pages
from pipclinic.cli.running import fetch_read
from pipclinic.cli.screen import out
from pipclinic.content.rules.claims import figures
from pipclinic.evidence import reading

app = typer.Typer()


@app.command("claims")
def look_up(slugs: Slugs = None) -> None:
    """Look up what claims say of pip's files, in the wheels that were published."""
    with for_people():
        documents = loaded_pages(slugs).documents
        fetch_read(documents)
        try:
            wrong = list(reading.wrong(documents))
        except reading.NotFetched as refused:
            raise Refused(str(refused)) from None
        if wrong:
            raise Refused(
                "\n".join(
                    f"snippets/{document.slug}/case.toml: [[read]] {claim.id}: {words}"
                    for document, claim, words in wrong
                )
            )
    found = figures(documents)
    kinds = ", ".join(f"{found[kind]} {kind}" for kind in ("executed", "read", "reported"))
    out.print(f"{counted(found['claims'], 'claim')}: {kinds}; all that was read stands there")
