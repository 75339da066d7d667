"""Disks of a few kilobytes, mounted inside a sandbox, in the namespace of the commands."""

import ctypes
import os
import shutil
import sys
import tempfile
from functools import cache
from pathlib import Path

_MS_REMOUNT = 0x20
_MNT_DETACH = 2


@cache
def impossible() -> str:
    """Why this machine, or this process, cannot mount any, or ""."""
    if sys.platform != "linux":
        return f"needs a mount namespace, and {sys.platform} has none"
    with tempfile.TemporaryDirectory() as folder:
        try:
            _mount(Path(folder), 4)
        except OSError as error:
            return f"needs a mount namespace ({error})"
        unmount_below(Path(folder))
    return ""


def shrink(folder: Path, kilobytes: int) -> None:
    """Put a folder on a disk of its own, with what is in it and this much space left."""
    beside = folder.with_name(f"{folder.name}.beside")
    folder.rename(beside)
    folder.mkdir()
    _mount(folder, 1_000_000)
    shutil.copytree(beside, folder, symlinks=True, dirs_exist_ok=True)
    shutil.rmtree(beside)
    seen = os.statvfs(folder)
    used = (seen.f_blocks - seen.f_bfree) * seen.f_frsize // 1024
    _mount(folder, used + kilobytes, _MS_REMOUNT)


def unmount_below(root: Path) -> None:
    """Take away every disk below a folder."""
    if sys.platform == "linux":
        mounted = (line.split()[1] for line in Path("/proc/self/mounts").read_text().splitlines())
        for place in [place for place in mounted if Path(place).is_relative_to(root)]:
            ctypes.CDLL(None).umount2(place.encode(), _MNT_DETACH)


def _mount(folder: Path, kilobytes: int, flags: int = 0) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    options = f"size={kilobytes}k".encode()
    if libc.mount(b"tmpfs", str(folder).encode(), b"tmpfs", flags, options) != 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
