"""Commands about the report of a run."""

import difflib
import shutil
from pathlib import Path
from typing import Annotated

import typer

from pipclinic.cli.console import ROOT, Refused, for_people, out
from pipclinic.cli.running import summarise
from pipclinic.content import catalogue
from pipclinic.evidence import merging, recordings, report
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
    """Compare the recordings with what pip printed in a report; exit code 1 when they differ."""
    with for_people():
        evidence = Evidence(catalogue.load(ROOT), _reported(report_file))
    shutil.rmtree(into, ignore_errors=True)
    different = 0
    for page in evidence.catalogue.documents.values():
        for path, text in recordings.differences(evidence.of(page)):
            different += 1
            kept = into / path.relative_to(evidence.catalogue.root)
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(text, encoding="utf-8")
            recorded = path.read_text(encoding="utf-8") if path.exists() else ""
            lines = (recorded.splitlines(), text.splitlines())
            for line in difflib.unified_diff(*lines, str(path), "what pip printed", lineterm=""):
                out.print(line, markup=False)
    if different:
        out.print(f"{different} recordings differ; what pip printed is in {into}")
        raise typer.Exit(1)
    out.print("every recording is what pip printed")
