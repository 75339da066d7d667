"""What axe does not see: the keyboard, forced colours, wide text, zoom, motion, paper."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from pipclinic.content import addresses
from pipclinic.content.catalogue import Catalogue
from tests.conftest import KINDS

READ, TABS = "errors/read-timeout/", "errors/pip-not-found/"
WIDE, NARROW, ZOOMED = 1440, 375, 320
# What has the focus, if it cannot be seen; of what stands for another, the other.
NOT_SEEN = """() => {
  const focused = document.activeElement;
  if (focused === document.body) return "";
  const shown = focused.matches(".md-option")
    ? focused.nextElementSibling
    : focused.matches("[type=radio], [type=file]")
    ? focused.labels[0]
    : focused;
  const { left, right, top, bottom, width, height } = shown.getBoundingClientRect();
  const seen = width > 4 && height > 4 && right > 0 && left < innerWidth && bottom > 0 &&
    top < innerHeight && shown.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  return seen ? null : focused.outerHTML.slice(0, 120);
}"""
# The open search of narrow screens holds the page still, and for 100 ms more once it is left.
FREE = """document.activeElement.matches(".md-search__input") ||
  !document.body.hasAttribute("data-md-scrolllock")"""
# What stands in the header, and how far two of it lie over each other.
OVERLAPS = """() => {
  const seen = [...document.querySelectorAll(
    ".md-header :is(.md-logo, .md-header__topic:first-child, .md-tabs__link, .md-search__form, " +
      ".md-header__button, .md-header__option)"
  )].filter((part) => part.checkVisibility()).map((part) => [part, part.getBoundingClientRect()])
    .filter(([, { width }]) => width > 1);
  return seen.flatMap(([one, a], i) =>
    seen.slice(i + 1).flatMap(([two, b]) => {
      const over = !one.contains(two) && a.left < b.right - 1 && b.left < a.right - 1 &&
        a.top < b.bottom - 1 && b.top < a.bottom - 1;
      return over ? [`${one.className} and ${two.className} ${two.textContent.trim()}`] : [];
    })
  );
}"""
# As WCAG 1.4.12 has it.
SPACED = """
  * { line-height: 1.5 !important }
  * { letter-spacing: .12em !important; word-spacing: .16em !important }
  p { margin-bottom: 2em !important }
"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@contextmanager
def opened(chromium: Browser, url: str, width: int = WIDE, **options: Any) -> Iterator[Page]:
    options = {"bypass_csp": True, **options}  # a test may add a style
    context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
    page = context.new_page()
    page.goto(url, wait_until="networkidle")
    yield page
    context.close()


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("path", ["errors/pip-not-found/", "use-it/", "guides/"])
def test_what_has_the_focus_is_in_sight(
    chromium: Browser, address: str, path: str, width: int
) -> None:
    with opened(chromium, address + path, width, reduced_motion="reduce") as page:
        stops = 0
        page.keyboard.press("Tab")
        while (found := page.evaluate(NOT_SEEN)) != "":
            if found:  # it may be on its way
                page.wait_for_timeout(500)
                found = page.evaluate(NOT_SEEN)
            assert not found
            stops += 1
            page.wait_for_function(FREE)
            page.keyboard.press("Tab")
        assert stops > 3


def test_the_keyboard_opens_the_menu_of_narrow_screens(chromium: Browser, address: str) -> None:
    with opened(chromium, address + READ, ZOOMED) as page:
        guides = page.locator(".md-sidebar--primary").get_by_role("link", name="Guides")
        menu = page.get_by_role("button", name="Menu")
        assert not guides.is_visible()
        menu.focus()
        page.keyboard.press("Enter")
        guides.wait_for()
        page.keyboard.press("Escape")
        guides.wait_for(state="hidden")


