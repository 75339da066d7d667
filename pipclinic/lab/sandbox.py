"""A throwaway environment that holds one version of pip and shows it one world.

Made from a template (a virtual environment with a precompiled pip and the resolver shim),
whose files are hard-linked, so a sandbox costs a few hundredths of a second. Its
environment is built from nothing: own home and configuration folders, an empty working
folder, fixed locale, width and colour, none of the machine's variables.
"""

import contextlib
import csv
import functools
import hashlib
import importlib.metadata
import json
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from packaging.requirements import Requirement

from pipclinic.content.pips import Pip
from pipclinic.faults.machine import ROOTS
from pipclinic.lab import disks, hiding, interpreter
from pipclinic.lab.interpreters import Interpreter, newest_on
from pipclinic.lab.stub import certificates, clock, resolver
from pipclinic.lab.stub.server import RunningWorld

_ENVIRONMENTS = Path(".cache/environments")
_SANDBOXES = Path(".cache/sandboxes")
# What an interpreter loads first, in this order; and the file both read.
_SHIMS = {"_pipclinic_clock.py": clock, "_pipclinic_resolver.py": resolver}
_LOAD_SHIMS = "import _pipclinic_clock, _pipclinic_resolver\n"
_WORLD = "_pipclinic_world.json"
# What a command finds on its PATH besides the environment: no pip and no Python of this machine.
TOOLS = (
    "cat chmod cp echo env false grep head ls mkdir mv printf rm sed sh sleep tail touch true uname"
)

# A program that is still open for writing cannot be executed ("text file busy"), and a fork in
# another thread keeps it open for a moment: so no fork while a script is being written.
_no_fork = threading.Lock()
_NONE: Mapping[str, str] = {}
_HIDING = "_pipclinic_hiding"


@dataclass(frozen=True)
class Run:
    """What a command did: exit code, output (both streams as they came), real and CPU seconds."""

    exit: int
    output: str
    seconds: float
    cpu: float
    finished: bool = True


