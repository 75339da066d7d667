"""Run by test_python_snippets.py in a process of its own, where it can change names and time."""

import json
import os
from pathlib import Path

import pytest
from pytest_examples import CodeExample, EvalExample

from pipclinic.lab.stub import clock, resolver

given = json.loads(Path(os.environ["PIPCLINIC_EXAMPLE"]).read_text())


def test_prints_what_is_recorded(
    eval_example: EvalExample, capsys: pytest.CaptureFixture[str]
) -> None:
    clock.show(given["world"])
    resolver.show(given["world"])
    try:
        eval_example.run(CodeExample.create(given["source"]))
    except (Exception, pytest.fail.Exception) as error:  # its own traceback crashes Python 3.11
        pytest.fail(str(error), pytrace=False)
    assert capsys.readouterr().out == given["expected"]
