"""The report: its schema, the pips that cannot be run, and the command that writes it."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipclinic.content import pips
from pipclinic.content.catalogue import Catalogue
from pipclinic.evidence import report
from pipclinic.evidence.report import Report
from pipclinic.lab import interpreters, possible
from pipclinic.lab.plan import plan as plan_of
from tests.reports import complete, report_of
from tests.test_merging import run


def test_schema_in_the_project_is_that_of_the_model() -> None:
    assert report.SCHEMA_PATH.read_text(encoding="utf-8") == report.schema()


def test_report_of_this_run_is_on_disk_and_reads_back(verified: Report) -> None:
    assert report.read(report.DEFAULT_PATH) == verified


def test_a_pip_whose_python_is_missing_is_skipped_by_name(
    pages: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    only = {"3.13": interpreters.Interpreter("3.13.0", sys.executable)}
    monkeypatch.setattr(interpreters, "interpreters", lambda: only)
    plan = plan_of(pages, list(pages.documents), pips.TABLE)
    assert [row.pip for row in plan.skipped] == [
        "9.0.3",
        "18.1",
        "20.0.2",
        "20.3.4",
        "22.0.2",
        "23.0.1",
    ]
    assert plan.skipped[0].reason == ("needs Python 3.6 to 3.9, which this machine does not have")
    assert {job.pip.version for job in plan.jobs} == {"24.0", "25.1.1", "26.1.2", "26.3"}


def test_a_fault_that_cannot_be_shown_here_is_left_out_by_name(
    pages: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        possible, "impossible_here", lambda fault: "no way" if fault.fault.host == "files" else ""
    )
    plan = plan_of(pages, ["read-timeout"], [pips.NEWEST])
    left_out = {"slow-files", "stalled-once", "stalling-again-and-again"}
    assert {row.fault for row in plan.not_shown} == left_out
    assert {row.reason for row in plan.not_shown} == {"no way"}
    assert plan.jobs
    assert not {job.step.under for job in plan.jobs} & left_out


@pytest.mark.parametrize(
    ("choice", "versions"),
    [
        ("newest", ["26.3"]),
        ("20.3", ["20.3.4"]),
        ("9.0.3", ["9.0.3"]),
        ("26", ["26.1.2", "26.3"]),
        ("default", ["23.0.1", "26.3"]),
        ("all", [pip.version for pip in pips.TABLE]),
    ],
)
def test_which_pips(choice: str, versions: list[str]) -> None:
    assert [pip.version for pip in pips.chosen(choice)] == versions


def test_a_report_with_no_outcome_does_not_hold() -> None:
    assert not report_of([], {}).holds


def test_a_missing_report_is_none(tmp_path: Path) -> None:
    assert report.read(tmp_path / "nothing.json") is None


def test_the_command_writes_a_report_and_exits_0(tmp_path: Path) -> None:
    target = tmp_path / "r.json"
    command = [sys.executable, "-m", "pipclinic", "verify", "read-timeout", "--pip", "newest"]
    done = subprocess.run(
        [*command, "--report", str(target)], capture_output=True, text=True, env=os.environ
    )
    assert done.returncode == 0, done.stdout + done.stderr
    content = json.loads(target.read_text())
    steps = [row["kind"] for row in content["outcomes"]]
    assert steps.count("fix") >= 8
    assert steps.count("not_a_fix") >= 4
    wanted = {"slug", "id", "kind", "snippet", "fault", "pip", "python", "platform", "date"}
    wanted |= {"holds", "seconds", "reason"}
    assert all(wanted <= set(row) for row in content["outcomes"])
    assert content["skipped"] == []
    assert f"{len(steps)} of {len(steps)} steps held, with 1 pip, in " in done.stdout
    assert "times the least possible" not in done.stdout  # which one page says nothing about


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["verify", "read-timeuot"],
            "there is no page 'read-timeuot'; did you mean 'read-timeout'",
        ),
        (["verify", "x"], "there is no page 'x'; docs/errors/ has all there are"),
        (["verify", "--pip", "8"], "no pip 8 in the table: say newest, all, or one of 9.0.3, 18.1"),
        (
            ["shell", "cannot-uninstall"],
            "no-record: the fault does not strike before something else was done: there is no",
        ),
        (
            ["shell", "read-timeout", "--under", "x"],
            "there is no fault 'x' on this page; there is slow-index, stuttering-index",
        ),
    ],
)
def test_what_does_not_exist_is_named(arguments: list[str], message: str) -> None:
    command = [sys.executable, "-m", "pipclinic", *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith(message)
    assert "Traceback" not in done.stderr


def test_shell_is_in_the_broken_world() -> None:
    command = [sys.executable, "-m", "pipclinic", "shell", "read-timeout"]
    done = subprocess.run(
        command,
        input="pip install --retries 0 requests\npip --version\nexit 7\n",
        capture_output=True,
        text=True,
    )
    assert done.returncode == 7
    assert "where the index answers after 40 seconds" in done.stdout
    assert "No matching distribution found for requests" in done.stdout + done.stderr
    assert f"pip {pips.NEWEST.version} from" in done.stdout


def test_a_shell_has_the_variables_of_the_command_that_fails() -> None:
    command = [sys.executable, "-m", "pipclinic", "shell", "compiler-missing"]
    done = subprocess.run(
        [*command, "--under", "no-compiler"],
        input='echo "by $CC"\n',
        capture_output=True,
        text=True,
    )
    assert "by gcc\n" in done.stdout, done.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"version": 1, "outcomes": []}', "is of an older version: run 'make verify'"),
        ('{"version": 3}', "is of a newer version: run 'make verify'"),
        ('{"version": 2, "date": "2026-', "is no whole report: run 'make verify'"),
        ("", "is no whole report: run 'make verify'"),
        ("[]", "is no whole report: run 'make verify'"),
        ('{"version": 2}', "is no whole report: run 'make verify'"),
        ("\udcff", "is no whole report: run 'make verify'"),
    ],
)
@pytest.mark.parametrize("command", ["summary", "compare", "merge", "build"])
def test_a_report_that_cannot_be_used_is_one_line(
    tmp_path: Path, command: str, content: str, said: str
) -> None:
    path = tmp_path / report.DEFAULT_PATH
    path.parent.mkdir()
    path.write_bytes(content.encode(errors="surrogateescape"))
    with pytest.raises(report.NotRead, match=said):
        report.read(path)
    if content in ("", '{"version": 1, "outcomes": []}'):
        (tmp_path / "docs/errors").mkdir(parents=True)
        (tmp_path / "snippets").mkdir()
        arguments = [command, str(report.DEFAULT_PATH)] if command == "merge" else [command]
        done = run(tmp_path, *arguments)
        assert (done.returncode, done.stderr) == (2, f"{report.DEFAULT_PATH} {said}\n")


def test_a_step_that_stands_in_a_report_twice_is_refused(pages: Catalogue) -> None:
    row = complete(pages, [pips.NEWEST]).outcomes[0]
    with pytest.raises(ValueError, match=f"the step {row.id} with pip 26.3 stands there twice"):
        report_of([row, row], {})


def test_a_report_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.json"
    report_of([], {"a": "b"}).write(path)
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(report.NotWritten, match=r"report\.json could not be written: No space"):
        report_of([], {}).write(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
