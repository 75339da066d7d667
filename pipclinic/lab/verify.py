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
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed

from pipclinic.content.case import Reproduce
from pipclinic.evidence import recordings
from pipclinic.evidence.report import Outcome, Report, in_order
from pipclinic.lab.attempt import attempt
from pipclinic.lab.plan import Job, Plan
from pipclinic.lab.stopping import end
from pipclinic.lab.stub.server import Stub

SPEED = 50.0
# On a busy machine a time-out can strike that pip's own pace would not know. So what does not hold,
# or reads unlike its recording, is run once more at this pace, and only that counts.
SECOND_LOOK = 20.0

PLATFORM = {"Darwin": "macOS"}.get(platform.system(), platform.system())
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(
    plan: Plan,
    *,
    speed: float = SPEED,
    jobs: int | None = None,
    isolation: str,
    progress: Callable[[Outcome], None] = lambda outcome: None,
    stopping: Callable[[], None] = lambda: None,
) -> Report:
    """Run a plan and report it; `progress` gets each outcome as it comes.

    Where it is interrupted, `stopping` is called, and all that runs is ended first.
    speed: virtual seconds in a real one. jobs: how many steps at once; most of them wait,
    so by default six for each core, and far more in real time.
    """
    workers = jobs or (CORES * 6 if speed > 1 else CORES * 24)
    started = time.monotonic()
    outcomes: list[Outcome] = []
    cpu = 0.0
    with Stub() as stub, ThreadPoolExecutor(workers) as pool:
        stop = threading.Event()
        futures = [pool.submit(_outcome, job, stub, speed, stop) for job in plan.jobs]
        try:
            for future in as_completed(futures):
                outcome, spent = future.result()
                outcomes.append(outcome)
                cpu += spent
                progress(outcome)
        except BaseException:
            stopping()
            end(pool, futures, stop)
            raise
    if stub.failures:
        raise RuntimeError("the stub index itself failed:\n" + "\n".join(stub.failures))
    return Report(
        date=datetime.datetime.now(datetime.UTC).date(),
        platform=PLATFORM,
        isolation=isolation,
        real_time=speed == 1,
        cores=CORES,
        wall=round(time.monotonic() - started, 2),
        cpu=round(cpu, 2),
        fingerprints={job.page.slug: job.page.fingerprint for job in plan.jobs},
        outcomes=in_order(outcomes),
        skipped=plan.skipped,
        not_shown=plan.not_shown,
    )


def _outcome(job: Job, stub: Stub, speed: float, stop: threading.Event) -> tuple[Outcome, float]:
    """What became of a step, and the CPU seconds that it took."""
    started = time.monotonic()
    seen = attempt(job, stub, speed, stop)
    cpu = seen.cpu
    if speed > SECOND_LOOK and (seen.reason or _is_news(job, seen.printed)):
        seen = attempt(job, stub, SECOND_LOOK, stop)
        cpu += seen.cpu
    outcome = Outcome(
        slug=job.page.slug,
        id=job.due.id,
        kind=job.due.kind,
        snippet=_named(job),
        fault=job.step.under,
        pip=job.pip.version,
        python=job.python.minor,
        platform=PLATFORM,
        holds=not seen.reason,
        date=datetime.datetime.now(datetime.UTC).date(),
        seconds=round(time.monotonic() - started, 2),
        reason=seen.reason,
        printed=seen.printed,
    )
    return outcome, cpu


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
