"""A sandbox is empty, fresh, and has no way out."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from pipclinic.content import pips
from pipclinic.faults.projects import Project
from pipclinic.lab import interpreters, isolation, mounts, possible, roots, tools
from pipclinic.lab.sandbox import Sandbox, sandbox
from pipclinic.lab.stub.server import Stub
from pipclinic.lab.stub.world import World
from tests.conftest import ROOT, isolated_by

LIMIT = 60.0


def test_nothing_of_this_machine_reaches_a_command(
    newest_box: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://elsewhere.example/simple")
    done = newest_box.run_line("env; pip config debug | grep -v =", LIMIT)
    variables = {line.partition("=")[0] for line in done.output.splitlines() if "=" in line}
    assert variables - {"PWD", "OLDPWD", "SHLVL", "_"} == set(newest_box.environment)
    assert "elsewhere.example" not in done.output
    assert done.exit == 0


def test_the_working_folder_is_empty_and_the_home_is_its_own(newest_box: Sandbox) -> None:
    done = newest_box.run_line("ls -A; pip config set global.timeout 60; pip config list", LIMIT)
    assert (
        done.output.splitlines()[0]
        == f"Writing to {newest_box.inside(newest_box.home)}/.config/pip/pip.conf"
    )
    assert "global.timeout='60'" in done.output.splitlines()


def test_a_step_s_variables_are_set_for_it_alone(newest_box: Sandbox, tmp_path: Path) -> None:
    script = tmp_path / "show.sh"
    script.write_text("echo ${PIP_TIMEOUT:-unset}\n")
    assert newest_box.run(script, LIMIT, {"PIP_TIMEOUT": "7"}).output == "7\n"
    assert newest_box.run(script, LIMIT).output == "unset\n"


def test_what_is_typed_is_read_and_otherwise_there_is_nobody(
    newest_box: Sandbox, tmp_path: Path
) -> None:
    script = tmp_path / "ask.sh"
    script.write_text("read -r word || word=nothing\necho $word\n")
    assert newest_box.run(script, LIMIT, typed="sesame\n").output == "sesame\n"
    assert newest_box.run(script, LIMIT).output == "nothing\n"


def test_no_pip_and_no_python_of_this_machine_is_found(newest_box: Sandbox) -> None:
    for script in (newest_box.home / "venv/bin").iterdir():
        script.unlink()
    done = newest_box.run_line("pip --version || python3 --version || python --version", LIMIT)
    assert done.exit == 127
    assert done.output.count("not found") == 3


def test_an_upgrade_of_pip_leaves_the_next_sandbox_alone(stub: Stub) -> None:
    python = interpreters.interpreter_for(pips.NEWEST)
    assert python is not None
    with stub.serve(World()) as world:
        with sandbox(pips.NEWEST, python, world) as first:
            done = first.run_line("python -m pip install --upgrade pip", LIMIT)
            assert done.exit == 0, done.output
            assert first.has("pip==99.0")
        with sandbox(pips.NEWEST, python, world) as second:
            assert second.has(f"pip=={pips.NEWEST.version}")
            assert second.run_line("pip --version", LIMIT).exit == 0


def test_a_pip_that_comes_meanwhile_trusts_the_stub_too(stub: Stub) -> None:
    python = interpreters.interpreter_for(pips.OLD)
    assert python is not None
    older = Project(name="pip", version="21.3.1", published=True)
    with stub.serve(World((older,))) as world, sandbox(pips.OLD, python, world) as box:
        for line in ("python -m pip install pip==21.3.1", "pip install requests"):
            done = box.run_line(line, LIMIT)
            assert done.exit == 0, done.output
        assert box.has("requests")


def test_what_is_asked_of_the_environment_is_its_files(newest_box: Sandbox) -> None:
    assert newest_box.run_line("pip install requests", LIMIT).exit == 0
    assert newest_box.has("requests")
    next(newest_box.site_packages.glob("requests/__init__.py")).unlink()
    assert not newest_box.has("requests")


def test_a_command_that_never_ends_is_ended(newest_box: Sandbox) -> None:
    done = newest_box.run_line("/bin/sleep 60 & /bin/sleep 60", 0.3)
    assert done.over == "did not come to an end within 0.3 s"
    assert done.seconds < 30


def test_where_time_is_decided_a_shell_sleeps_for_none(newest_box: Sandbox) -> None:
    done = newest_box.run_line("sleep 1000; sleep 2m .5s; sleep 1d && echo awake", LIMIT)
    assert (done.exit, done.output, done.over) == (0, "awake\n", "")


@pytest.mark.parametrize("words", ["", "soon", "s", "5x", "1.2.3", "1 .", "--no-such-option"])
def test_what_is_no_duration_is_told_by_the_real_sleep(newest_box: Sandbox, words: str) -> None:
    told = newest_box.run_line(f"/bin/sleep {words}", LIMIT)
    done = newest_box.run_line(f"sleep {words}", LIMIT)
    assert done.exit == told.exit == 1
    assert done.output.splitlines()[0].split("sleep: ")[1] in told.output


def test_in_real_time_a_shell_sleeps(newest_box: Sandbox) -> None:
    with (
        Stub(real_time=True) as stub,
        stub.serve(World()) as world,
        sandbox(newest_box.pip, newest_box.python, world) as box,
    ):
        assert box.run_line("sleep 0.5", LIMIT).seconds >= 0.5


def test_both_streams_are_kept_in_order(newest_box: Sandbox) -> None:
    done = newest_box.run_line("echo one; echo two >&2; echo three; exit 3", LIMIT)
    assert (done.exit, done.output) == (3, "one\ntwo\nthree\n")


def test_nothing_leaves(request: pytest.FixtureRequest, newest_box: Sandbox) -> None:
    if "namespace" not in request.config.stash[isolated_by]:
        pytest.skip("this machine allows no network namespace")
    assert {name for _, name in socket.if_nameindex()} == {"lo"}
    program = "import socket; socket.socket().connect(('192.0.2.1', 443))"
    done = newest_box.run_line(f'python -c "{program}"', LIMIT)
    assert "Network is unreachable" in done.output


def test_a_sandbox_is_gone_afterwards(stub: Stub) -> None:
    python = interpreters.interpreter_for(pips.NEWEST)
    assert python is not None
    with stub.serve(World()) as world, sandbox(pips.NEWEST, python, world) as box:
        root = box.root
        assert root.exists()
    assert not root.exists()


def test_a_bubblewrap_that_fails_stops_the_run(tmp_path: Path) -> None:
    if mounts.impossible():
        pytest.skip("this machine allows no mount namespace")
    bwrap = tmp_path / "bwrap"
    bwrap.write_text("#!/bin/sh\n[ $1 = --version ] || { echo no way >&2; exit 1; }\necho 0.8.0\n")
    bwrap.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-m", "pipclinic", "shell", "read-timeout"],
        cwd=ROOT,
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "COLUMNS": "1000"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert "snippets cannot be kept from your files (bubblewrap fails: no way): " in line


@pytest.mark.parametrize(
    ("setting", "value", "remedy"),
    [
        ("kernel/unprivileged_userns_clone", "0", "kernel.unprivileged_userns_clone=1"),
        (
            "kernel/apparmor_restrict_unprivileged_userns",
            "1",
            "kernel.apparmor_restrict_unprivileged_userns=0",
        ),
        ("user/max_user_namespaces", "0", "user.max_user_namespaces=10000"),
        ("user/max_user_namespaces", "96365", "start it with --privileged"),
    ],
)
def test_who_is_refused_is_told_what_to_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str, value: str, remedy: str
) -> None:
    (tmp_path / setting).parent.mkdir()
    (tmp_path / setting).write_text(f"{value}\n")
    monkeypatch.setattr(isolation, "_SETTINGS", tmp_path)
    monkeypatch.setattr(roots, "is_promised", lambda: True)
    monkeypatch.setattr(roots, "impossible", lambda: "it fails")
    monkeypatch.setattr(isolation, "_enter_namespaces", lambda: None)
    with pytest.raises(isolation.NotIsolated, match=re.escape(remedy)):
        isolation.isolate()
    monkeypatch.setattr(roots, "is_promised", lambda: False)  # as on a Mac
    assert isolation.isolate().endswith("but no root of their own (it fails)")


def test_the_machine_s_pip_configuration_is_masked(newest_box: Sandbox) -> None:
    system = Path("/etc/pip.conf")
    assert not system.exists() or os.stat(system).st_size == 0
    assert newest_box.run_line("pip config list", LIMIT).output == (
        ":env:.disable-pip-version-check='1'\n"
    )


def test_git_is_there_only_where_it_is_asked_for(stub: Stub, newest_box: Sandbox) -> None:
    assert newest_box.run_line("git --version", LIMIT).exit == 127
    if reason := possible.without_git():
        pytest.skip(reason)
    python = interpreters.interpreter_for(pips.NEWEST)
    assert python is not None
    with stub.serve(World()) as world, sandbox(pips.NEWEST, python, world, git=True) as box:
        done = box.run_line("pip install git+https://github.com/psf/requests.git@v2.34.2", LIMIT)
        assert done.exit == 0, done.output
        assert box.has("requests==2.34.2")
        assert ("github.com", "/psf/requests.git/HEAD") in world.requests
        settings = box.run_line("git config --list --show-origin", LIMIT).output.splitlines()
    assert {line.split("\t")[0] for line in settings} == {
        f"file:{box.inside(box.root / 'etc/gitconfig')}"
    }


def test_the_tools_of_a_sandbox_are_documented() -> None:
    text = (ROOT / "docs/contributing/how-it-works.md").read_text(encoding="utf-8")
    assert f"`{tools.TOOLS}`" in text
