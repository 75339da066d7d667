"""Makes .venv, with all that requirements.lock names: `python3 pipclinic/prepare.py` in a clone.

Run by whatever Python there is, before anything is installed: standard library only. It says what
it does, at least every five seconds. uv installs, for it takes about 60 % of pip's CPU time; where
uv cannot (it reads no pip.conf), pip does.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(".venv")
LOCK = Path("requirements.lock")
_REQUIREMENT = re.compile(r"^([a-z0-9.-]+)==.*\n(?:    .*\n)*", re.MULTILINE)
_REASON = re.compile(r"\[Errno -?\d+\] [^'\")]+|ERROR: .+|error: .+")
_EVERY = 3  # seconds between two words


class Failed(Exception):
    """Why nothing could be made of it, and what to do."""


def main() -> None:
    """Make .venv; exit with 1, and one sentence, where that cannot be."""
    try:
        prepare()
    except Failed as failed:
        sys.exit(str(failed))
    except OSError as error:
        what = error.filename or HERE
        sys.exit(f"{what}: {error.strerror}. A clone has to be writable: make one where it can be.")


def prepare() -> None:
    """Make .venv anew. Raises Failed."""
    lock = LOCK.read_text(encoding="utf-8")
    wanted = [found[1] for found in _REQUIREMENT.finditer(lock)]
    print(f"setting up .venv: {len(wanted)} packages, once", flush=True)
    _run("an environment with pip", [sys.executable, "-m", "venv", "--clear", str(HERE)])
    scripts = HERE / ("Scripts" if os.name == "nt" else "bin")
    python = str(scripts / "python")
    pip = [python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    hashed = ["--require-hashes", "--requirement"]
    (uv,) = (found[0] for found in _REQUIREMENT.finditer(lock) if found[1] == "uv")
    with tempfile.TemporaryDirectory() as folder:
        alone = Path(folder) / "uv.txt"
        alone.write_text(uv, encoding="utf-8")
        _run("uv, which installs the others", [*pip, *hashed, str(alone)])
    by_uv = [str(scripts / "uv"), "pip", "install", "--quiet", "--python", python]
    words = f"{len(wanted)} packages"
    try:
        _run(words, [*by_uv, *hashed, str(LOCK)], count=True)
    except Failed:
        _run(f"{words}, by pip", [*pip, *hashed, str(LOCK)], count=True)
    itself = ["--no-index", "--no-deps", "--no-build-isolation", "--editable", "."]
    _run("pip clinic itself", [*pip, *itself])
    (HERE / "ready").touch()
    print("ready", flush=True)


def _run(what: str, command: list[str], *, count: bool = False) -> None:
    """Run a command, and say how far it is; count: of packages, how many are there."""
    started = time.monotonic()
    print(f"installing {what}", flush=True)
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
        running = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        while True:
            try:
                code = running.wait(_EVERY)
                break
            except subprocess.TimeoutExpired:
                there = f", {len(list(HERE.rglob('*.dist-info')))} there" if count else ""
                print(f"  {time.monotonic() - started:.0f} s{there}", flush=True)
        output.seek(0)
        said = output.read()
    if code != 0:
        reasons = _REASON.findall(said) or said.strip().splitlines()[-1:]
        raise Failed(
            f"could not install {what}: {next(iter(reasons), code)}\n"
            "Once a package index can be reached ('pip config list' says which), run this again."
        )


if __name__ == "__main__":
    main()
