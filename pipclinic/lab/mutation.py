"""Runs spoiled cases, and names those that hold all the same."""

import threading
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from pipclinic.content import mutants, survivors
from pipclinic.content.catalogue import Catalogue
from pipclinic.content.due import Due, due
from pipclinic.content.mutants import Mutant
from pipclinic.content.page import Document, Page
from pipclinic.content.pips import Pip
from pipclinic.evidence.kept import Kept
from pipclinic.lab import possible
from pipclinic.lab.attempt import attempt
from pipclinic.lab.interpreters import Interpreter, interpreter_for
from pipclinic.lab.plan import Job, Plan
from pipclinic.lab.stub.server import Stub
from pipclinic.lab.verify import CORES


@dataclass(frozen=True)
class Trial:
    """A mutant, and what it is tried with."""

    page: Document
    mutant: Mutant
    pip: Pip
    python: Interpreter

    @property
    def words(self) -> str:
        """What is spoiled, for people."""
        return f"{self.page.slug}  {self.mutant.name}  pip {self.pip.version}"


@dataclass(frozen=True)
class Tried:
    """How a trial ended. reason: why the mutant fails; "" where it survives."""

    trial: Trial
    reason: str


def trials(catalogue: Catalogue, slugs: Sequence[str], pips: Sequence[Pip]) -> list[Trial]:
    """Every mutant of some pages, each with the first of the pips that its steps are about.

    pips: the most telling first. Steps that this machine cannot show are left out. A mutant that
    fails shows something only where its steps hold as they are, see `not_seen`.
    """
    found: dict[tuple[str, str], Trial] = {}
    for slug in slugs:
        page = catalogue.documents[slug]
        foreign = _foreign(catalogue, slug)
        for pip in pips:
            python = interpreter_for(pip)
            for mutant in mutants.mutants(page, pip, foreign) if python else ():
                shown = tuple(one for one in mutant.dues if not _impossible(one))
                if shown and python:
                    trial = Trial(page, replace(mutant, dues=shown), pip, python)
                    found.setdefault((slug, mutant.name), trial)
    return list(found.values())


def sample(todo: Sequence[Trial], every: int) -> list[Trial]:
    """One in so many, chosen by name: the same each time, whatever else there is."""
    return [trial for trial in todo if _number(trial) % every == 0]


def not_seen(todo: Sequence[Trial], seen: Mapping[str, Kept]) -> Plan:
    """The steps that are spoiled, as they are, where it is not kept that they hold."""
    jobs = {}
    for trial in todo:
        whole = {one.id: one for one in due(trial.page, trial.pip)}
        for spoiled in trial.mutant.dues:
            if not _holds(trial.page, spoiled.id, trial.pip, seen):
                key = (trial.page.slug, spoiled.id, trial.pip.version)
                jobs[key] = Job(whole[spoiled.id], trial.pip, trial.python)
    return Plan(tuple(jobs.values()), (), ())


def _holds(page: Document, step: str, pip: Pip, seen: Mapping[str, Kept]) -> bool:
    kept = seen.get(page.slug)
    if kept is None or kept.page != page.fingerprint:
        return False
    return pip.version in kept.held.get(step, ())


def of_rules(todo: Sequence[Trial]) -> list[Trial]:
    """Those that belong to a proof, see `Mutant.rule`: tried for each page that changes."""
    return [trial for trial in todo if trial.mutant.rule]


def survived(done: Sequence[Tried]) -> list[str]:
    """Survivors that have no reason beside their case, in words."""
    return [
        f"SURVIVES {tried.trial.words}"
        for tried in done
        if not tried.reason and tried.trial.mutant.name not in survivors.reasons(tried.trial.page)
    ]


def _number(trial: Trial) -> int:
    return zlib.crc32(f"{trial.page.slug} {trial.mutant.name}".encode())


def _foreign(catalogue: Catalogue, slug: str) -> str:
    """A signature of the page that follows in the alphabet, and that is not this page's too.

    Nor is it of a page that this one explains, for pip may end in either's words. Where the
    catalogue has no other page, what no pip says.
    """
    document = catalogue.documents[slug]
    explained = document.front.explains if isinstance(document, Page) else ()
    pages = sorted(catalogue.pages.values(), key=lambda page: (page.slug <= slug, page.slug))
    own = set(document.signatures)
    others = (
        text
        for page in pages
        if _unlike(page, slug) and page.slug not in explained
        for text in page.signatures
    )
    return next((text for text in others if text not in own), "what no pip says")


def _unlike(page: Page, slug: str) -> bool:
    return page.slug != slug and slug not in page.front.explains


def _impossible(one: Due) -> str:
    return possible.impossible_here(one.page.case.named(one.step.under))


def run(
    todo: Sequence[Trial], progress: Callable[[Tried], None] = lambda tried: None
) -> list[Tried]:
    """Try mutants, as many at a time as there are cores, and one more."""
    stop = threading.Event()
    with Stub() as stub, ThreadPoolExecutor(CORES + 1) as pool:
        done = []
        try:
            for tried in pool.map(lambda trial: _try(trial, stub, stop), todo):
                progress(tried)
                done.append(tried)
        except BaseException:
            stop.set()
            pool.shutdown(cancel_futures=True)
            raise
    return done


def _try(trial: Trial, stub: Stub, stop: threading.Event) -> Tried:
    """The first step that fails shows that the mutant does."""
    with _spoiled(trial.mutant) as dues:
        reasons = (attempt(Job(one, trial.pip, trial.python), stub, stop).reason for one in dues)
        reason = next(filter(None, reasons), "")
    return Tried(trial, reason)


@contextmanager
def _spoiled(mutant: Mutant) -> Iterator[tuple[Due, ...]]:
    """The steps of a mutant, with their spoiled snippets on disk."""
    with TemporaryDirectory() as folder:
        spoiled = {}
        for file, text in mutant.texts.items():
            spoiled[file] = Path(folder) / file
            spoiled[file].write_text(text, encoding="utf-8")
        yield tuple(
            replace(one, page=replace(one.page, snippets={**one.page.snippets, **spoiled}))
            for one in mutant.dues
        )
