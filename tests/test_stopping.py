"""Ctrl-C in the middle of a run."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.clinic import copy_of_the_clinic
from tests.conftest import ROOT


def processes_in(folder: Path) -> set[int]:
    """Processes that work somewhere below a folder."""
    found = set()
    for link in Path("/proc").glob("[0-9]*/cwd"):
        try:
            inside = link.readlink().is_relative_to(folder)
        except OSError:  # it has ended meanwhile, or is somebody else's
            continue
        if inside:
            found.add(int(link.parent.name))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_run_that_is_interrupted_ends_at_once_and_leaves_nothing(tmp_path: Path) -> None:
    copy_of_the_clinic(tmp_path)
    cache = tmp_path / ".cache"
    cache.mkdir()
    for folder in ("pips", "environments", "wheels"):
        (cache / folder).symlink_to(ROOT / ".cache" / folder)
    command = [sys.executable, "-m", "pipclinic", "verify", "read-timeout", "--real-time"]
    running = subprocess.Popen(
        command,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    waited = time.monotonic()
    while not processes_in(cache / "sandboxes"):
        assert running.poll() is None
        assert time.monotonic() - waited < 120
        time.sleep(0.1)
    interrupted = time.monotonic()
    running.send_signal(signal.SIGINT)
    said, _ = running.communicate(timeout=60)
    assert running.returncode == 130, said
    # The steps that run would take minutes; a busy machine takes its time to remove files.
    assert time.monotonic() - interrupted < 20
    assert "stopping\n" in said
    assert "Traceback" not in said
    assert list((cache / "sandboxes").iterdir()) == []
    assert processes_in(tmp_path) == set()
    assert not (cache / "report.json").exists()
