"""What a page does for those who use it: copies, links its tabs, shows notes, opens folds."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

TABS = "errors/pip-not-found/"
PAGE = "errors/read-timeout/"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page; what goes wrong on it fails the test."""
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert wrong == []


def test_that_a_command_was_copied_is_said(page: Page, address: str) -> None:
    page.goto(address + PAGE)
    button = page.get_by_role("button", name="Copy raise-the-timeout.sh").first
    expect(button).to_have_text("Copy")
    button.click()
    expect(page.get_by_role("status")).to_have_text("Copied")
    copied = page.get_by_role("button", name="Copied raise-the-timeout.sh")
    expect(copied).to_have_text("Copied")
    expect(copied).to_have_count(0)


def test_a_command_is_copied_where_the_browser_has_no_clipboard(page: Page, address: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(address + PAGE)
    page.get_by_role("button", name="Copy raise-the-timeout.sh").first.click()
    page.get_by_label("For which project?").fill("")
    page.keyboard.press("Control+V")
    assert "pip install --timeout 60" in page.get_by_label("For which project?").input_value()


def test_a_tab_opens_all_of_its_name_and_stays_for_the_next_page(page: Page, address: str) -> None:
    windows = page.locator(".tabbed-labels > label").filter(has_text=re.compile(r"^\s*Windows\s*$"))
    checked = "labels => labels.map((label) => label.control.checked)"
    page.goto(address + TABS)
    assert windows.count() >= 2
    assert not any(windows.evaluate_all(checked))
    windows.nth(1).click()
    assert all(windows.evaluate_all(checked))
    page.goto(f"{address}guides/certificates/")
    assert windows.count() >= 1
    assert all(windows.evaluate_all(checked))


def test_a_footnote_is_shown_beside_its_number(page: Page, address: str) -> None:
    page.goto(address + PAGE)
    number = page.locator(".footnote-ref").first
    number.focus()
    note = page.locator(".note-beside")
    expect(note).to_be_visible()
    said = page.locator(f"[id='{str(number.get_attribute('href'))[1:]}']").text_content() or ""
    shown = note.inner_text().strip()
    assert shown
    assert shown in said
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    page.locator("h1").click()
    page.set_viewport_size({"width": 375, "height": 800})
    for number in page.locator(".footnote-ref").filter(visible=True).all():
        number.focus()
        box = note.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 375


def test_an_address_opens_the_fold_that_it_leads_into(page: Page, address: str) -> None:
    page.goto(address + PAGE)
    number = page.locator(".footnote-ref").first
    href = str(number.get_attribute("href"))
    note = page.locator(f"[id='{href[1:]}']")
    expect(note).to_be_hidden()
    number.click()
    expect(note).to_be_visible()
    page.goto(address)
    page.goto(address + PAGE + href)
    expect(note).to_be_in_viewport()
