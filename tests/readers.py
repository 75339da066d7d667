"""Runs the commands for readers, as the wheel brings them."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

COMMAND = [sys.executable, "-P", "-m", "pipclinic"]  # -P: not the code of the folder


def surroundings(installed: Path, **others: str) -> dict[str, str]:
    """The variables that a reader has: no colours, 80 columns, and what is installed."""
    ours = {"PYTHONPATH": str(installed), "COLUMNS": "80", "PAGER": "cat"}
    return {"PATH": os.environ["PATH"], **ours, **others}


def pipclinic(
    installed: Path, *arguments: str, given: str | bytes | None = None, **others: str
) -> subprocess.CompletedProcess[str]:
    """Run a command where nothing but the wheel is; given: what is piped in."""
    content = given.encode() if isinstance(given, str) else given
    done = subprocess.run(
        [*COMMAND, *arguments],
        cwd=installed,
        env=surroundings(installed, **others),
        input=content,
        stdin=subprocess.DEVNULL if content is None else None,
        capture_output=True,
    )
    said = (done.stdout.decode(), done.stderr.decode())
    return subprocess.CompletedProcess(done.args, done.returncode, *said)


class Terminal:
    """A terminal of 33 rows and 91 columns, in which a command of ours runs."""

    def __init__(self, installed: Path, *arguments: str, **others: str) -> None:
        self.process, self.fd = pty.fork()
        if self.process == 0:
            environment = surroundings(installed, TERM="xterm", **others)
            del environment["COLUMNS"]
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 33, 91, 0, 0))
            os.execve(COMMAND[0], [*COMMAND, *arguments], environment)  # noqa: S606

    def read_until(self, wanted: bytes) -> bytes:
        """What is printed, up to some bytes or the end."""
        printed, give_up = b"", time.monotonic() + 90
        while wanted not in printed and time.monotonic() < give_up:
            if select.select([self.fd], [], [], 1)[0]:
                try:
                    printed += os.read(self.fd, 65536)
                except OSError:
                    break
        return printed

    def end(self) -> tuple[bytes, int]:
        """What else is printed, and the exit code, below 0 by a signal."""
        printed = self.read_until(b"\0never\0")
        _, status = os.waitpid(self.process, 0)
        os.close(self.fd)
        return printed, os.waitstatus_to_exitcode(status)
