"""The answer for others than terminals: Markdown, and what GitHub Actions reads."""

import re
from collections.abc import Iterator, Sequence

from pipclinic.explain.engine import Answer
from pipclinic.explain.finding import Finding
from pipclinic.explain.words import NEXT, STATES, TO_FILL

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|])")


def markdown(
    answer: Answer, found: Sequence[Finding], *, every: bool, report: str
) -> Iterator[str]:
    """The answer as lines of Markdown, as for the summary of a job."""
    state = answer.diagnosis["state"]
    if not found:
        yield f"### pip clinic: {STATES[state]}"
        if state == "none":
            yield from _what_next(report)
        return
    first, *others = found
    yield from _finding(first, STATES[state])
    if every and others:
        yield ""
        yield "The text may also be about:"
        yield ""
        for finding in others:
            yield f"- {_linked(finding)}"
    if state == "maybe":
        yield from _what_next(report)


def _finding(finding: Finding, state: str) -> Iterator[str]:
    page = finding.page
    yield f"### {_linked(finding)}"
    yield ""
    yield f"{state}. {page.cause}"
    if finding.look_first:
        yield ""
        yield finding.look_first
    for command in finding.commands:
        yield ""
        if command.system:
            yield f"{command.system}:"
            yield ""
        yield from _fenced(command.text, command.file.rpartition(".")[2])
        yield ""
        yield command.proof
    if finding.commands:
        yield ""
        yield f"{page.changes[0].upper()}{page.changes[1:]}." + (f" {TO_FILL}" * finding.to_fill)
    if finding.line:
        yield ""
        yield f"Line {finding.number} says so:"
        yield ""
        yield from _fenced(finding.line, "text")


def _linked(finding: Finding) -> str:
    title = _SIGNS.sub(r"\\\1", finding.page.title)
    return f"[{title}]({finding.link})" if finding.link else title


def _fenced(text: str, language: str) -> Iterator[str]:
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    yield fence + language
    yield text
    yield fence


def _what_next(report: str) -> Iterator[str]:
    yield ""
    yield from (f"- {sentence}" for sentence in NEXT)
    if report:
        yield f"- [Report it]({report}), so that it gets a page."


def annotations(answer: Answer, found: Sequence[Finding]) -> Iterator[str]:
    """The line by which a workflow of GitHub gets its one annotation, of an error that is known."""
    if answer.diagnosis["state"] != "match":
        return
    finding = found[0]
    page, commands = finding.page, finding.commands
    short = [command.text for command in commands if len(command.text.splitlines()) == 1]
    told = finding.look_first or next(iter(short), "")
    first = f"What to do first: {told}" if told else ""
    more = finding.link or f"pipclinic explain {page.slug}"
    message = "\n".join(filter(None, [page.cause.replace("`", ""), first, more]))
    yield f"::error title={_property(page.title)}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
