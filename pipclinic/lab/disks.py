"""Small disks inside a sandbox, for its faults."""

import os
import shutil
import tempfile
from pathlib import Path

from pipclinic.lab import mounts


def shrink(folder: Path, kilobytes: int, elsewhere: Path) -> None:
    """Put a folder on a disk of its own, with what is in it and this much space left.

    elsewhere: a folder that no command can write to, for the disk while it is filled.
    """
    beside = Path(tempfile.mkdtemp(dir=elsewhere))
    mounts.disk(beside, 1_000_000_000)
    shutil.copytree(folder, beside, symlinks=True, dirs_exist_ok=True)
    seen = os.statvfs(beside)
    used = (seen.f_blocks - seen.f_bfree) * seen.f_frsize
    mounts.disk(beside, used + kilobytes * 1024, mounts.REMOUNT)
    mounts.mount(str(beside), folder, "", mounts.MOVE)
    beside.rmdir()
