"""The picture of errors and pips says of each cell what the report says, and nothing more."""

import html
import re
from pathlib import Path

import pytest

from pipclinic.content import pips
from pipclinic.content.catalogue import Catalogue
from pipclinic.content.head import PHASES
from pipclinic.content.steps import StepKind
from pipclinic.evidence.evidence import Evidence
from pipclinic.evidence.report import NotShown, Outcome, Report, Skipped
from pipclinic.site import coverage
from tests.reports import DATE, report_of

SLUG, PIP = "dns-failure", pips.NEWEST


def seen_of(
    pages: Catalogue,
    *steps: tuple[StepKind, bool],
    skipped: tuple[Skipped, ...] = (),
    not_shown: tuple[NotShown, ...] = (),
    fingerprint: str | None = None,
) -> Report:
    """A report in which some steps of one page were run with one pip, and held or did not."""
    page = pages.pages[SLUG]
    outcomes = tuple(
        Outcome(
            slug=SLUG,
            id=f"{number}",
            kind=kind,
            snippet=f"{number}.sh",
            fault=page.case.fault[0].name,
            pip=PIP.version,
            python="3.13",
            platform="Linux",
            holds=holds,
            date=DATE,
            seconds=1.0,
            reason="" if holds else "the reason",
        )
        for number, (kind, holds) in enumerate(steps)
    )
    return report_of(outcomes, {SLUG: fingerprint or page.fingerprint}, skipped, not_shown)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([("reproduce", True), ("fix", True), ("fix", True)], coverage.Cell("mended", 2)),
        ([("reproduce", True), ("not_a_fix", True)], coverage.Cell("shown")),
        ([("reproduce", True), ("fix", False)], coverage.Cell("broken", why="the reason")),
        ([], coverage.Cell("not-run", why="not asked for")),
    ],
)
def test_a_cell(
    pages: Catalogue, steps: list[tuple[StepKind, bool]], expected: coverage.Cell
) -> None:
    report = seen_of(pages, *steps)
    assert coverage.cell(Evidence(pages, report), pages.pages[SLUG], PIP) == expected


def test_a_report_of_another_state_of_the_page_counts_for_nothing(pages: Catalogue) -> None:
    report = seen_of(pages, ("reproduce", True), ("fix", True), fingerprint="another")
    assert coverage.cell(Evidence(pages, report), pages.pages[SLUG], PIP).state == "not-run"
    assert coverage.cell(Evidence(pages), pages.pages[SLUG], PIP).state == "not-run"


def test_what_could_not_be_run_says_why(pages: Catalogue) -> None:
    skipped = Skipped(pip=PIP.version, python="newest", reason="no such Python")
    seen = coverage.cell(
        Evidence(pages, seen_of(pages, skipped=(skipped,))), pages.pages[SLUG], PIP
    )
    assert seen == coverage.Cell("not-here", why="no such Python")
    row = NotShown(slug=SLUG, fault=pages.pages[SLUG].case.fault[0].name, reason="no namespace")
    seen = coverage.cell(Evidence(pages, seen_of(pages, not_shown=(row,))), pages.pages[SLUG], PIP)
    assert seen == coverage.Cell("not-here", why="no namespace")


def test_a_reason_is_text_and_no_markup(pages: Catalogue) -> None:
    skipped = Skipped(pip=PIP.version, python="newest", reason='no "<b>" & such')
    text = coverage.page(Evidence(pages, seen_of(pages, skipped=(skipped,))), PHASES)
    labels = re.findall(rf'aria-label="({SLUG} with pip {PIP.version}[^"]*)"', text)
    assert [html.unescape(label).endswith(f": {skipped.reason}") for label in labels] == [True]
    assert "<b>" not in text


def test_a_pip_that_does_not_fail_so(pages: Catalogue) -> None:
    incomplete = pages.pages["certificate-expired"]
    assert coverage.cell(Evidence(pages), incomplete, pips.TABLE[0]).state == "not-so"


def test_each_cell_leads_to_a_page_that_is_there(site: Path, pages: Catalogue) -> None:
    text = (site / "coverage/index.html").read_text()
    links = re.findall(r'<td class="coverage--[a-z-]+"><a href="([^"]+)"', text)
    assert len(links) == len(pages.pages) * len(pips.TABLE)
    for link in set(links):
        assert (site / "coverage" / link / "index.html").resolve().exists()
    assert 'class="coverage--broken"><a' not in text
