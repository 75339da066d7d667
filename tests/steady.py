"""Whether a busy machine changes what is seen: the same steps again and again, beside busy loops.

`python -m tests.steady RUNS LOOPS` runs, with the newest pip, the fewest faults that are of every
kind; it ends with 1 where a step does not hold, or two runs differ in what was seen or printed.
"""

import multiprocessing
import sys
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from pipclinic.content import catalogue
from pipclinic.content.pips import NEWEST
from pipclinic.evidence.report import Report
from pipclinic.lab import isolation, proving, verify
from pipclinic.lab.plan import Plan, plan


def busy() -> None:
    while True:
        pass


def every_kind_of_fault() -> Plan:
    loaded = catalogue.load(Path())
    faults = proving.sample(loaded, [NEWEST], ())
    return proving.of_faults(plan(loaded, list(faults), [NEWEST]), faults)


def seen(report: Report) -> Counter[tuple[str, str, str, str]]:
    """What a run saw, without what may differ: times."""
    return Counter((row.slug, row.id, row.reason, row.printed) for row in report.outcomes)


def main(runs: int, loops: int) -> int:
    inside = isolation.isolate()
    todo = every_kind_of_fault()
    print(f"{len(todo.jobs)} steps, {runs} times, beside {loops} busy loops")
    first: Counter[tuple[str, str, str, str]] | None = None
    wrong = 0
    with ExitStack() as stack:
        for _ in range(loops):
            loop = multiprocessing.Process(target=busy, daemon=True)
            loop.start()
            stack.callback(loop.kill)
        for number in range(1, runs + 1):
            started = time.monotonic()
            now = seen(verify.run(todo, isolation=inside))
            first = first or now
            failed = [row for row in now if row[2]]
            differing = [row for row in now if row not in first]
            wrong += bool(failed or differing)
            took = time.monotonic() - started
            print(f"run {number}: {len(failed)} fail, {len(differing)} differ, {took:.0f} s")
            for row in failed + differing:
                print(f"  {row[0]} {row[1]}: {row[2] or 'other words'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
