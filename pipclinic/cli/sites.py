"""Commands that make the site: serve, build, publish, release."""

import contextlib
import subprocess
import sys
import threading
from pathlib import Path
from typing import Annotated

import typer
import watchfiles

from pipclinic.cli.console import ROOT, Refused, for_people, out
from pipclinic.content import catalogue
from pipclinic.evidence import kept, report
from pipclinic.evidence.evidence import Evidence
from pipclinic.site import publishing, stage

app = typer.Typer()


def _evidence() -> Evidence:
    loaded = catalogue.load(ROOT)
    return Evidence(loaded, report.read(report.DEFAULT_PATH), kept.read_all(loaded))


def _staged() -> None:
    stage.stage(_evidence())


@app.command()
def build() -> None:
    """Build the site into site/."""
    with for_people():
        _staged()
    done = subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict"], check=False)
    raise typer.Exit(done.returncode)


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="Where to listen, on localhost.")] = 8000,
) -> None:
    """Read the site in a browser; what you change shows up by itself."""
    with for_people():
        _staged()
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload"]
    mkdocs = subprocess.Popen([*command, "--dev-addr", f"localhost:{port}"])
    stop = threading.Event()

    def stop_with_mkdocs() -> None:
        mkdocs.wait()
        stop.set()

    threading.Thread(target=stop_with_mkdocs, daemon=True).start()
    watched = [path for path in ("docs", "snippets", "images", ".cache") if Path(path).exists()]
    try:
        for changes in watchfiles.watch(
            *watched, watch_filter=_is_source, stop_event=stop, raise_interrupt=False
        ):
            with contextlib.suppress(typer.Exit), for_people():  # said, and the site stays up
                _staged()
                out.print(f"staged again: {', '.join(sorted({Path(p).name for _, p in changes}))}")
    finally:
        mkdocs.terminate()
    raise typer.Exit(mkdocs.wait())


def _is_source(_: watchfiles.Change, path: str) -> bool:
    below = Path(path).resolve().relative_to(ROOT.resolve())
    return below.parts[0] != ".cache" or below == report.DEFAULT_PATH


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
