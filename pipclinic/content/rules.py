"""What has to be true between a page or guide, its case and its snippets."""

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from pipclinic.content.models import TABLES, Fix, NotExecuted, Reproduce, Step
from pipclinic.content.page import INCLUDE, Document, Page
from pipclinic.content.problems import Problem, toml_line, yaml_line
from pipclinic.faults.environments import Command, Files

SECTIONS = (
    ("What pip prints", "what-pip-prints"),
    ("What went wrong", "what-went-wrong"),
    ("Find your cause", "find-your-cause"),
    ("Fixes", "fixes"),
    ("What does not fix it", "what-does-not-fix-it"),
    ("Make it permanent", "make-it-permanent"),
    ("Sources", "sources"),
)

# Why a snippet is not run, and the files that may say so: a reason that no longer
# fits the file is an error, as is a snippet that is exempt and run.
NOT_EXECUTED = {
    "changes the system's certificate store": "*.sh",
    "changes the system's clock": "*.sh",
    "builds a Python interpreter": "*.sh",
    "needs the system's package manager": "*.sh",
    "needs Windows": "*.ps1",
    "needs a container engine": "Dockerfile*",
    "needs a hosted CI runner": "*.yml",
}

# The page of the error that many others end in, and its words.
_ECHO = ("no-matching-distribution", "No matching distribution found for")

_INLINE_COMMAND = re.compile(r"(?<!`)`(?:python3? -m |py -m )?(pip3? [a-z]+ [^`]+)`(?!`)")


def problems_of(document: Document, root: Path) -> Iterator[Problem]:
    """Everything that is wrong with a page or guide whose parts could be read."""
    name = str(document.path.relative_to(root))
    yield from _date_problems(document, name)
    yield from _heading_problems(document, name)
    if isinstance(document, Page):
        yield from _front_problems(document, name, root)
        yield from _section_problems(document, name)
    yield from _text_problems(document, name, root)
    yield from _case_problems(document, root)
    yield from _snippet_problems(document, root)


def _date_problems(document: Document, name: str) -> Iterator[Problem]:
    if document.front.updated_at < document.front.created_at:
        line = yaml_line(document.path.read_text(encoding="utf-8"), ("updated_at",))
        yield Problem(name, line, "is before created_at", "updated_at")


def _front_problems(page: Page, name: str, root: Path) -> Iterator[Problem]:
    text = page.path.read_text(encoding="utf-8")
    front = page.front
    generated = f"images/phase-{front.phase}.svg"
    if front.thumbnail != generated and not (root / front.thumbnail).exists():
        line = yaml_line(text, ("thumbnail",))
        yield Problem(name, line, f"there is no such picture: write {generated}", "thumbnail")
    if not front.all_signatures:
        line = yaml_line(text, ("signatures",))
        yield Problem(name, line, "write at least one text that pip prints", "signatures")
    example = front.home_example
    if example and not (page.folder / "recorded" / example.recording).is_file():
        line = yaml_line(text, ("home_example", "recording"))
        yield Problem(name, line, f"there is no recording {example.recording}", "home_example")
    for key, some in (("warnings", front.warnings), ("echoes", front.echoes)):
        for index, signature in enumerate(some):
            if signature not in front.all_signatures:
                line = yaml_line(text, (key, index))
                yield Problem(name, line, f"{signature!r} is not among the page's signatures", key)
    line = yaml_line(text, ("tldr",))
    yield from _inline_problems(name, line, front.tldr, _commands(page, root))


def _heading_problems(document: Document, name: str) -> Iterator[Problem]:
    for heading in document.headings():
        if heading.level == 1:
            message = f"take {heading.text!r} out: the title in the front matter is the heading"
            yield Problem(name, heading.line, message)
        elif not heading.identifier:
            message = f"give the heading {heading.text!r} an id, as in '## Fixes {{#fixes}}'"
            yield Problem(name, heading.line, message)


def _section_problems(page: Page, name: str) -> Iterator[Problem]:
    sections = [heading for heading in page.headings() if heading.level == 2]
    known = [(section.text, section.identifier) for section in sections]
    halves = {half for pair in known for half in pair}
    missing = [section for section in SECTIONS if halves.isdisjoint(section)]
    for title, identifier in missing:
        message = f"the section '## {title} {{#{identifier}}}' is missing"
        yield Problem(name, page.body_line, message)
    misnamed = [
        (section, known)
        for section in sections
        for known in SECTIONS
        if (section.text == known[0]) != (section.identifier == known[1])
    ]
    for section, (title, identifier) in misnamed:
        if section.identifier:  # one without is named by the rule about headings
            yield Problem(name, section.line, f"write '## {title} {{#{identifier}}}'")
    if missing or misnamed:  # then its place says nothing yet
        return
    order = [section for section in known if section in SECTIONS]
    if order != [section for section in SECTIONS if section in order]:
        titles = ", ".join(title for title, _ in SECTIONS)
        yield Problem(name, page.body_line, f"the sections must stand in this order: {titles}")
    # A page may say more before its sources: for example what an article it grew from had said.
    for section, previous in zip(sections[1:], known, strict=False):
        own = (section.text, section.identifier) not in SECTIONS
        if own and previous != SECTIONS[-2] and previous in SECTIONS:
            message = (
                f"the section {section.text!r} must stand between Make it permanent and Sources"
            )
            yield Problem(name, section.line, message)


def _text_problems(document: Document, name: str, root: Path) -> Iterator[Problem]:
    commands = _commands(document, root)
    for number, line, fence in document.lines():
        include = INCLUDE.match(line)
        if include:
            yield from _include_problems(document, name, number, include[2], include[3], root)
        elif fence is None:
            yield from _inline_problems(name, number, line, commands)
        elif fence != "py" and line.strip():
            message = (
                f"a {fence or 'plain'} block holds only included files: put this text into "
                f'snippets/{document.slug}/ and write --8<-- "{document.slug}/FILE"'
            )
            yield Problem(name, number, message)


