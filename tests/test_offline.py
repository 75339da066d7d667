"""The archive of the site, opened from a disk in Chromium."""

import html
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from pipclinic.content.catalogue import Catalogue
from pipclinic.site import offline
from tests.conftest import KINDS, ROOT

SAID = "pip install requests\nReadTimeoutError: Read timed out. (read timeout=15)"


@pytest.fixture(scope="module")
def folder(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("disk")
    with zipfile.ZipFile(site / offline.NAME) as archive:
        archive.extractall(into)
    (only,) = into.iterdir()
    return only


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page; what goes wrong on it, and what is asked of a network, fails the test."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("requestfailed", lambda asked: wrong.append(asked.url))
    page.on("request", lambda asked: wrong.append(asked.url) if asked.url[:4] == "http" else None)
    yield page
    context.close()
    assert wrong == []


def test_every_link_leads_to_a_file(folder: Path, pages: Catalogue) -> None:
    followed = 0
    for path in folder.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        for address in re.findall(r'\s(?:href|src)="([^"#?:]+)[#?"]', text):
            target = path.parent / html.unescape(address)
            assert target.is_file(), f"{path.relative_to(folder)}: {address}"
            followed += 1
    assert followed > 30 * len(pages.pages)


@pytest.mark.parametrize("path", [path for path in KINDS if path != "404.html"])
def test_each_kind_of_page_reads_from_a_disk(page: Page, folder: Path, path: str) -> None:
    page.goto((folder / path / "index.html").as_uri(), wait_until="load")
    assert page.locator("h1").count() == 1
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == "rgb(251, 250, 246)"


def test_the_box_finds_the_page(page: Page, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())
    page.get_by_label("Paste what pip printed").fill(SAID)
    found = page.locator("#diagnosis [data-error=read-timeout]").first
    found.wait_for()
    expect(page.locator("#diagnosis")).to_have_attribute("data-state", "match")
    found.click()
    page.wait_for_url("file://**/errors/read-timeout/index.html")
    expect(page.get_by_role("button", name="Copy for an assistant")).to_have_count(0)


def test_the_search_finds_the_page(page: Page, folder: Path) -> None:
    page.goto((folder / "guides/certificates/index.html").as_uri())
    page.locator(".md-search__input").click()
    page.keyboard.type("read timed out")
    page.locator(".search-diagnosis a").first.wait_for()
    page.locator(".md-search-result__link[href*='read-timeout']").first.click()
    page.wait_for_url("file://**/errors/read-timeout/index.html?h=*")


def test_the_same_site_makes_the_same_archive(site: Path) -> None:
    before = (site / offline.NAME).read_bytes()
    offline.archive(ROOT, site)
    assert (site / offline.NAME).read_bytes() == before
    assert len(before) < 4_000_000
