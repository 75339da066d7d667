"""What may stand in docs, snippets and images at all: plain files, of a few kinds, not too large.

It is looked at before anything is read, for a link may lead anywhere and a pipe never ends.
"""

import os
import re
from collections.abc import Collection, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from pipclinic.content.problems import Problem

FOLDERS = ("docs", "snippets", "images")

# What may lie where, for it is published as it is, and how many bytes a file may have; the first
# pattern counts that fits.
_KINDS: tuple[tuple[str, tuple[str, ...], int], ...] = (
    ("docs/assets/*", ("*.css", "*.js", "*.d.ts", "*.LICENSE.txt"), 500_000),
    ("docs/errors/*", ("*.md",), 100_000),
    ("docs/guides/*", ("*.md",), 100_000),
    ("docs/*", ("*.md", "*.schema.json"), 100_000),
    ("images/*", ("*.svg", "*.png"), 200_000),
)
_SNIPPETS: tuple[tuple[str, ...], int] = (("*",), 100_000)
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SNIPPET = re.compile(r"\.?[A-Za-z0-9][A-Za-z0-9._-]*")


def problems(root: Path, only: Collection[str] = ()) -> Iterator[Problem]:
    """Everything below the three folders that cannot be read, or must not be published.

    only: slugs; then what belongs to others is not looked at.
    """
    for folder in FOLDERS:
        path = root / folder
        if path.is_symlink():
            yield Problem(folder, 1, _LINK)
        elif path.is_dir():
            yield from _below(path, folder, only)


_LINK = "is a symbolic link: put what it leads to in its place"


def _below(folder: Path, name: str, only: Collection[str]) -> Iterator[Problem]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            where = f"{name}/{entry.name}"
            if only and not _belongs(where, only):
                continue
            if entry.is_symlink():
                yield Problem(where, 1, _LINK)
            elif entry.is_dir():
                yield from _folder_problems(where)
                yield from _below(folder / entry.name, where, only)
            elif not entry.is_file():
                yield Problem(where, 1, "is neither a file nor a folder: take it away")
            elif not entry.name.startswith(".") or name.startswith("snippets/"):
                yield from _file_problems(where, entry.stat().st_size)


def _belongs(where: str, only: Collection[str]) -> bool:
    """Whether a path may be about one of the slugs; a folder above them is."""
    top, *rest = where.split("/")
    if top == "images" or len(rest) < 1 or rest[0] == "assets":
        return False
    if top == "snippets":
        return rest[0] in only
    return len(rest) == 1 or rest[1].removesuffix(".md") in only


def _folder_problems(where: str) -> Iterator[Problem]:
    parts = where.split("/")
    if where.endswith(".md"):
        yield Problem(where, 1, "is a folder, and named like a page: give it another name")
    elif parts[0] == "snippets" and len(parts) == 2 and not _SLUG.fullmatch(parts[1]):
        yield Problem(where, 1, _no_slug(parts[1]))


def _file_problems(where: str, size: int) -> Iterator[Problem]:
    above, _, name = where.rpartition("/")
    stem = name.removesuffix(".md")
    kinds, largest = _SNIPPETS
    if not where.startswith("snippets/"):
        found = (kind for kind in _KINDS if fnmatchcase(where, kind[0]))
        _, kinds, largest = next(found)
    if not any(fnmatchcase(name, kind) for kind in kinds):
        yield Problem(where, 1, f"has no place in {above}/, which holds {', '.join(kinds)}")
    elif above in ("docs/errors", "docs/guides") and not _SLUG.fullmatch(stem):
        yield Problem(where, 1, _no_slug(name))
    elif above.count("/") == 1 and where.startswith("snippets/") and not _SNIPPET.fullmatch(name):
        words = f"{name!r} is no name for a snippet: write letters, digits, dots and hyphens"
        yield Problem(where, 1, words)
    if size > largest:
        words = f"has {size:,} bytes, and at most {largest:,} are read: shorten it"
        yield Problem(where, 1, words)


def _no_slug(name: str) -> str:
    return f"{name!r} is no name for a page: write words as in read-timeout, in lower case"
