"""What commands meet in an environment at fault, and in the one beside it."""

from typing import get_args

import pytest
from pydantic import TypeAdapter

from pipclinic.content import pips
from pipclinic.faults import environments as environment
from pipclinic.faults.projects import Project
from pipclinic.lab import interpreters, possible
from pipclinic.lab.sandbox import beside, sandbox
from pipclinic.lab.stub.server import Stub
from pipclinic.lab.stub.world import World

LIMIT = 60.0
WITHOUT_SSL = environment.WithoutModule(module="_ssl")

# The fault, the command, and what is said.
FAULTS: list[tuple[dict[str, object], str, str]] = [
    (
        {"kind": "without-module", "module": "_ssl"},
        "pip install requests",
        "The 'ssl' module is unavailable but required for HTTPS URLs",
    ),
    (
        {"kind": "files", "removes": ["site-packages/pip*"]},
        "python -m pip install requests",
        "No module named pip",
    ),
    (
        {"kind": "files", "writes": {"scripts/pip": "#!/bin/sh\necho broken; exit 3"}},
        "pip install requests",
        "broken",
    ),
    (
        {"kind": "pip-of-another"},
        "pip install requests && ls ~/other-python/lib/*/site-packages/requests"
        " && python -c 'import requests'",
        "ModuleNotFoundError: No module named 'requests'",
    ),
    (
        {"kind": "full-disk", "where": "tmp", "kilobytes": 8},
        "pip install requests",
        "Download failed after 6 attempts because not enough bytes were received",
    ),
    (
        {"kind": "full-disk", "where": "environment", "kilobytes": 8},
        "pip install requests",
        "[Errno 28] No space left on device",
    ),
    (
        {"kind": "full-disk", "where": "home", "kilobytes": 8},
        "pip install requests",
        "[Errno 28] No space left on device",
    ),
    ({"kind": "little-memory", "megabytes": 40}, "pip install requests", "MemoryError"),
    (
        {"kind": "no-threads"},
        "python -c 'import threading; threading.Thread(target=print).start()'",
        "RuntimeError: can't start new thread",
    ),
    (
        {"kind": "as-root"},
        "python -c 'import os; os.chmod(os.curdir, 0o700); exit(f\"typed by {os.getuid()}\")'",
        "typed by 0",
    ),
    (
        {"kind": "command"},
        "pip install --nothing-like-it requests",
        "no such option: --nothing-like-it",
    ),
    (
        {"kind": "as-installed", "put_right": "true"},
        "pip install --nothing-like-it requests",
        "no such option: --nothing-like-it",
    ),
    (
        {"kind": "not-here", "because": "needs Windows"},
        "pip install --nothing-like-it requests",
        "no such option: --nothing-like-it",
    ),
]


@pytest.mark.parametrize(
    ("fields", "line", "message"),
    FAULTS,
    ids=[f"{f['kind']}-{n}" for n, (f, *_) in enumerate(FAULTS)],
)
def test_the_reader_sees(stub: Stub, fields: dict[str, object], line: str, message: str) -> None:
    fault = TypeAdapter(environment.Fault).validate_python(fields)
    python = interpreters.interpreter_for(pips.NEWEST)
    assert python is not None
    with stub.serve(World()) as world, sandbox(pips.NEWEST, python, world) as box:
        if reason := next(filter(None, map(possible.lacking, fault.needs())), ""):
            pytest.skip(reason)
        fault.inject(box)
        done = box.run_line(line, LIMIT)
        assert message in done.output
        assert done.exit != 0
        assert not box.has("requests")
    assert not box.root.exists()


def test_every_fault_is_tried_here() -> None:
    union = get_args(get_args(environment.Fault)[0])
    assert {fault.kind for fault in union} == {fields["kind"] for fields, _, _ in FAULTS}


@pytest.mark.parametrize("pip", [pips.TABLE[0], pips.NEWEST], ids=lambda pip: pip.version)
def test_a_missing_module_is_missing_in_python_s_own_words(stub: Stub, pip: pips.Pip) -> None:
    python = interpreters.interpreter_for(pip)
    if python is None:
        pytest.skip(f"no Python here for pip {pip.version}")
    with stub.serve(World()) as world, sandbox(pip, python, world) as box:
        WITHOUT_SSL.inject(box)
        done = box.run_line("python -c 'import ssl'", LIMIT)
        assert done.exit == 1
        assert done.output.endswith("ModuleNotFoundError: No module named '_ssl'\n")
        assert "_pipclinic" not in done.output
        assert box.run_line("python -c 'import socket, hashlib, zlib'", LIMIT).exit == 0


def test_a_missing_module_is_missing_in_builds_too(stub: Stub) -> None:
    project = Project(name="requests", formats=("sdist",))
    python = interpreters.interpreter_for(pips.NEWEST)
    assert python is not None
    with stub.serve(World((project,))) as world, sandbox(pips.NEWEST, python, world) as box:
        assert box.run_line("pip download requests", LIMIT).exit == 0
        WITHOUT_SSL.inject(box)
        done = box.run_line("pip install ./requests-1.0.tar.gz", LIMIT)
        message = "the ssl module in Python is not available"
        assert done.output.count(message) == 2  # of pip, and of the pip that it starts


