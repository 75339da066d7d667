"""What has to be seen of a page for it to hold: each step, and the controls, for each pip."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from pipclinic.content.case import Fix, NotAFix, Reproduce
from pipclinic.content.claims import Shows
from pipclinic.content.page import Document
from pipclinic.content.pips import Pip
from pipclinic.content.steps import StepKind
from pipclinic.faults.environments import AsInstalled, Command
from pipclinic.faults.projects import Project

Step = Reproduce | Fix | NotAFix | Shows


@dataclass(frozen=True)
class Due:
    """One step that is to be run.

    serves: of a control, the reproduces it is the control of; `step` is one of them.
    """

    page: Document
    kind: StepKind
    step: Step
    serves: tuple[Reproduce, ...] = ()

    @property
    def id(self) -> str:
        """Its name within the page."""
        return f"{self.step.id}/control" if self.kind == "control" else self.step.id

    @property
    def snippet(self) -> str:
        """The file that stands for it: the command that it is about; or the command itself."""
        if isinstance(self.step, Shows):
            return self.step.run or self.step.command
        if self.kind == "control" and isinstance(self.step, Reproduce):
            return self.step.control_run
        return self.step.run


def due(page: Document, pip: Pip, without: Container[str] = ()) -> Iterator[Due]:
    """Every step of a page that covers a pip, and the controls, except under the faults left out.

    One control serves all reproduces that are the same with their faults put right; and none is
    needed where the command alone is at fault, and a fix is what its control would be.
    """
    steps = [step for step in page.case.steps if step.covers(pip) and step.under not in without]
    mended = {
        _setting(page, step, step.run)
        for step in steps
        if isinstance(step, Fix)
        and isinstance(page.case.named(step.under).fault, Command)
        and step.then is None
    }
    alike: dict[_Setting, list[Reproduce]] = {}
    for step in steps:
        if isinstance(step, Reproduce):
            alike.setdefault(_setting(page, step, step.control_run), []).append(step)
    for setting, served in alike.items():
        if setting not in mended:
            owner = min(served, key=lambda step: step.id)  # whatever the order in the file
            yield Due(page, "control", owner, tuple(served))
    for step in steps:
        yield Due(page, step.kind, step)
    for shows in page.claims.shows:
        if shows.covers(pip) and shows.under not in without:
            yield Due(page, shows.kind, shows)


def named(page: Document) -> Mapping[str, Due]:
    """Everything that may be due of a page, by its id."""
    steps = [Due(page, step.kind, step) for step in (*page.case.steps, *page.claims.shows)]
    controls = [Due(page, "control", step, (step,)) for step in page.case.reproduce]
    return {due.id: due for due in (*steps, *controls)}


@dataclass(frozen=True)
class _Setting:
    """What tells one control from another: the command, and all that is around it."""

    command: str
    first: str | None
    silent: str | None
    typed: str
    places: frozenset[tuple[str, str]]
    environment: frozenset[tuple[str, str]]
    certificates: frozenset[tuple[str, str]]
    interpreter: str
    system: str | None
    put_right: str
    git: bool
    projects: tuple[Project, ...]
    ranges: bool
    sized: bool


def _setting(page: Document, step: Step, command: str) -> _Setting:
    fault = page.case.named(step.under)
    return _Setting(
        command,
        # Where the environment is at fault, the control runs it before the fault would strike.
        step.before if fault.of_the_environment else None,
        step.check if isinstance(step, Reproduce) and step.fails_with is None else None,
        step.types if command == step.run else "",
        _pairs(step.places),
        _pairs(step.environment),
        _pairs(step.certificates),
        fault.interpreter,
        fault.system,
        fault.fault.put_right if isinstance(fault.fault, AsInstalled) else "",
        fault.git,
        fault.projects,
        fault.ranges,
        fault.sized,
    )


def _pairs(table: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    return frozenset(table.items())
