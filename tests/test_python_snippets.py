"""Every Python snippet runs in each of its worlds and prints what is recorded; so does every
`py` block that is written into a page.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_examples import CodeExample, find_examples

from pipclinic.content import catalogue
from pipclinic.content.case import Example
from pipclinic.content.page import Page
from pipclinic.evidence import recordings
from pipclinic.lab.stub import certificates
from pipclinic.lab.stub.server import Stub
from pipclinic.lab.stub.world import World
from tests.conftest import ROOT

EXAMPLES = [
    pytest.param(page, example, id=f"{page.slug}-{example.name}")
    for page in catalogue.load(Path()).documents.values()
    for example in page.case.example
]
FENCES = sorted(find_examples("docs"), key=lambda fence: (str(fence.path), fence.start_line))


def run_in_a_world(
    source: str, expected: str, world: World, stub: Stub, tmp_path: Path
) -> subprocess.CompletedProcess[str]:
    given = tmp_path / "example.json"
    authority = tmp_path / "cert.pem"
    authority.write_bytes(certificates.trusted().pem)
    with stub.serve(world) as running:
        content = {"source": source, "expected": expected, "world": running.shim_config()}
        given.write_text(json.dumps(content))
        environment = {
            **os.environ,
            "PIPCLINIC_EXAMPLE": str(given),
            "SSL_CERT_FILE": str(authority),
            "PYTHONPATH": str(ROOT),
        }
        module = str(ROOT / "tests/examples_in_a_world.py")
        command = [sys.executable, "-m", "pytest", "-q", "--noconftest", "-p", "no:cacheprovider"]
        return subprocess.run(
            [*command, "-c", os.devnull, "--rootdir", str(tmp_path), module],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
        )


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 7
    assert FENCES


@pytest.mark.parametrize(("page", "example"), EXAMPLES)
def test_snippet_prints_what_is_recorded(
    page: Page, example: Example, stub: Stub, tmp_path: Path
) -> None:
    if example.fault is not None and (reason := example.fault.impossible_here()):
        pytest.skip(reason)
    source = page.snippets[example.run].read_text(encoding="utf-8")
    expected = recordings.example_file(page, example).read_text(encoding="utf-8")
    done = run_in_a_world(source, expected, World(fault=example.fault), stub, tmp_path)
    assert done.returncode == 0, done.stdout


def test_a_snippet_that_prints_something_else_fails(stub: Stub, tmp_path: Path) -> None:
    done = run_in_a_world('print("one")\n', "two\n", World(), stub, tmp_path)
    assert done.returncode == 1
    assert "1 failed" in done.stdout


@pytest.mark.parametrize("fence", FENCES, ids=lambda fence: f"{fence.path.name}:{fence.start_line}")
def test_py_block_is_an_included_snippet_or_runs(
    fence: CodeExample, stub: Stub, tmp_path: Path
) -> None:
    included = [line for line in fence.source.splitlines() if line.startswith('--8<-- "')]
    if included:
        names = {
            f"{page.slug}/{table.run}"
            for page in catalogue.load(Path()).documents.values()
            for table in (*page.case.example, *page.case.steps, *page.claims.shows)
        } | {
            f"{page.slug}/{file}"
            for page in catalogue.load(Path()).documents.values()
            for step in page.case.steps
            for file in step.places
        }
        assert included == fence.source.splitlines()
        assert {line.split('"')[1] for line in included} <= names
        return
    printed = [line[3:] for line in fence.source.splitlines() if line.startswith("#> ")]
    done = run_in_a_world(fence.source, "\n".join(printed), World(), stub, tmp_path)
    assert done.returncode == 0, done.stdout
