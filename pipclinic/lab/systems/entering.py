"""How a command begins in a sandbox that is a system: as an ordinary user, beside its root.

Of the machine it sees nothing but a few devices. Root may do what installing packages takes: own
files, and be another user; it can mount nothing, and not reach the kernel.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pipclinic.lab import roots

BEGINS = "usr/lib/pipclinic/sudo.py"
_MAY = ("CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID")


@contextmanager
def entering(
    root: Path, folder: str, lids: str, command: Sequence[str], users: int
) -> Iterator[tuple[list[str], tuple[int, ...]]]:
    """The command that runs another one in a system; and the descriptors that it has to inherit.

    users: a descriptor of the namespace of its users. The others are as in `roots.entering`.
    """
    options = [*roots.NAMESPACES, "--cap-drop", "ALL"]
    options += [word for name in _MAY for word in ("--cap-add", f"CAP_{name}")]
    options += ["--bind", str(root), "/", *roots.devices(), "--proc", "/proc"]
    options += ["--remount-ro", "/proc", "--hostname", "clinic", "--chdir", folder]
    begin = ("/usr/bin/python3", "-IS", f"/{BEGINS}", "--begin")
    with roots.told(options) as reader:
        joining = [shutil.which("nsenter") or "nsenter", f"--user=/proc/self/fd/{users}", "--"]
        words = roots.words(reader, lids, (*begin, *command))
        yield [*joining, *words], (reader, users)
