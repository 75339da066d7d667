"""Whether what a step did is what it has to show; if not, why.

Reasons are told to authors. What was done first comes first: the earliest thing that went wrong
is the reason.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pipclinic.content import signatures
from pipclinic.content.case import Fix
from pipclinic.content.claims import Shows
from pipclinic.content.due import Due, Step
from pipclinic.content.steps import StepKind
from pipclinic.lab.commands import Run
from pipclinic.lab.tools import TOOLS


@dataclass(frozen=True)
class Ran:
    """A snippet and what it did."""

    snippet: str
    run: Run

    @property
    def last_line(self) -> str:
        """The last line it printed, in words if there is none."""
        lines = self.run.output.strip().splitlines()
        return lines[-1].strip() if lines else "it printed nothing"

    def unlike(self, exit_code: int | None) -> str:
        """Why it did not end with this exit code (None: with a failure), or ""."""
        if self.run.over:
            return f"{self.snippet} {self.run.over}"
        if exit_code is None:
            return "" if self.run.exit != 0 else f"{self.snippet} succeeded, and had to fail"
        if self.run.exit == exit_code:
            return ""
        wanted = f", not {exit_code}" if exit_code else ""
        tools = f" (a sandbox has pip, python, {TOOLS})" if self.run.exit == 127 else ""
        return f"{self.snippet} exited {self.run.exit}{wanted}: {self.last_line}{tools}"


@dataclass(frozen=True)
class Done:
    """All that a step did.

    before: what had to succeed first. earlier: what had to fail first. ran: the remedies, and the
    command that the step is about; at least one. installed: which of the step's distributions are
    there after that. check: its check, where it was run.
    """

    before: tuple[Ran, ...]
    earlier: tuple[Ran, ...]
    ran: tuple[Ran, ...]
    installed: frozenset[str]
    check: Run | None

    @property
    def cpu(self) -> float:
        """CPU seconds of all of it."""
        runs = [ran.run for ran in (*self.before, *self.earlier, *self.ran)]
        return sum(run.cpu for run in runs) + (self.check.cpu if self.check else 0.0)

    @property
    def printed(self) -> str:
        """What the commands printed; not what one that had to fail first did."""
        return "".join(ran.run.output for ran in self.before) + self.printed_at_last

    @property
    def printed_at_last(self) -> str:
        """The same without what goes before."""
        return "".join(ran.run.output for ran in self.ran)


def is_checked(kind: StepKind, step: Step) -> bool:
    """Whether a step's check is run: after a control only where it alone shows what is wrong."""
    silent = not isinstance(step, Fix | Shows) and step.fails_with is None
    return step.check is not None and (kind != "control" or silent)


def judge(due: Due, done: Done) -> str:
    """Why a step does not hold, or ""."""
    return next(filter(None, _reasons(due, done)), "")


def _reasons(due: Due, done: Done) -> Iterator[str]:
    """What may be wrong, in the order in which it was done; "" for each thing that is not."""
    yield from (ran.unlike(0) for ran in done.before)
    yield from (ran.unlike(None) for ran in done.earlier)
    yield _KINDS[due.kind](due, done)
    if done.check is not None:
        yield _check(due, done.check)


def _control(due: Due, done: Done) -> str:
    """With the fault put right the command succeeds, and prints nothing of the failure."""
    if reason := _success(due, done):
        return f"with the fault put right it still fails, so the fault is not the cause: {reason}"
    printed = "\n".join(ran.run.output for ran in done.ran)
    for text in dict.fromkeys(step.fails_with for step in due.serves if step.fails_with):
        if signatures.matching_line(text, printed):
            return f"with the fault put right it still prints {text!r}"
    return ""


def _success(due: Due, done: Done) -> str:
    """Everything succeeds, and the distributions are there."""
    if reason := next(filter(None, (ran.unlike(0) for ran in done.ran)), ""):
        return reason
    missing = [name for name in due.step.installs if name not in done.installed]
    if not missing:
        return ""
    otherwise = "if it has to be elsewhere, write installs = [] and a check"
    return f"{', '.join(missing)} is not installed; {otherwise}"


def _failure(due: Due, done: Done) -> str:
    """Each remedy ends as stated, the command fails as stated, and nothing is installed."""
    step = due.step
    assert not isinstance(step, Fix | Shows)
    *remedies, failing = done.ran
    exits = [ran.unlike(step.exits or 0) for ran in remedies]
    exits.append(failing.unlike(None if remedies else step.exits))
    if reason := next(filter(None, exits), ""):
        return reason
    if step.fails_with and not signatures.matching_line(step.fails_with, failing.run.output):
        did_not = f"{failing.snippet} did not print {step.fails_with!r}"
        return f"{did_not}; its last line: {failing.last_line}"
    installed = [name for name in step.installs if name in done.installed]
    return f"{', '.join(installed)} is installed all the same" if installed else ""


def _shown(due: Due, done: Done) -> str:
    """The command exits as stated, prints what is stated, and not what it must not."""
    step, (ran,) = due.step, done.ran
    assert isinstance(step, Shows)
    if reason := ran.unlike(step.exits):
        return reason
    for text in step.prints:
        if not signatures.matching_line(text, ran.run.output):
            return f"{ran.snippet} did not print {text!r}; its last line: {ran.last_line}"
    for text in step.lacks:
        if signatures.matching_line(text, ran.run.output):
            return f"{ran.snippet} printed {text!r}"
    missing = [name for name in step.installs if name not in done.installed]
    return f"{', '.join(missing)} is not installed" if missing else ""


_KINDS: Mapping[StepKind, Callable[[Due, Done], str]] = {
    "control": _control,
    "reproduce": _failure,
    "fix": _success,
    "not_a_fix": _failure,
    "shows": _shown,
}


def _check(due: Due, check: Run) -> str:
    """The check succeeds; after a control it fails by itself, for it shows what is wrong."""
    if check.over:
        return f"its check {check.over}: {due.step.check}"
    if due.kind != "control":
        return f"its check exited {check.exit}: {due.step.check}" if check.exit else ""
    if check.exit == 0:
        return f"with the fault put right the check still shows it: {due.step.check}"
    return ""