@dataclass(frozen=True)
class Sandbox:
    """One environment on disk. Everything a command can write is below `root`.

    folder: where the environment is that is asked about, below the root.
    system: whether the `pip` and the `python` on PATH are those of an interpreter outside any
        virtual environment, in `usr`, instead of the environment `home/venv`.
    git: whether the machine's git is on PATH, too, and reaches the world.
    """

    root: Path
    pip: Pip
    python: Interpreter
    folder: str = "home/venv"
    system: bool = False
    git: bool = False

    @property
    def home(self) -> Path:
        """The user's home folder, HOME."""
        return self.root / "home"

    @property
    def work(self) -> Path:
        """The working folder commands start in."""
        return self.home / "project"

    @property
    def prefix(self) -> Path:
        """The environment that is asked about."""
        return self.root / self.folder

    @property
    def stdlib(self) -> Path:
        """The environment's folder of Python's; an interpreter of its own has its library there."""
        return self.prefix / "lib" / f"python{self.python.minor}"

    @property
    def site_packages(self) -> Path:
        """Where distributions are installed."""
        return self.stdlib / "site-packages"

    @property
    def user_site(self) -> Path:
        """Where `--user` installs them."""
        return self.home / f".local/lib/python{self.python.minor}/site-packages"

    def place_of(self, root: str) -> Path:
        """The folder that one of `ROOTS` means."""
        folders = (
            self.site_packages,
            self.prefix / "bin",
            self.stdlib,
            self.home,
            self.root / "tmp",
        )
        return dict(zip(ROOTS, folders, strict=True))[root]

    def hide_module(self, name: str) -> None:
        """Let the interpreter be one that was built without a module."""
        (self.site_packages / f"{_HIDING}.py").write_bytes(Path(hiding.__file__).read_bytes())
        line = f"import {_HIDING}; {_HIDING}.hide({name!r})\n"
        (self.site_packages / f"{_HIDING}.pth").write_text(line)

    def limit_memory(self, megabytes: int) -> None:
        """Let the interpreter, and what it starts, have no more address space than this."""
        limit = megabytes * 1024 * 1024
        line = f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({limit}, {limit}))\n"
        (self.site_packages / "_pipclinic_memory.pth").write_text(line)

    def shrink_disk(self, folder: Path, kilobytes: int) -> None:
        """Put a folder on a disk of its own, with what is in it and this much space left."""
        disks.shrink(folder, kilobytes)

    def copy_environment(self, folder: str) -> "Sandbox":
        """A copy of the environment below the home, with commands of its own."""
        other = replace(self, folder=f"home/{folder}", system=False)
        _link_tree(str(self.prefix), str(other.prefix))
        for command in other.place_of("scripts").glob("pip*"):
            command.unlink()  # it is a link to the other's
        _write_scripts(other)
        return other

    @property
    def environment(self) -> dict[str, str]:
        """Every variable a command sees."""
        tools, variables = str(_tools("tools", TOOLS)), {}
        if self.git:
            tools = f"{tools}:{_tools('git', 'git')}"
            variables = {
                "GIT_CONFIG_SYSTEM": str(self.root / "etc/gitconfig"),
                "GIT_CEILING_DIRECTORIES": str(self.root),  # the clone around it is not its own
            }
        return {
            "HOME": str(self.home),
            "PATH": f"{self.root / _main(self.system)}/bin:{tools}",
            "TMPDIR": str(self.root / "tmp"),
            "XDG_CONFIG_DIRS": str(self.root / "etc"),
            "SSL_CERT_FILE": str(self.system_store),
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "COLUMNS": "200",
            "TERM": "dumb",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            **variables,
        }

    def show(self, world: RunningWorld) -> None:
        """Let commands see this world from now on."""
        folder = self.stdlib if self.system else self.site_packages
        (folder / _WORLD).write_text(json.dumps(world.shim_config()))
        if self.git:  # it looks names up without the shim, and would find none
            lines = f"[http]\nproxy = {world.proxy}\nsslCAInfo = {self.system_store}\n"
            (self.root / "etc/gitconfig").write_text(lines)

    @property
    def system_store(self) -> Path:
        """The file that stands where the operating system keeps the certificates it trusts."""
        return self.root / "etc/cert.pem"

    def inner(self, folder: str) -> "Sandbox":
        """The environment that a command has made in a folder below `~/` or the working folder."""
        return replace(self, folder=str(self._path(folder).relative_to(self.root)), system=False)

    def _path(self, target: str) -> Path:
        below_home = target.removeprefix("~/")
        return (self.home if below_home != target else self.work) / below_home

    def place(self, content: bytes, target: str) -> None:
        """Write a file into the sandbox, to a path below `~/` or the working folder."""
        destination = self._path(target)
        destination.parent.mkdir(parents=True, exist_ok=True)
        destination.write_bytes(content)

    def run(
        self, script: Path, limit: float, variables: Mapping[str, str] = _NONE, typed: str = ""
    ) -> Run:
        """Run a snippet as a reader would, in the working folder, for at most `limit` seconds.

        variables: what is set in the reader's shell besides the usual. typed: what the reader
        answers when asked; nobody sits at a terminal otherwise.
        """
        command = {
            ".py": [f"{self.root / _main(self.system)}/bin/python"],
            ".sh": ["/bin/sh", "-e"],
        }[script.suffix]
        return self._run([*command, str(script.resolve())], limit, variables, typed)

    def run_line(self, line: str, limit: float) -> Run:
        """Run one line of shell."""
        return self._run(["/bin/sh", "-e", "-c", line], limit)

    def _run(
        self,
        command: list[str],
        limit: float,
        variables: Mapping[str, str] = _NONE,
        typed: str = "",
    ) -> Run:
        started = time.monotonic()
        _trust_the_stub(self.site_packages)
        with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as keyboard:
            keyboard.write(typed.encode())
            keyboard.seek(0)
            with _no_fork:
                process = subprocess.Popen(
                    command,
                    cwd=self.work,
                    env={**self.environment, **variables},
                    stdin=keyboard,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            stopped = threading.Event()
            watchdog = threading.Timer(limit, _stop, (process.pid, stopped))
            watchdog.start()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            watchdog.cancel()
            output.seek(0)
            text = output.read().decode(errors="replace")
        seconds = time.monotonic() - started
        cpu = usage.ru_utime + usage.ru_stime
        return Run(process.returncode, text, seconds, cpu, not stopped.is_set())

    def has(self, requirement: str) -> bool:
        """Whether a distribution that meets the requirement is installed, with all its files."""
        wanted = Requirement(requirement)
        places = [str(self.site_packages)] + [str(self.user_site)] * self.system
        for found in importlib.metadata.distributions(name=wanted.name, path=places):
            if wanted.specifier.contains(found.version, prereleases=True):
                # Not Distribution.files: from Python 3.12 on it leaves out what is missing.
                rows = csv.reader((found.read_text("RECORD") or "").splitlines())
                return all(Path(str(found.locate_file(row[0]))).exists() for row in rows)
        return False


@contextmanager
def sandbox(
    pip: Pip,
    python: Interpreter,
    world: RunningWorld,
    *,
    system: bool = False,
    git: bool = False,
) -> Iterator[Sandbox]:
    """A fresh sandbox for the length of a `with` block, seeing `world`.

    system, git: see `Sandbox`.
    """
    _SANDBOXES.mkdir(parents=True, exist_ok=True)
    root = Path(tempfile.mkdtemp(dir=_SANDBOXES)).resolve()
    made = Sandbox(root, pip, python, _main(system), system, git)
    try:
        for folder in (made.work, made.root / "tmp", made.root / "etc"):
            folder.mkdir(parents=True)
        made.system_store.write_bytes(certificates.trusted().pem)
        _furnish(made, world)
        yield made
    finally:
        _remove(made.root)


def _main(system: bool) -> str:
    """Where the environment is whose commands are on PATH, below the root."""
    return "usr" if system else "home/venv"


def _remove(root: Path) -> None:
    """Take a sandbox away, also what its owner may not write to."""

    def again(_: object, path: str, __: object) -> None:
        with contextlib.suppress(OSError):
            os.chmod(os.path.dirname(path), 0o700)
            os.chmod(path, 0o700)
            shutil.rmtree(path) if os.path.isdir(path) else os.unlink(path)

    disks.unmount_below(root)
    shutil.rmtree(root, onerror=again)


def beside(box: Sandbox, folder: str, world: RunningWorld, pythons: str = "") -> Sandbox:
    """A second environment in the home of a sandbox.

    pythons: a specifier its Python has to meet; by default pip and Python are the same.
    """
    other = replace(box, folder=f"home/{folder}", system=False)
    if pythons and (found := newest_on(pythons)):
        other = replace(other, pip=found[0], python=found[1])
    _furnish(other, world)
    return other


def _furnish(made: Sandbox, world: RunningWorld) -> None:
    """Make the environment itself, seeing `world`."""
    _link_tree(str(_template(made.pip, made.python, made.system)), str(made.prefix))
    _write_scripts(made)
    if made.system:
        interpreter.trust(made.prefix, made.python, certificates.trusted().pem)
    _trust_the_stub(made.site_packages)
    made.show(world)


@functools.cache
def _tools(folder_name: str, names: str) -> Path:
    """A folder with nothing in it but these programs of the machine."""
    folder = (_ENVIRONMENTS / folder_name).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    for name in names.split():
        found = shutil.which(name)
        if found and not (folder / name).is_symlink():
            with contextlib.suppress(FileExistsError):
                (folder / name).symlink_to(found)
    return folder


_template_lock = threading.Lock()


def _template(pip: Pip, python: Interpreter, system: bool) -> Path:
    """The environment that sandboxes of this pip on this Python are linked from, made once."""
    shims = {name: Path(str(module.__file__)).read_bytes() for name, module in _SHIMS.items()}
    shim = b"".join(shims.values())
    made_by = Path(interpreter.__file__).read_bytes() if system else b""
    key = hashlib.sha256(shim + made_by + python.executable.encode()).hexdigest()[:8]
    kind = "system-" if system else ""
    finished = _ENVIRONMENTS / f"{kind}pip-{pip.version}-python-{python.version}-{key}"
    with _template_lock:
        if not finished.exists():
            _ENVIRONMENTS.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=_ENVIRONMENTS) as folder:
                half = Path(folder) / "environment"
                _make_template(half, pip, python, shims, system)
                with contextlib.suppress(OSError):  # another process may have been faster
                    half.rename(finished)
    return finished


