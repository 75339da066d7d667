"""What sections a page has, in which order; and its headings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipclinic.content.page import Document, Heading, Page
from pipclinic.content.problems import Problem


@dataclass(frozen=True)
class Section:
    """A section that pages have: its heading, its id, and whether a page may leave it out."""

    title: str
    identifier: str
    optional: bool = False

    @property
    def written(self) -> str:
        """Its heading, as it stands in a page."""
        return f"## {self.title} {{#{self.identifier}}}"


# A page that begins with its answer; its sources are generated.
SECTIONS = (
    Section("Find your cause", "find-your-cause", optional=True),
    Section("Fixes", "fixes"),
    Section("What does not fix it", "what-does-not-fix-it"),
    Section("What went wrong", "what-went-wrong"),
    Section("What pip prints", "what-pip-prints"),
    Section("Make it permanent", "make-it-permanent", optional=True),
)
_GENERATED = "sources"


def heading_problems(document: Document, name: str) -> Iterator[Problem]:
    """Headings without an id, and a second title."""
    for heading in document.headings:
        if heading.level == 1:
            message = f"take {heading.text!r} out: the title in the front matter is the heading"
            yield Problem(name, heading.line, message)
        elif not heading.identifier:
            message = f"give the heading {heading.text!r} an id, as in '## Fixes {{#fixes}}'"
            yield Problem(name, heading.line, message)


def section_problems(page: Page, name: str) -> Iterator[Problem]:
    """Sections that are missing, misnamed or in another order."""
    sections = [heading for heading in page.headings if heading.level == 2]
    halves = {half for section in sections for half in (section.text, section.identifier)}
    missing = [
        section
        for section in SECTIONS
        if halves.isdisjoint((section.title, section.identifier)) and not section.optional
    ]
    for section in missing:
        yield Problem(name, page.body_line, f"the section '{section.written}' is missing")
    misnamed = [
        (heading, section)
        for heading in sections
        for section in SECTIONS
        if (heading.text == section.title) != (heading.identifier == section.identifier)
    ]
    for heading, section in misnamed:
        if heading.identifier:  # one without is named by the rule about headings
            yield Problem(name, heading.line, f"write '{section.written}'")
    yield from _of_the_answer(page, name, sections)
    if not missing and not misnamed:  # else its place says nothing yet
        yield from _in_order(page, name, sections)


def _in_order(page: Page, name: str, headings: Sequence[Heading]) -> Iterator[Problem]:
    """Sections in another order, and a page's own sections before the last of those it must have.

    A page may say more at its end: for example what an article it grew from had said.
    """
    by_name = {section.identifier: section for section in SECTIONS}
    order = [by_name[heading.identifier] for heading in headings if heading.identifier in by_name]
    if order != [section for section in SECTIONS if section in order]:
        titles = ", ".join(section.title for section in SECTIONS)
        yield Problem(name, page.body_line, f"the sections must stand in this order: {titles}")
        return
    closing = order[-1]
    own, after = None, False
    for heading in headings:
        section = by_name.get(heading.identifier)
        if section is None:
            own = heading
            if not after:
                words = f"the section {own.text!r} must stand after {closing.title}"
                yield Problem(name, own.line, words)
        after = after or section == closing


def _of_the_answer(page: Page, name: str, headings: Sequence[Heading]) -> Iterator[Problem]:
    """What a page leaves to its answer, or to what is generated."""
    for heading in headings:
        if heading.identifier == _GENERATED:
            words = "take the section out: it is made of the claims in the case"
            yield Problem(name, heading.line, words)
    first = headings[0].line if headings else None
    for number, line, _ in page.lines:
        if first is not None and number >= first:
            return
        if line.strip():
            words = "nothing stands above the first section: `cause` in the head says what happened"
            yield Problem(name, number, f"{words}; the rest belongs to #what-went-wrong")
            return
