"""A sandbox that is a whole system: its own pip, apt without a network, sudo, and no way out."""

import json
import os
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipclinic.content import catalogue, pips, rules
from pipclinic.content.problems import BadContent
from pipclinic.content.rules import links
from pipclinic.content.rules.case import case_problems
from pipclinic.content.systems import SYSTEMS
from pipclinic.evidence.report import Outcome
from pipclinic.faults.responses import SlowResponse
from pipclinic.lab import mutation, verify
from pipclinic.lab import plan as plans
from pipclinic.lab.stub.server import Stub
from pipclinic.lab.stub.world import World
from pipclinic.lab.systems import making, roots, users
from pipclinic.lab.systems.box import SystemBox, system_box
from tests.clinic import Clinic, copy_of_the_clinic
from tests.conftest import ROOT

LIMIT = 300.0
NAME = "debian-12"
CASE = """\
[fault.as-it-comes]
means = "the system is Debian 12 as it comes"
kind = "as-installed"
put_right = "sudo rm /usr/lib/python3.11/EXTERNALLY-MANAGED"
system = "debian-12"
packages = ["python3-venv"]

[[fault.as-it-comes.reproduce]]
run = "install.sh"
prints = "error: externally-managed-environment"
record = false

[[fault.as-it-comes.fix]]
run = "with-apt.sh"
within = ".venv"

[[fault.as-it-comes.not_a_fix]]
run = "for-the-user.sh"
exits = 1

[[fault.as-it-comes.shows]]
id = "words"
command = "pip install requests"
prints = [
    "To install Python packages system-wide, try apt install",
    "See /usr/share/doc/python3.11/README.venv for more information.",
]
exits = 1
"""
SNIPPETS = {
    "install.sh": "pip install requests\n",
    "with-apt.sh": "sudo apt-get install --yes python3-venv\n"
    "python3 -m venv .venv\n.venv/bin/pip install requests\n",
    "for-the-user.sh": "pip install --user requests\n",
}


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clinic:
    monkeypatch.setattr(rules, "problems_of", lambda *_: iter(()))
    monkeypatch.setattr(links, "problems", lambda *_: iter(()))
    made = copy_of_the_clinic(tmp_path)
    made.case.write_text(CASE)
    for name, text in SNIPPETS.items():
        made.snippet(name).write_text(text)
    return made


@pytest.fixture
def debian() -> None:
    if reason := roots.impossible(NAME, ("python3-venv",)):
        if os.environ.get("CI") == "true" and os.geteuid() == 0:
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture
def box(debian: None, stub: Stub) -> Iterator[SystemBox]:
    with stub.serve(World()) as world, system_box(NAME, world) as made:
        yield made


def seen(clinic: Clinic) -> dict[str, Outcome]:
    """The outcomes of all steps, with every pip, by their ids."""
    todo = plans.plan(catalogue.load(clinic.root), ["read-timeout"], pips.TABLE)
    done = verify.run(todo, isolation="that of the tests")
    return {row.id: row for row in done.outcomes}


@pytest.mark.usefixtures("debian")
def test_a_case_is_run_on_debian_with_debian_s_own_pip(clinic: Clinic) -> None:
    rows = seen(clinic)
    assert {row.id: row.reason for row in rows.values()} == {
        "as-it-comes/reproduce/install/control": "",
        "as-it-comes/reproduce/install": "",
        "as-it-comes/fix/with-apt": "",
        "as-it-comes/not_a_fix/for-the-user": "",
        "as-it-comes/shows/words": "",
    }
    assert {(row.pip, row.python) for row in rows.values()} == {("23.0.1", "3.11")}


@pytest.mark.usefixtures("debian")
def test_what_apt_prints_is_not_recorded(clinic: Clinic) -> None:
    before = 'run = "install.sh"\nbefore = "first.sh"\nprints'
    clinic.replace(clinic.case, 'run = "install.sh"\nprints', before)
    clinic.replace(clinic.case, "record = false", "")
    clinic.snippet("first.sh").write_text("sudo apt-get install --yes python3-venv\n")
    row = seen(clinic)["as-it-comes/reproduce/install"]
    assert row.reason == ""
    assert row.printed.startswith("error: externally-managed-environment\n")


@pytest.mark.usefixtures("debian")
def test_what_does_not_put_it_right_is_no_control(clinic: Clinic) -> None:
    clinic.replace(clinic.case, "sudo rm /usr/lib", "ls /usr/lib")
    row = seen(clinic)["as-it-comes/reproduce/install/control"]
    assert row.reason.startswith("with the fault put right it still fails")
    clinic.replace(clinic.case, "ls /usr/lib/python3.11/EXTERNALLY-MANAGED", "sudo rm /nothing")
    row = seen(clinic)["as-it-comes/reproduce/install/control"]
    assert row.reason.startswith("sudo rm /nothing exited 1: rm: cannot remove '/nothing'")


