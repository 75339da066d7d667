"""Reports of several machines made one."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from packaging.version import Version

from pipclinic.evidence.report import NotShown, Outcome, Report, in_order


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
        if (one.platform, one.real_time) != (first.platform, first.real_time):
            raise NotMerged("the reports are of different platforms, or one was run in real time")
        for slug, fingerprint in one.fingerprints.items():
            if fingerprints.setdefault(slug, fingerprint) != fingerprint:
                raise NotMerged(f"the reports are of different snippets or cases of {slug!r}")
    runs = Counter(chain.from_iterable({(r.pip, r.slug) for r in one.outcomes} for one in reports))
    twice = sorted({pip for (pip, _), times in runs.items() if times > 1}, key=Version)
    if twice:
        raise NotMerged(f"pip {', '.join(twice)} is in more than one report")
    ran = {pip for pip, _ in runs}
    outcomes = in_order(chain.from_iterable(one.outcomes for one in reports))
    skipped = {row.pip: row for one in reports for row in one.skipped}
    left_out = chain.from_iterable(one.not_shown for one in reports)
    not_shown = {(row.slug, row.fault, row.id, row.pip): row for row in left_out}
    return Report(
        date=min(one.date for one in reports),
        platform=first.platform,
        isolation=", or ".join(dict.fromkeys(one.isolation for one in reports)),
        real_time=first.real_time,
        cores=max(one.cores for one in reports),
        wall=round(sum(one.wall for one in reports), 2),
        cpu=round(sum(one.cpu for one in reports), 2),
        fingerprints=fingerprints,
        outcomes=outcomes,
        skipped=tuple(row for pip, row in skipped.items() if pip not in ran),
        not_shown=tuple(row for row in not_shown.values() if not _was_shown(row, outcomes)),
    )


def _was_shown(row: NotShown, outcomes: Sequence[Outcome]) -> bool:
    return any(
        (seen.slug, seen.fault) == (row.slug, row.fault)
        and row.id in ("", seen.id)
        and row.pip in ("", seen.pip)
        for seen in outcomes
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
