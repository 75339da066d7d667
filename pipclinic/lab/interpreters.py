"""The Pythons that a machine has, and which of them runs a pip; brings the pips of the table."""

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from packaging.specifiers import SpecifierSet
from packaging.version import Version

from pipclinic.content.pips import TABLE, Pip
from pipclinic.lab import wheels


@dataclass(frozen=True)
class Interpreter:
    """A Python of this machine: its full version and the path of its real executable."""

    version: str
    executable: str

    @property
    def minor(self) -> str:
        """As in "3.11"."""
        return ".".join(self.version.split(".")[:2])


@functools.cache
def interpreters() -> dict[str, Interpreter]:
    """The Pythons of this machine that can make environments, by minor version."""
    candidates = [str(path) for path in _candidates()]
    with ThreadPoolExecutor() as pool:
        found = [interpreter for interpreter in pool.map(_probe, candidates) if interpreter]
    by_minor: dict[str, Interpreter] = {}
    for interpreter in found:
        by_minor.setdefault(interpreter.minor, interpreter)
    return by_minor


def interpreter_for(pip: Pip) -> Interpreter | None:
    """The Python to run a pip on: its own, else the newest here that it runs on, else None."""
    here = interpreters()
    if pip.python in here:
        return here[pip.python]
    fitting = sorted((minor for minor in here if pip.runs_on(minor)), key=Version)
    return here[fitting[-1]] if fitting else None


def newest_on(pythons: str) -> tuple[Pip, Interpreter] | None:
    """The newest Python here that meets a specifier, with the newest pip that runs on it."""
    fitting = SpecifierSet(pythons).filter(interpreters())
    for minor in sorted(fitting, key=Version, reverse=True):
        for pip in reversed(TABLE):
            if pip.runs_on(minor):
                return pip, interpreters()[minor]
    return None


def fetch(rows: Iterable[Pip], say: wheels.Say) -> list[str]:
    """Bring the wheels of some rows into `.cache/pips`; return what went wrong."""
    wanted = ((f"pip=={pip.version}", pip.sha256, pip.wheel) for pip in rows)
    return wheels.fetch_all(wanted, say)


def _candidates() -> Iterator[Path]:
    minors = [f"3.{minor}" for minor in range(6, 20)]
    yield Path(sys.executable)
    for minor in minors:
        on_path = shutil.which(f"python{minor}")
        if on_path:
            yield Path(on_path)
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    uv = Path.home() / ".local/share/uv/python"
    for root in (place for place in (pyenv, uv) if os.access(place, os.R_OK)):
        yield from sorted(root.glob("*/bin/python3.[0-9]*[0-9]"))
        yield from sorted(root.glob("*/bin/python3.[0-9]"))


def _probe(candidate: str) -> Interpreter | None:
    question = (
        "import ssl, sys, venv; print('%d.%d.%d' % sys.version_info[:3]);"
        "print(getattr(sys, '_base_executable', sys.executable))"
    )
    try:
        done = subprocess.run(
            [candidate, "-I", "-c", question],
            capture_output=True,
            text=True,
            timeout=300,  # a busy machine is slow to answer; only what hangs takes that long
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    lines = done.stdout.splitlines()
    if done.returncode != 0 or len(lines) != 2:
        return None
    return Interpreter(lines[0], os.path.realpath(lines[1]))
