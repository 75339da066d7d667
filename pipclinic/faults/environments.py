"""Every way a command's environment can be at fault, each a small named type.

The world's faults are in `worlds.py`; these strike on the reader's own machine. In a case
file both are a `[fault.NAME]`, told apart by their `kind`. The control is the same, too: with
the environment put right, the failing command succeeds.

To add one: write a frozen type with a `kind` of its own, fill in `inject`, and add it to `Fault`
at the end. `inject` does to a `Machine` what the protocol says, or changes files in its places.
Where not every machine that runs cases can show it, `needs` says what it takes.
"""

import os
import shutil
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass

from pipclinic.faults.machine import ROOTS, Machine, Need

_CLOSED = ConfigDict(extra="forbid")


def _inside(path: str) -> str:
    root, slash, rest = path.partition("/")
    if root not in ROOTS or not slash:
        raise ValueError(f"{path!r} must begin with one of {', '.join(ROOTS)}, and a slash")
    if ".." in path.split("/") or rest.startswith("/"):
        raise ValueError(f"{path!r} must stay inside: write it without .. and //")
    return path


Inside = Annotated[str, AfterValidator(_inside)]


def _found(machine: Machine, pattern: str) -> list[Path]:
    """What a pattern below a root means; raises NotInjected where that is nothing."""
    root, _, rest = pattern.partition("/")
    place = machine.place_of(root)
    found = list(place.glob(rest)) if rest else [place]
    if not found:
        raise NotInjected(f"there is no {pattern}")
    return found


def _own(folder: Path) -> None:
    """Make a folder the machine's own: where the way to it is a link to Python's, links instead."""
    for place in (*reversed(folder.parents), folder):
        if place.is_symlink():
            original = place.resolve()
            place.unlink()
            place.mkdir()
            for entry in original.iterdir():
                if entry.name != "__pycache__":  # Python would write into it
                    (place / entry.name).symlink_to(entry)


class NotInjected(Exception):
    """A fault found nothing to strike."""


class EnvironmentFault(ABC):
    """Strikes the reader's own machine, before the commands run."""

    @abstractmethod
    def inject(self, machine: Machine) -> None:
        """Break a machine that is still in good health; raises NotInjected where that fails."""

    def needs(self) -> tuple[Need, ...]:
        """What it takes to show the fault."""
        return ()


@dataclass(frozen=True, config=_CLOSED)
class WithoutModule(EnvironmentFault):
    """The interpreter was built without a module of the standard library."""

    module: Literal["_ssl"]
    kind: Literal["without-module"] = "without-module"

    def inject(self, machine: Machine) -> None:
        machine.hide_module(self.module)


@dataclass(frozen=True, config=_CLOSED)
class Files(EnvironmentFault):
    """Files of the environment are gone, or are not what they should be.

    Paths begin with one of the machine's roots, as in "site-packages/requests". What is to be
    removed may hold wildcards, and has to be there.
    removes: files and folders that are gone.
    writes: files that are there instead, and what stands in them.
    unwritable: folders that are another user's, with all folders in them; "site-packages/" is that
        folder itself.
    """

    removes: tuple[Inside, ...] = ()
    writes: Mapping[Inside, str] = Field(default_factory=dict)
    unwritable: tuple[Inside, ...] = ()
    kind: Literal["files"] = "files"

    def needs(self) -> tuple[Need, ...]:
        return ("an ordinary user",) if self.unwritable else ()

    def inject(self, machine: Machine) -> None:
        for pattern in self.removes:
            for path in _found(machine, pattern):
                _own(path.parent)
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                else:
                    path.unlink()
        for target, text in self.writes.items():
            root, _, rest = target.partition("/")
            path = machine.place_of(root) / rest
            _own(path.parent)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            path.write_text(text, encoding="utf-8")
            if root == "scripts":
                path.chmod(0o755)
        for pattern in self.unwritable:
            for path in _found(machine, pattern):
                if path.is_dir():
                    _own(path)
                for folder, _, _ in os.walk(path):
                    os.chmod(folder, 0o500)


