"""What the commands that run something share: which pips, the run itself, and how it ended."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from pipclinic.cli.console import ROOT, Refused, counted
from pipclinic.cli.screen import out
from pipclinic.content import catalogue, pips
from pipclinic.content.case import NamedFault
from pipclinic.content.catalogue import Catalogue
from pipclinic.content.page import Document
from pipclinic.content.releases import RELEASES
from pipclinic.content.systems import SYSTEMS
from pipclinic.evidence import merging, reading, report
from pipclinic.evidence.report import NotRead, Outcome, Report
from pipclinic.faults.environments import NotInjected
from pipclinic.lab import interpreters, isolation, mutation, possible, verify, wheels, worlds
from pipclinic.lab.plan import Plan, plan
from pipclinic.lab.sandbox import Sandbox
from pipclinic.lab.stub.server import RunningWorld, Stub
from pipclinic.lab.systems import making
from pipclinic.lab.systems import roots as systems

WEAK = (
    "These steps prove less than they say: with what mends left out, or with nothing wrong, they "
    "hold all the same. See 'What counts as proof' in docs/contributing/how-it-works.md."
)


def rows_of(choice: str) -> tuple[pips.Pip, ...]:
    """The pips of a choice, fetched if they are not here yet; raises Refused."""
    try:
        rows = pips.chosen(choice)
    except ValueError as error:
        raise Refused(str(error)) from None
    fetch(rows)
    return rows


def fetch_read(documents: Mapping[str, Document]) -> None:
    """Fetch the releases of pip in which something was read, unless here; raises Refused."""
    wanted = (
        (f"pip=={version}", RELEASES[version], reading.wheel(version))
        for version in reading.wanted(documents)
    )
    if problems := wheels.fetch_all(wanted, out.print):
        raise Refused("\n".join(problems))


def bring_systems(documents: Mapping[str, Document], rows: Sequence[pips.Pip]) -> None:
    """Make the systems that the cases of some pages are run in with some pips, unless here.

    A system holds the packages of all pages, drafts aside: these are read only where one is needed.
    """
    asked = {pip.version for pip in rows}
    needed = {of for of in making.wanted(_faults(documents)) if SYSTEMS[of].pip in asked}
    if needed:
        everything = catalogue.load(ROOT, without=catalogue.unwritten(ROOT)).documents
        wanted = making.wanted(_faults(everything))
        making.bring({of: wanted[of] for of in wanted if of in needed}, out.print)


def _faults(documents: Mapping[str, Document]) -> Iterator[NamedFault]:
    return (fault for page in documents.values() for fault in page.case.fault)


def fetch(rows: Sequence[pips.Pip]) -> None:
    """Fetch some pips, and the published wheels that cases use, unless here; raises Refused."""
    if problems := interpreters.fetch(rows, out.print) or wheels.fetch(out.print):
        hint = (
            "What was fetched stays in .cache. Once an index can be reached ('pip config list' "
            "says which is asked), run this again."
        )
        raise Refused("\n".join([*problems, hint]))


def isolated() -> str:
    """Enter the namespaces; return how commands are kept in. Raises Refused."""
    try:
        return isolation.isolate()
    except isolation.NotIsolated as refused:
        raise Refused(str(refused)) from None


@contextmanager
def broken(fault: NamedFault, row: pips.Pip) -> Iterator[tuple[Sandbox, RunningWorld]]:
    """A sandbox of a pip in which a fault strikes, and the world that it sees.

    Raises Refused where that cannot be.
    """
    python = interpreters.interpreter_for(row)
    if fault.system:
        row, python = systems.pip(fault.system), systems.python(fault.system)
    if python is None:
        raise Refused(f"no Python of this machine runs pip {row.version}")
    isolated()
    out.print(f"preparing pip {row.version} on Python {python.minor}")
    reason = possible.impossible_here(fault)
    if reason:
        raise Refused(f"{fault.name}: {reason}")
    with (
        Stub() as stub,
        stub.serve(worlds.broken(fault)) as running,
        worlds.sandbox_of(fault, row, python, running) as box,
    ):
        try:
            worlds.inject(fault, box)
        except NotInjected as failed:
            raise Refused(
                f"{fault.name}: the fault does not strike before something else was done: {failed}"
            ) from None
        yield box, running


def progress(what: str, total: int) -> Progress:
    """A bar that shows how far something has come, on a terminal; its one task is number 0."""
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    bar = Progress(*columns, console=out, transient=True, disable=not out.is_terminal)
    bar.add_task(what, total=total)
    return bar


def run_steps(
    loaded: Catalogue,
    rows: Sequence[pips.Pip],
    real_time: bool = False,
    jobs: int | None = None,
) -> Report:
    """Run every step of some pages with some pips; say each as it ends."""
    inside = isolated()
    todo = plan(loaded, list(loaded.documents), rows)
    return run_plan(todo, inside, real_time, jobs)


def run_plan(todo: Plan, inside: str, real_time: bool = False, jobs: int | None = None) -> Report:
    """Run every step of a plan; say each as it ends."""
    out.print(f"{counted(len(todo.jobs), 'step')}, kept in by {inside}")
    with progress("verifying", len(todo.jobs)) as bar:

        def show(outcome: Outcome) -> None:
            bar.console.print(_line(outcome), markup=False, style=None if outcome.holds else "red")
            bar.advance(TaskID(0))

        def stopping() -> None:
            out.print("stopping")

        try:
            return verify.run(
                todo,
                real_time=real_time,
                jobs=jobs,
                isolation=inside,
                progress=show,
                stopping=stopping,
            )
        except KeyboardInterrupt:
            raise typer.Exit(130) from None


def all_hold(todo: Plan, inside: str) -> None:
    """Run steps that have to hold before anything can be said of them; raises Refused."""
    if todo.jobs:
        done = run_plan(todo, inside)
        failed = [f"{_step(row)}  pip {row.pip}" for row in done.outcomes if not row.holds]
        if failed:
            raise Refused("\n".join([*failed, "does not hold as it is: run 'pipclinic verify'"]))


def well_proved(loaded: Catalogue, slugs: Sequence[str]) -> None:
    """See that the steps of pages prove what they say, by spoiling them; raises Refused."""
    todo = mutation.of_rules(mutation.trials(loaded, slugs, pips.TABLE[::-1]))
    if not todo:
        return
    with progress("spoiling", len(todo)) as bar:
        done = mutation.run(todo, lambda _: bar.advance(TaskID(0)))
    weak = mutation.survived(done)
    if weak:
        raise Refused("\n".join([*weak, WEAK]))


def write_report(done: Report, slugs: list[str] | None, path: Path) -> None:
    """Write a run's report; a run of some pages leaves what the report had on others."""
    merging.updated(_before(path) if slugs else None, done).write(path)
    summarise(done, path, whole=not slugs)


