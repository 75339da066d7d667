"""A step is known by its id, and everything that speaks of what was seen says the same of it."""

import re
from dataclasses import replace

import pytest

from pipclinic.content import pips
from pipclinic.content.case import Case
from pipclinic.content.catalogue import Catalogue
from pipclinic.content.due import due
from pipclinic.content.page import Document
from pipclinic.content.pips import TABLE, Pip
from pipclinic.evidence import recordings
from pipclinic.evidence.evidence import Evidence
from pipclinic.evidence.report import NotShown, Report
from pipclinic.site import proofs, published, publishing
from tests.reports import complete

# Two steps of each share kind, snippet and fault, and both are about some pip.
AMBIGUOUS = ("certificate-expired", "http-401")


@pytest.fixture(scope="module")
def whole(pages: Catalogue) -> Report:
    """A report in which every step holds, with every pip."""
    return complete(pages)


def alone(catalogue: Catalogue, page: Document) -> Catalogue:
    """A catalogue that has one page only."""
    pages = {slug: p for slug, p in catalogue.pages.items() if slug == page.slug}
    guides = {slug: g for slug, g in catalogue.guides.items() if slug == page.slug}
    return Catalogue(catalogue.root, pages, guides)


def in_reverse(case: Case) -> Case:
    """The same case with its tables in the opposite order."""
    tables = ("reproduce", "fix", "not_a_fix")
    return case.model_copy(update={table: getattr(case, table)[::-1] for table in tables})


def test_an_id_is_unique_and_survives_reordering(pages: Catalogue) -> None:
    for page in pages.documents.values():
        names = {step.id for step in page.case.steps}
        for pip in TABLE:
            covering = [step.id for step in page.case.steps if step.covers(pip)]
            assert len(set(covering)) == len(covering), (page.slug, pip.version)
        assert all(names), page.slug
        if page.case.steps:
            turned = replace(page, case=in_reverse(page.case))
            assert {step.id for step in turned.case.steps} == names
            for pip in (TABLE[0], TABLE[-1]):
                assert {s.id for s in due(turned, pip)} == {s.id for s in due(page, pip)}


@pytest.mark.parametrize("slug", AMBIGUOUS)
def test_steps_that_share_kind_snippet_and_fault_are_all_due(pages: Catalogue, slug: str) -> None:
    page = pages.pages[slug]
    ids = [step.id for step in due(page, pips.NEWEST)]
    steps = [step for step in page.case.steps if step.covers(pips.NEWEST)]
    assert len(set(ids)) == len(ids)
    assert {step.id for step in steps} <= set(ids)
    assert len({(step.kind, step.run, step.under) for step in steps}) < len(steps)


def test_one_control_serves_what_is_the_same_in_good_health(pages: Catalogue) -> None:
    page = pages.pages["read-timeout"]
    controls = [step for step in due(page, pips.NEWEST) if step.kind == "control"]
    served = [step.id for control in controls for step in control.serves]
    covered = [step.id for step in page.case.reproduce if step.covers(pips.NEWEST)]
    assert sorted(served) == sorted(covered)
    assert len(controls) < len(covered)


def test_a_whole_report_lacks_nothing(pages: Catalogue, whole: Report) -> None:
    evidence = Evidence(pages, whole)
    assert list(evidence.lacking()) == []
    assert list(publishing.lacking(evidence)) == []


def test_a_report_that_lacks_any_single_step_is_refused(pages: Catalogue, whole: Report) -> None:
    rows = {(row.slug, row.id, row.pip): row for row in whole.outcomes}
    dropped = 0
    for page in pages.documents.values():
        own = alone(pages, page)
        for pip in TABLE:
            seen = [
                row for key, row in rows.items() if key[0] == page.slug and key[2] == pip.version
            ]
            for lost in seen:
                kept = tuple(row for row in seen if row is not lost)
                report = whole.model_copy(update={"outcomes": kept})
                (missing,) = Evidence(own, report).lacking([pip])
                assert (missing[0].page.slug, missing[0].id) == (lost.slug, lost.id)
                dropped += 1
    assert dropped == len(rows)


def test_what_is_lacking_is_said_by_name(pages: Catalogue, whole: Report) -> None:
    lost = next(row for row in whole.outcomes if row.slug == "not-an-index" and row.pip == "24.0")
    rows = tuple(row for row in whole.outcomes if row is not lost)
    evidence = Evidence(pages, whole.model_copy(update={"outcomes": rows}))
    (said,) = publishing.lacking(evidence)
    assert said == f"1 step was not run with pip 24.0, such as not-an-index, {lost.id}"


