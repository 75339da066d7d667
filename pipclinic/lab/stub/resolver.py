"""The name-resolution shim and the virtual clock that a sandbox's interpreter loads first.

Copied into the sandbox as `_pipclinic_resolver.py`, beside a `.pth` file that imports it and a
JSON file that says which world to show (see `server.Answer`):

    {"names": {"host:port": [["127.0.0.1", 40001], ...] or an errno}, "speed": 50}

It answers names and scales time, and nothing else. Every name the world does not have is
unknown; a numeric address outside loopback has no route. It runs on every Python that a
pip of the table comes with, 3.6 included, so it uses no newer syntax and no other module
of this package.

Virtual time: a second of the program lasts 1/speed real seconds. Setters scale, getters
return what was set, so that code which copies a time-out from one socket to another (as
`ssl` does) scales it once.
"""

import errno
import json
import os
import socket
import time

_FILE = os.path.splitext(os.path.abspath(__file__))[0] + ".json"

_RESOLVER_ERRORS = {
    # The C library's own words, so that pip's message is the one people paste.
    socket.EAI_NONAME: "Name or service not known",
    socket.EAI_AGAIN: "Temporary failure in name resolution",
}


def _is_loopback(host):
    return host in ("localhost", "::1") or (host.startswith("127.") and _is_numeric(host))


def _is_numeric(host):
    for family in (socket.AF_INET, socket.AF_INET6):
        try:
            socket.inet_pton(family, host)
        except (OSError, ValueError):
            continue
        return True
    return False


def _answer_names(names):
    real = socket.getaddrinfo
    real_connect = socket.socket.connect

    def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
        if isinstance(host, bytes):
            host = host.decode("ascii")
        if host is None or _is_loopback(host):
            return real(host, port, family, type, proto, flags)
        if _is_numeric(host):
            raise OSError(errno.ENETUNREACH, os.strerror(errno.ENETUNREACH))
        answer = names.get("%s:%s" % (host.lower(), port), socket.EAI_NONAME)
        if isinstance(answer, int):
            raise socket.gaierror(answer, _RESOLVER_ERRORS[answer])
        flags &= ~socket.AI_ADDRCONFIG  # "only if this machine has another address than loopback"
        found = []
        for address, port in answer:
            found += real(address, port, socket.AF_INET, type, proto, flags)
        return found

    def gethostbyname(host):
        return getaddrinfo(host, 443)[0][4][0]

    def connect(self, address):
        # A socket that is given a name, as PySocks does, has the system look it up.
        if self.family == socket.AF_INET and not _is_numeric(address[0]):
            address = getaddrinfo(address[0], address[1])[0][4]
        return real_connect(self, address)

    socket.getaddrinfo = getaddrinfo
    socket.socket.connect = connect
    socket.gethostbyname = gethostbyname


def _scale_time(speed):
    real_settimeout = socket.socket.settimeout
    real_gettimeout = socket.socket.gettimeout
    real_setdefaulttimeout = socket.setdefaulttimeout
    real_getdefaulttimeout = socket.getdefaulttimeout
    real_sleep = time.sleep

    def down(seconds):
        return seconds if seconds is None else seconds / speed

    def up(seconds):
        return seconds if seconds is None else round(seconds * speed, 6)

    def settimeout(self, value):
        real_settimeout(self, down(value))

    def gettimeout(self):
        return up(real_gettimeout(self))

    def running_fast(clock):
        start = clock()
        return lambda: start + (clock() - start) * speed

    socket.socket.settimeout = settimeout
    socket.socket.gettimeout = gettimeout
    socket.socket.timeout = property(gettimeout)
    socket.setdefaulttimeout = lambda value: real_setdefaulttimeout(down(value))
    socket.getdefaulttimeout = lambda: up(real_getdefaulttimeout())
    time.sleep = lambda seconds: real_sleep(seconds / speed)
    time.monotonic = running_fast(time.monotonic)
    time.perf_counter = running_fast(time.perf_counter)


def show(world):
    """Let this process see a world, from now on."""
    _answer_names(world["names"])
    if world["speed"] != 1:
        _scale_time(world["speed"])


if os.path.exists(_FILE):
    with open(_FILE) as _file:
        show(json.load(_file))