@pytest.mark.usefixtures("debian")
def test_what_is_spoiled_of_such_a_case_is_found(clinic: Clinic) -> None:
    loaded = catalogue.load(clinic.root)
    todo = mutation.of_rules(mutation.trials(loaded, ["read-timeout"], pips.TABLE[::-1]))
    assert {trial.mutant.rule for trial in todo} == {"healed", "setting"}
    done = mutation.run(todo, lambda _: None)
    assert not mutation.survived(done)


def test_without_the_system_its_steps_are_left_out_by_name(
    clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roots, "FOLDER", tmp_path / "systems")
    todo = plans.plan(catalogue.load(clinic.root), ["read-timeout"], pips.TABLE)
    assert todo.jobs == ()
    (row,) = todo.not_shown
    assert (row.slug, row.fault) == ("read-timeout", "as-it-comes")
    assert row.reason.startswith("needs Debian 12")


def test_the_reader_is_an_ordinary_user_and_root_by_sudo(box: SystemBox) -> None:
    assert box.run_line("id -un; pwd; touch /usr/mine", LIMIT).output == (
        "you\n/home/you/project\ntouch: cannot touch '/usr/mine': Permission denied\n"
    )
    line = "cd /tmp; echo typed | sudo sh -c 'id -un; pwd; cat; touch /usr/ours; exit 5'"
    done = box.run_line(line, LIMIT)
    assert (done.exit, done.output) == (5, "root\n/tmp\ntyped\n")
    assert box.run_line("stat -c %U /usr/ours", LIMIT).output == "root\n"
    assert "MINE=1" not in box.run_line("export MINE=1; sudo env", LIMIT).output
    assert "MINE=1" in box.run_line("export MINE=1; sudo -E env", LIMIT).output
    assert "MINE=2" in box.run_line("sudo MINE=2 env", LIMIT).output


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("sudo no-such-command", 127, "no-such-command: command not found\n"),
        ("sudo -u you id", 1, "sudo: in this sandbox it knows -E and -H, not -u\n"),
        ("sudo", 1, "usage: sudo [-EH] [VAR=value] command\n"),
        ("sudo sh -c 'kill -9 $$'", 137, ""),
    ],
)
def test_sudo_says_what_it_cannot(box: SystemBox, line: str, code: int, said: str) -> None:
    done = box.run_line(line, LIMIT)
    assert (done.exit, done.output) == (code, said)


# What root in a system must not be able to do, and how that is refused.
REFUSED = [
    ("python3 -c 'import socket; socket.socket().connect((\"192.0.2.1\", 443))'", "unreachable"),
    ("sh -c 'echo x > /proc/sys/kernel/core_pattern'", "Read-only file system"),
    ("sh -c 'echo x > /proc/sys/user/max_user_namespaces'", "Read-only file system"),
    ("mount -o remount,rw /proc", "permission denied"),
    ("mount -t tmpfs none /mnt", "permission denied"),
    ("unshare --user true", "unshare failed"),
    ("mknod /tmp/disk b 8 0", "Operation not permitted"),
    ("chmod 600 /dev/null", "chmod: changing permissions"),
    (f"ls {shlex.quote(str(ROOT))}", "No such file or directory"),
    ("nsenter --target 1 --net true", "Operation not permitted"),
]


@pytest.mark.parametrize(("line", "said"), REFUSED)
def test_not_even_root_gets_out(box: SystemBox, line: str, said: str) -> None:
    for asking in ("", "sudo "):
        done = box.run_line(asking + line, LIMIT)
        assert done.exit != 0, asking
        assert asking == "" or said in done.output


def test_root_there_is_nobody_here(box: SystemBox) -> None:
    assert box.run_line("sudo touch /var/ours; touch ~/mine", LIMIT).exit == 0
    assert (box.root / "var/ours").lstat().st_uid == users.FIRST
    assert (box.home / "mine").lstat().st_uid == users.FIRST + 1000
    assert not (roots.root(NAME) / "var/ours").exists()


def test_nothing_of_a_system_is_left(debian: None, stub: Stub) -> None:
    with stub.serve(World()) as world, system_box(NAME, world) as box:
        assert box.run_line("sudo touch /ours", LIMIT).exit == 0
        folder = box.root.parent
    assert not folder.exists()


