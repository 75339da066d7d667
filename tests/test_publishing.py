"""Versions, published into a throwaway git remote and read in Chromium; releases; addresses."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Response

from pipclinic.content import addresses, catalogue
from pipclinic.content.problems import BadContent
from pipclinic.evidence import report
from pipclinic.site import mkdocs
from tests.clinic import Clinic, copy_of_the_clinic
from tests.conftest import ROOT, serving
from tests.reports import complete

SITE = "https://clinic.example.org/"
PAGE = "errors/read-timeout/"


@dataclass(frozen=True)
class Project:
    """A repository with one page, whose `origin` is a folder beside it."""

    clinic: Clinic

    @property
    def root(self) -> Path:
        """Its folder."""
        return self.clinic.root

    def git(self, *arguments: str) -> str:
        """What git prints."""
        done = subprocess.run(["git", *arguments], cwd=self.root, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def commit(self) -> None:
        """Commit everything."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "x")

    def verify(self) -> None:
        """Say that everything was run, and held."""
        complete(catalogue.load(self.root)).write(self.root / report.DEFAULT_PATH)

    def pipclinic(self, *arguments: str, site: str = SITE) -> subprocess.CompletedProcess[str]:
        """Run a command as the workflow does."""
        environment = mkdocs.environment(PYTHONPATH=str(ROOT), SITE_URL=site)
        environment["REPOSITORY_URL"] = "https://git.example.org/you/clinic"
        return subprocess.run(
            [sys.executable, "-m", "pipclinic", *arguments],
            cwd=self.root,
            env=environment,
            capture_output=True,
            text=True,
        )

    def ok(self, *arguments: str) -> str:
        """What a command prints that succeeds."""
        done = self.pipclinic(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def new_project(folder: Path) -> Project:
    project = Project(copy_of_the_clinic(folder / "clinic"))
    for name in ("mkdocs.yml", "mkdocs.publish.yml", "pyproject.toml", "CHANGELOG.md"):
        shutil.copy(ROOT / name, project.root)
    shutil.copytree(ROOT / "pipclinic/site/theme", project.root / "pipclinic/site/theme")
    text = project.clinic.page.read_text(encoding="utf-8")
    alone = re.sub(r"\[([^\]]+)\]\([^)]*\.md[^)]*\)", r"\1", text)  # no other page is here
    project.clinic.page.write_text(alone, encoding="utf-8")
    (project.root / ".gitignore").write_text("/.cache/\n/site/\n")
    subprocess.run(["git", "init", "--quiet", "--bare", str(folder / "remote")], check=True)
    project.git("init", "--quiet", "--initial-branch", "main")
    project.git("config", "user.name", "Ada")
    project.git("config", "user.email", "ada@example.org")
    project.git("remote", "add", "origin", str(folder / "remote"))
    project.commit()
    project.verify()
    return project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return new_project(tmp_path)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where 2026.11, 2026.12 (in which the page has another name) and dev are served."""
    folder = tmp_path_factory.mktemp("published")
    project = new_project(folder)
    project.ok("release", "2026.11")
    project.ok("publish", "2026.11", "--push")
    clinic = project.clinic
    clinic.replace(clinic.page, "tags: [", "formerly: [slow-index]\ntags: [")
    changelog = project.root / "CHANGELOG.md"
    clinic.replace(changelog, "[Unreleased]\n", "[Unreleased]\n\n- A page has moved.\n")
    project.commit()
    project.verify()
    project.ok("release", "2026.12")
    project.ok("publish", "2026.12", "--push")
    project.ok("publish", "dev", "--push")
    served = folder / "served"
    command = ["git", "clone", "--quiet", "--branch", "gh-pages", str(folder / "remote")]
    subprocess.run([*command, str(served)], check=True)
    with serving(served) as at:
        yield at


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def wrong(page: Page) -> list[str]:
    """What goes wrong on the page: answers that are errors, and what the console says of it."""
    said: list[str] = []

    def answered(response: Response) -> None:
        if response.status >= 400:
            said.append(response.url)

    def told(message: ConsoleMessage) -> None:
        if message.type == "error":
            said.append(message.text)

    page.on("response", answered)
    page.on("console", told)
    return said


def test_the_root_leads_to_the_latest_version(page: Page, published: str) -> None:
    page.goto(f"{published}?q=a#log=b")
    page.wait_for_url("**/latest/?q=a#log=b")
    assert "A clinic for failed" in page.locator("h1").inner_text()


def test_versions_can_be_chosen_and_keep_the_page(
    page: Page, wrong: list[str], published: str
) -> None:
    page.goto(f"{published}latest/{PAGE}", wait_until="networkidle")
    chosen = page.locator(".md-version__link")
    chosen.first.wait_for(state="attached")
    assert [text.strip() for text in chosen.all_text_contents()] == ["dev", "2026.12", "2026.11"]
    page.locator(".md-version__current").hover(force=True)
    chosen.nth(2).click()
    page.wait_for_url(f"**/2026.11/{PAGE}")
    assert wrong == []


@pytest.mark.parametrize("version", ["2026.11", "dev"])
def test_a_version_that_is_not_the_latest_says_so(page: Page, published: str, version: str) -> None:
    page.goto(f"{published}{version}/{PAGE}", wait_until="networkidle")
    banner = page.locator("[data-md-component=outdated]")
    banner.wait_for()
    assert "This is not the latest version" in banner.inner_text()
    assert Axe().run(page).violations_count == 0
    banner.get_by_role("link").click()
    page.wait_for_url(f"{published}latest/{PAGE}")
    assert not banner.is_visible()


def test_the_latest_version_is_canonical(page: Page, published: str) -> None:
    for version in ("2026.11", "2026.12", "latest", "dev"):
        page.goto(f"{published}{version}/{PAGE}")
        canonical = page.locator("link[rel=canonical]").get_attribute("href")
        assert canonical == f"{SITE}latest/{PAGE}"
        assert page.locator("meta[property='og:url']").get_attribute("content") == canonical


def test_a_page_is_found_by_machines(page: Page, published: str) -> None:
    root = f"{SITE}latest/"
    page.goto(f"{published}latest/{PAGE}")
    card = str(page.locator("meta[property='og:image']").get_attribute("content"))
    assert page.request.get(card.replace(SITE, published)).ok
    said = json.loads(str(page.locator("script[type='application/ld+json']").text_content()))
    assert said[0]["url"] == f"{root}{PAGE}"
    assert said[1]["itemListElement"][1]["item"] == f"{root}errors/"
    robots = page.request.get(f"{published}robots.txt").text()
    assert f"\nSitemap: {root}sitemap.xml\n" in robots
    listed = page.request.get(f"{published}latest/sitemap.xml").text()
    assert f"<loc>{root}{PAGE}</loc>" in listed
    assert "slow-index" not in listed
    twin = page.request.get(f"{published}latest/{PAGE}index.md").text()
    assert "\nFrom pip clinic 2026.12, " in twin
    policy = page.request.get(f"{published}_headers").text()
    assert "frame-ancestors 'none'" in policy


def test_a_page_that_has_moved_is_found_at_its_old_address(page: Page, published: str) -> None:
    page.goto(f"{published}latest/errors/slow-index/#fixes")
    page.wait_for_url(f"{published}latest/{PAGE}#fixes")
    assert page.locator("h1").count() == 1


def test_a_page_that_has_moved_is_found_without_javascript(
    chromium: Browser, published: str
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{published}latest/errors/slow-index/")
    page.wait_for_url(f"{published}latest/{PAGE}")
    context.close()


def test_the_repository_is_that_of_the_environment(page: Page, published: str) -> None:
    page.goto(f"{published}latest/{PAGE}")
    edit = page.locator("a[rel=edit]").get_attribute("href")
    assert edit == "https://git.example.org/you/clinic/edit/main/docs/errors/read-timeout.md"
    assert page.evaluate("document.querySelector('[data-md-component=source]')") is None
    page.goto(f"{published}latest/errors/")
    assert page.locator("a[rel=edit]").count() == 0  # it is generated


def test_each_snippet_leads_to_its_file(page: Page, published: str) -> None:
    page.goto(f"{published}latest/{PAGE}")
    named = ".highlight:has(.filename)"
    blocks = page.locator(named).count() - page.locator(f"#answer {named}").count()
    links = page.locator(".proof a.source")
    assert links.count() >= blocks - 1 > 15  # a check that nobody has to run has no proof
    for link in links.all():
        repository, path = str(link.get_attribute("href")).split("/blob/main/")
        assert repository == "https://git.example.org/you/clinic"
        assert link.text_content() == path
        assert (ROOT / path).is_file()


def test_nobody_else_is_asked(chromium: Browser, published: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{published}2026.11/{PAGE}", wait_until="networkidle")
    context.close()
    assert f"{published}versions.json" in asked
    assert [url for url in asked if not url.startswith((published, "data:"))] == []


def refused(project: Project, *arguments: str, site: str = SITE) -> str:
    done = project.pipclinic(*arguments, site=site)
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    branches = project.git("branch", "--list", "gh-pages")
    assert branches == "", "it was published all the same"
    return done.stderr


def test_without_a_report_nothing_is_published(project: Project) -> None:
    (project.root / report.DEFAULT_PATH).unlink()
    assert refused(project, "publish", "dev").startswith("there is no report: ")


def test_a_report_that_lacks_a_pip_is_not_enough(project: Project) -> None:
    seen = complete(catalogue.load(project.root))
    rows = tuple(row for row in seen.outcomes if row.pip != "18.1")
    seen.model_copy(update={"outcomes": rows}).write(project.root / report.DEFAULT_PATH)
    said = refused(project, "publish", "dev")
    assert " steps were not run with pip 18.1, such as read-timeout, " in said
    assert said.count("\n") == 1


def test_a_report_of_other_snippets_is_not_enough(project: Project) -> None:
    project.clinic.replace(project.clinic.case, "seconds = 40", "seconds = 41")
    said = refused(project, "publish", "dev")
    assert " steps were not run with pip 9.0.3, such as read-timeout" in said


def test_a_step_that_does_not_hold_is_not_published(project: Project) -> None:
    seen = complete(catalogue.load(project.root))
    bad = seen.outcomes[0].model_copy(update={"holds": False})
    seen.model_copy(update={"outcomes": (bad, *seen.outcomes[1:])}).write(
        project.root / report.DEFAULT_PATH
    )
    assert refused(project, "publish", "dev").startswith("1 steps do not hold, such as read-time")


def test_a_version_without_an_address_is_not_published(project: Project) -> None:
    assert refused(project, "publish", "dev", site="").startswith("SITE_URL is not set: ")


def test_a_release_that_nobody_made_is_not_published(project: Project) -> None:
    said = refused(project, "publish", "2026.12")
    assert said.startswith("published.txt lacks assets/javascripts/diagnose.js: a release is what")
    assert "'26.12' is no version: write year and month" in refused(project, "publish", "26.12")


def test_a_release_is_written_down_and_tagged(project: Project) -> None:
    said = project.ok("release", "2026.12")
    assert said.endswith("To publish it: git push origin HEAD 2026.12\n")
    assert project.git("tag", "--list") == "2026.12"
    assert project.git("status", "--porcelain") == ""
    changelog = (project.root / "CHANGELOG.md").read_text()
    assert "## [Unreleased]\n\n## [2026.12] - 20" in changelog
    assert 'version = "2026.12"' in (project.root / "pyproject.toml").read_text()
    assert {PAGE, "errors.json", "use-it/"} <= set(addresses.listed(project.root))


def test_what_a_release_needs(project: Project) -> None:
    said = refused(project, "release", "2026.13")
    assert said == "'2026.13' is no version: write year and month, as in 2026.12 or 2026.12.1\n"
    project.ok("release", "2026.12")
    said = refused(project, "release", "2026.12")
    assert "there is a tag 2026.12 already\n" in said
    assert "CHANGELOG.md says nothing under '## [Unreleased]'" in said
    (project.root / "new.txt").write_text("x")
    assert "there are changes that are not committed" in refused(project, "release", "2027.01")


def test_an_address_that_was_published_cannot_disappear(project: Project) -> None:
    project.ok("release", "2026.12")
    clinic = project.clinic
    renamed = {"read-timeout": "slow-answer"}
    for old, new in renamed.items():
        text = clinic.page.read_text(encoding="utf-8").replace(f'"{old}/', f'"{new}/')
        clinic.page.unlink()
        clinic.page.with_stem(new).write_text(text, encoding="utf-8")
        clinic.case.parent.rename(clinic.case.parent.with_name(new))
    with pytest.raises(BadContent) as caught:
        catalogue.load(clinic.root)
    (problem,) = caught.value.problems
    line = addresses.listed(clinic.root).index(PAGE) + 1
    assert str(problem) == (
        f"published.txt:{line}: {PAGE} was published and is gone: bring it back, "
        "or write 'formerly: [read-timeout]' into the page that took its place"
    )
    done = project.pipclinic("build")
    assert (done.returncode, done.stderr) == (2, f"{problem}\n")
    page = clinic.page.with_stem("slow-answer")
    clinic.replace(page, "tags: [", "formerly: [read-timeout]\ntags: [")
    assert list(catalogue.load(clinic.root).pages) == ["slow-answer"]


def test_a_slug_is_not_two_pages(project: Project) -> None:
    clinic = project.clinic
    clinic.replace(clinic.page, "tags: [", "formerly: [read-timeout]\ntags: [")
    with pytest.raises(BadContent, match="formerly: there is a page 'read-timeout' again"):
        catalogue.load(clinic.root)
