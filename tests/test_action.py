"""The action for GitHub: what its steps run is run here, with a runner's variables."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT

ACTION = ROOT / ".github/actions/explain/action.yml"
KNOWN = 'echo "Collecting numpy"; echo "ERROR: Read timed out. (read timeout=15)"; exit 7'


def action() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
    return loaded


@pytest.fixture
def runner(tmp_path: Path, installed: Path) -> dict[str, str]:
    """A runner's variables, and a pip clinic where the first step would have put it."""
    tool = tmp_path / "pipclinic/bin/pipclinic"
    tool.parent.mkdir(parents=True)
    tool.write_text(
        f'#!/bin/sh\nPYTHONPATH={installed} exec {sys.executable} -P -m pipclinic "$@"\n'
    )
    tool.chmod(0o755)
    return {
        "PATH": os.environ["PATH"],
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_ACTION_PATH": str(ACTION.parent),
        "PIPCLINIC": str(tool),
    }


def step(name: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    (script,) = (step["run"] for step in action()["runs"]["steps"] if step["name"] == name)
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


def annotations(done: subprocess.CompletedProcess[str]) -> list[str]:
    return re.findall(r"(?m)^::error .*$", done.stdout + done.stderr)


def test_a_step_that_fails_is_explained_and_fails_alike(runner: dict[str, str]) -> None:
    done = step("Run, and explain if it fails", {**runner, "RUN": KNOWN})
    assert done.returncode == 7
    assert done.stdout.startswith("Collecting numpy\nERROR: ")
    (annotation,) = annotations(done)
    assert annotation.startswith("::error title=ReadTimeoutError%3A Read timed out::pip connected")
    assert "%0AWhat to do first: pip install --timeout 60 numpy%0A" in annotation
    summary = Path(runner["GITHUB_STEP_SUMMARY"]).read_text(encoding="utf-8")
    link = "https://clinic.example.com/errors/read-timeout/"
    assert summary.startswith(f"### [ReadTimeoutError: Read timed out]({link})\n")
    assert "```sh\npip install --timeout 60 numpy\n```" in summary


def test_a_step_that_succeeds_leaves_nothing(runner: dict[str, str]) -> None:
    done = step("Run, and explain if it fails", {**runner, "RUN": "echo fine"})
    assert (done.returncode, done.stdout, done.stderr) == (0, "fine\n", "")
    assert not Path(runner["GITHUB_STEP_SUMMARY"]).exists()


def test_each_line_of_a_step_has_to_succeed(runner: dict[str, str]) -> None:
    done = step("Run, and explain if it fails", {**runner, "RUN": "false | cat\necho on"})
    assert done.returncode == 1
    assert "on\n" not in done.stdout


def test_without_pip_clinic_the_command_runs_anyway(runner: dict[str, str]) -> None:
    without = {**runner, "RUN": KNOWN, "PIPCLINIC": "/nowhere/pipclinic", "LOG": "pip.log"}
    assert step("Run, and explain if it fails", without).returncode == 7
    assert step("Explain the log", without).returncode == 0


@pytest.mark.parametrize(
    ("text", "number"), [("$ pip install x\nRead timed out. (read timeout=15)\n", 1), ("?!x", 0)]
)
def test_a_log_is_explained_and_only_what_is_known_annotated(
    runner: dict[str, str], tmp_path: Path, text: str, number: int
) -> None:
    (tmp_path / "pip.log").write_text(text, encoding="utf-8")
    done = step("Explain the log", {**runner, "LOG": str(tmp_path / "pip.log")})
    assert done.returncode == 0, done.stderr
    assert len(annotations(done)) == number
    assert Path(runner["GITHUB_STEP_SUMMARY"]).read_text(encoding="utf-8").startswith("### ")


def test_a_log_that_is_not_there_fails(runner: dict[str, str]) -> None:
    done = step("Explain the log", {**runner, "LOG": "no/such.log"})
    assert done.returncode != 0
    assert "no/such.log: No such file" in done.stderr


def test_it_installs_the_version_it_is_of(runner: dict[str, str], tmp_path: Path) -> None:
    """The index is a folder without pip clinic: so a warning says that, and nothing fails."""
    offline = {**runner, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": tmp_path.as_uri()}
    done = step("Install pip clinic", offline)
    assert done.returncode == 0, done.stderr
    assert "::warning::pip clinic could not be installed" in done.stdout
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    version = re.search(r'(?m)^version = "(.+)"$', project)
    assert version
    assert f"pipclinic=={version[1]}" in done.stderr
    assert Path(runner["GITHUB_OUTPUT"]).read_text().startswith(f"command={tmp_path}/pipclinic/bin")


def test_it_uses_nobody_elses_action_and_no_input_becomes_script() -> None:
    for each in action()["runs"]["steps"]:
        assert "uses" not in each
        assert "${{" not in each["run"]
