"""Every step of every page, on every pip that was asked for; and what pip prints now."""

import difflib

import pytest

from pipclinic.content.catalogue import Catalogue
from pipclinic.evidence import recordings
from pipclinic.evidence.evidence import Evidence
from pipclinic.evidence.report import Report
from tests.conftest import planned


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "step" in metafunc.fixturenames:
        jobs = metafunc.config.stash[planned].jobs
        keys = sorted((job.page.slug, job.due.id, job.pip.version) for job in jobs)
        assert len(set(keys)) == len(keys), "two steps share an id"
        metafunc.parametrize("step", keys, ids=[" ".join(key) for key in keys])


def test_step_holds(step: tuple[str, ...], verified: Report) -> None:
    outcomes = [row for row in verified.outcomes if (row.slug, row.id, row.pip) == step]
    assert len(outcomes) == 1, f"this step was run {len(outcomes)} times"
    assert [row.reason for row in outcomes if not row.holds] == []


def test_nothing_planned_was_left_out(request: pytest.FixtureRequest, verified: Report) -> None:
    assert len(verified.outcomes) == len(request.config.stash[planned].jobs) > 0


def test_recordings_are_what_pip_prints_now(pages: Catalogue, verified: Report) -> None:
    compared = 0
    differences: list[str] = []
    evidence = Evidence(pages, verified)
    for page in pages.documents.values():
        for path, text in recordings.printed(evidence.of(page)):
            compared += 1
            recorded = path.read_text(encoding="utf-8") if path.exists() else ""
            lines = (recorded.splitlines(), text.splitlines())
            differences += difflib.unified_diff(
                *lines, str(path), "what pip prints now", lineterm=""
            )
    assert compared > 0
    assert not differences, "run 'make record' and look at the change:\n" + "\n".join(differences)


def test_every_recording_is_one_that_a_step_calls_for(pages: Catalogue) -> None:
    for page in pages.documents.values():
        assert set((page.folder / "recorded").rglob("*.txt")) == recordings.expected(page)


def test_each_recording_shows_a_signature_of_its_page(pages: Catalogue) -> None:
    from pipclinic.content import signatures

    for page in pages.documents.values():
        for step in page.case.reproduce:
            for path in (page.folder / "recorded" / step.printed_name).glob("*.txt"):
                text = path.read_text(encoding="utf-8")
                matches = [s for s in page.signatures if signatures.matching_line(s, text)]
                assert matches or not step.record, f"{path} shows none of the page's signatures"
