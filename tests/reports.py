"""Reports as runs would have written them, for tests of what is done with a report."""

import datetime
from collections.abc import Iterable, Sequence

from pipclinic.content.catalogue import Catalogue
from pipclinic.content.due import due
from pipclinic.content.pips import TABLE, Pip
from pipclinic.evidence.report import NotShown, Outcome, Report, Skipped, in_order

DATE = datetime.date(2026, 11, 22)


def complete(catalogue: Catalogue, pips: Sequence[Pip] = TABLE) -> Report:
    """A report in which every step of every page holds, with each of these pips."""
    outcomes = [
        Outcome(
            slug=step.page.slug,
            id=step.id,
            kind=step.kind,
            snippet=step.snippet,
            fault=step.step.under,
            pip=pip.version,
            python=pip.python or "3.14",
            platform="Linux",
            holds=True,
            date=DATE,
            seconds=1,
            reason="",
        )
        for pip in pips
        for document in catalogue.documents.values()
        for step in due(document, pip)
    ]
    fingerprints = {d.slug: d.fingerprint for d in catalogue.documents.values()}
    return report_of(outcomes, fingerprints)


def report_of(
    outcomes: Iterable[Outcome],
    fingerprints: dict[str, str],
    skipped: tuple[Skipped, ...] = (),
    not_shown: tuple[NotShown, ...] = (),
) -> Report:
    """A report of these outcomes, for pages in these states."""
    return Report(
        date=DATE,
        platform="Linux",
        isolation="nothing: nobody ran this",
        real_time=False,
        cores=2,
        wall=10,
        cpu=18,
        fingerprints=fingerprints,
        outcomes=in_order(outcomes),
        skipped=skipped,
        not_shown=not_shown,
    )
