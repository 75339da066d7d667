"""Mounts, for a process that has a mount namespace of its own (see `isolation`)."""

import ctypes
import os
import tempfile
from functools import cache
from pathlib import Path

_READ_ONLY = 0x1
REMOUNT = 0x20
BIND = 0x1000
MOVE = 0x2000
_REC = 0x4000
_PRIVATE = 0x40000
_NOSUID_NODEV = 0x6
_DETACH = 0x2
# What a mount has of its own and must keep: as statvfs(3) says it, and as mount(2) does.
_KEPT = {0x2: 0x2, 0x4: 0x4, 0x8: 0x8, 0x400: 0x400, 0x800: 0x800, 0x1000: 0x200000}

FILES = 50_000

_namespace = False


def enter() -> None:
    """Say that this process has a mount namespace now: what it mounts stays in it."""
    global _namespace
    mount("none", Path("/"), "", _REC | _PRIVATE)
    _namespace = True
    impossible.cache_clear()


@cache
def impossible() -> str:
    """Why this process cannot mount anything, or ""."""
    if not _namespace:
        return "needs a mount namespace"
    with tempfile.TemporaryDirectory() as folder:
        try:
            disk(Path(folder), 4096)
        except OSError as error:
            return f"needs a mount namespace ({error})"
        unmount(Path(folder))
    return ""


def mount(source: str, target: Path, kind: str, flags: int = 0, options: str = "") -> None:
    """Call mount(2); raises OSError."""
    libc = ctypes.CDLL(None, use_errno=True)
    words = (os.fsencode(source), os.fsencode(target), kind.encode() or None)
    if libc.mount(*words, flags, options.encode() or None) != 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))


def freeze(path: Path) -> None:
    """Let nobody change what a path is; a device can still be read and written."""
    seen = os.statvfs(path).f_flag
    kept = sum(flag for bit, flag in _KEPT.items() if seen & bit)
    mount(str(path), path, "", BIND)
    mount("none", path, "", REMOUNT | BIND | _READ_ONLY | kept)


def disk(folder: Path, size: int, flags: int = 0) -> None:
    """Put an empty disk of so many bytes, in memory, over a folder; or change the size of one.

    The size does not count what an empty file takes, so their number has an end as well.
    """
    options = f"size={size},nr_inodes={FILES},mode=755"
    mount("tmpfs", folder, "tmpfs", _NOSUID_NODEV | flags, options)


def overlay(lower: Path, changes: Path, target: Path) -> None:
    """Show a folder at `target`; what is changed there goes into `changes`, an empty folder."""
    upper, work = changes / "upper", changes / "work"
    upper.mkdir()
    work.mkdir()
    opened = [os.open(path, os.O_PATH) for path in (lower, upper, work)]
    try:  # by their numbers, for a path may hold what separates options
        low, up, between = (f"/proc/self/fd/{number}" for number in opened)
        options = f"userxattr,lowerdir={low},upperdir={up},workdir={between}"
        mount("overlay", target, "overlay", _NOSUID_NODEV, options)
    finally:
        for number in opened:
            os.close(number)


def unmount(folder: Path) -> None:
    """Take away what is mounted at a folder, and everything below it."""
    ctypes.CDLL(None).umount2(os.fsencode(folder), _DETACH)
