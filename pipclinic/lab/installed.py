"""Whether a distribution is really installed: asked of its files, never of what pip prints."""

import base64
import csv
import hashlib
import importlib.metadata
from collections.abc import Iterable, Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_OURS = "cacert.pem"  # in it stands the stub's authority instead of what a wheel of pip brought


def has(places: Iterable[Path], requirement: str) -> bool:
    """Whether a distribution that meets the requirement is in one of the folders, whole.

    Whole is one whose RECORD lists its metadata, and each listed file is there with the content it
    says. What `setup.py install` installs has a list without digests instead.
    """
    wanted = Requirement(requirement)
    paths = [str(place) for place in places]
    for found in importlib.metadata.distributions(name=wanted.name, path=paths):
        if wanted.specifier.contains(found.version, prereleases=True):
            return _is_whole(found)
    return False


def _is_whole(found: importlib.metadata.Distribution) -> bool:
    files = list(_recorded(found)) or list(_listed(found))
    about = any(path.name in ("METADATA", "PKG-INFO") for path, _ in files)
    return about and all(_is_as_recorded(path, digest) for path, digest in files)


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


def _is_as_recorded(path: Path, digest: str) -> bool:
    if not path.exists():
        return False
    algorithm, _, expected = digest.partition("=")
    if not expected or path.name == _OURS:
        return True
    seen = hashlib.new(algorithm, path.read_bytes()).digest() if path.is_file() else b""
    return base64.urlsafe_b64encode(seen).rstrip(b"=").decode() == expected
