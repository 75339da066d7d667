"""How MkDocs is started, by whichever command."""

import os
import subprocess
import sys
from pathlib import Path

SITE = Path("site")


def environment(**others: str) -> dict[str, str]:
    """Ours and these variables, and the one without which the theme warns of a MkDocs to come."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", **others}


def build(configuration: str = "mkdocs.yml", **others: str) -> int:
    """Build what is staged into `SITE`, with these variables; the exit code."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", configuration]
    return subprocess.run(command, env=environment(**others), check=False).returncode
