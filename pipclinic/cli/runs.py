"""Commands that run the steps of pages with real pips."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from pipclinic.cli.console import (
    ROOT,
    PipChoice,
    Refused,
    Slugs,
    counted,
    for_people,
    loaded_pages,
)
from pipclinic.cli.running import (
    bring_systems,
    fetch,
    fetch_read,
    rows_of,
    run_steps,
    well_proved,
    write_report,
)
from pipclinic.cli.screen import out
from pipclinic.content import catalogue, pips
from pipclinic.content.page import Document
from pipclinic.evidence import kept, recordings, report
from pipclinic.evidence.evidence import Evidence
from pipclinic.lab import drift, examples, interpreters, proving
from pipclinic.lab.stub.server import Stub

app = typer.Typer()


@app.command("pips")
def fetch_pips() -> None:
    """Fetch the pips that are tested or read in, the published wheels and systems of cases."""
    with for_people():
        fetch(pips.TABLE)
        documents = catalogue.load(ROOT).documents
        fetch_read(documents)
        bring_systems(documents, pips.TABLE)


@app.command("verify")
def verify_pages(
    slugs: Slugs = None,
    pip: PipChoice = "default",
    real_time: Annotated[
        bool,
        typer.Option("--real-time", help="Let pip's seconds be seconds: takes minutes."),
    ] = False,
    jobs: Annotated[int | None, typer.Option(min=1, help="Steps at the same time.")] = None,
    report_file: Annotated[
        Path, typer.Option("--report", help="Where the report goes.")
    ] = report.DEFAULT_PATH,
) -> None:
    """Run every command of the pages, with real pips, and see whether each does what is said."""
    with for_people():
        loaded, rows = loaded_pages(slugs), rows_of(pip)
        bring_systems(loaded.documents, rows)
        done = run_steps(loaded, rows, real_time, jobs)
        write_report(done, slugs, report_file)
    raise typer.Exit(0 if done.holds else 1)


@app.command()
def record(slugs: Slugs = None, pip: PipChoice = "all") -> None:
    """Rewrite the recordings of what pip prints."""
    with for_people():
        loaded, rows = loaded_pages(slugs), rows_of(pip)
        bring_systems(loaded.documents, rows)
        done = run_steps(loaded, rows)
        changed = proving.changed(loaded, kept.read_all(loaded))  # what can be run is asked inside
        write_report(done, slugs, report.DEFAULT_PATH)
        failing = {row.slug for row in done.outcomes if not row.holds}
        well_proved(loaded, [slug for slug in changed if slug not in failing])
        evidence = Evidence(loaded, done)
        with Stub() as stub:
            for slug, page in loaded.documents.items():
                if slug in failing:
                    continue
                texts = dict(recordings.printed(evidence.of(page))) | _examples(page, stub)
                out.print(f"{slug}: {counted(_record(page, texts), 'recording')} changed")
                kept.keep(page, evidence.of(page).outcomes)
        if failing:
            words = "a recording is taken only of a page all of whose steps hold"
            raise Refused(f"not recorded: {', '.join(sorted(failing))}; {words}")


@app.command("drift")
def drift_from(
    slugs: Slugs = None,
    real_time: Annotated[
        bool, typer.Option(help="At pip's own pace, as readers have it, or without the waits.")
    ] = True,
    into: Annotated[Path, typer.Option(help="Where what changed is written.")] = Path(
        ".cache/drift/pip.md"
    ),
) -> None:
    """Run every command with the newest pip of the index; exit code 1 when something changed."""
    with for_people():
        try:
            newest = drift.newest()
        except drift.NoPip as refused:
            raise Refused(str(refused)) from None
        fetch(())
        loaded = loaded_pages(slugs)
        seen = run_steps(loaded, [newest], real_time)
        changed = drift.changes(loaded, seen, newest)
    into.parent.mkdir(parents=True, exist_ok=True)
    into.write_text(changed, encoding="utf-8")
    out.print(changed or f"pip {newest.version} is as the pages say", markup=False)
    raise typer.Exit(1 if changed else 0)


def _examples(page: Document, stub: Stub) -> dict[Path, str]:
    python = interpreters.interpreter_for(pips.NEWEST)
    if python is None:
        return {}
    return dict(examples.printed(page, stub, pips.NEWEST, python))


def _record(page: Document, texts: Mapping[Path, str]) -> int:
    """Write what changed, remove what no step records any more; return how many files."""
    stale = [
        path for path in (page.folder / "recorded").rglob("*.txt") if _is_stale(page, path, texts)
    ]
    for path in stale:
        path.unlink()
    changed = 0
    for path, text in texts.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            changed += 1
    return changed + len(stale)


def _is_stale(page: Document, path: Path, texts: Mapping[Path, str]) -> bool:
    """Whether a recording belongs to no step; one of a pip that was not run now is kept."""
    return path not in texts and path not in recordings.expected(page)
