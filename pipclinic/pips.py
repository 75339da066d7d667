"""The versions of pip that people have: one table for the tests, the pages and the docs.

Also finds the interpreters a machine has, and fetches the wheels of the table.
"""

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

from pipclinic import wheels

WHEELS = Path(".cache/pips")


@dataclass(frozen=True)
class Pip:
    """One row: a version, the Python it comes with, the Pythons it runs on, and why it is here.

    python: "3.11", or None for the newest one a machine has.
    oldest, newest: the range of Pythons it runs on; None means no known end.
    sha256: of its wheel.
    """

    version: str
    python: str | None
    oldest: str
    newest: str | None
    why: str
    sha256: str

    def runs_on(self, python: str) -> bool:
        """Whether this pip runs on a Python, named as in "3.11"."""
        fits_below = self.newest is None or Version(python) <= Version(self.newest)
        return Version(self.oldest) <= Version(python) and fits_below

    @property
    def wheel(self) -> Path:
        """Where its wheel is kept, once fetched."""
        return next(WHEELS.glob(f"pip-{self.version}-*.whl"), WHEELS / f"pip-{self.version}.whl")


TABLE = (
    Pip(
        "9.0.3",
        "3.6",
        "3.6",
        "3.9",
        "the last 9.x; still asks the legacy index host",
        "c3ede34530e0e0b2381e7363aded78e0c33291654937e7373032fda04e8803e5",
    ),
    Pip(
        "18.1",
        "3.7",
        "3.6",
        "3.9",
        "Debian 10",
        "7909d0a0932e88ea53a7014dfd14522ffef91a464daaaf5c573343852ef98550",
    ),
    Pip(
        "20.0.2",
        "3.8",
        "3.6",
        "3.11",
        "Ubuntu 20.04",
        "4ae14a42d8adba3205ebeb38aa68cfc0b6c346e1ae2e699a0b3bad4da19cef5c",
    ),
    Pip(
        "20.3.4",
        "3.9",
        "3.6",
        "3.11",
        "Debian 11",
        "217ae5161a0e08c0fb873858806e3478c9775caffce5168b50ec885e358c199d",
    ),
    Pip(
        "22.0.2",
        "3.10",
        "3.7",
        "3.11",
        "Ubuntu 22.04",
        "682eabc4716bfce606aca8dab488e9c7b58b0737e9001004eb858cdafcd8dbdd",
    ),
    Pip(
        "23.0.1",
        "3.11",
        "3.7",
        "3.11",
        "Debian 12",
        "236bcb61156d76c4b8a05821b988c7b8c35bf0da28a4b614e8d6ab5212c25c6f",
    ),
    Pip(
        "24.0",
        "3.12",
        "3.7",
        None,
        "Ubuntu 24.04",
        "ba0d021a166865d2265246961bec0152ff124de910c5cc39f1156ce3fa7c69dc",
    ),
    Pip(
        "25.1.1",
        "3.13",
        "3.9",
        None,
        "Debian 13",
        "2913a38a2abf4ea6b64ab507bd9e967f3b53dc1ede74b01b0931e1ce548751af",
    ),
    Pip(
        "26.1.2",
        "3.13",
        "3.10",
        None,
        "the releases that turned cut-off downloads into tracebacks",
        "382ff9f685ee3bc25864f820aa50505825f10f5458ffff07e30a6d96e5715cab",
    ),
    Pip(
        "26.3",
        None,
        "3.10",
        None,
        "the newest",
        "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13",
    ),
)

NEWEST = TABLE[-1]
OLD = next(pip for pip in TABLE if pip.version == "23.0.1")


def chosen(choice: str) -> tuple[Pip, ...]:
    """The rows that `--pip` names: "newest", "all", "default" (newest and one old), or a version.

    A version may be cut short, as in 20.3 for 20.3.4. Raises ValueError, with the versions there
    are, when there is no such row.
    """
    named = {"newest": (NEWEST,), "all": TABLE, "default": (OLD, NEWEST)}
    rows = named.get(choice) or tuple(
        pip for pip in TABLE if f"{pip.version}.".startswith(f"{choice}.")
    )
    if not rows:
        known = ", ".join(pip.version for pip in TABLE)
        raise ValueError(f"no pip {choice} in the table: say newest, all, or one of {known}")
    return rows


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


def fetch(rows: Iterable[Pip] = TABLE) -> list[str]:
    """Bring the wheels of some rows into `.cache/pips`; return what went wrong, a line a wheel."""

    def problem(pip: Pip) -> str | None:
        return wheels.download(f"pip=={pip.version}", pip.sha256, pip.wheel)

    with ThreadPoolExecutor(4) as pool:
        return [line for line in pool.map(problem, rows) if line]


def _candidates() -> Iterator[Path]:
    minors = [f"3.{minor}" for minor in range(6, 20)]
    yield Path(sys.executable)
    for minor in minors:
        on_path = shutil.which(f"python{minor}")
        if on_path:
            yield Path(on_path)
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    uv = Path.home() / ".local/share/uv/python"
    for root in (pyenv, uv):
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
            timeout=20,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    lines = done.stdout.splitlines()
    if done.returncode != 0 or len(lines) != 2:
        return None
    return Interpreter(lines[0], os.path.realpath(lines[1]))
