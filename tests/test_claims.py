"""A sentence that could be false has a footnote, the footnote evidence, which is looked up."""

from pathlib import Path

import pytest

from pipclinic.content import catalogue, releases
from pipclinic.content.catalogue import Catalogue
from pipclinic.content.claims import Read
from pipclinic.content.rules.claims import figures
from pipclinic.content.rules.sentences import sentences
from pipclinic.evidence import reading
from pipclinic.evidence.evidence import Evidence
from pipclinic.site import documents
from tests.clinic import Clinic, copy_of_the_clinic, problems
from tests.conftest import terminal_of
from tests.reports import complete
from tests.test_bad_content import CASE, PAGE, line_of

START = "Start here if the index is slow but does answer."


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return copy_of_the_clinic(tmp_path)


def with_case(clinic: Clinic, table: str) -> Clinic:
    text = clinic.case.read_text(encoding="utf-8")
    clinic.case.write_text(f"{text}\n{table}", encoding="utf-8")
    return clinic


def test_all_that_was_read_stands_there(pages: Catalogue, request: pytest.FixtureRequest) -> None:
    """The very wheels are opened: `make pips` fetched them."""
    assert [f"{d.slug} {c.id}: {words}" for d, c, words in reading.wrong(pages.documents)] == []
    found = figures(pages.documents)
    assert found["read"] > 0
    say = terminal_of(request.config).write_line
    say("")
    say(", ".join(f"{count} {kind}" for kind, count in found.items()))


CLAIM = """\
[[read]]
id = "more"
file = "pip/_internal/cli/cmdoptions.py"
text = "default=15,"
has = "26.3"
"""
# what is changed in the claim, and what is said of it
NOT_SO = [
    ("default=15,", "default=16,", "pip 26.3 lacks it: 'default=16,' does not stand in pip/_in"),
    ("has =", "lacks =", "pip 26.3 has it: 'default=15,' stands in pip/_internal/cli/cmdoption"),
    ("cmdoptions", "options", "pip 26.3 has no file pip/_internal/cli/options.py"),
]


@pytest.mark.parametrize(("old", "new", "said"), NOT_SO)
def test_what_was_not_read_so_is_named(clinic: Clinic, old: str, new: str, said: str) -> None:
    clinic.replace(clinic.page, START, f"{START}[^more]")
    pages = catalogue.load(with_case(clinic, CLAIM.replace(old, new)).root)
    ((_, claim, words),) = reading.wrong(pages.documents)
    assert claim.id == "more"
    assert words.startswith(said)


def test_a_wheel_that_was_altered_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pages: Catalogue
) -> None:
    monkeypatch.setattr(reading, "wheel", lambda version: tmp_path / f"pip-{version}.whl")
    reading._checked.cache_clear()
    reading._file.cache_clear()
    with pytest.raises(reading.NotFetched, match="is not here: run 'pipclinic claims'"):
        list(reading.wrong(pages.documents))
    for version in reading.wanted(pages.documents):
        (tmp_path / f"pip-{version}.whl").write_bytes(b"x")
    with pytest.raises(reading.NotFetched, match="is not what was published: remove it"):
        list(reading.wrong(pages.documents))


