"""The name resolver that a sandbox's interpreter loads: names are answered from the world.

Copied into the sandbox as `_pipclinic_resolver.py`, beside a `.pth` file that imports it and the
JSON file of the world (see `server.Answer`):

    {"names": {"host:port": [["127.0.0.1", 40001], ...] or an errno}}

Every name the world does not have is unknown; a numeric address outside loopback has no route.
It runs on every Python that a pip of the table comes with, 3.6 included, so it uses no newer
syntax and no other module of this package.
"""

import errno
import json
import os
import socket

_FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "_pipclinic_world.json")

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


def show(world):
    """Let this process find names where a world has them, from now on."""
    _answer_names(world["names"])


if os.path.exists(_FILE):
    with open(_FILE) as _file:
        show(json.load(_file))
