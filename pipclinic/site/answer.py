"""The answer that a page begins with: its cause, and the first fix with what was seen of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipclinic.content.head import SYSTEMS
from pipclinic.content.page import INCLUDE, Page
from pipclinic.evidence.evidence import Seen
from pipclinic.evidence.report import Outcome
from pipclinic.site import proofs
from pipclinic.site.rendering import render

PROJECT = "requests"  # what all commands are written for
# The project in a command, and not as a part of another word, a path or the name of a file.
_PROJECT = re.compile(rf"(?<![\w./-]){PROJECT}(?![\w/-]|\.\w)")
_TAB = re.compile(r'\s*=== "(.+)"')


@dataclass(frozen=True)
class Command:
    """The first fix on one system: its file, the language it is shown in, what was seen of it.

    system: a tab's label, or "" where the command is the same everywhere.
    """

    system: str
    file: str
    language: str
    style: proofs.Style
    proof: str


def answer(page: Page, seen: Seen) -> str:
    """The card in Markdown."""
    systems = {match[1] for line in page.body.splitlines() if (match := _TAB.match(line))}
    return render(
        "answer.md",
        slug=page.slug,
        front=page.front,
        commands=list(commands(page, seen)),
        project=PROJECT if names_a_project(page) else "",
        by_system=not systems.isdisjoint(SYSTEMS),
        causes=any(heading.identifier == "find-your-cause" for heading in page.headings),
    )


def commands(page: Page, seen: Seen) -> Iterator[Command]:
    """The first fix: one command, or one for each system."""
    languages = {
        include[3]: language or ""
        for _, line, language in page.lines
        if (include := INCLUDE.match(line))
    }
    for system, file in page.front.first_fix.items():
        style, proof = _proof(seen, file)
        language = languages.get(file, "text")  # which is for what pip prints, and not copied
        yield Command(system, file, "ini" if language == "text" else language, style, proof)


def names_a_project(page: Page) -> bool:
    """Whether a command that the page shows is for the one project."""
    shown = {include[3] for _, line, _ in page.lines if (include := INCLUDE.match(line))}
    files = (path for file, path in page.snippets.items() if file in shown)
    return any(_PROJECT.search(path.read_text(encoding="utf-8")) for path in files)


def _proof(seen: Seen, file: str) -> tuple[proofs.Style, str]:
    """What was seen of the command, in a line."""
    case = seen.document.case
    for exempt in case.not_executed:
        if exempt.run == file:
            return "not-run", f"Not executed here: {exempt.because}."
    fixes = [fix for fix in case.fix if file in case.shown_by(fix)]
    rows = [row for fix in fixes for row in seen.of(fix)]
    if not rows:
        changed = ": the page has changed since it was executed" if seen.changed else ""
        return "not-run", f"Not verified in this build{changed}."
    if any(not row.holds for row in rows):
        return "broken", "Not as stated in this build: see the fixes below."
    run = f"{proofs.versions([row.pip for row in rows])}, executed {_dates(rows)}"
    if all(case.named(fix.under).not_here for fix in fixes):
        return (
            "not-run",
            f"Run where nothing is wrong, with {run}. The error is not of this system.",
        )
    words = proofs.words_of_fixes(fixes)
    return "fix", f"{words[0].upper()}{words[1:]} with {run}."


def _dates(rows: Sequence[Outcome]) -> str:
    days = sorted({row.date.isoformat() for row in rows})
    return days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
