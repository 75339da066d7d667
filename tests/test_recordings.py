"""What differs from run to run is not recorded."""

from pathlib import Path

import pytest

from pipclinic.content import pips
from pipclinic.lab import interpreters
from pipclinic.lab.printed import normalised
from pipclinic.lab.sandbox import Sandbox

ROOT = Path("/Anywhere/sandboxes/tmpab12cd34")
PRINTED = [
    (f"{ROOT}/home/you/project/x.py", "/home/you/project/x.py"),
    (f"when git clone {ROOT}/home/you/x".lower(), "when git clone /home/you/x"),
    (f"{ROOT}/home/you/pip-install-25uim22k/x", "/home/you/pip-install-x/x"),
    (f"{ROOT}/home/you/pip-unpack-25uim22k/x", "/home/you/pip-unpack-x/x"),
    (f"{ROOT}/home/you/pip-unpacked-wheel-25uim22k/x", "/home/you/pip-unpacked-wheel-x/x"),
    ("in pip-pip-egg-info-06mfyg5y/x", "in pip-pip-egg-info-x/x"),
    (
        "<pip._vendor.urllib3.X object at 0x7fd53c1a2b30>",
        "<pip._vendor.urllib3.X object at 0x7f0123456789>",
    ),
]


@pytest.mark.parametrize(("printed", "kept"), PRINTED)
def test_what_is_kept(printed: str, kept: str) -> None:
    python = interpreters.interpreter_for(pips.NEWEST)
    assert python is not None
    box = Sandbox(ROOT, pips.NEWEST, python)
    assert normalised(printed, box) == f"{kept}\n"


def test_no_recording_has_the_digest_of_a_wheel_that_was_built() -> None:
    """It has the time of its build in it; `record` names the lines that are kept."""
    found = Path("snippets").glob("*/recorded/*/*.txt")
    texts = {path: path.read_text(encoding="utf-8") for path in found}
    assert len(texts) > 500
    assert [str(path) for path, text in texts.items() if "Created wheel for" in text] == []
