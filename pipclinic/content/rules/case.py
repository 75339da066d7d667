"""A case names files and faults that exist, and says what its page says."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from pipclinic.content.case import NOT_EXECUTED, TABLES, Fix, NotExecuted, Reproduce, Step
from pipclinic.content.page import Document, Page
from pipclinic.content.places import toml_line
from pipclinic.content.problems import Problem
from pipclinic.faults.environments import Command, Files

# The page of the error that many others end in, and its words.
_ECHO = ("no-matching-distribution", "No matching distribution found for")


def case_problems(page: Document, root: Path) -> Iterator[Problem]:
    """What is wrong with a case beside its page and its snippets."""
    path = page.folder / "case.toml"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    name = str(path.relative_to(root))

    def problem(kind: str, index: int, key: str, message: str) -> Problem:
        return Problem(name, toml_line(text, (kind, index, key)), message, f"[[{kind}]] {key}")

    for kind in TABLES:
        for index, table in enumerate(getattr(page.case, kind)):
            for key, file in files_of(table):
                if file not in page.snippets:
                    message = f"snippets/{page.slug}/{file} does not exist"
                    yield problem(kind, index, key, message)
            for key, message in _table_problems(page, table):
                yield problem(kind, index, key, message)
    reproduced = {step.under for step in page.case.reproduce}
    for index, fault in enumerate(page.case.fault):
        if fault.fault == Files():
            yield problem(
                "fault", index, "kind", "breaks nothing: write removes, writes or unwritable"
            )
        if fault.name not in reproduced and not fault.not_here:
            message = f"no [[reproduce]] shows that {fault.name!r} fails"
            yield problem("fault", index, "name", message)


def _table_problems(page: Document, table: BaseModel) -> Iterator[tuple[str, str]]:
    if isinstance(table, NotExecuted):
        if not Path(table.run).match(NOT_EXECUTED[table.because]):
            yield "because", f"does not hold for {table.run}: run it"
        if any(table.run in (step.run, step.then) for step in page.case.steps):
            yield "run", f"{table.run} is run after all: take this out"
    if isinstance(table, Step):
        faults = [fault.name for fault in page.case.fault]
        if table.under not in faults:
            yield "under", f"unknown fault {table.under!r}; there is {', '.join(faults)}"
        elif page.case.named(table.under).not_here and not isinstance(table, Fix):
            yield "under", f"{table.under!r} is never shown: only a [[fix]] can be run under it"
        elif _is_only_its_own_control(page, table):
            yield "control", "name a snippet that succeeds: only the command is at fault"
        expected = getattr(table, "fails_with", None)
        if expected is not None and expected not in page.signatures and not _echoes(page, table):
            yield "fails_with", f"{expected!r} is not among the page's signatures"


def _echoes(page: Document, step: Step) -> bool:
    """Whether a step ends in the echo alone, as where a pip has no words for the cause yet.

    Such a text says nothing of the page, so it is not recorded.
    """
    explains = isinstance(page, Page) and _ECHO[0] in page.front.explains
    expected, record = getattr(step, "fails_with", None), getattr(step, "record", False)
    return explains and expected == _ECHO[1] and not record


def _is_only_its_own_control(page: Document, step: Step) -> bool:
    named = page.case.named(step.under).fault
    return isinstance(step, Reproduce) and step.control is None and isinstance(named, Command)


def files_of(table: BaseModel) -> Iterator[tuple[str, str]]:
    """Each snippet that a table names, with the key it stands at."""
    for key in ("run", "before", "after_failure_of", "then", "control"):
        file = getattr(table, key, None)
        if file is not None:
            yield key, file
    for file in getattr(table, "places", {}):
        yield "places", file
