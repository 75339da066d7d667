"""A control group for each command, so that no bomb of forks outruns the watch.

For the machine's root the kernel minds no other limit of processes, see setrlimit(2).
"""

import contextlib
import itertools
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

# Where the kernel counts processes by groups: the first version of its interface.
_COUNTED = Path("/sys/fs/cgroup/pids")
_NAME = "pipclinic"
# A shell that joins the group whose list is its first argument, and becomes the rest.
_JOIN = ("/bin/sh", "-c", 'echo 0 >"$0" && exec "$@"')

_numbers = itertools.count()


def prepare() -> None:
    """Make this process's own group, for its commands' ones; call it before any namespace.

    Where the machine allows none, nothing is made. What runs that are over have left is removed.
    """
    with contextlib.suppress(OSError):
        for left in _COUNTED.glob(f"{_NAME}-*"):
            if not Path("/proc", left.name.rpartition("-")[2]).exists():
                for folder in (*left.glob("*/"), left):
                    with contextlib.suppress(OSError):
                        folder.rmdir()
        _own().mkdir(mode=0o755, exist_ok=True)


def _own() -> Path:
    return _COUNTED / f"{_NAME}-{os.getpid()}"


@dataclass(frozen=True)
class Group:
    """A group for one command; without a folder, where the machine has none, it holds nothing."""

    folder: Path | None

    @property
    def joining(self) -> Sequence[str]:
        """Words before a command, by which it and all that it starts are in the group."""
        return (*_JOIN, str(self.folder / "cgroup.procs")) if self.folder else ()

    def was_full(self) -> bool:
        """Whether a process could not be begun for the group's limit."""
        if self.folder is None:
            return False
        with contextlib.suppress(OSError, ValueError):
            return int((self.folder / "pids.events").read_text().split()[1]) > 0
        return False


@contextmanager
def group(processes: int) -> Iterator[Group]:
    """A group in which there are at most so many processes, for the length of a `with` block."""
    folder = _own() / str(next(_numbers))
    try:
        folder.mkdir()
        (folder / "pids.max").write_text(str(processes))
    except OSError:
        yield Group(None)
        return
    try:
        yield Group(folder)
    finally:
        _remove(folder)


def _remove(folder: Path) -> None:
    """Remove a group as soon as the last of its processes is gone."""
    for _ in range(100):
        with contextlib.suppress(OSError):
            folder.rmdir()
            return
        time.sleep(0.01)
