"""Runs a program in a Python that has loaded the shims, and reads what it prints as JSON."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from pipclinic.lab.stub import clock, resolver


def under_the_shims(program: str, tmp_path: Path, world: dict[str, Any] | None = None) -> Any:
    """What a program prints, whose names and time are those of a world; `real` is real time."""
    for name, module in (("_pipclinic_clock", clock), ("_pipclinic_resolver", resolver)):
        (tmp_path / f"{name}.py").write_bytes(Path(str(module.__file__)).read_bytes())
    (tmp_path / "_pipclinic_world.json").write_text(json.dumps({"names": {}, **(world or {})}))
    preamble = (
        "import time; real = time.monotonic; import sys\n"
        f"sys.path.insert(0, {str(tmp_path)!r}); import _pipclinic_clock, _pipclinic_resolver\n"
        "import json, socket, ssl, subprocess, threading\n"
    )
    command = [sys.executable, "-I", "-c", preamble + program]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
