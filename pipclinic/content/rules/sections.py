"""What sections a page has, in which order; and its headings."""

from collections.abc import Iterator

from pipclinic.content.page import Document, Page
from pipclinic.content.problems import Problem

SECTIONS = (
    ("What pip prints", "what-pip-prints"),
    ("What went wrong", "what-went-wrong"),
    ("Find your cause", "find-your-cause"),
    ("Fixes", "fixes"),
    ("What does not fix it", "what-does-not-fix-it"),
    ("Make it permanent", "make-it-permanent"),
    ("Sources", "sources"),
)


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
