"""A text is Markdown and a closed list of elements and attributes; no script gets into the site.

MkDocs passes HTML on as it stands. So this reads Markdown as strictly as its parser does, and where
the two could differ (a code span over list items, a fence that never ends) it refuses.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipclinic.content.page import INCLUDE
from pipclinic.content.problems import Problem


@dataclass(frozen=True)
class Allowed:
    """What of HTML a text may have: elements, attributes; and whether each has its own line."""

    elements: frozenset[str]
    attributes: re.Pattern[str]
    alone: bool = True


PAGE = Allowed(frozenset({"figure"}), re.compile("class|role|aria-label|data-search-exclude"))
# The home page has the box, and other texts of the site its frame.
FRAME = Allowed(
    frozenset("button div form input kbd label p section span textarea".split()),  # noqa: SIM905
    re.compile(
        r"class|id|for|type|rows|role|markdown|spellcheck|auto(complete|capitalize|correct)"
        r"|(aria|data)-[a-z-]+"
    ),
    alone=False,
)

FENCE = re.compile(
    r"( *)(`{3,}|~{3,}) ?([\w.+-]*)( title=\"[^\"<>&]*\")?( hl_lines=\"[\d -]+\")? *"
)
_FENCE_LIKE = re.compile(r"\s*(`{3,}|~{3,})")
_INCLUDE_LIKE = re.compile(r"-+8<-+")
_CODE = re.compile(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
# A line that begins a block of its own, so that no code reaches over it.
_BEGINS = re.compile(r"\s*([-+*>|#]|\d+[.)]|[!?=]{3}|[-=*_]{3,}\s*$)")
_TAG_LIKE = re.compile(r"<(?=[a-zA-Z/!?])")
_TAG = re.compile(r'<(/?)([a-zA-Z]+)((?:\s+[\w-]+(?:="[^"<>]*")?)*)\s*>')
_ATTRIBUTE = re.compile(r'([\w-]+)(?:="[^"]*")?')
_WEB = re.compile(r"<https?://[^<>\s]+>")
_BRACE = re.compile(r"\{(?: ?#[\w-]+ ?|(?: ?\.[\w-]+)+ ?)\}")
_ID = re.compile(r"\{ ?#([\w-]+) ?\}")
# [text](address "title"), and [name]: address
_ADDRESS = re.compile(r"\]\(([^)]*)")
_REFERENCE = re.compile(r"^[\s>*+-]*\[[^\]]*\]:\s*(\S*)", re.MULTILINE)
_TITLE = re.compile(r"""\s+["'].*""", re.DOTALL)
_SCHEME = re.compile(r"[^/?#]*:")


def problems(text: str, first_line: int, name: str, allowed: Allowed = PAGE) -> Iterator[Problem]:
    """Everything in the Markdown of a text that has no place there."""
    identifiers = {"top"} if allowed is PAGE else set()  # the title's own, which is in the head
    if "8<-" in text:
        for number, line in enumerate(text.split("\n"), first_line):
            if _INCLUDE_LIKE.search(line) and not INCLUDE.match(line):
                words = 'an include stands alone in its line: --8<-- "folder/file"'
                yield Problem(name, number, words)
    if allowed is PAGE and "figure" in text:
        for at, words in _figures(text.split("\n"), first_line):
            yield Problem(name, at, words)
    for number, block in _blocks(text, first_line):
        if isinstance(block, Refused):
            yield Problem(name, number, block.words)
        else:
            for at, words in _prose(block, number, allowed):
                yield Problem(name, at, words)
            for at, identifier in _identifiers(block, number):
                if identifier in identifiers:
                    words = f"there is another {{#{identifier}}}: give this one a name of its own"
                    yield Problem(name, at, words)
                identifiers.add(identifier)


def _figures(lines: Sequence[str], first: int) -> Iterator[tuple[int, str]]:
    """Figures that hold something else than a picture: what is in them is no Markdown."""
    for number, line in enumerate(lines):
        if line.lstrip().startswith("<figure"):
            include, end = (*lines[number + 1 : number + 3], "", "")[:2]
            if not include.startswith('--8<-- "images/') or end != "</figure>":
                words = 'a figure is three lines: <figure …>, --8<-- "images/…", </figure>'
                yield first + number, words
        elif line == "</figure>" and not (number > 1 and lines[number - 2].startswith("<figure")):
            yield first + number, "ends no figure: take it out"


@dataclass(frozen=True)
class Refused:
    """In place of a block: why a line cannot be read."""

    words: str


