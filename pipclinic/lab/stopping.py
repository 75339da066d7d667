"""Ends a run in the middle: nothing new is begun, and what runs is killed."""

import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, wait
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Any

_AGAIN = 0.05  # seconds after which what was begun meanwhile is killed as well


class Stopped(Exception):
    """Nothing more is to be run."""


def end(pool: Executor, futures: Sequence[Future[Any]], stop: Event) -> None:
    """Cancel what has not begun, kill what runs, and wait until every sandbox is gone.

    stop: what the workers look at before they begin a command.
    """
    stop.set()
    pool.shutdown(wait=False, cancel_futures=True)
    while not all(future.done() for future in futures):
        for process in _children():
            with suppress(ProcessLookupError, PermissionError):
                os.kill(process, signal.SIGKILL)
                os.killpg(process, signal.SIGKILL)  # of the session that it leads, if it does
        wait(futures, timeout=_AGAIN)


def _children() -> Iterator[int]:
    """The processes that this one has started; none where the system does not say."""
    for listed in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):  # the thread has ended meanwhile
            yield from map(int, listed.read_text().split())
