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
from collections.abc import Coroutine, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

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
)
from pipclinic.lab.stub import certificates, socks
from pipclinic.lab.stub.connection import CLIENT_LEFT, Connection, Unread
from pipclinic.lab.stub.holds import DecidedTime, RealTime, Time
from pipclinic.lab.stub.messages import Request, Response
from pipclinic.lab.stub.world import HOSTS, PORTS, World

# What a look-up of "host:port" gives: the places where it really is, or the resolver's error number
Address = tuple[str, int]
Answer = tuple[Address, ...] | int

_TLS_HOSTS = {f"{host}:443": role for role, host in HOSTS.items() if role not in PORTS}


@dataclass(frozen=True)
class RunningWorld:
    """A world that can be reached: its name table, and the requests it has seen so far.

    proxy: where its HTTP proxy listens for programs that load no shim, such as git.
    clock: where programs with the shim ask about time, unless it is real.
    """

    world: World
    names: Mapping[str, Answer]
    proxy: str
    clock: Address | None
    requests: list[tuple[str, str]] = field(default_factory=list)

    def shim_config(self) -> dict[str, Any]:
        """What the shim reads, ready for JSON (see `resolver` and `clock`)."""
        clock = {"clock": self.clock} if self.clock else {}
        return {"names": dict(self.names), **clock}


class Stub:
    """The server of all worlds of this process. Use it as a context manager.

    real_time: whether what is slow takes the seconds it says. By default time is decided, and
    takes none (see `holds`).
    """

    def __init__(self, *, real_time: bool = False) -> None:
        self.failures: list[str] = []
        self.decided = None if real_time else DecidedTime()
        self.clock: Address | None = None
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(self._note_failure)
        self._thread = threading.Thread(target=self._loop.run_forever, name="stub", daemon=True)

    def __enter__(self) -> "Stub":
        self._thread.start()
        if self.decided:
            self.clock = self._run(self.decided.open())
        return self

    def __exit__(self, *_: object) -> None:
        if self.decided:
            self._loop.call_soon_threadsafe(self.decided.close)
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
        if not isinstance(error, CLIENT_LEFT):
            self.failures.append(f"{context['message']}: {error!r}")


