"""Runs spoiled cases, and names those that hold all the same."""

import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from pipclinic.content import mutants
from pipclinic.content.catalogue import Catalogue
from pipclinic.content.due import Due
from pipclinic.content.mutants import Mutant
from pipclinic.content.page import Document, Page
from pipclinic.content.pips import Pip
from pipclinic.lab import possible
from pipclinic.lab.attempt import attempt
from pipclinic.lab.interpreters import Interpreter, interpreter_for
from pipclinic.lab.plan import Job
from pipclinic.lab.stub.server import Stub
from pipclinic.lab.verify import CORES


@dataclass(frozen=True)
class Tried:
    """A mutant, the pip it was tried with, and why it fails; "" where it survives."""

    page: Document
    mutant: Mutant
    pip: Pip
    reason: str


@dataclass(frozen=True)
class _Trial:
    page: Document
    mutant: Mutant
    pip: Pip
    python: Interpreter


def trials(catalogue: Catalogue, slugs: Sequence[str], pips: Sequence[Pip]) -> list[_Trial]:
    """Every mutant of some pages, each with the first of the pips that its steps are about.

    pips: the most telling first. Steps that this machine cannot show are left out.
    """
    found: dict[tuple[str, str], _Trial] = {}
    for slug in slugs:
        page = catalogue.documents[slug]
        foreign = _foreign(catalogue, slug)
        for pip in pips:
            python = interpreter_for(pip)
            for mutant in mutants.mutants(page, pip, foreign) if python else ():
                shown = tuple(one for one in mutant.dues if not _impossible(one))
                if shown and python:
                    trial = _Trial(page, replace(mutant, dues=shown), pip, python)
                    found.setdefault((slug, mutant.name), trial)
    return list(found.values())


def sample(todo: Sequence[_Trial], every: int) -> list[_Trial]:
    """One in so many, chosen by name: the same each time, whatever else there is."""
    return [trial for trial in todo if _number(trial) % every == 0]


def _number(trial: _Trial) -> int:
    return zlib.crc32(f"{trial.page.slug} {trial.mutant.name}".encode())


def _foreign(catalogue: Catalogue, slug: str) -> str:
    """A signature of the page that follows in the alphabet, and that is not this page's too."""
    pages = sorted(catalogue.pages.values(), key=lambda page: (page.slug <= slug, page.slug))
    own = set(catalogue.documents[slug].signatures)
    return next(
        text for page in pages if _unlike(page, slug) for text in page.signatures if text not in own
    )


def _unlike(page: Page, slug: str) -> bool:
    return page.slug != slug and slug not in page.front.explains


def _impossible(one: Due) -> str:
    return possible.impossible_here(one.page.case.named(one.step.under))


def run(
    todo: Sequence[_Trial], progress: Callable[[Tried], None] = lambda tried: None
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


def _try(trial: _Trial, stub: Stub, stop: threading.Event) -> Tried:
    """The first step that fails shows that the mutant does."""
    with _spoiled(trial.mutant) as dues:
        reasons = (attempt(Job(one, trial.pip, trial.python), stub, stop).reason for one in dues)
        reason = next(filter(None, reasons), "")
    return Tried(trial.page, trial.mutant, trial.pip, reason)


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
