"""Commands from any folder; and what `make serve` says, leaves out, survives and leaves behind."""

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pipclinic.cli import serving, sites
from pipclinic.cli.console import Refused
from pipclinic.evidence import report
from pipclinic.site import stage
from tests.clinic import Clinic, copy_of_the_clinic
from tests.conftest import ROOT


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return copy_of_the_clinic(tmp_path)


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipclinic", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("folder", ["docs", "snippets/read-timeout", "docs/assets/javascripts"])
def test_the_clone_is_found_from_below(clinic: Clinic, folder: str) -> None:
    done = run(clinic.root / folder, "check")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("1 pages, 0 guides, ")


@pytest.mark.parametrize("command", ["check", "verify", "new", "serve"])
def test_outside_a_clone_there_is_one_line_and_nothing_is_written(
    tmp_path: Path, command: str
) -> None:
    done = run(tmp_path, command)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line == f"{tmp_path} is not in a clone of pip clinic: go to one first, as by cd {ROOT}"
    assert list(tmp_path.iterdir()) == []


def test_help_is_for_everywhere(tmp_path: Path) -> None:
    assert run(tmp_path, "check", "--help").returncode == 0


def test_a_port_in_use_is_said_before_anything_is_built(clinic: Clinic) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run(clinic.root, "serve", "--port", str(port))
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"port {port} cannot be had (")
    assert " make serve PORT=" in line
    assert not (clinic.root / ".cache").exists()


def test_a_number_that_is_no_port() -> None:
    with pytest.raises(Refused, match="70000 is no port: name one from 1024 to 65535"):
        serving.refuse_a_port_in_use(70_000)


def test_a_page_just_begun_is_left_out_and_the_rest_is_served(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    begun = clinic.page.with_name("begun.md")
    begun.write_text('---\ntitle: "WRITE THIS: a title"\n---\n', encoding="utf-8")
    monkeypatch.chdir(clinic.root)
    sites._staged(unfinished=True)
    assert "left out, for there is something to write in it: begun" in capsys.readouterr().out
    staged = clinic.root / stage.STAGE / "docs/errors"
    assert sorted(path.name for path in staged.iterdir()) == ["index.md", "read-timeout.md"]


def stand_in(folder: Path, script: str) -> None:
    """A MkDocs that does what a script says."""
    (folder / "mkdocs.py").write_text(script, encoding="utf-8")


def test_stopping_leaves_no_folder_and_exits_130(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    monkeypatch.chdir(tmp_path)
    stand_in(
        tmp_path,
        "import pathlib, tempfile, time\n"
        "pathlib.Path(tempfile.mkdtemp(prefix='mkdocs_'), 'x').touch()\n"
        "pathlib.Path('up').touch()\n"
        "time.sleep(60)\n",
    )
    with serving.mkdocs(8000) as stopped:
        while not (tmp_path / "up").exists():
            assert not stopped.event.wait(0.05)
        (folder,) = (tmp_path / "temporary").iterdir()
        assert [path.name[:7] for path in folder.iterdir()] == ["mkdocs_"]
        raise KeyboardInterrupt
    assert stopped.code == 130
    assert list((tmp_path / "temporary").iterdir()) == []


def test_where_mkdocs_ends_by_itself_its_code_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    stand_in(tmp_path, "raise SystemExit(3)\n")
    with serving.mkdocs(8000) as stopped:
        assert list(serving.changes(stopped)) == []
    assert stopped.code == 3


def test_what_happens_in_the_cache_is_nobodys_business_but_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    box = tmp_path / ".cache/sandboxes/1"
    box.mkdir(parents=True)
    stopped = serving.Stopped()
    found = serving.changes(stopped)

    def happen() -> None:
        (box / "python").symlink_to("/usr/bin/env")
        report.DEFAULT_PATH.write_text("{}", encoding="utf-8")

    threading.Timer(1, happen).start()
    assert next(found) == {report.DEFAULT_PATH}
    stopped.event.set()
    assert list(found) == []
