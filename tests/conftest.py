"""What the tests share: the catalogue, one verification run, the stub, and isolation.

The whole session runs where nothing can leave: see `pipclinic.isolation`.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipclinic import catalogue, isolation, pips, report, verify
from pipclinic.catalogue import Catalogue
from pipclinic.report import Outcome, Report
from pipclinic.sandbox import Sandbox, sandbox
from pipclinic.stub.server import Stub
from pipclinic.verify import Plan

ROOT = Path(__file__).parents[1]
isolated_by = pytest.StashKey[str]()
planned = pytest.StashKey[Plan]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pip", default="default", help="newest, all, or a version")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[isolated_by] = isolation.isolate()
    rows = pips.chosen(config.getoption("--pip"))
    loaded = catalogue.load(Path())
    config.stash[planned] = verify.plan(loaded, list(loaded.documents), rows)


def pytest_report_header(config: pytest.Config) -> list[str]:
    plan = config.stash[planned]
    skipped = [f"pip {row.pip} {row.reason}" for row in plan.skipped]
    not_shown = [f"{row.slug} under {row.under}: {row.reason}" for row in plan.not_shown]
    return [f"kept in by {config.stash[isolated_by]}", *skipped, *not_shown]


@pytest.fixture(scope="session")
def pages() -> Catalogue:
    return catalogue.load(Path())


@pytest.fixture(scope="session")
def verified(request: pytest.FixtureRequest) -> Report:
    """The one verification run; the site is staged from the same report."""
    plan = request.config.stash[planned]
    terminal = request.config.pluginmanager.get_plugin("terminalreporter")
    total, done = len(plan.jobs), 0

    def show(_: Outcome) -> None:
        nonlocal done
        done += 1
        if done % 25 == 0 or done == total:
            terminal.write_line(f"verified {done} of {total} steps")

    terminal.write_line("")
    seen = verify.run(plan, isolation=request.config.stash[isolated_by], progress=show)
    seen.write(report.DEFAULT_PATH)
    return seen


@pytest.fixture(scope="session")
def stub() -> Iterator[Stub]:
    with Stub() as running:
        yield running
    assert running.failures == []


@pytest.fixture
def newest_box(stub: Stub) -> Iterator[Sandbox]:
    """A sandbox with the newest pip, in a healthy world."""
    from pipclinic.stub.world import World

    python = pips.interpreter_for(pips.NEWEST)
    assert python is not None
    with stub.serve(World()) as world, sandbox(pips.NEWEST, python, world) as box:
        yield box
