"""Mutants that may survive: `snippets/<slug>/survivors.toml`, a line each, the mutant and why."""

import tomllib
from collections.abc import Mapping

from pipclinic.content.page import Document

FILE = "survivors.toml"


def reasons(page: Document) -> Mapping[str, str]:
    """Why each mutant of a page that may survive does, by the mutant's name."""
    path = page.folder / FILE
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
