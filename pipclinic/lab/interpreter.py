"""A Python of its own, outside any virtual environment, as a system or a container image has one.

A copy of the executable beside a standard library of links, so that commands can be given one that
is marked externally managed, or lacks `ensurepip`. Environments that are made with it see the same
world, for the shim stands in the standard library; what `ensurepip` brings them is the pip
of the sandbox, as with a distribution's own Python.
"""

import functools
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

from packaging.utils import parse_wheel_filename
from packaging.version import Version

from pipclinic.content.pips import Pip
from pipclinic.lab.interpreters import Interpreter

# Files a copy has of its own: what is installed, what fetches pip, and compiled leftovers.
_OWN = ("site-packages", "ensurepip", "__pycache__", "sitecustomize.py")


@dataclass(frozen=True)
class _Layout:
    base: Path
    stdlib: Path
    usual: bool


def impossible(python: Interpreter) -> str:
    """Why this Python cannot be copied so, or ""."""
    if _layout(python).usual:
        return ""
    return f"Python {python.minor} keeps what is installed where its distributor wants it"


def make(folder: Path, pip: Pip, python: Interpreter) -> None:
    """Make the interpreter in a new folder, with no pip but the one that `ensurepip` has."""
    layout = _layout(python)
    name = f"python{python.minor}"
    own = folder / "lib" / name
    for made in (folder / "bin", own / "site-packages"):
        made.mkdir(parents=True)
    shutil.copy2(python.executable, folder / "bin" / name)
    for alias in ("python", "python3"):
        (folder / "bin" / alias).symlink_to(name)
    for library in (layout.base / "lib").glob("libpython*"):
        (folder / "lib" / library.name).symlink_to(library)
    for entry in layout.stdlib.iterdir():
        if entry.name not in _OWN:
            (own / entry.name).symlink_to(entry)
    shutil.copytree(layout.stdlib / "ensurepip", own / "ensurepip", ignore=_pip_and_leftovers)
    its_own = max((layout.stdlib / "ensurepip/_bundled").glob("pip-*.whl"), key=_version)
    _bundle(own / "ensurepip", pip.wheel if _can_bring(pip) else its_own)


def trust(folder: Path, python: Interpreter, certificates: bytes) -> None:
    """Put the world's certificates into the pip that `ensurepip` has."""
    bundled = folder / f"lib/python{python.minor}/ensurepip/_bundled"
    (wheel,) = bundled.glob("pip-*.whl")
    copy = wheel.read_bytes()
    wheel.unlink()  # it is a link to the template's
    wheel.write_bytes(copy)
    with zipfile.ZipFile(wheel, "a") as archive:
        archive.writestr((bundled / "certificates-go-here").read_text(), certificates)


def _pip_and_leftovers(folder: str, names: list[str]) -> set[str]:
    return {name for name in names if name == "__pycache__" or re.match(r"pip-.*\.whl", name)}


def _version(wheel: Path) -> Version:
    return parse_wheel_filename(wheel.name)[1]


def _can_bring(pip: Pip) -> bool:
    """Whether `ensurepip` can start this pip: from 3.6.8 on it looks for what pip 10 brought."""
    return Version(pip.version) >= Version("10")


def _bundle(ensurepip: Path, wheel: Path) -> None:
    """Let `ensurepip` bring this wheel of pip, without the certificates that it trusts."""
    _, version, _, _ = parse_wheel_filename(wheel.name)
    module = ensurepip / "__init__.py"
    text = module.read_text(encoding="utf-8")
    tag = "py3" if re.search(r'\("pip", _PIP_VERSION, "py3"\)|-py3-none-any', text) else "py2.py3"
    text, changed = re.subn(r'(?m)^_PIP_VERSION = ".*"', f'_PIP_VERSION = "{version}"', text)
    if changed != 1:
        raise RuntimeError(f"{module} does not say which pip it brings")
    module.write_text(text, encoding="utf-8")
    bundled = ensurepip / "_bundled"
    bundled.mkdir(exist_ok=True)
    with (
        zipfile.ZipFile(wheel) as original,
        zipfile.ZipFile(bundled / f"pip-{version}-{tag}-none-any.whl", "w") as ours,
    ):
        for item in original.infolist():
            if item.filename.endswith("/cacert.pem"):
                (bundled / "certificates-go-here").write_text(item.filename)
            else:
                ours.writestr(item, original.read(item))


@functools.cache
def _layout(python: Interpreter) -> _Layout:
    question = (
        "import json, sys, sysconfig; paths = sysconfig.get_paths();"
        "print(json.dumps([sys.base_prefix, paths['stdlib'], paths['purelib'], sys.prefix]))"
    )
    done = subprocess.run(
        [python.executable, "-I", "-c", question], capture_output=True, text=True, check=True
    )
    base, stdlib, purelib, prefix = map(Path, json.loads(done.stdout))
    usual = purelib == prefix / "lib" / f"python{python.minor}" / "site-packages"
    return _Layout(base, stdlib, usual)
