"""What claims say of pips' own files, looked up in the very wheels that were published."""

import hashlib
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from pipclinic.content.claims import Read
from pipclinic.content.page import Document
from pipclinic.content.pips import TABLE, WHEELS
from pipclinic.content.releases import RELEASES

FOLDER = Path(".cache/read")


class NotFetched(Exception):
    """A wheel is not here, or is not the one that was published; what to do about it."""


def wheel(version: str) -> Path:
    """Where the wheel of a release is kept, once fetched: those that are run lie elsewhere."""
    folder = WHEELS if any(pip.version == version for pip in TABLE) else FOLDER
    return next(folder.glob(f"pip-{version}-*.whl"), folder / f"pip-{version}-py3-none-any.whl")


def wanted(documents: Mapping[str, Document]) -> tuple[str, ...]:
    """The releases that claims name."""
    named = {pip for each in documents.values() for read in each.claims.read for pip in read.pips}
    return tuple(version for version in RELEASES if version in named)


def wrong(documents: Mapping[str, Document]) -> Iterator[tuple[Document, Read, str]]:
    """Each claim that the wheels do not bear out, and why. Raises NotFetched."""
    for document in documents.values():
        for claim in document.claims.read:
            if words := _not_so(claim):
                yield document, claim, words


def _not_so(claim: Read) -> str:
    text = _plain(claim.text)
    for version in claim.pips:
        content = _file(version, claim.file)
        if content is None and (version in claim.has or not claim.has):
            return f"pip {version} has no file {claim.file}"
        found = content is not None and text in content
        if found and version in claim.lacks:
            return f"pip {version} has it: {claim.text!r} stands in {claim.file}"
        if not found and version in claim.has:
            return f"pip {version} lacks it: {claim.text!r} does not stand in {claim.file}"
    return ""


@cache
def _file(version: str, name: str) -> str | None:
    """A file of a release, its white space made alike; None where there is no such file."""
    try:
        with zipfile.ZipFile(_checked(version)) as archive:
            return _plain(archive.read(name).decode("utf-8", errors="replace"))
    except KeyError:
        return None


@cache
def _checked(version: str) -> Path:
    path = wheel(version)
    if not path.exists():
        raise NotFetched(f"pip {version} is not here: run 'pipclinic claims' to fetch it")
    if hashlib.sha256(path.read_bytes()).hexdigest() != RELEASES[version]:
        raise NotFetched(f"{path} is not what was published: remove it, and run 'pipclinic claims'")
    return path


def _plain(text: str) -> str:
    return " ".join(text.split())
