"""What the daily run says of the newest pip: here, of the newest one that was fetched."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipclinic.content import pips
from tests.clinic import Clinic, copy_of_the_clinic
from tests.conftest import ROOT


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    """A copy that has one page, and pips in a folder of its own."""
    copy = copy_of_the_clinic(tmp_path)
    (copy.root / ".cache").mkdir()
    for folder in ("environments", "wheels"):
        (copy.root / ".cache" / folder).symlink_to(ROOT / ".cache" / folder)
    return copy


def drift(clinic: Clinic, offered: Path = pips.WHEELS) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipclinic", "drift", "read-timeout", "--no-real-time"]
    offers = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": (ROOT / offered).resolve().as_uri()}
    environment = {**os.environ, **offers, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=clinic.root, env=environment, capture_output=True, text=True)


def test_a_pip_that_does_as_the_pages_say(clinic: Clinic) -> None:
    done = drift(clinic)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"pip {pips.NEWEST.version} is as the pages say" in done.stdout
    assert (clinic.root / ".cache/drift/pip.md").read_text() == ""


def test_what_changed_is_said_for_an_issue(clinic: Clinic) -> None:
    clinic.snippet("recorded/seen.toml").unlink()  # else a recording that was edited is refused
    recorded = f"recorded/install-slow-index/{pips.NEWEST.version}.txt"
    clinic.replace(clinic.snippet(recorded), "Read timed out", "Read timed away")
    clinic.replace(clinic.snippet("raise-the-timeout.sh"), "--timeout 60", "--timeout 30")
    done = drift(clinic)
    assert done.returncode == 1, done.stdout + done.stderr
    said = (clinic.root / ".cache/drift/pip.md").read_text()
    assert said.startswith(f"## pip {pips.NEWEST.version}\n")
    assert "- does not hold: read-timeout, fix `raise-the-timeout.sh` under slow-index: " in said
    assert "Read timed away" in said


def test_an_index_without_pip_is_no_news_about_pip(clinic: Clinic, tmp_path: Path) -> None:
    done = drift(clinic, tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("the newest pip cannot be fetched: ")
