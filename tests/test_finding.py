"""How a page is found once somebody is here: the list, the search, an address without a page."""

import string
from collections.abc import Iterator
from urllib.parse import quote_plus

import pytest
from playwright.sync_api import Browser, Page, expect

from pipclinic.content import pips

# Every one of these queries, put to the worker of the search as the page's own script would.
SEARCHED = """async (queries) => {
  const base = new URL("../", location.href);
  const index = await (await fetch(new URL("search/search_index.json", base))).json();
  const { search } = JSON.parse(document.getElementById("__config").textContent);
  const worker = new Worker(new URL(search, location.href));
  const answers = [];
  worker.addEventListener("message", ({ data }) => answers.push(data));
  worker.postMessage({ type: 0, data: { ...index, options: { suggest: false } } });
  queries.forEach((data) => worker.postMessage({ type: 2, data }));
  document.querySelector(".md-search__input").focus();
  while (answers.length <= queries.length) await new Promise((done) => setTimeout(done, 50));
  return answers.slice(1).map(({ data }) => data.items.length);
}"""
CERTIFICATES = ("certificate-", "certificates")


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def found(page: Page, address: str, query: str) -> list[str]:
    """The pages that the header search finds, best first."""
    page.goto(f"{address}errors/?q={quote_plus(query)}", wait_until="networkidle")
    expect(page.locator(".md-search-result__meta")).to_contain_text("document")
    links = page.locator(".md-search-result__item > a")
    paths = links.evaluate_all("links => links.map(({ pathname }) => pathname)")
    return [path.strip("/").rpartition("/")[2] for path in paths]


def test_the_list_holds_what_is_typed_and_counts(page: Page, address: str) -> None:
    page.goto(f"{address}errors/")
    entries = page.locator(".error-list > li")
    every = entries.count()
    count = page.locator(".filter output")
    expect(count).to_have_text(f"{every} errors")
    page.get_by_label("Filter").fill("Proxy tunnel")
    left = entries.filter(visible=True)
    shown = left.count()
    assert 0 < shown < every
    expect(count).to_have_text(f"{shown} of {every} errors")
    assert all("proxy" in text.lower() for text in left.all_inner_texts())
    assert page.locator(".phase").filter(visible=True).count() == (
        page.locator(".error-list").filter(visible=True).count()
    )
    page.get_by_label("Filter").fill("")
    assert left.count() == every


def test_an_address_without_a_page_reads_what_is_pasted(page: Page, address: str) -> None:
    page.goto(f"{address}404.html", wait_until="networkidle")
    page.get_by_label("Paste what pip printed").fill("ReadTimeoutError: Read timed out.")
    link = page.locator("#diagnosis a[data-error]").first
    expect(link).to_have_attribute("data-error", "read-timeout")


@pytest.mark.parametrize("query", ["certificate verify failed", "CERTIFICATE_VERIFY_FAILED"])
def test_what_openssl_says_is_found_by_its_words(page: Page, address: str, query: str) -> None:
    assert all(name.startswith(CERTIFICATES) for name in found(page, address, query)[:4])


def test_the_name_of_an_exception_is_found_whole_and_by_its_words(page: Page, address: str) -> None:
    best = found(page, address, "ReadTimeoutError")
    assert best[0] == "read-timeout"
    assert len(set(best)) > 2
    assert found(page, address, "readtimeouterror")[0] == "read-timeout"


def test_the_name_of_a_variable_stays_whole(page: Page, address: str) -> None:
    assert len(set(found(page, address, "PIP_INDEX_URL"))) < 10


def test_on_a_phone_errors_stay_beside_what_was_run(chromium: Browser, address: str) -> None:
    context = chromium.new_context(viewport={"width": 375, "height": 800})
    page = context.new_page()
    page.goto(f"{address}coverage/")
    newest = page.locator(".coverage__table thead th").nth(1)
    expect(newest).to_have_text(pips.NEWEST.version)
    page.locator(".coverage").evaluate("one => one.scrollTo(9999, 500)")
    names = page.locator(".coverage__table th[scope=row]")
    seen = [box for name in names.all() if (box := name.bounding_box())]
    assert max(box["height"] for box in seen) < 75
    assert all(0 <= box["x"] < 20 and box["width"] < 190 for box in seen)
    head, frame = newest.bounding_box(), page.locator(".coverage").bounding_box()
    assert head
    assert frame
    assert abs(head["y"] - frame["y"]) < 2
    context.close()


def test_the_search_knows_only_words_that_are_written(page: Page, address: str) -> None:
    """What is typed begins a word. lunr held words that nobody had written, and fell over them."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{address}errors/", wait_until="networkidle")
    begun = [*string.ascii_lowercase, *string.digits]
    found = page.evaluate(SEARCHED, begun)
    assert [letter for letter, many in zip(begun, found, strict=True) if not many] == []
    assert complaints == []
