"""A case names files and faults that exist, and says what its page says."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from pipclinic.content.case import Fix, NamedFault, Reproduce, Step
from pipclinic.content.fields import NOT_EXECUTED
from pipclinic.content.locating import place_of, place_of_claim
from pipclinic.content.mistakes import Location, Mistake
from pipclinic.content.page import Document, Page
from pipclinic.content.pips import TABLE
from pipclinic.content.places import toml_line
from pipclinic.content.problems import Problem
from pipclinic.content.rules.claims import wrong_claims
from pipclinic.content.systems import SYSTEMS
from pipclinic.faults.environments import AsInstalled, Command, Files

_NO_FILES = "breaks nothing: write removes, writes or unwritable"


def case_problems(page: Document, root: Path) -> Iterator[Problem]:
    """What is wrong with a case beside its page and its snippets."""
    path = page.folder / "case.toml"
    name = str(path.relative_to(root))
    found = [*_step_problems(page), *_recorded_twice(page), *_other_problems(page)]
    wrong = list(wrong_claims(page))
    if not found and not wrong:
        return
    text = path.read_text(encoding="utf-8")
    data = tomllib.loads(text)
    for claim, key, message in wrong:
        at = (*place_of_claim(data, claim), key)
        yield Problem(name, toml_line(text, at), message, f"[^{claim}] {key}")
    placed = (
        Mistake((*(place_of(data, at) if isinstance(at, Step) else at), key), message)
        for at, key, message in found
    )
    for mistake in dict.fromkeys(placed):
        yield Problem(name, toml_line(text, mistake.at), mistake.message, mistake.key)


_Found = tuple[Step | Location, str, str]  # what it is about, the key, what is wrong


def _step_problems(page: Document) -> Iterator[_Found]:
    for step in page.case.steps:
        for key, file in files_of(step):
            if file not in page.snippets:
                yield step, key, f"snippets/{page.slug}/{file} does not exist"
        if page.case.named(step.under).not_here and not isinstance(step, Fix):
            yield step, "run", f"{step.under!r} is never shown: only a fix can be run under it"
        elif _is_only_its_own_control(page, step):
            yield step, "control", "name a snippet that succeeds: only the command is at fault"
        expected = getattr(step, "fails_with", None)
        if expected is not None and expected not in page.signatures and not _echoes(page, step):
            yield step, "prints", f"{expected!r} is not among the page's signatures"


def _recorded_twice(page: Document) -> Iterator[_Found]:
    """Steps of which one would overwrite what is recorded of another."""
    first: dict[tuple[str, str], Reproduce] = {}
    for step in page.case.reproduce if len(page.case.reproduce) > 1 else ():
        for pip in TABLE if step.record else ():
            if step.covers(pip):
                other = first.setdefault((step.printed_name, pip.version), step)
                if other is not step:
                    words = f"{other.id} is recorded in the same place: write record = false here"
                    yield step, "record", words
                    break


def _other_problems(page: Document) -> Iterator[_Found]:
    for exempt in page.case.not_executed:
        at: Location = ("not_executed",)
        if exempt.run not in page.snippets:
            yield at, exempt.run, f"snippets/{page.slug}/{exempt.run} does not exist"
        if not Path(exempt.run).match(NOT_EXECUTED[exempt.because]):
            yield at, exempt.run, f"{exempt.because!r} does not hold for it: run it"
        if any(exempt.run in (step.run, step.then) for step in page.case.steps):
            yield at, exempt.run, "is run after all: take this out"
    for example in page.case.example:
        if example.run not in page.snippets:
            words = f"snippets/{page.slug}/{example.run} does not exist"
            yield ("example", example.run), example.name, words
    reproduced = {step.under for step in page.case.reproduce}
    for fault in page.case.fault:
        if fault.fault == Files():
            yield ("fault", fault.name), "kind", _NO_FILES
        yield from _of_a_system(fault)
        if fault.name not in reproduced and not fault.not_here:
            words = f"no [[fault.{fault.name}.reproduce]] shows that it fails"
            yield ("fault",), fault.name, words


def _of_a_system(fault: NamedFault) -> Iterator[_Found]:
    """A system brings its own Python and its own git; and what is a system's needs one."""
    at: Location = ("fault", fault.name)
    if fault.system is None:
        told = {"packages": fault.packages, "put_right": isinstance(fault.fault, AsInstalled)}
        for key in filter(told.get, told):
            yield at, key, f"is a system's: write system as well, for example {next(iter(SYSTEMS))}"
    else:
        for key in ("interpreter", "git"):
            if key in fault.model_fields_set:
                yield at, key, f"{SYSTEMS[fault.system].words} has its own: take this out"


def _echoes(page: Document, step: Step) -> bool:
    """Whether a step ends in the echo alone, as where a pip has no words for the cause yet.

    Such a text says nothing of the page, so it is not recorded.
    """
    echoes = page.echoes if isinstance(page, Page) else ()
    return getattr(step, "fails_with", None) in echoes and not getattr(step, "record", False)


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
