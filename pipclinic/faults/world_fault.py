"""What is asked of every fault of the world, in the order of pip's journey, and what it acts on.

A `WorldFault` with nothing overridden is a host in good health. The lab implements the protocols.
So a fault says what happens, and knows nothing of sockets, event loops and certificates' bytes.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Protocol

from pipclinic.faults.messages import Request, Response, Site
from pipclinic.faults.projects import Project

if TYPE_CHECKING:
    import ssl


class Port(Protocol):
    """The port of a host, before anything listens on it."""

    def serves(self) -> None:
        """The host accepts connections, and answers."""

    def refuses(self) -> None:
        """Nothing listens."""

    def drops(self) -> None:
        """Attempts to connect are dropped without a word, for ever."""

    def says_nothing(self) -> None:
        """The system accepts connections; nobody ever reads, or writes."""


class Client(Protocol):
    """A client that has connected, before TLS."""

    async def first_byte(self) -> None:
        """Wait until it has said something."""

    async def hears_tls(self) -> bool:
        """Whether it begins with a TLS handshake; what it says otherwise is not lost."""

    async def say(self, data: bytes) -> None:
        """Send bytes as they are."""

    def reset(self) -> None:
        """Break the connection: the client gets a reset."""


class Wire(Protocol):
    """What a response travels on."""

    async def head(self, response: Response) -> None:
        """Send the status line and the headers; Content-Length is that of the whole body."""

    async def body(self, data: bytes) -> None:
        """Send part of the body."""

    async def hold(self, seconds: float) -> None:
        """Say nothing for so many seconds of the client, or for ever (`math.inf`)."""

    def close(self) -> None:
        """End the connection in good order."""

    def reset(self) -> None:
        """Break the connection: the client gets a reset."""


class Identity(Protocol):
    """What a host shows in the TLS handshake."""

    @property
    def vouching(self) -> bytes:
        """What a client has to trust in order to accept it, in PEM."""

    @property
    def context(self) -> "ssl.SSLContext":
        """A server's TLS context that shows it."""


class Authority(Protocol):
    """Who signs certificates. The same question has the same answer, for the life of a process."""

    def signs(
        self,
        name: str,
        *,
        since: datetime.datetime | None = None,
        until: datetime.datetime | None = None,
        sends_root: bool = False,
    ) -> Identity:
        """The identity of a host, by default valid for ever; whether the root comes along."""

    def signs_by_an_intermediate(self, name: str) -> Identity:
        """The same, signed by an intermediate authority that the host does not send along."""


class Authorities(Protocol):
    """Those that there are."""

    @property
    def trusted(self) -> Authority:
        """One that stands where the public ones stand."""

    @property
    def unknown(self) -> Authority:
        """One that nobody trusts."""

    def self_signed(self, name: str) -> Identity:
        """A host that vouches for itself, as a server's own tool makes it."""


Offering = Callable[[Sequence[Project]], Site]
"""What an index and a file host in one answer that have these projects."""


class WorldFault:
    """What happens at a host. Each method is a place to strike; here, nothing is wrong."""

    def resolver_error(self) -> int | None:
        """The resolver's error number (`socket.EAI_*`), if the host's name is not answered."""
        return None

    def each_address(self) -> "Sequence[WorldFault]":
        """What is wrong with each address of the host, in the order of the resolver."""
        return (self,)

    def no_way_to(self) -> str | None:
        """The numeric address of the host, if no way leads to it."""
        return None

    def impossible_here(self) -> str:
        """Why this machine cannot show the fault, or ""."""
        return ""

    def healthy_at(self, host: str) -> Mapping[str, bool]:
        """Where the host serves in good health: "name:port", and whether with TLS."""
        return {}

    def strikes_at(self, host: str) -> Mapping[str, bool]:
        """Where else the fault strikes: "name:port", and whether TLS is expected there."""
        return {}

    def opens(self, port: Port) -> None:
        """What the port of the host does."""
        port.serves()

    async def meets(self, client: Client, number: int) -> bool:
        """Whether the fault has dealt with the connection of this number, counted from 1."""
        return False

    speaks_tls: ClassVar[bool] = True

    async def greets(self, client: Client, tls: bool) -> bool:
        """The same for a client of which TLS is expected, or not, where `speaks_tls` is false."""
        return False

    def identity(self, host: str, authorities: Authorities) -> Identity:
        """What the host of a name shows; at the proxy, what is shown in its tunnels."""
        return authorities.trusted.signs(host)

    def site(self, healthy: Site, offering: Offering) -> Site:
        """What the host serves in place of its healthy site."""
        return healthy

    async def answers(self, wire: Wire, request: Request, response: Response, number: int) -> None:
        """Send the response to the host's request of this number, counted from 1."""
        await wire.head(response)
        await wire.body(response.body)
