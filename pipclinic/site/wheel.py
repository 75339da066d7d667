"""The wheel for readers: `pipclinic explain`, and what it knows. The same pages, the same bytes."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipclinic.evidence.evidence import Evidence
from pipclinic.site import published, scripts, twins

KNOWLEDGE = Path(".cache/explain")
DIST = Path("dist")
_ENGINE = scripts.FOLDER / "terminal/engine.js"
_VENDORED = scripts.FOLDER / "vendor"
# What is in it besides the knowledge: the room of the commands for readers, and their door.
_PACKED = (
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "pipclinic/__init__.py",
    "pipclinic/__main__.py",
)
_ROOM = Path("pipclinic/explain")
_BUILD = "import sys; from flit_core.buildapi import build_wheel; print(build_wheel(sys.argv[1]))"


class NotBuilt(Exception):
    """Why there is no wheel."""


def version_of(root: Path) -> str:
    """The version of the project in a folder."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def write_knowledge(
    evidence: Evidence, folder: Path = KNOWLEDGE, told: Mapping[str, str] = os.environ
) -> None:
    """Write what `pipclinic explain` reads; see pipclinic/explain/knowledge.py.

    told: SITE_URL and REPOSITORY_URL, if anybody knows them
    """
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in _knowledge(evidence, told):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _knowledge(evidence: Evidence, told: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    root = evidence.catalogue.root
    version = version_of(root)
    repository = told.get("REPOSITORY_URL", "")
    issues = f"{repository}/issues/new" if repository else ""
    about = {"version": version, "site": told.get("SITE_URL", ""), "issues": issues}
    yield "about.json", json.dumps(about, indent=1) + "\n"
    yield "errors.json", published.published(evidence)
    yield "engine.js", scripts.alone(root / _ENGINE)
    for licence in sorted((root / _VENDORED).glob("*.LICENSE.txt")):
        yield licence.name, licence.read_text(encoding="utf-8")
    for document in evidence.catalogue.documents.values():
        yield f"pages/{document.slug}.md", twins.twin(document, evidence, version)


def build(evidence: Evidence, into: Path = DIST, told: Mapping[str, str] = os.environ) -> Path:
    """Build the wheel, from these pages and the date of the last commit. Raises NotBuilt."""
    root = evidence.catalogue.root
    into.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        for name in _PACKED:
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, tree / name)
        shutil.copytree(root / _ROOM, tree / _ROOM, ignore=shutil.ignore_patterns("__pycache__"))
        write_knowledge(evidence, tree / _ROOM / "data", told)
        done = subprocess.run(
            [sys.executable, "-c", _BUILD, str(into.resolve())],
            cwd=tree,
            env={**os.environ, "SOURCE_DATE_EPOCH": _date(root)},
            capture_output=True,
            text=True,
        )
    if done.returncode != 0:
        raise NotBuilt(f"flit could not build the wheel: {done.stderr.strip().splitlines()[-1]}")
    return into / done.stdout.strip()


def _date(root: Path) -> str:
    """When what is in the wheel was written, in seconds; 1980 where that is not known."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    command = ["git", "log", "-1", "--format=%ct"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    return given or done.stdout.strip() or "315532800"
