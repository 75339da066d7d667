"""What is known: the files that the wheel carries, or that `make wheel` has made in a clone.

| file | what it is |
|---|---|
| `about.json` | the version, and where the site and its reports are, if that is known |
| `errors.json` | all pages, as on the site |
| `engine.js` | the diagnosis, in one script |
| `pages/<slug>.md` | each page and guide in Markdown |
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

PACKED = Path(__file__).with_name("data")
MADE = Path(__file__).parents[2] / ".cache/explain"


class NoKnowledge(Exception):
    """Why nothing is known here, and what to do about it."""


@dataclass(frozen=True)
class Command:
    """What a page recommends first: on one system, as in "Linux and macOS", or, "", on all."""

    system: str
    file: str
    text: str
    proof: str


@dataclass(frozen=True)
class Page:
    """One error; address is relative to the site."""

    slug: str
    title: str
    cause: str
    changes: str
    address: str
    codes: tuple[str, ...]
    commands: tuple[Command, ...]


@dataclass(frozen=True)
class Knowledge:
    """The files in a folder."""

    folder: Path

    def text(self, name: str) -> str:
        """The content of one of the files."""
        return (self.folder / name).read_text(encoding="utf-8")

    @cached_property
    def about(self) -> Mapping[str, str]:
        """`version`, `site` and `issues`; the last two are "" where nobody has said them."""
        about: dict[str, str] = json.loads(self.text("about.json"))
        return about

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """All pages by their slugs."""
        rows = json.loads(self.text("errors.json"))["errors"]
        return {row["slug"]: _page(row) for row in rows}

    def named(self, name: str) -> tuple[Page, ...]:
        """The page of a slug, or those of a code of pip's; none where there is no such."""
        if name in self.pages:
            return (self.pages[name],)
        return tuple(page for page in self.pages.values() if name in page.codes)

    @cached_property
    def slugs(self) -> frozenset[str]:
        """All pages and guides that can be read."""
        return frozenset(path.stem for path in (self.folder / "pages").glob("*.md"))

    def names(self) -> list[str]:
        """All slugs and codes."""
        codes = {code for page in self.pages.values() for code in page.codes}
        return sorted(codes | self.slugs)

    def link(self, page: Page) -> str:
        """Where a page stands on the web; "" where that is not known."""
        return f"{self.about['site']}{page.address}" if self.about["site"] else ""


def knowledge() -> Knowledge:
    """What is known here. Raises NoKnowledge."""
    for folder in (PACKED, MADE):
        if (folder / "about.json").exists():
            return Knowledge(folder)
    raise NoKnowledge("nothing is known here yet: in a clone, 'make wheel' makes it of the pages")


def _page(row: dict[str, object]) -> Page:
    def said(key: str) -> str:
        return str(row[key])

    commands = row["first_fix"]
    codes = row["pip_references"]
    assert isinstance(commands, list)
    assert isinstance(codes, list)
    return Page(
        slug=said("slug"),
        title=said("title"),
        cause=said("cause"),
        changes=said("changes"),
        address=said("url"),
        codes=tuple(codes),
        commands=tuple(
            Command(fix["system"], fix["file"], fix["command"], fix["proof"]) for fix in commands
        ),
    )
