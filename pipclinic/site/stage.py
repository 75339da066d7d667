"""Catalogue + Report -> the tree that MkDocs builds from, as plain files.

Everything generated is generated here, before the build: the head of each page, the proof
under each command, the recordings by era of pip, the journey diagrams, the error list.
`.cache/stage/docs` is MkDocs' docs_dir, `.cache/stage/snippets` what its includes read.
"""

import html
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pipclinic.content import addresses, signatures
from pipclinic.content.case import TABLES
from pipclinic.content.catalogue import Catalogue
from pipclinic.content.head import PHASES, Phase
from pipclinic.content.page import HEADING, INCLUDE, Document, Guide, Page
from pipclinic.content.pips import TABLE
from pipclinic.evidence import recordings
from pipclinic.evidence.evidence import Evidence
from pipclinic.site import coverage, proofs, published
from pipclinic.site.text import escaped

STAGE = Path(".cache/stage")

# Comments on lines of their own, and indentation: nobody has to load those.
_FOR_READERS = re.compile(rb"^ *(?://|/?\*).*\n|^ +", re.MULTILINE)
# Each first visit loads the search index, so it holds what people look for: what happened, and
# what to do. What pip printed is looked up by the diagnosis.
_SEARCHED = ("what-went-wrong", "fixes")


def stage(evidence: Evidence, target: Path = STAGE) -> None:
    """Bring `target` up to date: files whose content is the same are left untouched."""
    catalogue = evidence.catalogue
    root = catalogue.root
    files: dict[Path, bytes] = {}
    for path in _files_below(root / "docs"):
        files[target / "docs" / path.relative_to(root / "docs")] = _served(path)
    for path in _files_below(root / "images"):
        files[target / "docs" / path.relative_to(root)] = path.read_bytes()
        files[target / "snippets" / path.relative_to(root)] = path.read_bytes()  # to be inlined
    for path in _files_below(root / "snippets"):
        files[target / path.relative_to(root)] = path.read_bytes()
    journey = (root / "images/journey.svg").read_text(encoding="utf-8")
    for phase in PHASES:
        picture = _standalone_journey(journey, phase)
        files[target / "docs/images" / f"phase-{phase}.svg"] = picture.encode()
    files[target / "docs/errors/index.md"] = _list_page(
        _error_list(catalogue, journey, "")
    ).encode()
    files[target / "docs/errors.json"] = published.published(evidence).encode()
    files[target / "docs/coverage.md"] = coverage.page(evidence, PHASES).encode()
    files[target / "docs/guides/index.md"] = _guide_list(catalogue).encode()
    home = _error_list(catalogue, journey, "errors/")
    files[target / "snippets/generated/errors-by-phase.md"] = home.encode()
    files[target / "snippets/generated/examples.md"] = _examples(catalogue).encode()
    files[target / "snippets/generated/pips.md"] = _pip_table().encode()
    files[target / "snippets/generated/steps.md"] = _step_table().encode()
    for page in catalogue.pages.values():
        lines = [*_page_head(page, evidence), *_body(page, evidence, journey), ""]
        files[target / "docs/errors" / f"{page.slug}.md"] = "\n".join(lines).encode()
    for guide in catalogue.guides.values():
        lines = [*_guide_head(guide), *_body(guide, evidence, journey), ""]
        files[target / "docs/guides" / f"{guide.slug}.md"] = "\n".join(lines).encode()
    for document in catalogue.documents.values():
        for old in addresses.former(document):
            files[target / "docs" / f"{old}.md"] = _moved(document).encode()
        for name, content in (*_printed(document), *_tables(document, evidence)):
            printed = target / "snippets" / document.slug / "printed"
            files[printed / f"{name}.md"] = content.encode()
    _write(target, files)


