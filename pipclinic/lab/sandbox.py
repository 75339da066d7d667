"""A throwaway machine that holds one version of pip and shows it one world.

It has a root of its own (see `roots`), in it an environment that shares its files with a template
(see `copies`), and nothing of the machine's variables. So one costs a few hundredths of a second.
Where a machine allows no root, its folders stand somewhere below `.cache`, and commands see all.
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from pipclinic.content.pips import Pip
from pipclinic.faults.machine import ROOTS
from pipclinic.lab import (
    commands,
    copies,
    disks,
    folders,
    hiding,
    inside,
    installed,
    interpreter,
    limits,
    mounts,
    roots,
    tools,
)
from pipclinic.lab.commands import Run
from pipclinic.lab.inside import Left
from pipclinic.lab.interpreters import Interpreter, newest_on
from pipclinic.lab.scripts import VARIABLES, git_settings, pip_command
from pipclinic.lab.stub import certificates
from pipclinic.lab.stub.server import RunningWorld
from pipclinic.lab.templates import WORLD, template

_HIDING, _BY_ROOT = "_pipclinic_hiding", "typed-by-root"
_ENVIRONMENT = f"{roots.HOME}/venv"
_SYSTEM = "opt/python"  # not usr, which is the machine's
_NONE: Mapping[str, str] = {}


@dataclass(frozen=True)
class Sandbox:
    """One environment on disk. Everything a command can write is below `root`.

    root: what commands see as "/", if the root is their own. folder: where the environment is that
    is asked about, below the root. system: whether the `pip` and the `python` on PATH are those of
    an interpreter outside any virtual environment. git: whether the machine's git is on PATH, too,
    and reaches the world. own: whether commands see the root as theirs, and nothing else.
    """

    root: Path
    pip: Pip
    python: Interpreter
    folder: str = _ENVIRONMENT
    system: bool = False
    git: bool = False
    own: bool = False

    @property
    def home(self) -> Path:
        """The user's home folder, HOME."""
        return self.root / roots.HOME

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

    @property
    def system_store(self) -> Path:
        """The file that stands where the operating system keeps the certificates it trusts."""
        return self.root / "etc/cert.pem"

    def place_of(self, root: str) -> Path:
        """The folder that one of `ROOTS` means."""
        scripts = self.prefix / "bin"
        folders = (self.site_packages, scripts, self.stdlib, self.home, self.root / "tmp")
        return dict(zip(ROOTS, folders, strict=True))[root]

    def inside(self, path: Path) -> str:
        """What commands call a path of the sandbox."""
        return f"/{path.relative_to(self.root)}" if self.own else str(path)

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """What stands in outputs for something else, and for what, in the order to replace it."""
        system = ((f"/{_SYSTEM}", "/usr"),) if self.system else ()
        python = str(Path(self.python.executable).parents[1])
        return ((str(self.root), ""), *system, (python, "/usr"))

    @property
    def _main(self) -> Path:
        return self.root / (_SYSTEM if self.system else _ENVIRONMENT)

    @property
    def interpreter(self) -> str:
        """What a Python snippet is run by."""
        return self.inside(self._main / "bin/python")

    @property
    def environment(self) -> dict[str, str]:
        """Every variable a command sees."""
        path = (self._main / "bin", self.root / tools.FOLDER)
        variables = {
            "HOME": self.inside(self.home),
            "PATH": ":".join(map(self.inside, path)),
            "TMPDIR": self.inside(self.root / "tmp"),
            "XDG_CONFIG_DIRS": self.inside(self.root / "etc"),
            "SSL_CERT_FILE": self.inside(self.system_store),
            **VARIABLES,
        }
        if self.git:
            variables["GIT_CONFIG_SYSTEM"] = self.inside(self.root / "etc/gitconfig")
            variables["GIT_CEILING_DIRECTORIES"] = self.inside(self.root)  # no clone around it
        return variables

    def show(self, world: RunningWorld) -> None:
        """Let commands see this world from now on."""
        folder = self.stdlib if self.system else self.site_packages
        self.write(folder / WORLD, json.dumps(world.shim_config()).encode())
        if self.git:  # it looks names up without the shim, and would find none
            settings = git_settings(world, self.inside(self.system_store))
            self.write(self.root / "etc/gitconfig", settings)

    def inner(self, folder: str) -> "Sandbox":
        """The environment that a command has made in a folder below `~/` or the working folder."""
        return replace(self, folder=str(self._path(folder).relative_to(self.root)), system=False)

    def _path(self, target: str) -> Path:
        below_home = target.removeprefix("~/")
        return (self.home if below_home != target else self.work) / below_home

    def place(self, content: bytes, target: str) -> None:
        """Write a file into the sandbox, to a path below `~/` or the working folder."""
        destination = self._path(target)
        if ".." in destination.parts or not destination.is_relative_to(self.root):
            raise Left(f"{target} is outside the sandbox")
        inside.stay(destination.parent, self.root)
        destination.parent.mkdir(parents=True, exist_ok=True)
        self.write(destination, content)

    def write(self, path: Path, content: bytes) -> None:
        """Write a file in place of what is there; raises Left where a link leads out."""
        inside.write(path, content, self.root)

    def hide_module(self, name: str) -> None:
        """Let the interpreter be one that was built without a module."""
        self.write(self.site_packages / f"{_HIDING}.py", Path(hiding.__file__).read_bytes())
        self.begin_python_with("hiding", f"import {_HIDING}; {_HIDING}.hide({name!r})")

    def begin_python_with(self, name: str, line: str) -> None:
        """Let the interpreter, whatever it is started for, run a line of Python first."""
        self.write(self.site_packages / f"_pipclinic_{name}.pth", f"{line}\n".encode())

    def become_root(self) -> None:
        """Let commands be typed by root from now on, who owns what the ordinary user owns."""
        (self.root.parent / _BY_ROOT).touch()  # where no command can make it

    def shrink_disk(self, folder: Path, kilobytes: int) -> None:
        """Put a folder on a disk of its own, with what is in it and this much space left."""
        inside.stay(folder, self.root)
        disks.shrink(folder, kilobytes, self.root.parent)

    def copy_environment(self, folder: str) -> "Sandbox":
        """A copy of the environment below the home, with commands of its own."""
        other = replace(self, folder=f"{roots.HOME}/{folder}", system=False)
        inside.stay(self.prefix, self.root)
        inside.stay(other.prefix, self.root)
        shutil.copytree(self.prefix, other.prefix, symlinks=True)
        other.write_commands()
        return other

    def write_commands(self) -> None:
        """Write the `pip` commands of the environment."""
        command = pip_command(self.site_packages, self.inside(self.prefix / "bin/python"))
        for name in ("pip", "pip3", f"pip{self.python.minor}"):
            self.write(self.prefix / "bin" / name, command)
            (self.prefix / "bin" / name).chmod(0o755)

    def run(
        self, script: Path, limit: float, variables: Mapping[str, str] = _NONE, typed: str = ""
    ) -> Run:
        """Run a snippet as a reader would, in the working folder, for at most `limit` seconds.

        variables: what is set in the reader's shell besides the usual. typed: what the reader
        answers when asked; nobody sits at a terminal otherwise.
        """
        self.write(here := self.root / "snippets" / script.name, script.read_bytes())
        command = {".py": [self.interpreter], ".sh": ["/bin/sh", "-e"]}[script.suffix]
        return self._run([*command, self.inside(here)], limit, variables, typed)

    def run_line(self, line: str, limit: float, variables: Mapping[str, str] = _NONE) -> Run:
        """Run one line of shell."""
        return self._run(["/bin/sh", "-e", "-c", line], limit, variables, "")

    def _run(
        self, command: list[str], limit: float, variables: Mapping[str, str], typed: str
    ) -> Run:
        self.trust_the_stub()
        seen = {**self.environment, **variables}
        return commands.run(command, self._commands, seen, typed, limit)

    @property
    def _commands(self) -> commands.Place:
        disk = None if mounts.impossible() else self.root.parent
        user = 0 if (self.root.parent / _BY_ROOT).exists() else roots.ORDINARY
        return commands.Place(self.root, self.own, self.inside(self.work), disk, user)

    def shell(self, variables: Mapping[str, str]) -> int:
        """Let somebody type commands; return the exit code."""
        self.trust_the_stub()
        seen = {**self.environment, **variables}
        return commands.interactive(["/bin/sh", "-i"], self._commands, seen)

    def trust_the_stub(self) -> None:
        """Put the stub's authority in place of the public ones, also in a pip that came since."""
        pem = certificates.trusted().pem
        for place, name in product(self._places, ("certifi", "requests")):
            bundle = place / f"pip/_vendor/{name}/cacert.pem"
            if bundle.is_file():
                inside.stay(bundle.parent, self.root)
                if bundle.stat().st_size != len(pem) or bundle.read_bytes() != pem:
                    self.write(bundle, pem)

    @property
    def _places(self) -> list[Path]:
        """Where distributions may be installed."""
        return [self.site_packages, *([self.user_site] if self.system else [])]

    def has(self, requirement: str) -> bool:
        """Whether a distribution that meets the requirement is installed, with all its files."""
        return installed.has(self._places, requirement, self.root)


