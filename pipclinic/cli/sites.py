"""Commands that make the site: serve, build, publish, release."""

import contextlib
from typing import Annotated

import typer

from pipclinic.cli import serving
from pipclinic.cli.console import ROOT, Refused, for_people
from pipclinic.cli.screen import out
from pipclinic.content import catalogue
from pipclinic.content.problems import listed
from pipclinic.evidence import kept, report
from pipclinic.evidence.evidence import Evidence
from pipclinic.site import finishing, mkdocs, publishing, stage, wheel

app = typer.Typer()


def _evidence(*, unfinished: bool = False) -> Evidence:
    """What is to be shown; unfinished: without the pages that are still being written."""
    left_out = catalogue.unwritten(ROOT) if unfinished else ()
    for slug in left_out:
        out.print(f"left out, for there is something to write in it: {slug}", style="yellow")
    loaded = catalogue.load(ROOT, without=left_out)
    return Evidence(loaded, report.read(report.DEFAULT_PATH), kept.read_all(loaded))


def _staged(*, unfinished: bool = False) -> None:
    stage.stage(_evidence(unfinished=unfinished))


@app.command()
def build() -> None:
    """Build the site into site/."""
    with for_people():
        evidence = _evidence()
        stage.stage(evidence)
    code = mkdocs.build()
    if code == 0:
        finishing.finish(evidence, mkdocs.SITE)
    raise typer.Exit(code)


@app.command("wheel")
def build_wheel() -> None:
    """Build the wheel for readers into dist/: `pipclinic explain`, and all that it knows."""
    with for_people():
        evidence = _evidence()
        wheel.write_knowledge(evidence)
        try:
            out.print(wheel.build(evidence), markup=False)
        except wheel.NotBuilt as refused:
            raise Refused(str(refused)) from None


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="Where to listen, on localhost.")] = 8000,
) -> None:
    """Read the site in a browser; what you change shows up by itself."""
    with for_people():
        serving.refuse_a_port_in_use(port)
        _staged(unfinished=True)
    with serving.mkdocs(port) as stopped:
        for changes in serving.changes(stopped):
            with contextlib.suppress(typer.Exit), for_people():  # said, and the site stays up
                _staged(unfinished=True)
                out.print(f"staged again: {listed(sorted({path.name for path in changes}))}")
    raise typer.Exit(stopped.code)


@app.command("publish")
def publish(
    version: Annotated[str, typer.Argument(help="dev, or a release such as 2026.12.")],
    push: Annotated[bool, typer.Option("--push", help="Send the branch to origin.")] = False,
) -> None:
    """Build a version of the site, and commit it to the branch gh-pages."""
    with for_people():
        try:
            evidence = _evidence()
            stage.stage(evidence)
            publishing.publish(evidence, version, push)
        except publishing.NotPublished as refused:
            raise Refused(str(refused)) from None


@app.command("release")
def release(
    version: Annotated[str, typer.Argument(help="Year and month, such as 2026.12.")],
) -> None:
    """Write down a release, commit it and tag it; say what to push."""
    with for_people():
        try:
            push = publishing.release(catalogue.load(ROOT), version)
        except publishing.NotPublished as refused:
            raise Refused(str(refused)) from None
    out.print(f"{version} is committed and tagged here. To publish it: {push}")
