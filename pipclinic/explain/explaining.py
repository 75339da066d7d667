"""Texts to answers: in words, in Markdown, as JSON, or for a workflow of GitHub."""

import json
import os
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipclinic.explain import summary, words
from pipclinic.explain.engine import Answer, Engine
from pipclinic.explain.finding import Finding, findings
from pipclinic.explain.knowledge import Knowledge
from pipclinic.explain.screen import Screen

Form = Literal["words", "json", "markdown", "github"]
KNOWN, NOT_KNOWN, MISUSE = range(3)
# Of an endless text, the end is read: that is where pip says what failed.
MOST = 20_000_000


@dataclass(frozen=True)
class Explainer:
    """How texts are explained; every: also what may be meant besides the first result."""

    known: Knowledge
    engine: Engine
    form: Form = "words"
    every: bool = False

    def explain(self, text: str, screen: Screen) -> tuple[int, Iterator[str]]:
        """The exit code, and the lines to print. Raises Broken."""
        text = text[-MOST:]
        answer = self.engine.ask(text)
        found = tuple(findings(text, answer, self.engine, self.known))
        code = KNOWN if answer.diagnosis["state"] == "match" else NOT_KNOWN
        return code, self._lines(text, answer, found, screen)

    def _lines(
        self, text: str, answer: Answer, found: tuple[Finding, ...], screen: Screen
    ) -> Iterator[str]:
        if self.form == "json":
            yield json.dumps(answer.diagnosis)
            return
        report = self._report(text)
        for_summary = summary.markdown(answer, found, every=self.every, report=report)
        if self.form == "markdown":
            yield from for_summary
            return
        yield from words.told(answer, found, screen, every=self.every, report=report)
        if self.form == "github":
            yield from summary.annotations(answer, found)
            _append("\n".join([*for_summary, ""]))

    def _report(self, text: str) -> str:
        """Where to report a text that is not known, with its telling line as a title, masked."""
        issues = self.known.about["issues"]
        title = self.engine.mask(words.telling(text))
        query = urllib.parse.urlencode({"template": "unknown-error.yml", "title": title})
        return f"{issues}?{query}" if issues else ""


def _append(markdown: str) -> None:
    """Write to the summary of the job, if there is one."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if path:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(f"{markdown}\n")
