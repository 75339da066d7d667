"""A page begins with its answer: what its head says of it is whole, and borne out by the page."""

from collections.abc import Iterator

from pipclinic.content.head import FrontMatter
from pipclinic.content.page import HEADING, Page, include_in
from pipclinic.content.places import yaml_line
from pipclinic.content.problems import Problem

_LONGEST_TITLE = 60  # what search engines show of one


def answer_problems(page: Page, name: str) -> Iterator[Problem]:
    """What is wrong in the part of a head that the answer is made of."""
    for key, words in (*_too_long(page.front), *_not_borne_out(page)):
        line = yaml_line(page.path.read_text(encoding="utf-8"), (key,))
        yield Problem(name, line, words, key)


def _too_long(front: FrontMatter) -> Iterator[tuple[str, str]]:
    if len(front.title) > _LONGEST_TITLE and front.search_title is None:
        words = FrontMatter.model_fields["search_title"].description
        yield "search_title", f"is missing, and the title has {len(front.title)}: write {words}"


def _not_borne_out(page: Page) -> Iterator[tuple[str, str]]:
    """First fixes that are no file, no fix, or not what the section of fixes begins with."""
    case, files = page.case, list(page.front.first_fix.values())
    shown = _first_shown(page)
    fixes = {file for step in case.fix for file in case.shown_by(step)}
    fixes |= {exempt.run for exempt in case.not_executed}
    for file in files:
        if file not in page.snippets:
            yield "first_fix", f"snippets/{page.slug}/{file} does not exist"
        elif file not in fixes:
            yield "first_fix", f"no [[fix]] of the case runs {file}: name a file that one runs"
        elif shown and file not in shown[: len(files)]:
            yield "first_fix", f"the section #fixes must begin with {file}, or name what it shows"


def _first_shown(page: Page) -> list[str]:
    """The files that the section of fixes shows, in its order; none where there is no such."""
    section, shown = "", []
    for line in page.body.splitlines():
        if line.startswith("## ") and (heading := HEADING.match(line)):
            section = heading[3] or ""
        elif section == "fixes" and (include := include_in(line)):
            shown.append(include[3])
    return shown