# a table, and what is said of it: the key, and how the message goes on
WRONG = [
    (CLAIM, "[^more] id: no sentence of the page ends in [^more]: take it out"),
    (CLAIM.replace('"26.3"', '"26.4"'), "[[read]] has: there is no pip '26.4': write a version in"),
    (CLAIM.replace("has =", "hat ="), "[[read]] hat: unknown key; the keys here are file, has,"),
    (CLAIM.replace('has = "26.3"', ""), "[^more] has: is missing: write the pips that have the"),
    (CLAIM + 'lacks = "26.3"\n', "[^more] has: pip 26.3 cannot have it and lack it"),
    (CLAIM + 'lacks = "25.0"\n', "[^more] has: a boundary lies between neighbours: name the last"),
    (
        '[[shows]]\nid = "more"\nstep = "slow-index/fix/raise-the-timeouts"\n',
        "[^more] step: there is no step 'slow-index/fix/raise-the-timeouts'; did you mean 'slow-in",
    ),
    ('[[shows]]\nid = "more"\nrun = "a.sh"\n', "[[shows]] run: unknown key; the keys here are id"),
    (
        '[[reported]]\nid = "more"\nby = "somebody"\naddress = "http://x.y"\n',
        "[[reported]] address: 'http://x.y' does not fit: write where it is said, for example",
    ),
    (
        '[[fault.slow-index.shows]]\ncommand = "pip -V"\n',
        "[[fault.slow-index.shows]] id: is missing: write the footnote's name",
    ),
    (
        '[[fault.slow-index.shows]]\nid = "more"\n',
        "[[fault.slow-index.shows]] run: write either `run`, a snippet's file, or `command`",
    ),
    (
        '[[fault.slow-index.shows]]\nid = "more"\nrun = "gone.sh"\n',
        "[^more] run: snippets/read-timeout/gone.sh does not exist",
    ),
    (
        '[[fault.slow-index.shows]]\nid = "more"\ncommand = "pip -V"\nthen = "install.sh"\n',
        "[[fault.slow-index.shows]] then: unknown key; the keys here are",
    ),
]


@pytest.mark.parametrize(("table", "said"), WRONG)
def test_evidence_that_is_none(clinic: Clinic, table: str, said: str) -> None:
    if "[^more] id" not in said:
        clinic.replace(clinic.page, START, f"{START}[^more]")
    first = len(clinic.case.read_text(encoding="utf-8").splitlines()) + 2
    found = problems(with_case(clinic, table))
    assert any(f": {said}" in problem for problem in found), found
    lines = {int(problem.split(":")[1]) for problem in found if problem.startswith(CASE)}
    assert first <= min(lines) <= max(lines) <= first + table.count("\n")


IN_THE_BODY = [
    (
        f"{START}[^nothing]",
        "there is no claim 'nothing'; snippets/read-timeout/case.toml has",
    ),
    (f"{START}\n\n[^six]: I say so.", "[^six]: footnotes are made of the case: write"),
    (f"{START} pip 24.3 does so too.", "'24.3' is a claim without a footnote, in 'pip 24.3 does"),
    (f"{START} Up to 26.0 it is so.[^six]", "'Up to 26.0' says nothing of pip 26.0.1: write which"),
    (f"{START} pip 9.0.3 to 25.0 do.[^six]", "'3 to 25.0' says nothing of pip 25.0.1: write which"),
    (f"{START} 24.3 and older do.[^six]", "'24.3 and older' says nothing of pip 24.3.1: write"),
    (f"{START} It exits with 2.", "'2' is a claim without a footnote, in 'It exits with 2.'"),
    (f"{START} Its exit code is odd.", "'exit code' is a claim without a footnote, in 'Its exit"),
    (f"{START} It defaults to none.", "'defaults to' is a claim without a footnote, in 'It def"),
    (f"{START} pip asks six times.", "'six' is a claim without a footnote, in 'pip asks six ti"),
    (f"{START}\n\n| a | b |\n|---|---|\n| x | 15 seconds |", "'15' is a claim without a footn"),
]


@pytest.mark.parametrize(("text", "said"), IN_THE_BODY)
def test_a_sentence_without_evidence(clinic: Clinic, text: str, said: str) -> None:
    clinic.replace(clinic.page, START, text)
    line = line_of(clinic.page, text.splitlines()[-1])
    found = problems(clinic)
    assert any(problem.startswith(f"{PAGE}:{line}: {said}") for problem in found), found


