"""The `pipclinic` command."""

import contextlib
import difflib
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
import watchfiles
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
)

from pipclinic.content import catalogue, new, pips
from pipclinic.content.catalogue import Catalogue
from pipclinic.content.models import NamedFault
from pipclinic.content.page import Document
from pipclinic.content.problems import UNWRITTEN, BadContent, unknown
from pipclinic.evidence import merging, recordings, report
from pipclinic.evidence.report import Outcome, Report
from pipclinic.faults.environments import NotSpoilt
from pipclinic.lab import drift, examples, interpreters, isolation, verify, wheels
from pipclinic.lab.sandbox import Sandbox, sandbox
from pipclinic.lab.stub.server import Stub
from pipclinic.site import publishing, stage

app = typer.Typer(
    help=__doc__,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
_out = Console(highlight=False, soft_wrap=True)
_err = Console(stderr=True, highlight=False, soft_wrap=True)

ROOT = Path()

Slugs = Annotated[list[str] | None, typer.Argument(help="Pages, by slug; all when none is named.")]
PipChoice = Annotated[
    str,
    typer.Option("--pip", help="newest, all, a version, or default: the newest and one old."),
]


class _Refused(Exception):
    """Something to tell the user instead of doing what was asked; exit code 2."""


@contextmanager
def _for_people() -> Iterator[None]:
    """Turn what a user can mend into lines without a traceback, and exit code 2."""
    try:
        yield
    except BadContent as bad:
        for problem in bad.problems:
            _err.print(str(problem), style="red", markup=False)
        raise typer.Exit(2) from None
    except (_Refused, isolation.NotIsolated) as refused:
        _err.print(str(refused), style="red", markup=False)
        raise typer.Exit(2) from None


def _existing(slugs: Iterable[str]) -> tuple[str, ...]:
    known = catalogue.slugs(ROOT)
    for slug in slugs:
        if slug not in known:
            raise _Refused(unknown("page", slug, known, "docs/errors/ has all there are"))
    return tuple(slugs)


def _loaded(slugs: list[str] | None) -> Catalogue:
    """The pages that are named, or all; a mistake in another page is nobody's business then."""
    return catalogue.load(ROOT, _existing(slugs or ()))


def _rows(choice: str) -> tuple[pips.Pip, ...]:
    try:
        rows = pips.chosen(choice)
    except ValueError as error:
        raise _Refused(str(error)) from None
    missing = [pip for pip in rows if not pip.wheel.exists()]
    if missing:
        _out.print(f"fetching pip {', '.join(pip.version for pip in missing)}")
    problems = interpreters.fetch(missing) + wheels.fetch()
    if problems:
        raise _Refused("\n".join(problems))
    return rows


@app.command()
def check() -> None:
    """Check every page, case and snippet, without running anything."""
    with _for_people():
        loaded = catalogue.load(ROOT)
    steps = sum(len(page.case.steps) for page in loaded.documents.values())
    counted = f"{len(loaded.pages)} pages, {len(loaded.guides)} guides, {steps} steps"
    _out.print(f"{counted}: nothing wrong")


def _staged() -> None:
    stage.stage(catalogue.load(ROOT), report.read(report.DEFAULT_PATH))


@app.command()
def build() -> None:
    """Build the site into site/."""
    with _for_people():
        _staged()
    done = subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict"], check=False)
    raise typer.Exit(done.returncode)


@app.command("new")
def new_command(
    slug: Annotated[str, typer.Argument(help="The page's name for ever, as in read-timeout.")],
    fault: Annotated[
        str, typer.Option(help="What is broken, for example refused; 'pipclinic faults' lists all.")
    ] = "",
    host: Annotated[
        str | None, typer.Option(help="Which host is struck; the index when not named.")
    ] = None,
) -> None:
    """Begin a page: its text, its case and its snippets; and show what pip prints there."""
    with _for_people():
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
            raise _Refused(
                f"{slug!r} is no slug: lower-case words with hyphens, as in read-timeout"
            )
        if (ROOT / "docs/errors" / f"{slug}.md").exists():
            raise _Refused(f"there is a page {slug!r} already: docs/errors/{slug}.md")
        if not fault:
            raise _Refused("say what is broken, with --fault; 'pipclinic faults' lists the kinds")
        try:
            draft = new.draft(slug, fault, host)
        except new.NotMade as refused:
            raise _Refused(str(refused)) from None
        for path, text in draft.files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            _out.print(f"wrote {path}", markup=False)
        with _broken(draft.fault, _rows("newest")[-1]) as box:
            ran = box.run(ROOT / "snippets" / slug / "install.sh", 120)
    _out.print(f"\npip {pips.NEWEST.version} prints there:\n\n{ran.output}", markup=False)
    if ran.exit == 0:
        _out.print(
            "Nothing failed there: put the command that fails into install.sh. If it exits with 0 "
            "and does the wrong thing, see exits, check and installs in how-it-works.md."
        )
    _out.print(f"Fill in what 'pipclinic check' names. Then: make prove PAGE={slug}")


@app.command()
def faults() -> None:
    """List what can be broken: each kind of [[fault]], and what it does."""
    for family, kinds in new.families().items():
        _out.print(f"\n{family}", style="bold", markup=False)
        for kind, meaning in kinds.items():
            _out.print(f"  {kind:<21} {meaning}", markup=False)


@contextmanager
def _broken(fault: NamedFault, row: pips.Pip) -> Iterator[Sandbox]:
    """A sandbox of a pip in which a fault strikes; raises _Refused where that cannot be."""
    python = interpreters.interpreter_for(row)
    if python is None:
        raise _Refused(f"no Python of this machine runs pip {row.version}")
    isolation.isolate()
    reason = fault.impossible_here()
    if reason:
        raise _Refused(f"{fault.name}: {reason}")
    with (
        Stub() as stub,
        stub.serve(fault.world(verify.SPEED)) as running,
        sandbox(row, python, running, system=fault.system, git=fault.git) as box,
    ):
        try:
            fault.spoil(box)
        except NotSpoilt as failed:
            raise _Refused(
                f"{fault.name}: the fault does not strike before something else was done: {failed}"
            ) from None
        yield box


@app.command("publish")
def publish_command(
    version: Annotated[str, typer.Argument(help="dev, or a release such as 2026.12.")],
    push: Annotated[bool, typer.Option("--push", help="Send the branch to origin.")] = False,
) -> None:
    """Build a version of the site, and commit it to the branch gh-pages."""
    with _for_people():
        try:
            loaded, seen = catalogue.load(ROOT), report.read(report.DEFAULT_PATH)
            stage.stage(loaded, seen)
            publishing.publish(loaded, seen, version, push)
        except publishing.NotPublished as refused:
            raise _Refused(str(refused)) from None


@app.command("release")
def release_command(
    version: Annotated[str, typer.Argument(help="Year and month, such as 2026.12.")],
) -> None:
    """Write down a release, commit it and tag it; say what to push."""
    with _for_people():
        try:
            push = publishing.release(catalogue.load(ROOT), version)
        except publishing.NotPublished as refused:
            raise _Refused(str(refused)) from None
    _out.print(f"{version} is committed and tagged here. To publish it: {push}")


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="Where to listen, on localhost.")] = 8000,
) -> None:
    """Read the site in a browser; what you change shows up by itself."""
    with _for_people():
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
            with contextlib.suppress(typer.Exit), _for_people():  # said, and the site stays up
                _staged()
                _out.print(f"staged again: {', '.join(sorted({Path(p).name for _, p in changes}))}")
    finally:
        mkdocs.terminate()
    raise typer.Exit(mkdocs.wait())


