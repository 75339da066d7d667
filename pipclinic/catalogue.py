"""docs/ and snippets/ read into one validated Catalogue.

Everything a contributor can get wrong in a page, a case or a snippet is found here, and
said in one line: file, line, key, what is wrong, what to write instead.
"""

import datetime
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)
from pydantic_core import ErrorDetails

from pipclinic import signatures
from pipclinic.pips import Pip
from pipclinic.stub.faults import Fault
from pipclinic.stub.packages import Project
from pipclinic.stub.world import World

Phase = Literal[
    "name",
    "connection",
    "proxy",
    "tls",
    "index",
    "download",
    "version",
    "build",
    "install",
    "environment",
]

SECTIONS = (
    ("What pip prints", "what-pip-prints"),
    ("What went wrong", "what-went-wrong"),
    ("Find your cause", "find-your-cause"),
    ("Fixes", "fixes"),
    ("What does not fix it", "what-does-not-fix-it"),
    ("Make it permanent", "make-it-permanent"),
    ("Sources", "sources"),
)
# A page may say more between these two: for example what an article it grew from had said.
EXTRA_SECTIONS_AFTER = "make-it-permanent"

# Why a snippet is not run, and the files that may say so: a reason that no longer
# fits the file is an error, as is a snippet that is exempt and run.
NOT_EXECUTED = {
    "changes the system's certificate store": "*.sh",
    "needs Windows": "*.ps1",
    "needs a container engine": "Dockerfile*",
    "needs a hosted CI runner": "*.yml",
}

_INCLUDE = re.compile(r'^\s*--8<-- "([^"]+)"\s*$')
_FENCE = re.compile(r"^(\s*)(`{3,}|~{3,})\s*([\w.+-]*)(.*)$")
_HEADING = re.compile(r"^(#{1,6}) (.*?)(?:\s*\{ ?#([\w-]+) ?\})?\s*$")
_INLINE_COMMAND = re.compile(r"(?<!`)`(?:python3? -m |py -m )?(pip3? [a-z]+ [^`]+)`(?!`)")


@dataclass(frozen=True)
class Problem:
    """One mistake: the file (relative to the root), the line, the key if it has one, and words."""

    file: str
    line: int
    message: str
    key: str = ""

    def __str__(self) -> str:
        key = f"{self.key}: " if self.key else ""
        return f"{self.file}:{self.line}: {key}{self.message}"


