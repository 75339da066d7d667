"""What the tables of a case file expand to, and the commands that say it."""

import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipclinic.cli import app, console
from pipclinic.content import catalogue, keys, language, ranges
from pipclinic.content.case import Case
from pipclinic.content.due import due
from pipclinic.content.pips import TABLE
from pipclinic.content.places import toml_line
from tests.clinic import copy_of_the_clinic
from tests.conftest import ROOT

FAULT = """\
[fault.slow-index]
means = "the index answers after 40 seconds"
kind = "slow-response"
host = "index"
seconds = 40
"""
CASE = f"""\
{FAULT}
[fault.slow-index.each]
environment = {{ PIP_RETRIES = "2" }}
before = "make.sh"

[[fault.slow-index.reproduce]]
run = "install.sh"
prints = {{ "<26.2" = "Read timed out.", ">=26.2" = "did not respond within" }}

[[fault.slow-index.fix]]
run = ["raise.sh", "use-a-proxy.sh"]
before = ""

[[fault.slow-index.not_a_fix]]
run = "trust.sh"
pip = [">=10, <20", ">=26"]

[[fault.slow-index.not_a_fix]]
run = "upgrade.sh"
prints = "Something else"
exits.">=20" = 1
exits."<20" = 2
"""


def read(text: str) -> Case:
    case, _, mistakes = language.read(tomllib.loads(text))
    assert mistakes == []
    return case


def test_each_snippet_of_a_table_is_a_step() -> None:
    ids = [step.id for step in read(CASE).fix]
    assert ids == ["slow-index/fix/raise", "slow-index/fix/use-a-proxy"]


def test_steps_have_what_all_of_their_fault_have_unless_they_take_it_back() -> None:
    case = read(CASE)
    assert {step.before for step in case.fix} == {None}
    assert {step.before for step in (*case.reproduce, *case.not_a_fix)} == {"make.sh"}
    assert {tuple(step.environment.items()) for step in case.steps} == {(("PIP_RETRIES", "2"),)}


def test_a_table_by_pips_is_one_step_that_differs_by_pip() -> None:
    upgrade = [step for step in read(CASE).not_a_fix if step.run == "upgrade.sh"]
    assert {step.id for step in upgrade} == {"slow-index/not_a_fix/upgrade"}
    assert {pip.version: step.exits for step in upgrade for pip in TABLE if step.covers(pip)} == {
        pip.version: 1 if ranges.contains(">=20", pip.version) else 2 for pip in TABLE
    }


def test_what_is_not_said_to_be_printed_is_what_the_failing_command_prints() -> None:
    trust = [step for step in read(CASE).not_a_fix if step.run == "trust.sh"]
    about = [(pip.version, step.fails_with) for step in trust for pip in TABLE if step.covers(pip)]
    assert dict(about) == {
        "18.1": "Read timed out.",
        "26.1.2": "Read timed out.",
        "26.3": "did not respond within",
    }


def test_an_example_names_a_fault_or_has_one_of_its_own() -> None:
    worlds = """
[example."look.py"]
healthy = "all is well"
slow-index = "slow"
later = { means = "slow, too", under = "slow-index" }
refused = { means = "refused", kind = "refused", host = "index" }
"""
    case = read(CASE + worlds)
    slow = case.named("slow-index").of_the_world
    assert [example.fault for example in case.example[:3]] == [None, slow, slow]
    assert case.example[3].fault is not None
    assert case.example[3].fault.kind == "refused"


def test_no_two_steps_with_one_pip_share_an_id() -> None:
    for slug, page in catalogue.load(ROOT).documents.items():
        for pip in TABLE:
            ids = [step.id for step in due(page, pip)]
            assert len(ids) == len(set(ids)), slug


@pytest.mark.parametrize(
    ("texts", "meant"),
    [
        (["", ">=20"], ">=20"),
        ([">=20, <26", "<25.1", ">=9"], ">=20, <25.1"),
        (["!=23.0.1", ">=20"], ">=20, !=23.0.1"),
        ([">=9", ">=10"], ">=10"),
    ],
)
def test_of_several_ranges_the_bounds_that_tell(texts: list[str], meant: str) -> None:
    assert ranges.together(texts) == meant


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("fault", "slow-index", "host"), "host ="),
        (("fault", "slow-index", "each", "before"), 'before = "make.sh"'),
        (("fault", "slow-index", "fix", 0, "run"), "run = ["),
        (("fault", "slow-index", "not_a_fix", 1), 'run = "upgrade.sh"'),
        (("fault", "slow-index", "not_a_fix", 1, "exits", "<20"), 'exits."<20"'),
        (("fault", "slow-index", "not_a_fix", 0, "check"), 'run = "trust.sh"'),
    ],
)
def test_the_line_of_a_key(place: tuple[str | int, ...], line: str) -> None:
    lines = CASE.splitlines()
    number = next(number for number, text in enumerate(lines, 1) if line in text)
    header = isinstance(place[-1], int) or place[-1] == "check"
    assert toml_line(CASE, place) == number - header


def run(*arguments: str) -> str:
    done = CliRunner().invoke(app, [*arguments])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture
def _clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clinic = copy_of_the_clinic(tmp_path)
    clinic.case.write_text(CASE, encoding="utf-8")
    monkeypatch.chdir(clinic.root)
    monkeypatch.setattr(console, "ROOT", Path())


@pytest.mark.usefixtures("_clinic")
def test_a_plan_says_all_that_a_step_says_whoever_said_it() -> None:
    said = run("plan", "read-timeout", "--pip", "26.3")
    trust = said.partition("slow-index/not_a_fix/trust  with pip 26.3\n")[2].partition("\n\n")[0]
    assert [line.split(maxsplit=1) for line in trust.splitlines()] == [
        ["run", '"trust.sh"'],
        ["pip", '">=26.2"'],
        ["before", '"make.sh"'],
        ["environment", '{ "PIP_RETRIES" = "2" }'],
        ["prints", '"did not respond within"'],
    ]
    assert "26.1.2" in run("plan", "read-timeout")


def test_keys_of_several_tables_stand_below_each_other() -> None:
    said = run("keys", "fix", "shows")
    assert said.startswith("[fix]\n")
    assert "\n\n[shows]\n" in said


@pytest.mark.parametrize("table", sorted(keys.tables()))
def test_the_keys_of_a_table_each_with_what_it_holds(table: str) -> None:
    said = run("keys", table)
    for key in keys.tables()[table]:
        assert f"{key.name}  ({key.holds}" in said
