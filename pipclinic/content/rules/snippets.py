"""Every snippet is shown, and every snippet is run, or exempt with a reason."""

from collections.abc import Iterator
from pathlib import Path

from pipclinic.content.case import TABLES
from pipclinic.content.page import INCLUDE, Document
from pipclinic.content.problems import Problem
from pipclinic.content.rules.case import files_of


def snippet_problems(page: Document, root: Path) -> Iterator[Problem]:
    """Snippets that nothing shows, or nothing runs."""
    shown = {include[3] for _, line, _ in page.lines() if (include := INCLUDE.match(line))}
    tables = (table for kind in TABLES for table in getattr(page.case, kind))
    used = {file for table in tables for _, file in files_of(table)}
    case = f"snippets/{page.slug}/case.toml"
    for name, path in page.snippets.items():
        where = str(path.relative_to(root))
        if name not in shown:
            source = page.path.relative_to(root)
            yield Problem(where, 1, f"no line of {source} includes it")
        if name not in used:
            yield Problem(where, 1, f"no step of {case} runs it")