@pytest.mark.parametrize("path", ["use-it/", "contributing/how-it-works/", ""])
def test_the_keyboard_opens_the_sections_in_the_menu(
    chromium: Browser, address: str, path: str
) -> None:
    with opened(chromium, address + path, NARROW) as page:
        page.get_by_role("button", name="Menu").focus()
        page.keyboard.press("Enter")
        opener = page.locator(".md-sidebar--primary button.md-nav__link")
        section = page.locator(".md-sidebar--primary .md-nav--secondary a").first
        for close in ("Escape", "Enter"):  # the second one presses what leads back
            for _ in range(20):
                page.keyboard.press("Tab")
                if opener.evaluate("button => button === document.activeElement"):
                    break
            expect(opener).to_be_focused()
            assert not section.is_visible()
            page.keyboard.press("Enter")
            back = page.get_by_role("button", name="On this page")
            expect(back).to_be_focused()
            expect(section).to_be_visible()
            page.keyboard.press(close)
            expect(section).to_be_hidden()
            expect(opener).to_be_focused()
            page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(section).to_be_focused()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("#"))


@pytest.mark.parametrize("path", ["guides/", "errors/", "contributing/how-it-works/"])
def test_on_a_phone_each_row_of_a_table_is_a_card(
    chromium: Browser, address: str, path: str, pages: Catalogue
) -> None:
    below = addresses.every(pages.root, pages.documents.values())
    paths = sorted(each for each in below if each.startswith(path))[:4]
    assert paths
    seen = 0
    for each in paths:
        with opened(chromium, address + each, NARROW) as page:
            for table in page.locator("article table:not([class])").all():
                seen += 1
                assert table.evaluate("table => table.scrollWidth <= table.clientWidth + 1")
                names = table.locator("thead th").all_inner_texts()
                for row in table.locator("tbody tr").all()[:3]:
                    for cell, name in zip(row.locator("td").all(), names, strict=True):
                        shown = "cell => getComputedStyle(cell, '::before').content"
                        assert cell.is_hidden() or name.strip() in cell.evaluate(shown)
    assert seen or path != "contributing/how-it-works/"


@pytest.mark.parametrize("width", [WIDE, 1220, NARROW])
def test_the_header_holds_wide_text(chromium: Browser, address: str, width: int) -> None:
    with opened(chromium, address + READ, width) as page:
        assert page.evaluate(OVERLAPS) == []
        page.add_style_tag(content=SPACED)
        assert page.evaluate(OVERLAPS) == []


@pytest.mark.parametrize("path", [*KINDS, TABS])
def test_wide_text_does_not_scroll_sideways(chromium: Browser, address: str, path: str) -> None:
    with opened(chromium, address + path, NARROW) as page:
        page.add_style_tag(content=SPACED)
        assert page.evaluate(SIDEWAYS) <= 0
        cut = page.evaluate(
            """[...document.querySelectorAll("article :is(.filename, .proof, label, button, a)")]
              .filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1 &&
                getComputedStyle(one).overflowX === "hidden").map((one) => one.outerHTML)"""
        )
        assert cut == []


def test_at_four_times_the_size_nothing_scrolls_sideways(
    chromium: Browser, address: str, pages: Catalogue
) -> None:
    with opened(chromium, address, ZOOMED) as page:
        too_wide = {}
        for path in [*addresses.every(pages.root, pages.documents.values()), "404.html"]:
            page.goto(address + path, wait_until="domcontentloaded")
            if (over := page.evaluate(SIDEWAYS)) > 0:
                too_wide[path] = over
    assert too_wide == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_leave_what_is_told_by_colour(
    chromium: Browser, address: str, scheme: str
) -> None:
    """Which tab is open, which line tells, and signs, that are drawn as a background."""
    colour = "(one, which) => getComputedStyle(one, which).backgroundColor"
    with opened(chromium, address + TABS, forced_colors="active", color_scheme=scheme) as page:
        paper = page.locator("body").evaluate(colour)
        signs = page.evaluate(
            """[...document.querySelectorAll("article *")].flatMap((one) =>
              ["::before", "::after"].map((which) => getComputedStyle(one, which))
                .filter(({ maskImage, content, display }) =>
                  maskImage !== "none" && content !== "none" && display !== "none")
                .map(({ backgroundColor }) => [one.className || one.tagName, backgroundColor]))"""
        )
        assert len(signs) > 5
        assert [name for name, seen in signs if seen == paper] == []
        tabs = page.locator(".tabbed-set").first.locator(".tabbed-labels > label")
        assert len({tab.evaluate(colour) for tab in tabs.all()}) == 2
        active, other = (
            page.locator(f".md-tabs__item{which}").first
            for which in ("--active", ":not([class*=--])")
        )
        border = "one => getComputedStyle(one).borderBottomWidth"
        assert active.evaluate(border) != other.evaluate(border)
        page.locator(".recording").first.evaluate("one => one.open = true")
        told = page.locator(".recording .hll").first
        assert told.evaluate(colour) != paper
        form = page.locator(".md-search__form")
        assert form.evaluate("one => getComputedStyle(one).borderTopStyle") == "solid"


