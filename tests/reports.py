"""Reports as runs would have written them, for tests of what is done with a report."""

import datetime
from collections.abc import Iterable, Sequence

from pipclinic.content.catalogue import Catalogue
from pipclinic.content.pips import TABLE, Pip
from pipclinic.evidence.report import NotShown, Outcome, Report, Skipped, in_order
from pipclinic.lab import verify
from pipclinic.lab.interpreters import Interpreter


def complete(catalogue: Catalogue, pips: Sequence[Pip] = TABLE) -> Report:
    """A report in which every step of every page holds, with each of these pips."""
    python = Interpreter("3.13.0", "/usr/bin/python3")
    outcomes = [
        Outcome(
            slug=job.page.slug,
            step=job.kind,
            snippet=job.step.run,
            under=job.step.under,
            pip=pip.version,
            python=pip.python or "3.14",
            platform="Linux",
            holds=True,
            seconds=1,
            reason="",
        )
        for pip in pips
        for document in catalogue.documents.values()
        for job in verify.jobs_of(document, pip, python, ())
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
        date=datetime.date(2026, 11, 22),
        platform="Linux",
        isolation="nothing: nobody ran this",
        speed=50,
        cores=2,
        wall=10,
        cpu=18,
        fingerprints=fingerprints,
        outcomes=in_order(outcomes),
        skipped=skipped,
        not_shown=not_shown,
    )
