"""Spoiled cases: what is spoiled, that a sound proof notices, and that a weak one is named."""

import datetime
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from pipclinic.content import catalogue, language, mutants, spoiling, survivors
from pipclinic.content.catalogue import Catalogue
from pipclinic.content.pips import NEWEST, TABLE
from pipclinic.evidence.kept import Kept, Run
from pipclinic.evidence.report import Report
from pipclinic.lab import mutation
from tests.conftest import spoiled

SNIPPET = """\
# 60 seconds
export PIP_RETRIES=1
pip install --timeout 60 --no-cache-dir --index-url=https://pypi.org/simple/ requests
"""


def test_what_is_spoiled_in_a_snippet() -> None:
    texts = dict(spoiling.spoiled("install.sh", SNIPPET))
    assert list(texts) == [
        "without the line 'export PIP_RETRIES=1'",
        "without the line 'pip install --timeout 60 --no-cache-dir "
        "--index-url=https://pypi.org/simple/ requests'",
        "without --timeout 60",
        "--timeout 60 with 1",
        "without --no-cache-dir",
        "without --index-url=https://pypi.org/simple/",
        "--index-url=https://pypi.org/simple/ with https://nowhere.example/",
    ]
    assert "pip install --no-cache-dir --index-url=" in texts["without --timeout 60"]
    assert "--timeout 1 --no-cache-dir" in texts["--timeout 60 with 1"]
    assert all(text != SNIPPET for text in texts.values())


def test_a_snippet_of_one_line_keeps_it() -> None:
    assert dict(spoiling.spoiled("install.sh", "pip install requests\n")) == {}


def test_a_docstring_does_nothing_so_none_of_its_lines_is_left_out() -> None:
    text = '''\
"""What it is
for."""

import sys


def ask():
    """Ask."""
    # why
    return 1
'''
    assert [what for what, _ in spoiling.spoiled("ask.py", text)] == [
        "without the line 'import sys'",
        "without the line 'def ask():'",
        "without the line 'return 1'",
    ]


SETTING = """
[fault.slow-index]
means = "the index is slow"
kind = "slow-response"
host = "index"
seconds = 40

[fault.slow-index.each]
before = "unset-the-timeout.sh"
places = { "pip.conf" = "~/.config/pip/pip.conf" }
environment = { PIP_RETRIES = "2" }
certificates = { "~/ca.pem" = "public" }

[[fault.slow-index.reproduce]]
run = "install.sh"
prints = "Read timed out. (read timeout=*)"

[[fault.slow-index.reproduce]]
before = "install.sh"
run = "unset-the-timeout.sh"
then = "install.sh"
places = { "pip.conf" = "~/venv/pip.conf" }
environment = { PIP_TIMEOUT = "60" }
certificates = { "~/ca.pem" = "issuer" }

[[fault.slow-index.fix]]
run = "raise-the-timeout.sh"

[[fault.slow-index.fix]]
run = "use-a-proxy.sh"
then = "install.sh"

[[fault.slow-index.fix]]
before = "install.sh"
run = "use-a-mirror.sh"
places = { "pip.conf" = "~/venv/pip.conf" }
environment = { PIP_RETRIES = "2", PIP_TIMEOUT = "60" }
certificates = { "~/ca.pem" = "issuer" }
"""


def test_what_the_failing_command_has_too_is_no_remedy(pages: Catalogue) -> None:
    case, _, mistakes = language.read(tomllib.loads(SETTING))
    assert not mistakes
    page = replace(pages.pages["read-timeout"], case=case)
    made = {one.name: one for one in mutants.mutants(page, NEWEST, "another's")}
    away = [name.partition("/fix/")[2] for name in made if "/fix/" in name]
    assert away == [
        "raise-the-timeout: raise-the-timeout.sh does nothing",
        "raise-the-timeout: install.sh in its place",
        "use-a-proxy: use-a-proxy.sh does nothing",
        "use-a-mirror: install.sh does nothing",
        "use-a-mirror: pip.conf is empty",
        "use-a-mirror: no variable is set",
        "use-a-mirror: other certificates in ~/ca.pem",
        "use-a-mirror: install.sh in its place",
    ]
    unset = made["slow-index/fix/use-a-mirror: no variable is set"].dues[0].step
    assert unset.environment == {"PIP_RETRIES": "2"}


