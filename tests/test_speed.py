"""What a first visit costs, and what is held back until somebody asks for it, in Chromium."""

import gzip
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response, Route, expect

from pipclinic.content import addresses
from pipclinic.content.catalogue import Catalogue
from pipclinic.site import scripts, styles
from tests.conftest import KINDS, ROOT

OURS = {path.name for path in (ROOT / scripts.FOLDER).glob("*.js")}
SHIFTS = """
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries()) {
        shifts.push([value, ...sources.map(({ node }) => node?.outerHTML?.slice(0, 90))]);
      }
    }).observe({ type: "layout-shift", buffered: true });
"""
PAINTED = "performance.getEntriesByName('first-contentful-paint').length > 0"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": 1440, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    yield context.new_page()
    context.close()


def loaded(page: Page, url: str) -> dict[str, int]:
    """What a visit loads, by address, and its size as it is sent."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(url, wait_until="load")  # on a busy machine the network may be idle before
    page.wait_for_load_state("networkidle")
    bodies = {answer.url: answer.body() for answer in answers if answer.url.startswith("http")}
    return {address: len(gzip.compress(body)) for address, body in bodies.items()}


def heaviest(site: Path) -> Sequence[str]:
    """The page of each folder that is largest, and the home page."""
    largest = {
        folder: max(
            (site / folder).glob("*/index.html"),
            key=lambda page: len(gzip.compress(page.read_bytes())),
        )
        for folder in ("errors", "guides", ".")
    }
    return ["", *(f"{page.parent.relative_to(site).as_posix()}/" for page in largest.values())]


def test_a_first_visit_is_small(chromium: Browser, site: Path, address: str) -> None:
    for path in heaviest(site):
        context = chromium.new_context()
        sizes = loaded(context.new_page(), address + path)
        context.close()
        assert sum(sizes.values()) <= 100_000, (path, sizes)
        assert len(sizes) <= 8, (path, sizes)
        ours = [size for url, size in sizes.items() if url.rpartition("/")[2] in OURS]
        assert len(ours) >= 2
        assert sum(ours) <= 6_000, (path, sizes)


@pytest.mark.parametrize("width", [1440, 375])
@pytest.mark.parametrize("path", KINDS)
def test_nothing_shifts_when_scripts_are_late(
    chromium: Browser, address: str, path: str, width: int
) -> None:
    # The policy of a page would not let Playwright wait for what it is given as a text.
    context = chromium.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.add_init_script(SHIFTS)
    late: list[Route] = []
    for script in ("clinic", "bundle.*"):
        page.route(f"**/{script}.js", lambda route: late.append(route))
    with page.expect_request("**/bundle.*.js"):
        page.goto(address + path, wait_until="commit")
    page.wait_for_function(PAINTED)  # it waits for neither
    page.wait_for_timeout(300)
    assert len(late) == 2
    for route in late:
        route.continue_()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    shifts = page.evaluate("shifts")
    context.close()
    assert shifts == []


def test_colours_are_there_before_material_is(chromium: Browser, address: str) -> None:
    context = chromium.new_context(color_scheme="dark")
    page = context.new_page()
    page.route("**/bundle.*.js", lambda route: route.abort())
    page.goto(address, wait_until="load")
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(paper) == "rgb(20, 27, 29)"
    page.get_by_title("Colours follow the system.").click()
    assert page.evaluate(paper) == "rgb(251, 250, 246)"
    page.goto(f"{address}errors/", wait_until="load")
    assert page.evaluate(paper) == "rgb(251, 250, 246)"
    context.close()


def test_the_search_is_loaded_when_somebody_turns_to_it(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    page.goto(f"{address}errors/read-timeout/", wait_until="networkidle")
    assert not [url for url in asked if "search" in url]
    page.locator(".md-search-result__list[hidden]").wait_for(state="attached")  # it is ready
    page.keyboard.press("/")
    page.keyboard.type("proxy")
    page.locator(".md-search-result__link").first.wait_for()
    assert "search/search_index.json" in asked
    page.locator(".md-search-result__link").first.click()
    page.wait_for_url("**?h=*")
    page.locator("article .sought").first.wait_for()


def test_an_address_can_search(page: Page, address: str) -> None:
    page.goto(f"{address}?q=read+timed+out", wait_until="networkidle")
    page.locator(".md-search-result__link").first.wait_for()


def test_the_diagnosis_is_loaded_when_somebody_types(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    page.goto(address, wait_until="networkidle")
    expect(page.locator("#error-log")).to_be_focused()
    heavy = {"errors.json", "assets/javascripts/diagnose.js", "assets/javascripts/found.js"}
    assert heavy.isdisjoint(asked)
    page.keyboard.type("x")
    expect(page.locator("#diagnosis")).to_have_attribute("data-state", "none", timeout=30_000)
    assert heavy <= set(asked)


def test_no_style_looks_at_what_stands_within_or_behind() -> None:
    """Such a rule has much of the page looked at again with each element that is put in."""
    assert ":has(" not in (ROOT / styles.OURS).read_text(encoding="utf-8")


def test_no_page_needs_a_style_that_was_left_out(site: Path, pages: Catalogue) -> None:
    needed: dict[str, str] = {}
    for path in addresses.every(pages.root, pages.documents.values()):
        if not (site / path / "index.html").exists():
            continue
        text = (site / path / "index.html").read_text(encoding="utf-8")
        for value in re.findall(r'\sclass="([^"]*)"', text):
            needed |= {name: path for name in value.split() if styles.UNUSED.fullmatch(name)}
    assert needed == {}, "take these out of UNUSED in pipclinic/site/styles.py"
    style = (site / "assets/stylesheets/site.css").read_text(encoding="utf-8")
    assert ".md-annotation" not in style
    for kept in (
        ".md-typeset details",
        ".md-search-result__link",
        ".md-version__link",
        "@media print",
    ):
        assert kept in style
