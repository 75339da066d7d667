"""A clone works wherever it lies: spaces, letters that are not ASCII, capitals, a long path."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.clinic import Clinic, copy_of_the_clinic
from tests.conftest import ROOT

PLACES = ["a b/čž", "It's 100 % MINE (copy)", f"{'long-' * 40}/{'er-' * 60}"]


@pytest.fixture(params=PLACES, ids=["spaces-and-letters", "signs-and-capitals", "long"])
def clinic(request: pytest.FixtureRequest, tmp_path: Path) -> Clinic:
    """A clone that lies there; the pips are those of this one."""
    made = copy_of_the_clinic(tmp_path / request.param)
    (made.root / ".cache").mkdir()
    for name in ("pips", "wheels"):
        (made.root / ".cache" / name).symlink_to(ROOT / ".cache" / name)
    return made


def run(clinic: Clinic, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """A command in that clone, typed as a user types it."""
    return subprocess.run(
        [sys.executable, "-m", "pipclinic", *arguments],
        cwd=clinic.root,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        input=typed,
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_a_page_is_checked_and_tried(clinic: Clinic) -> None:
    assert run(clinic, "check").stdout.startswith("1 pages, 0 guides, ")
    shown = run(
        clinic, "shell", "read-timeout", typed="pip --version; pip install requests; exit 7\n"
    )
    assert shown.returncode == 7, shown.stderr
    assert "(python 3." in shown.stdout
    assert "Read timed out" in shown.stdout + shown.stderr


def test_a_page_is_proved(clinic: Clinic) -> None:
    done = run(clinic, "verify", "read-timeout", "--pip", "newest")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert " steps held, with 1 pip" in done.stdout
