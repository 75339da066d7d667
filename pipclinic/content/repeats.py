"""No two texts say the same: what is common to several errors has its place in a guide."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipclinic.content.page import Document, include_in
from pipclinic.content.problems import Problem

_LONGEST = 12  # this many words in a row may stand in one text only
# What is no prose: code (a command, or what pip printed), addresses, attributes, tags.
_NOT_PROSE = re.compile(r"`+[^`]*`+|\]\([^)]*\)|\{[^}]*\}|<[^>]*>|https?://\S+")
_WORD = re.compile(r"\w+")


def problems_between(documents: Sequence[Document], root: Path) -> Iterator[Problem]:
    """Where two texts have twelve words in a row in common, quotations of pip aside."""
    seen: dict[tuple[str, ...], str] = {}
    for document in documents:
        name = str(document.path.relative_to(root))
        own = _runs(document)
        reported: set[int] = set()
        for words in sorted(own.keys() & seen.keys(), key=lambda words: own[words]):
            line = own[words]
            if line not in reported:
                said = f"{' '.join(words)!r} also stands in {seen[words]}"
                yield Problem(name, line, f"{said}: say what is particular here")
                reported.update((line, line + 1))
        seen.update(dict.fromkeys(own, name))


def _runs(document: Document) -> dict[tuple[str, ...], int]:
    """Every run of twelve words within a paragraph, with the line it starts in."""
    found: dict[tuple[str, ...], int] = {}
    for paragraph in _paragraphs(document):
        words = [word for _, text in paragraph for word in text]
        if len(words) < _LONGEST:
            continue
        lines = [line for line, text in paragraph for _ in text]
        runs = zip(*(words[start:] for start in range(_LONGEST)), strict=False)
        found.update(zip(runs, lines, strict=False))
    return found


def _paragraphs(document: Document) -> Iterator[list[tuple[int, list[str]]]]:
    """The words of each paragraph, by line."""
    paragraph: list[tuple[int, list[str]]] = []
    for number, line, fence in document.lines:
        if fence is not None or include_in(line) or not line.strip():
            yield paragraph
            paragraph = []
        else:
            paragraph.append((number, _WORD.findall(_NOT_PROSE.sub(" ", line.lower()))))
    yield paragraph
