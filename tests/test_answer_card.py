"""In Chromium, on every page with an answer: its command and the button that copies it, at once."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, Page

from pipclinic.content.catalogue import Catalogue
from pipclinic.content.page import Page as ErrorPage

SIZES = [(1440, 900), (375, 812)]
PAGE = "errors/read-timeout/"


@contextmanager
def opened(
    chromium: Browser, size: tuple[int, int] = SIZES[0], platform: str = "Linux x86_64"
) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": size[0], "height": size[1]},
        permissions=["clipboard-read", "clipboard-write"],
        bypass_csp=True,  # Playwright waits by what a policy forbids
    )
    context.add_init_script(
        f"Object.defineProperty(navigator, 'platform', {{ get: () => '{platform}' }})"
    )
    yield context.new_page()
    context.close()


def first_fixes(page: ErrorPage) -> list[str]:
    """What Copy gives: Markdown writes a tab as four spaces."""
    texts = (page.snippets[file].read_text("utf-8") for file in page.front.first_fix.values())
    return [text.expandtabs(4).strip() for text in texts]


def visible_copy(page: Page) -> Locator:
    return page.get_by_role("button", name="Copy").filter(visible=True).first


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_first_copy_button_is_the_first_fix_and_in_the_first_screen(
    chromium: Browser, address: str, pages: Catalogue, size: tuple[int, int]
) -> None:
    wrong = {}
    with opened(chromium, size) as page:
        for error in pages.pages.values():
            page.goto(f"{address}errors/{error.slug}/")
            button = visible_copy(page)
            button.wait_for()
            block = page.locator("#answer .highlight").filter(visible=True).first
            boxes = [button.bounding_box(), block.bounding_box()]
            last = max(box["y"] + box["height"] if box else 9999 for box in boxes)
            if last > size[1]:
                wrong[error.slug] = f"its end is at {last:.0f}"
            button.click()
            copied = page.evaluate("navigator.clipboard.readText()").strip()
            if copied not in first_fixes(error):
                wrong[error.slug] = f"copies {copied!r}"
    assert wrong == {}


def test_a_command_that_only_fails_has_no_copy_button(chromium: Browser, address: str) -> None:
    with opened(chromium) as page:
        page.goto(address + PAGE, wait_until="networkidle")
        for proof in ("not-a-fix", "reproduce"):
            blocks = page.locator(f".highlight:has(+ .proof--{proof})")
            assert blocks.count() > 0, proof
        assert page.locator(".highlight:has(+ .proof--not-a-fix) button").count() == 0
        section = "h2#what-pip-prints ~ .highlight:not(h2#make-it-permanent ~ *)"
        assert page.locator(section).count() > 0
        assert page.locator(f"{section} button").count() == 0


def commands(page: Page) -> list[str]:
    blocks = page.locator(":is(.language-sh, .language-dockerfile) code")
    return [text.strip() for text in blocks.all_text_contents()]


def test_a_project_fills_in_every_command_and_is_remembered(
    chromium: Browser, address: str
) -> None:
    with opened(chromium) as page:
        page.goto(address + PAGE)
        field = page.get_by_label("For which project?")
        before = commands(page)
        field.fill("Flask-SQLAlchemy")
        after = commands(page)
        assert after == [text.replace("requests", "Flask-SQLAlchemy") for text in before]
        visible_copy(page).click()
        copied = page.evaluate("navigator.clipboard.readText()").strip()
        assert copied == "pip install --timeout 60 Flask-SQLAlchemy"
        page.goto(address + "errors/")
        page.goto(address + PAGE)
        assert field.input_value() == "Flask-SQLAlchemy"
        assert commands(page) == after
        field.fill("")
        assert commands(page) == before


@pytest.mark.parametrize(
    "typed", ["<img src=x onerror=alert(1)>", "a b", "x; rm -rf ~", "-r", "x'"]
)
def test_what_is_no_name_of_a_project_stays_out_of_commands(
    chromium: Browser, address: str, typed: str
) -> None:
    with opened(chromium) as page:
        page.goto(address + PAGE)
        before = commands(page)
        field = page.get_by_label("For which project?")
        field.fill(typed)
        assert commands(page) == before
        assert page.evaluate("sessionStorage.getItem('project')") == "requests"
        page.evaluate("text => sessionStorage.setItem('project', text)", typed)
        page.reload()
        assert commands(page) == before
        assert page.locator("img[src=x]").count() == 0


def chosen(page: Page) -> set[str]:
    return set(
        page.locator(".tabbed-set > input:checked").evaluate_all(
            "inputs => inputs.map((input) => input.labels[0].textContent.trim())"
        )
    )


def test_a_system_picks_all_tabs_and_is_remembered(chromium: Browser, address: str) -> None:
    with opened(chromium) as page:
        page.goto(address + PAGE)
        assert {"Linux", "Linux and macOS"} <= chosen(page)
        page.get_by_role("combobox", name="System").select_option("Windows")
        assert "Windows" in chosen(page)
        assert not {"Linux", "Linux and macOS"} & chosen(page)
        page.reload()
        assert page.get_by_role("combobox", name="System").input_value() == "Windows"
        assert "Windows" in chosen(page)
    with opened(chromium, platform="MacIntel") as page:
        page.goto(address + PAGE)
        assert {"macOS", "Linux and macOS"} <= chosen(page)


LOGS = [
    ("ERROR: No matching distribution found for torch-geometric==2.0", "torch-geometric", None),
    ("Collecting Pillow>=9\n  Read timed out. (read timeout=15)\nC:\\x", "Pillow", "Windows"),
    ("$ pip install -U numpy\nRead timed out. (read timeout=15)\n/Users/a", "numpy", "macOS"),
    ("$ pip install -r a.txt\nRead timed out. (read timeout=15)", None, None),
    ("hint: pip install --upgrade pip\nRead timed out. (read timeout=15)", None, None),
    ("pip install git+https://x.y\n[WinError 10060] Read timed out. (read", None, "Windows"),
]


@pytest.mark.parametrize(("log", "named", "system"), LOGS)
def test_a_pasted_log_says_for_which(
    chromium: Browser, address: str, log: str, named: str | None, system: str | None
) -> None:
    with opened(chromium) as page:
        page.goto(address)
        page.get_by_label("Paste what pip printed").fill(log)
        page.locator("#diagnosis[data-state]:not([data-state=empty])").wait_for()
        assert page.evaluate("sessionStorage.getItem('project')") == named
        assert page.evaluate("sessionStorage.getItem('system')") == system
        page.goto(address + PAGE)
        assert page.get_by_label("For which project?").input_value() == (named or "requests")
        assert page.get_by_role("combobox", name="System").input_value() == (system or "Linux")


def test_without_javascript_the_page_says_what_to_replace(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + PAGE)
    card = page.locator("#answer")
    assert card.get_by_text("put the name of your project in its place").is_visible()
    assert not card.get_by_label("For which project?").is_visible()
    context.close()


def test_the_title_for_search_engines_is_short(
    chromium: Browser, address: str, pages: Catalogue
) -> None:
    with opened(chromium) as page:
        for slug in pages.pages:
            page.goto(f"{address}errors/{slug}/", wait_until="domcontentloaded")
            assert len(page.title()) <= 60, slug


def test_on_a_phone_what_was_found_comes_into_view(chromium: Browser, address: str) -> None:
    with opened(chromium, SIZES[1]) as page:
        page.goto(address)
        box = page.get_by_label("Paste what pip printed")
        log = "ReadTimeoutError: Read timed out. (read timeout=15) pip install requests"
        page.evaluate("log => navigator.clipboard.writeText(log)", log)
        box.press("ControlOrMeta+v")
        button = page.locator("#diagnosis").get_by_role("button", name="Copy")
        button.wait_for()
        page.wait_for_function(
            "button => button.getBoundingClientRect().bottom < innerHeight",
            arg=button.element_handle(),
        )
