"""The command that spoils cases on purpose, and names each spoiled one that still holds."""

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import TaskID

from pipclinic.cli.console import ROOT, Slugs, counted, existing, for_people
from pipclinic.cli.running import all_hold, isolated, progress, rows_of
from pipclinic.cli.screen import out
from pipclinic.content import catalogue, survivors
from pipclinic.evidence import kept
from pipclinic.lab import mutation
from pipclinic.lab.mutation import Tried

app = typer.Typer()


@app.command()
def mutants(
    slugs: Slugs = None,
    every: Annotated[
        int, typer.Option(min=1, help="Try one in so many: a sample, the same each time.")
    ] = 1,
    into: Annotated[
        Path | None, typer.Option(help="Where those that hold are written, as Markdown.")
    ] = None,
) -> None:
    """Spoil the cases of pages on purpose; exit code 1 when a spoiled one holds all the same."""
    with for_people():
        loaded = catalogue.load(ROOT)
        pages = existing(slugs or loaded.documents)
        pips = list(reversed(rows_of("all")))
        inside = isolated()
        todo = mutation.sample(mutation.trials(loaded, pages, pips), every)
        all_hold(mutation.not_seen(todo, kept.read_all(loaded)), inside)
        out.print(f"{counted(len(todo), 'mutant')} of {counted(len(pages), 'page')}")
        with progress("trying", len(todo)) as bar:
            done = mutation.run(todo, lambda _: bar.advance(TaskID(0)))
    wrong = [*mutation.survived(done), *(_stale(done) if every == 1 else [])]
    for line in wrong:
        out.print(line, style="red", markup=False)
    alive = sum(not tried.reason for tried in done)
    without = sum(line.startswith("SURVIVES") for line in wrong)
    kinds = f"{alive} of {counted(len(done), 'mutant')} survive, {without} without a reason"
    out.print(kinds)
    if into is not None:
        into.parent.mkdir(parents=True, exist_ok=True)
        into.write_text("".join(f"- {line}\n" for line in wrong), encoding="utf-8")
    raise typer.Exit(1 if wrong else 0)


def _stale(done: list[Tried]) -> list[str]:
    """Reasons for survivors that there no longer are."""
    pages = {tried.trial.page.slug: tried.trial.page for tried in done}
    alive = {(one.trial.page.slug, one.trial.mutant.name) for one in done if not one.reason}
    return [
        f"STALE {page.folder / survivors.FILE}: {name!r} does not survive: take it out"
        for page in pages.values()
        for name in survivors.reasons(page)
        if (page.slug, name) not in alive
    ]
