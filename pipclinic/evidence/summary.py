"""A report in Markdown, for a reviewer: what does not hold, and what each fix was seen to do."""

from collections.abc import Iterable, Iterator, Sequence

from packaging.version import Version

from pipclinic.content.catalogue import Catalogue
from pipclinic.evidence.evidence import Evidence, Seen
from pipclinic.evidence.report import Outcome, Report


def summary(catalogue: Catalogue, report: Report) -> str:
    """A report as Markdown: what does not hold, then each page's fixes, and with which pips."""
    held = sum(row.holds for row in report.outcomes)
    evidence = Evidence(catalogue, report)
    pips = _pips(report.outcomes)
    lines = [
        f"**{held} of {len(report.outcomes)} steps hold**, on {report.platform}, with pip {pips}.",
        "",
        *(f"- skipped: pip {row.pip} {row.reason}" for row in report.skipped),
        *(f"- left out: {row.words}" for row in report.not_shown),
        *(
            f"- does not hold: {row.words}, pip {row.pip}: {' '.join(row.reason.split())}"
            for row in report.outcomes
            if not row.holds
        ),
        "",
        "| page | fix | pips | reproduced | fixed |",
        "|---|---|---|---|---|",
    ]
    for document in catalogue.documents.values():
        lines += _rows(evidence.of(document))
    return "\n".join([*lines, ""])


def _rows(seen: Seen) -> Iterator[str]:
    """A line for each fix under each fault: how often the failure and the fix were seen."""
    case = seen.document.case
    failing = {
        fault.name: [row for s in case.reproduce if s.under == fault.name for row in seen.of(s)]
        for fault in case.fault
    }
    fixes: dict[tuple[str, str], list[Outcome]] = {}
    for step in case.fix:
        fixes.setdefault((step.run, step.under), []).extend(seen.of(step))
    for (snippet, under), fixed in fixes.items():
        command = f"`{snippet}` under {under}"
        cells = [seen.document.slug, command, _pips(fixed), _held(failing[under]), _held(fixed)]
        yield f"| {' | '.join(cells)} |"


def _pips(outcomes: Iterable[Outcome]) -> str:
    return ", ".join(sorted({row.pip for row in outcomes}, key=Version)) or "none"


def _held(outcomes: Sequence[Outcome]) -> str:
    return f"{sum(row.holds for row in outcomes)} of {len(outcomes)}"
