"""Silence on purpose: which connections are held, for how long, and who decides that it is over.

Under decided time a hold ends when the client says that its clock has jumped there (see `clock`);
so no client misses it, and none waits for it. In real time it lasts as long as it says.
"""

import asyncio
import math
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal, Protocol

Ends = tuple[int, int]
"""The ports of a connection on loopback: the client's, the server's."""


class Time(Protocol):
    """How seconds pass for a client."""

    async def hold(self, ends: Ends, seconds: float, delivered: Callable[[], bool]) -> None:
        """Keep silent for so many seconds.

        delivered: whether all that was sent before has reached the client.
        """


class RealTime:
    """A second of a client is a second."""

    async def hold(self, ends: Ends, seconds: float, delivered: Callable[[], bool]) -> None:
        """See `Time`."""
        if math.isinf(seconds):
            await asyncio.Event().wait()
        else:
            await asyncio.sleep(seconds)


@dataclass
class _Hold:
    number: int
    seconds: float
    delivered: Callable[[], bool]
    over: asyncio.Event = field(default_factory=asyncio.Event)


class DecidedTime:
    """The table of a world's holds, which its clients ask for (see `Desk`)."""

    def __init__(self) -> None:
        self._holds: dict[Ends, _Hold] = {}
        self._ports: dict[int, Literal["connecting", "connected"]] = {}
        self._number = 0

    async def hold(self, ends: Ends, seconds: float, delivered: Callable[[], bool]) -> None:
        """See `Time`."""
        self._number += 1
        self._holds[ends] = hold = _Hold(self._number, seconds, delivered)
        try:
            await hold.over.wait()
        finally:
            if self._holds.get(ends) is hold:
                del self._holds[ends]

    def hold_port(self, port: int, clients: Literal["connecting", "connected"]) -> None:
        """Hold, for ever, all clients that are connecting to a port, or that are connected."""
        self._ports[port] = clients

    def free_port(self, port: int) -> None:
        """Forget what was said of a port."""
        self._ports.pop(port, None)

    def answer(self, words: list[str]) -> str:
        """What is said to a client; raises ValueError where it asks for nothing there is."""
        match words:
            case ["held", "-", server]:
                return "0 inf" if self._ports.get(int(server)) == "connecting" else "busy"
            case ["held", client, server]:
                if self._ports.get(int(server)) == "connected":
                    return "0 inf"
                hold = self._holds.get((int(client), int(server)))
                if hold is None or not hold.delivered():
                    return "busy"
                return f"{hold.number} {hold.seconds!r}"
            case ["passed", number, seconds]:
                for hold in self._holds.values():
                    if hold.number == int(number):
                        hold.seconds = max(0.0, hold.seconds - float(seconds))
                        if not hold.seconds:
                            hold.over.set()
        return "ok"


class Desk:
    """The port at which clients ask for what their world holds, and for no other's.

    A line asks, a line answers, with ports as numbers, after the secret of the world:

        SECRET held CLIENT SERVER    busy, or a hold: its number and seconds ("inf" for ever)
        SECRET held - SERVER         the same for a client that has not been connected yet
        SECRET passed NUMBER SECONDS ok
    """

    def __init__(self) -> None:
        self._worlds: dict[str, DecidedTime] = {}
        self._server: asyncio.Server | None = None

    async def open(self) -> tuple[str, int]:
        """Begin to answer; return where."""
        self._server = await asyncio.start_server(self._converse, "127.0.0.1", 0)
        address: tuple[str, int] = self._server.sockets[0].getsockname()
        return address

    def close(self) -> None:
        """Answer no more."""
        if self._server is not None:
            self._server.close()

    def begin(self) -> tuple[str, DecidedTime]:
        """The secret and the table of a new world."""
        secret, time = secrets.token_hex(16), DecidedTime()
        self._worlds[secret] = time
        return secret, time

    def end(self, secret: str) -> None:
        """Forget a world."""
        self._worlds.pop(secret, None)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, ValueError):  # any program of a sandbox may come here
            secret, *words = (await reader.readline()).decode().split()
            world = self._worlds.get(secret)
            answer = world.answer(words) if world else "busy"
            writer.write(f"{answer}\n".encode())
            await writer.drain()
        writer.close()
