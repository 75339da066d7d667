"""The Markdown of a page as it is staged: its head, its text, a proof below each command."""

import re
from collections.abc import Iterator

from pipclinic.content.case import Failing, NotAFix
from pipclinic.content.head import PHASES
from pipclinic.content.page import HEADING, INCLUDE, Document, Guide, Page
from pipclinic.evidence.evidence import Evidence
from pipclinic.site import footnotes, journey, proofs
from pipclinic.site.answer import answer
from pipclinic.site.rendering import render

# Each first visit loads the search index, so it holds what people look for: what happened, and
# what to do. What pip printed is looked up by the diagnosis.
_SEARCHED = ("what-went-wrong", "fixes")
_NOT_COPIED = ("what-pip-prints", "what-does-not-fix-it")
_COPIED = ("find-your-cause", "make-it-permanent")  # checks, and how to undo what lasts
_FENCE = re.compile(r"(\s*```) ?(\w+)(.*)")


def page(document: Page, evidence: Evidence, drawing: str) -> str:
    """A page about an error."""
    seen = evidence.of(document)
    banner = proofs.banner(document, seen)
    head = render(
        "page-head.md",
        slug=document.slug,
        front=document.front,
        answer=answer(document, seen),
        phases=PHASES,
    )
    cited = bool(document.claims.names)
    sources = render("sources.md", banner=banner, versions=proofs.versions, cited=cited)
    notes = footnotes.markdown(document, seen)
    return "\n".join([head, *_body(document, evidence, drawing), sources, *notes, ""])


def guide(document: Guide, evidence: Evidence, drawing: str) -> str:
    """A guide."""
    head = render("guide-head.md", slug=document.slug, front=document.front)
    notes = footnotes.markdown(document, evidence.of(document))
    return "\n".join([head, *_body(document, evidence, drawing), *notes, ""])


def _body(document: Document, evidence: Evidence, drawing: str) -> Iterator[str]:
    """The text's own lines, with the journey diagram and a proof after each command."""
    documents = evidence.catalogue.documents
    section = recommended = ""
    shown: list[tuple[Document, str]] = []
    lines = document.body.splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        heading = HEADING.match(line)
        identifier = heading[3] if heading else None
        if heading and identifier and heading[1] == "##":
            section = identifier
        if identifier and isinstance(document, Page) and section not in _SEARCHED:
            line = line.replace(f"#{identifier}", f"#{identifier} data-search-exclude")
        if identifier and section == "fixes" and not recommended and line.startswith("###"):
            recommended = identifier
            line = line.replace(f"#{identifier}", f"#{identifier} .recommended")
        include = INCLUDE.match(following)
        if include and (owner := documents.get(include[2])):
            kinds = "".join(
                f" .{kind}" for kind in _kinds(document, evidence, owner, section, include[3])
            )
            line = _FENCE.sub(rf"\1 {{ .\2{kinds}\3 }}", line) if kinds else line
        yield line
        include = INCLUDE.match(line)
        if identifier:
            if identifier == "what-went-wrong" and isinstance(document, Page):
                yield ""
                yield journey.figure(drawing, document.front.phase)
        elif include and not include[3].startswith("printed/"):
            if include[2] in documents:
                shown.append((documents[include[2]], include[3]))
        elif shown and line.strip().startswith("```"):
            indent = line[: len(line) - len(line.lstrip())]
            owner, file = shown.pop()
            said = proofs.proofs(evidence.of(owner), section, file)
            for paragraph in proofs.paragraphs(owner, said, file):
                yield from ("", *(f"{indent}{part}" for part in paragraph))


def _kinds(
    document: Document, evidence: Evidence, owner: Document, section: str, file: str
) -> Iterator[str]:
    """What a block of code is to the style sheet and to the copy buttons."""
    if _is_not_copied(document, owner, section, file):
        yield "no-copy"
    if next(proofs.proofs(evidence.of(owner), section, file), None):
        yield "proved"


def _is_not_copied(document: Document, owner: Document, section: str, file: str) -> bool:
    """Whether a command is shown to be recognised: it reproduces the error, or does not help.

    A guide shows failing commands to learn from, so only what does not help is not copied there.
    """
    if section in _COPIED:
        return False
    steps = proofs.shown_as(owner.case, section, file)
    failing = Failing if isinstance(document, Page) else NotAFix
    fails = bool(steps) and all(isinstance(step, failing) and not step.then for step in steps)
    return section in _NOT_COPIED or fails
