"""A small copy of the project's content, for tests that break it on purpose."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipclinic.content import catalogue
from pipclinic.content.problems import BadContent
from tests.conftest import ROOT


@dataclass(frozen=True)
class Clinic:
    """docs, snippets and images of one page, below `root`."""

    root: Path

    @property
    def page(self) -> Path:
        """The page's source."""
        return self.root / "docs/errors/read-timeout.md"

    @property
    def case(self) -> Path:
        """The page's case."""
        return self.root / "snippets/read-timeout/case.toml"

    def snippet(self, name: str) -> Path:
        """One of the page's snippets."""
        return self.root / "snippets/read-timeout" / name

    @staticmethod
    def replace(path: Path, old: str, new: str, count: int = 1) -> None:
        """Change a text that is there."""
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {path}"
        path.write_text(text.replace(old, new, count), encoding="utf-8")


def copy_of_the_clinic(target: Path) -> Clinic:
    """A copy below `target` that has the page read-timeout, no other, and no guide."""
    texts = (*(ROOT / "docs/errors").glob("*.md"), *(ROOT / "docs/guides").glob("*.md"))
    others = [path.stem for path in texts if path.stem != "read-timeout"]
    ignored = shutil.ignore_patterns(*others, *(f"{slug}.md" for slug in others))
    for folder in ("docs", "snippets", "images"):
        shutil.copytree(ROOT / folder, target / folder, ignore=ignored)
    clinic = Clinic(target)
    text = clinic.page.read_text(encoding="utf-8")
    clinic.page.write_text(re.sub(r"(?m)^explains: .*\n", "", text), encoding="utf-8")
    for path in (target / "docs").rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        for link in set(re.findall(r"\]\(([^)#:]+\.md)", text)):
            if (path.parent / link).stem in others:
                text = re.sub(rf"\]\({re.escape(link)}[^)]*\)", "](https://pip.pypa.io/)", text)
        path.write_text(text, encoding="utf-8")
    return clinic


def problems(clinic: Clinic) -> list[str]:
    """What `check` says of it: something is wrong."""
    with pytest.raises(BadContent) as caught:
        catalogue.load(clinic.root)
    return [str(problem) for problem in caught.value.problems]
