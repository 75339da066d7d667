"""A port of a host on loopback, in whatever state a fault puts it (see `faults.Port`)."""

import asyncio
import socket
from collections.abc import Callable, Coroutine
from contextlib import suppress

from pipclinic.lab.stub.connection import Unread
from pipclinic.lab.stub.holds import DecidedTime

Address = tuple[str, int]
Connected = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[None, None, None]]


class OpenPort:
    """Bound from the beginning, so that nobody else gets its number; of one event loop.

    connected: what becomes of each client. decided: who is told which clients hear nothing.
    """

    def __init__(self, connected: Connected, decided: DecidedTime | None) -> None:
        self._connected = connected
        self._decided = decided
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self._fillers: list[socket.socket] = []
        self._listening = False
        self._server: asyncio.Server | None = None
        self.address: Address = self._socket.getsockname()

    async def open(self) -> None:
        """Begin to listen, if the host serves."""
        if self._listening:
            loop = asyncio.get_running_loop()
            self._server = await loop.create_server(
                lambda: Unread(self._connected), sock=self._socket
            )

    def close(self) -> None:
        """Close it, and whatever kept it in its state."""
        if self._server is not None:
            self._server.close()
        for kept in (self._socket, *self._fillers):
            kept.close()
        if self._decided is not None:
            self._decided.free_port(self.address[1])

    def serves(self) -> None:
        """The host accepts connections, and answers."""
        self._listening = True

    def refuses(self) -> None:
        """Nothing listens."""

    def drops(self) -> None:
        """Attempts to connect are dropped without a word, for ever."""
        self._socket.listen(0)
        for _ in range(4):  # more than a backlog of 0 takes; the kernel then drops every SYN
            filler = socket.socket()
            filler.setblocking(False)
            with suppress(BlockingIOError):
                filler.connect(self.address)
            self._fillers.append(filler)
        if self._decided is not None:
            self._decided.hold_port(self.address[1], "connecting")

    def says_nothing(self) -> None:
        """The system accepts connections; nobody ever reads, or writes."""
        self._socket.listen(128)
        if self._decided is not None:
            self._decided.hold_port(self.address[1], "connected")
