"""Reports of several machines made one; a report as a reviewer sees it; recordings compared."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipclinic.content import catalogue, pips
from pipclinic.content.catalogue import Catalogue
from pipclinic.evidence import kept, merging, recordings, report
from pipclinic.evidence.merging import NotMerged
from pipclinic.evidence.report import NotShown, Report, Skipped
from pipclinic.evidence.summary import summary
from tests.clinic import copy_of_the_clinic
from tests.conftest import ROOT
from tests.reports import complete

OLD, NEW = pips.TABLE[:6], pips.TABLE[6:]


@pytest.fixture(scope="module")
def one_page(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return catalogue.load(copy_of_the_clinic(tmp_path_factory.mktemp("clinic")).root)


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipclinic", *arguments]
    environment = {"PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def test_two_halves_make_the_whole(one_page: Catalogue) -> None:
    whole = merging.merged([complete(one_page, NEW), complete(one_page, OLD)])
    assert whole.outcomes == complete(one_page).outcomes
    assert whole.fingerprints == complete(one_page).fingerprints
    assert (whole.wall, whole.cpu) == (20, 36)


def test_a_pip_is_skipped_only_where_nobody_ran_it(one_page: Catalogue) -> None:
    both = tuple(Skipped(pip=pip, python="3.6", reason="x") for pip in ("9.0.3", "26.3"))
    old = complete(one_page, OLD[1:]).model_copy(update={"skipped": both})
    whole = merging.merged([old, complete(one_page, NEW)])
    assert [row.pip for row in whole.skipped] == ["9.0.3"]


def test_a_fault_is_left_out_only_where_nobody_showed_it(one_page: Catalogue) -> None:
    both = tuple(NotShown(slug="read-timeout", fault=u, reason="x") for u in ("slow-index", "x"))
    old = complete(one_page, OLD).model_copy(update={"not_shown": both})
    whole = merging.merged([old, complete(one_page, NEW)])
    assert [row.fault for row in whole.not_shown] == ["x"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"platform": "macOS"}, "different platforms"),
        ({"real_time": True}, "in real time"),
        ({"fingerprints": {"read-timeout": "x"}}, "different snippets or cases of 'read-timeout'"),
    ],
)
def test_what_does_not_belong_together(
    one_page: Catalogue, change: dict[str, object], message: str
) -> None:
    other = complete(one_page, NEW).model_copy(update=change)
    with pytest.raises(NotMerged, match=message):
        merging.merged([complete(one_page, OLD), other])


def test_a_pip_run_twice_is_refused_by_name(one_page: Catalogue) -> None:
    with pytest.raises(NotMerged, match=r"pip 9\.0\.3 is in more than one report"):
        merging.merged([complete(one_page, OLD), complete(one_page, pips.TABLE[:1])])


def test_a_run_of_one_page_leaves_what_is_known_of_others(one_page: Catalogue) -> None:
    """What `verify SLUG` and `record SLUG` write."""
    seen = complete(one_page, NEW)
    others = tuple(row.model_copy(update={"slug": "other"}) for row in complete(one_page).outcomes)
    missing = (NotShown(slug="read-timeout", fault="x", reason="x"),)
    before = complete(one_page).model_copy(
        update={
            "outcomes": (*others, *complete(one_page).outcomes),
            "fingerprints": {"other": "f", "read-timeout": "of an older text"},
            "not_shown": missing,
        }
    )
    now = merging.updated(before, seen)
    assert now.outcomes == (*others, *seen.outcomes)
    assert now.fingerprints == {"other": "f", **seen.fingerprints}
    assert now.not_shown == ()
    assert (now.wall, now.cpu) == (seen.wall, seen.cpu)
    assert merging.updated(now, seen) == now
    assert merging.updated(None, seen) == seen
    assert merging.updated(before.model_copy(update={"platform": "macOS"}), seen) == seen


def broken(one_page: Catalogue) -> Report:
    seen = complete(one_page)
    lost = next(row for row in seen.outcomes if row.kind == "fix" and row.pip == "26.3")
    bad = lost.model_copy(update={"holds": False, "reason": "install.sh\nexited 1"})
    rows = tuple(bad if row is lost else row for row in seen.outcomes)
    return seen.model_copy(update={"outcomes": rows})


def test_summary_says_what_a_reviewer_wants_to_know(one_page: Catalogue) -> None:
    text = summary(one_page, broken(one_page))
    total = len(complete(one_page).outcomes)
    assert text.startswith(f"**{total - 1} of {total} steps hold**, on Linux, with pip 9.0.3, 18.1")
    assert "- does not hold: read-timeout, fix `" in text
    assert "pip 26.3: install.sh exited 1\n" in text
    assert (
        "| page | fix | pips | reproduced | fixed |\n|---|---|---|---|---|\n| read-timeout" in text
    )
    row = next(line for line in text.splitlines() if "`raise-the-timeout.sh` under slow-in" in line)
    assert row.split("|")[3].strip().endswith("26.1.2, 26.3")
    assert row.split("|")[5].strip() == "10 of 10"
    assert text.count(" 9 of 10 |") == 1
    assert text.count(" 10 of 10 |") > 5


def test_the_commands_merge_and_summarise(one_page: Catalogue) -> None:
    root = one_page.root
    complete(one_page, OLD).write(root / "old.json")
    complete(one_page, NEW).write(root / "new.json")
    assert run(root, "merge", "old.json", "new.json").returncode == 0
    merged = report.read(root / report.DEFAULT_PATH)
    assert merged is not None
    assert merged.outcomes == complete(one_page).outcomes
    assert "steps hold**, on Linux" in run(root, "summary").stdout
    refused = run(root, "merge", "old.json", "old.json")
    assert (refused.returncode, refused.stderr[:10]) == (2, "pip 9.0.3,")
    refused = run(root, "merge", "nothing.json")
    assert refused.stderr == "there is no report at nothing.json: run 'pipclinic verify' first\n"


def test_recordings_that_differ_are_laid_out_to_be_copied(tmp_path: Path) -> None:
    clinic = copy_of_the_clinic(tmp_path)
    one_page = catalogue.load(clinic.root)
    (page,) = one_page.pages.values()
    step = next(step for step in page.case.reproduce if step.record is True)
    recorded = recordings.file_for(page, step, "26.3").read_text(encoding="utf-8")
    seen = complete(one_page)

    def printing(text: str) -> Report:
        rows = tuple(
            row.model_copy(update={"printed": text})
            if (row.id, row.pip) == (step.id, "26.3")
            else row
            for row in seen.outcomes
        )
        return seen.model_copy(update={"outcomes": rows})

    printing(recorded).write(tmp_path / report.DEFAULT_PATH)
    assert run(tmp_path, "keep").returncode == 0
    assert run(tmp_path, "compare").stdout == "everything recorded and kept is what was seen\n"
    printing(recorded + "one line more\n").write(tmp_path / report.DEFAULT_PATH)
    done = run(tmp_path, "compare")
    assert done.returncode == 1
    assert "+one line more" in done.stdout
    (copy,) = (path for path in (tmp_path / ".cache/recordings").rglob("*") if path.is_file())
    assert copy.relative_to(tmp_path / ".cache/recordings").parts[0] == "snippets"
    assert copy.read_text(encoding="utf-8").endswith("one line more\n")


def test_what_nobody_saw_and_yet_is_kept_is_told(tmp_path: Path) -> None:
    clinic = copy_of_the_clinic(tmp_path)
    one_page = catalogue.load(clinic.root)
    (page,) = one_page.pages.values()
    seen = complete(one_page)
    fix = next(row for row in seen.outcomes if row.kind == "fix" and row.pip == "26.3")
    rows = tuple(row for row in seen.outcomes if row != fix)
    seen.write(tmp_path / report.DEFAULT_PATH)
    assert run(tmp_path, "keep").returncode == 0
    written = kept.file_for(page).read_text(encoding="utf-8")
    seen.model_copy(update={"outcomes": rows}).write(tmp_path / report.DEFAULT_PATH)
    done = run(tmp_path, "compare")
    assert done.returncode == 1
    assert f'-"{fix.id}" = ' in done.stdout
    (copy,) = (tmp_path / ".cache/recordings").rglob("seen.toml")
    assert copy.read_text(encoding="utf-8") != written
