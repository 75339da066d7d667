"""Whether a distribution is really installed: asked of its files, never of what pip prints.

These are a stranger's, so only plain files of the sandbox are opened, and not without end.
"""

import base64
import csv
import hashlib
import importlib.metadata
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_ABOUT = ("METADATA", "PKG-INFO", "RECORD", "installed-files.txt")
_MOST = 512_000_000  # bytes that are looked at; a sandbox has room for half of it
_OURS = "cacert.pem"  # in it stands the stub's authority instead of what a wheel of pip brought


def has(places: Sequence[Path], requirement: str, root: Path) -> bool:
    """Whether a distribution that meets the requirement is in one of the folders, whole.

    Whole is one whose RECORD lists its metadata, and each listed file is there with the content it
    says. What `setup.py install` installs has a list without digests instead.
    root: where all of it has to be.
    """
    try:
        return _are_plain(places, root) and _has(places, Requirement(requirement), root)
    except (OSError, ValueError, TypeError, RuntimeError, csv.Error):
        return False  # no list that any pip has written


def _are_plain(places: Iterable[Path], root: Path) -> bool:
    """Whether all that is read to find distributions is files inside: no pipe, and no device."""
    for place in places:
        if not place.resolve().is_relative_to(root):
            return False
        for pattern in ("*.dist-info", "*.egg-info"):
            for about in place.glob(pattern):
                listed = [about / name for name in _ABOUT if os.path.lexists(about / name)]
                if any(_size(path, root) is None for path in listed):
                    return False
    return True


def _size(path: Path, root: Path) -> int | None:
    """How many bytes a file of the sandbox has; None where it is no such file."""
    inside = path.resolve()
    return inside.stat().st_size if inside.is_relative_to(root) and inside.is_file() else None


def _has(places: Iterable[Path], wanted: Requirement, root: Path) -> bool:
    paths = [str(place) for place in places]
    for found in importlib.metadata.distributions(name=wanted.name, path=paths):
        if wanted.specifier.contains(found.version, prereleases=True):
            return _is_whole(found, root)
    return False


def _is_whole(found: importlib.metadata.Distribution, root: Path) -> bool:
    files = list(_recorded(found)) or list(_listed(found))
    about = any(path.name in ("METADATA", "PKG-INFO") for path, _ in files)
    sizes = [_size(path, root) or 0 for path, digest in files if digest]
    return about and sum(sizes) <= _MOST and all(_is_as_recorded(*row, root) for row in files)


def _recorded(found: importlib.metadata.Distribution) -> Iterator[tuple[Path, str]]:
    """The files in RECORD, with their digests."""
    # Not Distribution.files: from Python 3.12 on it leaves out what is missing.
    for row in csv.reader((found.read_text("RECORD") or "").splitlines()):
        if row:
            yield Path(str(found.locate_file(row[0]))), row[1] if len(row) > 1 else ""


def _listed(found: importlib.metadata.Distribution) -> Iterator[tuple[Path, str]]:
    """The files that `setup.py install` has listed, relative to the list."""
    wanted = canonicalize_name(found.name)
    for listed in Path(str(found.locate_file(""))).glob("*.egg-info/installed-files.txt"):
        if canonicalize_name(listed.parent.name.partition("-")[0]) == wanted:
            for name in listed.read_text().splitlines():
                yield listed.parent / name, ""


def _is_as_recorded(path: Path, digest: str, root: Path) -> bool:
    if not path.exists() or not path.resolve().is_relative_to(root):
        return False
    algorithm, _, expected = digest.partition("=")
    if not expected or path.name == _OURS:
        return True
    seen = hashlib.new(algorithm, path.read_bytes()).digest() if path.is_file() else b""
    return base64.urlsafe_b64encode(seen).rstrip(b"=").decode() == expected
