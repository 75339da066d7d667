"""Where sandboxes stand while they are needed; what a run that was killed left is removed.

A run's sandboxes are in a folder of its own below `.cache/sandboxes`, with a lock beside it that
is held as long as the run lives.
"""

import atexit
import contextlib
import fcntl
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TextIO

from pipclinic.lab import mounts

_SANDBOXES = Path(".cache/sandboxes")


@contextmanager
def folder(size: int, *, reached_by_all: bool = False) -> Iterator[Path]:
    """A fresh folder for the length of a `with` block, with room for `size` bytes.

    Where this process may not mount, there is as much room as the machine has.
    reached_by_all: whether the way to it is open to all users, as it is to where temporary files
    are; a clone may be where only its owner comes.
    """
    where = tempfile.gettempdir() if reached_by_all else _of_this_run()
    made = Path(tempfile.mkdtemp(prefix="pipclinic-", dir=where))
    mounted = not mounts.impossible()
    try:
        if mounted:
            mounts.disk(made, size)
        yield made
    finally:
        if mounted:
            mounts.unmount(made)
        remove(made)


def remove(folder: Path) -> None:
    """Take a folder away: however deep it is, and also what its owner may not write to."""
    with contextlib.suppress(OSError):
        folder.rmdir()  # it mostly was a disk, and is empty
        return
    for command in (["chmod", "-R", "u+rwX"], ["rm", "-rf"]):
        subprocess.run([*command, "--", str(folder)], check=False, stderr=subprocess.DEVNULL)


@cache
def _of_this_run() -> Path:
    _SANDBOXES.mkdir(parents=True, exist_ok=True)
    with _held(_SANDBOXES.with_suffix(".lock")):
        _sweep()
        made = Path(tempfile.mkdtemp(prefix="run-", dir=_SANDBOXES)).resolve()
        lock = _locked(made.with_suffix(".lock"))
    owner = os.getpid()

    def leave() -> None:
        if os.getpid() == owner:  # and not a fork of it
            remove(made)
            made.with_suffix(".lock").unlink(missing_ok=True)
            lock.close()

    atexit.register(leave)
    return made


def _sweep() -> None:
    """Remove what belongs to no run that is alive."""
    for found in _SANDBOXES.iterdir():
        if found.is_dir():
            try:
                lock = _locked(found.with_suffix(".lock"), wait=False)
            except BlockingIOError:
                continue
            remove(found)
            found.with_suffix(".lock").unlink(missing_ok=True)
            lock.close()


@contextmanager
def _held(path: Path) -> Iterator[None]:
    lock = _locked(path)
    try:
        yield
    finally:
        lock.close()


def _locked(path: Path, wait: bool = True) -> TextIO:
    """A file that nobody else holds until it is closed; raises BlockingIOError."""
    file = path.open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise
    return file
