"""What is included below "printed/": the recordings of a page as tabs, and tables of outcomes."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipclinic.content import signatures
from pipclinic.content.page import Document
from pipclinic.evidence import recordings
from pipclinic.evidence.evidence import Evidence
from pipclinic.site import proofs
from pipclinic.site.rendering import render

_INCLUDES = re.compile(r"^(\s*)(;*-+8<-)")


def printed(document: Document, evidence: Evidence) -> Iterator[tuple[str, str]]:
    """Each file's name and its Markdown; the newest pip first, Python checks by their world."""
    yield from _recordings(document)
    for fault, rows in proofs.tables(evidence.of(document)):
        yield f"outcomes-{fault}", proofs.table_markdown(rows)


def _recordings(page: Document) -> Iterator[tuple[str, str]]:
    """The recordings of a page as tabs, newest pip first; those of its Python checks by world."""
    for name in dict.fromkeys(step.printed_name for step in page.case.reproduce if step.record):
        tabs = [(era.label, era.text) for era in reversed(recordings.eras(page, name))]
        yield name, _tabs(page, tabs)
    for file in dict.fromkeys(example.run for example in page.case.example):
        tabs = [
            (example.means, recordings.example_file(page, example).read_text(encoding="utf-8"))
            for example in page.case.example
            if example.run == file and recordings.example_file(page, example).exists()
        ]
        yield Path(file).stem, _tabs(page, tabs)


def _tabs(page: Document, tabs: Sequence[tuple[str, str]]) -> str:
    """Tabs of recordings, with the lines that a signature of the page matches marked."""
    texts = [(label, text, _marked(page, text)) for label, text in tabs]
    return render(
        "recordings.md",
        tabs=[(label, _shown(text), _fence(text), marked) for label, text, marked in texts],
    )


def _fence(text: str) -> str:
    """Backquotes that no line of a text ends."""
    return "`" * max(4, 1 + max(map(len, re.findall("`+", text)), default=0))


def _shown(text: str) -> Sequence[str]:
    """The lines of a text; one that would include a file is marked as one that does not."""
    return [_INCLUDES.sub(r"\1;\2", line) for line in text.splitlines()]


def _marked(page: Document, text: str) -> Sequence[int]:
    known = (signatures.matching_lines(signature, text) for signature in page.signatures)
    return sorted({number + 1 for numbers in known for number in numbers})
