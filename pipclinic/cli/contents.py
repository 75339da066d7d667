"""Commands about pages and cases as they are written; nothing is run."""

import typer

from pipclinic.cli.console import ROOT, for_people, out
from pipclinic.content import catalogue, new

app = typer.Typer()


@app.command()
def check() -> None:
    """Check every page, case and snippet, without running anything."""
    with for_people():
        loaded = catalogue.load(ROOT)
    steps = sum(len(page.case.steps) for page in loaded.documents.values())
    counted = f"{len(loaded.pages)} pages, {len(loaded.guides)} guides, {steps} steps"
    out.print(f"{counted}: nothing wrong")


@app.command()
def faults() -> None:
    """List what can be broken: each kind of fault, and what it does."""
    for family, kinds in new.families().items():
        out.print(f"\n{family}", style="bold", markup=False)
        for kind, meaning in kinds.items():
            out.print(f"  {kind:<21} {meaning}", markup=False)
