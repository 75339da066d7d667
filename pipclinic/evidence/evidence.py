"""Everything that was seen of the pages as they are now: one answer for all who ask.

What a report says of a step, or what is kept, counts only for the state of the page it was run in.
A step is known by its id, so nobody has to put outcomes and steps together by hand.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from packaging.version import Version

from pipclinic.content.case import Step
from pipclinic.content.catalogue import Catalogue
from pipclinic.content.due import Due, due
from pipclinic.content.page import Document
from pipclinic.content.pips import TABLE, Pip
from pipclinic.content.steps import StepKind
from pipclinic.evidence.kept import Kept
from pipclinic.evidence.report import NotShown, Outcome, Report


@dataclass(frozen=True)
class Seen:
    """What was seen of one page or guide, in the state that it is in.

    outcomes: each step with each pip once. changed: whether it was run in another state only.
    """

    document: Document
    outcomes: tuple[Outcome, ...] = ()
    changed: bool = False

    @cached_property
    def _by_step(self) -> dict[str, tuple[Outcome, ...]]:
        found: dict[str, list[Outcome]] = {}
        for row in self.outcomes:
            found.setdefault(row.id, []).append(row)
        return {step: tuple(sorted(rows, key=_age)) for step, rows in found.items()}

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The outcomes that are not as stated."""
        return tuple(row for row in self.outcomes if not row.holds)

    def of(self, step: Step | Due) -> tuple[Outcome, ...]:
        """What was seen of a step, with the pips that it is about, oldest first."""
        about = step.step if isinstance(step, Due) else step
        rows = self._by_step.get(step.id, ())
        return tuple(row for row in rows if about.covers_version(row.pip))

    def fixed_on(self, file: str) -> tuple[str, ...]:
        """The pips with which a file was run as a fix and held each time, oldest first.

        Where the failure is of another system, a fix meets nothing wrong here, and shows nothing.
        """
        case = self.document.case
        fixes = [
            fix
            for fix in case.fix
            if file in case.shown_by(fix) and not case.named(fix.under).not_here
        ]
        rows = [row for fix in fixes for row in self.of(fix)]
        failed = {row.pip for row in rows if not row.holds}
        return tuple(sorted({row.pip for row in rows} - failed, key=Version))

    def ran(self, kind: StepKind, pip: str) -> tuple[Outcome, ...]:
        """What was seen of the steps of a kind with one pip."""
        return tuple(row for row in self.outcomes if row.kind == kind and row.pip == pip)


@dataclass(frozen=True)
class Evidence:
    """What a report shows of the pages of a catalogue, and what was kept of earlier runs.

    kept: by the slug of the page. Of a step that both know, the newer one counts.
    """

    catalogue: Catalogue
    report: Report | None = None
    kept: Mapping[str, Kept] = field(default_factory=dict)

    @cached_property
    def _seen(self) -> dict[str, Seen]:
        return {slug: self._look_up(page) for slug, page in self.catalogue.documents.items()}

    @cached_property
    def _reported(self) -> dict[str, list[Outcome]]:
        """The outcomes of each page in the report, of whatever state of the page."""
        found: dict[str, list[Outcome]] = {}
        for row in self.report.outcomes if self.report else ():
            found.setdefault(row.slug, []).append(row)
        return found

    def _look_up(self, page: Document) -> Seen:
        reported = self.report.fingerprints.get(page.slug) if self.report else None
        kept = self.kept.get(page.slug)
        newest: dict[tuple[str, str], Outcome] = {}
        if kept is not None:
            newest = {(row.id, row.pip): row for row in kept.outcomes(page)}
        for row in self._reported.get(page.slug, ()) if reported == page.fingerprint else ():
            known = newest.get((row.id, row.pip))
            if known is None or known.date <= row.date:
                newest[row.id, row.pip] = row
        changed = not newest and (kept is not None or reported not in (None, page.fingerprint))
        return Seen(page, tuple(newest.values()), changed)

    def of(self, page: Document) -> Seen:
        """What was seen of a page or guide."""
        return self._seen[page.slug]

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Everything that counts, of all pages."""
        return tuple(row for seen in self._seen.values() for row in seen.outcomes)

    def left_out(self, page: Document) -> tuple[NotShown, ...]:
        """What of a page could not be shown where it was run."""
        rows = self.report.not_shown if self.report else ()
        return tuple(row for row in rows if row.slug == page.slug)

    def skipped(self, pip: Pip) -> str:
        """Why a pip could not be run, or ""."""
        rows = self.report.skipped if self.report else ()
        return next((row.reason for row in rows if row.pip == pip.version), "")

    def lacking(self, pips: Sequence[Pip] = TABLE) -> Iterator[tuple[Due, Pip]]:
        """Every step, with every pip, that is due and was not seen, nor could not be shown."""
        for page in self.catalogue.documents.values():
            for pip in pips:
                for step in expected(page, pip, self.left_out(page)):
                    if not any(row.pip == pip.version for row in self.of(page).of(step)):
                        yield step, pip


def expected(page: Document, pip: Pip, left_out: Sequence[NotShown]) -> Iterator[Due]:
    """What is due of a page with a pip where some of it cannot be shown."""
    rows = [row for row in left_out if row.slug == page.slug and row.pip in ("", pip.version)]
    steps = {row.id for row in rows}
    faults = {row.fault for row in rows if not row.id}
    return (step for step in due(page, pip, faults) if step.id not in steps)


def _age(row: Outcome) -> Version:
    return Version(row.pip)
