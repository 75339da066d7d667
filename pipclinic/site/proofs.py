"""What a page says of what was seen: the banner on top, the proof below a command, the tables.

What is to be said is put together first, as plain data; how it looks in Markdown comes last.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipclinic.content.case import Case, Failing, Step
from pipclinic.content.page import Document, Page
from pipclinic.content.pips import TABLE
from pipclinic.content.steps import StepKind
from pipclinic.evidence.evidence import Seen
from pipclinic.evidence.report import Outcome
from pipclinic.site.rendering import code_span, plain

Style = Literal["fix", "not-a-fix", "reproduce", "broken", "not-run"]

_STYLES: Mapping[StepKind, Style] = {
    "fix": "fix",
    "not_a_fix": "not-a-fix",
    "reproduce": "reproduce",
}
# Which kind of step a file stands for where it was run as several, by the section it is shown in.
_EXPECTED: Mapping[str, Sequence[StepKind]] = {
    "what-pip-prints": ("reproduce", "fix", "not_a_fix"),
    "what-does-not-fix-it": ("not_a_fix",),
}
_ELSEWHERE: Sequence[StepKind] = ("fix", "not_a_fix", "reproduce")


@dataclass(frozen=True)
class Sentence:
    """What a command was seen to do in one world: where, what, and with which pips."""

    where: str
    what: str
    pips: tuple[str, ...]


@dataclass(frozen=True)
class Proof:
    """A paragraph below a command: what was seen of it, or why it was not run."""

    style: Style
    sentences: tuple[Sentence, ...] = ()
    because: str = ""


@dataclass(frozen=True)
class Banner:
    """What was seen of a page as a whole.

    verified: whether the page's error was seen, and each step is as stated.
    """

    verified: bool
    failed: int = 0
    why_not_here: str = ""
    changed: bool = False
    fixes: int = 0
    disproved: int = 0
    pips: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tried:
    """A command that was tried under a fault: the pips it works with, and those it fails with."""

    command: str
    works: tuple[str, ...]
    fails: tuple[str, ...]


def banner(page: Page, seen: Seen) -> Banner:
    """What stands on top of a page."""
    if not seen.outcomes:
        return Banner(False, changed=seen.changed)
    case, failed = page.case, len(seen.failed)
    why = ", ".join(dict.fromkeys(fault.not_here for fault in case.fault))
    return Banner(
        verified=not failed and bool(case.reproduce),
        failed=failed,
        why_not_here="" if case.reproduce else why,
        fixes=_commands(case, case.fix, seen),
        disproved=_commands(case, case.not_a_fix, seen),
        pips=_pips(seen.outcomes),
        platforms=tuple(dict.fromkeys(row.platform for row in seen.outcomes)),
        dates=tuple(sorted({row.date.isoformat() for row in seen.outcomes})),
    )


def _commands(case: Case, steps: Sequence[Step], seen: Seen) -> int:
    """How many commands were run: the same one for other pips counts once."""
    return len({(step.run, case.shown_by(step), step.under) for step in steps if seen.of(step)})


def proofs(seen: Seen, section: str, file: str) -> Iterator[Proof]:
    """What is to be said below a file that is shown in a section of a page."""
    case = seen.document.case
    for exempt in case.not_executed:
        if exempt.run == file:
            yield Proof("not-run", because=exempt.because)
    steps = shown_as(case, section, file)
    if steps:
        kind = steps[0].kind
        for words, some in _by_what_they_show(kind, steps, file).items():
            yield from _proofs(case, kind, words, [row for s in some for row in seen.of(s)])


def shown_as(case: Case, section: str, file: str) -> Sequence[Step]:
    """The steps, all of one kind, that a file stands for in a section of a page."""
    for kind in _EXPECTED.get(section, _ELSEWHERE):
        steps = [step for step in case.steps if step.kind == kind and file in case.shown_by(step)]
        if steps:
            return steps
    return ()


def _by_what_they_show(
    kind: StepKind, steps: Sequence[Step], file: str
) -> Mapping[str, Sequence[Step]]:
    """Steps by the words for what is seen when they hold."""
    if kind == "fix":
        return {words_of_fixes(steps): steps}
    if all(step.before == file for step in steps):
        return {"succeeds, before anything is wrong": steps}
    quiet = [step for step in steps if step.exits == 0 and not step.then]
    fails = "it still fails" if kind == "not_a_fix" else "it fails"
    return {
        fails: [step for step in steps if step not in quiet],
        "exits with 0, and warns": [step for step in quiet if _says_something(step)],
        "no error, and the wrong result": [step for step in quiet if not _says_something(step)],
    }


def words_of_fixes(steps: Sequence[Step]) -> str:
    """What fixes are seen to do when they hold."""
    if not any(step.installs for step in steps):
        return "succeeds"
    if all(step.then for step in steps):
        return "then the command that failed succeeds"
    return "installs"


def _says_something(step: Step) -> bool:
    return isinstance(step, Failing) and step.fails_with is not None


def _proofs(case: Case, kind: StepKind, words: str, rows: Sequence[Outcome]) -> Iterator[Proof]:
    """What held and what did not, each with a sentence for each fault."""
    said: tuple[tuple[bool, Style, str], ...] = (
        (True, _STYLES[kind], words),
        (False, "broken", "not as stated"),
    )
    for holds, style, what in said:
        sentences = tuple(
            Sentence(fault.means, what, _pips(some))
            for fault in case.fault
            if (some := [row for row in rows if row.fault == fault.name and row.holds == holds])
        )
        if sentences:
            yield Proof(style, sentences)


def tables(seen: Seen) -> Iterator[tuple[str, Sequence[Tried]]]:
    """What was tried under each fault of a page, by the fault's name."""
    case = seen.document.case
    for fault in case.fault:
        tried: dict[str, list[Step]] = {}
        for step in (*case.fix, *case.not_a_fix):
            if step.under == fault.name:
                tried.setdefault(step.run, []).append(step)
        yield fault.name, [_tried(seen, file, steps) for file, steps in tried.items()]


