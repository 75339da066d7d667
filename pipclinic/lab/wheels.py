"""Published wheels: fetched at set-up, each checked against its digest, never at run time.

Which there are, stands in `faults/published.py`.
"""

import functools
import hashlib
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

from pipclinic.faults.published import TABLE, Wheel

FOLDER = Path(".cache/wheels")
Say = Callable[[str], None]
_NO_WAY = re.compile(r"\[Errno -?\d+\] [^'\")]+")


def path(wheel: Wheel) -> Path:
    """Where a wheel is kept, once fetched."""
    return FOLDER / wheel.filename


def fetch(say: Say) -> list[str]:
    """Bring what is missing into `.cache/wheels`; return what went wrong."""
    return fetch_all(((wheel.requirement, wheel.sha256, path(wheel)) for wheel in TABLE), say)


def fetch_all(wanted: Iterable[tuple[str, str, Path]], say: Say) -> list[str]:
    """Bring wheels to where they are kept, each a requirement, a digest and a path.

    say: is told of each that is fetched. Returns what went wrong; what keeps one away mostly keeps
    all away, so no other is begun then.
    """
    missing = [wheel for wheel in wanted if not _is_as_published(wheel[2], wheel[1])]
    problems: list[str] = []

    def bring(number: int, wheel: tuple[str, str, Path]) -> None:
        if problems:
            return
        say(f"fetching {wheel[0]}, {number} of {len(missing)}")
        if problem := download(*wheel):
            problems.append(problem)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(bring, count(1), missing))
    return problems


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
    if done.returncode == 0:
        return None
    reasons = _NO_WAY.findall(done.stderr) or done.stderr.splitlines() or ["pip said nothing"]
    return f"{requirement} could not be fetched: {reasons[-1]}"
