"""The house stands: no module holds too much, and shared code knows no page by its name."""

import re
from pathlib import Path

from pipclinic.content import catalogue

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "pipclinic").rglob("*.py"))
SCRIPTS = [
    path
    for path in sorted((ROOT / "docs/assets/javascripts").rglob("*.js"))
    if "vendor" not in path.parts
]
# What is a table of data, one row a thing, may be as long as there are things.
TABLES = ("pipclinic/content/pips.py", "pipclinic/faults/published.py")


def test_no_module_is_longer_than_three_hundred_lines() -> None:
    assert len(MODULES) > 30
    long = {
        str(path.relative_to(ROOT)): lines
        for path in [*MODULES, *SCRIPTS]
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
        and str(path.relative_to(ROOT)) not in TABLES
    }
    assert long == {}


def test_no_shared_code_names_a_page() -> None:
    pages = catalogue.slugs(ROOT)
    assert len(pages) > 70
    # The home page's examples are data that names pages, and `new` shows how a slug looks.
    named = {
        str(path.relative_to(ROOT)): found
        for path in [*MODULES, *SCRIPTS]
        if (found := sorted(_strings(path.read_text(encoding="utf-8")).intersection(pages)))
    }
    assert named == {}


def _strings(source: str) -> set[str]:
    return set(re.findall(r"""["'`]([a-z0-9-]+)["'`]""", source))
