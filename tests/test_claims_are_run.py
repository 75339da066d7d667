"""A command that shows what a sentence says is run, and each way in which it may not is named."""

from pathlib import Path

import pytest

from pipclinic.content import catalogue, pips, rules
from pipclinic.content.rules import links
from pipclinic.evidence.report import Outcome
from pipclinic.lab import verify
from pipclinic.lab.plan import Plan, plan
from tests.clinic import Clinic, copy_of_the_clinic
from tests.test_verify_can_fail import SMALL_CASE

SHOWS = """
[[fault.slow-index.shows]]
id = "twice"
command = "pip install -v requests"
environment = { PIP_RETRIES = "1" }
prints = ["Retry(total=0,", "Read timed out. (read timeout=15)"]
lacks = "Retry(total=1,"
exits = 1

[[fault.slow-index.shows]]
id = "in-health"
run = "install.sh"
healthy = true
prints = "Successfully installed requests-*"
installs = ["requests"]
"""


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clinic:
    monkeypatch.setattr(rules, "problems_of", lambda *_: iter(()))
    monkeypatch.setattr(links, "problems", lambda *_: iter(()))
    made = copy_of_the_clinic(tmp_path)
    made.case.write_text(SMALL_CASE + SHOWS)
    return made


def shown(clinic: Clinic) -> dict[str, Outcome]:
    """The outcomes of the claims on the newest pip, by the footnotes' names."""
    loaded = catalogue.load(clinic.root)
    todo = plan(loaded, ["read-timeout"], [pips.NEWEST])
    jobs = tuple(job for job in todo.jobs if job.due.kind == "shows")
    report = verify.run(Plan(jobs, (), ()), isolation="that of the tests")
    return {row.id.rpartition("/")[2]: row for row in report.outcomes}


def test_what_a_command_shows_is_seen(clinic: Clinic) -> None:
    seen = shown(clinic)
    assert {name: row.reason for name, row in seen.items()} == {"twice": "", "in-health": ""}
    assert seen["twice"].id == "slow-index/shows/twice"
    assert seen["twice"].snippet == "pip install -v requests"


# what is changed, whose footnote it is, and what is said of it
NOT_SO = [
    ("exits = 1", "exits = 2", "twice", "pip install -v requests exited 1, not 2: ERROR: No match"),
    ("exits = 1", "", "twice", "pip install -v requests exited 1: ERROR: No match"),
    ("Retry(total=0", "Retry(total=7", "twice", "pip install -v requests did not print 'Retry(t"),
    (
        'lacks = "Retry(total=1',
        'lacks = "Retry(total=0',
        "twice",
        "pip install -v requests printed",
    ),
    ("healthy = true\n", "", "in-health", "install.sh exited 1: ERROR: No matching distribution"),
    ('"requests"]', '"urllib3<1"]', "in-health", "urllib3<1 is not installed"),
]


@pytest.mark.parametrize(("old", "new", "name", "said"), NOT_SO)
def test_what_a_command_does_not_show_is_named(
    clinic: Clinic, old: str, new: str, name: str, said: str
) -> None:
    clinic.replace(clinic.case, old, new)
    row = shown(clinic)[name]
    assert not row.holds
    assert row.reason.startswith(said)