class BadContent(Exception):
    """The catalogue cannot be read; `problems` says why, a line each."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.file, p.line)))
        super().__init__("\n".join(map(str, self.problems)))


def _signature(value: str) -> str:
    problem = signatures.problem_with(value)
    if problem:
        raise ValueError(problem)
    return value


def _specifier(value: str) -> str:
    try:
        SpecifierSet(value)
    except InvalidSpecifier:
        raise ValueError(f"{value!r} is no version specifier: write for example >=25.1") from None
    return value


def _requirement(value: str) -> str:
    try:
        Requirement(value)
    except InvalidRequirement:
        raise ValueError(f"{value!r} is no requirement: write for example requests") from None
    return value


Signature = Annotated[str, AfterValidator(_signature)]
PipSpecifier = Annotated[str, AfterValidator(_specifier)]
RequirementText = Annotated[str, AfterValidator(_requirement)]
Word = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]+$")]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FrontMatter(_Closed):
    """The head of a page."""

    title: Annotated[str, StringConstraints(min_length=5, max_length=90)] = Field(
        description="what pip prints, as a person would paste it, at most 90 characters"
    )
    description: Annotated[str, StringConstraints(min_length=50, max_length=160)] = Field(
        description="one sentence for search engines, 50 to 160 characters"
    )
    tldr: Annotated[str, StringConstraints(min_length=20, max_length=240)] = Field(
        description="one sentence and the one command, at most 240 characters"
    )
    authors: Annotated[tuple[Word, ...], Field(min_length=1)] = Field(
        description="who wrote it, for example [smart_coder]"
    )
    tags: Annotated[tuple[Word, ...], Field(min_length=1)] = Field(
        description="lower-case words, for example [network, timeout]"
    )
    thumbnail: Annotated[str, StringConstraints(pattern=r"^images/.+\.(svg|png)$")] = Field(
        description="a picture below images/, for example images/phase-index.svg"
    )
    created_at: datetime.date = Field(description="a date, for example 2026-11-22")
    updated_at: datetime.date = Field(description="a date, for example 2026-11-22")
    phase: Phase = Field(description="where on the journey it failed")
    pip_references: tuple[Word, ...] = Field(
        default=(), description="pip's own codes, for example [connection-timeout]"
    )
    signatures: Annotated[tuple[Signature, ...], Field(min_length=1)] = Field(
        description="texts that pip prints, with * for what varies"
    )
    explains: tuple[Word, ...] = Field(
        default=(),
        description="slugs of pages whose error is only the echo of this one",
    )


class _Step(_Closed):
    run: str = Field(description="a snippet file beside case.toml")
    under: str = Field(description="the name of a fault of this case")
    pip: PipSpecifier = Field(default="", description="which pips, for example >=25.1")
    before: str | None = Field(
        default=None, description="a snippet run first, where the world is healthy"
    )
    then: str | None = Field(default=None, description="the failing command, run afterwards")
    places: Mapping[str, str] = Field(
        default_factory=dict, description="snippet files put somewhere first, for example "
        '{"pip.conf" = "~/.config/pip/pip.conf"}'
    )  # fmt: skip
    check: str | None = Field(
        default=None, description="a line of shell that has to succeed at the end"
    )
    exits: int | None = Field(default=None, description="the exit code `run` has to end with")
    installs: tuple[RequirementText, ...] = Field(
        default=("requests",),
        description="what must be installed at the end, or must not be",
    )

    def covers(self, pip: Pip) -> bool:
        """Whether the step is about this pip."""
        return self.covers_version(pip.version)

    def covers_version(self, version: str) -> bool:
        """Whether the step is about this version of pip."""
        return SpecifierSet(self.pip).contains(version, prereleases=True)


class Reproduce(_Step):
    """A command that has to fail as stated."""

    fails_with: Signature = Field(description="one of the page's own signatures")
    record: bool | str = Field(
        default=True,
        description="whether to keep what pip prints: true, false, or the text "
        "that the lines to keep contain",
    )


class Fix(_Step):
    """A command that has to succeed under the fault."""


class NotAFix(_Step):
    """A command people recommend, under which the failure has to stay."""

    fails_with: Signature = Field(description="one of the page's own signatures")


class Example(_Closed):
    """A Python snippet that is run, in one world, and what it prints compared."""

    run: str = Field(description="a Python snippet beside case.toml")
    name: Word = Field(description="a name for the world and for what is printed in it")
    means: str = Field(description="words for the world, as a tab's label")
    fault: Fault | None = Field(default=None, description="what is wrong in it; nothing by default")


class NotExecuted(_Closed):
    """A snippet that is shown and cannot be run."""

    run: str = Field(description="a snippet file beside case.toml")
    because: Literal[
        "changes the system's certificate store",
        "needs Windows",
        "needs a container engine",
        "needs a hosted CI runner",
    ] = Field(description="why it is not run")


class NamedFault(_Closed):
    """A named way in which the world is broken, and what its index offers meanwhile."""

    name: Word = Field(description="a short name that steps refer to, for example slow-index")
    means: str = Field(description="words that complete 'Executed, where …'")
    fault: Fault
    projects: tuple[Project, ...] = ()

    def world(self, speed: float) -> World:
        """The broken world."""
        return World(self.projects, self.fault, speed)

    def healthy(self, speed: float) -> World:
        """The same world with the fault put right."""
        return World(self.projects, None, speed)


class Case(_Closed):
    """Everything that is executed for one page."""

    fault: Annotated[tuple[NamedFault, ...], Field(min_length=1)] = Field(
        description="at least one [[fault]]"
    )
    reproduce: Annotated[tuple[Reproduce, ...], Field(min_length=1)] = Field(
        description="at least one [[reproduce]]"
    )
    fix: tuple[Fix, ...] = ()
    not_a_fix: tuple[NotAFix, ...] = ()
    not_executed: tuple[NotExecuted, ...] = ()
    example: tuple[Example, ...] = ()

    @property
    def steps(self) -> tuple[Reproduce | Fix | NotAFix, ...]:
        """Every step that is run, in the order of the file's kinds."""
        return (*self.reproduce, *self.fix, *self.not_a_fix)

    def named(self, fault: str) -> NamedFault:
        """The fault of this name."""
        return next(candidate for candidate in self.fault if candidate.name == fault)


