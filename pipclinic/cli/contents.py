"""The command that reads everything and runs nothing: it imports no more than that takes."""

import typer

from pipclinic.cli.console import ROOT, for_people
from pipclinic.content import catalogue
from pipclinic.content.remembered import Remembered

app = typer.Typer()


@app.command()
def check() -> None:
    """Check every page, case and snippet, without running anything."""
    remembered = Remembered(ROOT)
    with for_people():
        try:
            loaded = catalogue.load(ROOT, remembered=remembered)
        finally:
            remembered.write()
    steps = sum(len(page.case.steps) for page in loaded.documents.values())
    counted = f"{len(loaded.pages)} pages, {len(loaded.guides)} guides, {steps} steps"
    typer.echo(f"{counted}: nothing wrong")