def _before(path: Path) -> Report | None:
    """The report that a run of some pages adds to; of one that cannot be read, nothing is kept."""
    try:
        return report.read(path)
    except NotRead as refused:
        out.print(f"{refused}; it now has the pages of this run only", style="yellow")
        return None


def _line(outcome: Outcome) -> str:
    where = f"pip {outcome.pip} (Python {outcome.python})  {outcome.seconds:.1f} s"
    return f"{'ok  ' if outcome.holds else 'FAIL'} {_step(outcome)}  {where}"


def _step(outcome: Outcome) -> str:
    return f"{outcome.slug}  {outcome.kind:<9} {outcome.snippet} under {outcome.fault}"


def summarise(done: Report, report_file: Path, *, whole: bool) -> None:
    """Say how a run ended; each failure once, with the pips that share it.

    whole: whether it was long enough for its speed to mean something.
    """
    for skipped in done.skipped:
        out.print(f"skipped: pip {skipped.pip} {skipped.reason}", style="yellow")
    for row in done.not_shown:
        out.print(f"left out: {row.words}", style="yellow")
    failed = [outcome for outcome in done.outcomes if not outcome.holds]
    if failed:
        out.print(f"\n{counted(len(failed), 'step')} failed:", style="red")
        alike: dict[tuple[str, str], list[str]] = {}
        for outcome in failed:
            alike.setdefault((_step(outcome), outcome.reason), []).append(outcome.pip)
        for (step, reason), failing in alike.items():
            text = f"FAIL {step}  pip {', '.join(failing)}\n     {reason}"
            out.print(text, style="red", markup=False)
    held = len(done.outcomes) - len(failed)
    versions = {row.pip for row in done.outcomes}
    steps = f"{held} of {counted(len(done.outcomes), 'step')} held"
    out.print(f"{steps}, with {counted(len(versions), 'pip')}, in {done.wall:.1f} s")
    if whole and done.holds:
        out.print(
            f"CPU of the pip processes {done.cpu:.1f} s on {counted(done.cores, 'core')}: "
            f"wall time is {done.ratio:.2f} times the least possible (at most 1.15 is wanted)"
        )
    out.print(f"report: {report_file}")
