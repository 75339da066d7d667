"""What has to be true between all pages and guides, and the folders beside them."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from pipclinic.content.page import Document, Page
from pipclinic.content.places import yaml_line
from pipclinic.content.problems import Problem


def folder_problems(root: Path, sources: Collection[Path]) -> Iterator[Problem]:
    """Folders of snippets that belong to no text.

    sources: the paths of all texts, also of those that could not be read.
    """
    texts = {path.stem for path in sources}
    for folder in sorted((root / "snippets").glob("*/")):
        if folder.name not in texts:
            name = str((folder / "case.toml").relative_to(root))
            yield Problem(name, 1, f"has no page: write docs/errors/{folder.name}.md")


def slug_problems(
    root: Path, documents: Sequence[Document], sources: Collection[Path]
) -> Iterator[Problem]:
    """What heads say of other pages that are not there, or are there again."""
    for document in documents:
        if isinstance(document, Page):
            for slug in document.front.explains:
                if document.path.with_stem(slug) not in sources:
                    yield _problem(root, document, "explains", f"there is no page {slug!r}")
        for slug in document.front.formerly:
            if document.path.with_stem(slug) in sources:
                yield _problem(root, document, "formerly", f"there is a page {slug!r} again")


def _problem(root: Path, document: Document, key: str, message: str) -> Problem:
    line = yaml_line(document.path.read_text(encoding="utf-8"), (key,))
    return Problem(str(document.path.relative_to(root)), line, message, key)
