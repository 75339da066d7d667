"""What a person at a terminal is told of a text."""

from collections.abc import Iterator, Sequence

from pipclinic.explain.engine import Answer
from pipclinic.explain.finding import Finding, printable
from pipclinic.explain.screen import Screen

STATES = {
    "match": "This is a known error",
    "maybe": "Not certain. Perhaps it is this",
    "none": "This is not known here",
    "empty": "There is nothing to explain: no text came",
}
TO_FILL = "The command is written for `requests`: put the name of your project in its place."
NEXT = (
    "Run the command again with `-vv` at its end, and give all that it prints. pip keeps many "
    "causes to itself without it.",
    "The cause often stands above the last line: give everything from the command down.",
    "Is it pip that failed? Lines of conda, npm, Poetry, uv, or of your own program look alike.",
)


def told(
    answer: Answer, found: Sequence[Finding], screen: Screen, *, every: bool, report: str
) -> Iterator[str]:
    """The answer, line by line.

    every: also the results behind the first
    report: where to report what is not known; "" where nobody knows
    """
    state = answer.diagnosis["state"]
    if not found:
        yield screen.styled(f"pip clinic: {STATES[state]}.", "title")
        if state == "none":
            yield from _what_next(screen, report)
        return
    first, *others = found
    yield screen.styled(f"pip clinic: {STATES[state]}.", "title")
    yield ""
    yield from _finding(first, screen)
    if others:
        yield ""
        yield from _others(others, screen, every=every)
    if state == "maybe":
        yield from _what_next(screen, report)


def _finding(finding: Finding, screen: Screen) -> Iterator[str]:
    page = finding.page
    for line in screen.prose(page.title, "  "):
        yield screen.styled(line, "known")
    yield from screen.prose(page.cause, "  ")
    if finding.line:
        yield ""
        yield f"  Line {finding.number} says so:"
        yield from screen.quoted(finding.line)
    if finding.look_first:
        yield ""
        yield "  What to do first:"
        yield from screen.prose(finding.look_first, "  ")
    for command in finding.commands:
        yield ""
        system = f" on {command.system}" if command.system else ""
        yield f"  What to do first{system}:"
        yield from screen.command(command.text)
        yield from screen.prose(command.proof, "  ")
    if finding.commands:
        yield from screen.prose(f"{page.changes[0].upper()}{page.changes[1:]}.", "  ")
    if finding.to_fill:
        yield from screen.prose(TO_FILL, "  ")
    yield ""
    yield f"  All fixes, and what does not help: pipclinic explain {page.slug}"
    if finding.link:
        yield f"  {finding.link}"


def _others(others: Sequence[Finding], screen: Screen, *, every: bool) -> Iterator[str]:
    if not every:
        many = f"{len(others)} other error{'s' * (len(others) > 1)}"
        yield from screen.prose(f"The text may be about {many}, too: `--all` names them.", "  ")
        return
    yield "  The text may also be about:"
    for finding in others:
        yield from screen.prose(f"{finding.page.slug}: {finding.page.title}", "    ")
        yield from screen.quoted(finding.line, rows=1, indent="      ")


def _what_next(screen: Screen, report: str) -> Iterator[str]:
    yield ""
    for sentence in NEXT:
        yield from screen.item(sentence)
    if report:
        yield f"  To report it, so that it gets a page: {report}"


def telling(text: str) -> str:
    """The line of a text that a report would begin with."""
    lines = [line.strip() for line in text[-20_000:].splitlines() if line.strip()]
    signs = ("error", "fail", "cannot", "could not")
    told = [line for line in lines if any(sign in line.lower() for sign in signs)] or lines
    return printable(told[-1])[:90] if told else ""
