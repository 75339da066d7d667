"""A sandbox that is a whole system: Debian's own Python, pip and apt, a user, and root by `sudo`.

Its files are those of a root that was made at set-up (see `making`), by overlayfs: what is written
anywhere is a copy, on the sandbox's own disk.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from pipclinic.content.systems import SYSTEMS
from pipclinic.lab import commands, folders, limits, mounts, tools
from pipclinic.lab.roots import ORDINARY
from pipclinic.lab.sandbox import Sandbox
from pipclinic.lab.scripts import VARIABLES, git_settings
from pipclinic.lab.stub import certificates
from pipclinic.lab.stub.server import RunningWorld
from pipclinic.lab.systems import entering, roots, sudo, users
from pipclinic.lab.templates import LOAD_SHIMS, SHIMS, WORLD

# The public authorities, from which `update-ca-certificates` makes the system's store.
_PUBLIC = "public.crt"


class SystemBox(Sandbox):
    """A system. What `pip` installs as root is asked about, and what it installs for the user."""

    @property
    def stdlib(self) -> Path:
        """The folder of Python's own library."""
        return self.root / f"usr/lib/python{self.python.minor}"

    @property
    def site_packages(self) -> Path:
        """Where root's pip installs."""
        return self.root / f"usr/local/lib/python{self.python.minor}/dist-packages"

    @property
    def system_store(self) -> Path:
        """The file of the certificates that the system trusts."""
        return self.root / "etc/ssl/certs/ca-certificates.crt"

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Nothing of the machine stands in outputs, for nothing of it is there."""
        return ()

    @property
    def environment(self) -> dict[str, str]:
        """Every variable a command sees."""
        return {
            "HOME": self.inside(self.home),
            "USER": "you",
            "LOGNAME": "you",
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            **VARIABLES,
        }

    @property
    def interpreter(self) -> str:
        """What a Python snippet is run by."""
        return "/usr/bin/python3"

    @property
    def _commands(self) -> commands.Place:
        return commands.Place(
            self.root, True, self.inside(self.work), self.root.parent, users=users.namespace()
        )

    def show(self, world: RunningWorld) -> None:
        """Let commands see this world from now on."""
        self.write(self.stdlib / WORLD, json.dumps(world.shim_config()).encode())
        settings = git_settings(world, self.inside(self.system_store))
        self.write(self.root / "etc/gitconfig", settings)

    def inner(self, folder: str) -> Sandbox:
        """The environment that a command has made in a folder below `~/` or the working folder."""
        found = str(self._path(folder).relative_to(self.root))
        return Sandbox(self.root, self.pip, self.python, found, own=True)

    def place(self, content: bytes, target: str) -> None:
        """Write a file of the user's, to a path below `~/` or the working folder."""
        super().place(content, target)
        folder = self._path(target).parent
        while folder.is_relative_to(self.home):
            os.chown(folder, self._you, self._you)
            folder = folder.parent

    def write(self, path: Path, content: bytes) -> None:
        """Write a file in place of what is there: the user's in the home, else root's."""
        super().write(path, content)
        owner = self._you if path.is_relative_to(self.home) else users.FIRST
        os.chown(path, owner, owner, follow_symlinks=False)

    @property
    def _you(self) -> int:
        return users.FIRST + ORDINARY

    def furnish(self, decided: bool) -> None:
        """Put into the system what it has of ours. decided: whether time is."""
        for name, module in SHIMS.items():
            self.write(self.stdlib / name, Path(str(module.__file__)).read_bytes())
        self.write(self.stdlib / "sitecustomize.py", LOAD_SHIMS.encode())
        program = Path(sudo.__file__).read_bytes()
        self.write(self.root / entering.BEGINS, program)
        programs = {"usr/bin/sudo": b"#!/usr/bin/python3 -IS\n" + program}
        if decided:
            programs["usr/local/bin/sleep"] = tools.SLEEP.format(real="/usr/bin/sleep").encode()
        for name, content in programs.items():
            self.write(self.root / name, content)
            (self.root / name).chmod(0o755)
        pem = certificates.trusted().pem
        self.write(self.system_store, pem)
        self.write(self.root / "usr/share/ca-certificates" / _PUBLIC, pem)
        self.write(self.root / "etc/ca-certificates.conf", f"{_PUBLIC}\n".encode())


@contextmanager
def system_box(name: str, world: RunningWorld) -> Iterator[SystemBox]:
    """A fresh sandbox that is a system, for the length of a `with` block, seeing `world`."""
    with _blind(name, decided=world.clock is not None) as made:
        made.show(world)
        yield made


@cache
def impossible(name: str) -> str:
    """Why no command can be run in a system that is here, or ""."""
    with _blind(name, decided=True) as made:
        done = made.run_line("true", 60)
    return f"needs {SYSTEMS[name].words}: {done.output.strip()[-200:]}" if done.exit else ""


@contextmanager
def _blind(name: str, *, decided: bool) -> Iterator[SystemBox]:
    """A system that sees no world yet."""
    with folders.folder(limits.SYSTEM_DISK, reached_by_all=True) as folder:
        root, changes = folder / "root", folder / "changes"
        root.mkdir()
        changes.mkdir()
        mounts.overlay(roots.root(name), changes, root)
        os.chown(root, users.FIRST, users.FIRST)
        python = roots.python(name)
        made = SystemBox(root, roots.pip(name), python, "usr", system=True, own=True)
        made.furnish(decided)
        yield made
