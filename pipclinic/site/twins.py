"""A page or a guide as one plain text: Markdown for assistants, for tools, and for terminals.

Nothing is left to be included or unfolded: commands are filled in, tabs follow each other, and
evidence is in footnotes. Of what pip prints, the newest is shown whole, and of what older pips
print the line that tells. Headings keep their ids, as links lead to them.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from pipclinic.content.head import PHASES
from pipclinic.content.page import HEADING, INCLUDE, Document, Page
from pipclinic.evidence import recordings
from pipclinic.evidence.evidence import Evidence
from pipclinic.site import answer, footnotes, proofs
from pipclinic.site.printed import fence, telling_line, without_repeats
from pipclinic.site.rendering import code_span, render

_TAB = re.compile(r'(\s*)=== "(.+)"')
_FENCE = re.compile(r"^(\s*`{3,}) ?(\w+).*")
_FIGURE = re.compile(r'<figure [^>]*aria-label="([^"]+)"')
_LINK = re.compile(r"\]\((\.\./guides/|\.\./errors/|)([a-z0-9-]+)\.md(#[\w-]+)?\)")
# A page of the site that has no twin.
_OTHER = re.compile(r"\]\(\.\./([a-z0-9-]+)\.md(#[\w-]+)?\)")


def twin(document: Document, evidence: Evidence, version: str) -> str:
    """The text, of a version of the knowledge base."""
    seen = evidence.of(document)
    page = document if isinstance(document, Page) else None
    head = render(
        "twin-head.md",
        front=document.front,
        commands=list(answer.commands(page, seen)) if page else [],
        texts={file: _content(path) for file, path in document.snippets.items()},
        project=answer.PROJECT if page and answer.names_a_project(page) else "",
    )
    title, _, rest = head.partition("\n")
    about = " ".join(_about(document, evidence, version))
    body = _links(document, "\n".join(_body(document, evidence)))
    notes = footnotes.markdown(document, seen)
    return "\n".join([title, "", about, "", rest.strip(), "", body.strip(), *notes, ""])


def _about(document: Document, evidence: Evidence, version: str) -> Iterator[str]:
    """Version and date, where on the journey it is, and what was seen."""
    yield f"From pip clinic {version}, updated {document.front.updated_at}."
    if isinstance(document, Page):
        yield f"Where it happens: {PHASES[document.front.phase]}."
        banner = proofs.banner(document, evidence.of(document))
        if banner.verified:
            run = proofs.versions(banner.pips)
            yield f"Verified with {run}, on {' and '.join(banner.platforms)}, {banner.dates[-1]}."
        elif banner.pips and banner.why_not_here:
            yield f"Not reproduced here: it {banner.why_not_here}."
        else:
            yield "Not verified in this build."


def _body(document: Document, evidence: Evidence) -> Iterator[str]:
    """The lines of the text, with all that is included in them."""
    printed = dict(_printed(document, evidence))
    documents = evidence.catalogue.documents
    section, outside = "", ""
    shown: list[tuple[Document, str]] = []
    for raw in document.body.splitlines():
        if outside and raw.strip() and not raw.startswith(outside):
            outside = ""
        line = raw.removeprefix(outside)
        tab, heading, include = _TAB.match(line), HEADING.match(line), INCLUDE.match(line)
        if heading and heading[1] == "##":
            section = heading[3] or ""
        if tab:
            outside = f"{tab[1]}    "
            yield f"{tab[1]}**{tab[2]}:**"
        elif include and include[2] in documents:
            owner, indent, file = documents[include[2]], include[1], include[3]
            is_printed = file.startswith("printed/")
            text = printed[Path(file).stem] if is_printed else _content(owner.snippets[file])
            yield from (f"{indent}{row}".rstrip() for row in text.splitlines())
            if not is_printed:
                shown.append((owner, file))
        elif figure := _FIGURE.search(line):
            yield figure[1]
        elif include or line.startswith("</figure>"):
            continue
        elif shown and line.strip().startswith("```"):
            yield line
            yield from _proofs(evidence, section, *shown.pop(), line)
        else:
            yield _FENCE.sub(r"\1\2", line)


def _proofs(
    evidence: Evidence, section: str, owner: Document, file: str, closing: str
) -> Iterator[str]:
    """What was seen of a command, below it."""
    indent = closing[: len(closing) - len(closing.lstrip())]
    for proof in proofs.proofs(evidence.of(owner), section, file):
        *lines, _ = proofs.paragraph(proof)
        yield from ("", *(f"{indent}{line.strip()}" for line in lines))


def _printed(document: Document, evidence: Evidence) -> Iterator[tuple[str, str]]:
    """What is included as printed, by its name."""
    for name in dict.fromkeys(step.printed_name for step in document.case.reproduce if step.record):
        yield name, "\n".join(_eras(document, name))
    checks: dict[str, list[str]] = {}
    for example in document.case.example:
        path = recordings.example_file(document, example)
        if path.exists():
            said = (f"{example.means}:", "", "```text", _content(path), "```", "")
            checks.setdefault(Path(example.run).stem, []).extend(said)
    yield from ((name, "\n".join(lines)) for name, lines in checks.items())
    for fault, rows in proofs.tables(evidence.of(document)):
        yield f"outcomes-{fault}", proofs.table_markdown(rows)


def _eras(document: Document, name: str) -> Iterator[str]:
    """The newest recording, and the telling line of each older one that has another."""
    said = set()
    for number, era in enumerate(reversed(recordings.eras(document, name))):
        lines = without_repeats(era.text)
        marked = telling_line(document, lines)
        telling = lines[marked - 1].strip() if marked else ""
        if number == 0:
            mark = fence(era.text)
            yield from (f"{era.label}:", "", f"{mark}text", *lines, mark)
        elif telling and telling not in said:
            yield from ("", f"{era.label}: {code_span(telling)}")
        said.add(telling)


def _content(path: Path) -> str:
    return path.read_text(encoding="utf-8").strip()


def _links(document: Document, text: str) -> str:
    """The text with links to other twins: `errors/<slug>/index.md`, and guides likewise."""
    own = document.path.parent.name

    def link(found: re.Match[str]) -> str:
        folder = found[1].removeprefix("../").rstrip("/") or own
        above = ".." if folder == own else f"../../{folder}"
        return f"]({above}/{found[2]}/index.md{found[3] or ''})"

    text = _OTHER.sub(lambda found: f"](../../{found[1]}/{found[2] or ''})", text)
    return _LINK.sub(link, text)
