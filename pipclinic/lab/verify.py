"""Runs what a case says, each step in a fresh sandbox, and says what happened.

A case holds for a pip when: the failing command succeeds in the healthy world (control),
fails as stated in the broken one (reproduce), every fix succeeds there with the
distribution really installed, and everything listed as no fix leaves the failure as it is.
"""

import datetime
import os
import platform
import threading
import time
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field

from pipclinic.content import signatures
from pipclinic.content.case import Fix, NamedFault, NotAFix, Reproduce
from pipclinic.content.catalogue import Catalogue
from pipclinic.content.page import Document
from pipclinic.content.pips import Pip
from pipclinic.evidence import recordings
from pipclinic.evidence.report import NotShown, Outcome, Report, Skipped, StepKind, in_order
from pipclinic.faults.environments import Command, NotInjected
from pipclinic.lab import interpreter, possible, worlds
from pipclinic.lab.interpreters import Interpreter, interpreter_for, newest_on
from pipclinic.lab.sandbox import TOOLS, Run, Sandbox, beside, sandbox
from pipclinic.lab.stub import certificates
from pipclinic.lab.stub.server import Stub
from pipclinic.lab.stub.world import World

SPEED = 50.0
# On a busy machine a time-out can strike that pip's own pace would not know. So what does not hold,
# or reads unlike its recording, is run once more at this pace, and only that counts.
SECOND_LOOK = 20.0
# How long a command may take: virtual seconds, and real ones on top for a busy machine.
_LIMIT_VIRTUAL = 1800.0
_LIMIT_REAL = 60.0

Step = Reproduce | Fix | NotAFix

PLATFORM = {"Darwin": "macOS"}.get(platform.system(), platform.system())
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True)
class Job:
    """One step on one pip, still to be run."""

    page: Document
    kind: StepKind
    step: Step
    pip: Pip
    python: Interpreter


@dataclass(frozen=True)
class Plan:
    """What a run will do; which pips and which faults it has to leave out on this machine."""

    jobs: tuple[Job, ...]
    skipped: tuple[Skipped, ...]
    not_shown: tuple[NotShown, ...]


def plan(catalogue: Catalogue, slugs: Sequence[str], pips: Sequence[Pip]) -> Plan:
    """Every step of the pages for every pip that it covers and this machine can run.

    Call it where the steps will be run (see `isolation`): a fault may need a network of its own.
    """
    not_shown = [
        NotShown(slug=slug, under=fault.name, reason=reason)
        for slug in slugs
        for fault in catalogue.documents[slug].case.fault
        if (reason := possible.impossible_here(fault))
    ]
    jobs: list[Job] = []
    skipped: list[Skipped] = []
    for pip in pips:
        python = interpreter_for(pip)
        if python is None:
            upper = f" to {pip.newest}" if pip.newest else " or newer"
            reason = f"needs Python {pip.oldest}{upper}, which this machine does not have"
            skipped.append(Skipped(pip=pip.version, python=pip.python or "newest", reason=reason))
            continue
        for slug in slugs:
            without = {row.under for row in not_shown if row.slug == slug}
            systems = [f for f in catalogue.documents[slug].case.fault if f.system]
            if systems and (reason := interpreter.impossible(python)):
                not_shown += [NotShown(slug=slug, under=f.name, reason=reason) for f in systems]
                without |= {fault.name for fault in systems}
            jobs += jobs_of(catalogue.documents[slug], pip, python, without)
    not_shown += [  # of the fault, this fix only
        NotShown(slug=slug, under=step.under, reason=f"{step.run} needs a Python {step.python}")
        for slug in slugs
        for step in catalogue.documents[slug].case.fix
        if step.python and not newest_on(step.python)
    ]
    return Plan(tuple(_interleaved(jobs)), tuple(skipped), tuple(not_shown))


def _interleaved(jobs: Sequence[Job]) -> list[Job]:
    """Steps that mostly wait among steps that mostly compute, so that no core is ever idle.

    The ones that wait are through a little earlier, for a long wait at the end would be idle.
    """
    placed = []
    for kinds, share in ((("not_a_fix", "reproduce"), 0.85), (("fix", "control"), 1.0)):
        alike = [job for kind in kinds for job in jobs if job.kind == kind]
        placed += [(share * number / len(alike), job) for number, job in enumerate(alike)]
    return [job for _, job in sorted(placed, key=lambda pair: pair[0])]


