"""What was found right is looked at again once it, or what the rules look at, has changed."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipclinic.content import catalogue, rules
from pipclinic.content.page import Document
from pipclinic.content.problems import BadContent
from pipclinic.content.remembered import PATH, Remembered
from tests.clinic import Clinic, copy_of_the_clinic

Looked = list[str]


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return copy_of_the_clinic(tmp_path)


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> Looked:
    """The slugs of the documents that rules look at."""
    found: Looked = []
    really = rules.problems_of

    def noted(document: Document, *rest: object) -> object:
        found.append(document.slug)
        return really(document, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(rules, "problems_of", noted)
    return found


def check(clinic: Clinic) -> None:
    remembered = Remembered(clinic.root)
    try:
        catalogue.load(clinic.root, remembered=remembered)
    finally:
        remembered.write()


def longer(path: Path) -> None:
    """Change a file, so that nothing is wrong with it."""
    path.write_text(path.read_text() + "# and so on\n")


def recording(clinic: Clinic) -> Path:
    return next((clinic.case.parent / "recorded").rglob("23.0.1.txt"))


CHANGES: list[Callable[[Clinic], object]] = [
    lambda clinic: clinic.page.write_text(clinic.page.read_text() + "\n"),
    lambda clinic: longer(clinic.case),
    lambda clinic: longer(next(clinic.case.parent.glob("*.sh"))),
    lambda clinic: os.utime(recording(clinic), (1, 1)),
    lambda clinic: (clinic.root / "images/more.svg").write_text("<svg/>"),
]


@pytest.mark.parametrize("change", CHANGES)
def test_only_what_has_changed_is_looked_at(
    clinic: Clinic, looked: Looked, change: Callable[[Clinic], object]
) -> None:
    check(clinic)
    check(clinic)
    assert looked == ["read-timeout"]
    change(clinic)
    check(clinic)
    assert looked == ["read-timeout"] * 2


def test_so_is_a_page_that_it_includes_or_explains(clinic: Clinic) -> None:
    other = clinic.root / "snippets/other/a.sh"
    explained = clinic.root / "docs/errors/explained.md"
    other.parent.mkdir()
    text = 'explains:\n  - explained\nphase: x\n---\n\n--8<-- "other/a.sh"\n'
    for path in (other, explained):
        path.write_text("one\n")
        remembered = Remembered(clinic.root)
        remembered.look(clinic.page, text)
        remembered.keep(clinic.page)
        remembered.write()
        assert Remembered(clinic.root).look(clinic.page, text)
        path.write_text("another\n")
        assert not Remembered(clinic.root).look(clinic.page, text)


def test_so_is_everything_where_the_rules_are_others(
    clinic: Clinic, looked: Looked, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(clinic)
    monkeypatch.setattr("pipclinic.content.remembered._ROOM", clinic.root)
    check(clinic)
    assert looked == ["read-timeout"] * 2


def test_what_is_wrong_is_said_each_time(clinic: Clinic) -> None:
    clinic.replace(clinic.page, "## Fixes", "## Repairs")
    for _ in range(2):
        with pytest.raises(BadContent, match="write '## Fixes"):
            check(clinic)


def test_where_nothing_can_be_kept_all_is_looked_at(clinic: Clinic, looked: Looked) -> None:
    (clinic.root / PATH.parent).write_text("no folder")
    check(clinic)
    check(clinic)
    assert looked == ["read-timeout"] * 2


@pytest.mark.parametrize("spoilt", ["", "[]", "{"])
def test_a_spoilt_memory_is_none(clinic: Clinic, looked: Looked, spoilt: str) -> None:
    (clinic.root / PATH).parent.mkdir()
    (clinic.root / PATH).write_text(spoilt)
    check(clinic)
    assert looked == ["read-timeout"]
