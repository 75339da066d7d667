"""Whether the newest pip there is still does what the pages say, and prints what they show."""

import difflib
import hashlib
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from pipclinic.content import pips
from pipclinic.content.catalogue import Catalogue
from pipclinic.content.pips import NEWEST, Pip
from pipclinic.evidence import recordings
from pipclinic.evidence.evidence import Evidence
from pipclinic.evidence.report import Report


class NoPip(Exception):
    """The index did not hand out a pip; says why."""


def newest() -> Pip:
    """The newest pip of the index, fetched with the machine's own settings. Raises NoPip."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--no-cache-dir", "--only-binary=:all:", "--dest", folder, "pip"]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise NoPip(f"the newest pip cannot be fetched: {done.stderr.strip()[-300:]}")
        (wheel,) = Path(folder).glob("pip-*.whl")
        content = wheel.read_bytes()
        pips.WHEELS.mkdir(parents=True, exist_ok=True)
        (pips.WHEELS / wheel.name).write_bytes(content)
    version = wheel.name.split("-")[1]
    return replace(NEWEST, version=version, sha256=hashlib.sha256(content).hexdigest())


def changes(catalogue: Catalogue, seen: Report, pip: Pip) -> str:
    """What a run with `pip` showed to be otherwise than the pages say, as Markdown, or ""."""
    parts = []
    if pip.version != NEWEST.version:
        parts.append(
            f"The index has pip {pip.version}. The newest in the table is {NEWEST.version}."
        )
    parts += [
        f"- does not hold: {row.words}: {' '.join(row.reason.split())}"
        for row in seen.outcomes
        if not row.holds
    ]
    evidence = Evidence(catalogue, seen)
    for page in catalogue.documents.values():
        for path, text in recordings.printed(evidence.of(page)):
            known = path.with_name(f"{NEWEST.version}.txt")
            recorded = known.read_text(encoding="utf-8") if known.exists() else ""
            lines = (recorded.splitlines(), text.splitlines())
            differs = difflib.unified_diff(*lines, str(known), f"pip {pip.version}", lineterm="")
            diff = "\n".join(differs)
            if diff:
                parts.append(f"\n````diff\n{diff}\n````")
    return "\n".join([f"## pip {pip.version}", "", *parts, ""]) if parts else ""
