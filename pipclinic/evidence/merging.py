"""Reports of several machines made one, and a report said in Markdown, for a reviewer."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from packaging.version import Version

from pipclinic.content.catalogue import Catalogue
from pipclinic.content.page import Document
from pipclinic.evidence.report import Outcome, Report, in_order


class NotMerged(Exception):
    """The reports do not belong together; says why."""


def merged(reports: Sequence[Report]) -> Report:
    """One report with the outcomes of all: wall and cpu seconds are added, the oldest date counts.

    A pip or a fault that one machine left out is left out only where no other ran it.
    Raises NotMerged when two are of other texts, platforms or speeds, or ran a page with the same
    pip.
    """
    if not reports:
        raise NotMerged("there is no report to merge")
    first = reports[0]
    fingerprints: dict[str, str] = {}
    for one in reports:
        if (one.platform, one.speed) != (first.platform, first.speed):
            raise NotMerged("the reports are of different platforms, or were run at another speed")
        for slug, fingerprint in one.fingerprints.items():
            if fingerprints.setdefault(slug, fingerprint) != fingerprint:
                raise NotMerged(f"the reports are of different snippets or cases of {slug!r}")
    runs = Counter(chain.from_iterable({(r.pip, r.slug) for r in one.outcomes} for one in reports))
    twice = sorted({pip for (pip, _), times in runs.items() if times > 1}, key=Version)
    if twice:
        raise NotMerged(f"pip {', '.join(twice)} is in more than one report")
    ran = {pip for pip, _ in runs}
    outcomes = in_order(chain.from_iterable(one.outcomes for one in reports))
    shown = {(row.slug, row.under) for row in outcomes}
    skipped = {row.pip: row for one in reports for row in one.skipped}
    not_shown = {(row.slug, row.under): row for one in reports for row in one.not_shown}
    return Report(
        date=min(one.date for one in reports),
        platform=first.platform,
        isolation=", or ".join(dict.fromkeys(one.isolation for one in reports)),
        speed=first.speed,
        cores=max(one.cores for one in reports),
        wall=round(sum(one.wall for one in reports), 2),
        cpu=round(sum(one.cpu for one in reports), 2),
        fingerprints=fingerprints,
        outcomes=outcomes,
        skipped=tuple(row for pip, row in skipped.items() if pip not in ran),
        not_shown=tuple(row for fault, row in not_shown.items() if fault not in shown),
    )


def updated(before: Report | None, now: Report) -> Report:
    """A report with the pages of a new run in the place of what it had on them, if anything.

    The times are those of the new run. Where the two do not belong together, it is all there is.
    """
    if before is None:
        return now
    fresh = now.fingerprints
    kept = {
        "fingerprints": {slug: f for slug, f in before.fingerprints.items() if slug not in fresh},
        "outcomes": tuple(row for row in before.outcomes if row.slug not in fresh),
        "not_shown": tuple(row for row in before.not_shown if row.slug not in fresh),
    }
    try:
        whole = merged([before.model_copy(update=kept), now])
    except NotMerged:
        return now
    return whole.model_copy(update={"wall": now.wall, "cpu": now.cpu, "cores": now.cores})


def summary(catalogue: Catalogue, report: Report) -> str:
    """A report as Markdown: what does not hold, then each page's fixes, and with which pips."""
    broken = [row for row in report.outcomes if not row.holds]
    held = len(report.outcomes) - len(broken)
    pips = _pips(report.outcomes)
    lines = [
        f"**{held} of {len(report.outcomes)} steps hold**, on {report.platform}, with pip {pips}.",
        "",
        *(f"- skipped: pip {row.pip} {row.reason}" for row in report.skipped),
        *(f"- left out: {row.slug} under {row.under}: {row.reason}" for row in report.not_shown),
        *(
            f"- does not hold: {row.slug}, {row.step} `{row.snippet}` under {row.under}, "
            f"pip {row.pip}: {' '.join(row.reason.split())}"
            for row in broken
        ),
        "",
        "| page | fix | pips | reproduced | fixed |",
        "|---|---|---|---|---|",
    ]
    for document in catalogue.documents.values():
        lines += _rows(document, report.about(document.slug, document.fingerprint))
    return "\n".join([*lines, ""])


def _rows(document: Document, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """A line for each fix under each fault: how often the failure and the fix were seen."""
    for snippet, under in dict.fromkeys((fix.run, fix.under) for fix in document.case.fix):
        failed = [row for row in outcomes if (row.step, row.under) == ("reproduce", under)]
        fixed = [
            row for row in outcomes if (row.step, row.snippet, row.under) == ("fix", snippet, under)
        ]
        cells = [
            document.slug,
            f"`{snippet}` under {under}",
            _pips(fixed),
            _held(failed),
            _held(fixed),
        ]
        yield f"| {' | '.join(cells)} |"


def _pips(outcomes: Sequence[Outcome]) -> str:
    return ", ".join(sorted({row.pip for row in outcomes}, key=Version)) or "none"


def _held(outcomes: Sequence[Outcome]) -> str:
    return f"{sum(row.holds for row in outcomes)} of {len(outcomes)}"
