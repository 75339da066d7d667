"""How much a command may take, and what is said of one that took more.

The kernel holds each process to a lid. The sum of all that a command started is looked at while it
runs, and it is ended, with the reason, once that is too much.
"""

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

MB = 1_000_000
OUTPUT = 20 * MB
DISK = 256 * MB
SYSTEM_DISK = 1_000 * MB
MEMORY = 2_500 * MB
TASKS = 100
CPU = 120

_BETWEEN_LOOKS = 0.1
_PAGE = os.sysconf("SC_PAGESIZE") if hasattr(os, "sysconf") else 4096
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100

# For the shell that starts a command: what holds each process, in the units of `ulimit`. No
# process count where it would be that of the machine's user.
LIDS = (
    f"ulimit -c 0; ulimit -f {2 * DISK // 512}; ulimit -t {CPU}; "
    f"ulimit -v {2 * MEMORY // 1024} 2>/dev/null || :; "
)
OWN_LIDS = f"{LIDS}ulimit -p {4 * TASKS} 2>/dev/null || ulimit -u {4 * TASKS}; "


@dataclass(frozen=True)
class Taken:
    """What processes take: bytes of memory, tasks, and seconds of CPU time."""

    memory: int = 0
    tasks: int = 0
    cpu: float = 0.0


def watch(
    process: int,
    ends_within: Callable[[float], bool],
    output: int,
    disk: Path | None,
    seconds: float,
    was_full: Callable[[], bool] = lambda: False,
) -> tuple[str, float]:
    """Wait for a process to end, or to go over a limit.

    Returns that limit in words, or "", and how many seconds of CPU time were seen.

    ends_within: waits for at most so many seconds, and says whether it has ended. output: the file,
    by its descriptor, that holds what it prints. disk: where its disk is, if it has one of its own.
    seconds: of real time. was_full: whether its group had no room for one more process.
    """
    started, cpu = time.monotonic(), 0.0
    while True:
        left = started + seconds - time.monotonic()
        ended = ends_within(max(0.0, min(_BETWEEN_LOOKS, left)))
        taken = Taken() if ended else taken_by(process)
        cpu = max(cpu, taken.cpu)
        reasons = (
            (os.fstat(output).st_size > OUTPUT, f"printed more than {OUTPUT // MB} MB"),
            (disk is not None and _full(disk), f"filled its disk of {_room(disk) // MB} MB"),
            (taken.memory > MEMORY, f"took more than {MEMORY // MB} MB of memory"),
            (taken.tasks > TASKS or was_full(), f"had more than {TASKS} processes at once"),
            (taken.cpu > CPU, f"took more than {CPU} s of CPU time"),
            (not ended and left <= 0, f"did not come to an end within {seconds:g} s"),
        )
        over = next((words for is_over, words in reasons if is_over), "")
        if ended or over:
            return over, cpu


def taken_by(process: int) -> Taken:
    """What a process and everything below it take now; nothing where there is no /proc."""
    memory = tasks = ticks = 0
    for member in below(process):
        with contextlib.suppress(OSError):
            line = Path(f"/proc/{member}/stat").read_bytes()  # its name may be any bytes
            fields = line.rpartition(b")")[2].split()  # from the third on, see proc(5)
            ticks += sum(map(int, fields[11:15]))
            tasks += int(fields[17])
            memory += int(fields[21]) * _PAGE
    return Taken(memory, tasks, ticks / _TICKS)


def below(process: int) -> Iterator[int]:
    """The processes that a process has started, and those that these have."""
    found = children(process)
    for child in found:
        yield child
        found += children(child)


def children(process: int) -> list[int]:
    """The processes that a process has started."""
    found: list[int] = []
    with contextlib.suppress(OSError):
        for task in os.listdir(f"/proc/{process}/task"):
            text = Path(f"/proc/{process}/task/{task}/children").read_text()
            found += map(int, text.split())
    return found


def _full(disk: Path) -> bool:
    seen = os.statvfs(disk)
    return seen.f_bavail == 0 or (seen.f_files > 0 and seen.f_favail == 0)


def _room(disk: Path | None) -> int:
    """How many bytes a disk has altogether."""
    seen = os.statvfs(disk) if disk else None
    return seen.f_blocks * seen.f_frsize if seen else 0
