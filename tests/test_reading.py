"""What is only read is not started: a case is read without server, authority or sandbox."""

import subprocess
import sys

NEVER = {"asyncio", "cryptography", "h11", "http.client", "ssl", "trustme"}


def test_reading_every_case_starts_no_server() -> None:
    program = (
        "import sys; from pathlib import Path; from pipclinic.content import catalogue, new\n"
        "assert catalogue.load(Path()).documents and new.families(); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert "pipclinic.faults.worlds" in loaded
    assert loaded & NEVER == set()
    assert [name for name in loaded if name.startswith("pipclinic.lab")] == []