@pytest.mark.parametrize(
    "text",
    [
        "Use `--timeout 60` or [the variable](https://x.y/25.3).",
        "pip asks six times.[^six] Nothing else does.",
        "This asks six times[^six]:",
        "The index has the default settings of Python 3.",
        "It comes with IPv6 and UTF-8.",
        "A 404 or a 503 is an answer.",
        "It is so up to pip 26.0.1, and up to 26.3.[^six]",
    ],
)
def test_a_sentence_that_needs_none(clinic: Clinic, text: str) -> None:
    clinic.replace(clinic.page, START, text)
    assert list(catalogue.load(clinic.root).pages) == ["read-timeout"]


def test_sentences_end_behind_their_footnotes(clinic: Clinic) -> None:
    text = "One `a. B` thing.[^six] **Two** (of\nthem). Others: no end.\n\n- Most\n- Least"
    clinic.replace(clinic.page, START, text)
    page = catalogue.load(clinic.root).pages["read-timeout"]
    first = line_of(clinic.page, "One `a. B`")
    found = [said for number, said in sentences(page) if first <= number <= first + 5]
    assert found[:3] == ["One `code` thing.[^six]", "**Two** (of\nthem).", "Others: no end."]
    assert found[3:5] == ["Most", "Least"]


def test_claims_about_what_was_read_do_not_change_what_is_run(clinic: Clinic) -> None:
    before = catalogue.load(clinic.root).pages["read-timeout"].fingerprint
    clinic.replace(clinic.page, START, f"{START}[^more]")
    with_case(clinic, CLAIM)
    assert catalogue.load(clinic.root).pages["read-timeout"].fingerprint == before
    with_case(clinic, '[[fault.slow-index.shows]]\nid = "more"\ncommand = "pip -V"\n')
    assert catalogue.load(clinic.root).pages["read-timeout"].fingerprint != before


def test_a_command_that_shows_something_stands_with_its_fault(clinic: Clinic) -> None:
    clinic.replace(clinic.page, START, f"{START}[^more]")
    table = (
        '[[fault.slow-index.shows]]\nid = "more"\ncommand = "pip install -v requests"\n'
        'prints."<26.2" = "Read timed out"\nprints.">=26.2" = ["didn\'t respond", "seconds"]\n'
        'exits = 1\nenvironment = { PIP_RETRIES = "1" }\n'
    )
    page = catalogue.load(with_case(clinic, table).root).pages["read-timeout"]
    old, new = page.claims.shows
    assert old.id == new.id == "slow-index/shows/more"
    assert (old.prints, new.prints) == (("Read timed out",), ("didn't respond", "seconds"))
    assert not old.covers_version("26.3")
    assert new.covers_version("26.3")


def test_footnotes_are_made_of_the_claims(clinic: Clinic) -> None:
    pages = catalogue.load(clinic.root)
    page = pages.pages["read-timeout"]
    text = documents.page(page, Evidence(pages, complete(pages)), "")
    assert "///Footnotes Go Here///" in text
    for name in page.claims.names:
        assert text.count(f"\n[^{name}]: ") == 1, name
    assert (
        "[^sixth]: Executed 2026-11-22, where the index is slow seven times, and then answers: "
        "`pip install --retries 10 requests` installs, with pip 9.0.3 to 26.3." in text
    )
    assert "stands in `pip/_internal/cli/cmdoptions.py`, but not in pip 25.0.1." in text
    assert "[^alibaba]: Reported by Alibaba Cloud: <https://developer.aliyun.com/" in text
    assert "Not executed in this build: where" in documents.page(page, Evidence(pages), "")


def test_the_releases_are_whole() -> None:
    for version in releases.RELEASES:
        assert len(releases.RELEASES[version]) == 64
    assert releases.before("25.1") == "25.0.1"
    assert releases.before("9.0.3") is None


def test_every_claim_of_every_page_is_of_a_kind(pages: Catalogue) -> None:
    for page in pages.pages.values():
        assert all(read.pips for read in page.claims.read if isinstance(read, Read))
