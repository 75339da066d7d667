"""Mistakes in pages and cases, in words for a person who has never seen the code.

One line each: file, line, key, what is wrong, what to write instead.
"""

import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass

# What stands in a page that `pipclinic new` made, wherever somebody still has to write something.
UNWRITTEN = "WRITE THIS"

_READ = 12  # names of a list that has no end of its own


@dataclass(frozen=True)
class Problem:
    """One mistake: the file (relative to the root), the line, the key if it has one, and words."""

    file: str
    line: int
    message: str
    key: str = ""

    def __str__(self) -> str:
        key = f"{self.key}: " if self.key else ""
        return f"{self.file}:{self.line}: {key}{self.message}"


class BadContent(Exception):
    """The catalogue cannot be read; `problems` says why, a line each."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.file, p.line)))
        super().__init__("\n".join(map(str, self.problems)))


def unknown(what: str, word: str, known: Collection[str], otherwise: str) -> str:
    """Words for a name that does not exist: the one that was meant, or else how to find it."""
    close = difflib.get_close_matches(word, known, n=1)
    hint = "".join(f"did you mean {other!r}? " for other in close)
    return f"there is no {what} {word!r}; {hint}{otherwise}"


def listed(names: Collection[str]) -> str:
    """Names, and of more than people read, the first and how many more there are."""
    shown = list(names)[:_READ]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def first_line(error: Exception) -> str:
    """What a parser says, without its picture of the text."""
    return str(getattr(error, "problem", None) or error).splitlines()[0]
