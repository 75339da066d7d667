"""Published files, wheels and sdists: fetched at set-up by their digests, never at run time.

Which there are, stands in `faults/published.toml`.
"""

import functools
import hashlib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

from pipclinic.faults.published import TABLE, Published
from pipclinic.lab import sdists

FOLDER = Path(".cache/wheels")
Say = Callable[[str], None]
_NO_WAY = re.compile(r"\[Errno -?\d+\] [^'\")]+")


def path(row: Published) -> Path:
    """Where a file is kept, once fetched."""
    return FOLDER / row.filename


def fetch(say: Say) -> list[str]:
    """Bring what is missing into `.cache/wheels`; return what went wrong."""
    return fetch_all(((row.requirement, row.sha256, path(row)) for row in TABLE), say)


def fetch_all(wanted: Iterable[tuple[str, str, Path]], say: Say) -> list[str]:
    """Bring files to where they are kept, each a requirement, a digest and a path.

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
    """A file in the cache is not what was published."""


@functools.cache
def look_at(path: Path, sha256: str) -> None:
    """Make sure, once in a process, that a file is what was published; raises Altered."""
    if not _is_as_published(path, sha256):
        raise Altered(f"{path} is not what was published: run 'pipclinic pips' to fetch it again")


def _is_as_published(path: Path, sha256: str) -> bool:
    return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def download(requirement: str, sha256: str, kept: Path) -> str | None:
    """Bring one file into the folder of `kept`, unless it is there; return what went wrong.

    The machine's own pip settings are honoured.
    """
    if _is_as_published(kept, sha256):
        return None
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as folder:  # somebody else may fetch it, too
        wheel = kept.suffix == ".whl"
        options = ("--only-binary=:all:",) if wheel else sdists.OPTIONS
        variables = dict(os.environ) if wheel else sdists.variables(Path(folder))
        requirements = Path(folder) / "wanted.txt"
        requirements.write_text(f"{requirement} --hash=sha256:{sha256}\n")
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-cache-dir"]
        command += ["--no-deps", *options, "--dest", folder]
        command += ["--requirement", str(requirements)]
        done = subprocess.run(command, capture_output=True, text=True, env=variables)
        for file in Path(folder).glob(f"*{kept.suffix}"):
            file.replace(kept.parent / file.name)
    if done.returncode == 0:
        return None
    reasons = _NO_WAY.findall(done.stderr) or done.stderr.splitlines() or ["pip said nothing"]
    return f"{requirement} could not be fetched: {reasons[-1]}"