def test_the_environment_beside_has_no_fault(stub: Stub) -> None:
    python = interpreters.interpreter_for(pips.NEWEST)
    assert python is not None
    with stub.serve(World()) as world, sandbox(pips.NEWEST, python, world) as box:
        other = beside(box, "other-python", world)
        WITHOUT_SSL.inject(box)
        done = box.run_line("~/other-python/bin/python -m pip install requests", LIMIT)
        assert done.exit == 0, done.output
        assert other.has("requests")
        assert not box.has("requests")


def test_the_environment_beside_may_have_another_python(stub: Stub) -> None:
    python = interpreters.interpreter_for(pips.OLD)
    found = interpreters.newest_on(f"!={python.minor}") if python else None
    if python is None or found is None:
        pytest.skip("this machine has one Python only")
    with stub.serve(World()) as world, sandbox(pips.OLD, python, world) as box:
        other = beside(box, "other-python", world, f"!={python.minor}")
        done = box.run_line("~/other-python/bin/python -m pip --version", LIMIT)
        assert f"(python {found[1].minor})" in done.output
        assert other.python != python


@pytest.mark.parametrize("pip", [pips.TABLE[0], pips.OLD, pips.NEWEST], ids=lambda pip: pip.version)
def test_an_interpreter_outside_any_environment(stub: Stub, pip: pips.Pip) -> None:
    python = interpreters.interpreter_for(pip)
    if python is None or possible.lacking("an ordinary user"):
        pytest.skip(f"no Python here for pip {pip.version}, or no ordinary user")
    with stub.serve(World()) as world, sandbox(pip, python, world, system=True) as box:
        done = box.run_line("pip --version; pip install requests", LIMIT)
        assert done.output.startswith(f"pip {pip.version} from {box.inside(box.site_packages)}")
        assert done.exit == 0
        assert "root" not in done.output.replace(str(box.root), "")
        assert box.has("requests")
        made = box.run_line("python -m venv .venv && .venv/bin/pip install idna", LIMIT)
        assert made.exit == 0, made.output
        assert box.inner(".venv").has("idna")
        assert not box.has("idna")
        user = box.run_line("pip install --user --upgrade idna==3.20", LIMIT)
        assert user.exit == 0, user.output
        assert box.has("idna")
        assert (box.user_site / "idna").exists()


def test_root_is_warned_outside_any_environment(stub: Stub) -> None:
    python = interpreters.interpreter_for(pips.NEWEST)
    fault = environment.AsRoot()
    if python is None or any(map(possible.lacking, fault.needs())):
        pytest.skip("no root of its own here")
    for system in (True, False):
        with (
            stub.serve(World()) as world,
            sandbox(pips.NEWEST, python, world, system=system) as box,
        ):
            before = box.run_line("pip install idna", LIMIT)
            fault.inject(box)
            after = box.run_line("pip install requests", LIMIT)
            assert (before.exit, after.exit, box.has("requests")) == (0, 0, True)
            assert "'root'" not in before.output
            assert ("Running pip as the 'root' user can result" in after.output) == system
            assert "cache has been disabled" not in after.output


def test_what_is_changed_in_the_standard_library_stays_in_the_sandbox(stub: Stub) -> None:
    python = interpreters.interpreter_for(pips.NEWEST)
    if python is None or possible.lacking("an ordinary user"):
        pytest.skip("no ordinary user here")
    fault = environment.Files(
        removes=("stdlib/venv/scripts/common/activate", "stdlib/venv/__main__.py"),
        writes={"stdlib/json/tool.py": "print('ours')"},
    )
    for broken in (True, False):
        with stub.serve(World()) as world, sandbox(pips.NEWEST, python, world, system=True) as box:
            if broken:
                fault.inject(box)
            venv = box.run_line("python -m venv --without-pip .venv", LIMIT)
            assert ("No module named venv.__main__" in venv.output) == broken
            assert (box.run_line("python -m json.tool -h", LIMIT).output == "ours\n") == broken
            assert box.run_line("python -c 'import venv, json'", LIMIT).exit == 0
            assert (box.run_line("ls .venv/bin/activate", LIMIT).exit != 0) == broken


def test_what_is_another_user_s_cannot_be_written(stub: Stub) -> None:
    python = interpreters.interpreter_for(pips.NEWEST)
    if python is None or possible.lacking("an ordinary user"):
        pytest.skip("no ordinary user here")
    fault = environment.Files(unwritable=("site-packages/", "home/.cache"))
    with stub.serve(World()) as world:
        with sandbox(pips.NEWEST, python, world, system=True) as box:
            with pytest.raises(environment.NotInjected, match=r"there is no home/\.cache"):
                fault.inject(box)
            assert box.run_line("mkdir ~/.cache", LIMIT).exit == 0
            fault.inject(box)
            done = box.run_line("pip install requests", LIMIT)
            assert "Defaulting to user installation because normal site-packages" in done.output
            assert "The cache has been disabled" in done.output
            assert (box.user_site / "requests").exists()
        assert not box.root.exists()
        with sandbox(pips.NEWEST, python, world) as fresh:  # linked from the same files
            assert fresh.run_line("pip install requests", LIMIT).exit == 0
