"""A picture is put into pages as it is: an SVG holds shapes and words, and nothing else."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from pipclinic.content.problems import Problem

_ELEMENTS = frozenset(
    "svg g path line rect circle ellipse polyline polygon text tspan title desc style".split()  # noqa: SIM905
)
_ATTRIBUTES = re.compile(
    "xmlns|class|id|role|viewBox|width|height|preserveAspectRatio|aria-[a-z]+|transform"
    "|x|y|x1|x2|y1|y2|dx|dy|cx|cy|r|rx|ry|d|points"
    "|(fill|stroke|font|text)(-[a-z]+)*|opacity|dominant-baseline"
)
_SPACE = "http://www.w3.org/2000/svg"
_REACHES_OUT = re.compile(r"url\s*\(|@import|\\|expression|[<>]", re.IGNORECASE)


def problems(root: Path) -> Iterator[Problem]:
    """What is wrong with the pictures in images/."""
    for path in sorted((root / "images").glob("*.svg")):
        yield from _Picture(str(path.relative_to(root))).problems(path.read_bytes())


class _Enough(Exception):
    """The rest of a picture need not be read."""


class _Picture:
    """Reads one SVG, and collects what has no place in it."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._found: list[Problem] = []
        self._within: list[str] = []
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.buffer_size = 200_000
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = lambda _: self._within.pop()
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.ProcessingInstructionHandler = lambda *_: self._say("<?…?>: take it out")
        self._parser.StartCdataSectionHandler = lambda: self._say("CDATA: write the text plainly")

    def problems(self, content: bytes) -> list[Problem]:
        """What is wrong with the picture that has this content."""
        try:
            self._parser.Parse(content, True)
        except _Enough:
            pass
        except expat.ExpatError as error:
            self._found.append(Problem(self._name, error.lineno, f"is no SVG: {error}"))
        return self._found

    def _say(self, words: str) -> None:
        self._found.append(Problem(self._name, self._parser.CurrentLineNumber, words))

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        self._within.append(element)
        if element not in _ELEMENTS:
            self._say(f"<{element}> has no place in a picture: take it out")
        for name, value in attributes.items():
            if not _ATTRIBUTES.fullmatch(name) or (name == "xmlns" and value != _SPACE):
                self._say(f"<{element}> takes no {name}={value[:30]!r}: take it out")
            elif _REACHES_OUT.search(value):
                self._say(f"{name}={value[:30]!r} reaches out of the picture: take it out")

    def _text(self, text: str) -> None:
        reaches = _REACHES_OUT.search(text) if "style" in self._within else None
        if reaches:
            self._say(f"a style takes no {reaches[0]!r}: take it out")

    def _doctype(self, *_: object) -> None:
        self._say("a DOCTYPE can hold anything: take it out")
        raise _Enough  # its entities could grow without end
