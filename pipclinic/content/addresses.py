"""Addresses of the site that never die, and the list of those that releases have had.

`published.txt` holds one address a line, relative to the root of a version. A page that is renamed
names its old slug under `formerly`; staging then puts a page there that leads on.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pipclinic.content.page import Document
from pipclinic.content.problems import Problem

LIST = "published.txt"

# Lists that are generated, and files that other tools read by their addresses.
_GENERATED = ("errors/", "guides/", "errors.json", "llms.txt", "llms-full.txt")
_FILES = ("errors.schema.json", "assets/javascripts/diagnose.js")


def every(root: Path, documents: Iterable[Document]) -> set[str]:
    """Every address that the site has now."""
    docs = root / "docs"
    texts = {path.relative_to(docs).with_suffix("").as_posix() for path in docs.rglob("*.md")}
    moved = {f"{old}/" for document in documents for old in former(document)}
    files = {file for file in _FILES if (docs / file).exists()}
    return {f"{text}/" for text in texts - {"index"}} | moved | files | set(_GENERATED)


def former(document: Document) -> tuple[str, ...]:
    """The addresses that a document had under other slugs, without the slash at their ends."""
    return tuple(f"{document.path.parent.name}/{slug}" for slug in document.front.formerly)


def listed(root: Path) -> list[str]:
    """The addresses that releases have had."""
    path = root / LIST
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def gone(root: Path, documents: Iterable[Document]) -> Iterator[Problem]:
    """Addresses that a release has had and the site has no more."""
    here = every(root, documents)
    for number, address in enumerate(listed(root), 1):
        if address not in here:
            message = f"{address} was published and is gone: bring it back"
            if address.startswith(("errors/", "guides/")):
                slug = address.split("/")[1]
                message += f", or write 'formerly: [{slug}]' into the page that took its place"
            yield Problem(LIST, number, message)
