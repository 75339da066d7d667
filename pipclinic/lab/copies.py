"""A template's files in a sandbox: shared while they are read, a copy once they are written.

By overlayfs where the process may mount; else every file is copied first.
"""

import shutil
import tempfile
from functools import cache
from pathlib import Path

from pipclinic.lab import mounts


def lay(template: Path, changes: Path, target: Path) -> None:
    """Put a template's files at `target`, a new folder.

    changes: a folder for what is written there, which must not exist yet.
    """
    target.mkdir(parents=True)
    if on_write():
        changes.mkdir(parents=True)
        mounts.overlay(template, changes, target)
    else:
        shutil.copytree(template, target, symlinks=True, dirs_exist_ok=True)


@cache
def on_write() -> bool:
    """Whether overlayfs does here all that pip asks of a file system."""
    if mounts.impossible():
        return False
    with tempfile.TemporaryDirectory() as folder:
        disk = Path(folder)
        mounts.disk(disk, 1_000_000)
        try:
            (disk / "template/below").mkdir(parents=True)
            (disk / "template/below/file").touch()
            (disk / "changes").mkdir()
            (disk / "target").mkdir()
            mounts.overlay(disk / "template", disk / "changes", disk / "target")
            shutil.rmtree(disk / "target/below")
            (disk / "target/below").mkdir()  # some kernels cannot, on a disk in memory
            return not list((disk / "target/below").iterdir())
        except OSError:
            return False
        finally:
            mounts.unmount(disk)
