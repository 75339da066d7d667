"""Bytes on their way: what is piped in, and what a command prints, passed on as they come.

A command that is run sees what it would see without us: a terminal where there is one, with its
size, the same input, the same keys. On Windows it sees a pipe, and so prints no progress bars.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipclinic.explain.channels import Channel, channels

# So much of what is printed is kept for the explanation: its end.
KEPT = 4_000_000
_PIECE = 65536
# How long to wait for what a command left behind still prints, once it has ended.
_AFTER = 0.5


@dataclass(frozen=True)
class Ran:
    """How a command ended, below 0 by a signal, and the end of what it printed."""

    code: int
    printed: bytes


class Tail:
    """The end of what was printed, whoever printed it."""

    def __init__(self) -> None:
        self._pieces: deque[bytes] = deque()
        self._size = 0

    def add(self, piece: bytes) -> None:
        """Keep a piece, and let go of the oldest ones."""
        self._pieces.append(piece)
        self._size += len(piece)
        while self._size - len(self._pieces[0]) >= KEPT:
            self._size -= len(self._pieces.popleft())

    def content(self) -> bytes:
        """All of it."""
        return b"".join(self._pieces)


def piped(source: BinaryIO, onward: BinaryIO | None) -> bytes:
    """What comes from a pipe, to its end, passed on piece by piece.

    Ctrl-C is for the command before the pipe: it ends that, and then this.
    """
    with _deaf():
        pieces = []
        while piece := os.read(source.fileno(), _PIECE):
            pieces.append(piece)
            if onward is not None:
                onward.write(piece)
                onward.flush()
    return b"".join(pieces)


@contextmanager
def _deaf() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def run(command: Sequence[str]) -> Ran:
    """Run a command and pass on what it prints. Raises OSError where it cannot be started."""
    tail = Tail()
    ways = channels()
    with _passing_signals(ways) as started:
        ends = [channel.end for channel in ways]
        try:
            running = subprocess.Popen(command, stdout=ends[0], stderr=ends[-1])
        finally:
            for end in ends:
                os.close(end)
        started.append(running)
        readers = [_reader(channel, tail) for channel in ways]
        code = running.wait()
        for reader in readers:
            reader.join(_AFTER)
    return Ran(code, tail.content())


def exit_code(code: int) -> int:
    """The exit code that says the same of us; where a key or a system ended it, so do we."""
    if code >= 0:
        return code
    if -code in (signal.SIGINT, signal.SIGTERM):
        sys.stdout.flush()
        signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    return 128 - code


def _reader(channel: Channel, tail: Tail) -> threading.Thread:
    """Pass on what comes through a channel, beside all others."""

    def read() -> None:
        with contextlib.suppress(OSError):  # a terminal that nobody writes to any more
            while piece := os.read(channel.source, _PIECE):
                tail.add(piece)
                _write(channel.onward, piece)
        # Whoever read what we pass on may have gone: then nobody should write more of it.
        os.close(channel.source)

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    return thread


def _write(onward: int, piece: bytes) -> None:
    while piece:
        try:
            piece = piece[os.write(onward, piece) :]
        except BlockingIOError:  # whoever reads is slower, and would not have us wait
            time.sleep(0.01)


@contextmanager
def _passing_signals(ways: Sequence[Channel]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Pass on what would end or resize the command, once it is put into the list.

    A key of the terminal reaches the command without us: for that, both are of one group.
    """
    started: list[subprocess.Popen[bytes]] = []

    def pass_on(number: int, _: object) -> None:
        keys = number == signal.SIGINT and (sys.platform == "win32" or _has_the_keyboard())
        for running in () if keys else started:
            running.send_signal(number)

    def resize(*_: object) -> None:
        for channel in ways:
            channel.resize()

    handlers: dict[str, Callable[[int, object], None]] = {
        "SIGINT": pass_on,
        "SIGTERM": pass_on,
        "SIGHUP": pass_on,
        "SIGWINCH": resize,
    }
    known = {getattr(signal, name): by for name, by in handlers.items() if hasattr(signal, name)}
    before = {number: signal.signal(number, by) for number, by in known.items()}
    try:
        yield started
    finally:
        for number, by in before.items():
            signal.signal(number, by)


def _has_the_keyboard() -> bool:
    """Whether what is typed at a terminal reaches our group of processes."""
    try:
        with Path("/dev/tty").open("rb", buffering=0) as terminal:
            return os.tcgetpgrp(terminal.fileno()) == os.getpgrp()
    except OSError:
        return False
