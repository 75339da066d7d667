"""A page from nothing to green, as a new contributor goes about it; each mistake is named."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipclinic.content import catalogue, new, pips
from pipclinic.content.problems import UNWRITTEN, BadContent
from pipclinic.evidence import kept, report
from pipclinic.evidence.evidence import Evidence
from pipclinic.site import stage
from tests.clinic import Clinic, copy_of_the_clinic
from tests.conftest import ROOT

SLUG = "no-list-of-files"
PAGE = f"docs/errors/{SLUG}.md"
SIGNATURE = "because the GET request got Content-Type: application/octet-stream."
# What stands behind each "WRITE THIS", and what a contributor writes instead of the line's end.
FILLED = {
    "what pip prints, as a person": "The GET request got Content-Type: application/octet-stream",
    "one sentence for search": "The index sends its list of files as if it were a file itself, and "
    "pip does not read it.",
    "a title of at most": "pip skips a page because of its Content-Type",
    "one sentence that says": "pip asked for a list and was handed something else.",
    "what the fix changes": "affects this command only",
    "a text out of what": SIGNATURE,
    "a sign of one cause": "The warning names a Content-Type | [Take another](#the-fix) |",
    "what happened on the way": "The index named a type that pip does not take.",
    "what the fix does": "Take another index {#the-fix}",
    "when to use it": "Where you may. It changes one install.",
    "popular advice": "Nothing else was tried.",
    "where to set it": "Set it in your settings.",
    "words that complete": "the index names a wrong type",
    "what is gone": "site-packages/pip/_vendor/certifi/cacert.pem",
    "content_type": "application/octet-stream",
    "one of the signatures": SIGNATURE,
}


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    copy = copy_of_the_clinic(tmp_path)
    (copy.root / ".cache").mkdir()
    for folder in ("environments", "wheels", "pips"):
        (ROOT / ".cache" / folder).mkdir(parents=True, exist_ok=True)
        (copy.root / ".cache" / folder).symlink_to(ROOT / ".cache" / folder)
    return copy


def run(clinic: Clinic, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipclinic", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command,
        cwd=clinic.root,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


def begin(clinic: Clinic) -> subprocess.CompletedProcess[str]:
    return run(clinic, "new", SLUG, "--fault", "wrong-type")


def fill(clinic: Clinic) -> None:
    """Write what `check` names."""
    snippets = clinic.root / "snippets" / SLUG
    for path in (clinic.root / PAGE, snippets / "case.toml"):
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines):
            before, found, hint = line.partition(f"{UNWRITTEN}: ")
            if found:
                words = next(text for start, text in FILLED.items() if hint.startswith(start))
                lines[number] = before + words + hint[len(hint.rstrip('"]')) :]
        path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    fix = "pip install --index-url https://pypi.example.com/simple/ requests\n"
    (snippets / "fix.sh").write_text(fix, encoding="utf-8")


def test_from_nothing_to_green(clinic: Clinic) -> None:
    started = begin(clinic)
    assert started.returncode == 0, started.stderr
    assert f"pip {pips.NEWEST.version} prints there:" in started.stdout
    assert "No matching distribution found for requests" in started.stdout
    named = run(clinic, "check")
    assert named.returncode == 2
    lines = named.stderr.splitlines()
    assert all(": write this: " in line for line in lines), named.stderr
    written = list((clinic.root / "snippets" / SLUG).iterdir())
    texts = [path.read_text(encoding="utf-8") for path in (clinic.root / PAGE, *written)]
    assert len(lines) == sum(text.count(UNWRITTEN) for text in texts) > 12
    fill(clinic)
    checked = run(clinic, "check")
    assert checked.returncode == 0, checked.stderr
    leave_a_draft(clinic)
    proved = run(clinic, "record", SLUG, "--pip", "newest")
    assert proved.returncode == 0, proved.stdout + proved.stderr
    assert f"{SLUG}: 1 recording changed" in proved.stdout
    recorded = (
        clinic.root
        / "snippets"
        / SLUG
        / f"recorded/install-wrong-type-index/{pips.NEWEST.version}.txt"
    )
    assert SIGNATURE in recorded.read_text(encoding="utf-8")
    page = catalogue.load(clinic.root, [SLUG])
    evidence = Evidence(page, report.read(clinic.root / report.DEFAULT_PATH))
    stage.stage(evidence, clinic.root / "stage")
    shown = (clinic.root / "stage" / PAGE).read_text(encoding="utf-8")
    stage.stage(Evidence(page, kept=kept.read_all(page)), clinic.root / "fresh")
    assert (clinic.root / "fresh" / PAGE).read_text(encoding="utf-8") == shown
    assert f"<strong>Verified</strong> with pip {pips.NEWEST.version}," in shown
    assert "Executed" in shown


def leave_a_draft(clinic: Clinic, slug: str = "unfinished", kind: str = "refused") -> None:
    """Begin another page, and do something else."""
    for path, text in new.draft(slug, kind, None).files.items():
        (clinic.root / path).parent.mkdir(exist_ok=True)
        (clinic.root / path).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("kind", ["command", "files", "offers"])
def test_what_is_begun_has_what_its_kind_requires(clinic: Clinic, kind: str) -> None:
    leave_a_draft(clinic, SLUG, kind)
    fill(clinic)
    assert SLUG in catalogue.load(clinic.root).pages


def test_new_says_so_where_nothing_failed(clinic: Clinic) -> None:
    begun = run(clinic, "new", SLUG, "--fault", "command")
    assert begun.returncode == 0, begun.stderr
    told = f"Nothing failed there: put the command that fails into snippets/{SLUG}/install.sh."
    assert told in begun.stdout


def test_new_says_where_the_command_did_not_go(clinic: Clinic) -> None:
    begun = run(clinic, "new", SLUG, "--fault", "refused", "--host", "mirror")
    assert "The fault did not bite: it strikes mirrors.aliyun.com, and pip asked" in begun.stdout
    assert "files.pythonhosted.org, pypi.org." in begun.stdout


def test_new_says_what_can_be_made_stronger(clinic: Clinic) -> None:
    begun = run(clinic, "new", SLUG, "--fault", "truncated-gzip", "--host", "files")
    assert "The fault did not bite. What can be made stronger in snippets/" in begun.stdout
    assert "\n  missing     more bytes\n" in begun.stdout


def test_the_faults_are_listed_with_what_they_do(clinic: Clinic) -> None:
    listed = run(clinic, "faults").stdout
    assert "\nStrikes when the host's name is looked up.\n  unresolvable  " in listed
    lines = listed.splitlines()
    for kind in new.kinds():
        (line,) = [line for line in lines if line.startswith(f"  {kind} ")]
        assert len(line.removeprefix(f"  {kind}").strip()) > 20


@pytest.mark.parametrize("slug", ["read-timeout", "unfinished"])
def test_a_shell_is_there_before_anything_is_written(clinic: Clinic, slug: str) -> None:
    leave_a_draft(clinic)
    done = run(clinic, "shell", slug)
    assert done.returncode == 0, done.stderr
    assert f"pip {pips.NEWEST.version} on Python " in done.stdout
    assert UNWRITTEN not in done.stdout


def test_a_mistake_elsewhere_is_not_said_of_the_page_that_is_named(clinic: Clinic) -> None:
    leave_a_draft(clinic)
    assert list(catalogue.load(clinic.root, ["read-timeout"]).documents) == ["read-timeout"]
    with pytest.raises(BadContent):
        catalogue.load(clinic.root, ["unfinished"])
    with pytest.raises(BadContent):
        catalogue.load(clinic.root)


def test_one_place_left_is_named(clinic: Clinic) -> None:
    begin(clinic)
    fill(clinic)
    clinic.replace(clinic.root / PAGE, "Set it in your settings.", f"{UNWRITTEN}: where to.")
    with pytest.raises(BadContent) as caught:
        catalogue.load(clinic.root)
    (problem,) = caught.value.problems
    assert str(problem).startswith(f"{PAGE}:")
    assert str(problem).endswith(": write this: where to.")


def test_a_fix_that_does_not_help_is_named(clinic: Clinic) -> None:
    begin(clinic)
    fill(clinic)
    text = "pip install --retries 1 requests"
    (clinic.root / "snippets" / SLUG / "fix.sh").write_text(f"{text}\n", encoding="utf-8")
    done = run(clinic, "record", SLUG, "--pip", "newest")
    assert done.returncode == 2
    assert f"FAIL {SLUG}  fix       fix.sh under wrong-type-index" in done.stdout
    assert done.stdout.count("fix.sh exited 1: ERROR: No matching distribution found") == 1
    assert "\n1 step failed:\n" in done.stdout
    assert "least possible" not in done.stdout
    assert "not recorded: " in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["No_Slug", "--fault", "refused"], "'No_Slug' is no slug: lower-case words with hyphens"),
        (
            ["read-timeout", "--fault", "refused"],
            "there is a page 'read-timeout' already: docs/err",
        ),
        (["x"], "say what is broken, with --fault; 'pipclinic faults' lists the kinds"),
        (["x", "--fault", "refusd"], "there is no kind of fault 'refusd'; did you mean 'refused'?"),
        (
            ["x", "--fault", "refused", "--host", "moon"],
            "--host moon: refused strikes index, files, legacy",
        ),
        (
            ["x", "--fault", "command", "--host", "index"],
            "--host index: command strikes no host: leave --host out",
        ),
        (["x", "--fault", "several-addresses"], "several-addresses wants "),
    ],
)
def test_what_cannot_be_begun(clinic: Clinic, arguments: list[str], message: str) -> None:
    done = run(clinic, "new", *arguments)
    assert done.returncode == 2, done.stdout
    assert done.stderr.startswith(message), done.stderr
    assert "Traceback" not in done.stderr
    assert list((clinic.root / "docs/errors").glob("*.md")) == [clinic.page]


@pytest.mark.parametrize("kind", new.kinds())
def test_every_kind_of_fault_can_begin_a_page(kind: str) -> None:
    if kind == "several-addresses":
        with pytest.raises(new.NotMade, match="a list: begin with another kind"):
            new.draft("x", kind, None)
    else:
        assert new.draft("x", kind, None).fault.fault.kind == kind


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
def test_a_page_that_git_does_not_know_yet_is_looked_at(clinic: Clinic) -> None:
    """`make check` and `make format` go by what git would have, not only by what it has."""
    subprocess.run(["git", "init", "--quiet"], cwd=clinic.root, check=True)
    (clinic.root / ".venv").symlink_to(sys.prefix)
    for file in ("Makefile", ".pre-commit-config.yaml", "deno.json"):
        shutil.copy(ROOT / file, clinic.root)
    (clinic.root / "docs/errors/new.md").write_text("# We recieve\n", encoding="utf-8")
    snippet = clinic.root / "snippets/new/fix.sh"
    snippet.parent.mkdir()
    snippet.write_text("pip  install requests\n", encoding="utf-8")
    make = ["make", "--old-file", ".venv/ready"]
    checked = subprocess.run([*make, "check"], cwd=clinic.root, capture_output=True, text=True)
    assert checked.returncode == 2
    assert "`recieve` should be `receive`" in checked.stdout
    assert "diff snippets/new/fix.sh" in checked.stdout
    subprocess.run([*make, "format"], cwd=clinic.root, capture_output=True, check=True)
    assert snippet.read_text(encoding="utf-8") == "pip install requests\n"
