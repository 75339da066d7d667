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
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field

from pipclinic.content import signatures
from pipclinic.content.case import Fix, Reproduce
from pipclinic.content.due import Due
from pipclinic.content.steps import StepKind
from pipclinic.evidence import recordings
from pipclinic.evidence.report import Outcome, Report, in_order
from pipclinic.faults.environments import NotInjected
from pipclinic.lab import worlds
from pipclinic.lab.plan import Job, Plan
from pipclinic.lab.printed import normalised
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

PLATFORM = {"Darwin": "macOS"}.get(platform.system(), platform.system())
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


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
        real_time=speed == 1,
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
        id=job.due.id,
        kind=job.due.kind,
        snippet=_named(job),
        fault=job.step.under,
        pip=job.pip.version,
        python=job.python.minor,
        platform=PLATFORM,
        holds=not reason,
        date=datetime.datetime.now(datetime.UTC).date(),
        seconds=round(time.monotonic() - started, 2),
        reason=reason,
        printed=printed,
    )


def _named(job: Job) -> str:
    """The snippet that stands for a step."""
    step = job.step
    if job.due.kind == "control" and isinstance(step, Reproduce):
        return step.control_run
    return step.run


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
    world = healthy if job.due.kind == "control" else worlds.broken(fault, speed)
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
        if job.due.kind == "control" and step.before and fault.of_the_environment:
            before = [execute(step.before)]
        if job.due.kind == "control" and isinstance(step, Reproduce):  # the failing command alone
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
        reasons.append(_JUDGES[job.due.kind](job.due, asked, ran))
        reason = next(filter(None, reasons), "")
        silent = not isinstance(step, Fix) and step.fails_with is None
        if not reason and step.check is not None and (job.due.kind != "control" or silent):
            check = clock.add(box.run_line(step.check, limit))
            if job.due.kind != "control":
                reason = f"its check exited {check.exit}: {step.check}" if check.exit else ""
            elif check.exit == 0:
                reason = f"with the fault put right the check still shows it: {step.check}"
        text = normalised("".join(done.run.output for done in (*before, *ran)), box)
    if not reason and job.due.kind == "reproduce" and isinstance(step, Reproduce) and step.record:
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


def _judge_success(due: Due, box: Sandbox, ran: Sequence[_Ran]) -> str:
    reason = next(filter(None, (done.unlike(0) for done in ran)), "")
    missing = [name for name in due.step.installs if not box.has(name)]
    if reason or not missing:
        return reason
    otherwise = "if it has to be elsewhere, write installs = [] and a check"
    return f"{', '.join(missing)} is not installed; {otherwise}"


def _judge_control(due: Due, box: Sandbox, ran: Sequence[_Ran]) -> str:
    reason = _judge_success(due, box, ran)
    if reason:
        return f"with the fault put right it still fails, so the fault is not the cause: {reason}"
    printed = "\n".join(done.run.output for done in ran)
    for text in dict.fromkeys(step.fails_with for step in due.serves if step.fails_with):
        if signatures.matching_line(text, printed):
            return f"with the fault put right it still prints {text!r}"
    return ""


def _judge_failure(due: Due, box: Sandbox, ran: Sequence[_Ran]) -> str:
    step = due.step
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


_JUDGES: dict[StepKind, Callable[[Due, Sandbox, Sequence[_Ran]], str]] = {
    "control": _judge_control,
    "reproduce": _judge_failure,
    "fix": _judge_success,
    "not_a_fix": _judge_failure,
}
