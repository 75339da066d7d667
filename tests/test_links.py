"""A link, an anchor or a picture that is not there is a mistake with file and line; see `links`."""

from pathlib import Path

import pytest

from pipclinic.content import catalogue
from pipclinic.content.head import PHASES
from pipclinic.content.rules import links
from pipclinic.evidence.evidence import Evidence
from pipclinic.site import stage
from tests.clinic import Clinic, copy_of_the_clinic, problems
from tests.conftest import ROOT

PAGE = "docs/errors/read-timeout.md"
WRITTEN = "Use this if the error comes and goes."


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return copy_of_the_clinic(tmp_path)


@pytest.mark.parametrize(
    ("sentence", "message"),
    [
        ("See [x](read-timeou.md).", "there is no file 'docs/errors/read-timeou.md'; did you mean"),
        ("See [x](#fixs).", f"there is no anchor '#fixs'; did you mean '#fixes'? in {PAGE}"),
        ("See [x](read-timeout.md#fixs).", "there is no anchor '#fixs'; did you mean '#fixes'?"),
        ("See [x](../errors/index.md#tsl).", "there is no anchor '#tsl'; did you mean '#tls'?"),
        ("See [x](../coverage.md#tls).", "there is no anchor '#tls'"),
        ("See [x](/errors/index.md).", "/errors/index.md: a link begins at its own text, as in"),
        ("See [x](../../README.md).", "../../README.md leads out of docs/, and so out of the site"),
        ("See [x](../errors/).", "there is no file 'docs/errors'"),
        ("![x](../images/none.svg)", "there is no file 'images/none.svg'; mend the link, or"),
        ("See [x][y].", "nothing is meant by [x][y]: write [x](where it leads)"),
        ("See [x][y].\n\n[y]: z.md", "there is no file 'docs/errors/z.md'; "),
    ],
)
def test_what_leads_nowhere_is_named_with_its_line(
    clinic: Clinic, sentence: str, message: str
) -> None:
    clinic.replace(clinic.page, WRITTEN, sentence)
    text = clinic.page.read_text(encoding="utf-8")
    at = text.index(sentence) if "[y]: " not in sentence else text.index("[y]: ")
    line = text.count("\n", 0, at) + 1
    found = problems(clinic)
    assert any(problem.startswith(f"{PAGE}:{line}: {message}") for problem in found), found


@pytest.mark.parametrize(
    "sentence",
    [
        "See [x](#fixes), [y](read-timeout.md#fixes) and [z](../errors/index.md#tls).",
        "See ![x](../images/phase-tls.svg) and [the list](../errors.json).",
        "See [x](https://pypi.org/#nothing) or write `[x](nothing.md)`, or ``[x](`no.md)``.",
        "See [x][y].\n\n[Y]: read-timeout.md#fixes",
        "Three[^six][^sixth].",
    ],
)
def test_what_leads_somewhere_is_no_mistake(clinic: Clinic, sentence: str) -> None:
    clinic.replace(clinic.page, WRITTEN, sentence)
    assert "read-timeout" in catalogue.load(clinic.root).pages


def test_texts_beside_the_site_are_held_to_it_too(clinic: Clinic) -> None:
    text = (
        "# Read me\n\nSee [the home page](docs/index.md) and [this](#read-me), [not](docs/x.md).\n"
    )
    (clinic.root / "README.md").write_text(text, encoding="utf-8")
    assert problems(clinic) == [
        "README.md:3: there is no file 'docs/x.md'; did you mean 'docs/index.md'? "
        "mend the link, or leave it out"
    ]


def test_what_is_said_to_be_generated_is_what_staging_makes(tmp_path: Path) -> None:
    stage.stage(Evidence(catalogue.load(ROOT)), tmp_path)
    made = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    for text, anchors in links.GENERATED_TEXTS.items():
        content = (tmp_path / text).read_text(encoding="utf-8")
        found = links._anchors(links.Text(text, content)) - {"answer"}
        assert set(anchors) == {
            anchor for anchor in found if anchor in (*PHASES, "top", "by-phase")
        }
    assert made >= links.GENERATED_FILES
    parts = {path.name for path in (tmp_path / "snippets/generated").iterdir()}
    assert parts == set(links.GENERATED_PARTS)