def _blocks(text: str, first: int) -> Iterator[tuple[int, Sequence[str] | Refused]]:
    """The lines outside fences, in runs that no code span leaves; and fences that are none."""
    block: list[str] = []
    start = first
    fence: tuple[str, str] | None = None
    opened = first
    for number, line in enumerate(text.split("\n"), first):
        if fence is not None:
            indent, marks = fence
            if line.rstrip() == indent + marks:
                fence = None
            elif line.strip() == marks or (line.strip() and not line.startswith(indent)):
                yield number, Refused("is set in less than the block's first line: move it right")
            elif line.startswith(indent + marks):
                yield number, Refused(f"begins a block within another: write {marks} above it")
            continue
        if ("```" in line or "~~~" in line) and _FENCE_LIKE.match(line):
            if block:
                yield start, block
                block = []
            opening = FENCE.fullmatch(line)
            if opening is None:
                words = 'begins a block wrongly: write for example ```sh title="install.sh"'
                yield number, Refused(words)
            fence = (opening[1], opening[2]) if opening else _roughly(line)
            opened = number
        elif not line.strip():
            if block:
                yield start, block
                block = []
        else:
            if block and (_BEGINS.match(line) or _indent(line) < _indent(block[-1])):
                yield start, block
                block = []
            if not block:
                start = number
            block.append(line)
    if block:
        yield start, block
    if fence is not None:
        yield opened, Refused(f"begins a block that never ends: write {fence[1]} below it")


def _roughly(line: str) -> tuple[str, str]:
    marks = line.strip()
    return line[: _indent(line)], marks[: len(marks) - len(marks.lstrip(marks[0]))]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _without_code(text: str) -> str:
    """A run of lines whose code within a line is blank; code over several lines stays in sight."""
    return _CODE.sub(lambda code: code[0] if "\n" in code[0] else "\x00" * len(code[0]), text)


def _prose(block: Sequence[str], start: int, allowed: Allowed) -> Iterator[tuple[int, str]]:
    text = "\n".join(block)
    shown = _without_code(text) if "`" in text else text
    if "`" in shown and "`" in _CODE.sub("", shown):
        yield start, "has a backquote without another: code begins and ends within its paragraph"
        return
    for at, words in (
        *(_tags(shown, allowed) if "<" in shown else ()),
        *(_braces(shown, allowed) if "{" in shown else ()),
        *(_addresses(shown) if "](" in shown or "]:" in shown else ()),
    ):
        yield start + text.count("\n", 0, at), words


def _tags(text: str, allowed: Allowed) -> Iterator[tuple[int, str]]:
    for found in _TAG_LIKE.finditer(text):
        rest = text[found.start() :]
        if _WEB.match(rest):
            continue
        tag = _TAG.match(rest)
        written = rest.split("\n", 1)[0]
        if tag is None or tag[2] not in allowed.elements:
            what = written[: written.find(">") + 1] or written[:20]
            words = f"{what} is no Markdown: take it out, or write it as `code`"
            yield found.start(), words
            continue
        for attribute in _ATTRIBUTE.findall(tag[3]):
            if not allowed.attributes.fullmatch(attribute):
                words = f"<{tag[2]}> takes no {attribute!r}: take it out"
                yield found.start(), words
        before = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        if allowed.alone and (before.strip() or written != tag[0]):
            yield found.start(), f"{tag[0]} must have a line of its own"


def _braces(text: str, allowed: Allowed) -> Iterator[tuple[int, str]]:
    for found in re.finditer(r"\{", text):
        if not (brace := _BRACE.match(text, found.start())):
            written = text[found.start() :].split("\n", 1)[0]
            words = f"{written[:30]!r}: braces hold an id, as in {{#fixes}}; write others as `code`"
            yield found.start(), words
        elif "." in brace[0] and allowed is PAGE:
            yield found.start(), f"{brace[0]}: the look of a page is not its own: take it out"


def _addresses(text: str) -> Iterator[tuple[int, str]]:
    for found in _ADDRESS.finditer(text):
        opening = text.rfind("[", 0, found.start())
        picture = opening > 0 and text[opening - 1] == "!"
        if words := _wrong_address(found[1], picture=picture):
            yield found.start(), words
    for found in _REFERENCE.finditer(text):
        if words := _wrong_address(found[1], picture=False):
            yield found.start(1), words


def _wrong_address(written: str, *, picture: bool) -> str:
    """What is wrong with where a link leads, as a browser reads it: it drops blanks in a scheme."""
    if "\x00" in written or "`" in written:
        return "an address takes no code: write it plainly"
    seen = html.unescape(_TITLE.sub("", written))
    seen = re.sub(r"[\x00-\x20\\<>]", "", seen).lower()
    if picture and (_SCHEME.match(seen) or seen.startswith("//")):
        return f"a picture is a file in images/, not {seen[:30]!r}"
    if seen.startswith(("https://", "http://")):
        return ""
    if _SCHEME.match(seen) or seen.startswith("//"):
        return f"a link leads to https://… or to a page, not to {seen[:30]!r}"
    return ""


def _identifiers(block: Sequence[str], start: int) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(block, start):
        if "{" in line:
            for identifier in _ID.findall(_CODE.sub("", line)):
                yield number, identifier
