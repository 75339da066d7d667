"""Puts worlds on loopback: one thread with one event loop serves all worlds of the process.

Each host of a world gets a port of its own; what a sandbox has to know of it is a table of names,
which its shims read. What happens at a host is asked of its fault, in the order of the journey: see
`faults.world_fault`.
"""

import asyncio
import itertools
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pipclinic.faults.hosts import Role
from pipclinic.faults.world_fault import WorldFault
from pipclinic.lab.stub.connection import CLIENT_LEFT, Connection
from pipclinic.lab.stub.conversation import Conversations
from pipclinic.lab.stub.holds import DecidedTime, Desk, RealTime, Time
from pipclinic.lab.stub.port import Address, OpenPort
from pipclinic.lab.stub.world import HEALTHY, HOSTS, PORTS, World

# What a look-up of "host:port" gives: the places where it really is, or the resolver's error number
Answer = tuple[Address, ...] | int


@dataclass(frozen=True)
class RunningWorld:
    """A world that can be reached: its name table, and the requests it has seen so far.

    proxy: where its HTTP proxy listens for programs that load no shim, such as git.
    clock: where programs with the shim ask about time, unless it is real, and with which secret.
    """

    world: World
    names: Mapping[str, Answer]
    proxy: str
    clock: tuple[str, int, str] | None
    requests: list[tuple[str, str]]

    def shim_config(self) -> dict[str, Any]:
        """What the shims read, ready for JSON (see `resolver` and `clock`)."""
        clock = {"clock": self.clock} if self.clock else {}
        return {"names": dict(self.names), **clock}


class Stub:
    """The server of all worlds of this process. Use it as a context manager.

    real_time: whether what is slow takes the seconds it says. By default time is decided, and
    takes none (see `holds`).
    """

    def __init__(self, *, real_time: bool = False) -> None:
        self.failures: list[str] = []
        self.decided = None if real_time else Desk()
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
        self._conversations = Conversations(world)
        self._ports: list[OpenPort] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._secret = ""
        self._decided: DecidedTime | None = None
        if stub.decided:
            self._secret, self._decided = stub.decided.begin()

    async def open(self) -> RunningWorld:
        time = self._decided or RealTime()
        names: dict[str, Answer] = {}
        for role, host in HOSTS.items():
            fault = self._world.fault_of(role)
            usual = {f"{host}:{PORTS.get(role, 443)}": True}
            for place, tls in {**usual, **fault.strikes_at(host)}.items():
                names[place] = await self._open_host(role, host, fault, tls, time)
            for place, tls in fault.healthy_at(host).items():
                name = place.rpartition(":")[0]
                names[place] = await self._open_host(role, name, HEALTHY, tls, time)
        apart = await self._open_host(
            "proxy", HOSTS["proxy"], self._world.fault_of("proxy"), False, RealTime()
        )
        proxy = "" if isinstance(apart, int) else "http://{}:{}".format(*apart[0])
        requests = self._conversations.requests
        clock = (*self._stub.clock, self._secret) if self._stub.clock else None
        return RunningWorld(self._world, names, proxy, clock, requests)

    async def close(self) -> None:
        if self._stub.decided:
            self._stub.decided.end(self._secret)
        for port in self._ports:
            port.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _open_host(
        self, role: Role, name: str, fault: WorldFault, tls: bool, time: Time
    ) -> Answer:
        error = fault.resolver_error()
        if error is not None:
            return error
        each = fault.each_address()
        return tuple([await self._open_address(role, name, part, tls, time) for part in each])

    async def _open_address(
        self, role: Role, name: str, fault: WorldFault, tls: bool, time: Time
    ) -> Address:
        nowhere = fault.no_way_to()
        if nowhere is not None:
            return nowhere, 443
        numbers = itertools.count(1)

        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            client = Connection(reader, writer, time)
            task = asyncio.current_task()
            assert task is not None
            self._tasks.add(task)
            try:
                if not await fault.meets(client, next(numbers)):
                    expected = tls and role not in PORTS  # a proxy is spoken to without
                    await self._conversations.serve(client, role, fault, name, expected)
            except (*CLIENT_LEFT, asyncio.CancelledError):
                pass  # cancelled only by close(), when the world ends
            except Exception as error:  # reported, not swallowed: verify fails on it
                self._stub.failures.append(f"{HOSTS[role]}: {error!r}")
            finally:
                self._tasks.discard(task)
                client.close()

        port = OpenPort(connected, self._decided)
        self._ports.append(port)
        fault.opens(port)
        await port.open()
        return port.address
