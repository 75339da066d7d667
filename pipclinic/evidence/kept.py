"""What was seen of a page, kept beside its recordings, so that a fresh clone knows it.

`snippets/<slug>/recorded/seen.toml`: with which pips each step held, when, and of which state of
the page and of the machinery. Written by `pipclinic record` from a run that holds, never by hand.
"""

import datetime
import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from packaging.version import Version
from pydantic import BaseModel, ConfigDict, ValidationError

import pipclinic
from pipclinic.content.catalogue import Catalogue
from pipclinic.content.due import named
from pipclinic.content.page import Document
from pipclinic.content.rules import recordings
from pipclinic.evidence.report import NotRead, Outcome, write_whole

_HEAD = "# What was seen of this page. Written by 'pipclinic record', never by hand."
# What decides how a step ends: a change of it may change what is seen. Not what chooses steps.
_MACHINERY = ("lab/**/*.py", "faults/**/*.py", "content/due.py", "content/signatures.py")
_CHOOSING = ("lab/drift.py", "lab/mutation.py", "lab/proving.py")


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Run(_Table):
    """The run of a page with one pip. machinery: a digest of what ran it."""

    python: str
    date: datetime.date
    platform: str
    machinery: str


class Kept(_Table):
    """What is kept of a page.

    page: the fingerprint of the state it was in. pips: the run with each pip. held: the pips with
    which each step held, by its id. printed: a digest of each folder of recordings.
    """

    page: str
    pips: Mapping[str, Run]
    held: Mapping[str, tuple[str, ...]]
    printed: Mapping[str, str] = {}

    def outcomes(self, page: Document) -> Iterator[Outcome]:
        """What was seen, as a report would say it; nothing where the page has changed since."""
        if self.page != page.fingerprint:
            return
        known = named(page)
        for step, pips in self.held.items():
            for pip in pips:
                run, due = self.pips[pip], known[step]
                yield Outcome(
                    slug=page.slug,
                    id=step,
                    kind=due.kind,
                    snippet=due.snippet,
                    fault=due.step.under,
                    pip=pip,
                    python=run.python,
                    platform=run.platform,
                    holds=True,
                    date=run.date,
                    seconds=0,
                    reason="",
                )

    def ran_by_another(self, machinery: str) -> tuple[str, ...]:
        """The pips that were run by other machinery than this."""
        return tuple(pip for pip, run in self.pips.items() if run.machinery != machinery)

    def text(self) -> str:
        """The file, the same bytes for the same content."""
        runs = (f"{json.dumps(pip)} = {_run(self.pips[pip])}" for pip in _by_age(self.pips))
        held = (
            f"{json.dumps(step)} = {json.dumps(_by_age(pips))}"
            for step, pips in sorted(self.held.items())
        )
        page = f'page = "{self.page}"'
        lines = [_HEAD, page, "", "[pips]", *runs, "", "[held]", *held, ""]
        if self.printed:
            printed = (f'{json.dumps(name)} = "{digest}"' for name, digest in self.printed.items())
            lines += ["[printed]", *printed, ""]
        return "\n".join(lines)


def _run(run: Run) -> str:
    return (
        f'{{ python = "{run.python}", date = {run.date}, platform = "{run.platform}", '
        f'machinery = "{run.machinery}" }}'
    )


def _by_age(pips: Mapping[str, object] | tuple[str, ...]) -> list[str]:
    return sorted(pips, key=Version)


def file_for(page: Document) -> Path:
    """Where it is kept."""
    return page.folder / "recorded" / recordings.SEEN


def read(page: Document) -> Kept | None:
    """What is kept of a page, or None. Raises NotRead."""
    path = file_for(page)
    try:
        kept = Kept.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, ValidationError):
        raise NotRead(_not_as_written(path, page)) from None
    unknown = {pip for pips in kept.held.values() for pip in pips}.difference(kept.pips)
    if unknown or (kept.page == page.fingerprint and set(kept.held).difference(named(page))):
        raise NotRead(_not_as_written(path, page))
    return kept


def _not_as_written(path: Path, page: Document) -> str:
    return f"{path} is not as it was written: run 'pipclinic record {page.slug}'"


def read_all(catalogue: Catalogue) -> Mapping[str, Kept]:
    """What is kept of each page, by its slug. Raises NotRead."""
    found = {slug: read(page) for slug, page in catalogue.documents.items()}
    return {slug: kept for slug, kept in found.items() if kept is not None}


def renewed(page: Document, outcomes: tuple[Outcome, ...], before: Kept | None) -> Kept:
    """What is kept of a page after a run that held; of pips that were not run, what was kept.

    outcomes: what the run saw of the page in its present state; they all hold.
    """
    assert all(row.holds for row in outcomes)
    now = {row.pip for row in outcomes}
    old = before if before is not None and before.page == page.fingerprint else None
    runs = {pip: run for pip, run in old.pips.items() if pip not in now} if old else {}
    held: dict[str, list[str]] = {}
    for step, pips in old.held.items() if old else ():
        held[step] = [pip for pip in pips if pip not in now]
    for row in outcomes:
        held.setdefault(row.id, []).append(row.pip)
        runs[row.pip] = Run(
            python=row.python, date=row.date, platform=row.platform, machinery=machinery()
        )
    steps = {step: tuple(_by_age(tuple(pips))) for step, pips in held.items() if pips}
    recorded = recordings.folders(page.folder / "recorded")
    printed = {name: recordings.digest(files) for name, files in recorded.items()}
    return Kept(page=page.fingerprint, pips=runs, held=steps, printed=printed)


def differs(page: Document, outcomes: tuple[Outcome, ...]) -> bool:
    """Whether what is kept of a page is other than what a run saw of it, dates and code aside.

    What was not run with a pip does not count. What did not hold, and yet is kept, does.
    """
    try:
        kept = read(page)
    except NotRead:
        return True
    if kept is None or kept.page != page.fingerprint:
        return bool(outcomes)
    ran = {(row.fault, row.pip) for row in outcomes}
    kept_as = {(row.id, row.pip) for row in kept.outcomes(page) if (row.fault, row.pip) in ran}
    return kept_as != {(row.id, row.pip) for row in outcomes if row.holds}


def keep(page: Document, outcomes: tuple[Outcome, ...]) -> bool:
    """Write down what a run saw of a page; return whether that is news. Raises NotWritten."""
    path = file_for(page)
    try:
        before = read(page)
    except NotRead:
        before = None
    text = renewed(page, outcomes, before).text()
    if not outcomes or (path.exists() and path.read_text(encoding="utf-8") == text):
        return False
    write_whole(path, text)
    return True


@cache
def machinery() -> str:
    """A digest of the code that decides how a step ends."""
    room = Path(pipclinic.__file__).parent
    digest = hashlib.sha256()
    choosing = {room / name for name in _CHOOSING}
    deciding = {path for pattern in _MACHINERY for path in room.glob(pattern)} - choosing
    for path in sorted(deciding):
        digest.update(path.relative_to(room).as_posix().encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
