"""Runs diagnose.js in Chromium, on the catalogue as it stands or on other errors."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from pipclinic.content.catalogue import Catalogue
from tests.conftest import ROOT

LOGS = Path(__file__).with_name("logs") / "dev.jsonl"
# Public hosts are written as tokens in the logs, so that nobody takes them for settings.
HOSTS = {
    "{{default-index}}": "pypi.org",
    "{{files-host}}": "files.pythonhosted.org",
    "{{files-domain}}": "pythonhosted.org",
    "{{legacy-index}}": "pypi.python.org",
    "{{npm-registry}}": "registry.npmjs.org",
}

Result = dict[str, Any]


@dataclass(frozen=True)
class Log:
    """A log that somebody published, and the pages an expert would open, best first."""

    id: str
    labels: tuple[str, ...]
    text: str


@cache
def logs() -> tuple[Log, ...]:
    """The published logs, with real host names."""
    read = []
    for line in LOGS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["text"]
        for token, host in HOSTS.items():
            text = text.replace(token, host)
        assert "{{" not in text, f"unknown token in {row['id']}"
        read.append(Log(row["id"], tuple(row["labels"]), text))
    return tuple(read)


def recorded(pages: Catalogue) -> Iterator[tuple[str, Path, str]]:
    """Slug, file and text of everything that was printed where a page's error was reproduced."""
    for slug, page in pages.pages.items():
        paths: set[Path] = set()
        for step in page.case.reproduce:
            if page.snippets[step.run].suffix == ".py":
                continue  # a check of ours: nobody has its output before reading the page
            paths.update((page.folder / "recorded" / step.printed_name).glob("*.txt"))
        for path in sorted(paths):
            yield slug, path, path.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Diagnosis:
    """A page of the browser that has loaded diagnose.js and some errors."""

    page: Page

    def of(self, texts: Sequence[str]) -> list[Result]:
        """What it says about each text."""
        return self.page.evaluate("texts => texts.map(text => diagnose(text, errors))", texts)

    def run(self, script: str) -> Any:
        """The value of a script that knows `diagnose`, `mask` and `errors`."""
        return self.page.evaluate(script)


@contextmanager
def diagnosis(chromium: Browser, address: str) -> Iterator[Diagnosis]:
    """Load what stands at the address: errors.json and assets/javascripts/diagnose.js."""
    page = chromium.new_page()
    page.goto(f"{address}errors.json")
    page.evaluate(
        """async (address) => {
            const module = await import(`${address}assets/javascripts/diagnose.js`);
            const errors = await (await fetch(`${address}errors.json`)).json();
            Object.assign(globalThis, module, { errors });
        }""",
        address,
    )
    yield Diagnosis(page)
    page.close()


JAVASCRIPTS = ROOT / "docs/assets/javascripts"
