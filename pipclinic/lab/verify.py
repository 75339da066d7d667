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

from pipclinic.evidence.report import Outcome, Report, in_order
from pipclinic.lab.attempt import Attempt, attempt
from pipclinic.lab.plan import Job, Plan
from pipclinic.lab.stopping import Stopped, end
from pipclinic.lab.stub.server import Stub

PLATFORM = {"Darwin": "macOS"}.get(platform.system(), platform.system())
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(
    plan: Plan,
    *,
    real_time: bool = False,
    jobs: int | None = None,
    isolation: str,
    progress: Callable[[Outcome], None] = lambda outcome: None,
    stopping: Callable[[], None] = lambda: None,
) -> Report:
    """Run a plan and report it; `progress` gets each outcome as it comes.

    Where it is interrupted, `stopping` is called, and all that runs is ended first.
    real_time: whether what is slow takes the seconds it says. jobs: how many steps at once; by
    default one for each core and two more, and far more in real time, where most of them wait.
    """
    workers = jobs or (CORES * 24 if real_time else CORES + 2)
    started, today = time.monotonic(), datetime.datetime.now(datetime.UTC).date()
    outcomes: list[Outcome] = []
    cpu = 0.0
    with Stub(real_time=real_time) as stub, ThreadPoolExecutor(workers) as pool:
        stop = threading.Event()
        futures = [pool.submit(_outcome, job, stub, stop, today) for job in plan.jobs]
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
        date=today,
        platform=PLATFORM,
        isolation=isolation,
        real_time=real_time,
        cores=CORES,
        wall=round(time.monotonic() - started, 2),
        cpu=round(cpu, 2),
        fingerprints={job.page.slug: job.page.fingerprint for job in plan.jobs},
        outcomes=in_order(outcomes),
        skipped=plan.skipped,
        not_shown=plan.not_shown,
    )


def _outcome(
    job: Job, stub: Stub, stop: threading.Event, today: datetime.date
) -> tuple[Outcome, float]:
    """What became of a step, and the CPU seconds that it took."""
    started = time.monotonic()
    try:
        seen = attempt(job, stub, stop)
    except Stopped:
        raise
    except Exception as error:  # said of the step: the others are run all the same
        seen = Attempt(f"the machinery failed: {type(error).__name__}: {error}")
    outcome = Outcome(
        slug=job.page.slug,
        id=job.due.id,
        kind=job.due.kind,
        snippet=job.due.snippet,
        fault=job.step.under,
        pip=job.pip.version,
        python=job.python.minor,
        platform=PLATFORM,
        holds=not seen.reason,
        date=today,
        seconds=round(time.monotonic() - started, 2),
        reason=seen.reason,
        printed=seen.printed,
    )
    return outcome, seen.cpu
