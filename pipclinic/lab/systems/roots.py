"""The roots of systems: where they are kept, and why one cannot be used here."""

import functools
import json
import shutil
from pathlib import Path

from pipclinic.content.pips import TABLE, Pip
from pipclinic.content.systems import SYSTEMS
from pipclinic.lab import copies, interpreters, roots
from pipclinic.lab.systems import users

FOLDER = Path(".cache/systems")
# What is raised where a root is made in another way than before.
RECIPE = 2


def root(name: str) -> Path:
    """The root of a system, once it is made."""
    return FOLDER.resolve() / name / "root"


def kept(name: str) -> frozenset[str] | None:
    """The packages that can be installed in a system's root; None where there is no such root."""
    try:
        made = json.loads((FOLDER / name / "made.json").read_text())
    except OSError:
        return None
    return frozenset(made["packages"]) if made["recipe"] == RECIPE else None


def note(folder: Path, packages: frozenset[str]) -> None:
    """Write down what a root in a folder has."""
    made = {"recipe": RECIPE, "packages": sorted(packages)}
    (folder / "made.json").write_text(json.dumps(made))


def impossible(name: str, packages: tuple[str, ...]) -> str:
    """Why no sandbox can be this system with these packages at hand, or ""."""
    words, there = SYSTEMS[name].words, kept(name)
    if reason := _impossible():
        return f"needs {words}: {reason}"
    if there is None or not there.issuperset(packages):
        return f"needs {words}, which 'pipclinic pips' brings where it is run as root"
    return ""


@functools.cache
def _impossible() -> str:
    if reason := roots.impossible():
        return reason
    if users.namespace() is None:
        return "only root can hand out the users that it has"
    if shutil.which("nsenter") is None:
        return "nsenter, of util-linux, is not here"
    return "" if copies.on_write() else "overlayfs does not work here"


def pip(name: str) -> Pip:
    """The row of the system's own pip."""
    return next(row for row in TABLE if row.version == SYSTEMS[name].pip)


def python(name: str) -> interpreters.Interpreter:
    """The system's own Python, as it is called inside."""
    minor = SYSTEMS[name].python
    return interpreters.Interpreter(f"{minor}.0", f"/usr/bin/python{minor}")