def jobs_of(
    page: Document, pip: Pip, python: Interpreter, without: Container[str]
) -> Iterator[Job]:
    """Every step of a page that covers a pip, except those under the faults left out."""
    steps = [step for step in page.case.steps if step.covers(pip) and step.under not in without]
    controlled = {  # with the command alone at fault, a fix is what its control would be
        _control(page, step, step.run)
        for step in steps
        if isinstance(step, Fix)
        and isinstance(page.case.named(step.under).fault, Command)
        and step.then is None
    }
    for step in steps:
        match step:
            case Reproduce():
                same = _control(page, step, step.control_run)
                if same not in controlled:  # one control serves all faults of the same world
                    controlled.add(same)
                    yield Job(page, "control", step, pip, python)
                yield Job(page, "reproduce", step, pip, python)
            case Fix():
                if not step.python or newest_on(step.python):
                    yield Job(page, "fix", step, pip, python)
            case NotAFix():
                yield Job(page, "not_a_fix", step, pip, python)


def _control(page: Document, step: Step, command: str) -> str:
    """What tells one control from another: the command, and all that is around it."""
    fault = page.case.named(step.under)
    given = (step.places, step.environment, step.certificates, worlds.healthy(fault, SPEED))
    silent = step.check if isinstance(step, Reproduce) and step.fails_with is None else None
    return repr((command, _first(step, fault), silent, *given))


def _first(step: Step, fault: NamedFault) -> str | None:
    """What a control runs first: where the environment is broken, it is that before the fault."""
    return step.before if fault.of_the_environment else None


@dataclass
class _Clock:
    """CPU seconds of everything run in sandboxes."""

    cpu: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, run: Run) -> Run:
        with self._lock:
            self.cpu += run.cpu
        return run


def run(
    plan: Plan,
    *,
    speed: float = SPEED,
    jobs: int | None = None,
    isolation: str,
    progress: Callable[[Outcome], None] = lambda outcome: None,
) -> Report:
    """Run a plan and report it; `progress` gets each outcome as it comes.

    speed: virtual seconds in a real one. jobs: how many steps at once; most of them wait,
    so by default six for each core, and far more in real time.
    """
    workers = jobs or (CORES * 6 if speed > 1 else CORES * 24)
    clock = _Clock()
    started = time.monotonic()
    outcomes: list[Outcome] = []
    with Stub() as stub, ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(_outcome, job, stub, speed, clock) for job in plan.jobs]
        for future in as_completed(futures):
            outcomes.append(future.result())
            progress(outcomes[-1])
    if stub.failures:
        raise RuntimeError("the stub index itself failed:\n" + "\n".join(stub.failures))
    return Report(
        date=datetime.datetime.now(datetime.UTC).date(),
        platform=PLATFORM,
        isolation=isolation,
        speed=speed,
        cores=CORES,
        wall=round(time.monotonic() - started, 2),
        cpu=round(clock.cpu, 2),
        fingerprints={job.page.slug: job.page.fingerprint for job in plan.jobs},
        outcomes=in_order(outcomes),
        skipped=plan.skipped,
        not_shown=plan.not_shown,
    )


def _outcome(job: Job, stub: Stub, speed: float, clock: _Clock) -> Outcome:
    started = time.monotonic()
    reason, printed = _attempt(job, stub, speed, clock)
    if speed > SECOND_LOOK and (reason or _is_news(job, printed)):
        reason, printed = _attempt(job, stub, SECOND_LOOK, clock)
    return Outcome(
        slug=job.page.slug,
        step=job.kind,
        snippet=job.step.run,
        under=job.step.under,
        pip=job.pip.version,
        python=job.python.minor,
        platform=PLATFORM,
        holds=not reason,
        seconds=round(time.monotonic() - started, 2),
        reason=reason,
        printed=printed,
    )


def _is_news(job: Job, printed: str) -> bool:
    """Whether pip printed something else than what is recorded."""
    if not isinstance(job.step, Reproduce) or not printed:
        return False
    recorded = recordings.file_for(job.page, job.step, job.pip.version)
    return not recorded.exists() or recorded.read_text(encoding="utf-8") != printed


@dataclass(frozen=True)
class _Ran:
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
        if not self.run.finished:
            return f"{self.snippet} did not come to an end"
        if exit_code is None:
            return "" if self.run.exit != 0 else f"{self.snippet} succeeded, and had to fail"
        if self.run.exit == exit_code:
            return ""
        wanted = f", not {exit_code}" if exit_code else ""
        tools = f" (a sandbox has pip, python, {TOOLS})" if self.run.exit == 127 else ""
        return f"{self.snippet} exited {self.run.exit}{wanted}: {self.last_line}{tools}"


