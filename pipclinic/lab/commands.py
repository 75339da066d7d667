"""Runs one command of a sandbox within its limits, and says what it did."""

import contextlib
import os
import select
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipclinic.lab import groups, limits, roots
from pipclinic.lab.systems import entering as systems

# A program that is still open for writing cannot be executed ("text file busy"), and a fork in
# another thread keeps it open for a moment: so no fork while a script is being written.
no_fork = threading.Lock()


# No more can be begun at all, for a watch that looks now and then is too late for a bomb of forks.
_MOST_TASKS = 3 * limits.TASKS


@dataclass(frozen=True)
class Run:
    """What a command did: exit code, output (both streams as they came), real and CPU seconds.

    over: the limit for which it was ended, in words, as in "printed more than 20 MB"; or "".
    """

    exit: int
    output: str
    seconds: float
    cpu: float
    over: str = ""


@dataclass(frozen=True)
class Place:
    """Where a command runs: a root, and whether that is all it sees.

    folder: the working folder, as the command calls it. disk: where its disk is, if it has one.
    user: the number of who types it. users: of a system, a descriptor of the namespace that they
    are in.
    """

    root: Path
    own: bool
    folder: str
    disk: Path | None
    user: int = roots.ORDINARY
    users: int | None = None


def run(
    command: Sequence[str], place: Place, variables: Mapping[str, str], typed: str, seconds: float
) -> Run:
    """Run a command for at most so many seconds; `typed` is what it reads."""
    started = time.monotonic()
    with (
        tempfile.TemporaryFile(dir=place.disk) as output,
        tempfile.TemporaryFile(dir=place.disk) as keyboard,  # which a command can write to, too
    ):
        keyboard.write(typed.encode())
        keyboard.seek(0)
        told = (keyboard.fileno(), output.fileno())
        with (
            groups.group(_MOST_TASKS) as group,
            _started(group.joining, command, place, variables, *told) as child,
        ):
            over, seen = limits.watch(
                child.number, child.ends_within, told[1], place.disk, seconds, group.was_full
            )
        cpu = max(child.cpu, seen)  # what is ended with its namespace is waited for by nobody
        if not over and cpu > limits.CPU:
            over = f"took more than {limits.CPU} s of CPU time"
        output.seek(0)
        text = output.read(limits.OUTPUT).decode(errors="replace")
    return Run(child.exit, text, time.monotonic() - started, cpu, over)


def interactive(command: Sequence[str], place: Place, variables: Mapping[str, str]) -> int:
    """Run a command at the terminal of this process, without limits; return its exit code."""
    with _words(command, place, lids=False) as (words, inherited):
        folder = None if place.own else place.folder
        return subprocess.call(words, cwd=folder, env=dict(variables), pass_fds=inherited)


class _Child:
    """A process of ours, until it is gone."""

    def __init__(self, process: subprocess.Popen[bytes], own: bool) -> None:
        self._process, self._own = process, own
        self.number = process.pid
        self.exit = 0
        self.cpu = 0.0
        self._handle = os.pidfd_open(self.number) if hasattr(os, "pidfd_open") else None
        self._gone = False

    def ends_within(self, seconds: float) -> bool:
        """Wait for so long at most; whether it has ended."""
        if self._handle is None:
            time.sleep(min(seconds, 0.01))
        elif not _ready(self._handle, seconds):
            return False
        else:
            _kill_group(self.number)  # what it left behind, where it had no namespace
        return self._wait(os.WNOHANG)

    def end(self) -> None:
        """End it, and what it has started, if it is not over yet."""
        if self._own and not self._gone:
            for first in limits.children(self.number):  # with the first of a namespace all end
                with contextlib.suppress(OSError):
                    os.kill(first, signal.SIGKILL)
            self.ends_within(5)
        if not self._gone:
            _kill_group(self.number)
            self._wait(0)
        if self._handle is not None:
            os.close(self._handle)

    def _wait(self, options: int) -> bool:
        ended, status, usage = os.wait4(self.number, options)
        if ended:
            code = os.waitstatus_to_exitcode(status)
            self._process.returncode = code
            self.exit = code if code >= 0 else 128 - code  # as a shell says it
            self.cpu = usage.ru_utime + usage.ru_stime
            self._gone = True
        return self._gone


@contextmanager
def _started(
    joining: Sequence[str],
    command: Sequence[str],
    place: Place,
    variables: Mapping[str, str],
    keyboard: int,
    output: int,
) -> Iterator[_Child]:
    with _heard() as alive:
        with _words(command, place) as (words, inherited), no_fork:
            process = subprocess.Popen(
                [*joining, *words],
                cwd=None if place.own else place.folder,
                env=dict(variables),
                stdin=keyboard,
                stdout=alive,
                stderr=output,
                pass_fds=inherited,
                start_new_session=True,
            )
        child = _Child(process, place.own)
        try:
            yield child
        finally:
            child.end()


@contextmanager
def _heard() -> Iterator[int]:
    """A pipe's end that can be written to for as long as this process is there."""
    reader, writer = os.pipe()
    try:
        yield writer
    finally:
        os.close(reader)
        os.close(writer)


@contextmanager
def _words(
    command: Sequence[str], place: Place, lids: bool = True
) -> Iterator[tuple[list[str], tuple[int, ...]]]:
    """What is started for a command, and the descriptors it inherits."""
    first = (roots.ALIVE + limits.OWN_LIDS) * lids
    if place.users is not None:
        where = (place.root, place.folder)
        with systems.entering(*where, first, command, place.users) as (words, inherited):
            yield words, inherited
    elif place.own:
        with roots.entering(place.root, place.folder, first, command, place.user) as (words, told):
            yield words, (told,)
    else:
        first = (roots.ALIVE + limits.LIDS) * lids
        yield ["/bin/sh", "-c", f'{first}exec "$@"', "sh", *command], ()


def _ready(handle: int, seconds: float) -> bool:
    poll = select.poll()
    poll.register(handle, select.POLLIN)
    return bool(poll.poll(seconds * 1000))


def _kill_group(process: int) -> None:
    with contextlib.suppress(OSError):
        os.killpg(process, signal.SIGKILL)
