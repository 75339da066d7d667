"""What a real pip printed, made comparable (see `lab.printed`), and kept beside the case.

`snippets/<slug>/recorded/<name>/<pip>.txt`, where the name is that of the snippet and of
the fault (see `content.case.Reproduce.printed_name`). Written by `pipclinic record`, never by hand.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from pipclinic.content.case import Example, Reproduce
from pipclinic.content.page import Document
from pipclinic.content.pips import TABLE
from pipclinic.evidence.evidence import Seen


def kept(step: Reproduce, text: str) -> str:
    """The part of a normalised output that the step's recording keeps."""
    if isinstance(step.record, bool):
        return text
    telling = (step.record,) if isinstance(step.record, str) else step.record
    lines = (line for line in text.splitlines() if any(part in line for part in telling))
    return "".join(f"{line.strip()}\n" for line in lines)


def file_for(page: Document, step: Reproduce, pip: str) -> Path:
    """Where the recording of a step with a pip is kept."""
    return page.folder / "recorded" / step.printed_name / f"{pip}.txt"


def example_file(page: Document, example: Example) -> Path:
    """Where what a Python snippet prints in a world is kept."""
    return page.folder / "recorded" / Path(example.run).stem / f"{example.name}.txt"


def expected(page: Document) -> set[Path]:
    """Every recording that the steps and examples of a page call for."""
    steps = [step for step in page.case.reproduce if step.record]
    return {
        file_for(page, step, pip.version) for step in steps for pip in TABLE if step.covers(pip)
    } | {example_file(page, example) for example in page.case.example}


def printed(seen: Seen) -> Iterator[tuple[Path, str]]:
    """Every recording that was seen of a page: its file, and what pip prints now."""
    for step in seen.document.case.reproduce:
        if step.record:
            for row in seen.of(step):
                if row.printed:
                    yield file_for(seen.document, step, row.pip), row.printed


def differences(seen: Seen) -> Iterator[tuple[Path, str]]:
    """The recordings of a page that are missing, or other than what pip was seen to print."""
    for path, text in printed(seen):
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            yield path, text


@dataclass(frozen=True)
class Era:
    """Neighbouring pips of the table that print the same."""

    pips: tuple[str, ...]
    text: str

    @property
    def label(self) -> str:
        """For example "pip 18.1" or "pip 20.0.2 to 26.3"."""
        first, last = self.pips[0], self.pips[-1]
        return f"pip {first}" if first == last else f"pip {first} to {last}"


def eras(page: Document, name: str) -> tuple[Era, ...]:
    """The recordings of one name, oldest pip first, equal neighbours together."""
    folder = page.folder / "recorded" / name
    texts = [
        (pip.version, (folder / f"{pip.version}.txt").read_text(encoding="utf-8"))
        for pip in TABLE
        if (folder / f"{pip.version}.txt").exists()
    ]
    return tuple(
        Era(tuple(version for version, _ in group), text)
        for text, group in groupby(texts, key=itemgetter(1))
    )
