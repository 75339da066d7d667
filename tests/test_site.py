"""The staged tree and the site built from it, by MkDocs and by Zensical."""

import html
import re
import shutil
from pathlib import Path

import pytest

from pipclinic.content import catalogue
from pipclinic.content.catalogue import Catalogue
from pipclinic.content.head import PHASES
from pipclinic.evidence import report
from pipclinic.evidence.evidence import Evidence
from pipclinic.evidence.report import Report
from pipclinic.site import finishing, proofs, stage
from tests.clinic import Clinic, copy_of_the_clinic
from tests.conftest import run
from tests.reports import complete


def test_every_page_is_there(site: Path, pages: Catalogue) -> None:
    for slug in pages.pages:
        assert (site / "errors" / slug / "index.html").exists()
    listing = (site / "errors/index.html").read_text()
    home = (site / "index.html").read_text()
    for slug, page in pages.pages.items():
        assert f'href="{slug}/"' in listing
        assert f'href="errors/{slug}/"' in home
        assert page.front.title in html.unescape(listing)


def test_every_heading_is_its_title(site: Path, pages: Catalogue) -> None:
    """Letter for letter, whatever Markdown may make of its signs."""
    for slug, document in pages.documents.items():
        built = (site / document.path.parent.name / slug / "index.html").read_text()
        (heading,) = re.findall(r"<h1[^>]*>(.*?)</h1>", built, re.DOTALL)
        shown = re.sub(r'<a class="headerlink".*?</a>|<[^>]+>', "", heading, flags=re.DOTALL)
        assert html.unescape(shown).strip() == document.front.title


def test_banner_states_the_report(site: Path, verified: Report) -> None:
    text = (site / "errors/read-timeout/index.html").read_text()
    banner = re.search(r'<p class="verified verified--yes".*?</p>', text, re.DOTALL)
    assert banner
    assert f"on {verified.platform}, {verified.date}" in banner[0]
    rows = [row for row in verified.outcomes if row.slug == "read-timeout"]
    fixes = {(row.snippet, row.fault) for row in rows if row.kind == "fix"}
    assert f"{len(fixes)} fixes" in banner[0]


def test_a_table_of_outcomes_says_what_was_seen(
    pages: Catalogue, verified: Report, tmp_path: Path
) -> None:
    stage.stage(Evidence(pages, verified), tmp_path)
    printed = tmp_path / "snippets/certificates/printed"
    rows = (printed / "outcomes-inspected.md").read_text().splitlines()
    row = next(row for row in rows if "export SSL_CERT_FILE" in row)
    works, fails = row.split("|")[2:4]
    assert "26.3" in works
    assert "26.3" not in fails
    stage.stage(Evidence(pages, None), tmp_path)
    assert "26.3" not in (printed / "outcomes-inspected.md").read_text()


def test_without_a_report_a_page_says_so(pages: Catalogue, tmp_path: Path) -> None:
    stage.stage(Evidence(pages, None), tmp_path)
    text = (tmp_path / "docs/errors/read-timeout.md").read_text()
    assert "Not verified in this build." in text
    assert "Executed, where" not in text


@pytest.mark.parametrize("file", ["case.toml", "raise-the-timeout.sh", "pip.conf"])
def test_a_report_of_other_snippets_proves_nothing(
    verified: Report, tmp_path: Path, file: str
) -> None:
    clinic = copy_of_the_clinic(tmp_path)
    path = clinic.snippet(file)
    old, new = {"case.toml": ("seconds = 40", "seconds = 41")}.get(file, ("60", "61"))
    clinic.replace(path, old, new)
    stage.stage(Evidence(catalogue.load(clinic.root), verified), tmp_path / "stage")
    text = (tmp_path / "stage/docs/errors/read-timeout.md").read_text()
    assert "Not verified in this build: the page has changed since" in text
    assert "Executed, where" not in text


def test_a_failure_a_warning_and_what_comes_first_are_told_apart(
    pages: Catalogue, tmp_path: Path
) -> None:
    stage.stage(Evidence(pages, complete(pages)), tmp_path)
    text = (tmp_path / "docs/errors/cannot-import-main.md").read_text()
    assert "have it: it fails, with pip 18.1." in text
    assert "have it: exits with 0, and warns, with pip 20.0.2 to 26.3." in text
    assert "~/.local: succeeds, before anything is wrong, with pip 26.3." in text


def test_a_step_that_does_not_hold_is_shown(
    pages: Catalogue, verified: Report, tmp_path: Path
) -> None:
    def broken(row: report.Outcome) -> report.Outcome:
        spoiled = row.kind == "fix" and row.snippet == "use-a-proxy.sh"
        return row.model_copy(update={"holds": not spoiled})

    outcomes = tuple(broken(row) for row in verified.outcomes)
    seen = verified.model_copy(update={"outcomes": outcomes})
    stage.stage(Evidence(pages, seen), tmp_path)
    text = (tmp_path / "docs/errors/read-timeout.md").read_text()
    assert "verified--yes" not in text
    assert "steps of this page do not hold" in text
    assert "{ .proof .proof--broken }" in text