@contextmanager
def sandbox(
    pip: Pip,
    python: Interpreter,
    world: RunningWorld,
    *,
    system: bool = False,
    git: bool = False,
) -> Iterator[Sandbox]:
    """A fresh `Sandbox` for the length of a `with` block, seeing `world`."""
    with folders.folder(limits.DISK) as folder:
        root, own = folder / "root", not roots.impossible()
        made = Sandbox(root, pip, python, _SYSTEM if system else _ENVIRONMENT, system, git, own)
        roots.furnish(root)
        tools.lay(root, git, decided=world.clock is not None)
        made.system_store.write_bytes(certificates.trusted().pem)
        _furnish(made, world)
        yield made


def beside(box: Sandbox, folder: str, world: RunningWorld, pythons: str = "") -> Sandbox:
    """A second environment in the home of a sandbox.

    pythons: a specifier its Python has to meet; by default pip and Python are the same.
    """
    other = replace(box, folder=f"{roots.HOME}/{folder}", system=False)
    if pythons and (found := newest_on(pythons)):
        other = replace(other, pip=found[0], python=found[1])
    _furnish(other, world)
    return other


def _furnish(made: Sandbox, world: RunningWorld) -> None:
    """Make the environment itself, seeing `world`."""
    changes = made.root.parent / "changes" / made.folder.replace("/", "-")
    copies.lay(template(made.pip, made.python, made.system), changes, made.prefix)
    made.write_commands()
    if made.system:
        interpreter.trust(made.prefix, made.python, certificates.trusted().pem)
    made.trust_the_stub()
    made.show(world)
