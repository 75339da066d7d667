"""What is included below "printed/": the recordings of a page, and tables of outcomes."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from pipclinic.content import signatures
from pipclinic.content.page import Document
from pipclinic.evidence import recordings
from pipclinic.evidence.evidence import Evidence
from pipclinic.site import proofs
from pipclinic.site.rendering import render

_FIGURES = re.compile(r"\d+")
_INCLUDES = re.compile(r"^(\s*)(;*-+8<-)")


def printed(document: Document, evidence: Evidence) -> Iterator[tuple[str, str]]:
    """Each file's name and its Markdown; the newest pip first, Python checks by their world."""
    yield from _recordings(document)
    for fault, rows in proofs.tables(evidence.of(document)):
        yield f"outcomes-{fault}", proofs.table_markdown(rows)


def _recordings(page: Document) -> Iterator[tuple[str, str]]:
    """The recordings of a page, newest pip first; those of its Python checks by world, as tabs."""
    for name in dict.fromkeys(step.printed_name for step in page.case.reproduce if step.record):
        eras = [(era.label, era.text) for era in reversed(recordings.eras(page, name))]
        yield name, _folded(page, eras)
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
        tabs=[(label, _shown(text), fence(text), marked) for label, text, marked in texts],
    )


def _folded(page: Document, eras: Sequence[tuple[str, str]]) -> str:
    """Recordings that unfold, each known by the line that tells; lines that repeat are left out."""
    shown = []
    for label, text in eras:
        lines = without_repeats(text)
        marked = telling_line(page, lines)
        telling = lines[marked - 1].strip() if marked else ""
        shown.append((label, telling, _shown("\n".join(lines)), fence(text), marked))
    return render("folded.md", eras=shown)


def telling_line(page: Document, lines: Sequence[str]) -> int:
    """The number of the one line by which a recording is known, from 1; 0 where there is none."""
    text = "\n".join(lines)
    known = (signatures.matching_lines(signature, text) for signature in page.signatures)
    return next((number + 1 for numbers in known for number in numbers), 0)


def without_repeats(text: str) -> list[str]:
    """The lines of a text; of a run that differs only in figures, the first, and how many."""
    found: list[str] = []
    for _, run in groupby(text.splitlines(), key=lambda line: _FIGURES.sub("0", line)):
        first, *others = run
        found.append(first)
        if len(others) > 1 and first.strip():
            found.append(f"⋮ {len(others)} more lines like this")
        else:
            found += others
    return found


def fence(text: str) -> str:
    """Backquotes that no line of a text ends."""
    return "`" * max(4, 1 + max(map(len, re.findall("`+", text)), default=0))


def _shown(text: str) -> Sequence[str]:
    """The lines of a text; one that would include a file is marked as one that does not."""
    return [_INCLUDES.sub(r"\1;\2", line) for line in text.splitlines()]


def _marked(page: Document, text: str) -> Sequence[int]:
    known = (signatures.matching_lines(signature, text) for signature in page.signatures)
    return sorted({number + 1 for numbers in known for number in numbers})
