"""Who there is in a sandbox that is a system: root, an ordinary user, and all others.

A user namespace with as many users as a system has. Each of them, root too, is nobody on the
machine: their numbers there begin at FIRST, in the last of the ranges that are kept for containers.
Only the machine's root may hand out such numbers, and has to while it is root: see `helping`.
"""

import ctypes
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

FIRST = 0x6FFF0000
MANY = 65536
_CLONE_NEWUSER = 0x10000000
_ALL = f"{FIRST} {FIRST} {MANY}"

_handed_out = False
_namespace: int | None = None


@contextmanager
def helping() -> Iterator[Callable[[str, str], bool]]:
    """A process that stays where it is, and there says who this one is in its new namespace.

    What is yielded is called with a line for the user and one for the group, as user_namespaces(7)
    has them; it returns whether the users of systems are there as well.
    """
    asked, answered = os.pipe(), os.pipe()
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        os.close(asked[1])
        words = os.read(asked[0], 1000).decode()
        try:
            for name, line in zip(("uid_map", "gid_map"), words.splitlines(), strict=True):
                Path(f"/proc/{parent}/{name}").write_text(f"{line}\n{_ALL}\n")
            os.write(answered[1], b"+")
        finally:
            os._exit(0)
    os.close(asked[0])
    os.close(answered[1])

    def settle(user: str, group: str) -> bool:
        global _handed_out
        os.write(asked[1], f"{user}\n{group}".encode())
        _handed_out = os.read(answered[0], 1) == b"+"
        return _handed_out

    try:
        yield settle
    finally:
        os.close(asked[1])
        os.close(answered[0])
        os.waitpid(child, 0)


def prepare() -> None:
    """Make the namespace of the systems' users, where there can be one; before any thread."""
    global _namespace
    if not _handed_out or _namespace is not None:
        return
    ready, go = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(go[1])
            if ctypes.CDLL(None).unshare(_CLONE_NEWUSER) == 0:
                os.write(ready[1], b"+")
                os.read(go[0], 1)  # now it has users
                os.setresgid(0, 0, 0)
                os.setresuid(0, 0, 0)
                # No namespace in this one: its root could do more there than here.
                Path("/proc/sys/user/max_user_namespaces").write_text("0")
                os.write(ready[1], b"+")
                os.read(go[0], 1)
        finally:
            os._exit(0)
    os.close(ready[1])
    os.close(go[0])
    try:
        if os.read(ready[0], 1) == b"+":
            found = os.open(f"/proc/{child}/ns/user", os.O_RDONLY)
            for name in ("uid_map", "gid_map"):
                Path(f"/proc/{child}/{name}").write_text(f"0 {FIRST} {MANY}")
            os.write(go[1], b"+")
            if os.read(ready[0], 1) == b"+":
                _namespace = found
    except OSError:
        return
    finally:
        os.close(ready[0])
        os.close(go[1])
        os.waitpid(child, 0)


def namespace() -> int | None:
    """A descriptor of the systems' users, or None where there are none."""
    return _namespace
