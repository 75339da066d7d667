"""What a real pip printed, made comparable, and kept beside the case.

`snippets/<slug>/recorded/<name>/<pip>.txt`, where the name is that of the snippet and of
the fault (see `content.case.Reproduce.printed_name`). Written by `pipclinic record`, never by hand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from pipclinic.content.case import Example, Reproduce
from pipclinic.content.page import Document
from pipclinic.content.pips import TABLE
from pipclinic.evidence.report import Report
from pipclinic.lab.sandbox import Sandbox

_VARYING = (
    (re.compile(r"\x1b\[[0-9;?]*[A-Za-z]"), ""),
    (re.compile(r"[^\n]*\r(?!\n)"), ""),  # what a progress display has overwritten
    (re.compile(r"\b0x[0-9a-f]{6,}"), "0x7f0123456789"),
    (re.compile(r"\(_ssl\.c:\d+\)"), "(_ssl.c:1000)"),  # a line of Python's source: its build's
    (re.compile(r"(?m)^( *)gcc -.*? -c "), r"\1gcc … -c "),  # the flags of Python's own build
    (re.compile(r"\b127\.0\.0\.1:\d{4,5}\b"), "127.0.0.1:54321"),
    (
        re.compile(
            r"pip-(install|unpack(?:ed-wheel)?|req-build|build-env|modern-metadata|wheel|record)-\w+"
        ),
        r"pip-\1-x",
    ),
    (re.compile(r"(?m)^/\S+\.sh: (?=\d+: )"), "sh: "),  # what the shell itself says of a snippet
    (re.compile(r"/pip-\w{8}-(unpack|build|record)\b"), r"/pip-x-\1"),  # folders of pip 9
    (re.compile(r"/pip-build-\w{8}/"), "/pip-build-x/"),
    (re.compile(r"(/pip-install-x/[\w.-]+?)_[0-9a-f]{32}\b"), r"\1_x"),
    (re.compile(r"(?<=/)tmp\w{8}\b"), "tmpx"),
    (re.compile(r"(?m)^ *(━|\|█)[^\n]*\n"), ""),  # progress bars: speeds and times
)


def normalised(text: str, sandbox: Sandbox) -> str:
    """Output without what differs from run to run: paths, addresses, ports, times, colours."""
    for folder, name in ((sandbox.home, "/home/you"), (sandbox.root, "")):
        # pip 26.2 and newer write some of what they ran in small letters
        text = re.sub(re.escape(str(folder)), name, text, flags=re.IGNORECASE)
    text = text.replace(str(Path(sandbox.python.executable).parents[1]), "/usr")
    for pattern, replacement in _VARYING:
        text = pattern.sub(replacement, text)
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n") + "\n"


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


def printed(page: Document, report: Report) -> Iterator[tuple[Path, str]]:
    """Every recording a report holds for a page: its file, and what pip prints now."""
    for step in page.case.reproduce:
        for outcome in report.outcomes:
            seen = (outcome.slug, outcome.step, outcome.snippet, outcome.under)
            same = seen == (page.slug, "reproduce", step.run, step.under)
            recorded = step.record and outcome.printed  # the same command may be run unrecorded too
            if same and recorded and step.covers_version(outcome.pip):
                yield file_for(page, step, outcome.pip), outcome.printed


def differences(page: Document, report: Report) -> Iterator[tuple[Path, str]]:
    """The recordings of a page that are missing, or other than what pip printed in a report."""
    for path, text in printed(page, report):
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
