"""Errors and versions of pip as a picture: what was reproduced, mended, left out, and why.

A table whose cells are colours and signs, each a link to its page; made from what was seen.
"""

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipclinic.content.head import Phase
from pipclinic.content.page import Page
from pipclinic.content.pips import TABLE, Pip
from pipclinic.evidence.evidence import Evidence
from pipclinic.evidence.report import Outcome

State = Literal["mended", "shown", "broken", "not-here", "not-run", "not-so"]

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
    return "\n".join([*_head(evidence.outcomes), *_table(evidence, phases), *_legend(), ""])


def _head(outcomes: Sequence[Outcome]) -> Iterator[str]:
    yield (
        "---\ntitle: What was run\ndescription: Every error of the clinic with each pip, "
        "and whether it was reproduced and mended there.\nhide:\n  - navigation\n  - toc\n---\n"
    )
    yield "# What was run { #top }\n"
    if not outcomes:
        yield "Nothing: this build has no report.\n"
        return
    days = [row.date for row in outcomes]
    when = f"{min(days)} to {max(days)}" if min(days) < max(days) else str(min(days))
    where = " and ".join(dict.fromkeys(row.platform for row in outcomes))
    held = sum(row.holds for row in outcomes)
    yield (
        f"On {when}, on {where}: {held:,} of {len(outcomes):,} steps held. "
        "Each cell leads to its page.\n"
    )


def _table(evidence: Evidence, phases: Mapping[Phase, str]) -> Iterator[str]:
    heads = "".join(f'<th scope="col">{pip.version}</th>' for pip in TABLE)
    yield '<div class="coverage" data-search-exclude tabindex="0" role="region" aria-label="Table">'
    yield f'<table class="coverage__table"><thead><tr><th scope="col">pip</th>{heads}</tr></thead>'
    for phase, name in phases.items():
        pages = [page for page in evidence.catalogue.pages.values() if page.front.phase == phase]
        if pages:
            yield f'<tbody><tr><th scope="rowgroup" colspan="{len(TABLE) + 1}">{name}</th></tr>'
            yield from (_row(evidence, page) for page in pages)
            yield "</tbody>"
    yield "</table></div>\n"


def _row(evidence: Evidence, page: Page) -> str:
    address = f"../errors/{page.slug}/"
    cells = "".join(_cell(address, page, pip, cell(evidence, page, pip)) for pip in TABLE)
    return f'<tr><th scope="row"><a href="{address}">{page.slug}</a></th>{cells}</tr>'


def _cell(address: str, page: Page, pip: Pip, seen: Cell) -> str:
    sign, words = _SIGNS[seen.state]
    if seen.state == "mended":
        sign, words = str(seen.fixes), f"reproduced; {seen.fixes} commands mend it"
    reason = f": {seen.why}" if seen.why else ""
    label = html.escape(f"{page.slug} with pip {pip.version}: {words}{reason}")
    link = f'<a href="{address}" title="{label}" aria-label="{label}">{sign}</a>'
    return f'<td class="coverage--{seen.state}">{link}</td>'


def _legend() -> Sequence[str]:
    rows = (
        f'<li><span class="coverage--{state}">{sign or "5"}</span> {words}</li>'
        for state, (sign, words) in _SIGNS.items()
    )
    return ['<ul class="coverage-legend" data-search-exclude>', *rows, "</ul>"]