def test_time_is_decided_in_a_system(debian: None, stub: Stub) -> None:
    slow = World(fault=SlowResponse(host="index", seconds=40))
    line = "pip install --break-system-packages requests || echo failed; sleep 1000; echo awake"
    with stub.serve(slow) as world, system_box(NAME, world) as box:
        done = box.run_line(line, LIMIT)
    assert "Read timed out. (read timeout=15" in done.output
    assert done.output.endswith("failed\nawake\n")
    assert done.seconds < LIMIT


def test_what_is_placed_is_the_user_s(box: SystemBox) -> None:
    box.place(b"[global]\n", "~/.config/pip/pip.conf")
    done = box.run_line("stat -c %U ~/.config ~/.config/pip ~/.config/pip/pip.conf", LIMIT)
    assert done.output == "you\n" * 3


def test_the_system_s_certificates_can_be_made_again(box: SystemBox) -> None:
    line = "sudo update-ca-certificates && pip download --no-deps requests"
    done = box.run_line(line, LIMIT)
    assert done.exit == 0, done.output


def test_a_system_is_made_again_when_its_packages_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[frozenset[str]] = []
    monkeypatch.setattr(roots, "FOLDER", tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/it")
    monkeypatch.setattr(making, "_bring_tools", lambda: None)
    monkeypatch.setattr(making, "_make", lambda _, packages: made.append(packages))
    one, two = frozenset({"gcc"}), frozenset({"gcc", "git"})
    (tmp_path / NAME).mkdir()
    roots.note(tmp_path / NAME, one)
    said: list[str] = []
    making.bring({NAME: one}, said.append)
    assert (made, said) == ([], [])
    making.bring({NAME: two}, said.append)
    assert made == [two]
    assert said == ["bringing Debian 12, and 2 of its packages, once"]
    (tmp_path / NAME / "made.json").write_text(json.dumps({"recipe": 0, "packages": ["gcc"]}))
    making.bring({NAME: one}, said.append)
    assert made == [two, one]


def test_a_system_that_cannot_be_made_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "apt-get").write_text("#!/bin/sh\necho 'E: no way' >&2\nexit 100\n")
    (tmp_path / "apt-get").chmod(0o755)
    monkeypatch.setattr(roots, "FOLDER", tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    said: list[str] = []
    making.bring({NAME: frozenset({"gcc"})}, said.append)
    assert said[1:] == ["Debian 12 is left out: apt-get failed: E: no way"]
    assert roots.kept(NAME) is None


def test_who_is_not_root_is_told_that_a_system_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roots, "FOLDER", tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    said: list[str] = []
    making.bring({NAME: frozenset({"gcc"})}, said.append)
    assert said == ["Debian 12 is left out: it takes root and apt to bring it"]


@pytest.mark.parametrize("name", SYSTEMS)
def test_each_system_is_what_the_table_says_of_it(name: str, stub: Stub) -> None:
    one = SYSTEMS[name]
    if reason := roots.impossible(name, ()):
        pytest.skip(reason)
    line = "sed -n 's/^VERSION_CODENAME=//p' /etc/os-release; python3 -V; pip --version"
    with stub.serve(World()) as world, system_box(name, world) as box:
        told = box.run_line(line, LIMIT).output.split()
        done = box.run_line("sudo apt-get update && sudo update-ca-certificates", LIMIT)
        download = box.run_line("pip download --no-deps requests", LIMIT)
    assert told[:5] == [one.suite, "Python", told[2], "pip", one.pip]
    assert told[2].startswith(f"{one.python}.")
    assert (done.exit, download.exit) == (0, 0), done.output + download.output


def test_the_pip_of_each_system_is_one_of_the_table() -> None:
    rows = {(pip.version, pip.python, pip.why) for pip in pips.TABLE}
    assert {(one.pip, one.python, one.words) for one in SYSTEMS.values()} <= rows


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('system = "debian-12"\n', "", "put_right: is a system's: write system as well"),
        ('system = "debian-12"\n', "", "packages: is a system's: write system as well"),
        ('"debian-12"', '"debian-12"\ngit = true', "git: Debian 12 has its own: take this out"),
        ('"debian-12"', '"debian-7"', "'debian-7' is none of 'debian-12' or 'debian-13'"),
        ('"python3-venv"', '"python3 venv"', "packages"),
        ("record = false", 'pip = ">=20"', "pip: Debian 12 has its own, 23.0.1: take this out"),
    ],
)
def test_what_is_wrong_with_a_system_is_said(clinic: Clinic, old: str, new: str, said: str) -> None:
    clinic.replace(clinic.case, old, new)
    try:
        page = catalogue.load(clinic.root).documents["read-timeout"]
        found = [str(problem) for problem in case_problems(page, clinic.root)]
    except BadContent as bad:
        found = [str(problem) for problem in bad.problems]
    assert any(said in problem for problem in found), found
