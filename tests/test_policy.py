"""The policy of each page: nothing runs but the site's own files, and all that works still does."""

import http.server
import re
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import KINDS, Quiet, run

HEARD = """
    window.refused = [];
    document.addEventListener("securitypolicyviolation", (refusal) =>
      refused.push([refusal.violatedDirective, refusal.blockedURI, refusal.sample]));
"""
INLINE = """() => {
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.head.append(script);
    const styled = document.createElement("p");
    styled.setAttribute("style", "color: red");
    document.body.append(styled);
}"""


def headers(site: Path) -> dict[str, str]:
    """What `_headers` says of every address."""
    first, *lines = (site / "_headers").read_text(encoding="utf-8").splitlines()
    assert first == "/*"
    return dict(line.strip().split(": ", 1) for line in lines)


class AsAHost(Quiet):
    """Serves files with the headers that the site asks for."""

    said: dict[str, str]

    def end_headers(self) -> None:
        """Say them with each answer."""
        for name, value in self.said.items():
            self.send_header(name, value)
        super().end_headers()


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[str]:
    AsAHost.said = headers(site)
    handler = partial(AsAHost, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page; whatever a policy refuses on it fails the test."""
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    context.add_init_script(HEARD)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)
    yield page
    refused = page.evaluate("refused")
    context.close()
    assert (wrong, refused) == ([], [])


@pytest.mark.parametrize("path", KINDS)
def test_no_kind_of_page_breaks_the_policy(page: Page, host: str, path: str) -> None:
    page.goto(host + path, wait_until="networkidle")
    assert page.locator("h1").count() == 1


def test_search_diagnosis_and_copying_keep_to_it(page: Page, host: str) -> None:
    page.goto(host, wait_until="networkidle")
    page.get_by_label("Paste what pip printed").fill("ReadTimeoutError: Read timed out. pip")
    copy = page.locator("#diagnosis").get_by_role("button", name="Copy")
    copy.click()
    expect(page.locator("#diagnosis").get_by_role("button", name="Copied")).to_have_count(1)
    page.locator(".md-search__input").click()
    page.keyboard.type("Read timed out")
    page.locator(".search-diagnosis a").first.wait_for()
    page.locator(".md-search-result__link").first.click()
    page.wait_for_url("**?h=*")
    page.get_by_title("Colours follow the system.").click()
    for mark in page.locator(".footnote-ref").filter(visible=True).all()[:1]:
        mark.focus()
        expect(page.locator(".note-beside")).to_be_visible()


def test_a_page_has_the_policy_where_a_host_sends_no_headers(
    chromium: Browser, address: str
) -> None:
    context = chromium.new_context()
    context.add_init_script(HEARD)
    page = context.new_page()
    for path in KINDS:
        page.goto(address + path)
        assert page.evaluate("refused") == []
        page.evaluate(INLINE)
        assert not page.evaluate("Boolean(window.ran)")
        refused = {directive for directive, *_ in page.evaluate("refused")}
        assert refused == {"script-src-elem", "style-src-attr"}, path
    context.close()


def test_headers_say_no_less_than_the_pages(site: Path) -> None:
    said = headers(site)
    policy = said.pop("Content-Security-Policy")
    text = (site / "index.html").read_text(encoding="utf-8")
    stated = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    assert stated
    assert policy == f"{stated[1]}; frame-ancestors 'none'"
    assert "unsafe" not in policy
    assert said == {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}


def test_no_page_has_a_script_or_a_style_of_its_own(site: Path) -> None:
    inline = re.compile(r'<script(?![^>]*(?:\bsrc=|type="application/))|<style|\s(?:style|on\w+)="')
    for path in site.rglob("*.html"):
        assert not inline.search(path.read_text(encoding="utf-8")), path


def test_a_page_that_is_being_written_can_reload_itself(
    project: Path, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIPCLINIC_SERVED", "true")
    done = run(project, "mkdocs", "build", "--site-dir", str(tmp_path / "served"))
    assert done.returncode == 0, done.stdout
    assert "Content-Security-Policy" not in (tmp_path / "served/index.html").read_text()
