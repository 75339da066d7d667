"""Published wheels: fetched at set-up, each checked against its digest, never at run time.

Which there are, stands in `faults/published.py`.
"""

import hashlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pipclinic.faults.published import TABLE, Wheel

FOLDER = Path(".cache/wheels")


def path(wheel: Wheel) -> Path:
    """Where a wheel is kept, once fetched."""
    return FOLDER / wheel.filename


def fetch() -> list[str]:
    """Bring what is missing into `.cache/wheels`; return what went wrong, a line a wheel."""

    def problem(wheel: Wheel) -> str | None:
        return download(wheel.requirement, wheel.sha256, path(wheel))

    with ThreadPoolExecutor(4) as pool:
        return [line for line in pool.map(problem, TABLE) if line]


def download(requirement: str, sha256: str, kept: Path) -> str | None:
    """Bring one wheel into the folder of `kept`, unless it is there; return what went wrong.

    The machine's own pip settings are honoured.
    """
    if kept.exists() and hashlib.sha256(kept.read_bytes()).hexdigest() == sha256:
        return None
    kept.parent.mkdir(parents=True, exist_ok=True)
    requirements = kept.with_suffix(".txt")
    requirements.write_text(f"{requirement} --hash=sha256:{sha256}\n")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-cache-dir", "--no-deps"]
    command += ["--only-binary=:all:", "--dest", str(kept.parent)]
    command += ["--requirement", str(requirements)]
    done = subprocess.run(command, capture_output=True, text=True)
    requirements.unlink()
    return None if done.returncode == 0 else f"{requirement}: {done.stderr.strip()[-300:]}"
