"""Published wheels: fetched at set-up, each checked against its digest, never at run time.

Which there are, stands in `faults/published.py`.
"""

import functools
import hashlib
import subprocess
import sys
import tempfile
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


class Altered(Exception):
    """A wheel in the cache is not what was published."""


@functools.cache
def look_at(path: Path, sha256: str) -> None:
    """Make sure, once in a process, that a wheel is what was published; raises Altered."""
    if not _is_as_published(path, sha256):
        raise Altered(f"{path} is not what was published: run 'pipclinic pips' to fetch it again")


def _is_as_published(path: Path, sha256: str) -> bool:
    return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def download(requirement: str, sha256: str, kept: Path) -> str | None:
    """Bring one wheel into the folder of `kept`, unless it is there; return what went wrong.

    The machine's own pip settings are honoured.
    """
    if _is_as_published(kept, sha256):
        return None
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as folder:  # somebody else may fetch it, too
        requirements = Path(folder) / "wanted.txt"
        requirements.write_text(f"{requirement} --hash=sha256:{sha256}\n")
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-cache-dir"]
        command += ["--no-deps", "--only-binary=:all:", "--dest", folder]
        command += ["--requirement", str(requirements)]
        done = subprocess.run(command, capture_output=True, text=True)
        for wheel in Path(folder).glob("*.whl"):
            wheel.replace(kept.parent / wheel.name)
    return None if done.returncode == 0 else f"{requirement}: {done.stderr.strip()[-300:]}"
