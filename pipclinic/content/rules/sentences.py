"""The sentences of a text, without code and addresses: what a reader would say aloud."""

import re
from collections.abc import Iterator

from pipclinic.content.page import HEADING, Document, include_in

_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_ADDRESS = re.compile(r"\]\([^)]*\)|<https?:[^>]*>|https?://\S+|\{ ?[#.][^}]*\}")
# Where a sentence ends: behind its stop and the footnotes after that.
_END = re.compile(r"(?<=[.!?])((?:\*\*|[*\"')]|\[\^[\w-]+\])*)\s+(?=\S)")
_ITEM = re.compile(r"^\s*(?:[-+*]|\d+\.)\s+")
_RULE = re.compile(r"[\s|:-]+")


def sentences(document: Document) -> Iterator[tuple[int, str]]:
    """Each sentence of the prose, with the line that it begins in; a table's row is one, too."""
    for number, paragraph in _paragraphs(document):
        plain = _ADDRESS.sub("]", _CODE.sub("`code`", paragraph))
        start = 0
        for end in (*_END.finditer(plain), None):
            stop = len(plain) if end is None else end.end(1)
            sentence = plain[start:stop]
            if sentence.strip():
                lead = len(sentence) - len(sentence.lstrip())
                yield number + plain.count("\n", 0, start + lead), sentence.strip()
            start = stop if end is None else end.end()


def _paragraphs(document: Document) -> Iterator[tuple[int, str]]:
    """Lines that belong together, and the line they begin in."""
    begun, lines = 0, list[str]()
    for number, line, fence in document.lines:
        row = line.lstrip().startswith("|")
        apart = (
            (fence is not None or not line.strip() or row)
            or bool((line.startswith("#") and HEADING.match(line)) or include_in(line))
            or line.lstrip().startswith(("===", "!!!", "???", "<"))
        )
        if (apart or _ITEM.match(line) or number != begun + len(lines)) and lines:
            yield begun, "\n".join(lines)
            lines = []
        if row and not _RULE.fullmatch(line):
            yield number, line
        elif not apart:
            begun = begun if lines else number
            lines.append(_ITEM.sub("", line, count=1))
    if lines:
        yield begun, "\n".join(lines)
