"""Commands about the report of a run."""

import difflib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from pipclinic.cli.console import ROOT, Refused, counted, for_people
from pipclinic.cli.running import summarise
from pipclinic.cli.screen import out
from pipclinic.content import catalogue
from pipclinic.evidence import kept, merging, recordings, report
from pipclinic.evidence.evidence import Evidence
from pipclinic.evidence.report import Report
from pipclinic.evidence.summary import summary as in_markdown

app = typer.Typer()


Reported = Annotated[Path, typer.Option("--report", help="The report, as `verify` wrote it.")]


def _reported(path: Path) -> Report:
    found = report.read(path)
    if found is None:
        raise Refused(f"there is no report at {path}: run 'pipclinic verify' first")
    return found


@app.command()
def merge(
    parts: Annotated[list[Path], typer.Argument(help="Reports, each of other pips.")],
    report_file: Reported = report.DEFAULT_PATH,
) -> None:
    """Make one report of several, for example of machines that have different Pythons."""
    with for_people():
        try:
            whole = merging.merged([_reported(part) for part in parts])
        except merging.NotMerged as refused:
            raise Refused(str(refused)) from None
        whole.write(report_file)
    summarise(whole, report_file, whole=False)


@app.command()
def summary(report_file: Reported = report.DEFAULT_PATH) -> None:
    """Print a report as Markdown: each fix, and with which pips it was seen to work."""
    with for_people():
        print(in_markdown(catalogue.load(ROOT), _reported(report_file)))


@app.command()
def compare(
    report_file: Reported = report.DEFAULT_PATH,
    into: Annotated[
        Path, typer.Option(help="Where the recordings that differ are put, to be copied here.")
    ] = Path(".cache/recordings"),
) -> None:
    """Compare what is recorded and kept with a report; exit code 1 when they differ."""
    with for_people():
        evidence = Evidence(catalogue.load(ROOT), _reported(report_file))
    shutil.rmtree(into, ignore_errors=True)
    different = 0
    for path, text in _differences(evidence):
        different += 1
        copy = into / path.relative_to(evidence.catalogue.root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(text, encoding="utf-8")
        recorded = path.read_text(encoding="utf-8") if path.exists() else ""
        lines = (recorded.splitlines(), text.splitlines())
        for line in difflib.unified_diff(*lines, str(path), "what was seen", lineterm=""):
            out.print(line, markup=False)
    if different:
        out.print(f"{counted(different, 'file')} differ; what was seen is in {into}")
        raise typer.Exit(1)
    out.print("everything recorded and kept is what was seen")


def _differences(evidence: Evidence) -> Iterator[tuple[Path, str]]:
    """Files beside the snippets that are other than what a report has seen, as they should be."""
    for page in evidence.catalogue.documents.values():
        seen = evidence.of(page)
        yield from recordings.differences(seen)
        if not seen.failed and kept.differs(page, seen.outcomes):
            yield kept.file_for(page), kept.renewed(page, seen.outcomes, None).text()


@app.command()
def keep(report_file: Reported = report.DEFAULT_PATH) -> None:
    """Keep what a report has seen of each page beside its recordings, where all of it holds."""
    with for_people():
        evidence = Evidence(catalogue.load(ROOT), _reported(report_file))
        news = 0
        for page in evidence.catalogue.documents.values():
            seen = evidence.of(page)
            if seen.failed or list(recordings.differences(seen)):
                out.print(f"{page.slug}: not as stated or recorded, so not kept", style="yellow")
            else:
                news += kept.keep(page, seen.outcomes)
    out.print(f"kept of {counted(news, 'page')} what is news")