class _Hosts:
    """The open ports of one world."""

    def __init__(self, world: World, stub: Stub) -> None:
        self._world = world
        self._stub = stub
        self._sites = world.sites()
        self._servers: list[asyncio.Server] = []
        self._kept: list[socket.socket] = []
        self._held: list[int] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._seen: dict[Role, int] = {}
        self._requests: list[tuple[str, str]] = []

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
        apart = await self._open_host(
            "proxy", HOSTS["proxy"], self._fault_of("proxy"), time=RealTime()
        )
        proxy = "" if isinstance(apart, int) else "http://{}:{}".format(*apart[0])
        return RunningWorld(self._world, names, proxy, self._stub.clock, self._requests)

    async def close(self) -> None:
        for server in self._servers:
            server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for kept in self._kept:
            kept.close()
        for port in self._held:
            if self._stub.decided:
                self._stub.decided.free_port(port)

    def _fault_of(self, role: Role) -> Fault | None:
        fault = self._world.fault
        return fault if fault is not None and fault.host in (role, "every") else None

    async def _open_host(
        self,
        role: Role,
        name: str,
        fault: Fault | None,
        *,
        tls: bool = True,
        time: Time | None = None,
    ) -> Answer:
        if isinstance(fault, NameFault):
            return fault.resolver_error()
        each = fault.faults() if isinstance(fault, SeveralAddresses) else (fault,)
        time = time or self._stub.decided or RealTime()
        return tuple([await self._open_address(role, name, part, tls, time) for part in each])

    async def _open_address(
        self, role: Role, name: str, fault: Fault | None, tls: bool, time: Time
    ) -> Address:
        if isinstance(fault, RouteFault):
            return fault.address(), 443
        port = socket.socket()
        port.bind(("127.0.0.1", 0))
        address: Address = port.getsockname()
        if isinstance(fault, PortFault):
            self._kept += [port, *fault.occupy(port)]
            if fault.holds and self._stub.decided:
                self._stub.decided.hold_port(address[1], fault.holds)
                self._held.append(address[1])
            return address
        plain = not tls or role in PORTS or isinstance(fault, HelloFault)
        context = None if plain else _identity(name, fault).context
        numbers = itertools.count(1)

        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            connection = Connection(reader, writer, time)
            if isinstance(fault, ConnectionFault) and fault.strikes(next(numbers)):
                conversation = self._meet(connection, fault)
            elif role == "socks":
                conversation = self._relay(connection, role, fault)
            else:
                conversation = self._begin(connection, role, fault, context)
            await self._guard(conversation, connection, role)

        loop = asyncio.get_running_loop()
        self._servers.append(await loop.create_server(lambda: Unread(connected), sock=port))
        return address

    async def _meet(self, connection: Connection, fault: ConnectionFault) -> None:
        """Wait for a client's first words, and let the fault have it."""
        connection.begin()
        await connection.first_byte()
        fault.meet(connection)

    async def _guard(
        self, conversation: Coroutine[Any, Any, None], connection: Connection, role: Role
    ) -> None:
        """Serve a connection to its end; a bug in a site or a fault is a failure of the stub."""
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await conversation
        except (*CLIENT_LEFT, asyncio.CancelledError):
            pass  # cancelled only by close(), when the world ends
        except Exception as error:  # reported, not swallowed: verify fails on it
            self._stub.failures.append(f"{HOSTS[role]}: {error!r}")
        finally:
            self._tasks.discard(task)
            connection.close()

    async def _begin(
        self,
        connection: Connection,
        role: Role,
        fault: Fault | None,
        context: ssl.SSLContext | None,
    ) -> None:
        if context:
            await connection.start_tls(context)
        else:
            connection.begin()
        await self._converse(connection, role, fault)

    async def _converse(self, connection: Connection, role: Role, fault: Fault | None) -> None:
        if isinstance(fault, HelloFault):
            if await connection.hears_tls():
                await connection.say(fault.answer())
                return
            if role != "proxy" and not isinstance(fault, NoTls):
                return  # it knows nothing but TLS
        healthy = self._sites[role]
        site = fault.site(healthy) if isinstance(fault, SiteFault) else healthy
        while (request := await connection.request()) is not None:
            self._requests.append((HOSTS[role], request.target))
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

    async def _relay(self, connection: Connection, role: Role, _: Fault | None) -> None:
        """Speak SOCKS. Behind this proxy, too, the world is healthy."""
        connection.begin()
        reader, writer = connection.streams
        asked = await socks.destination(reader, writer)
        self._requests.append((HOSTS[role], asked))
        # A client that looks names up itself asks for an address; whose, it says in TLS.
        reached = asked in (*_TLS_HOSTS, "127.0.0.1:443")
        socks.answer(writer, reached)
        if reached:
            name = await _start_tls_as_whom_it_asks_for(connection)
            await self._converse(connection, _TLS_HOSTS[f"{name}:443"], None)

    async def _respond(
        self,
        connection: Connection,
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


async def _start_tls_as_whom_it_asks_for(connection: Connection) -> str:
    """Begin TLS with the certificate of the host that the client names; return its name."""
    names: list[str] = []

    def choose(handshake: ssl.SSLObject, name: str, _: ssl.SSLContext) -> None:
        names.append(name)
        handshake.context = _identity(name, None).context

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.sni_callback = choose
    await connection.start_tls(context)
    return names[0]


def _tunnel_target(request: Request) -> Role | None:
    """The host a CONNECT asks for, if this world has it and it speaks TLS there."""
    return _TLS_HOSTS.get(request.target) if request.method == "CONNECT" else None


def _identity(name: str, fault: Fault | None) -> certificates.Identity:
    """What is shown by the host of this name."""
    return fault.identity(name) if isinstance(fault, CertificateFault) else certificates.usual(name)
