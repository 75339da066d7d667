"""docs/ and snippets/ read into one validated Catalogue."""

import os
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import tomli
from pydantic import ValidationError

from pipclinic.content import addresses, characters, files, language, repeats, rules, survivors
from pipclinic.content.case import NO_CASE, Case
from pipclinic.content.claims import NO_CLAIMS, Claims
from pipclinic.content.explaining import explain, key_of
from pipclinic.content.head import FrontMatter, GuideHead, Head
from pipclinic.content.page import Document, Guide, Page
from pipclinic.content.places import NotYaml, read_yaml, repeated_keys, toml_line, yaml_line
from pipclinic.content.problems import UNWRITTEN, BadContent, Problem, first_line
from pipclinic.content.remembered import Remembered
from pipclinic.content.rules import links, markup, pictures, together

# What stands beside the snippets of a page and is none.
_NO_SNIPPETS = ("case.toml", survivors.FILE)
_FOLDERS = ("docs/errors", "docs/guides")
_FRONT = re.compile(r"---\n(.*?\n)---\n", re.DOTALL)
# What people do most often, and how the parser says it.
_TOML = {
    "Cannot overwrite a value": "this stands there twice; take one out, or write each table of "
    "several in double brackets",
    "Invalid value": "text stands in quotes; numbers, true and false do not",
}
_Head = TypeVar("_Head", bound=Head)


@dataclass(frozen=True)
class Catalogue:
    """All pages and guides, by slug."""

    root: Path
    pages: Mapping[str, Page]
    guides: Mapping[str, Guide]

    @property
    def documents(self) -> Mapping[str, Document]:
        """Pages and guides together: everything that may have something to run."""
        return {**self.pages, **self.guides}


def slugs(root: Path) -> tuple[str, ...]:
    """The name of every page and guide below `root`, whatever is in them."""
    return tuple(path.stem for folder in _FOLDERS for path in sorted((root / folder).glob("*.md")))


def unwritten(root: Path) -> tuple[str, ...]:
    """The slugs of those that `pipclinic new` began, and in which something is still to be written.

    Raises BadContent where a file must not be read.
    """
    unfit = list(files.problems(root))
    if unfit:
        raise BadContent(unfit)
    begun = UNWRITTEN.encode()
    return tuple(
        path.stem
        for folder in _FOLDERS
        for path in sorted((root / folder).glob("*.md"))
        if any(
            begun in file.read_bytes()
            for file in (path, *(root / "snippets" / path.stem).glob("*"))
            if file.is_file()
        )
    )


def load_case(root: Path, slug: str) -> tuple[Case, Claims]:
    """The case and the claims of one page, also of one that is begun. Raises BadContent."""
    reader = _Reader(root)
    if (found := reader.case(root / "snippets" / slug / "case.toml")) is None:
        raise BadContent(reader.problems)
    return found


def load(
    root: Path,
    only: Collection[str] = (),
    *,
    without: Collection[str] = (),
    remembered: Remembered | None = None,
) -> Catalogue:
    """Read and check everything below `root`. Raises BadContent with every problem found.

    only: slugs of pages and guides; then no other is looked at, be it finished or not.
    without: slugs that are left out, as those that are still being written.
    remembered: the documents that no rule looks at again; those that are right now are kept there.
    """
    unfit = list(files.problems(root, only))
    if unfit:
        raise BadContent(unfit)
    reader = _Reader(root, remembered)
    sources, guide_sources = (sorted((root / folder).glob("*.md")) for folder in _FOLDERS)

    def asked(path: Path) -> bool:
        return (not only or path.stem in only) and path.stem not in without

    pages = {page.slug: page for page in map(reader.page, filter(asked, sources)) if page}
    guides = {one.slug: one for one in map(reader.guide, filter(asked, guide_sources)) if one}
    documents: list[Document] = [*pages.values(), *guides.values()]
    for document in documents:
        if remembered and remembered.is_right(document.path):
            continue
        wrong = list(rules.problems_of(document, root, reader.read))
        reader.problems += wrong
        if remembered and not wrong:
            remembered.keep(document.path)
    reader.problems += repeats.problems_between(documents, root)
    written = {*sources, *guide_sources}
    if not only:
        reader.problems += pictures.problems(root)
        reader.others(written)
        texts = reader.texts()
        reader.problems += links.problems(root, texts, {one.slug: one for one in documents})
        reader.problems += together.folder_problems(root, written)
    reader.problems += together.slug_problems(root, documents, written)
    if len(documents) == len(sources) + len(guide_sources):  # none of them unreadable
        reader.problems += addresses.gone(root, documents)
    if reader.problems:
        raise BadContent(reader.problems)
    return Catalogue(root, pages, guides)


