"""What a text is made of: UTF-8, lines that end in LF, and nothing that cannot be seen."""

import re
from collections.abc import Iterator
from pathlib import Path

from pipclinic.content.problems import Problem

_LONGEST = 2_000  # a line, in characters
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
_MERGE = re.compile(r"^(<{7}|>{7}|\|{7})( |$)", re.MULTILINE)
_NAMES = {
    "\x00": "a NUL",
    "\x1b": "an escape sequence, as for colours",
    "\ufeff": "a byte order mark",
    "\r": "a carriage return",
}


def read(path: Path, name: str) -> tuple[str, list[Problem]]:
    """The text of a file, its line ends as they are; and what is wrong with it."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return "", [Problem(name, line, "is not UTF-8: save it in that encoding")]
    return text, list(_problems(text, name, tabs=path.suffix != ".md"))


def _problems(text: str, name: str, *, tabs: bool) -> Iterator[Problem]:
    """The first thing in a text that should not be there.

    tabs: whether a tab may.
    """
    if text.startswith("\ufeff"):
        yield Problem(name, 1, "begins with a byte order mark (BOM): save it without one")
    elif (at := text.find("\r\n")) >= 0:
        words = "has lines that end as on Windows (CRLF): save it with LF"
        yield Problem(name, _line(text, at), words)
    elif unseen := _UNSEEN.search(text):
        sign = unseen[0]
        what = _NAMES.get(sign, f"U+{ord(sign):04X}, which nobody sees")
        yield Problem(name, _line(text, unseen.start()), f"holds {what}: take it out")
    elif not tabs and (at := text.find("\t")) >= 0:
        yield Problem(name, _line(text, at), "holds a tab: write spaces")
    elif merge := _MERGE.search(text):
        yield Problem(name, _line(text, merge.start()), "is left of a merge: finish it")
    elif text and not text.endswith("\n"):
        yield Problem(name, text.count("\n") + 1, "ends in the middle of a line: end it with LF")
    elif len(text) > _LONGEST:
        for number, line in enumerate(text.split("\n"), 1):
            if len(line) > _LONGEST:
                words = f"has {len(line):,} characters in a line: at most {_LONGEST:,}, break it"
                yield Problem(name, number, words)
                return


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