def test_what_cannot_be_shown_excuses_that_and_nothing_else(
    pages: Catalogue, whole: Report
) -> None:
    page = pages.pages["read-timeout"]
    fix = page.case.fix[0]

    def lacking(row: NotShown, pip: Pip) -> set[str]:
        report = whole.model_copy(update={"outcomes": (), "not_shown": (row,)})
        return {step.id for step, _ in Evidence(alone(pages, page), report).lacking([pip])}

    every = {step.id for step in due(page, pips.NEWEST)}
    one = NotShown(slug=page.slug, fault=fix.under, id=fix.id, reason="no such Python")
    assert lacking(one, pips.NEWEST) == every - {fix.id}
    old = NotShown(slug=page.slug, fault=fix.under, pip="9.0.3", reason="no such layout")
    assert lacking(old, pips.NEWEST) == every
    left = lacking(old.model_copy(update={"pip": ""}), pips.NEWEST)
    assert fix.id not in left
    assert left


def in_words(text: str) -> set[str]:
    """The versions that "pip 9.0.3 to 18.1 and 26.3" names."""
    known = [pip.version for pip in TABLE]
    found: set[str] = set()
    for first, last in re.findall(r"([\d.]*\d)(?: to ([\d.]*\d))?", text):
        found |= set(known[known.index(first) : known.index(last or first) + 1])
    return found


def test_errors_json_and_pages_agree_on_every_fix_and_pip(pages: Catalogue, whole: Report) -> None:
    """Also where some fixes were not seen, or did not hold."""
    rows = tuple(
        row.model_copy(update={"holds": number % 7 != 0})
        for number, row in enumerate(whole.outcomes)
        if number % 5 != 0
    )
    compared = 0
    for report in (whole, whole.model_copy(update={"outcomes": rows})):
        evidence = Evidence(pages, report)
        content = published.Errors.model_validate_json(published.published(evidence))
        for error in content.errors:
            page = pages.pages[error.slug]
            meant = {f.means for f in page.case.fault if not f.not_here}
            for fix in error.fixes:
                said = [
                    (proof.style, "\n".join(proofs.paragraph(proof)))
                    for proof in proofs.proofs(evidence.of(page), "fixes", fix.file)
                    if any(sentence.where in meant for sentence in proof.sentences)
                ]
                works = {p for style, text in said if style == "fix" for p in pips_of(text)}
                fails = {p for style, text in said if style == "broken" for p in pips_of(text)}
                assert set(fix.verified_on) == works - fails, (error.slug, fix.file)
                compared += 1
    assert compared > 500


@pytest.mark.parametrize(
    ("slug", "found", "fix"),
    [
        ("certificate-expired", "pip.conf", "use-the-public-index.sh"),
        ("legacy-host", "old-address.conf", "correct-the-address.sh"),
        ("untrusted-host", "pip-without-tls.conf", "use-a-mirror.sh"),
    ],
)
def test_a_file_that_a_fix_only_finds_in_place_is_not_said_to_mend_anything(
    pages: Catalogue, slug: str, found: str, fix: str
) -> None:
    case = pages.pages[slug].case
    assert {step.kind for step in proofs.shown_as(case, "fixes", found)} == {"reproduce"}
    assert {step.kind for step in proofs.shown_as(case, "fixes", fix)} == {"fix"}


def pips_of(text: str) -> set[str]:
    """The pips that a paragraph of proof names, line by line."""
    return {
        pip for words in re.findall(r", with pip (.*)\.\s*$", text, re.M) for pip in in_words(words)
    }


def test_a_recording_belongs_to_the_step_that_printed_it(pages: Catalogue, whole: Report) -> None:
    rows = tuple(row.model_copy(update={"printed": row.id}) for row in whole.outcomes)
    evidence = Evidence(pages, whole.model_copy(update={"outcomes": rows}))
    for page in pages.documents.values():
        printed = dict(recordings.printed(evidence.of(page)))
        for step in page.case.reproduce:
            for pip in filter(step.covers, TABLE):
                path = recordings.file_for(page, step, pip.version)
                assert not step.record or printed[path] == step.id
