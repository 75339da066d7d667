"""What was found right is not looked at again, as long as it and what looks at it are the same.

Kept are digests of pages and guides in which no rule found anything. A digest is of the names,
sizes and times of all that the rules look at: the page, its case, snippets and recordings, what it
includes, the pages it explains, the pictures, and the rules themselves.
"""

import contextlib
import json
import os
import re
import sys
from collections.abc import Iterator
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from pipclinic.content.page import include_in

PATH = Path(".cache/checked.json")
_ROOM = Path(__file__).parents[1]
_EXPLAINS = re.compile(r"^explains:(.*?)^(?:\w|---)", re.MULTILINE | re.DOTALL)
_SLUG = re.compile(r"[\w-]+")


class Remembered:
    """The texts that were found right, of the clone in a folder. Each is told by its path."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._before = _read(root / PATH)
        self._digests: dict[str, str] = {}
        self._right: dict[str, str] = {}

    def look(self, path: Path, text: str) -> bool:
        """Whether a page was found right, and is as it was then. text: what stands in it."""
        digest = self._digests[path.stem] = self._digest(path, text)
        if self._before.get(path.stem) == digest:
            self._right[path.stem] = digest
        return path.stem in self._right

    def is_right(self, path: Path) -> bool:
        """Whether a page that was looked at is right."""
        return path.stem in self._right

    def keep(self, path: Path) -> None:
        """Remember that nothing was wrong in a page that was looked at."""
        self._right[path.stem] = self._digests[path.stem]

    def write(self) -> None:
        """Keep it for the next time. Where that cannot be, the next time all is looked at."""
        if self._right != self._before:
            with contextlib.suppress(OSError):
                self._write(self._root / PATH)

    def _write(self, path: Path) -> None:
        half = path.with_suffix(f".{os.getpid()}")
        path.parent.mkdir(exist_ok=True)
        half.write_text(json.dumps(self._right), encoding="utf-8")
        half.replace(path)

    @cached_property
    def _around(self) -> str:
        """What all texts are looked at by, and with."""
        rooms = [_of_folder(f"{_ROOM}/{room}") for room in ("content", "faults")]
        rest = [_of(f"{_ROOM.parent}/requirements.lock"), _of_folder(f"{self._root}/images")]
        return "\n".join([sys.version, *rooms, *rest])

    def _digest(self, path: Path, text: str) -> str:
        beside = [_of(name) for name in self._beside(text)]
        own = [_of(str(path)), _of_folder(f"{self._root}/snippets/{path.stem}")]
        said = "\n".join([self._around, *own, *beside])
        return blake2b(said.encode(), digest_size=16).hexdigest()

    def _beside(self, text: str) -> Iterator[str]:
        """The files that a text takes from elsewhere."""
        for line in text.split("\n") if "8<-" in text else ():
            if found := include_in(line):
                yield f"{self._root}/snippets/{found[2]}/{found[3]}"
        if head := _EXPLAINS.search(text):
            for slug in _SLUG.findall(head[1]):
                yield f"{self._root}/docs/errors/{slug}.md"


def _read(path: Path) -> dict[str, str]:
    """What is kept in a file; nothing where it is not there, or is spoilt."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _of(path: str) -> str:
    """What a file is, by its name and what the disk says of it; "" where there is none."""
    try:
        return _said(path, os.stat(path))
    except OSError:
        return ""


def _of_folder(path: str) -> str:
    """The same of all files below a folder, in the order of their names."""
    found, folders = list[str](), [path] if os.path.isdir(path) else []
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    folders.append(entry.path)
                elif not entry.name.endswith(".pyc"):
                    found.append(_said(entry.path, entry.stat()))
    return "\n".join(sorted(found))


def _said(name: str, seen: os.stat_result) -> str:
    return f"{name} {seen.st_size} {seen.st_mtime_ns} {seen.st_ino}"
