"""Twins: every page and guide as one Markdown text that needs nothing beside it."""

import re
from pathlib import Path

import pytest

from pipclinic.content import catalogue
from pipclinic.content.catalogue import Catalogue
from pipclinic.evidence import kept
from pipclinic.evidence.evidence import Evidence
from pipclinic.site.twins import twin
from tests.clinic import copy_of_the_clinic


@pytest.fixture(scope="module")
def texts(pages: Catalogue) -> dict[str, str]:
    evidence = Evidence(pages, None, kept.read_all(pages))
    return {slug: twin(page, evidence, "2026.12") for slug, page in pages.documents.items()}


def outside_fences(text: str) -> str:
    return re.sub(r"(?ms)^\s*(`{3,})\w*\n.*?^\s*\1$", "", text)


def test_nothing_is_left_to_be_included_unfolded_or_styled(texts: dict[str, str]) -> None:
    for slug, text in texts.items():
        prose = outside_fences(text)
        for sign in (
            "--8<--",
            '=== "',
            "{ .",
            "<section",
            "<details",
            "<figure",
            "</",
            "title=",
            "hl_lines",
        ):
            assert sign not in prose, f"{slug}: {sign}"
        assert text.count("```") % 2 == 0


def test_every_command_of_a_page_is_filled_in(pages: Catalogue, texts: dict[str, str]) -> None:
    for slug, page in pages.pages.items():
        for file in re.findall(rf'--8<-- "{slug}/(\w[\w.-]*)"', page.body):
            lines = page.snippets[file].read_text(encoding="utf-8").strip().splitlines()
            assert all(line.strip() in texts[slug] for line in lines), f"{slug}: {file}"


def test_every_footnote_has_its_evidence(texts: dict[str, str]) -> None:
    cited = 0
    for slug, text in texts.items():
        prose = outside_fences(text)
        names = set(re.findall(r"(?m)(?<!^)\[\^([\w-]+)\]", prose))
        defined = set(re.findall(r"(?m)^\[\^([\w-]+)\]: \S", prose))
        assert names == defined, slug
        cited += len(names)
    assert cited > 50


def test_links_lead_to_other_twins_and_to_ids(texts: dict[str, str], pages: Catalogue) -> None:
    followed = 0
    for slug, text in texts.items():
        own = "errors" if slug in pages.pages else "guides"
        for address in re.findall(r"\]\(([^)\s]+)\)", outside_fences(text)):
            if "://" in address:
                continue
            path, _, identifier = address.partition("#")
            target = slug
            if path:
                place = (Path("/", own, slug) / path).resolve()
                if place == Path("/use-it"):  # which has no twin
                    continue
                folder, target, name = place.parts[1:]
                assert name == "index.md"
                assert folder == ("errors" if target in pages.pages else "guides"), (slug, address)
            assert not identifier or identifier == "top" or f"{{#{identifier}}}" in texts[target], (
                slug,
                address,
            )
            followed += 1
    assert followed > 300


def test_it_begins_with_title_version_date_cause_and_first_fix(texts: dict[str, str]) -> None:
    title, _, about, _, cause, _, fence, command, *_ = texts["read-timeout"].splitlines()
    assert title == "# ReadTimeoutError: Read timed out"
    assert re.match(
        r"From pip clinic 2026\.12, updated 20\d\d-\d\d-\d\d\. Where it happens: ", about
    )
    assert cause.startswith("pip connected to the package index, but")
    assert (fence, command) == ("```sh", "pip install --timeout 60 requests")


def test_without_evidence_it_says_so(tmp_path: Path) -> None:
    clinic = copy_of_the_clinic(tmp_path)
    clinic.replace(clinic.case, "seconds = 40", "seconds = 41")
    loaded = catalogue.load(clinic.root)
    (page,) = loaded.pages.values()
    text = twin(page, Evidence(loaded, None, kept.read_all(loaded)), "2026.12")
    assert "Not verified in this build." in text.splitlines()[2]
    assert "installs, with pip" not in text
