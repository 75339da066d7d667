"""What a head says has to be so: dates, the picture, signatures, the command of the tldr."""

import datetime
from collections.abc import Iterator, Set
from dataclasses import replace
from pathlib import Path

from pipclinic.content.page import Document, Page
from pipclinic.content.places import yaml_line
from pipclinic.content.problems import Problem, unknown
from pipclinic.content.references import REFERENCES
from pipclinic.content.rules.text import inline_problems

_AHEAD = datetime.timedelta(days=1)  # somewhere it is tomorrow already


def head_problems(document: Document, name: str) -> Iterator[Problem]:
    """Links in words that are put into headings, what is said twice, dates in the wrong order."""
    front = document.front
    for key in ("title", "description", "cause", "changes", "search_title"):
        if "](" in (getattr(front, key, "") or ""):
            line = yaml_line(document.path.read_text(encoding="utf-8"), (key,))
            yield Problem(name, line, "takes no link: write only its words", key)
    for key, said in front:
        if isinstance(said, tuple):
            for index in range(len(said)):
                if said[index] in said[:index]:
                    line = yaml_line(document.path.read_text(encoding="utf-8"), (key, index))
                    yield Problem(name, line, f"has {said[index]!r} twice: take one out", key)
    if front.updated_at < front.created_at:
        line = yaml_line(document.path.read_text(encoding="utf-8"), ("updated_at",))
        yield Problem(name, line, "is before created_at", "updated_at")
    for key in ("created_at", "updated_at"):
        if getattr(front, key) > datetime.date.today() + _AHEAD:
            line = yaml_line(document.path.read_text(encoding="utf-8"), (key,))
            yield Problem(name, line, "is a day to come: write that of the change", key)


def front_problems(page: Page, name: str, root: Path, commands: Set[str]) -> Iterator[Problem]:
    """What a page's head names and nothing bears out."""
    text = page.path.read_text(encoding="utf-8")
    front = page.front
    generated = f"images/phase-{front.phase}.svg"
    if front.thumbnail != generated and not (root / front.thumbnail).exists():
        line = yaml_line(text, ("thumbnail",))
        yield Problem(name, line, f"there is no such picture: write {generated}", "thumbnail")
    if not front.all_signatures:
        line = yaml_line(text, ("signatures",))
        yield Problem(name, line, "write at least one text that pip prints", "signatures")
    example = front.home_example
    if example and not (page.folder / "recorded" / example.recording).is_file():
        line = yaml_line(text, ("home_example", "recording"))
        yield Problem(name, line, f"there is no recording {example.recording}", "home_example")
    for index, code in enumerate(front.pip_references):
        if code not in REFERENCES:
            line = yaml_line(text, ("pip_references", index))
            hint = "pipclinic/content/references.py has all of the newest pip"
            yield Problem(name, line, unknown("code", code, REFERENCES, hint), "pip_references")
    for key, some in (("warnings", front.warnings), ("echoes", front.echoes)):
        for index, signature in enumerate(some):
            if signature not in front.all_signatures:
                line = yaml_line(text, (key, index))
                yield Problem(name, line, f"{signature!r} is not among the page's signatures", key)
    for key, words in (("cause", front.cause), ("changes", front.changes)):
        for problem in inline_problems(name, 1, words, commands):
            yield replace(problem, line=yaml_line(text, (key,)))
