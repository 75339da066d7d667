"""How the site is found: by search engines, by those who share a link, by assistants."""

import json
import re
import struct
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from posixpath import join, normpath

import pytest
from playwright.sync_api import Browser, Page, expect

from pipclinic.content.catalogue import Catalogue
from pipclinic.site import assistants, cards, hosting

PAGE = "errors/read-timeout/"
LINK = re.compile(r"\]\((?![a-z]+:|#)([^)#\s]+)")
FENCED = re.compile(r"(?ms)^\s*(`{3,})\w*\n.*?^\s*\1$")


def test_each_page_says_what_it_is(site: Path, pages: Catalogue) -> None:
    for document in pages.documents.values():
        folder = document.path.parent.name
        text = (site / folder / document.slug / "index.html").read_text(encoding="utf-8")
        (said,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
        article, crumbs = json.loads(said)
        assert (article["@type"], crumbs["@type"]) == ("TechArticle", "BreadcrumbList")
        assert article["headline"] == document.front.title
        assert article["description"] == document.front.description
        assert article["dateModified"] == str(document.front.updated_at)
        names = [entry["name"] for entry in crumbs["itemListElement"]]
        lists = {"errors": "All errors", "guides": "Guides"}
        assert names == ["pip clinic", lists[folder], document.front.title]
        for entry in crumbs["itemListElement"][:2]:
            place = normpath(join(folder, document.slug, entry["item"]))
            assert (site / place / "index.html").exists()


def test_each_page_has_a_card(site: Path, pages: Catalogue) -> None:
    for name in ("pip-clinic", *pages.documents):
        picture = (site / f"assets/cards/{name}.png").read_bytes()
        assert picture.startswith(b"\x89PNG")
        assert struct.unpack(">II", picture[16:24]) == cards.SIZE
        assert len(picture) < 80_000


def test_nothing_on_a_card_leaves_it(pages: Catalogue) -> None:
    for document in pages.documents.values():
        svg = cards.drawn(cards.of(document))
        for y, size, line in re.findall(r'y="(\d+)" font-size="(\d+)".*?>(.*?)</text>', svg):
            written = re.sub(r"&#?\w+;", "x", re.sub(r"<[^>]+>", "", line))
            assert 64 + len(written) * int(size) * 0.6 <= 1160, (document.slug, line)
            assert int(y) <= 580
        tops = [int(y) for y, size in re.findall(r'y="(\d+)" font-size="(?:56|46|38)()"', svg)]
        assert tops == sorted(tops)
        assert max(tops) < 380, document.slug


def test_a_card_is_drawn_once(tmp_path: Path) -> None:
    drawn = cards.png(cards.SITE, tmp_path)
    (kept,) = tmp_path.iterdir()
    assert kept.read_bytes() == drawn
    kept.write_bytes(b"kept")
    assert cards.png(cards.SITE, tmp_path) == b"kept"


def test_the_sitemap_has_each_page_s_own_date(site: Path, pages: Catalogue) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    dates = {
        str(url.findtext(f"{space}loc")): url.findtext(f"{space}lastmod")
        for url in ET.parse(site / "sitemap.xml").getroot()  # noqa: S314
    }
    for document in pages.documents.values():
        place = f"/{document.path.parent.name}/{document.slug}/"
        assert dates[place] == str(document.front.updated_at)
    newest = max(page.front.updated_at for page in pages.pages.values())
    assert dates["/errors/"] == str(newest)
    for place in dates:
        text = (site / place.lstrip("/") / "index.html").read_text(encoding="utf-8")
        assert 'name="robots" content="noindex"' not in text


def test_robots_are_told_of_the_sitemap_where_the_address_is_known(site: Path) -> None:
    assert (site / "robots.txt").read_text() == "User-agent: *\nAllow: /\n"
    told = hosting.robots("https://clinic.example.org/latest/")
    assert told.endswith("\nSitemap: https://clinic.example.org/latest/sitemap.xml\n")


def test_each_page_has_a_twin_beside_it(site: Path, pages: Catalogue) -> None:
    for document in pages.documents.values():
        place = site / assistants.address(document)
        text = place.with_name("index.html").read_text(encoding="utf-8")
        assert '<link rel="alternate" type="text/markdown" href="index.md"' in text
        assert place.read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("name", [assistants.INDEX, assistants.ALL])
def test_what_assistants_read_leads_to_files(site: Path, pages: Catalogue, name: str) -> None:
    text = (site / name).read_text(encoding="utf-8")
    for document in pages.documents.values():
        assert document.slug in text
    links = set(LINK.findall(FENCED.sub("", text)))
    assert len(links) > 50
    for link in links:
        found = site / link
        assert found.is_file() or (found / "index.html").is_file(), link
    if name == assistants.INDEX:
        assert {assistants.address(document) for document in pages.documents.values()} <= links


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    yield page
    context.close()


def test_a_page_is_copied_for_an_assistant(page: Page, address: str) -> None:
    page.goto(address + PAGE)
    page.get_by_role("button", name="Copy for an assistant").click()
    expect(page.get_by_role("status")).to_have_text("Copied")
    expect(page.get_by_role("button", name="Copy for an assistant")).to_have_count(1)
    told = page.evaluate("navigator.clipboard.readText()")
    assert told.startswith("# ReadTimeoutError: Read timed out\n")
    assert "```sh\npip install --timeout 60 requests\n```" in told
    headings = re.findall(r"(?m)^## (.*?) \{", told)
    assert headings == ["Find your cause", "Fixes", "What does not fix it"]
    assert not LINK.findall(FENCED.sub("", told))
    cited = set(re.findall(r"(?<!^)\[\^[\w-]+\]", told, re.MULTILINE))
    assert cited == set(re.findall(r"(?m)^(\[\^[\w-]+\]): ", told))
    assert told.endswith(f"\n\nFrom {address}{PAGE}index.md\n")


def test_the_link_to_it_is_no_other_language(page: Page, address: str) -> None:
    """Material would ask for a sitemap beside each alternate."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + PAGE, wait_until="load")
    page.wait_for_load_state("networkidle")
    assert page.locator("link[rel=alternate]").count() == 1
    assert not [url for url in asked if "sitemap" in url]


def test_without_a_clipboard_it_can_be_read(page: Page, address: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(address + PAGE)
    page.get_by_role("button", name="Copy for an assistant").click()
    page.wait_for_url(f"{address}{PAGE}index.md")


@pytest.mark.parametrize("place", ["document", "navigator", ""])
def test_the_agent_of_a_browser_is_offered_the_diagnosis(
    chromium: Browser, address: str, place: str
) -> None:
    """WebMCP is a draft: here is what its page is told, in both places where it has stood."""
    context = chromium.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    stub = "{ value: { registerTool: (tool) => { window.tool = tool } } }"
    if place:
        page.add_init_script(f"Object.defineProperty({place}, 'modelContext', {stub})")
    page.goto(address + PAGE, wait_until="load")
    if place:
        page.wait_for_function("window.tool")
    page.wait_for_load_state("networkidle")
    assert ("assets/javascripts/tools.js" in asked) == bool(place)
    assert "errors.json" not in asked
    if place:
        tool = page.evaluate("tool")
        assert (tool["name"], tool["inputSchema"]["required"]) == ("diagnose", ["log"])
        said = page.evaluate('tool.execute({ log: "Read timed out. (read timeout=15) /simple/" })')
        assert said["state"] == "match"
        assert said["results"][0]["address"] == address + PAGE
        assert said["results"][0]["fixes"][0]["command"].startswith("pip install")
        named = "No matching distribution found for x (from versions: none)"
        said = page.evaluate("log => tool.execute({ log })", named)
        assert "spelled like this" in said["results"][0]["look_first"]
        assert page.evaluate('tool.execute({ log: "" })') == {"state": "empty", "results": []}
    context.close()
