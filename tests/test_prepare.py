"""Set-up says what it does, and in one sentence why it could not; see `prepare`."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipclinic import prepare


def test_something_is_said_while_it_takes_long(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(prepare, "_EVERY", 0.1)
    prepare._run("what takes long", [sys.executable, "-c", "import time; time.sleep(1)"])
    first, *others = capsys.readouterr().out.splitlines()
    assert first == "installing what takes long"
    assert len(others) >= 2
    assert all(line.endswith(" s") for line in others)


def test_without_an_index_one_sentence_says_so_and_what_next() -> None:
    reached = "print('ERROR: No matching distribution found for uv==1'); raise SystemExit(1)"
    with pytest.raises(prepare.Failed) as caught:
        prepare._run("uv", [sys.executable, "-c", reached])
    assert str(caught.value) == (
        "could not install uv: ERROR: No matching distribution found for uv==1\n"
        "Once a package index can be reached ('pip config list' says which), run this again."
    )


def test_it_needs_nothing_but_the_standard_library() -> None:
    command = [sys.executable, "-I", "-S", "-c", "import runpy, sys; runpy.run_path(sys.argv[1])"]
    subprocess.run([*command, prepare.__file__], check=True)


def test_a_clone_that_cannot_be_written_to_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refused() -> None:
        raise PermissionError(13, "Permission denied", str(tmp_path))

    monkeypatch.setattr(prepare, "prepare", refused)
    with pytest.raises(SystemExit, match="Permission denied"):
        prepare.main()
