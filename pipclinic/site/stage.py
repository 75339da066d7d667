"""Evidence -> the tree that MkDocs builds from, as plain files.

Everything generated is generated here, before the build: the head of each page, the proof
under each command, the recordings by era of pip, the journey diagrams, the error list.
`.cache/stage/docs` is MkDocs' docs_dir, `.cache/stage/snippets` what its includes read.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipclinic.content import addresses
from pipclinic.content.head import PHASES
from pipclinic.evidence.evidence import Evidence
from pipclinic.site import (
    assistants,
    cells,
    coverage,
    documents,
    hosting,
    journey,
    lists,
    offline,
    pictures,
    printed,
    published,
    scripts,
    searching,
    styles,
    tables,
)

STAGE = Path(".cache/stage")


def stage(evidence: Evidence, target: Path = STAGE, told: Mapping[str, str] = os.environ) -> None:
    """Bring `target` up to date: files whose content is the same are left untouched.

    told: SITE_URL, if anybody knows it
    """
    root = evidence.catalogue.root
    files: dict[Path, bytes] = {}
    for path in _files_below(root / "docs"):
        written = path.parent.name in ("errors", "guides")  # each is generated, or left out
        if not written and not scripts.is_part(path.relative_to(root)):
            files[target / path.relative_to(root)] = _as_shown(path.name, path.read_bytes())
    for name, script in scripts.published(root / scripts.FOLDER).items():
        files[target / scripts.FOLDER / name] = script
    files[target / styles.OURS] = styles.ours(root).encode()
    files[target / styles.PUBLISHED] = styles.joined(root).encode()
    for path in _files_below(root / "images"):
        files[target / "docs" / path.relative_to(root)] = path.read_bytes()
        if path.suffix == ".svg":
            files[target / "snippets" / path.relative_to(root)] = pictures.inline(path).encode()
    for path in _files_below(root / "snippets"):
        files[target / path.relative_to(root)] = path.read_bytes()
    files[target / "docs/robots.txt"] = hosting.robots(told.get("SITE_URL", "")).encode()
    files[target / "docs" / offline.NAME] = offline.EMPTY
    for name, text in _generated(evidence):
        files[target / name] = _as_shown(name, text.encode())
    _write(target, files)


def _generated(evidence: Evidence) -> Iterator[tuple[str, str]]:
    """Everything that no author wrote: the name of each file below the stage, and its text."""
    catalogue = evidence.catalogue
    path = catalogue.root / "images/journey.svg"
    for phase in PHASES:
        yield f"docs/images/phase-{phase}.svg", journey.picture(path.read_text("utf-8"), phase)
    drawing = pictures.inline(path)
    for name, text in searching.workers():
        yield f"docs/{name}", text
    yield "docs/_headers", hosting.headers()
    yield f"docs/{assistants.INDEX}", assistants.index(catalogue)
    yield "docs/errors.json", published.published(evidence)
    yield "docs/coverage.md", coverage.page(evidence, PHASES)
    yield "docs/errors/index.md", lists.error_list(catalogue, drawing)
    yield "docs/guides/index.md", lists.guide_list(catalogue)
    yield "snippets/generated/errors-by-phase.md", lists.errors(catalogue, drawing, "errors/")
    yield "snippets/generated/examples.md", lists.examples(catalogue)
    yield "snippets/generated/pips.md", tables.pips()
    yield "snippets/generated/steps.md", tables.steps()
    for page in catalogue.pages.values():
        yield f"docs/errors/{page.slug}.md", documents.page(page, evidence, drawing)
    for guide in catalogue.guides.values():
        yield f"docs/guides/{guide.slug}.md", documents.guide(guide, evidence, drawing)
    for document in catalogue.documents.values():
        for old in addresses.former(document):
            yield f"docs/{old}.md", lists.moved(document)
        for name, text in printed.printed(document, evidence):
            yield f"snippets/{document.slug}/printed/{name}.md", text


def _as_shown(name: str, content: bytes) -> bytes:
    """A file as a builder gets it."""
    return cells.labelled(content.decode()).encode() if name.endswith(".md") else content


def _files_below(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _write(target: Path, files: Mapping[Path, bytes]) -> None:
    for path in _files_below(target):
        if path not in files:
            path.unlink()
    for path, content in files.items():
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    for folder in sorted(target.rglob("*/"), reverse=True):
        if not any(folder.iterdir()):
            shutil.rmtree(folder)
