"""What the tests share: the catalogue, one verification run, the stub, the site, a browser.

The whole session runs where nothing can leave: see `pipclinic.lab.isolation`.
"""

import functools
import http.server
import os
import shutil
import signal
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from pipclinic.content import catalogue, pips
from pipclinic.content.catalogue import Catalogue
from pipclinic.content.problems import BadContent
from pipclinic.evidence import kept, report
from pipclinic.evidence.evidence import Evidence
from pipclinic.evidence.report import Outcome, Report
from pipclinic.lab import interpreters, isolation, verify
from pipclinic.lab.plan import Plan
from pipclinic.lab.proving import proving
from pipclinic.lab.sandbox import Sandbox, sandbox
from pipclinic.lab.stub.server import Stub
from pipclinic.site import cards, finishing, mkdocs, stage, wheel
from tests import browser as installed_browser

ROOT = Path(__file__).parents[1]
# A page of each kind, by its address.
KINDS = [
    "",
    "errors/",
    "errors/read-timeout/",
    "errors/externally-managed-environment/",
    "guides/",
    "guides/certificates/",
    "coverage/",
    "use-it/",
    "contributing/how-it-works/",
    "404.html",
]
isolated_by = pytest.StashKey[str]()
planned = pytest.StashKey[Plan]()
spoiled = pytest.StashKey[Sequence[str]]()
why = pytest.StashKey[list[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pip", default="default", help="newest, all, or a version")


def pytest_configure(config: pytest.Config) -> None:
    try:
        config.stash[isolated_by] = isolation.isolate()
        rows = pips.chosen(config.getoption("--pip"))
        loaded = catalogue.load(Path())
    except (
        isolation.NotIsolated,
        ValueError,
        BadContent,
    ) as error:  # a word for whoever typed it, and no traceback
        raise pytest.UsageError(str(error)) from None
    due = proving(loaded, kept.read_all(loaded), rows)
    config.stash[planned], config.stash[why] = due.plan, list(due.words)
    config.stash[spoiled] = due.spoiled


def pytest_report_header(config: pytest.Config) -> list[str]:
    todo = config.stash[planned]
    skipped = [f"pip {row.pip} {row.reason}" for row in todo.skipped]
    not_shown = [row.words for row in todo.not_shown]
    inside = f"kept in by {config.stash[isolated_by]}"
    return [inside, *config.stash[why], *skipped, *not_shown]


def terminal_of(config: pytest.Config) -> pytest.TerminalReporter:
    """Where a session tells people how far it is."""
    found = config.pluginmanager.get_plugin("terminalreporter")
    assert isinstance(found, pytest.TerminalReporter)
    return found


@pytest.fixture(scope="session")
def pages() -> Catalogue:
    return catalogue.load(Path())


@pytest.fixture(scope="session")
def installed(pages: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the wheel for readers is, unpacked as pip does it; QuickJS is the project's own."""
    folder = tmp_path_factory.mktemp("readers")
    told = {"SITE_URL": "https://clinic.example.com/", "REPOSITORY_URL": "https://example.com/us"}
    built = wheel.build(Evidence(pages, None, kept.read_all(pages)), folder, told)
    with zipfile.ZipFile(built) as archive:
        archive.extractall(folder / "site-packages")
    return folder / "site-packages"


@pytest.fixture(scope="session")
def verified(request: pytest.FixtureRequest) -> Report:
    """The one verification run; the site is staged from the same report."""
    todo = request.config.stash[planned]
    terminal = terminal_of(request.config)
    total, done = len(todo.jobs), 0

    def show(_: Outcome) -> None:
        nonlocal done
        done += 1
        if done % 25 == 0 or done == total:
            terminal.write_line(f"verified {done} of {total} steps")

    terminal.write_line("")
    seen = verify.run(todo, isolation=request.config.stash[isolated_by], progress=show)
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
    from pipclinic.lab.stub.world import World

    python = interpreters.interpreter_for(pips.NEWEST)
    assert python is not None
    with stub.serve(World()) as world, sandbox(pips.NEWEST, python, world) as box:
        yield box


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory, verified: Report) -> Path:
    """A copy of the project, staged with the report of this run."""
    root = tmp_path_factory.mktemp("project")
    for folder in ("docs", "snippets", "images"):
        shutil.copytree(ROOT / folder, root / folder)
    for file in ("mkdocs.yml", "pyproject.toml"):
        shutil.copy(ROOT / file, root)
    shutil.copytree(ROOT / "pipclinic/site/theme", root / "pipclinic/site/theme")
    if (ROOT / cards.KEPT).exists():
        shutil.copytree(ROOT / cards.KEPT, root / cards.KEPT)
    stage.stage(Evidence(catalogue.load(root), verified), root / stage.STAGE)
    return root


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=project,
        env=mkdocs.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.fixture(scope="session")
def site(project: Path, verified: Report) -> Path:
    """The site, built by MkDocs: strict, and not quiet."""
    done = run(project, "mkdocs", "build", "--strict")
    assert done.returncode == 0, done.stdout
    assert "WARNING" not in done.stdout
    finishing.finish(Evidence(catalogue.load(project), verified), project / "site")
    return project / "site"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def mind_interrupts() -> None:
    """Undo what a shell does to what it runs in the background: for a `preexec_fn`."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address at which a folder is served."""
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with serving(site) as at:
        yield at


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    executable = installed_browser.installed()
    if executable is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium or Chrome here, and CI=true")
        pytest.skip("NO BROWSER: install Chromium or Chrome to run the browser tests")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=executable,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield running
        running.close()