def _tried(seen: Seen, file: str, steps: Sequence[Step]) -> Tried:
    held = [row for step in steps for row in seen.of(step) if row.holds]
    works = _pips(row for row in held if row.kind == "fix")
    fails = _pips(row for row in held if row.kind == "not_a_fix")
    return Tried(seen.document.snippets[file].read_text(encoding="utf-8").strip(), works, fails)


def _pips(rows: Iterable[Outcome]) -> tuple[str, ...]:
    ran = {row.pip for row in rows}
    return tuple(pip.version for pip in TABLE if pip.version in ran)


def versions(pips: Sequence[str]) -> str:
    """Some pips in words: a range where the table has no other in between."""
    runs: list[list[str]] = []
    previous = -2
    for number, pip in enumerate(TABLE):
        if pip.version in pips:
            if number != previous + 1:
                runs.append([])
            runs[-1].append(pip.version)
            previous = number
    words = [run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs]
    return "pip " + " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def paragraphs(page: Document, said: Iterable[Proof], file: str) -> Iterator[Sequence[str]]:
    """The lines of each proof in Markdown; the last ends with a link to the file, if there is a
    repository.
    """
    *others, last = [paragraph(proof) for proof in said] or [()]
    yield from others
    if last:
        *lines, final, style = last
        yield [*lines, final + _source(f"snippets/{page.slug}/{file}"), style]


def paragraph(proof: Proof) -> Sequence[str]:
    """The lines of a proof in Markdown."""
    said = [
        f"Executed, where {plain(said.where)}: {said.what}, with {versions(said.pips)}."
        for said in proof.sentences
    ]
    if proof.because:
        said = [f"Not executed here: {proof.because}."]
    return [*(f"{line}  " for line in said[:-1]), said[-1], f"{{ .proof .proof--{proof.style} }}"]


def _source(path: str) -> str:
    repository = os.environ.get("REPOSITORY_URL", "")
    if not repository:
        return ""
    return f' [{path}]({repository}/blob/main/{path}){{ .source data-search-exclude="true" }}'


def table_markdown(rows: Sequence[Tried]) -> str:
    """A table of outcomes in Markdown."""
    lines = ["| command | gets through with | fails with |", "|---|---|---|"]
    for row in rows:
        text = row.command.replace("|", "\\|").splitlines()
        command = "<br>".join(map(code_span, text))
        cells = (versions(pips) if pips else "" for pips in (row.works, row.fails))
        lines.append(f"| {command} | {' | '.join(cells)} |")
    return "\n".join([*lines, ""])