def _commands(document: Document, root: Path) -> set[str]:
    """Every line of the snippets that a text shows or has."""
    included = (INCLUDE.match(line) for _, line, _ in document.lines())
    shown = {root / "snippets" / match[2] / match[3] for match in included if match}
    files = {*document.snippets.values(), *filter(Path.is_file, shown)}
    return {line.strip() for file in files for line in file.read_text("utf-8").splitlines()}


def _inline_problems(name: str, number: int, line: str, commands: set[str]) -> Iterator[Problem]:
    for command in _INLINE_COMMAND.findall(line):
        if command.strip() not in commands:
            message = f"nobody ran the command `{command}`: put it into a snippet of the case"
            yield Problem(name, number, message)


def _include_problems(
    document: Document, name: str, number: int, folder: str, file: str, root: Path
) -> Iterator[Problem]:
    if isinstance(document, Page) and folder not in (document.slug, "images"):
        yield Problem(name, number, f"includes {folder}/{file}, which belongs to another page")
    elif file.startswith("printed/") and folder == document.slug:
        wanted = file.removeprefix("printed/").removesuffix(".md")
        recorded = {step.printed_name for step in document.case.reproduce if step.record}
        recorded |= {Path(example.run).stem for example in document.case.example}
        recorded |= {f"outcomes-{fault.name}" for fault in document.case.fault}
        if wanted not in recorded:
            known = ", ".join(sorted(recorded))
            yield Problem(name, number, f"nothing is recorded as {wanted!r}; there is {known}")
    elif folder == "images" and not (root / folder / file).is_file():
        yield Problem(name, number, f"there is no picture {folder}/{file}")
    elif folder not in ("images", "generated") and not (
        file.startswith("printed/") or (root / "snippets" / folder / file).is_file()
    ):
        message = f"snippets/{folder}/{file} does not exist: write it, or mend its name here"
        yield Problem(name, number, message)


def _case_problems(page: Document, root: Path) -> Iterator[Problem]:
    path = page.folder / "case.toml"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    name = str(path.relative_to(root))

    def problem(kind: str, index: int, key: str, message: str) -> Problem:
        return Problem(name, toml_line(text, (kind, index, key)), message, f"[[{kind}]] {key}")

    for kind in TABLES:
        for index, table in enumerate(getattr(page.case, kind)):
            for key, file in _files_of(table):
                if file not in page.snippets:
                    message = f"snippets/{page.slug}/{file} does not exist"
                    yield problem(kind, index, key, message)
            for key, message in _table_problems(page, table):
                yield problem(kind, index, key, message)
    reproduced = {step.under for step in page.case.reproduce}
    for index, fault in enumerate(page.case.fault):
        if fault.fault == Files():
            yield problem(
                "fault", index, "kind", "spoils nothing: write removes, writes or unwritable"
            )
        if fault.name not in reproduced and not fault.not_here:
            message = f"no [[reproduce]] shows that {fault.name!r} fails"
            yield problem("fault", index, "name", message)


def _table_problems(page: Document, table: BaseModel) -> Iterator[tuple[str, str]]:
    if isinstance(table, NotExecuted):
        if not Path(table.run).match(NOT_EXECUTED[table.because]):
            yield "because", f"does not hold for {table.run}: run it"
        if any(table.run in (step.run, step.then) for step in page.case.steps):
            yield "run", f"{table.run} is run after all: take this out"
    if isinstance(table, Step):
        faults = [fault.name for fault in page.case.fault]
        if table.under not in faults:
            yield "under", f"unknown fault {table.under!r}; there is {', '.join(faults)}"
        elif page.case.named(table.under).not_here and not isinstance(table, Fix):
            yield "under", f"{table.under!r} is never shown: only a [[fix]] can be run under it"
        elif _is_only_its_own_control(page, table):
            yield "control", "name a snippet that succeeds: only the command is at fault"
        expected = getattr(table, "fails_with", None)
        if expected is not None and expected not in page.signatures and not _echoes(page, table):
            yield "fails_with", f"{expected!r} is not among the page's signatures"


def _echoes(page: Document, step: Step) -> bool:
    """Whether a step ends in the echo alone, as where a pip has no words for the cause yet.

    Such a text says nothing of the page, so it is not recorded.
    """
    explains = isinstance(page, Page) and _ECHO[0] in page.front.explains
    expected, record = getattr(step, "fails_with", None), getattr(step, "record", False)
    return explains and expected == _ECHO[1] and not record


def _is_only_its_own_control(page: Document, step: Step) -> bool:
    named = page.case.named(step.under).fault
    return isinstance(step, Reproduce) and step.control is None and isinstance(named, Command)


def _files_of(table: BaseModel) -> Iterator[tuple[str, str]]:
    for key in ("run", "before", "after_failure_of", "then", "control"):
        file = getattr(table, key, None)
        if file is not None:
            yield key, file
    for file in getattr(table, "places", {}):
        yield "places", file


def _snippet_problems(page: Document, root: Path) -> Iterator[Problem]:
    shown = {include[3] for _, line, _ in page.lines() if (include := INCLUDE.match(line))}
    tables = (table for kind in TABLES for table in getattr(page.case, kind))
    used = {file for table in tables for _, file in _files_of(table)}
    case = f"snippets/{page.slug}/case.toml"
    for name, path in page.snippets.items():
        where = str(path.relative_to(root))
        if name not in shown:
            source = page.path.relative_to(root)
            yield Problem(where, 1, f"no line of {source} includes it")
        if name not in used:
            yield Problem(where, 1, f"no step of {case} runs it")