def _attempt(job: Job, stub: Stub, speed: float, clock: _Clock) -> tuple[str, str]:
    """Run a job in a fresh sandbox: why it does not hold ("" when it does), and what to keep."""
    step, limit = job.step, _LIMIT_VIRTUAL / speed + _LIMIT_REAL
    fault = job.page.case.named(step.under)
    healthy = worlds.healthy(fault, speed)
    world = healthy if job.kind == "control" else worlds.broken(fault, speed)
    with (
        stub.serve(world) as running,
        sandbox(job.pip, job.python, running, system=fault.system, git=fault.git) as box,
    ):

        def run(snippet: str) -> Run:
            typed = step.types if snippet == step.run else ""
            return box.run(job.page.snippets[snippet], limit, step.environment, typed)

        def execute(snippet: str) -> _Ran:
            return _Ran(snippet, clock.add(run(snippet)))

        for snippet, target in step.places.items():
            box.place(job.page.snippets[snippet].read_bytes(), target)
        _hand_out(step.certificates, worlds.broken(fault, speed), box)
        asked = box
        if isinstance(step, Fix) and step.beside is not None:
            asked = beside(box, step.beside, running, step.python)
        if isinstance(step, Fix) and step.within is not None:
            asked = box.inner(step.within)
        before: list[_Ran] = []
        earlier: list[_Ran] = []
        if job.kind == "control" and (first := _first(step, fault)):
            before = [execute(first)]
        if job.kind == "control" and isinstance(step, Reproduce):  # the failing command alone
            ran = [execute(step.control_run)]
        else:
            if step.before is not None:
                with stub.serve(healthy) as elsewhere:
                    box.show(elsewhere)
                    before = [execute(step.before)]
                box.show(running)
            try:
                worlds.inject(fault, box)
            except NotInjected as failed:
                return f"the fault does not strike: {failed}", ""
            if step.after_failure_of is not None:
                earlier = [execute(step.after_failure_of)]
            ran = [execute(snippet) for snippet in (step.run, step.then) if snippet is not None]
        reasons = [done.unlike(0) for done in before] + [done.unlike(None) for done in earlier]
        reasons.append(_JUDGES[job.kind](step, asked, ran))
        reason = next(filter(None, reasons), "")
        silent = not isinstance(step, Fix) and step.fails_with is None
        if not reason and step.check is not None and (job.kind != "control" or silent):
            check = clock.add(box.run_line(step.check, limit))
            if job.kind != "control":
                reason = f"its check exited {check.exit}: {step.check}" if check.exit else ""
            elif check.exit == 0:
                reason = f"with the fault put right the check still shows it: {step.check}"
        text = recordings.normalised("".join(done.run.output for done in (*before, *ran)), box)
    if not reason and job.kind == "reproduce" and isinstance(step, Reproduce) and step.record:
        return "", recordings.kept(step, text)
    return reason, text if reason else ""


def _hand_out(places: Mapping[str, str], struck: World, box: Sandbox) -> None:
    """Give the reader the certificates a step speaks of; the system's store keeps what it has."""
    for place, whose in places.items():
        pem = struck.vouching() if whose == "issuer" else certificates.trusted().pem
        if place == "system-store":
            box.system_store.write_bytes(box.system_store.read_bytes() + pem)
        else:
            box.place(pem, place)


def _judge_success(step: Step, box: Sandbox, ran: Sequence[_Ran]) -> str:
    reason = next(filter(None, (done.unlike(0) for done in ran)), "")
    missing = [name for name in step.installs if not box.has(name)]
    if reason or not missing:
        return reason
    otherwise = "if it has to be elsewhere, write installs = [] and a check"
    return f"{', '.join(missing)} is not installed; {otherwise}"


def _judge_control(step: Step, box: Sandbox, ran: Sequence[_Ran]) -> str:
    reason = _judge_success(step, box, ran)
    if reason:
        return f"with the fault put right it still fails, so the fault is not the cause: {reason}"
    assert isinstance(step, Reproduce)
    printed = "\n".join(done.run.output for done in ran)
    if step.fails_with and signatures.matching_line(step.fails_with, printed):
        return f"with the fault put right it still prints {step.fails_with!r}"
    return ""


def _judge_failure(step: Step, box: Sandbox, ran: Sequence[_Ran]) -> str:
    assert not isinstance(step, Fix)
    *remedies, failing = ran
    exits = [done.unlike(step.exits or 0) for done in remedies]
    exits.append(failing.unlike(None if remedies else step.exits))
    reason = next(filter(None, exits), "")
    if reason:
        return reason
    if step.fails_with and not signatures.matching_line(step.fails_with, failing.run.output):
        did_not = f"{failing.snippet} did not print {step.fails_with!r}"
        return f"{did_not}; its last line: {failing.last_line}"
    installed = [name for name in step.installs if box.has(name)]
    return f"{', '.join(installed)} is installed all the same" if installed else ""


_JUDGES: dict[StepKind, Callable[[Step, Sandbox, Sequence[_Ran]], str]] = {
    "control": _judge_control,
    "reproduce": _judge_failure,
    "fix": _judge_success,
    "not_a_fix": _judge_failure,
}
