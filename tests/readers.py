"""Runs the commands for readers, as the wheel brings them."""

import os
import subprocess
import sys
from pathlib import Path

COMMAND = [sys.executable, "-m", "pipclinic"]


def surroundings(installed: Path, **others: str) -> dict[str, str]:
    """The variables that a reader has: no colours, 80 columns, and what is installed."""
    ours = {"PYTHONPATH": str(installed), "COLUMNS": "80", "PAGER": "cat"}
    return {"PATH": os.environ["PATH"], **ours, **others}


def pipclinic(
    installed: Path, *arguments: str, given: str | bytes | None = None, **others: str
) -> subprocess.CompletedProcess[str]:
    """Run a command where nothing but the wheel is; given: what is piped in."""
    content = given.encode() if isinstance(given, str) else given
    done = subprocess.run(
        [*COMMAND, *arguments],
        cwd=installed,
        env=surroundings(installed, **others),
        input=content,
        stdin=subprocess.DEVNULL if content is None else None,
        capture_output=True,
    )
    said = (done.stdout.decode(), done.stderr.decode())
    return subprocess.CompletedProcess(done.args, done.returncode, *said)