def _body(text: str) -> tuple[str, int]:
    """What follows the front matter, and the line it starts at."""
    match = _FRONT.match(text)
    assert match
    return text[match.end() :], match[0].count("\n") + 1


class _Reader:
    """Reads pages and collects what is wrong with them."""

    def __init__(self, root: Path, remembered: Remembered | None = None) -> None:
        self.root = root
        self._remembered = remembered
        self.problems: list[Problem] = []
        self._heads: dict[Path, object] = {}
        self.read: dict[Path, str | None] = {}  # None: a file that is no text

    def report(self, path: Path, line: int, message: str, key: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(str(path.relative_to(self.root)), line, message, key))

    def _text(self, path: Path) -> str | None:
        """The text of a file, or None when it is none; each file is read once."""
        if path not in self.read:
            text, problems = characters.read(path, str(path.relative_to(self.root)))
            self.problems += problems
            self.read[path] = None if problems else text
        return self.read[path]

    def others(self, documents: Collection[Path]) -> None:
        """The texts that are neither page nor guide, such as the home page."""
        for path in sorted((self.root / "docs").rglob("*.md")):
            text = None if path in documents else self._text(path)
            if text is not None:
                name = str(path.relative_to(self.root))
                body, line = _body(text) if _FRONT.match(text) else (text, 1)
                self.problems += markup.problems(body, line, name, markup.FRAME)

    def texts(self) -> Sequence[links.Text]:
        """Every text of the site that could be read, and those beside it that lead into it."""
        found = [*sorted(self.root.glob("*.md")), *sorted((self.root / "docs").rglob("*.md"))]
        read = ((path, self._text(path)) for path in found if path.is_file())
        names = ((str(path.relative_to(self.root)), text) for path, text in read)
        return [links.Text(name, text) for name, text in names if text is not None]

    def page(self, path: Path) -> Page | None:
        """One page with its case, or None when something in it is wrong."""
        text = self._text(path)
        if text is None or not (self._is_right(path, text) or self._written(path)):
            return None
        front = self._front_matter(path, text, FrontMatter)
        found = self.case(self._folder(path) / "case.toml")
        if front is None or found is None:
            return None
        echoes = tuple(echo for slug in front.explains for echo in self._echoes(slug))
        case, snippets, claims = found[0], self._snippets(path), found[1]
        return Page(path.stem, path, front, *_body(text), case, snippets, claims, echoes)

    def _is_right(self, path: Path, text: str) -> bool:
        return self._remembered is not None and self._remembered.look(path, text)

    def _echoes(self, slug: str) -> tuple[str, ...]:
        """The echoes in a page's head; none where it cannot be read, which is said elsewhere."""
        path = self.root / "docs/errors" / f"{slug}.md"
        if path not in self._heads:
            text = self._text(path) if path.exists() else None
            match = _FRONT.match(text) if text else None
            try:
                self._heads[path] = read_yaml(match[1]) if match else {}
            except NotYaml:
                self._heads[path] = {}
        head = self._heads[path]
        echoes = head.get("echoes", []) if isinstance(head, dict) else []
        return tuple(map(str, echoes)) if isinstance(echoes, list) else ()

    def _written(self, path: Path) -> bool:
        """Report each place of a text, its case and its snippets that nobody can read or that still
        has to be filled; return whether there is none.
        """
        before = len(self.problems)
        for file in (path, self._folder(path) / "case.toml", *self._snippets(path).values()):
            text = self._text(file) if file.exists() else None
            if text is None:
                continue
            for number, line in enumerate(text.splitlines(), 1) if UNWRITTEN in text else ():
                if UNWRITTEN in line:
                    what = line.partition(UNWRITTEN)[2].strip(': "')
                    self.report(file, number, f"write this: {what}")
            if file.parent.parent.name == "snippets" and file.name != "case.toml":
                name = str(file.relative_to(self.root))
                self.problems += rules.text_of_snippet_problems(text, name)
        return len(self.problems) == before

    def guide(self, path: Path) -> Guide | None:
        """One guide, with its case if it has one, or None when something in it is wrong."""
        text = self._text(path)
        if text is None or not (self._is_right(path, text) or self._written(path)):
            return None
        front = self._front_matter(path, text, GuideHead)
        path_of_case = self._folder(path) / "case.toml"
        found = self.case(path_of_case) if path_of_case.parent.exists() else (NO_CASE, NO_CLAIMS)
        if front is None or found is None:
            return None
        return Guide(path.stem, path, front, *_body(text), found[0], self._snippets(path), found[1])

    def _folder(self, path: Path) -> Path:
        return self.root / "snippets" / path.stem

    def _snippets(self, path: Path) -> Mapping[str, Path]:
        folder = self._folder(path)
        if not folder.exists():
            return {}
        names = sorted(entry.name for entry in os.scandir(folder) if entry.is_file())
        return {name: folder / name for name in names if name not in _NO_SNIPPETS}

    def _front_matter(self, path: Path, text: str, head: type[_Head]) -> _Head | None:
        match = _FRONT.match(text)
        if not match:
            self.report(path, 1, "must start with front matter between two lines of ---")
            return None
        try:
            data = read_yaml(match[1])
        except NotYaml as error:
            self.report(path, error.line + 1, str(error))
            return None
        is_right = self._remembered is not None and self._remembered.is_right(path)
        for line, key in () if is_right else repeated_keys(text):
            self.report(path, line, "stands there twice: put what is below into the first", key)
        if not isinstance(data, dict):
            self.report(path, 2, "front matter is keys and values, for example title: …")
            return None
        try:
            return head.model_validate(data)
        except ValidationError as error:
            for detail in error.errors():
                line = yaml_line(text, detail["loc"])
                self.report(path, line, explain(detail, head), key_of(detail))
            return None

    def case(self, path: Path) -> tuple[Case, Claims] | None:
        """What stands in a case file, and its claims; or None when something in it is wrong."""
        if not path.exists():
            self.report(
                path, 1, "is missing: 'pipclinic new' under another slug writes one to copy"
            )
            return None
        text = self._text(path)
        if text is None:
            return None
        try:
            data = tomli.loads(text)
        except RecursionError:
            self.report(path, 1, "nests too deeply: no key of a case has so many brackets or dots")
            return None
        except tomli.TOMLDecodeError as error:
            line = re.search(r"line (\d+)", str(error))
            twice = re.search(r"Cannot declare \('fault', '([^']+)'\) twice", str(error))
            said = first_line(error)
            hint = next((words for start, words in _TOML.items() if said.startswith(start)), "")
            words = f"is not TOML: {hint or said}"
            if twice:
                words = f"there are two faults {twice[1]!r}: give this one another name"
            self.report(path, int(line[1]) if line else 1, words)
            return None
        case, claims, mistakes = language.read(data)
        for mistake in mistakes:
            self.report(path, toml_line(text, mistake.at), mistake.message, mistake.key)
        return None if mistakes else (case, claims)
