"""The wheel for readers: little, whole, and the same whenever it is built of the same."""

import importlib.metadata
import re
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from pipclinic.content import catalogue
from pipclinic.content.catalogue import Catalogue
from pipclinic.evidence.evidence import Evidence
from pipclinic.explain import COMMANDS
from pipclinic.site import wheel
from tests.clinic import copy_of_the_clinic
from tests.conftest import ROOT
from tests.readers import pipclinic, surroundings


def small_clinic(folder: Path) -> Evidence:
    """A project with one page, of which a wheel is made quickly."""
    root = copy_of_the_clinic(folder).root
    loaded = catalogue.load(root)
    (root / "pipclinic").symlink_to(ROOT / "pipclinic")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        (root / name).symlink_to(ROOT / name)
    return Evidence(loaded)


def test_the_same_is_built_of_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    evidence = small_clinic(tmp_path)
    first, again = (
        wheel.build(evidence, tmp_path / name, told={}).read_bytes() for name in ("a", "b")
    )
    assert first == again
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790009999")
    assert wheel.build(evidence, tmp_path / "c", told={}).read_bytes() != first


def test_it_carries_what_readers_need_and_no_more(installed: Path, pages: Catalogue) -> None:
    all_files = (path for path in installed.rglob("*.*") if path.suffix != ".pyc")
    files = {path.relative_to(installed).as_posix() for path in all_files if path.is_file()}
    rooms = {name.split("/")[1] for name in files if name.startswith("pipclinic/")}
    assert rooms == {"__init__.py", "__main__.py", "explain"}
    data = "pipclinic/explain/data"
    assert {f"{data}/pages/{slug}.md" for slug in pages.documents} <= files
    assert {f"{data}/{name}" for name in ("about.json", "errors.json", "engine.js")} <= files
    assert f"{data}/minisearch-7.2.0.LICENSE.txt" in files
    assert sum(path.stat().st_size for path in installed.rglob("*.*")) < 4_000_000


def test_it_brings_one_distribution_and_mcp_only_on_demand(installed: Path) -> None:
    (folder,) = installed.glob("*.dist-info")
    about = importlib.metadata.PathDistribution(folder).metadata
    required = [Requirement(text) for text in about.get_all("Requires-Dist") or ()]
    assert [need.name for need in required if not need.marker] == ["quickjs-ng"]
    assert {str(need.marker) for need in required if need.marker} == {'extra == "mcp"'}
    version = re.search(r'(?m)^version = "(.+)"$', (ROOT / "pyproject.toml").read_text())
    assert version
    assert about["Version"] == version[1]
    twin = installed / "pipclinic/explain/data/pages/read-timeout.md"
    assert f"From pip clinic {version[1]}, updated" in twin.read_text(encoding="utf-8")


def test_explaining_imports_nothing_heavy(installed: Path) -> None:
    """And asks no server: no module for that is loaded."""
    script = (
        "import sys; from pipclinic.explain.command import main; main(['explain', '--quiet']);"
        "print(*(name.partition('.')[0] for name in sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=surroundings(installed), input="Read timed out.",
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    loaded = set(done.stderr.split())
    assert "quickjs" in loaded
    heavy = {"typer", "rich", "pydantic", "yaml", "jinja2", "packaging", "mcp", "asyncio"}
    assert loaded.isdisjoint(heavy | {"socket", "ssl", "http"})


def test_where_nothing_is_known_that_is_said(tmp_path: Path, installed: Path) -> None:
    with zipfile.ZipFile(next(installed.parent.glob("*.whl"))) as archive:
        archive.extractall(tmp_path, [name for name in archive.namelist() if "/data/" not in name])
    done = pipclinic(tmp_path, "explain", "read-timeout")
    assert done.returncode == 2
    assert done.stderr == (
        "pipclinic: nothing is known here yet: in a clone, 'make wheel' makes it of the pages\n"
    )


def test_help_names_every_command(installed: Path) -> None:
    done = pipclinic(installed, "--help")
    said = " ".join(done.stdout.split())
    for name, sentence in COMMANDS.items():
        assert f"{name} {sentence}" in said


def test_an_answer_comes_at_once(installed: Path, tmp_path: Path) -> None:
    """The whole process, in CPU time, which a busy machine leaves as it is; the least of five."""
    few = "Collecting a\n  Using cached a-1-py3-none-any.whl (62 kB)\n" * 99
    text = f"{few}ERROR: Read timed out. (read timeout=15)\n"
    for content, most in ((text, 0.3), (text * (1_000_000 // len(text)), 1.0)):
        (tmp_path / "pip.log").write_text(content, encoding="utf-8")
        took = []
        for _ in range(5):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            assert pipclinic(installed, "explain", str(tmp_path / "pip.log")).returncode == 0
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            took.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        assert min(took) < most, took