def _is_source(_: watchfiles.Change, path: str) -> bool:
    below = Path(path).resolve().relative_to(ROOT.resolve())
    return below.parts[0] != ".cache" or below == report.DEFAULT_PATH


@app.command("pips")
def fetch_pips() -> None:
    """Fetch the pips that are tested, and other published wheels that cases use."""
    problems = interpreters.fetch() + wheels.fetch()
    for problem in problems:
        _err.print(problem, style="red", markup=False)
    if problems:
        raise typer.Exit(1)


@app.command("verify")
def verify_command(
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
    with _for_people():
        done = _run(_loaded(slugs), _rows(pip), real_time, jobs)
    _write(done, slugs, report_file)
    raise typer.Exit(0 if done.holds else 1)


@app.command()
def record(slugs: Slugs = None, pip: PipChoice = "all") -> None:
    """Rewrite the recordings of what pip prints."""
    with _for_people():
        loaded = _loaded(slugs)
        done = _run(loaded, _rows(pip))
        _write(done, slugs, report.DEFAULT_PATH)
        if not done.holds:
            raise _Refused("nothing was recorded: a recording is taken only from a run that holds")
        with Stub() as stub:
            for slug, page in loaded.documents.items():
                texts = dict(recordings.printed(page, done)) | _examples(page, stub)
                _out.print(f"{slug}: {_count(_record(page, texts), 'recording')} changed")


Reported = Annotated[Path, typer.Option("--report", help="The report, as `verify` wrote it.")]


def _reported(path: Path) -> Report:
    found = report.read(path)
    if found is None:
        raise _Refused(f"there is no report at {path}: run 'pipclinic verify' first")
    return found


@app.command()
def merge(
    parts: Annotated[list[Path], typer.Argument(help="Reports, each of other pips.")],
    report_file: Reported = report.DEFAULT_PATH,
) -> None:
    """Make one report of several, for example of machines that have different Pythons."""
    with _for_people():
        try:
            whole = merging.merged([_reported(part) for part in parts])
        except merging.NotMerged as refused:
            raise _Refused(str(refused)) from None
    whole.write(report_file)
    _summarise(whole, report_file, whole=False)


@app.command()
def summary(report_file: Reported = report.DEFAULT_PATH) -> None:
    """Print a report as Markdown: each fix, and with which pips it was seen to work."""
    with _for_people():
        print(merging.summary(catalogue.load(ROOT), _reported(report_file)))


@app.command()
def compare(
    report_file: Reported = report.DEFAULT_PATH,
    into: Annotated[
        Path, typer.Option(help="Where the recordings that differ are put, to be copied here.")
    ] = Path(".cache/recordings"),
) -> None:
    """Compare the recordings with what pip printed in a report; exit code 1 when they differ."""
    with _for_people():
        loaded, seen = catalogue.load(ROOT), _reported(report_file)
    shutil.rmtree(into, ignore_errors=True)
    different = 0
    for page in loaded.documents.values():
        for path, text in recordings.differences(page, seen):
            different += 1
            kept = into / path.relative_to(loaded.root)
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(text, encoding="utf-8")
            recorded = path.read_text(encoding="utf-8") if path.exists() else ""
            lines = (recorded.splitlines(), text.splitlines())
            for line in difflib.unified_diff(*lines, str(path), "what pip printed", lineterm=""):
                _out.print(line, markup=False)
    if different:
        _out.print(f"{different} recordings differ; what pip printed is in {into}")
        raise typer.Exit(1)
    _out.print("every recording is what pip printed")


@app.command("drift")
def drift_command(
    slugs: Slugs = None,
    real_time: Annotated[
        bool, typer.Option(help="At pip's own pace, as readers have it, or 50 times as fast.")
    ] = True,
    into: Annotated[Path, typer.Option(help="Where what changed is written.")] = Path(
        ".cache/drift/pip.md"
    ),
) -> None:
    """Run every command with the newest pip of the index; exit code 1 when something changed."""
    with _for_people():
        try:
            newest = drift.newest()
        except drift.NoPip as refused:
            raise _Refused(str(refused)) from None
        problems = wheels.fetch()
        if problems:
            raise _Refused("\n".join(problems))
        loaded = _loaded(slugs)
        seen = _run(loaded, [newest], real_time)
        changed = drift.changes(loaded, seen, newest)
    into.parent.mkdir(parents=True, exist_ok=True)
    into.write_text(changed, encoding="utf-8")
    _out.print(changed or f"pip {newest.version} is as the pages say", markup=False)
    raise typer.Exit(1 if changed else 0)


def _examples(page: Document, stub: Stub) -> dict[Path, str]:
    python = interpreters.interpreter_for(pips.NEWEST)
    if python is None:
        return {}
    return dict(examples.printed(page, stub, pips.NEWEST, python, verify.SPEED))


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


@app.command()
def shell(
    slug: Annotated[str, typer.Argument(help="The page whose broken world to enter.")],
    under: Annotated[
        str | None, typer.Option(help="Which of its faults; the first when not named.")
    ] = None,
    pip: Annotated[str, typer.Option(help="Which pip.")] = pips.NEWEST.version,
) -> None:
    """Open a shell in which the world is broken, to try things by hand."""
    with _for_people():
        case = catalogue.load_case(ROOT, *_existing([slug]))
        names = [fault.name for fault in case.fault]
        if under is not None and under not in names:
            raise _Refused(f"there is no fault {under!r} on this page; there is {', '.join(names)}")
        row = _rows(pip)[-1]
        fault = case.named(under or names[0])
        with _broken(fault, row) as box:
            _out.print(
                f"pip {row.version} on Python {box.python.minor}, where {_words(fault)}. "
                f"A second of pip lasts 1/{verify.SPEED:g} s. Leave with 'exit'."
            )
            environment = {
                **box.environment,
                "PS1": f"({fault.name}) $ ",
                "TERM": os.environ.get("TERM", "dumb"),
            }
            code = subprocess.run(["/bin/sh", "-i"], cwd=box.work, env=environment, check=False)
    raise typer.Exit(code.returncode)


def _words(fault: NamedFault) -> str:
    """What a fault means; of one whose words are still to be written, its name."""
    return fault.name if UNWRITTEN in fault.means else fault.means


def _run(
    loaded: Catalogue,
    rows: Sequence[pips.Pip],
    real_time: bool = False,
    jobs: int | None = None,
) -> Report:
    inside = isolation.isolate()
    todo = verify.plan(loaded, list(loaded.documents), rows)
    _out.print(f"{_count(len(todo.jobs), 'step')}, kept in by {inside}")
    columns = (
        TextColumn("verifying"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=_out, transient=True, disable=not _out.is_terminal) as bar:
        task = bar.add_task("verifying", total=len(todo.jobs))

        def show(outcome: Outcome) -> None:
            bar.console.print(_line(outcome), markup=False, style=None if outcome.holds else "red")
            bar.advance(task)

        speed = 1.0 if real_time else verify.SPEED
        return verify.run(todo, speed=speed, jobs=jobs, isolation=inside, progress=show)


def _write(done: Report, slugs: list[str] | None, path: Path) -> None:
    """Write a run's report; a run of some pages leaves what the report had on others."""
    merging.updated(report.read(path) if slugs else None, done).write(path)
    _summarise(done, path, whole=not slugs)


def _line(outcome: Outcome) -> str:
    where = f"pip {outcome.pip} (Python {outcome.python})  {outcome.seconds:.1f} s"
    return f"{'ok  ' if outcome.holds else 'FAIL'} {_step(outcome)}  {where}"


def _step(outcome: Outcome) -> str:
    return f"{outcome.slug}  {outcome.step:<9} {outcome.snippet} under {outcome.under}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


def _summarise(done: Report, report_file: Path, *, whole: bool) -> None:
    """Say how a run ended; each failure once, with the pips that share it.

    whole: whether it was long enough for its speed to mean something.
    """
    for skipped in done.skipped:
        _out.print(f"skipped: pip {skipped.pip} {skipped.reason}", style="yellow")
    for row in done.not_shown:
        _out.print(f"left out: {row.slug} under {row.under}: {row.reason}", style="yellow")
    failed = [outcome for outcome in done.outcomes if not outcome.holds]
    if failed:
        _out.print(f"\n{_count(len(failed), 'step')} failed:", style="red")
        alike: dict[tuple[str, str], list[str]] = {}
        for outcome in failed:
            alike.setdefault((_step(outcome), outcome.reason), []).append(outcome.pip)
        for (step, reason), failing in alike.items():
            text = f"FAIL {step}  pip {', '.join(failing)}\n     {reason}"
            _out.print(text, style="red", markup=False)
    held = len(done.outcomes) - len(failed)
    versions = {row.pip for row in done.outcomes}
    steps = f"{held} of {_count(len(done.outcomes), 'step')} held"
    _out.print(f"{steps}, with {_count(len(versions), 'pip')}, in {done.wall:.1f} s")
    if whole and done.holds:
        _out.print(
            f"CPU of the pip processes {done.cpu:.1f} s on {_count(done.cores, 'core')}: "
            f"wall time is {done.ratio:.2f} times the least possible (at most 1.3 is wanted)"
        )
    _out.print(f"report: {report_file}")


if __name__ == "__main__":
    sys.exit(app())