def _make_template(
    folder: Path, pip: Pip, python: Interpreter, shims: Mapping[str, bytes], system: bool
) -> None:
    stdlib = folder / "lib" / f"python{python.minor}"
    site_packages = stdlib / "site-packages"
    if system:
        interpreter.make(folder, pip, python)
        (stdlib / "sitecustomize.py").write_text(_LOAD_SHIMS)
    else:
        command = [python.executable, "-I", "-m", "venv", "--without-pip", str(folder)]
        subprocess.run(command, check=True)
    with zipfile.ZipFile(pip.wheel) as wheel:
        wheel.extractall(site_packages)
    for name, shim in shims.items():
        ((stdlib if system else site_packages) / name).write_bytes(shim)
    (site_packages / "_pipclinic_shims.pth").write_text(_LOAD_SHIMS)
    subprocess.run(  # vendored files for other Pythons do not compile; pip never imports them
        [python.executable, "-I", "-m", "compileall", "-q", str(site_packages)],
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for script in (folder / "bin").iterdir():
        if not script.name.startswith("python"):
            script.unlink()


def _link_tree(source: str, target: str) -> None:
    """Copy a tree by hard links; plain strings, for it is most of what a sandbox costs."""
    os.mkdir(target)
    with os.scandir(source) as entries:
        for entry in entries:
            destination = f"{target}/{entry.name}"
            if entry.is_symlink():
                os.symlink(os.readlink(entry.path), destination)
            elif entry.is_dir():
                _link_tree(entry.path, destination)
            else:
                os.link(entry.path, destination)


def _write_scripts(made: Sandbox) -> None:
    """Write the `pip` commands as pip's own installer would, from the wheel's entry points."""
    distribution = next(
        iter(importlib.metadata.distributions(name="pip", path=[str(made.site_packages)]))
    )
    entry = next(point for point in distribution.entry_points if point.name == "pip")
    python = made.prefix / "bin/python"
    text = (
        f"#!{python}\nimport sys\nfrom {entry.module} import {entry.attr}\n"
        f"sys.exit({entry.attr}())\n"
    )
    if len(str(python)) > 120:  # longer than some kernels read after #!
        text = f"#!/bin/sh\n'''exec' {python} \"$0\" \"$@\"\n' '''\n" + text.partition("\n")[2]
    for name in ("pip", "pip3", f"pip{made.python.minor}"):
        script = made.prefix / "bin" / name
        with _no_fork:
            script.write_text(text)
        script.chmod(0o755)


def _trust_the_stub(site_packages: Path) -> None:
    """Put the stub's authority in place of the public ones, also in a pip that came meanwhile."""
    vendor, pem = site_packages / "pip/_vendor", certificates.trusted().pem
    for bundle in (vendor / "certifi/cacert.pem", vendor / "requests/cacert.pem"):
        if bundle.exists() and bundle.read_bytes() != pem:
            bundle.unlink()  # it may be a link to the template's
            bundle.write_bytes(pem)


def _stop(group: int, stopped: threading.Event) -> None:
    stopped.set()
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
