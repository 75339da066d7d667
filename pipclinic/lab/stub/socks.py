"""How a SOCKS 5 conversation opens, from the proxy's side (RFC 1928): CONNECT, no credentials."""

import asyncio
import ipaddress
import struct

_VERSION = 5
_NO_CREDENTIALS = 0
_CONNECT = 1
_SUCCEEDED, _UNREACHABLE = 0, 4
_IPV4, _NAME, _IPV6 = 1, 3, 4


async def destination(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> str:
    """Where the client wants to go, as "host:port"; the host is a name or an address.

    Raises ConnectionError if the client speaks another protocol.
    """
    version, methods = await reader.readexactly(2)
    if version != _VERSION or _NO_CREDENTIALS not in await reader.readexactly(methods):
        raise ConnectionError("no SOCKS 5 without credentials")
    writer.write(bytes([_VERSION, _NO_CREDENTIALS]))
    _, command, _, kind = await reader.readexactly(4)
    if command != _CONNECT:
        raise ConnectionError(f"SOCKS command {command} is none of ours")
    if kind == _NAME:
        (length,) = await reader.readexactly(1)
        host = (await reader.readexactly(length)).decode("latin-1")
    else:
        host = str(ipaddress.ip_address(await reader.readexactly({_IPV4: 4, _IPV6: 16}[kind])))
    (port,) = struct.unpack(">H", await reader.readexactly(2))
    return f"{host}:{port}"


def answer(writer: asyncio.StreamWriter, reached: bool) -> None:
    """Tell the client whether the connection to its destination stands."""
    reply = _SUCCEEDED if reached else _UNREACHABLE
    writer.write(bytes([_VERSION, reply, 0, _IPV4, 0, 0, 0, 0, 0, 0]))
