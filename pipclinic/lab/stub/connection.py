"""One client of a host: the bytes, TLS on them, and HTTP/1.1 on both (h11)."""

import asyncio
import socket
import ssl
import struct
import sys
from collections.abc import Callable, Coroutine
from http.client import responses
from typing import Any

import h11

from pipclinic.faults.messages import Request, Response
from pipclinic.lab.stub.holds import Time

# A client that leaves in the middle is no failure of the stub: most faults end that way.
CLIENT_LEFT = (
    ConnectionError,
    ssl.SSLError,
    h11.RemoteProtocolError,
    asyncio.IncompleteReadError,
)
_BODY_LIMIT = 1_000_000  # bytes of a request: any program of a sandbox may send some
_HANDSHAKE_LIMIT = 3600.0  # real seconds: how long a client needs is not the stub's business


class Unread(asyncio.StreamReaderProtocol):
    """Reads nothing before it is said whether TLS begins: else its first words would be lost."""

    def __init__(
        self,
        connected: Callable[
            [asyncio.StreamReader, asyncio.StreamWriter], Coroutine[None, None, None]
        ],
    ) -> None:
        super().__init__(asyncio.StreamReader(), connected)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin the conversation, with all that the client says still in the kernel."""
        assert isinstance(transport, asyncio.Transport)
        transport.pause_reading()
        super().connection_made(transport)


class Connection:
    """One client: reads its requests, and is the `faults.Wire` that responses travel on."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, time: Time
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._time = time
        assert isinstance(writer.transport, asyncio.Transport)
        self._raw = writer.transport  # below TLS
        self._socket = writer.get_extra_info("socket")
        client = writer.get_extra_info("peername") or ("", 0)  # it may be gone already
        self._ends = (client[1], writer.get_extra_info("sockname")[1])
        self._h11 = h11.Connection(h11.SERVER)
        self._missing = 0
        self._head_only = False
        self.answered = 0

    def begin(self) -> None:
        """Begin without TLS."""
        self._raw.resume_reading()

    async def first_byte(self) -> None:
        """Wait until the client has said something, and forget it."""
        self.begin()
        await self._reader.read(1)

    async def request(self) -> Request | None:
        """The next request, or None when the client is done."""
        head: h11.Request | None = None
        body = b""
        while True:
            event = self._h11.next_event()
            if event is h11.NEED_DATA:
                self._h11.receive_data(await self._reader.read(65_536))
            elif isinstance(event, h11.Request):
                head = event
                self._head_only = event.method == b"HEAD"
            elif isinstance(event, h11.Data):
                body += event.data
                if len(body) > _BODY_LIMIT:
                    return None
            elif isinstance(event, h11.EndOfMessage) and head is not None:
                headers = {name.decode(): value.decode("latin-1") for name, value in head.headers}
                return Request(head.method.decode(), head.target.decode(), headers, body)
            elif isinstance(event, h11.ConnectionClosed) or event is h11.PAUSED:
                return None

    async def hears_tls(self) -> bool:
        """Whether the client begins with a TLS handshake; what it says otherwise is not lost."""
        data = await self._reader.read(65_536)
        if data.startswith(b"\x16"):  # the type of a handshake record
            return True
        self._h11.receive_data(data)
        return False

    async def say(self, data: bytes) -> None:
        """Send bytes as they are."""
        self._writer.write(data)
        await self._writer.drain()

    async def start_tls(self, context: ssl.SSLContext) -> None:
        """Begin anew on the same connection, inside TLS."""
        await self._writer.start_tls(context, ssl_handshake_timeout=_HANDSHAKE_LIMIT)
        self._h11 = h11.Connection(h11.SERVER)

    @property
    def streams(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """What other protocols than HTTP are spoken on."""
        return self._reader, self._writer

    def may_go_on(self) -> bool:
        """Whether the last response ended as promised and another request may follow."""
        if self._writer.is_closing() or self._h11.our_state is not h11.DONE:
            return False
        if self._h11.their_state is not h11.DONE:
            return False
        self._h11.start_next_cycle()
        return True

    async def head(self, response: Response) -> None:
        """Send the status line and the headers; Content-Length is that of the whole body."""
        self.answered = response.status
        headers = [("Server", "pip clinic stub"), *response.headers.items()]
        # A request that may become a tunnel has neither ended nor failed: CONNECT, answered 200.
        tunnel = self._h11.their_state not in (h11.DONE, h11.CLOSED) and response.status == 200
        if not tunnel and response.sized:
            headers.append(("Content-Length", str(len(response.body))))
        reason = responses.get(response.status, "")
        head = h11.Response(status_code=response.status, headers=headers, reason=reason)
        await self._send(head)
        self._missing = len(response.body)

    async def body(self, data: bytes) -> None:
        """Send part of the body."""
        if self._h11.our_state is not h11.SEND_BODY:
            return
        self._missing -= len(data)
        if data and not self._head_only:
            await self._send(h11.Data(data=data))
        if self._missing <= 0:
            await self._send(h11.EndOfMessage())

    async def hold(self, seconds: float) -> None:
        """Say nothing for so many seconds of the client, or for ever (`math.inf`)."""
        await self._time.hold(self._ends, seconds, self._delivered)

    def close(self) -> None:
        """End the connection in good order."""
        self._writer.close()

    def reset(self) -> None:
        """Break the connection: the client gets a reset."""
        if self._socket.fileno() != -1:  # else the client has gone first
            lingering = struct.pack("ii", 1, 0)  # of no seconds: the next close is a reset
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, lingering)
        self._raw.abort()

    def _delivered(self) -> bool:
        """Whether nothing that was sent is still on its way."""
        if self._raw.get_write_buffer_size() or self._writer.transport.get_write_buffer_size():
            return False
        if sys.platform != "linux" or self._socket.fileno() == -1:
            return True
        import fcntl  # Windows has neither
        import termios

        unsent = fcntl.ioctl(self._socket.fileno(), termios.TIOCOUTQ, bytes(4))
        return not any(unsent)

    async def _send(self, event: Any) -> None:
        data = self._h11.send(event)
        if data:
            await self.say(data)
