"""The command about everything that the newest pip can print."""

from pathlib import Path
from typing import Annotated

import typer

from pipclinic.cli.console import Refused, counted, for_people, loaded_pages
from pipclinic.cli.screen import out
from pipclinic.content import ledger
from pipclinic.evidence import accounts, messages
from pipclinic.lab import drift

app = typer.Typer()


@app.command("messages")
def look_through(
    into: Annotated[
        Path | None, typer.Option(help="Where what changed is written, as Markdown.")
    ] = None,
) -> None:
    """Name what the newest pip of the index can print that no page answers and no list has."""
    with for_people():
        pages = loaded_pages(None).pages
        try:
            newest, listed = drift.newest(), ledger.read()
        except (drift.NoPip, ledger.BadLedger) as refused:
            raise Refused(str(refused)) from None
        found = accounts.account(messages.printed(newest.wheel), pages, listed)
    told = accounts.told(found, newest.version)
    if into is not None:
        into.parent.mkdir(parents=True, exist_ok=True)
        into.write_text(told, encoding="utf-8")
    out.print(told, end="", markup=False)
    out.print(
        f"pip {newest.version} can print {counted(found.messages, 'message')}: pages answer "
        f"{found.answered}, {found.listed} are listed, {len(listed.due)} of them for pages to come"
    )
    raise typer.Exit(1 if told else 0)