@dataclass(frozen=True)
class Page:
    """One error: its page, its case and its snippets (file name to path)."""

    slug: str
    path: Path
    front: FrontMatter
    body: str
    body_line: int
    case: Case
    snippets: Mapping[str, Path]

    @property
    def folder(self) -> Path:
        """Where its snippets are."""
        return self.path.parents[2] / "snippets" / self.slug


@dataclass(frozen=True)
class Catalogue:
    """All pages, by slug."""

    root: Path
    pages: Mapping[str, Page]


def load(root: Path) -> Catalogue:
    """Read and check everything below `root`. Raises BadContent with every problem found."""
    reader = _Reader(root)
    pages = {}
    sources = sorted((root / "docs/errors").glob("*.md"))
    for path in sources:
        page = reader.page(path)
        if page is not None:
            pages[page.slug] = page
            reader.problems += _problems_of(page, root)
    with_pages = {path.stem for path in sources}
    for folder in sorted((root / "snippets").glob("*/")):
        if folder.name not in with_pages:
            reader.report(
                folder / "case.toml",
                1,
                f"has no page: write docs/errors/{folder.name}.md",
            )
    for page in pages.values():
        for slug in page.front.explains:
            if slug not in with_pages:
                line = _yaml_line(page.path.read_text(), ("explains",))
                reader.report(page.path, line, f"there is no page {slug!r}", "explains")
    if reader.problems:
        raise BadContent(reader.problems)
    return Catalogue(root, pages)


