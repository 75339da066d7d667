"""What a fault may ask of the reader's machine that it strikes, and what it may need there.

The lab's sandbox is such a machine. So a case can be read without a lab.
"""

from pathlib import Path
from typing import Literal, Protocol

# The folders of a machine that a case may speak of.
ROOTS = ("site-packages", "scripts", "stdlib", "home", "tmp")

# What not every machine that runs cases can offer to a fault.
Need = Literal["an ordinary user", "a small disk", "a root of its own"]


class Machine(Protocol):
    """A reader's machine: one environment, a home, and what can be done to them.

    Files of the environment may be a template's: they are replaced, never written into.
    """

    @property
    def home(self) -> Path:
        """The user's home folder."""

    @property
    def prefix(self) -> Path:
        """The environment whose commands are on PATH."""

    def place_of(self, root: str) -> Path:
        """The folder that one of `ROOTS` means."""

    def hide_module(self, name: str) -> None:
        """Let the interpreter be one that was built without a module."""

    def begin_python_with(self, name: str, line: str) -> None:
        """Let the interpreter, whatever it is started for, run a line of Python first.

        name: a word that tells the line from others.
        """

    def become_root(self) -> None:
        """Let commands be typed by root from now on, who owns what the ordinary user owns."""

    def shrink_disk(self, folder: Path, kilobytes: int) -> None:
        """Put a folder on a disk of its own, with what is in it and this much space left."""

    def copy_environment(self, folder: str) -> "Machine":
        """Put a copy of the environment below the home, with commands of its own."""