@dataclass(frozen=True, config=_CLOSED)
class PipOfAnother(EnvironmentFault):
    """The `pip` on PATH is that of another environment; `python` stays the one of this.

    folder: where the other one is, below the home. It is a copy of this.
    """

    folder: Annotated[str, Field(pattern=r"^\w[\w.-]*$")] = "other-python"
    kind: Literal["pip-of-another"] = "pip-of-another"

    def inject(self, machine: Machine) -> None:
        theirs = machine.copy_environment(self.folder).place_of("scripts")
        for command in machine.place_of("scripts").glob("pip*"):
            command.unlink()
            command.symlink_to(os.path.relpath(theirs / command.name, command.parent))


@dataclass(frozen=True, config=_CLOSED)
class FullDisk(EnvironmentFault):
    """A folder is on a disk of its own, with little space left.

    where: the temporary folder, the environment, or the home with environment and cache in it.
    kilobytes: what is left.
    """

    where: Literal["tmp", "environment", "home"]
    kilobytes: Annotated[int, Field(gt=0)]
    kind: Literal["full-disk"] = "full-disk"

    def needs(self) -> tuple[Need, ...]:
        return ("a small disk",)

    def inject(self, machine: Machine) -> None:
        folders = {
            "tmp": machine.place_of("tmp"),
            "environment": machine.prefix,
            "home": machine.home,
        }
        machine.shrink_disk(folders[self.where], self.kilobytes)


@dataclass(frozen=True, config=_CLOSED)
class LittleMemory(EnvironmentFault):
    """Python, and what it starts, gets no more memory than this.

    megabytes: of address space, as `ulimit -v` counts it.
    """

    megabytes: Annotated[int, Field(gt=0)]
    kind: Literal["little-memory"] = "little-memory"

    def inject(self, machine: Machine) -> None:
        limit = self.megabytes * 1024 * 1024
        line = f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({limit}, {limit}))"
        machine.begin_python_with("memory", line)


@dataclass(frozen=True, config=_CLOSED)
class NoThreads(EnvironmentFault):
    """Python can start no thread, as where a container's rules forbid one more."""

    kind: Literal["no-threads"] = "no-threads"

    def inject(self, machine: Machine) -> None:
        # A thread's stack is reserved first: none of this size fits into a process.
        machine.begin_python_with("threads", "import _thread; _thread.stack_size(1 << 47)")


@dataclass(frozen=True, config=_CLOSED)
class AsRoot(EnvironmentFault):
    """Commands are typed by root, as in most images of containers."""

    kind: Literal["as-root"] = "as-root"

    def needs(self) -> tuple[Need, ...]:
        return ("a root of its own",)

    def inject(self, machine: Machine) -> None:
        machine.become_root()


@dataclass(frozen=True, config=_CLOSED)
class Command(EnvironmentFault):
    """Nothing is wrong but the command itself: each failing one names a `control` that is not."""

    kind: Literal["command"] = "command"

    def inject(self, machine: Machine) -> None:
        pass


@dataclass(frozen=True, config=_CLOSED)
class AsInstalled(EnvironmentFault):
    """A whole system as it comes, which is what is wrong: see `system`.

    put_right: a line of shell that mends it, for the control; `sudo` in it makes it root's.
    """

    put_right: str
    kind: Literal["as-installed"] = "as-installed"

    def inject(self, machine: Machine) -> None:
        pass


@dataclass(frozen=True, config=_CLOSED)
class PutRight(EnvironmentFault):
    """What is left of an `AsInstalled` that is healed; no case says it."""

    put_right: str
    kind: Literal["put-right"] = "put-right"

    def inject(self, machine: Machine) -> None:
        pass


@dataclass(frozen=True, config=_CLOSED)
class NotHere(EnvironmentFault):
    """The failure is of a system on which no case is run: here its fixes meet nothing wrong.

    because: what it would take.
    """

    because: Literal["needs Windows"]
    kind: Literal["not-here"] = "not-here"

    def inject(self, machine: Machine) -> None:
        pass


Fault = Annotated[
    WithoutModule
    | Files
    | PipOfAnother
    | FullDisk
    | LittleMemory
    | NoThreads
    | AsRoot
    | Command
    | AsInstalled
    | NotHere,
    Field(discriminator="kind"),
]
