"""Where a text leads within the site: pages, anchors, pictures and what is generated are there.

MkDocs says so as well, once it has built everything; this needs the sources only.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join, normpath

from pipclinic.content.head import PHASES
from pipclinic.content.page import Document
from pipclinic.content.problems import Problem, listed, unknown

# What staging makes (`site/stage.py`; a test holds the two to each other): texts with their
# anchors, files, and what a text may include.
GENERATED_TEXTS: Mapping[str, frozenset[str]] = {
    "docs/errors/index.md": frozenset({"top", "by-phase", *PHASES}),
    "docs/guides/index.md": frozenset({"top"}),
    "docs/coverage.md": frozenset({"top"}),
}
GENERATED_FILES = frozenset(
    {
        "docs/errors.json",
        "docs/pip-clinic.zip",
        *(f"docs/images/phase-{phase}.svg" for phase in PHASES),
    }
)
GENERATED_PARTS: Mapping[str, frozenset[str]] = {
    "errors-by-phase.md": frozenset(PHASES),
    "examples.md": frozenset(),
    "pips.md": frozenset(),
    "steps.md": frozenset(),
}

# An include of what is made, and not written: folder, file.
_MADE = re.compile(r'^ *--8<-- "([^/"\n]+)/([^"\n]+)" *$', re.MULTILINE)
# What stands around each page.
_FRAME = frozenset({"top", "answer", "sources"})
_LINK = re.compile(r"\]\(\s*([^)\s]*)")
_APART = re.compile(r"\]\s\((?:#|\.\./|https?:|[\w-]+\.md)")
_MEANT = re.compile(r"^ {0,3}\[([^\]^][^\]]*)\]:\s*(\S+)", re.MULTILINE)
_BY_NAME = re.compile(r"(?<!\])\[([^\]^][^\]]*)\]\[([^\]^]*)\]")
_CITED = re.compile(r"\[\^([\w-]+)\](?!:)")
_NOTE = re.compile(r"^ {0,3}\[\^([\w-]+)\]:", re.MULTILINE)
_WITH_CLAIMS = ("docs/errors/", "docs/guides/")  # their footnotes are another rule's
_OUTSIDE = re.compile(r"[a-zA-Z][\w+.-]*:|//|<")
_ID = re.compile(r"\{(?<!`\{) ?#([\w-]+)[^}\n]*\}")
_ID_OF_ELEMENT = re.compile(r"\bid=\"([\w-]+)\"")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
_FENCED = re.compile(r"^( *)(`{3,}|~{3,})[^\n]*\n.*?^\1\2 *$", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)


@dataclass(frozen=True)
class Text:
    """A text, by its name below the root: its Markdown as it stands, head and all."""

    name: str
    content: str


def problems(
    root: Path, texts: Sequence[Text], documents: Mapping[str, Document]
) -> Iterator[Problem]:
    """Every link, anchor, picture and include of a text that leads nowhere.

    documents: pages and guides by slug, as far as they could be read.
    """
    anchors = {**GENERATED_TEXTS, **{text.name: _anchors(text) for text in texts}}
    for text in texts:
        if found := list(_astray(root, text, anchors, documents)):
            code = [part.span() for part in (*_FENCED.finditer(text.content), *_spans(text))]
            for at, words in found:
                if not any(start <= at < end for start, end in code):
                    yield Problem(text.name, text.content.count("\n", 0, at) + 1, words)


def _spans(text: Text) -> Iterator[re.Match[str]]:
    return _CODE.finditer(_FENCED.sub(lambda fenced: " " * len(fenced[0]), text.content))


def _anchors(text: Text) -> frozenset[str]:
    found = {*_ID.findall(text.content), *_ID_OF_ELEMENT.findall(text.content)}
    found |= {_slug(heading) for heading in _HEADING.findall(text.content) if "{" not in heading}
    for part, theirs in GENERATED_PARTS.items():
        if f'"generated/{part}"' in text.content:
            found |= theirs
    return frozenset(found) | _FRAME


def _slug(heading: str) -> str:
    """The anchor that Markdown makes of a heading without an id."""
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower())


def _astray(
    root: Path,
    text: Text,
    anchors: Mapping[str, Collection[str]],
    documents: Mapping[str, Document],
) -> Iterator[tuple[int, str]]:
    """Where what leads nowhere begins, and what is wrong with it; also where that is in code."""
    for link in _LINK.finditer(text.content):
        if words := _wrong(root, text.name, link[1], anchors):
            yield link.start(), words
    for link in _APART.finditer(text.content):
        yield link.start(), "no link has a blank between ] and (: take it out"
    names = {name.casefold() for name, _ in _MEANT.findall(text.content)}
    for link in _MEANT.finditer(text.content):
        if words := _wrong(root, text.name, link[2], anchors):
            yield link.start(), words
    for link in _BY_NAME.finditer(text.content):
        if (link[2] or link[1]).casefold() not in names:
            yield link.start(), f"nothing is meant by {link[0]}: write [{link[1]}](where it leads)"
    if not text.name.startswith(_WITH_CLAIMS):
        notes = set(_NOTE.findall(text.content))
        for cite in _CITED.finditer(text.content):
            if cite[1] not in notes:
                yield cite.start(), f"nothing is meant by {cite[0]}: write '{cite[0]}: …' below"
    for part in _MADE.finditer(text.content):
        if words := _wrong_part(part[1], part[2], documents):
            yield part.start(), words


def _wrong(root: Path, name: str, written: str, anchors: Mapping[str, Collection[str]]) -> str:
    """What is wrong with where a link leads; "" where nothing is, or where it leaves the site."""
    if not written:
        return "leads nowhere: write where between ( and )"
    if _OUTSIDE.match(written):
        return ""
    address, _, anchor = written.partition("#")
    if address.startswith("/"):
        return f"{written}: a link begins at its own text, as in ../guides/proxies.md"
    target = normpath(join(dirname(name), address)) if address else name
    if target in anchors:
        if anchor and anchor not in anchors[target]:
            words = unknown("anchor", f"#{anchor}", [f"#{one}" for one in anchors[target]], "")
            return f"{words.rstrip('; ')} in {target}"
        return ""
    if name.startswith("docs/"):
        if target in GENERATED_FILES:
            return ""
        if not target.startswith("docs/"):
            return f"{address} leads out of docs/, and so out of the site"
        if target.startswith("docs/images/"):
            target = target.removeprefix("docs/")
    if (root / target).is_file() or (not name.startswith("docs/") and (root / target).is_dir()):
        return ""
    folder = dirname(target)
    near = [other for other in anchors if dirname(other) == folder]
    return unknown("file", target, near, "mend the link, or leave it out")


def _wrong_part(folder: str, file: str, documents: Mapping[str, Document]) -> str:
    """What is wrong with an include of something that is made, and not written."""
    if folder == "generated" and file not in GENERATED_PARTS:
        return unknown("part", f"generated/{file}", GENERATED_PARTS, _either(GENERATED_PARTS))
    if file.startswith("printed/") and folder in documents:
        recorded = documents[folder].recorded
        if (wanted := file.removeprefix("printed/").removesuffix(".md")) not in recorded:
            return f"nothing is recorded as {wanted!r}; there is {listed(sorted(recorded))}"
    return ""


def _either(names: Collection[str]) -> str:
    return f"there is {', '.join(names)}"
