"""The workflows: nothing in them opens a door, and they run what a laptop runs."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from pipclinic.cli import app
from pipclinic.content import pips
from tests.conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
# The jobs that write, and what.
WRITING = {
    ("publish", "publish"): {"contents": "write"},
    ("publish", "wheel"): {"contents": "write", "id-token": "write"},
    ("drift", "tell"): {"issues": "write"},
}
TOOLS = Path(sys.executable).parent


def jobs(path: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
    return found


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in WORKFLOWS:
        for name, job in jobs(path).items():
            for step in job.get("steps", []):
                yield f"{path.stem}: {name}", step


def tool(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(TOOLS / command[0]), *command[1:]], cwd=ROOT, capture_output=True, text=True
    )


def test_the_schemas_find_nothing() -> None:
    files = [str(path) for path in WORKFLOWS]
    assert len(files) == 3
    done = tool("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *files)
    assert done.returncode == 0, done.stdout
    done = tool(
        "check-jsonschema", "--builtin-schema", "vendor.dependabot", ".github/dependabot.yml"
    )
    assert done.returncode == 0, done.stdout


def test_issue_forms_fit_their_schema() -> None:
    forms = [str(path) for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("[!c]*.yml")]
    assert len(forms) == 3
    done = tool("check-jsonschema", "--builtin-schema", "vendor.github-issue-forms", *forms)
    assert done.returncode == 0, done.stdout


def test_zizmor_finds_nothing() -> None:
    done = tool("zizmor", "--offline", ".github")
    assert done.returncode == 0, done.stdout


def test_zizmor_would_find_something(tmp_path: Path) -> None:
    text = (ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8")
    worse = re.sub(r"(actions/checkout)@\w+ # \S+", r"\1@v7", text)
    (tmp_path / "check.yml").write_text(worse, encoding="utf-8")
    done = tool("zizmor", "--offline", str(tmp_path / "check.yml"))
    assert done.returncode != 0
    assert "unpinned-uses" in done.stdout


def test_permissions_are_the_least() -> None:
    for path in WORKFLOWS:
        assert yaml.safe_load(path.read_text(encoding="utf-8"))["permissions"] == {}
        for name, job in jobs(path).items():
            allowed = WRITING.get((path.stem, name), {})
            assert job["permissions"] in ({}, {"contents": "read"}, allowed), (path.stem, name)
        assert "secrets." not in path.read_text(encoding="utf-8")
    check = (ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8")
    assert "write" not in re.sub(r"#.*", "", check)
    assert "pull_request_target" not in check


def test_every_action_is_pinned_by_commit() -> None:
    used = [step["uses"] for _, step in steps() if "uses" in step]
    assert len(used) > 15
    assert [name for name in used if not re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}", name)] == []


@pytest.mark.parametrize(
    ("where", "line"), [(where, step["run"]) for where, step in steps() if "run" in step]
)
def test_what_is_run_is_what_a_laptop_runs(where: str, line: str) -> None:
    """A make target that exists, or a command of pipclinic that does; one a line."""
    program, command, *rest = shlex.split(line.split(">>")[0])
    if program == "make":
        environment = {**os.environ, "PIPS": "9.0.3", "VERSION": "2026.12"}
        done = subprocess.run(
            ["make", "--dry-run", command, *rest], cwd=ROOT, env=environment, capture_output=True
        )
        assert done.returncode == 0, f"{where}: {done.stderr.decode()}"
        documented = (ROOT / "Makefile").read_text(encoding="utf-8")
        assert re.search(rf"^{command}:.* ## ", documented, re.MULTILINE), (
            f"make help lacks {command}"
        )
    else:
        assert program == ".venv/bin/pipclinic", f"{where} runs {program}"
        assert CliRunner().invoke(app, [command, "--help"]).exit_code == 0


def test_every_pip_of_the_table_has_a_shard_with_its_python() -> None:
    rows = jobs(ROOT / ".github/workflows/check.yml")["pips"]["strategy"]["matrix"]["include"]
    assert [row["pip"] for row in rows] == [pip.version for pip in pips.TABLE]
    for row, pip in zip(rows, pips.TABLE, strict=True):
        assert pip.python in (row["python"], None)
        assert pip.runs_on(row["python"])


def test_one_job_waits_for_all_others() -> None:
    every = jobs(ROOT / ".github/workflows/check.yml")
    assert sorted(every["done"]["needs"]) == sorted(every.keys() - {"done"})
    assert every["done"]["if"] == "${{ always() }}"


def test_lock_files_hold_no_addresses() -> None:
    found = [*ROOT.glob("*.lock"), *(ROOT / "snippets").rglob("*.lock")]
    found += (ROOT / "snippets").rglob("requirements.txt")
    others = (path for path in (ROOT / "snippets").rglob("*.toml") if path.name != "case.toml")
    found += (path for path in others if "lock-version" in path.read_text(encoding="utf-8"))
    assert ROOT / "requirements.lock" in found
    assert ROOT / "snippets/lock-file-refused/pylock.toml" in found
    for path in found:
        text = path.read_text(encoding="utf-8").replace("file:///", "")  # of nobody else's machine
        assert "://" not in text, f"{path}: give it another name"


def test_pages_name_the_actions_that_we_use() -> None:
    """Not an older one of some on one page, and a newer one on the next."""
    ours = {
        action: major
        for path in WORKFLOWS
        for action, major in re.findall(r"uses: ([\w./-]+)@\w+ # (v\d+)", path.read_text("utf-8"))
    }
    named = {
        (path.parent.name, action, major)
        for path in sorted(ROOT.glob("snippets/*/*.yml"))
        for action, major in re.findall(r"uses: ([\w./-]+)@(v\d+)", path.read_text("utf-8"))
    }
    assert len(named) > 5
    assert [row for row in sorted(named) if row[2] != ours[row[1]]] == []