def _files_below(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _served(path: Path) -> bytes:
    """A file as it is published: scripts without what is for their readers only."""
    content = path.read_bytes()
    return _FOR_READERS.sub(b"", content) if path.suffix == ".js" else content


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


def _title(document: Document) -> list[str]:
    front = document.front
    return [
        "---",
        f'title: "{_quoted(front.title)}"',
        f'description: "{_quoted(front.description)}"',
        "---",
        "",
        f"# {escaped(front.title)} {{ #top }}",
        "",
    ]


def _moved(document: Document) -> str:
    """What stands at an address that a page had: it leads on."""
    title = _quoted(document.front.title)
    return (
        f'---\ntitle: "{title}"\ntemplate: redirect.html\nmoved_to: ../{document.slug}/\n'
        "search:\n  exclude: true\n---\n"
    )


def _guide_head(guide: Guide) -> list[str]:
    updated = guide.front.updated_at
    return [
        *_title(guide),
        '<p class="page-meta" data-search-exclude>'
        + " ".join(f'<span class="tag">{tag}</span>' for tag in guide.front.tags)
        + f' <time datetime="{updated}">Updated {updated}</time></p>',
        "",
    ]


def _page_head(page: Page, evidence: Evidence) -> list[str]:
    front = page.front
    return [
        *_title(page),
        f'<p class="tldr">{_inline(front.tldr)}</p>',
        "",
        proofs.banner_html(proofs.banner(page, evidence.of(page))),
        "",
        f'<p class="page-meta" data-search-exclude><a href="../#{front.phase}">'
        f"{PHASES[front.phase]}</a>"
        + "".join(f' <span class="tag">{tag}</span>' for tag in front.tags)
        + f' <time datetime="{front.updated_at}">Updated {front.updated_at}</time>'
        ' <a class="jump" href="#fixes">Jump to the fixes</a></p>',
        "",
    ]


def _body(document: Document, evidence: Evidence, journey: str) -> Iterator[str]:
    """The text's own lines, with the journey diagram and a proof after each command."""
    documents = evidence.catalogue.documents
    section = ""
    shown: list[tuple[Document, str]] = []
    for line in document.body.splitlines():
        heading = HEADING.match(line)
        identifier = heading[3] if heading else None
        if heading and identifier and heading[1] == "##":
            section = identifier
        if identifier and isinstance(document, Page) and section not in _SEARCHED:
            line = line.replace(f"#{identifier}", f"#{identifier} data-search-exclude")
        yield line
        include = INCLUDE.match(line)
        if identifier:
            if identifier == "what-went-wrong" and isinstance(document, Page):
                yield ""
                yield _figure(journey, document.front.phase)
        elif include and not include[3].startswith("printed/"):
            if include[2] in documents:
                shown.append((documents[include[2]], include[3]))
        elif shown and line.strip().startswith("```"):
            indent = line[: len(line) - len(line.lstrip())]
            owner, file = shown.pop()
            said = proofs.proofs(evidence.of(owner), section, file)
            for paragraph in proofs.paragraphs(owner, said, file):
                yield from ("", *(f"{indent}{part}" for part in paragraph))


def _quoted(text: str) -> str:
    """Text for a YAML string whose value MkDocs puts into HTML as it is."""
    return html.escape(text).replace("\\", "\\\\")


def _inline(text: str) -> str:
    """Plain text with `code` as HTML."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text))


def _printed(page: Document) -> Iterator[tuple[str, str]]:
    """The recordings of a page as tabs, newest pip first; those of its Python checks by world."""
    for name in dict.fromkeys(step.printed_name for step in page.case.reproduce if step.record):
        tabs = [(era.label, era.text) for era in reversed(recordings.eras(page, name))]
        yield name, _tabs(page, tabs)
    for file in dict.fromkeys(example.run for example in page.case.example):
        tabs = [
            (example.means, recordings.example_file(page, example).read_text(encoding="utf-8"))
            for example in page.case.example
            if example.run == file and recordings.example_file(page, example).exists()
        ]
        yield Path(file).stem, _tabs(page, tabs)


def _tables(document: Document, evidence: Evidence) -> Iterator[tuple[str, str]]:
    """What was tried under each fault, as a table: each command, and which pips it works with."""
    for fault, rows in proofs.tables(evidence.of(document)):
        yield f"outcomes-{fault}", proofs.table_markdown(rows)


def _tabs(page: Document, tabs: Sequence[tuple[str, str]]) -> str:
    """Tabs of recordings. In a section, not a div: Material ends an exclusion at a nested tag."""
    lines = ['<section class="printed" data-search-exclude="true" markdown>', ""]
    for label, text in tabs:
        marked = sorted(
            {n + 1 for known in page.signatures for n in signatures.matching_lines(known, text)}
        )
        highlight = f'hl_lines="{" ".join(map(str, marked))}" ' if marked else ""
        lines += [f'=== "{label}"', "", f"    ```` {{ .text .no-copy {highlight}}}"]
        lines += [f"    {line}".rstrip() for line in text.splitlines()]
        lines += ["    ````", ""]
    return "\n".join([*lines, "</section>", ""])


def _figure(journey: str, phase: Phase | None) -> str:
    """The journey diagram inline, so that it follows the page's colours; marked for a phase."""
    label = "The journey of an install, from you to the index and back."
    marked = ""
    if phase is not None:
        label += f" This error happens here: {PHASES[phase]}."
        marked = f" journey--{_station(phase)}"
    return (
        f'<figure class="journey{marked}" role="img" aria-label="{label}" data-search-exclude>\n'
        f"{journey.strip()}\n</figure>"
    )


def _station(phase: Phase) -> str:
    return "you" if phase == "environment" else phase


def _standalone_journey(journey: str, phase: Phase) -> str:
    """The diagram as a picture of its own, marked for a phase; it follows the system's colours."""
    mark = (
        f"#station-{_station(phase)}{{--journey-mark:#c2412d;--journey-icon:#c2412d}}"
        f"#station-{_station(phase)} .halo,#station-{_station(phase)} .cross{{display:inline}}"
        ".halo{fill:#c2412d;opacity:.15}.cross circle{fill:#c2412d}.cross path{stroke:#fff}"
    )
    return journey.replace("</style>", f"{mark}</style>", 1)


def _error_list(catalogue: Catalogue, journey: str, folder: str) -> str:
    """All pages by phase, in the order of the journey; `folder` leads to them."""
    lines = [_figure(journey, None), ""]
    for phase, title in PHASES.items():
        pages = [page for page in catalogue.pages.values() if page.front.phase == phase]
        if not pages:
            continue
        lines += [
            f"### {title} {{ #{phase} }}",
            "",
            '<ul class="error-list" data-search-exclude="true" markdown>',
        ]
        for page in pages:
            title = f'<span class="error-title">{html.escape(page.front.title)}</span>'
            tldr = f'<span class="error-tldr">{_inline(page.front.tldr)}</span>'
            lines.append(f'<li markdown="span">[{title}{tldr}]({folder}{page.slug}.md)</li>')
        lines += ["</ul>", ""]
    return "\n".join(lines)


def _examples(catalogue: Catalogue) -> str:
    """Buttons that put a recording into the box on the home page."""
    lines = []
    pages = sorted(catalogue.pages.values(), key=lambda page: list(PHASES).index(page.front.phase))
    for page in pages:
        if example := page.front.home_example:
            path = page.folder / "recorded" / example.recording
            log = html.escape(path.read_text(encoding="utf-8").strip()).replace("\n", "&#10;")
            button = f'<button type="button" class="paste__button" data-log="{log}">'
            lines.append(f"{button}{html.escape(example.label)}</button>")
    return "\n".join(lines) + "\n"


def _pip_table() -> str:
    rows = [f"| {pip.version} | {pip.python or 'newest here'} | {pip.why} |" for pip in TABLE]
    return "\n".join(["| pip | Python | where it comes from |", "|---|---|---|", *rows, ""])


def _step_table() -> str:
    """The keys of a step, in the words that a contributor is told on a mistake."""
    kinds = ("reproduce", "fix", "not_a_fix")
    keys = {key: field for kind in kinds for key, field in TABLES[kind].model_fields.items()}
    rows = []
    for key, field in keys.items():
        having = [f"`[[{kind}]]`" for kind in kinds if key in TABLES[kind].model_fields]
        where = "all" if len(having) == len(kinds) else ", ".join(having)
        words = html.escape(str(field.description), quote=False).replace("{", "&#123;")
        rows.append(f"| `{key}` | {where} | {words} |")
    return "\n".join(["| key | of | what it says |", "|---|---|---|", *rows, ""])


def _list_page(listing: str) -> str:
    return (
        "---\ntitle: All errors\ngenerated: true\n"
        "description: Every error of the clinic, in the order in which an "
        "install can fail, each with its cause and fixes that were executed.\n---\n\n"
        "# All errors { #top }\n\n## By where they happen { #by-phase }\n\n" + listing
    )


def _guide_list(catalogue: Catalogue) -> str:
    entries = [
        f"- [{escaped(guide.front.title)}]({guide.slug}.md): {_inline(guide.front.description)}"
        for guide in catalogue.guides.values()
    ]
    head = (
        "---\ntitle: Guides\ngenerated: true\n"
        "description: What several errors of pip have in common, in one place "
        "each, with commands that were executed.\n---\n\n# Guides { #top }\n\n"
    )
    return head + "\n".join([*entries, ""])
