"""Root's help in a sandbox that is a system; a program, for whatever Python the system has.

bubblewrap lets nobody become root again, so `sudo` cannot: `begin` stays root, runs a command as
the ordinary user, and runs for it what it is handed by `sudo`, with the same input and output.
"""

import json
import os
import select
import socket
import sys
from collections.abc import Mapping
from typing import NoReturn

SOCKET = "/run/sudo"
_USER = 1000
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_KEPT = ("TERM", "COLUMNS", "PIP_DISABLE_PIP_VERSION_CHECK")
_ROOT = {"HOME": "/root", "USER": "root", "LOGNAME": "root", "PATH": _PATH, "SUDO_USER": "you"}


def begin(command: list[str]) -> int:
    """Run a command as the ordinary user; return its exit code."""
    os.closerange(3, 256)  # by which it came here
    listening = socket.socket(socket.AF_UNIX)
    if os.path.lexists(SOCKET):
        os.unlink(SOCKET)  # an earlier command's
    listening.bind(SOCKET)
    os.chmod(SOCKET, 0o666)  # noqa: S103  anybody may ask
    listening.listen()
    child = os.fork()
    if child == 0:
        listening.close()
        os.setgroups([])
        os.setresgid(_USER, _USER, _USER)
        os.setresuid(_USER, _USER, _USER)
        _become(command, os.environ)
    poll = select.poll()
    over = os.pidfd_open(child)
    poll.register(over, select.POLLIN)
    poll.register(listening, select.POLLIN)
    while over not in [ready for ready, _ in poll.poll()]:
        asking, _ = listening.accept()
        if os.fork() == 0:
            listening.close()
            _serve(asking)
        asking.close()
    return _code(os.waitpid(child, 0)[1])


def _serve(asking: socket.socket) -> NoReturn:
    """Do what one `sudo` asks for, and tell it how that ended."""
    words, handed, _, _ = socket.recv_fds(asking, 200000, 4)
    child = os.fork()
    if child == 0:
        for number, descriptor in enumerate(handed[:3]):
            os.dup2(descriptor, number)
        os.fchdir(handed[3])
        asked = json.loads(words)
        _become(asked["command"], asked["environment"])
    asking.sendall(b"%d" % _code(os.waitpid(child, 0)[1]))
    os._exit(0)


def _become(command: list[str], environment: Mapping[str, str]) -> NoReturn:
    try:
        os.execvpe(command[0], command, environment)  # noqa: S606
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        reason = "command not found" if missing else error.strerror
        os.write(2, f"{command[0]}: {reason}\n".encode())
        os._exit(127 if missing else 126)


def _code(status: int) -> int:
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code  # as a shell says it


def ask(words: list[str]) -> int:
    """What `sudo` does with its words; return the exit code."""
    kept = [name for name in os.environ if name in _KEPT or name.startswith(("LANG", "LC_"))]
    while words and words[0].startswith("-"):
        option = words.pop(0)
        if option in ("-E", "--preserve-env"):
            kept = list(os.environ)
        elif option == "--":
            break
        elif option not in ("-H", "--set-home"):
            print("sudo: in this sandbox it knows -E and -H, not", option, file=sys.stderr)
            return 1
    environment = {**{name: os.environ[name] for name in kept}, **_ROOT}
    while words and "=" in words[0]:
        name, _, value = words.pop(0).partition("=")
        environment[name] = value
    if not words:
        print("usage: sudo [-EH] [VAR=value] command", file=sys.stderr)
        return 1
    asking = socket.socket(socket.AF_UNIX)
    asking.connect(SOCKET)
    here = os.open(".", os.O_RDONLY)
    text = json.dumps({"command": words, "environment": environment}).encode()
    socket.send_fds(asking, [text], [0, 1, 2, here])
    return int(asking.recv(10) or b"1")


if __name__ == "__main__":
    begins = sys.argv[1:2] == ["--begin"]
    sys.exit(begin(sys.argv[2:]) if begins else ask(sys.argv[1:]))
