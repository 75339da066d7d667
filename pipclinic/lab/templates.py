"""Environments that sandboxes are copies of: a pip on a Python, precompiled, with our shim.

Each is made once and kept, with a digest of all that is in it. A process looks at each before it
uses it for the first time; one that is not as it was made is made again.
"""

import contextlib
import functools
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

from pipclinic.content.pips import Pip
from pipclinic.lab import interpreter, wheels
from pipclinic.lab.interpreters import Interpreter
from pipclinic.lab.stub import clock, resolver

FOLDER = Path(".cache/environments")
# What an interpreter loads first, in this order; and the file that says which world to show.
SHIMS = {"_pipclinic_clock.py": clock, "_pipclinic_resolver.py": resolver}
LOAD_SHIMS = "import _pipclinic_clock, _pipclinic_resolver\n"
WORLD = "_pipclinic_world.json"

_locks: dict[Path, threading.Lock] = {}
_sound: set[Path] = set()


def template(pip: Pip, python: Interpreter, system: bool) -> Path:
    """The template of this pip on this Python.

    system: whether it is an interpreter outside any virtual environment.
    """
    finished = FOLDER.resolve() / f"{'system-' * system}pip-{pip.version}-{_key(python, system)}"
    with _locks.setdefault(finished, threading.Lock()):
        if finished not in _sound:
            if finished.exists() and not _is_sound(finished):
                print(f"{finished} is not as it was made: it is made again", file=sys.stderr)
                shutil.rmtree(finished)
            if not finished.exists():
                _make(finished, pip, python, system)
            _sound.add(finished)
    return finished


def _key(python: Interpreter, system: bool) -> str:
    made_by = [Path(__file__).read_bytes(), *_shims().values()]
    if system:
        made_by.append(Path(interpreter.__file__).read_bytes())
    digest = hashlib.sha256(b"\0".join(made_by) + python.executable.encode()).hexdigest()[:8]
    return f"python-{python.version}-{digest}"


@functools.cache
def _shims() -> dict[str, bytes]:
    return {name: Path(str(module.__file__)).read_bytes() for name, module in SHIMS.items()}


def _is_sound(folder: Path) -> bool:
    try:
        return folder.with_suffix(".sha256").read_text() == digest(folder)
    except OSError:
        return False


def digest(folder: Path) -> str:
    """One digest of the names, the kinds and the contents of everything in a folder."""
    whole = hashlib.sha256()
    for path, entry in sorted((entry.path, entry) for entry in _entries(str(folder))):
        content = b""
        if entry.is_symlink():
            content = os.fsencode(os.readlink(path))
        elif entry.is_file():
            with open(path, "rb") as file:
                content = file.read()
        kind = entry.stat(follow_symlinks=False).st_mode
        whole.update(f"{os.path.relpath(path, folder)}\0{kind}\0{len(content)}\0".encode())
        whole.update(content)
    return whole.hexdigest()


def _entries(folder: str) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            yield entry
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(entry.path)


def _make(finished: Path, pip: Pip, python: Interpreter, system: bool) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        half = Path(folder).resolve() / "environment"
        _fill(half, pip, python, system)
        noted = Path(folder) / "digest"
        noted.write_text(digest(half))
        with contextlib.suppress(OSError):  # another process may have been faster
            half.rename(finished)
            noted.rename(finished.with_suffix(".sha256"))


def _fill(folder: Path, pip: Pip, python: Interpreter, system: bool) -> None:
    stdlib = folder / "lib" / f"python{python.minor}"
    site_packages = stdlib / "site-packages"
    wheels.look_at(pip.wheel, pip.sha256)
    if system:
        interpreter.make(folder, pip, python)
        (stdlib / "sitecustomize.py").write_text(LOAD_SHIMS)
    else:
        command = [python.executable, "-I", "-m", "venv", "--without-pip", str(folder)]
        subprocess.run(command, check=True)
    with zipfile.ZipFile(pip.wheel) as wheel:
        wheel.extractall(site_packages)
    _installed_by_pip(site_packages / f"pip-{pip.version}.dist-info")
    for name, content in _shims().items():
        ((stdlib if system else site_packages) / name).write_bytes(content)
    (site_packages / "_pipclinic_shims.pth").write_text(LOAD_SHIMS)
    compiled = subprocess.run(  # vendored files for other Pythons do not compile: exit code 1
        [python.executable, "-I", "-m", "compileall", "-q", str(site_packages)],
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    if compiled.returncode not in (0, 1):  # it was killed, and what is half must not be kept
        raise subprocess.CalledProcessError(compiled.returncode, compiled.args)
    for script in (folder / "bin").iterdir():
        if not script.name.startswith("python"):
            script.unlink()


def _installed_by_pip(record: Path) -> None:
    """Say who installed it, as ensurepip's pip does: only then does pip look for its own update."""
    (record / "INSTALLER").write_text("pip\n")
    with (record / "RECORD").open("a") as files:
        files.write(f"{record.name}/INSTALLER,,\n")
