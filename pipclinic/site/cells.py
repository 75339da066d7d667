"""Tables for narrow screens: each cell knows what its column is called.

On a phone the style sheet shows each row as a card, with the column's name above each cell. A style
sheet reads no heading, so staging writes it to the cell, as an attribute list of its Markdown.
"""

import re
from collections.abc import Iterator

_FENCE = re.compile(r"\s*(```|~~~)")
_ROW = re.compile(r"\s*\|.*\|\s*$")
_RULE = re.compile(r"\s*\|[\s|:-]+\|\s*$")
# What stands before the next bar: a bar in code, and one behind a backslash, are text.
_CELL = re.compile(r"((?:\\.|(`+)(?!`).*?(?<!`)\2(?!`)|[^|])*)\|")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)|\[\^[^\]]*\]")
_MARKUP = re.compile(r"[`*_{}\"]")


def labelled(text: str) -> str:
    """The same Markdown, with the heading of its column on each cell of a table."""
    return "\n".join(_lines(text.split("\n")))


def _lines(lines: list[str]) -> Iterator[str]:
    fenced = False
    names: list[str] | None = None
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        fenced ^= bool(_FENCE.match(line))
        if fenced or not _ROW.match(line):
            names = None
        elif names is None:
            names = [_plain(cell) for cell in _cells(line)] if _RULE.match(following) else None
        elif not _RULE.match(line):
            line = _with(names, line)
        yield line


def _with(names: list[str], line: str) -> str:
    begin = line.index("|")
    cells = [
        f'{cell.rstrip()} {{ data-label="{name}" }} ' if name and cell.strip() else cell
        for name, cell in zip(names, _cells(line), strict=False)
    ]
    return f"{line[:begin]}|{'|'.join(cells)}|"


def _cells(line: str) -> list[str]:
    return [found[0] for found in _CELL.findall(line[line.index("|") + 1 :])]


def _plain(cell: str) -> str:
    return _MARKUP.sub("", _LINK.sub(r"\1", cell)).strip()