class _Reader:
    """Reads pages and collects what is wrong with them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []

    def report(self, path: Path, line: int, message: str, key: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(str(path.relative_to(self.root)), line, message, key))

    def page(self, path: Path) -> Page | None:
        """One page with its case, or None when something in it is wrong."""
        text = path.read_text(encoding="utf-8")
        match = re.match(r"---\n(.*?\n)---\n", text, re.DOTALL)
        if not match:
            self.report(path, 1, "must start with front matter between two lines of ---")
            return None
        front = self._front_matter(path, text, match[1])
        folder = self.root / "snippets" / path.stem
        case = self._case(folder / "case.toml")
        if front is None or case is None:
            return None
        snippets = {
            file.name: file
            for file in sorted(folder.iterdir())
            if file.is_file() and file.name != "case.toml"
        }
        body_line = match[0].count("\n") + 1
        return Page(path.stem, path, front, text[match.end() :], body_line, case, snippets)

    def _front_matter(self, path: Path, text: str, front: str) -> FrontMatter | None:
        try:
            data = yaml.safe_load(front)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            self.report(path, (mark.line if mark else 0) + 2, f"is not YAML: {_first(error)}")
            return None
        try:
            return FrontMatter.model_validate(data)
        except ValidationError as error:
            for detail in error.errors():
                line = _yaml_line(text, detail["loc"])
                self.report(path, line, _explain(detail, FrontMatter), _key(detail))
            return None

    def _case(self, path: Path) -> Case | None:
        if not path.exists():
            self.report(path, 1, "is missing: every page has a case, see CONTRIBUTING.md")
            return None
        text = path.read_text(encoding="utf-8")
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"line (\d+)", str(error))
            self.report(path, int(line[1]) if line else 1, f"is not TOML: {_first(error)}")
            return None
        try:
            return Case.model_validate(_with_named_faults(data))
        except ValidationError as error:
            for detail in error.errors():
                kind = ("kind",) if detail["type"].startswith("union_tag") else ()
                line_number = _toml_line(text, (*detail["loc"], *kind))
                self.report(path, line_number, _explain(detail, Case), _key(detail))
            return None


def _with_named_faults(data: Mapping[str, Any]) -> dict[str, Any]:
    """Fold each flat [[fault]] table into what NamedFault holds."""
    faults = []
    for table in data.get("fault", []):
        outer = {key: table[key] for key in ("name", "means", "projects") if key in table}
        fields = {key: value for key, value in table.items() if key not in outer}
        faults.append({**outer, "fault": fields})
    return {**data, "fault": faults} if faults else dict(data)


_STEP_MODELS: Mapping[str, type[BaseModel]] = {
    "reproduce": Reproduce,
    "fix": Fix,
    "not_a_fix": NotAFix,
    "not_executed": NotExecuted,
    "example": Example,
}


def _explain(detail: ErrorDetails, model: type[BaseModel]) -> str:
    """A validation error in words for a person who has never seen pydantic."""
    location = [part for part in detail["loc"] if isinstance(part, str)]
    key = location[-1]
    owner = _STEP_MODELS.get(location[0], model) if len(location) > 1 else model
    known = owner.model_fields
    wanted = known[key].description if key in known else None
    match detail["type"]:
        case "extra_forbidden" | "unexpected_keyword_argument":
            keys = _fault_keys(location) if "fault" in location else sorted(known)
            return f"unknown key; the keys here are {', '.join(keys)}"
        case "missing":
            return f"is missing: write {wanted}" if wanted else "is missing"
        case "union_tag_invalid" | "union_tag_not_found":
            kinds = re.findall(r"'([a-z-]+)'", str(detail.get("ctx", {}).get("expected_tags", "")))
            given = detail["input"].get("kind") if isinstance(detail["input"], dict) else None
            return f"unknown fault {given!r}; the kinds are {', '.join(kinds)}"
        case "string_too_long" | "string_too_short":
            return f"has {len(detail['input'])} characters: write {wanted}"
        case "value_error":
            return str(detail["ctx"]["error"])
        case "literal_error":
            return f"{detail['input']!r} is none of {detail['ctx']['expected']}"
        case _:
            hint = f": write {wanted}" if wanted else ""
            return f"{detail['msg'][0].lower()}{detail['msg'][1:]}{hint}"


def _fault_keys(location: list[str]) -> list[str]:
    schema = TypeAdapter(Fault).json_schema()
    for definition in schema["$defs"].values():
        properties = definition.get("properties", {})
        if properties.get("kind", {}).get("const") in location:
            return sorted({*properties, "name", "means", "projects"})
    return ["name", "means", "kind", "host", "projects"]


def _key(detail: ErrorDetails) -> str:
    names = [str(part) for part in detail["loc"] if isinstance(part, str)]
    last = names[-1]
    if detail["type"].startswith("union_tag"):
        last = "kind"
    return f"[[{names[0]}]] {last}" if len(names) > 1 else last


def _first(error: Exception) -> str:
    return str(getattr(error, "problem", None) or error).splitlines()[0]


def _yaml_line(page: str, location: Iterable[str | int]) -> int:
    """The line of a key of the front matter; the last one found on the way to it."""
    node, line = yaml.compose(page.split("\n---\n")[0].removeprefix("---\n")), 2
    for part in location:
        if isinstance(node, yaml.MappingNode):
            pairs = {key.value: (key, value) for key, value in node.value}
            if part not in pairs:
                break
            key, node = pairs[part]
            line = key.start_mark.line + 2
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part]
            line = node.start_mark.line + 2
    return line


def _toml_line(text: str, location: tuple[str | int, ...]) -> int:
    """The line of a key in an array of tables, by looking for its n-th header and the key below."""
    lines = text.splitlines()
    table = str(location[0])
    index = location[1] if len(location) > 1 and isinstance(location[1], int) else 0
    key = next((part for part in reversed(location) if isinstance(part, str)), table)
    headers = [n for n, line in enumerate(lines) if line.split("#")[0].strip() == f"[[{table}]]"]
    if index >= len(headers):
        top = (n for n, line in enumerate(lines) if re.match(rf"\s*\[*{re.escape(table)}\b", line))
        return next(top, 0) + 1
    start = headers[index]
    for number in range(start + 1, len(lines)):
        if lines[number].startswith("[["):
            break
        if re.match(rf"\s*{re.escape(key)}\s*=", lines[number]):
            return number + 1
    return start + 1


def _problems_of(page: Page, root: Path) -> Iterator[Problem]:
    """Everything that is wrong between a page, its case and its snippets."""
    yield from _section_problems(page, root)
    yield from _fence_problems(page, root)
    yield from _case_problems(page, root)
    yield from _snippet_problems(page, root)
    name = str(page.path.relative_to(root))
    text = page.path.read_text(encoding="utf-8")
    if page.front.updated_at < page.front.created_at:
        yield Problem(
            name,
            _yaml_line(text, ("updated_at",)),
            "is before created_at",
            "updated_at",
        )
    generated = page.front.thumbnail == f"images/phase-{page.front.phase}.svg"
    if not generated and not (root / page.front.thumbnail).exists():
        yield Problem(
            name,
            _yaml_line(text, ("thumbnail",)),
            f"there is no such picture: write images/phase-{page.front.phase}.svg",
            "thumbnail",
        )


def headings(page: Page) -> list[tuple[int, int, str, str]]:
    """The headings outside fences: line in the file, level, text, id ("" when it has none)."""
    found = []
    for number, line, fence in _lines(page):
        match = _HEADING.match(line) if fence is None else None
        if match:
            found.append((number, len(match[1]), match[2], match[3] or ""))
    return found


def _section_problems(page: Page, root: Path) -> Iterator[Problem]:
    name = str(page.path.relative_to(root))
    found = headings(page)
    for line, level, text, identifier in found:
        if level == 1:
            yield Problem(
                name,
                line,
                f"take {text!r} out: the title in the front matter is the heading",
            )
        elif not identifier:
            yield Problem(
                name,
                line,
                f"give the heading {text!r} an id, as in '## Fixes {{#fixes}}'",
            )
    seconds = [(text, identifier) for _, level, text, identifier in found if level == 2]
    for wanted in SECTIONS:
        if wanted not in seconds:
            yield Problem(
                name,
                page.body_line,
                f"the section '## {wanted[0]} {{#{wanted[1]}}}' is missing",
            )
    order = [section for section in seconds if section in SECTIONS]
    if order != [section for section in SECTIONS if section in order]:
        titles = ", ".join(title for title, _ in SECTIONS)
        yield Problem(name, page.body_line, f"the sections must stand in this order: {titles}")
    extra = [section for section in seconds if section not in SECTIONS]
    for section in extra:
        before = seconds[: seconds.index(section)]
        follows = any(identifier == EXTRA_SECTIONS_AFTER for _, identifier in before)
        if not follows or SECTIONS[-1] in before:
            yield Problem(
                name,
                page.body_line,
                f"the section {section[0]!r} must stand between Make it permanent and Sources",
            )


def _fence_problems(page: Page, root: Path) -> Iterator[Problem]:
    name = str(page.path.relative_to(root))
    commands = {
        line.strip()
        for snippet in page.snippets.values()
        for line in snippet.read_text(encoding="utf-8").splitlines()
    }
    text = page.path.read_text(encoding="utf-8")
    tldr = (_yaml_line(text, ("tldr",)), page.front.tldr, None)
    for number, line, fence in (tldr, *_lines(page)):
        include = _INCLUDE.match(line)
        if include:
            yield from _include_problems(page, name, number, include[1])
        elif fence is not None and fence != "py" and line.strip():
            yield Problem(
                name,
                number,
                f"a {fence or 'plain'} block holds only included files: put this text into "
                f'snippets/{page.slug}/ and write --8<-- "{page.slug}/FILE"',
            )
        elif fence is None:
            for command in _INLINE_COMMAND.findall(line):
                if command.strip() not in commands:
                    yield Problem(
                        name,
                        number,
                        f"nobody ran the command `{command}`: put it into a snippet of the case",
                    )


def _include_problems(page: Page, name: str, number: int, target: str) -> Iterator[Problem]:
    folder, _, file = target.partition("/")
    if folder != page.slug:
        yield Problem(name, number, f"includes {target}, which belongs to another page")
    elif file.startswith("printed/"):
        wanted = file.removeprefix("printed/").removesuffix(".md")
        recorded = {printed_name(step) for step in page.case.reproduce if step.record}
        recorded |= {Path(example.run).stem for example in page.case.example}
        if wanted not in recorded:
            yield Problem(
                name,
                number,
                f"nothing is recorded as {wanted!r}; there is {sorted(recorded)}",
            )
    elif file not in page.snippets:
        yield Problem(
            name,
            number,
            f"snippets/{target} does not exist: write it, or mend its name here",
        )


def printed_name(step: Reproduce) -> str:
    """The name under which what a step prints is recorded."""
    return f"{Path(step.run).stem}-{step.under}"


def _case_problems(page: Page, root: Path) -> Iterator[Problem]:
    path = page.folder / "case.toml"
    text = path.read_text(encoding="utf-8")
    name = str(path.relative_to(root))
    faults = [fault.name for fault in page.case.fault]

    def problem(kind: str, index: int, key: str, message: str) -> Problem:
        line = _toml_line(text, (kind, index, key))
        return Problem(name, line, message, f"[[{kind}]] {key}")

    for kind in _STEP_MODELS:
        for index, step in enumerate(getattr(page.case, kind)):
            for key, file in _files_of(step):
                if file not in page.snippets:
                    yield problem(kind, index, key, f"snippets/{page.slug}/{file} does not exist")
            if isinstance(step, NotExecuted):
                if not Path(step.run).match(NOT_EXECUTED[step.because]):
                    yield problem(kind, index, "because", f"does not hold for {step.run}: run it")
                if any(step.run in (other.run, other.then) for other in page.case.steps):
                    yield problem(
                        kind,
                        index,
                        "run",
                        f"{step.run} is run after all: take this out",
                    )
            if not isinstance(step, _Step):
                continue
            if step.under not in faults:
                known = ", ".join(faults)
                yield problem(
                    kind,
                    index,
                    "under",
                    f"unknown fault {step.under!r}; there is {known}",
                )
            expected = getattr(step, "fails_with", None)
            if expected is not None and expected not in page.front.signatures:
                yield problem(
                    kind,
                    index,
                    "fails_with",
                    f"{expected!r} is not among the page's signatures",
                )
    reproduced = {step.under for step in page.case.reproduce}
    for index, fault in enumerate(page.case.fault):
        if fault.name not in reproduced:
            yield problem(
                "fault",
                index,
                "name",
                f"no [[reproduce]] shows that {fault.name!r} fails",
            )


def _files_of(step: BaseModel) -> Iterator[tuple[str, str]]:
    for key in ("run", "before", "then"):
        file = getattr(step, key, None)
        if file is not None:
            yield key, file
    for file in getattr(step, "places", {}):
        yield "places", file


def _snippet_problems(page: Page, root: Path) -> Iterator[Problem]:
    shown = {
        include[1].partition("/")[2]
        for _, line, _ in _lines(page)
        if (include := _INCLUDE.match(line))
    }
    used = {
        file
        for step in (*page.case.steps, *page.case.not_executed, *page.case.example)
        for _, file in _files_of(step)
    }
    for name, path in page.snippets.items():
        where = str(path.relative_to(root))
        if name not in shown:
            yield Problem(where, 1, f"no line of docs/errors/{page.slug}.md includes it")
        if name not in used:
            yield Problem(where, 1, f"no step of snippets/{page.slug}/case.toml runs it")


def _lines(page: Page) -> Iterator[tuple[int, str, str | None]]:
    """The body's lines: number in the file, text, and the language of the fence around it.

    Outside a fence the language is None; the fence's own two lines are left out.
    """
    closing: str | None = None
    language: str | None = None
    for number, line in enumerate(page.body.splitlines(), page.body_line):
        match = _FENCE.match(line)
        if closing is None and match:
            closing, language = match[2], match[3]
        elif closing is not None and line.strip() == closing:
            closing, language = None, None
        else:
            yield number, line, language
