"""The house stands: `lint-imports` holds its doors, and no module holds too much."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "pipclinic").rglob("*.py"))
SCRIPTS = [
    path
    for path in sorted((ROOT / "docs/assets/javascripts").rglob("*.js"))
    if "vendor" not in path.parts
]


def test_no_module_is_longer_than_three_hundred_lines() -> None:
    assert len(MODULES) > 30
    assert len(SCRIPTS) > 5
    long = {
        str(path.relative_to(ROOT)): lines
        for path in [*MODULES, *SCRIPTS]
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert long == {}


def test_markup_stands_in_templates() -> None:
    opened = re.compile(r"<[a-z]+ [a-z-]+[= >]")
    found = {
        f"{path.relative_to(ROOT)}:{number}"
        for path in MODULES
        if path.relative_to(ROOT).parts[1] in ("content", "site")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if opened.search(line)
    }
    assert found == set()
