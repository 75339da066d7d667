"""Puts worlds on loopback: TLS and HTTP/1.1 on asyncio and h11.

One thread with one event loop serves every world of the process. Each host of a world
gets a port of its own; what a sandbox has to know of it is an `Address` table, which the
resolver shim reads.
"""

import asyncio
import itertools
import socket
import ssl
import threading
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import responses
from typing import Any

import h11

from pipclinic.faults.worlds import (
    CertificateFault,
    ConnectionFault,
    Elsewhere,
    Fault,
    HelloFault,
    NameFault,
    NoTls,
    PortFault,
    ResponseFault,
    Role,
    RouteFault,
    SeveralAddresses,
    SiteFault,
    break_off,
)
from pipclinic.lab.stub import certificates, socks
from pipclinic.lab.stub.messages import Request, Response
from pipclinic.lab.stub.world import HOSTS, PORTS, World

# What a look-up of "host:port" gives: the places where it really is, or the resolver's error number
Address = tuple[str, int]
Answer = tuple[Address, ...] | int

# A client that leaves in the middle is no failure of the stub: most faults end that way.
_CLIENT_LEFT = (
    ConnectionError,
    ssl.SSLError,
    h11.RemoteProtocolError,
    asyncio.IncompleteReadError,
)

_TLS_HOSTS = {f"{host}:443": role for role, host in HOSTS.items() if role not in PORTS}


@dataclass(frozen=True)
class RunningWorld:
    """A world that can be reached: its name table, and the requests it has seen so far."""

    world: World
    names: Mapping[str, Answer]
    requests: list[tuple[str, str]] = field(default_factory=list)

    def shim_config(self) -> dict[str, Any]:
        """What the resolver shim reads, ready for JSON (see `resolver`)."""
        return {"names": dict(self.names), "speed": self.world.speed}

    @property
    def proxy(self) -> str:
        """Where its HTTP proxy really listens, for programs that know nothing of the shim."""
        answer = self.names[f"{HOSTS['proxy']}:{PORTS['proxy']}"]
        assert not isinstance(answer, int), "the proxy's own name is at fault"
        return "http://{}:{}".format(*answer[0])


