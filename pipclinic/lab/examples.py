"""Runs the Python snippets of a page, each in the worlds its case names."""

from collections.abc import Iterator
from pathlib import Path

from pipclinic.content.page import Document
from pipclinic.content.pips import Pip
from pipclinic.evidence import recordings
from pipclinic.lab.interpreters import Interpreter
from pipclinic.lab.printed import normalised
from pipclinic.lab.sandbox import sandbox
from pipclinic.lab.stub.server import Stub
from pipclinic.lab.stub.world import World

_LIMIT = 600.0  # real seconds


def printed(
    page: Document, stub: Stub, pip: Pip, python: Interpreter
) -> Iterator[tuple[Path, str]]:
    """What each snippet prints in each of its worlds: the recording's file, and the text.

    Worlds that this machine cannot show are left out.
    """
    for example in page.case.example:
        if example.fault is not None and example.fault.impossible_here():
            continue
        world = World(fault=example.fault)
        with stub.serve(world) as running, sandbox(pip, python, running) as box:
            done = box.run(page.snippets[example.run], _LIMIT)
            if done.exit != 0:
                raise RuntimeError(f"{example.run} exited {done.exit} in {example.name}")
            yield recordings.example_file(page, example), normalised(done.output, box)
