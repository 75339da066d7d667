"""What was seen is kept beside the recordings, and a fresh clone knows it."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from pipclinic.content import catalogue, pips
from pipclinic.content.catalogue import Catalogue
from pipclinic.content.page import Document
from pipclinic.evidence import kept
from pipclinic.evidence.evidence import Evidence
from pipclinic.evidence.report import NotRead, Report
from pipclinic.faults.projects import Project
from pipclinic.site import coverage, published, publishing, stage
from tests.clinic import Clinic, copy_of_the_clinic
from tests.reports import DATE, complete

LATER = DATE + datetime.timedelta(days=7)


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    made = copy_of_the_clinic(tmp_path)
    kept.file_for(the_page(made)).unlink(missing_ok=True)
    return made


def the_page(clinic: Clinic) -> Document:
    return catalogue.load(clinic.root).pages["read-timeout"]


def known(clinic: Clinic, report: Report | None = None) -> Evidence:
    """What a clone knows: what is kept there, and a report if it has one."""
    loaded = catalogue.load(clinic.root)
    return Evidence(loaded, report, kept.read_all(loaded))


def at(report: Report, date: datetime.date, **changed: object) -> Report:
    """The same report of another day, with something in each outcome changed."""
    rows = [row.model_copy(update={"date": date, **changed}) for row in report.outcomes]
    return report.model_copy(update={"date": date, "outcomes": tuple(rows)})


def test_a_fresh_clone_shows_what_was_kept(clinic: Clinic) -> None:
    page, loaded = the_page(clinic), catalogue.load(clinic.root)
    seen = complete(loaded)
    assert kept.keep(page, seen.outcomes)
    evidence = known(clinic)
    stage.stage(evidence, clinic.root / "stage")
    stage.stage(Evidence(loaded, seen), clinic.root / "reported")
    pages = [clinic.root / name / "docs/errors/read-timeout.md" for name in ("stage", "reported")]
    assert pages[0].read_bytes() == pages[1].read_bytes()
    assert f"on Linux, {DATE}" in pages[0].read_text()
    assert coverage.cell(evidence, loaded.pages["read-timeout"], pips.NEWEST).state == "mended"
    (error,) = published.Errors.model_validate_json(published.published(evidence)).errors
    assert error.fixes[0].verified_on == tuple(pip.version for pip in pips.TABLE)
    assert list(evidence.lacking()) == []


def test_what_is_kept_of_another_state_is_worth_nothing_and_said_so(clinic: Clinic) -> None:
    kept.keep(the_page(clinic), complete(catalogue.load(clinic.root)).outcomes)
    clinic.replace(clinic.case, "seconds = 40", "seconds = 41")
    evidence = known(clinic)
    stage.stage(evidence, clinic.root / "stage")
    text = (clinic.root / "stage/docs/errors/read-timeout.md").read_text()
    assert "Not verified in this build: the page has changed since it was executed." in text
    assert "Executed, where" not in text
    assert list(evidence.lacking())


def test_the_newer_of_what_is_kept_and_reported_counts(clinic: Clinic) -> None:
    page, seen = the_page(clinic), complete(catalogue.load(clinic.root), [pips.NEWEST])
    kept.keep(page, complete(catalogue.load(clinic.root)).outcomes)
    rows = known(clinic, at(seen, LATER, holds=False)).of(page)
    assert {row.pip for row in rows.failed} == {pips.NEWEST.version}
    assert len(rows.outcomes) == len(complete(catalogue.load(clinic.root)).outcomes)
    older = at(seen, DATE - datetime.timedelta(days=1), holds=False)
    assert known(clinic, older).of(page).failed == ()


def test_nothing_kept_is_enough_to_publish(clinic: Clinic) -> None:
    loaded = catalogue.load(clinic.root)
    kept.keep(the_page(clinic), complete(loaded).outcomes)
    assert [*publishing.lacking(known(clinic))] != []
    without_one = complete(loaded, pips.TABLE[1:])
    (said,) = publishing.lacking(known(clinic, without_one))
    assert "not run with pip 9.0.3" in said
    assert [*publishing.lacking(known(clinic, complete(loaded)))] == []


def test_the_file_is_the_same_for_the_same_and_reads_back(clinic: Clinic) -> None:
    page, seen = the_page(clinic), complete(catalogue.load(clinic.root))
    assert kept.keep(page, seen.outcomes)
    path = kept.file_for(page)
    before = path.read_bytes()
    assert not kept.keep(page, seen.outcomes[::-1])
    assert path.read_bytes() == before
    found = kept.read(page)
    assert found
    assert found.text().encode() == before
    assert {(row.id, row.pip) for row in found.outcomes(page)} == {
        (row.id, row.pip) for row in seen.outcomes
    }


def test_a_run_with_one_pip_keeps_what_is_known_of_others(clinic: Clinic) -> None:
    page, loaded = the_page(clinic), catalogue.load(clinic.root)
    kept.keep(page, complete(loaded).outcomes)
    kept.keep(page, at(complete(loaded, [pips.NEWEST]), LATER).outcomes)
    found = kept.read(page)
    assert found
    assert found.pips["26.3"].date == LATER
    assert found.pips["9.0.3"].date == DATE
    clinic.replace(clinic.case, "seconds = 40", "seconds = 41")
    kept.keep(the_page(clinic), complete(catalogue.load(clinic.root), [pips.NEWEST]).outcomes)
    changed = kept.read(the_page(clinic))
    assert changed
    assert set(changed.pips) == {"26.3"}


def test_what_other_machinery_ran_is_told_by_name(clinic: Clinic) -> None:
    page = the_page(clinic)
    kept.keep(page, complete(catalogue.load(clinic.root)).outcomes)
    found = kept.read(page)
    assert found
    assert found.ran_by_another(kept.machinery()) == ()
    assert found.ran_by_another("another") == tuple(pip.version for pip in pips.TABLE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("page = ", "pages = "),
        ('"9.0.3" = {', '"9.0.2" = {'),
        ("slow-index/fix/raise-the-timeout", "slow-index/fix/raise-the-roof"),
        ("[held]", "[held"),
    ],
)
def test_a_file_that_nobody_wrote_so_is_one_line(clinic: Clinic, old: str, new: str) -> None:
    page = the_page(clinic)
    kept.keep(page, complete(catalogue.load(clinic.root)).outcomes)
    clinic.replace(kept.file_for(page), old, new)
    with pytest.raises(NotRead, match="is not as it was written: run 'pipclinic record read-time"):
        kept.read(page)


def test_what_is_kept_in_the_project_is_as_it_was_written(pages: Catalogue) -> None:
    """Each file is in its one form, and says nothing of a step or a pip that is not there."""
    for slug, found in kept.read_all(pages).items():
        page = pages.documents[slug]
        assert kept.file_for(page).read_text(encoding="utf-8") == found.text(), slug
        assert set(found.pips) <= {pip.version for pip in pips.TABLE}, slug


def test_what_is_kept_is_what_is_seen_now(pages: Catalogue, verified: Report) -> None:
    """A step that is kept as held, of a fault that was run now with its pip, holds."""
    for slug, found in kept.read_all(pages).items():
        seen = {(row.id, row.pip): row for row in verified.outcomes if row.slug == slug}
        ran = {(row.fault, row.pip) for row in seen.values()}
        for row in found.outcomes(pages.documents[slug]):
            if (row.fault, row.pip) in ran:
                assert seen[row.id, row.pip].holds, (slug, row.id, row.pip)


# What a case said of a project when the first pages were kept.
AT_FIRST = (
    "name version requires extras requires_python build_requires formats tag files size only "
    "published"
)


def test_a_page_stays_the_same_when_projects_get_another_key() -> None:
    said = TypeAdapter(Project).dump_python(Project("x"), exclude_unset=True)
    assert set(said) == set(AT_FIRST.split()), (
        "a new key needs _later: else every page is due again"
    )
    said = TypeAdapter(Project).dump_python(Project("x", yanked="broken"), exclude_unset=True)
    assert said["yanked"] == "broken"


def test_a_page_is_another_when_its_case_says_something_else(clinic: Clinic) -> None:
    page = the_page(clinic)
    clinic.replace(clinic.case, "seconds = 40", "seconds=40.0  # as before")
    assert the_page(clinic).fingerprint == page.fingerprint
    other = replace(page, snippets={**page.snippets, "new.sh": page.snippets["install.sh"]})
    assert other.fingerprint != page.fingerprint
