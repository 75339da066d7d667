"""How words look in a terminal: wrapped to its width, in colours where it has some."""

import os
import re
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

_WIDEST = 100  # beyond, lines are hard to read
_STYLES = {"title": "1;31", "known": "1", "command": "36", "code": "36", "quiet": "2"}
_CODE = re.compile(r"`([^`]+)`")
_NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Screen:
    """A place of so many columns, with or without colours."""

    columns: int = 80
    colours: bool = False

    def styled(self, text: str, style: str) -> str:
        """A text as a title, a command, code, or quiet."""
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.colours and text else text

    def prose(self, text: str, indent: str = "") -> Iterator[str]:
        """A paragraph, wrapped; no line ends within `code`, unless it is too long for one."""
        room = max(10, self.columns - len(indent))
        whole = _CODE.sub(lambda code: _unbroken(code[0], room), text)
        for line in textwrap.wrap(whole, room, break_long_words=False, break_on_hyphens=False):
            yield indent + self.inline(line.replace(_NO_BREAK, " "))

    def item(self, text: str, sign: str = "  - ") -> Iterator[str]:
        """An item of a list, behind its sign."""
        first, *others = self.prose(text, " " * len(sign)) or [""]
        yield sign + first[len(sign) :]
        yield from others

    def inline(self, text: str) -> str:
        """Text with `code` in backticks, which a colour replaces."""
        if not self.colours:
            return text
        return _CODE.sub(lambda code: self.styled(code[1], "code"), text)

    def command(self, text: str, indent: str = "    ") -> Iterator[str]:
        """Lines to copy, so as they are: none is wrapped."""
        for line in text.splitlines():
            yield indent + self.styled(line, "command")

    def quoted(self, text: str, rows: int = 3, indent: str = "    ") -> Iterator[str]:
        """A line of a log, on a few rows, and cut there."""
        room = max(10, self.columns - len(indent))
        for row in _rows(text, room, rows):
            yield indent + self.styled(row, "quiet")


def screen_of(stream: TextIO) -> Screen:
    """What a stream is shown on."""
    columns = shutil.get_terminal_size().columns
    return Screen(min(columns, _WIDEST), _has_colours(stream))


def _has_colours(stream: TextIO) -> bool:
    if not stream.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.platform != "win32" or _windows_has()


def _windows_has() -> bool:
    """Ask a console of Windows to mind colours; older ones do not."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        output, mode = kernel.GetStdHandle(-11), ctypes.c_ulong()
        if kernel.GetConsoleMode(output, ctypes.byref(mode)):
            return bool(kernel.SetConsoleMode(output, mode.value | 4))
    return False


def _unbroken(code: str, room: int) -> str:
    return code.replace(" ", _NO_BREAK) if len(code) <= room else code


def _rows(text: str, room: int, most: int) -> Sequence[str]:
    """A text by rows of so many columns; one too many, and the last one is cut."""
    rows, row, used = [], "", 0
    for sign in text:
        columns = 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        if used + columns > room:
            rows.append(row)
            row, used = "", 0
            if len(rows) == most:
                return [*rows[:-1], rows[-1][:-3].rstrip() + "..."]
        row, used = row + sign, used + columns
    return [*rows, row]
