"""What a host and a client say to each other: HTTP, tunnels of an HTTP proxy, SOCKS."""

import ssl

from pipclinic.faults.hosts import Role
from pipclinic.faults.messages import Request, Response, Site
from pipclinic.faults.world_fault import WorldFault
from pipclinic.lab.stub import socks
from pipclinic.lab.stub.certificates import AUTHORITIES
from pipclinic.lab.stub.connection import Connection
from pipclinic.lab.stub.index import offering
from pipclinic.lab.stub.world import HEALTHY, HOSTS, PORTS, World

_TLS_HOSTS = {f"{host}:443": role for role, host in HOSTS.items() if role not in PORTS}


class Conversations:
    """All conversations of one world; requests: the host and the target of each one."""

    def __init__(self, world: World) -> None:
        self._sites = world.sites()
        self._seen: dict[Role, int] = {}
        self.requests: list[tuple[str, str]] = []

    async def serve(
        self, client: Connection, role: Role, fault: WorldFault, name: str, tls: bool
    ) -> None:
        """Speak with a client that has connected to the host, which is called `name`.

        tls: whether TLS is expected on the port.
        """
        if tls and fault.speaks_tls:
            await client.start_tls(fault.identity(name, AUTHORITIES).context)
        else:
            client.begin()
        if role == "socks":
            await self._relay(client)
        elif fault.speaks_tls or not await fault.greets(client, tls):
            await self._answer(client, role, fault)

    async def _answer(self, client: Connection, role: Role, fault: WorldFault) -> None:
        site = fault.site(self._sites[role], offering)
        while (request := await client.request()) is not None:
            self.requests.append((HOSTS[role], request.target))
            tunnel = _tunnel_target(request) if role == "proxy" else None
            await self._respond(client, role, fault, request, site, bool(tunnel))
            if tunnel and client.answered == 200:
                # Behind the proxy the world is healthy: the tunnel ends at the host itself,
                # unless the proxy looks into it, and shows certificates of its own.
                await client.start_tls(fault.identity(HOSTS[tunnel], AUTHORITIES).context)
                await self._answer(client, tunnel, HEALTHY)
                return
            if not client.may_go_on():
                return

    async def _respond(
        self,
        client: Connection,
        role: Role,
        fault: WorldFault,
        request: Request,
        site: Site,
        tunnel: bool,
    ) -> None:
        response = Response(200) if tunnel else site(request)
        self._seen[role] = number = self._seen.get(role, 0) + 1
        await fault.answers(client, request, response, number)

    async def _relay(self, client: Connection) -> None:
        """Speak SOCKS. Behind this proxy, too, the world is healthy."""
        reader, writer = client.streams
        asked = await socks.destination(reader, writer)
        self.requests.append((HOSTS["socks"], asked))
        # A client that looks names up itself asks for an address; whose, it says in TLS.
        reached = asked in (*_TLS_HOSTS, "127.0.0.1:443")
        socks.answer(writer, reached)
        if reached:
            name = await _start_tls_as_whom_it_asks_for(client)
            await self._answer(client, _TLS_HOSTS[f"{name}:443"], HEALTHY)


def _tunnel_target(request: Request) -> Role | None:
    """The host a CONNECT asks for, if this world has it and it speaks TLS there."""
    return _TLS_HOSTS.get(request.target) if request.method == "CONNECT" else None


async def _start_tls_as_whom_it_asks_for(client: Connection) -> str:
    """Begin TLS with the certificate of the host that the client names; return its name."""
    names: list[str] = []

    def choose(handshake: ssl.SSLObject, name: str, _: ssl.SSLContext) -> None:
        names.append(name)
        handshake.context = AUTHORITIES.trusted.signs(name).context

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.sni_callback = choose
    await client.start_tls(context)
    return names[0]