def test_every_snippet_on_a_page_says_what_was_seen(site: Path) -> None:
    text = (site / "errors/read-timeout/index.html").read_text()
    assert text.count("proof--fix") >= 10
    assert text.count("proof--not-a-fix") >= 6
    assert text.count("proof--not-run") == 4


def test_range_of_versions_names_only_what_was_run() -> None:
    def words(*versions: str) -> str:
        return proofs.versions(versions)

    assert words("9.0.3", "18.1", "20.0.2") == "pip 9.0.3 to 20.0.2"
    assert words("23.0.1", "26.3") == "pip 23.0.1 and 26.3"
    assert words("9.0.3", "18.1", "22.0.2", "26.1.2", "26.3") == (
        "pip 9.0.3 to 18.1, 22.0.2 and 26.1.2 to 26.3"
    )


def test_recordings_are_not_searched(site: Path) -> None:
    index = (site / "search/search_index.json").read_text()
    assert "Wait longer" in index
    assert "HTTPSConnectionPool(host=" not in index


def test_nothing_is_asked_of_another_origin(site: Path) -> None:
    attributes = r'<(?:script|link|img|iframe|source)[^>]*?(?:src|href)="(https?:)?//[^"]*"'
    for path in site.rglob("*.html"):
        assert not re.findall(attributes, path.read_text()), path


def test_journey_is_marked_for_the_phase(site: Path) -> None:
    text = (site / "errors/read-timeout/index.html").read_text()
    assert 'class="journey journey--index"' in text
    assert text.count('id="station-index"') == 1
    for phase in PHASES:
        picture = (site / "images" / f"phase-{phase}.svg").read_text()
        assert picture.startswith("<svg")
        station = "you" if phase == "environment" else phase
        assert f"#station-{station}{{--journey-mark" in picture


def test_staging_again_touches_nothing(project: Path, verified: Report) -> None:
    def times() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in (project / stage.STAGE).rglob("*.*")}

    before = times()
    stage.stage(Evidence(catalogue.load(project), verified), project / stage.STAGE)
    assert times() == before


def test_staging_forgets_what_is_gone(tmp_path: Path) -> None:
    clinic: Clinic = copy_of_the_clinic(tmp_path)
    extra = clinic.root / "docs/contributing/extra/more.md"
    extra.parent.mkdir()
    extra.write_text("# More\n")
    stage.stage(Evidence(catalogue.load(clinic.root), None), tmp_path / "stage")
    assert (tmp_path / "stage/docs/contributing/extra/more.md").exists()
    shutil.rmtree(extra.parent)
    stage.stage(Evidence(catalogue.load(clinic.root), None), tmp_path / "stage")
    assert not (tmp_path / "stage/docs/contributing/extra").exists()


def test_a_broken_link_stops_the_build(project: Path, site: Path) -> None:
    page = project / stage.STAGE / "docs/contributing/how-it-works.md"
    text = page.read_text()
    page.write_text(text + "\n[nowhere](nowhere.md)\n[no anchor](#nowhere)\n")
    try:
        done = run(project, "mkdocs", "build", "--strict", "--site-dir", "broken")
    finally:
        page.write_text(text)
    assert done.returncode == 1
    assert "nowhere.md" in done.stdout
    assert "#nowhere" in done.stdout


def test_zensical_builds_the_same_file(project: Path, site: Path, verified: Report) -> None:
    pytest.importorskip("zensical")
    built = ("zensical", "site")
    shutil.copytree(
        project,
        project / "zensical",
        ignore=lambda folder, _: built if Path(folder) == project else (),
    )
    done = run(project / "zensical", "zensical", "build", "--strict")
    assert done.returncode == 0, done.stdout
    for path in ("index.html", "errors/index.html", "errors/read-timeout/index.html"):
        assert (project / "zensical/site" / path).exists()
    text = (project / "zensical/site/errors/read-timeout/index.html").read_text()
    assert "pip install --timeout" in re.sub(r"<[^>]+>", "", text)
    assert "verified--yes" in text
    for made in ('id="answer"', 'class="recording"', 'id="fn:six"'):
        assert made in text
    assert "<title>pip ReadTimeoutError: Read timed out</title>" in text
    for told in ('http-equiv="Content-Security-Policy"', "text/markdown", '"TechArticle"'):
        assert told in text
    assert "<lastmod>" in (project / "zensical/site/sitemap.xml").read_text()
    finishing.finish(Evidence(catalogue.load(project), verified), project / "zensical/site")


def test_no_heading_breaks_within_an_option(site: Path, pages: Catalogue) -> None:
    titles = {slug: page.front.title for slug, page in pages.pages.items()}
    options = {slug: re.findall(r"(?<![\w-])--[\w-]+", title) for slug, title in titles.items()}
    assert sum(map(len, options.values())) >= 5
    for slug, names in options.items():
        built = (site / f"errors/{slug}/index.html").read_text(encoding="utf-8")
        for name in names:
            assert f'<span class="unbroken">{name}</span>' in built