WARNINGS = """
[fault.slow-index]
means = "the index is slow"
kind = "slow-response"
host = "index"
seconds = 40

[fault.slow-index.each]
prints = "Read timed out. (read timeout=*)"

[[fault.slow-index.reproduce]]
run = "install.sh"

[[fault.slow-index.not_a_fix]]
run = "trust-the-hosts.sh"

[[fault.slow-index.not_a_fix]]
run = "skip-the-cache.sh"
exits = 0
installs = []
"""


def test_what_succeeds_and_installs_nothing_cannot_be_told_from_a_fix(pages: Catalogue) -> None:
    case, _, mistakes = language.read(tomllib.loads(WARNINGS))
    assert not mistakes
    page = replace(pages.pages["read-timeout"], case=case)
    names = [one.name for one in mutants.mutants(page, NEWEST, "another's")]
    assert [name for name in names if name.endswith("said to be a fix")] == [
        "slow-index/not_a_fix/trust-the-hosts: said to be a fix"
    ]


def test_what_a_changed_page_shows_needs_its_fault_and_its_remedy(
    pages: Catalogue, verified: Report, request: pytest.FixtureRequest
) -> None:
    todo = mutation.trials(pages, request.config.stash[spoiled], TABLE[::-1])
    assert mutation.survived(mutation.run(mutation.of_rules(todo))) == []


def test_a_sample_of_all_mutants_fails(pages: Catalogue, verified: Report) -> None:
    todo = mutation.sample(mutation.trials(pages, list(pages.documents), TABLE[::-1]), every=40)
    done = mutation.run(todo)
    assert len(done) > 40
    assert mutation.survived(done) == []


def test_what_a_claim_runs_has_to_show_it(pages: Catalogue) -> None:
    todo = mutation.trials(pages, ["extra-not-provided"], [NEWEST])
    claims = [one for one in todo if "/shows/" in one.mutant.name]
    names = [one.mutant.name for one in claims]
    assert "misspelt/shows/show: nothing is run" in names
    assert "misspelt/shows/show: another page's signature" in names
    assert [tried.trial.words for tried in mutation.run(claims) if not tried.reason] == []


def test_a_survivor_is_named_unless_it_has_a_reason(pages: Catalogue) -> None:
    todo = mutation.trials(pages, ["cannot-import-main"], TABLE[::-1])
    reasons = survivors.reasons(pages.pages["cannot-import-main"])
    alive = mutation.survived([mutation.Tried(one, "") for one in todo])
    assert len(reasons) > 0
    assert len(alive) == len(todo) - len(reasons)
    assert alive[0] == f"SURVIVES {todo[0].words}"
    assert mutation.survived([mutation.Tried(one, "installed nothing") for one in todo]) == []


def test_a_page_alone_has_mutants_too(pages: Catalogue) -> None:
    alone = catalogue.load(Path(), ["http-404"])
    names = {trial.mutant.name for trial in mutation.trials(alone, ["http-404"], [NEWEST])}
    assert names == {one.mutant.name for one in mutation.trials(pages, ["http-404"], [NEWEST])}


def test_a_step_is_run_as_it_is_where_it_is_not_kept_that_it_holds(pages: Catalogue) -> None:
    page = pages.pages["http-404"]
    todo = mutation.trials(pages, ["http-404"], [NEWEST])
    spoiled = {one.id for trial in todo for one in trial.mutant.dues}
    held = dict.fromkeys(spoiled, (NEWEST.version,))
    run = Run(
        python="3.13", date=datetime.date(2026, 11, 29), platform="Linux", machinery="as it was"
    )
    seen = Kept(page=page.fingerprint, pips={NEWEST.version: run}, held=held)
    first = min(spoiled)
    for kept, left in (
        (seen, set()),
        (seen.model_copy(update={"held": {**held, first: ("9.0.3",)}}), {first}),
        (seen.model_copy(update={"page": "of another state"}), spoiled),
    ):
        jobs = mutation.not_seen(todo, {"http-404": kept}).jobs
        assert {job.due.id for job in jobs} == left
    assert {job.due.id for job in mutation.not_seen(todo, {}).jobs} == spoiled
