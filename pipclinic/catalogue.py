"""docs/ and snippets/ read into one validated Catalogue."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import ValidationError

from pipclinic import rules
from pipclinic.models import Case, FrontMatter, with_named_faults
from pipclinic.page import Page
from pipclinic.problems import (
    BadContent,
    Problem,
    explain,
    first_line,
    key_of,
    toml_line,
    yaml_line,
)


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
            reader.problems += rules.problems_of(page, root)
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
                line = yaml_line(page.path.read_text(), ("explains",))
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

    def _text(self, path: Path) -> str:
        try:
            return path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            self.report(path, line, "is not UTF-8: save it in that encoding")
            raise BadContent(self.problems) from None

    def page(self, path: Path) -> Page | None:
        """One page with its case, or None when something in it is wrong."""
        text = self._text(path)
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
            self.report(path, (mark.line if mark else 0) + 2, f"is not YAML: {first_line(error)}")
            return None
        if not isinstance(data, dict):
            self.report(path, 2, "front matter is keys and values, for example title: …")
            return None
        try:
            return FrontMatter.model_validate(data)
        except ValidationError as error:
            for detail in error.errors():
                line = yaml_line(text, detail["loc"])
                self.report(path, line, explain(detail, FrontMatter), key_of(detail))
            return None

    def _case(self, path: Path) -> Case | None:
        if not path.exists():
            self.report(path, 1, "is missing: every page has a case, see CONTRIBUTING.md")
            return None
        text = self._text(path)
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"line (\d+)", str(error))
            self.report(path, int(line[1]) if line else 1, f"is not TOML: {first_line(error)}")
            return None
        for table, content in data.items():
            if not isinstance(content, list):
                line_number = toml_line(text, (table,))
                self.report(path, line_number, f"write [[{table}]], in double brackets", table)
                return None
        try:
            return Case.model_validate(with_named_faults(data))
        except ValidationError as error:
            for detail in error.errors():
                kind = ("kind",) if detail["type"].startswith("union_tag") else ()
                line_number = toml_line(text, (*detail["loc"], *kind))
                self.report(path, line_number, explain(detail, Case), key_of(detail))
            return None
