"""Errors and versions of pip as a picture: what was reproduced, mended, left out, and why.

A table whose cells are colours and signs, each a link to its page; made from what was seen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pipclinic.content.head import Phase
from pipclinic.content.page import Page
from pipclinic.content.pips import TABLE, Pip
from pipclinic.evidence.evidence import Evidence
from pipclinic.site.rendering import render

State = Literal["mended", "shown", "broken", "not-here", "not-run", "not-so"]

_NEWEST_FIRST = TABLE[::-1]

# The sign in the cell, and what it means, in the order of the legend.
_SIGNS: Mapping[State, tuple[str, str]] = {
    "mended": ("", "reproduced; the figure counts the commands that mend it"),
    "shown": ("0", "reproduced, and no command of the page mends it with this pip"),
    "not-so": ("-", "this pip does not fail in this way"),
    "not-here": (
        "o",
        "not reproduced here: it needs another system, a Python for this pip, or a network",
    ),
    "not-run": ("?", "not run in this build"),
    "broken": ("!", "a step does not hold"),
}


@dataclass(frozen=True)
class Cell:
    """What was seen of a page with one pip: the state, the number of fixes, and why."""

    state: State
    fixes: int = 0
    why: str = ""

    @property
    def sign(self) -> str:
        """What stands in the cell."""
        return str(self.fixes) if self.state == "mended" else _SIGNS[self.state][0]

    @property
    def words(self) -> str:
        """What the sign means."""
        if self.state == "mended":
            return f"reproduced; {self.fixes} commands mend it"
        return _SIGNS[self.state][1]


def cell(evidence: Evidence, page: Page, pip: Pip) -> Cell:
    """What was seen of a page with a pip; of an older state of the page, nothing counts."""
    steps = [step for step in page.case.steps if step.covers(pip)]
    faults = [page.case.named(name) for name in dict.fromkeys(step.under for step in steps)]
    why = [fault.not_here for fault in faults if fault.not_here]
    if not why and not any(step.kind == "reproduce" for step in steps):
        return Cell("not-so", why="not a step of the page is about it")
    seen = evidence.of(page)
    failed = [row for row in seen.failed if row.pip == pip.version]
    if failed:
        return Cell("broken", why=failed[0].reason)
    if seen.ran("reproduce", pip.version):
        fixes = {row.snippet for row in seen.ran("fix", pip.version)}
        return Cell("mended" if fixes else "shown", len(fixes))
    why += filter(None, [evidence.skipped(pip)])
    names = {fault.name for fault in faults}
    why += [
        row.reason
        for row in evidence.left_out(page)
        if row.fault in names and row.pip in ("", pip.version)
    ]
    if why:
        return Cell("not-here", why=why[0])
    changed = "the page has changed since it was executed"
    return Cell("not-run", why=changed if seen.changed else "not asked for")


def page(evidence: Evidence, phases: Mapping[Phase, str]) -> str:
    """The Markdown of the page that shows it; `phases` gives their order and names."""
    rows = evidence.outcomes
    days = sorted({row.date for row in rows})
    return render(
        "coverage.md",
        days=list(dict.fromkeys((days[0], days[-1]))) if days else [],
        platforms=list(dict.fromkeys(row.platform for row in rows)),
        held=sum(row.holds for row in rows),
        steps=len(rows),
        pips=_NEWEST_FIRST,
        table=_table(evidence, phases),
        signs=_SIGNS,
    )


def _table(
    evidence: Evidence, phases: Mapping[Phase, str]
) -> Mapping[str, Mapping[str, Mapping[Pip, Cell]]]:
    """The cells by the name of the phase, the page and the pip."""
    pages = evidence.catalogue.pages.values()
    return {
        name: {
            page.slug: {pip: cell(evidence, page, pip) for pip in _NEWEST_FIRST}
            for page in pages
            if page.front.phase == phase
        }
        for phase, name in phases.items()
    }
