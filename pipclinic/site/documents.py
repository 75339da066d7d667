"""The Markdown of a page as it is staged: its head, its text, a proof below each command."""

from collections.abc import Iterator

from pipclinic.content.head import PHASES
from pipclinic.content.page import HEADING, INCLUDE, Document, Guide, Page
from pipclinic.evidence.evidence import Evidence
from pipclinic.site import journey, proofs
from pipclinic.site.rendering import render

# Each first visit loads the search index, so it holds what people look for: what happened, and
# what to do. What pip printed is looked up by the diagnosis.
_SEARCHED = ("what-went-wrong", "fixes")


def page(document: Page, evidence: Evidence, drawing: str) -> str:
    """A page about an error."""
    banner = proofs.banner(document, evidence.of(document))
    head = render(
        "page-head.md", front=document.front, banner=banner, versions=proofs.versions, phases=PHASES
    )
    return "\n".join([head, *_body(document, evidence, drawing), ""])


def guide(document: Guide, evidence: Evidence, drawing: str) -> str:
    """A guide."""
    head = render("guide-head.md", front=document.front)
    return "\n".join([head, *_body(document, evidence, drawing), ""])


def _body(document: Document, evidence: Evidence, drawing: str) -> Iterator[str]:
    """The text's own lines, with the journey diagram and a proof after each command."""
    documents = evidence.catalogue.documents
    section = ""
    shown: list[tuple[Document, str]] = []
    for line in document.body.splitlines():
        heading = HEADING.match(line)
        identifier = heading[3] if heading else None
        if heading and identifier and heading[1] == "##":
            section = identifier
        if identifier and isinstance(document, Page) and section not in _SEARCHED:
            line = line.replace(f"#{identifier}", f"#{identifier} data-search-exclude")
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
