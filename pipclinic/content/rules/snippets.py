"""Every snippet is shown, and every snippet is run, or exempt with a reason."""

import re
from collections.abc import Iterator
from pathlib import Path

from pipclinic.content.page import Document, include_in
from pipclinic.content.problems import Problem
from pipclinic.content.rules.case import files_of

_PROMPT = re.compile(r"^ *([$%]|>>>|PS[^>\n]*>|[A-Z]:\\[^>\n]*>) ", re.MULTILINE)
_LEAVES = re.compile(r"\s*(`{3}|~{3})")
_INCLUDES = re.compile(r"-+8<-+")


def text_of_snippet_problems(text: str, name: str) -> Iterator[Problem]:
    """Lines that no reader types, or that would not be shown as they stand."""
    if not text.strip():
        yield Problem(name, 1, "is empty: write the command")
    if text.startswith("#!"):
        yield Problem(name, 1, "begins with #!, which nobody types into a terminal: take it out")
    for prompt in _PROMPT.finditer(text) if name.endswith((".sh", ".ps1")) else ():
        at = text.count("\n", 0, prompt.start()) + 1
        yield Problem(name, at, f"begins with a prompt, {prompt[0].strip()!r}: take it out")
    if "```" not in text and "~~~" not in text and "8<-" not in text:
        return
    for number, line in enumerate(text.split("\n"), 1):
        if _LEAVES.match(line):
            yield Problem(name, number, "would end the block that shows it: begin it otherwise")
        elif _INCLUDES.search(line):
            yield Problem(name, number, "is an include, which a snippet cannot have: take it out")


def snippet_problems(page: Document, root: Path) -> Iterator[Problem]:
    """Snippets that nothing shows, or nothing runs."""
    shown = {include[3] for _, line, _ in page.lines if (include := include_in(line))}
    case = page.case
    used = {file for step in case.steps for _, file in files_of(step)}
    used |= {file for shown in page.claims.shows for _, file in files_of(shown)}
    used |= {exempt.run for exempt in case.not_executed} | {shown.run for shown in case.example}
    for name, path in page.snippets.items():
        where = str(path.relative_to(root))
        if name not in shown:
            source = page.path.relative_to(root)
            yield Problem(where, 1, f"no line of {source} includes it")
        if name not in used:
            yield Problem(where, 1, f"no step of snippets/{page.slug}/case.toml runs it")
