"""Ctrl-C in the middle of a run."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from pipclinic.lab import limits
from tests.clinic import copy_of_the_clinic
from tests.conftest import ROOT, mind_interrupts


def snippets_run_by(process: int) -> set[int]:
    """The processes that a process has started, and these in turn, which run a snippet."""
    return {number for number in limits.below(process) if runs_a_snippet(number)}


def runs_a_snippet(process: int) -> bool:
    with suppress(OSError):  # it has ended meanwhile
        return b"/snippets/" in Path(f"/proc/{process}/cmdline").read_bytes()
    return False


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
        preexec_fn=mind_interrupts,
    )
    waited = time.monotonic()
    while not (begun := snippets_run_by(running.pid)):
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
    until = time.monotonic() + 5  # the kernel ends them when it ends their namespace
    while any(map(runs_a_snippet, begun)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(runs_a_snippet, begun))
    assert not (cache / "report.json").exists()
