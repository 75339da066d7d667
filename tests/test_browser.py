"""The built site in a real browser: Chromium, at two widths, light and dark."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from pipclinic.content import addresses
from pipclinic.content.catalogue import Catalogue

PATHS = [
    "",
    "errors/",
    "errors/read-timeout/",
    "errors/incomplete-download/",
    "use-it/",
    "contributing/how-it-works/",
]
WIDTHS = [1440, 375]
SCHEMES = ["light", "dark"]


@pytest.fixture
def opened(
    request: pytest.FixtureRequest, chromium: Browser, address: str
) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what went wrong while it was read: errors, and requests to others."""
    path, width, scheme = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request",
        lambda asked: None if asked.url.startswith((address, "data:")) else wrong.append(asked.url),
    )
    page.on(
        "response",
        lambda answer: None if answer.status < 400 else wrong.append(answer.url),
    )
    page.goto(address + path, wait_until="networkidle")
    yield page, wrong
    context.close()


def each(*paths: str) -> pytest.MarkDecorator:
    """Open these pages at every width and in every scheme."""
    cases = [(path, width, scheme) for path in paths for width in WIDTHS for scheme in SCHEMES]
    return pytest.mark.parametrize(
        "opened", cases, indirect=True, ids=lambda c: "-".join(map(str, c))
    )


@each(*PATHS)
def test_reads_without_errors_and_asks_nobody_else(opened: tuple[Page, list[str]]) -> None:
    page, wrong = opened
    assert page.locator("h1").count() == 1
    assert wrong == []


@each(*PATHS)
def test_does_not_scroll_sideways(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert width <= 0


@each(*PATHS)
def test_axe_finds_nothing(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    # What it leaves out unless it is asked: WCAG 2.2 wants 24 pixels for a finger.
    found = Axe().run(page, options={"rules": {"target-size": {"enabled": True}}})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("opened", [("errors/read-timeout/", 1440, "light")], indirect=True)
def test_copy_buttons_copy_only_the_command(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    folder = Path("snippets/read-timeout")
    blocks = page.locator(".highlight:has(.filename)")
    copied = 0
    for number in range(blocks.count()):
        block = blocks.nth(number)
        button = block.get_by_role("button")
        if not button.is_visible():
            continue
        name = block.locator(".filename").inner_text()
        button.click()
        text = page.evaluate("navigator.clipboard.readText()")
        assert text.strip() == (folder / name).read_text(encoding="utf-8").strip()
        copied += 1
    assert copied >= 10


@pytest.mark.parametrize("opened", [("", 1440, "light")], indirect=True)
def test_search_finds_the_page(opened: tuple[Page, list[str]]) -> None:
    page, wrong = opened
    page.locator(".md-search-result__list[hidden]").wait_for(state="attached")  # it is ready
    page.keyboard.press("/")
    page.keyboard.type("read timed out")
    result = page.locator(".md-search-result__link").first
    result.wait_for()
    assert "errors/read-timeout/" in str(result.get_attribute("href"))
    assert wrong == []


@pytest.mark.parametrize("opened", [("", 375, "dark")], indirect=True)
def test_home_leads_to_the_page(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    page.get_by_role("link", name="ReadTimeoutError: Read timed out").click()
    page.wait_for_url("**/errors/read-timeout/")
    assert page.locator("h1").inner_text().replace("\n", " ").startswith("ReadTimeoutError")


def test_pages_read_without_javascript(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "errors/read-timeout/")
    assert "pip install --timeout 60 requests" in page.locator("article").inner_text()
    context.close()


def test_every_page_fits_a_phone(chromium: Browser, address: str, pages: Catalogue) -> None:
    context = chromium.new_context(viewport={"width": 375, "height": 900})
    page = context.new_page()
    too_wide = {}
    for path in addresses.every(pages.root, pages.documents.values()):
        page.goto(address + path, wait_until="domcontentloaded")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 375:
            too_wide[path] = width
    context.close()
    assert too_wide == {}


def test_the_journey_marks_where_a_page_s_error_happens(
    chromium: Browser, address: str, pages: Catalogue
) -> None:
    one_of_each = {page.front.phase: page.slug for page in pages.pages.values()}
    assert len(one_of_each) > 1
    page = chromium.new_page()
    for phase, slug in one_of_each.items():
        page.goto(f"{address}errors/{slug}/", wait_until="domcontentloaded")
        marked = page.locator(".journey .halo:visible")
        assert marked.count() == 1, phase
        station = "you" if phase == "environment" else phase
        assert marked.locator("xpath=ancestor::*[@class='station']").get_attribute("id") == (
            f"station-{station}"
        )
    page.close()