def test_nothing_moves_for_those_who_ask_for_that(chromium: Browser, address: str) -> None:
    moving = """[...document.querySelectorAll("*")].flatMap((one) =>
      [null, "::before", "::after"].map((which) => getComputedStyle(one, which))
        .filter(({ transitionDuration, transitionDelay, animationName, scrollBehavior }) =>
          /[1-9]/.test(transitionDuration + transitionDelay) || animationName !== "none" ||
          scrollBehavior !== "auto")
        .map(() => one.outerHTML.slice(0, 90)))"""
    for path in ("", READ):
        with opened(chromium, address + path, reduced_motion="reduce") as page:
            assert page.evaluate(moving) == []
    with opened(chromium, address + READ) as page:
        assert page.evaluate(moving) != []


def test_a_group_of_tabs_has_a_name(chromium: Browser, address: str) -> None:
    with opened(chromium, address + TABS) as page:
        sets = page.locator(".tabbed-set")
        assert sets.count() >= 2
        for tabs in sets.all():
            first = tabs.locator(".tabbed-labels > label").first.inner_text()
            assert first in str(tabs.get_attribute("aria-label"))
            assert tabs.get_attribute("role") == "group"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper(chromium: Browser, address: str, scheme: str) -> None:
    """It is light, holds one tab of each, nothing to click on, and at most six sheets."""
    with opened(chromium, address + READ, color_scheme=scheme, reduced_motion="reduce") as page:
        sheets = page.pdf(format="A4", prefer_css_page_size=True, print_background=True)
        assert len(re.findall(rb"/Type\s*/Page\b", sheets)) <= 6
        page.emulate_media(media="print")
        lights = page.evaluate(
            """["body", ".answer", ".language-sh code", ".language-text code"].map((which) =>
              getComputedStyle(document.querySelector(which)).backgroundColor)
              .map((colour) => Math.min(...colour.match(/[\\d.]+/g).slice(0, 3)))"""
        )
        assert min(lights) > 200
        for chrome in (
            ".md-header",
            ".md-tabs",
            ".md-sidebar",
            ".md-footer",
            ".md-code__nav",
            ".answer__for",
            ".headerlink",
            ".md-top",
            ".md-search",
        ):
            for one in page.locator(chrome).all():
                assert not one.is_visible(), chrome
    with opened(chromium, address + TABS, color_scheme=scheme) as page:
        page.emulate_media(media="print")
        for tabs in page.locator(".tabbed-set").all():
            for part in (".tabbed-content > .tabbed-block", ".tabbed-labels > label"):
                assert tabs.locator(part).filter(visible=True).count() == 1


def test_the_table_of_contents_lights_where_an_address_leads(
    chromium: Browser, address: str
) -> None:
    with opened(chromium, address + READ) as page:
        links = page.locator(".md-sidebar--secondary .md-nav__link[href^='#']").all()
        hashes = [str(link.get_attribute("href")) for link in links]
        bottom = page.evaluate("document.body.offsetHeight - innerHeight")
        reached = [
            which
            for which in hashes
            if page.locator(which).evaluate("one => one.offsetTop") < bottom
        ]
        assert len(reached) > 6
        for which in reached[:: max(1, len(reached) // 6)]:
            page.goto("about:blank")
            page.goto(address + READ + which, wait_until="networkidle")
            lit = page.locator(".md-sidebar--secondary .md-nav__link--active").last
            expect(lit).to_have_attribute("href", which)