class Stub:
    """The server of all worlds of this process. Use it as a context manager."""

    def __init__(self) -> None:
        self.failures: list[str] = []
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(self._note_failure)
        self._thread = threading.Thread(target=self._loop.run_forever, name="stub", daemon=True)

    def __enter__(self) -> "Stub":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @contextmanager
    def serve(self, world: World) -> Iterator[RunningWorld]:
        """Keep `world` reachable for the length of a `with` block."""
        hosts = _Hosts(world, self)
        try:
            yield self._run(hosts.open())
        finally:
            self._run(hosts.close())

    def _run(self, coroutine: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result()

    def _note_failure(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if not isinstance(error, _CLIENT_LEFT):
            self.failures.append(f"{context['message']}: {error!r}")


class _Hosts:
    """The open ports of one world."""

    def __init__(self, world: World, stub: Stub) -> None:
        self._world = world
        self._stub = stub
        self._sites = world.sites()
        self._servers: list[asyncio.Server] = []
        self._kept: list[socket.socket] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._seen: dict[Role, int] = {}
        self._running = RunningWorld(world, {})

    async def open(self) -> RunningWorld:
        names = {}
        for role, host in HOSTS.items():
            port = PORTS.get(role, 443)
            fault = self._fault_of(role)
            names[f"{host}:{port}"] = await self._open_host(role, host, fault)
            if isinstance(
                fault, ConnectionFault
            ):  # whoever breaks in there does so without TLS too
                names[f"{host}:80"] = await self._open_host(role, host, fault, tls=False)
            healthy = fault.healthy_at(host) if isinstance(fault, Elsewhere) else {}
            for place, tls in healthy.items():
                name = place.rpartition(":")[0]
                names[place] = await self._open_host(role, name, None, tls=tls)
        self._running = RunningWorld(self._world, names)
        return self._running

    async def close(self) -> None:
        for server in self._servers:
            server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for kept in self._kept:
            kept.close()

    def _fault_of(self, role: Role) -> Fault | None:
        fault = self._world.fault
        return fault if fault is not None and fault.host in (role, "every") else None

    async def _open_host(
        self, role: Role, name: str, fault: Fault | None, *, tls: bool = True
    ) -> Answer:
        if isinstance(fault, NameFault):
            return fault.resolver_error()
        each = fault.faults() if isinstance(fault, SeveralAddresses) else (fault,)
        return tuple([await self._open_address(role, name, part, tls) for part in each])

    async def _open_address(self, role: Role, name: str, fault: Fault | None, tls: bool) -> Address:
        if isinstance(fault, RouteFault):
            return fault.address(), 443
        port = socket.socket()
        port.bind(("127.0.0.1", 0))
        address: Address = port.getsockname()
        if isinstance(fault, PortFault):
            self._kept += [port, *fault.occupy(port)]
            return address
        plain = not tls or role in PORTS or isinstance(fault, HelloFault)
        context = None if plain else _identity(name, fault).context

        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            connection = _Connection(reader, writer, self._world.speed)
            conversation = self._relay if role == "socks" else self._converse
            await self._guard(conversation(connection, role, fault), connection, role)

        if isinstance(fault, ConnectionFault):
            self._kept.append(port)
            port.listen()
            port.setblocking(False)
            self._start(self._accept(port, fault, connected, context))
        else:
            self._servers.append(await asyncio.start_server(connected, sock=port, ssl=context))
        return address

    def _start(self, coroutine: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _accept(
        self,
        port: socket.socket,
        fault: ConnectionFault,
        connected: Callable[
            [asyncio.StreamReader, asyncio.StreamWriter], Coroutine[None, None, None]
        ],
        context: ssl.SSLContext | None,
    ) -> None:
        """Hand connections that are struck to the fault, and let the others begin as usual."""
        loop = asyncio.get_running_loop()
        for number in itertools.count(1):
            client, _ = await loop.sock_accept(port)
            if fault.strikes(number):
                self._start(_meet(client, fault))
            else:
                reader = asyncio.StreamReader()
                protocol = asyncio.StreamReaderProtocol(reader, connected)
                self._start(_begin(client, protocol, context))

    async def _guard(
        self, conversation: Coroutine[Any, Any, None], connection: "_Connection", role: Role
    ) -> None:
        """Serve a connection to its end; a bug in a site or a fault is a failure of the stub."""
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await conversation
        except (*_CLIENT_LEFT, asyncio.CancelledError):
            pass  # cancelled only by close(), when the world ends
        except Exception as error:  # reported, not swallowed: verify fails on it
            self._stub.failures.append(f"{HOSTS[role]}: {error!r}")
        finally:
            self._tasks.discard(task)
            connection.close()

    async def _converse(self, connection: "_Connection", role: Role, fault: Fault | None) -> None:
        if isinstance(fault, HelloFault):
            if await connection.hears_tls():
                await connection.say(fault.answer())
                return
            if role != "proxy" and not isinstance(fault, NoTls):
                return  # it knows nothing but TLS
        healthy = self._sites[role]
        site = fault.site(healthy) if isinstance(fault, SiteFault) else healthy
        while (request := await connection.request()) is not None:
            self._running.requests.append((HOSTS[role], request.target))
            tunnel = _tunnel_target(request) if role == "proxy" else None
            response = Response(200) if tunnel else site(request)
            await self._respond(connection, role, request, response, fault)
            if tunnel and connection.answered == 200:
                # Behind the proxy the world is healthy: the tunnel ends at the host itself,
                # unless the proxy looks into it, and shows certificates of its own.
                await connection.start_tls(_identity(HOSTS[tunnel], fault).context)
                await self._converse(connection, tunnel, None)
                return
            if not connection.may_go_on():
                return

    async def _relay(self, connection: "_Connection", role: Role, _: Fault | None) -> None:
        """Speak SOCKS. Behind this proxy, too, the world is healthy."""
        asked = await connection.socks_destination()
        self._running.requests.append((HOSTS[role], asked))
        # A client that looks names up itself asks for an address; whose, it says in TLS.
        reached = asked in (*_TLS_HOSTS, "127.0.0.1:443")
        connection.socks_answer(reached)
        if reached:
            name = await connection.start_tls_as_whom_it_asks_for()
            await self._converse(connection, _TLS_HOSTS[f"{name}:443"], None)

    async def _respond(
        self,
        connection: "_Connection",
        role: Role,
        request: Request,
        response: Response,
        fault: Fault | None,
    ) -> None:
        self._seen[role] = number = self._seen.get(role, 0) + 1
        if isinstance(fault, ResponseFault) and fault.strikes(number):
            await fault.send(connection, request, response)
        else:
            await connection.head(response)
            await connection.body(response.body)


async def _meet(client: socket.socket, fault: ConnectionFault) -> None:
    """Wait for a client's first words, and let the fault have it."""
    with client:
        await asyncio.get_running_loop().sock_recv(client, 1)
        fault.meet(client)


async def _begin(
    client: socket.socket, protocol: asyncio.StreamReaderProtocol, context: ssl.SSLContext | None
) -> None:
    with suppress(*_CLIENT_LEFT):
        await asyncio.get_running_loop().connect_accepted_socket(
            lambda: protocol, client, ssl=context
        )


def _tunnel_target(request: Request) -> Role | None:
    """The host a CONNECT asks for, if this world has it and it speaks TLS there."""
    return _TLS_HOSTS.get(request.target) if request.method == "CONNECT" else None


def _identity(name: str, fault: Fault | None) -> certificates.Identity:
    """What is shown by the host of this name."""
    return fault.identity(name) if isinstance(fault, CertificateFault) else certificates.usual(name)


class _Connection:
    """One client: reads its requests, and is the `faults.Wire` that responses travel on."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, speed: float
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._speed = speed
        self._h11 = h11.Connection(h11.SERVER)
        self._missing = 0
        self._head_only = False
        self.answered = 0

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
            elif isinstance(event, h11.EndOfMessage) and head is not None:
                headers = {name.decode(): value.decode() for name, value in head.headers}
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
        await self._writer.start_tls(context)
        self._h11 = h11.Connection(h11.SERVER)

    async def start_tls_as_whom_it_asks_for(self) -> str:
        """The same, with the certificate of the host that the client names; return its name."""
        names: list[str] = []

        def choose(handshake: ssl.SSLObject, name: str, _: ssl.SSLContext) -> None:
            names.append(name)
            handshake.context = _identity(name, None).context

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.sni_callback = choose
        await self.start_tls(context)
        return names[0]

    async def socks_destination(self) -> str:
        """Where a client of a SOCKS proxy wants to go, as "host:port"."""
        return await socks.destination(self._reader, self._writer)

    def socks_answer(self, reached: bool) -> None:
        """Tell it whether it got there."""
        socks.answer(self._writer, reached)

    def may_go_on(self) -> bool:
        """Whether the last response ended as promised and another request may follow."""
        if self._writer.is_closing() or self._h11.our_state is not h11.DONE:
            return False
        if self._h11.their_state is not h11.DONE:
            return False
        self._h11.start_next_cycle()
        return True

    async def head(self, response: Response) -> None:
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
        if self._h11.our_state is not h11.SEND_BODY:
            return
        self._missing -= len(data)
        if data and not self._head_only:
            await self._send(h11.Data(data=data))
        if self._missing <= 0:
            await self._send(h11.EndOfMessage())

    async def wait(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self._speed)

    async def hang(self) -> None:
        await asyncio.Event().wait()  # cancelled when the world ends

    def close(self) -> None:
        self._writer.close()

    def reset(self) -> None:
        client = self._writer.get_extra_info("socket")
        if client is not None:  # else the client has gone first
            break_off(client)
        self._writer.transport.abort()

    async def _send(self, event: Any) -> None:
        data = self._h11.send(event)
        if data:
            await self.say(data)
