"""What a command finds on its PATH besides the environment: no pip, no Python of this machine."""

import shutil
from pathlib import Path

from pipclinic.lab import commands

FOLDER = "opt/bin"
TOOLS = (
    "cat chmod cp echo env false grep head ls mkdir mv printf rm sed sh sleep tail touch true uname"
)
# Of words that are no durations the machine's own speaks; it also waits for "infinity".
SLEEP = """\
#!/bin/sh
for seconds in "${{@:-none}}"; do
	case ${{seconds%[smhd]}} in
	"" | . | *[!0-9.]* | *.*.*) exec {real} "$@" ;;
	esac
done
"""


def lay(root: Path, git: bool, decided: bool) -> None:
    """Put them into a root.

    git: whether the machine's git is one. decided: whether time is: then sleep returns at once.
    """
    (root / FOLDER).mkdir(parents=True)
    for name in (*TOOLS.split(), *["git"] * git):
        if found := shutil.which(name):
            tool = root / FOLDER / name
            if name == "sleep" and decided:
                with commands.no_fork:
                    tool.write_text(SLEEP.format(real=found))
                    tool.chmod(0o755)
            else:
                tool.symlink_to(found)
