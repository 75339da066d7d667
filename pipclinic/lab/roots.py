"""The root that commands see: the machine's system, read-only, and a home of their own.

Made by bubblewrap, a namespace for each command: of users, mounts, processes, names and
messages. With the command all that it started ends. The network stays that of the runner.
"""

import functools
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pipclinic.lab import mounts
from pipclinic.lab.interpreters import interpreters

HOME = "home/you"
ORDINARY = 1000
_NEEDED = (0, 8)  # what --disable-userns came with

NAMESPACES = (
    *("--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"),
    *("--as-pid-1", "--die-with-parent"),
)
_ALONE = ("--unshare-user", "--disable-userns")
# Bubblewrap ends with the runner, but minds no runner that was killed before it could. Where nobody
# holds the other end of its standard output, there is none; else that is what errors have.
ALIVE = "echo || exit; exec >&2; "
# A process with the number 1 is shown no signals; what runs as the reader's command is its child.
_FIRST = 'exec 3>&2 2>/dev/null; "$@" 2>&3 3>&-; exit $?'
DEVICES = ("null", "zero", "full", "random", "urandom", "tty")
# Of the machine's own settings, those that tell where libraries are, and what TLS is for OpenSSL.
_SETTINGS = ("etc/ld.so.cache", "etc/ssl/openssl.cnf")
_USERS = (("root", 0), ("you", ORDINARY))
_FILES = {
    "etc/passwd": "".join(
        f"{name}:x:{number}:{number}:{name}:/{HOME}:/bin/sh\n" for name, number in _USERS
    ),
    "etc/group": "".join(f"{name}:x:{number}:\n" for name, number in _USERS),
    "etc/hosts": "127.0.0.1 localhost\n::1 localhost\n",
}


def furnish(root: Path) -> None:
    """Make the folders of a root in which commands find themselves."""
    for folder in (f"{HOME}/project", "tmp", "etc", "snippets", "dev/shm"):
        (root / folder).mkdir(parents=True)
    for name, text in _FILES.items():
        (root / name).write_text(text)
    for name, target in (("fd", ""), ("stdin", "/0"), ("stdout", "/1"), ("stderr", "/2")):
        (root / "dev" / name).symlink_to(f"/proc/self/fd{target}")
    for path in _system():
        if path.is_symlink():  # as /bin mostly is to usr/bin
            (root / path.name).symlink_to(path.readlink())


@contextmanager
def entering(
    root: Path, folder: str, lids: str, command: Sequence[str], user: int = ORDINARY
) -> Iterator[tuple[list[str], int]]:
    """The command that runs another one in a root; and a descriptor that it has to inherit.

    folder: the working folder, as it is called inside. lids: what the first shell does before.
    user: as whom; all of them own the same files and may do the same, root too.
    """
    shared = [word for path in _shared() for word in ("--ro-bind", str(path), str(path))]
    options = [*_ALONE, "--uid", str(user), "--gid", str(user), *NAMESPACES]
    options += ["--cap-drop", "ALL", "--bind", str(root), "/", *shared, *devices()]
    # Where the runner is root, the kernel's settings there are its own to write.
    options += ["--proc", "/proc", "--remount-ro", "/proc"]
    options += ["--hostname", "clinic", "--chdir", folder]
    with told(options) as reader:
        yield words(reader, lids, command), reader


def devices() -> list[str]:
    """What lets bubblewrap show those devices of the machine that a command may see."""
    return [word for name in DEVICES for word in ("--dev-bind", f"/dev/{name}", f"/dev/{name}")]


@contextmanager
def told(options: Sequence[str]) -> Iterator[int]:
    """A descriptor by which bubblewrap reads these: its arguments could be read inside."""
    reader, writer = os.pipe()
    try:
        os.write(writer, b"".join(os.fsencode(word) + b"\0" for word in options))
        os.close(writer)
        yield reader
    finally:
        os.close(reader)


def words(reader: int, lids: str, command: Sequence[str]) -> list[str]:
    """The command by which bubblewrap, with options from a descriptor, runs another one."""
    start = [shutil.which("bwrap") or "bwrap", "--args", str(reader), "--", "/bin/sh", "-c"]
    return [*start, lids + _FIRST, "sh", *command]


@functools.cache
def impossible() -> str:
    """Why commands cannot have a root of their own here, or ""."""
    if reason := mounts.impossible():
        return reason
    if not is_promised():
        version = ".".join(map(str, _version()))
        here = f"here is version {version}" if version else "'make system' installs it"
        return f"needs bubblewrap {'.'.join(map(str, _NEEDED))}; {here}"
    with tempfile.TemporaryDirectory() as folder:
        furnish(Path(folder))
        with entering(Path(folder), "/", "", ["/bin/sh", "-c", "true"]) as (command, told):
            done = subprocess.run(command, pass_fds=[told], capture_output=True, text=True)
    return "" if done.returncode == 0 else f"bubblewrap fails: {done.stderr.strip()[-200:]}"


def is_promised() -> bool:
    """Whether a bubblewrap is here that can give commands one, unless the system forbids it."""
    return _version() >= _NEEDED


def _version() -> tuple[int, ...]:
    """That of bubblewrap; empty where there is none."""
    found = shutil.which("bwrap")
    if found is None:
        return ()
    said = subprocess.run([found, "--version"], capture_output=True, text=True).stdout
    return tuple(map(int, re.findall(r"\d+", said)))


def _system() -> list[Path]:
    """Where a machine keeps its programs and their libraries."""
    known = (Path("/bin"), Path("/sbin"), *sorted(Path("/").glob("lib*")))
    return [Path("/usr"), *(path for path in known if path.exists())]


@functools.cache
def _shared() -> tuple[Path, ...]:
    """What of the machine is seen inside, for reading: system, some settings, and Pythons."""
    folders = [path for path in _system() if not path.is_symlink()]
    settings = (Path("/") / name for name in _SETTINGS)
    prefixes = {Path(python.executable).parents[1] for python in interpreters().values()}
    pythons = [prefix for prefix in sorted(prefixes) if not prefix.is_relative_to("/usr")]
    return (*folders, *(path for path in settings if path.exists()), *pythons)
