"""Puts this process, and everything it starts, where nothing can leave.

On Linux that is a network namespace with loopback only (and one address that is said to be
unreachable) and a mount namespace in which the machine's own pip configuration is empty.
Where a machine allows neither, the resolver shim is the only guard, and whoever asked is
told so. Root becomes an ordinary user there, as most readers are one, and so that folders can be
another user's.
"""

import contextlib
import ctypes
import os
import signal
import socket
import struct
import sys
import time
from pathlib import Path

from pipclinic.faults.addresses import NO_HOST
from pipclinic.lab import groups, mounts, roots
from pipclinic.lab.systems import users

_CLONE_NEWNS = 0x00020000
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_SIOCSIFFLAGS = 0x8914
_SIOCADDRT = 0x890B
_IFF_UP_RUNNING = 0x41
_RTF_UP, _RTF_HOST, _RTF_REJECT = 0x1, 0x4, 0x200

SYSTEM_CONFIGURATION = (
    Path("/etc/pip.conf"),
    Path("/Library/Application Support/pip/pip.conf"),
)


# What may forbid namespaces: a setting of the kernel, its value then, and a better one.
_FORBIDDING = (
    ("kernel/unprivileged_userns_clone", "0", "1"),
    ("kernel/apparmor_restrict_unprivileged_userns", "1", "0"),
    ("user/max_user_namespaces", "0", "10000"),
)
_SETTINGS = Path("/proc/sys")


class NotIsolated(Exception):
    """Commands would reach what they may not, though this machine is meant to keep them in."""


def isolate() -> str:
    """Enter the namespaces; return how commands are kept in, in words for people.

    Call it in the main thread, before any other is started: the kernel moves the calling one only.
    From then on a request to end is taken as Ctrl-C is, so that nothing is left behind.
    Raises NotIsolated when a system-wide pip configuration exists and cannot be masked, and when
    bubblewrap is installed and fails.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    groups.prepare()
    try:
        _try_in_a_child()
        _enter_namespaces()
        users.prepare()
    except OSError as error:
        configured = [str(path) for path in SYSTEM_CONFIGURATION if path.exists()]
        if configured:
            raise NotIsolated(
                f"{configured[0]}: every pip reads this file, and this machine does not allow a "
                f"mount namespace to mask it ({error}). Move it away, or run where namespaces work."
            ) from None
        _refuse_if_promised(str(error))
        return f"the resolver shim alone (no network namespace here: {error})"
    if reason := roots.impossible():
        _refuse_if_promised(reason)
        return f"a network namespace with loopback only, but no root of their own ({reason})"
    return "a network namespace with loopback only, and a root of their own"


def _refuse_if_promised(reason: str) -> None:
    """Raise NotIsolated where bubblewrap is installed, with what makes it work."""
    if not roots.is_promised():
        return
    for setting, forbidding, allowing in _FORBIDDING:
        with contextlib.suppress(OSError):
            if (_SETTINGS / setting).read_text().strip() == forbidding:
                remedy = f"allow namespaces: sudo sysctl {setting.replace('/', '.')}={allowing}"
                break
    else:
        remedy = "allow this user namespaces (in a container: start it with --privileged)"
    raise NotIsolated(f"snippets cannot be kept from your files ({reason}): {remedy}")


def _try_in_a_child() -> None:
    """Raise OSError where it fails half-way: nothing leads back from a network without loopback."""
    if sys.platform != "linux":
        raise OSError(f"{sys.platform} has none")
    _wait_until_alone()
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            _enter_namespaces()
        except OSError as error:
            os.write(writer, str(error).encode())
        os._exit(0)
    os.close(writer)
    with open(reader) as pipe:
        reason = pipe.read()
    os.waitpid(child, 0)
    if reason:
        raise OSError(reason)


def _enter_namespaces() -> None:
    import fcntl  # Windows has none

    libc = ctypes.CDLL(None, use_errno=True)

    def call(name: str, *arguments: object) -> None:
        if getattr(libc, name)(*arguments) != 0:
            error = ctypes.get_errno()
            raise OSError(error, f"{name}: {os.strerror(error)}")

    uid, gid = os.getuid(), os.getgid()
    spaces = _CLONE_NEWNS | _CLONE_NEWNET
    with users.helping() as settle:
        try:
            # Who is an ordinary user can no longer write what others own: root stays root for that.
            if os.stat(".").st_uid != uid:
                raise PermissionError("the working folder belongs to somebody else")
            call("unshare", spaces | _CLONE_NEWUSER)
        except OSError:
            if uid != 0:
                raise
            call("unshare", spaces)
        else:
            user, group = f"{uid or roots.ORDINARY} {uid} 1", f"{gid or roots.ORDINARY} {gid} 1"
            if not settle(user, group):
                Path("/proc/self/setgroups").write_text("deny")
                Path("/proc/self/uid_map").write_text(user)
                Path("/proc/self/gid_map").write_text(group)
    mounts.enter()
    if uid == 0:  # who owns the machine's devices, inside too, could take them from all others
        for device in roots.DEVICES:
            mounts.freeze(Path("/dev") / device)
    for path in SYSTEM_CONFIGURATION:
        if path.exists():
            mounts.mount("/dev/null", path, "", mounts.BIND)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        request = struct.pack("16sh14x", b"lo", _IFF_UP_RUNNING)
        fcntl.ioctl(control, _SIOCSIFFLAGS, request)
        fcntl.ioctl(control, _SIOCADDRT, _unreachable_route(NO_HOST))


def _wait_until_alone() -> None:
    """Wait for threads that have ended to be gone for the kernel, too: it moves no others."""
    for _ in range(200):
        if len(os.listdir("/proc/self/task")) == 1:
            return
        time.sleep(0.005)


def _unreachable_route(address: str) -> bytes:
    """A `struct rtentry` that answers packets for an address with "host unreachable"."""
    target = struct.pack("=Hxx4s8x", socket.AF_INET, socket.inet_aton(address))
    nothing = bytes(16)
    flags = _RTF_UP | _RTF_HOST | _RTF_REJECT
    return struct.pack("@L16s16s16sH62x", 0, target, nothing, nothing, flags)
