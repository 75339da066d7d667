"""Runs diagnose.js, on the catalogue as it stands or on other errors: in Deno, or in Chromium."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from pipclinic.content.catalogue import Catalogue
from tests.conftest import ROOT

JAVASCRIPTS = ROOT / "docs/assets/javascripts"
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
    """An engine that has loaded diagnose.js and some errors.

    ask: a function of JavaScript that knows `diagnose`, `mask` and `errors`, and what it is given,
    to what it returns
    """

    ask: Callable[[str, object], Any]

    def of(self, texts: Sequence[str]) -> list[Result]:
        """What the diagnosis says about each text."""
        said: list[Result] = self.ask("texts => texts.map(text => diagnose(text, errors))", texts)
        return said


@contextmanager
def in_chromium(chromium: Browser, address: str) -> Iterator[Diagnosis]:
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
    yield Diagnosis(page.evaluate)
    page.close()


DENO = Path(sys.executable).parent / ("deno.exe" if os.name == "nt" else "deno")
# Nothing is asked of any server, and nothing is kept in the home directory.
OFFLINE = ["--quiet", "--no-config", "--no-remote", "--no-npm"]
ALONE = {**os.environ, "DENO_NO_UPDATE_CHECK": "1", "DENO_DIR": str(ROOT / ".cache/deno")}


@contextmanager
def in_deno(script: Path, errors: Path) -> Iterator[Diagnosis]:
    """Load a diagnose.js and an errors.json."""
    engine = Path(__file__).with_name("engine.js")
    allowed = f"--allow-read={script.parent},{errors}"
    command = [str(DENO), "run", *OFFLINE, allowed, str(engine), str(script), str(errors)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", env=ALONE
    ) as running:
        asked, answered = running.stdin, running.stdout
        assert asked
        assert answered

        def ask(script: str, given: object) -> Any:
            print(json.dumps({"script": script, "given": given}), file=asked, flush=True)
            answer = json.loads(answered.readline())
            assert "error" not in answer, answer["error"]
            return answer["value"]

        yield Diagnosis(ask)
        asked.close()
    assert running.returncode == 0
