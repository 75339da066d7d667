"""Every way the world can misbehave, each a small named type.

There are eight kinds, by where on the journey they strike:

- `NameFault` answers the look-up of the host's name;
- `RouteFault` gives the host an address to which no way leads;
- `PortFault` decides what listens on the host's port;
- `ConnectionFault` meets a client that has connected, before TLS;
- `HelloFault` ends the TLS handshake before any certificate is shown;
- `CertificateFault` decides which certificate the host shows;
- `SiteFault` decides what the host serves;
- `ResponseFault` decides how a response travels, and may pick which requests it strikes.

`SeveralAddresses` is made of others: each address of the host has a fault of its own, or none.

To add one: write a frozen type with a `kind` of its own, fill in the one method of its
kind, and add it to `Fault` at the end. All times are seconds of the client.
"""

import errno
import math
import socket
from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Annotated, ClassVar, Literal, Protocol, runtime_checkable

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from pipclinic.lab.stub import certificates
from pipclinic.lab.stub.index import (
    Site,
    basic,
    either,
    elsewhere,
    files_site,
    index_site,
    sign_in_first,
    with_credentials,
    with_type,
    without,
    without_search,
)
from pipclinic.lab.stub.messages import Request, Response, plain, web_page
from pipclinic.lab.stub.packages import Project

_CLOSED = ConfigDict(extra="forbid")

Role = Literal[
    "index", "files", "legacy", "mirror", "company", "private", "forge", "proxy", "socks"
]
RoleOrEvery = Literal[Role, "every"]


class Wire(Protocol):
    """What a response fault can do to the client at the other end."""

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


@runtime_checkable
class Elsewhere(Protocol):
    """A fault under which the host serves in good health at another name or port."""

    def healthy_at(self, host: str) -> Mapping[str, bool]:
        """Where that is: "name:port", and whether with TLS."""


class NameFault(ABC):
    """Strikes when the host's name is looked up."""

    @abstractmethod
    def resolver_error(self) -> int:
        """The resolver's error number (`socket.EAI_*`)."""


class RouteFault(ABC):
    """Strikes when a connection to the host is begun: its address cannot be reached from here."""

    @abstractmethod
    def address(self) -> str:
        """The numeric address."""

    @abstractmethod
    def impossible_here(self) -> str:
        """Why this machine cannot show the fault, or ""."""


class PortFault(ABC):
    """Strikes when a connection to the host is opened.

    holds: which of its clients hear nothing, for ever.
    """

    holds: ClassVar[Literal["connecting", "connected"] | None] = None

    @abstractmethod
    def occupy(self, port: socket.socket) -> list[socket.socket]:
        """Put a bound socket into its broken state; return what must stay open to keep it so."""


class ConnectionFault(ABC):
    """Strikes when a client has connected and said its first words."""

    first: int | None

    def strikes(self, number: int) -> bool:
        """Whether the host's connection of this number, counted from 1, is struck."""
        return self.first is None or number <= self.first

    @abstractmethod
    def meet(self, client: Wire) -> None:
        """Do to the client what this fault does."""


class CertificateFault(ABC):
    """Strikes when the host shows its certificate; at the proxy, in the tunnels it opens."""

    @abstractmethod
    def identity(self, host: str) -> certificates.Identity:
        """What the host of this name shows."""


class HelloFault(ABC):
    """Strikes when a client says the first word of TLS."""

    @abstractmethod
    def answer(self) -> bytes:
        """What the host sends back, before it closes the connection."""


class SiteFault(ABC):
    """Strikes when a request is answered."""

    @abstractmethod
    def site(self, healthy: Site) -> Site:
        """What the host serves in place of its healthy site."""


class ResponseFault(ABC):
    """Strikes when a response is sent."""

    first: int | None
    every: int | None

    def strikes(self, number: int) -> bool:
        """Whether the host's request of this number, counted from 1, is struck."""
        if self.first is not None:
            return number <= self.first
        return self.every is None or number % self.every == 0

    @abstractmethod
    async def send(self, wire: Wire, request: Request, response: Response) -> None:
        """Send the healthy response in this fault's way."""


Count = Annotated[int, Field(ge=1)]
Seconds = Annotated[float, Field(gt=0)]


@dataclass(frozen=True, config=_CLOSED)
class Unresolvable(NameFault):
    """The name does not resolve: it is unknown, or the resolver cannot be asked.

    The host "every" stands for a machine on which no name resolves.
    """

    host: RoleOrEvery
    error: Literal["unknown-name", "try-again"] = "unknown-name"
    kind: Literal["unresolvable"] = "unresolvable"

    def resolver_error(self) -> int:
        return socket.EAI_NONAME if self.error == "unknown-name" else socket.EAI_AGAIN


# Addresses that documentation uses and nobody has (RFC 5737). In the namespace of `isolation`
# no route leads to the first, and one that says "unreachable" to the second.
NO_NETWORK = "192.0.2.1"
NO_HOST = "198.51.100.1"


@dataclass(frozen=True, config=_CLOSED)
class Unreachable(RouteFault):
    """No way leads to the host: this machine has no route, or a router knows no way to it.

    The host "every" stands for a machine from which no way leads anywhere.
    """

    host: Literal[Role, "every"]
    what: Literal["network", "host"] = "network"
    kind: Literal["unreachable"] = "unreachable"

    def address(self) -> str:
        return NO_NETWORK if self.what == "network" else NO_HOST

    def impossible_here(self) -> str:
        expected = errno.ENETUNREACH if self.what == "network" else errno.EHOSTUNREACH
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as port:
            seen = port.connect_ex(
                (self.address(), 443)
            )  # of UDP: looks for a route, sends nothing
        if seen == expected:
            return ""
        return f"needs a network namespace, in which {self.address()} is unreachable"


@dataclass(frozen=True, config=_CLOSED)
class NeverAccepted(PortFault):
    """The host drops connection attempts without a word, as a firewall does."""

    host: Role
    kind: Literal["never-accepted"] = "never-accepted"

    holds: ClassVar[Literal["connecting", "connected"] | None] = "connecting"

    def occupy(self, port: socket.socket) -> list[socket.socket]:
        port.listen(0)
        fillers = []
        for _ in range(4):  # more than a backlog of 0 takes; the kernel then drops every SYN
            filler = socket.socket()
            filler.setblocking(False)
            with suppress(BlockingIOError):
                filler.connect(port.getsockname())
            fillers.append(filler)
        return fillers


@dataclass(frozen=True, config=_CLOSED)
class Refused(PortFault):
    """Nothing listens on the host's port."""

    host: Role
    kind: Literal["refused"] = "refused"

    def occupy(self, port: socket.socket) -> list[socket.socket]:
        return []  # bound, so that nobody else gets the port, and never listening


@dataclass(frozen=True, config=_CLOSED)
class ListensElsewhere(PortFault):
    """Nothing listens on the host's usual port; the host, in good health, is on `port`."""

    host: Role
    port: Annotated[int, Field(ge=1, le=65535)]
    kind: Literal["listens-elsewhere"] = "listens-elsewhere"

    def healthy_at(self, host: str) -> Mapping[str, bool]:
        return {f"{host}:{self.port}": True}

    def occupy(self, port: socket.socket) -> list[socket.socket]:
        return []  # as under Refused


@dataclass(frozen=True, config=_CLOSED)
class PlainHttp(PortFault):
    """The host also serves without TLS, on port 80; or only there, when it has no `https`."""

    host: Role
    https: bool = True
    kind: Literal["plain-http"] = "plain-http"

    def healthy_at(self, host: str) -> Mapping[str, bool]:
        plain = {f"{host}:80": False}
        return {f"{host}:443": True, **plain} if self.https else plain

    def occupy(self, port: socket.socket) -> list[socket.socket]:
        return []  # as under Refused


@dataclass(frozen=True, config=_CLOSED)
class Silent(PortFault):
    """The host accepts connections and never says a word: the TLS handshake gets no answer."""

    host: Role
    kind: Literal["silent"] = "silent"

    holds: ClassVar[Literal["connecting", "connected"] | None] = "connected"

    def occupy(self, port: socket.socket) -> list[socket.socket]:
        port.listen(128)  # the kernel accepts; nobody ever reads
        return []


@dataclass(frozen=True, config=_CLOSED)
class ResetHandshake(ConnectionFault):
    """The host breaks each connection at its first words, as some filters do: on port 80, too."""

    host: Role
    first: Count | None = None
    kind: Literal["reset-handshake"] = "reset-handshake"

    def meet(self, client: Wire) -> None:
        client.reset()


@dataclass(frozen=True, config=_CLOSED)
class UnknownIssuer(CertificateFault):
    """The host's certificate is signed by an authority that nobody knows."""

    host: RoleOrEvery
    kind: Literal["unknown-issuer"] = "unknown-issuer"

    def identity(self, host: str) -> certificates.Identity:
        return certificates.of_unknown_issuer(host)


@dataclass(frozen=True, config=_CLOSED)
class UnknownRoot(CertificateFault):
    """Nobody knows the authority, and the host sends its root along, as inspecting proxies do."""

    host: RoleOrEvery
    kind: Literal["unknown-root"] = "unknown-root"

    def identity(self, host: str) -> certificates.Identity:
        return certificates.with_unknown_root(host)


@dataclass(frozen=True, config=_CLOSED)
class MissingIntermediate(CertificateFault):
    """The host does not send the certificate that links its own to a trusted authority."""

    host: RoleOrEvery
    kind: Literal["missing-intermediate"] = "missing-intermediate"

    def identity(self, host: str) -> certificates.Identity:
        return certificates.without_intermediate(host)


@dataclass(frozen=True, config=_CLOSED)
class SelfSigned(CertificateFault):
    """The host has signed its certificate itself."""

    host: RoleOrEvery
    kind: Literal["self-signed"] = "self-signed"

    def identity(self, host: str) -> certificates.Identity:
        return certificates.self_signed(host)


@dataclass(frozen=True, config=_CLOSED)
class Expired(CertificateFault):
    """The host's certificate has lapsed."""

    host: RoleOrEvery
    kind: Literal["expired"] = "expired"

    def identity(self, host: str) -> certificates.Identity:
        return certificates.lapsed(host)


@dataclass(frozen=True, config=_CLOSED)
class NotYetValid(CertificateFault):
    """The host's certificate is from the future: so it looks to a clock that is behind."""

    host: RoleOrEvery
    kind: Literal["not-yet-valid"] = "not-yet-valid"

    def identity(self, host: str) -> certificates.Identity:
        return certificates.not_yet_valid(host)


@dataclass(frozen=True, config=_CLOSED)
class OtherName(CertificateFault):
    """The host's certificate is for another name, under which it serves in good health."""

    host: Role
    certificate_for: str
    kind: Literal["other-name"] = "other-name"

    def healthy_at(self, host: str) -> Mapping[str, bool]:
        return {f"{self.certificate_for}:443": True}

    def identity(self, host: str) -> certificates.Identity:
        return certificates.usual(self.certificate_for)


@dataclass(frozen=True, config=_CLOSED)
class NoTls(HelloFault):
    """The host speaks plain HTTP where TLS is expected; `port`, if any, is where it speaks TLS."""

    host: RoleOrEvery
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    kind: Literal["no-tls"] = "no-tls"

    def healthy_at(self, host: str) -> Mapping[str, bool]:
        return {f"{host}:{self.port}": True} if self.port else {}

    def answer(self) -> bytes:
        return b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@dataclass(frozen=True, config=_CLOSED)
class ClosedInHandshake(HelloFault):
    """The host, or something on the way, closes the connection in the handshake."""

    host: RoleOrEvery
    kind: Literal["closed-in-handshake"] = "closed-in-handshake"

    def answer(self) -> bytes:
        return b""


@dataclass(frozen=True, config=_CLOSED)
class Alert(HelloFault):
    """The host ends the handshake with an alert (RFC 8446, section 6.2)."""

    host: RoleOrEvery
    alert: Literal["handshake-failure", "protocol-version", "unrecognized-name"]
    kind: Literal["alert"] = "alert"

    def answer(self) -> bytes:
        number = {"handshake-failure": 40, "protocol-version": 70, "unrecognized-name": 112}
        return bytes([21, 3, 1, 0, 2, 2, number[self.alert]])


@dataclass(frozen=True, config=_CLOSED)
class IndexElsewhere(SiteFault):
    """The host's index is below `path`; for all it does not have, the host answers `status`.

    With 200 it shows a page for people instead, as servers with a user interface do.
    """

    host: Literal["index", "company"]
    path: Annotated[str, Field(pattern=r"^/.+/$")]
    status: Literal[200, 403, 404] = 404
    kind: Literal["index-elsewhere"] = "index-elsewhere"

    def site(self, healthy: Site) -> Site:
        otherwise = web_page("Welcome") if self.status == 200 else plain(self.status)
        return elsewhere(healthy, self.path, otherwise)


@dataclass(frozen=True, config=_CLOSED)
class Withholds(SiteFault):
    """The host answers `status` to requests for a path in which `part` stands, and to no others."""

    host: Role
    part: str
    status: Literal[403, 404]
    kind: Literal["withholds"] = "withholds"

    def site(self, healthy: Site) -> Site:
        return without(healthy, self.part, plain(self.status))


@dataclass(frozen=True, config=_CLOSED)
class Squatted(SiteFault):
    """Somebody has put a project of theirs on the host, under a name that it did not have."""

    project: str
    version: str
    host: Literal["index"] = "index"
    kind: Literal["squatted"] = "squatted"

    def site(self, healthy: Site) -> Site:
        theirs = [Project(name=self.project, version=self.version)]
        return either(healthy, index_site(theirs, "/simple/", ""), files_site(theirs))


@dataclass(frozen=True, config=_CLOSED)
class WithoutSearch(SiteFault):
    """The host answers a search, as by `pip search`, with an error in these words."""

    message: str
    host: Literal["index"] = "index"
    kind: Literal["without-search"] = "without-search"

    def site(self, healthy: Site) -> Site:
        return without_search(healthy, self.message)


@dataclass(frozen=True, config=_CLOSED)
class WrongType(SiteFault):
    """The host says of everything that it is of another type than it is."""

    host: Role
    content_type: str
    kind: Literal["wrong-type"] = "wrong-type"

    def site(self, healthy: Site) -> Site:
        return with_type(healthy, self.content_type)


@dataclass(frozen=True, config=_CLOSED)
class WantsCredentials(SiteFault):
    """The host answers 401 to whoever does not bring these credentials."""

    host: Role
    user: str = "ada"
    password: str = "correct horse"  # noqa: S105
    kind: Literal["wants-credentials"] = "wants-credentials"

    def site(self, healthy: Site) -> Site:
        return with_credentials(healthy, self.user, self.password)


@dataclass(frozen=True, config=_CLOSED)
class CaptivePortal(SiteFault):
    """Whatever is asked for, the host leads to a page on which people sign in.

    The host "every" stands for a network that nobody has signed in to.
    """

    host: RoleOrEvery
    kind: Literal["captive-portal"] = "captive-portal"

    def site(self, healthy: Site) -> Site:
        return sign_in_first


@dataclass(frozen=True, config=_CLOSED)
class SlowResponse(ResponseFault):
    """The host takes the request and thinks for `seconds` before its first byte."""

    host: Role
    seconds: Seconds
    first: Count | None = None
    every: Count | None = None
    kind: Literal["slow-response"] = "slow-response"

    async def send(self, wire: Wire, request: Request, response: Response) -> None:
        await wire.hold(self.seconds)
        await wire.head(response)
        await wire.body(response.body)


@dataclass(frozen=True, config=_CLOSED)
class SlowDrip(ResponseFault):
    """The body arrives in pieces of `size` bytes, `seconds` apart."""

    host: Role
    seconds: Seconds
    size: Count = 16_384
    first: Count | None = None
    every: Count | None = None
    kind: Literal["slow-drip"] = "slow-drip"

    async def send(self, wire: Wire, request: Request, response: Response) -> None:
        await wire.head(response)
        for start in range(0, len(response.body), self.size):
            await wire.hold(self.seconds)
            await wire.body(response.body[start : start + self.size])


@dataclass(frozen=True, config=_CLOSED)
class Stall(ResponseFault):
    """The body stops after `after` bytes; the connection stays open, and silent."""

    host: Role
    after: Count
    first: Count | None = None
    every: Count | None = None
    kind: Literal["stall"] = "stall"

    async def send(self, wire: Wire, request: Request, response: Response) -> None:
        await wire.head(response)
        await wire.body(response.body[: self.after])
        if len(response.body) > self.after:
            await wire.hold(math.inf)


@dataclass(frozen=True, config=_CLOSED)
class Cut(ResponseFault):
    """The connection ends, in good order, after `after` bytes of the body."""

    host: Role
    after: Count
    first: Count | None = None
    every: Count | None = None
    kind: Literal["cut"] = "cut"

    async def send(self, wire: Wire, request: Request, response: Response) -> None:
        await wire.head(response)
        await wire.body(response.body[: self.after])
        if len(response.body) > self.after:
            wire.close()


@dataclass(frozen=True, config=_CLOSED)
class Reset(ResponseFault):
    """The host takes the request and breaks the connection instead of answering."""

    host: Role
    first: Count | None = None
    every: Count | None = None
    kind: Literal["reset"] = "reset"

    async def send(self, wire: Wire, request: Request, response: Response) -> None:
        wire.reset()


@dataclass(frozen=True, config=_CLOSED)
class HangUp(ResponseFault):
    """The host takes the request and closes the connection, in good order, without an answer."""

    host: Role
    first: Count | None = None
    every: Count | None = None
    kind: Literal["hang-up"] = "hang-up"

    async def send(self, wire: Wire, request: Request, response: Response) -> None:
        wire.close()


@dataclass(frozen=True, config=_CLOSED)
class ResetMidway(ResponseFault):
    """The connection breaks after `after` bytes of the body."""

    host: Role
    after: Count
    first: Count | None = None
    every: Count | None = None
    kind: Literal["reset-midway"] = "reset-midway"

    async def send(self, wire: Wire, request: Request, response: Response) -> None:
        await wire.head(response)
        await wire.body(response.body[: self.after])
        if len(response.body) > self.after:
            await wire.hold(0.1)  # what was sent has arrived
            wire.reset()


@dataclass(frozen=True, config=_CLOSED)
class Status(ResponseFault):
    """The host answers with another status, and headers of its own."""

    host: Role
    status: Annotated[int, Field(ge=400, le=599)]
    headers: Mapping[str, str] = Field(default_factory=dict)
    first: Count | None = None
    every: Count | None = None
    kind: Literal["status"] = "status"

    async def send(self, wire: Wire, request: Request, response: Response) -> None:
        answer = plain(self.status)
        answer = replace(answer, headers={**answer.headers, **self.headers})
        await wire.head(answer)
        await wire.body(answer.body)


@dataclass(frozen=True, config=_CLOSED)
class WrongBytes(ResponseFault):
    """The body has the right length and other bytes than it should, from `after` on."""

    host: Role
    after: Annotated[int, Field(ge=0)] = 0
    first: Count | None = None
    every: Count | None = None
    kind: Literal["wrong-bytes"] = "wrong-bytes"

    async def send(self, wire: Wire, request: Request, response: Response) -> None:
        spoiled = bytes(byte ^ 0xFF for byte in response.body[self.after :])
        await wire.head(response)
        await wire.body(response.body[: self.after] + spoiled)


@dataclass(frozen=True, config=_CLOSED)
class ProxyAuthentication(ResponseFault):
    """The proxy wants credentials, and answers 407 to whoever does not bring them."""

    host: Literal["proxy"] = "proxy"
    user: str = "ada"
    password: str = "correct horse"  # noqa: S105
    first: Count | None = None
    every: Count | None = None
    kind: Literal["proxy-authentication"] = "proxy-authentication"

    async def send(self, wire: Wire, request: Request, response: Response) -> None:
        sent = request.headers.get("proxy-authorization")
        if sent != basic(self.user, self.password):
            response = plain(407, Proxy_Authenticate='Basic realm="proxy"')
        await wire.head(response)
        await wire.body(response.body)


@dataclass(frozen=True, config=_CLOSED)
class SeveralAddresses:
    """The host has several addresses, and each behaves in a way of its own."""

    host: Role
    addresses: Annotated[
        tuple[
            Literal[
                "never-accepted", "refused", "network-unreachable", "host-unreachable", "healthy"
            ],
            ...,
        ],
        Field(min_length=2),
    ]
    kind: Literal["several-addresses"] = "several-addresses"

    def faults(self) -> "tuple[Fault | None, ...]":
        """What is wrong with each address, in the order in which the resolver names them."""
        made: Mapping[str, Fault | None] = {
            "never-accepted": NeverAccepted(self.host),
            "refused": Refused(self.host),
            "network-unreachable": Unreachable(self.host),
            "host-unreachable": Unreachable(self.host, "host"),
            "healthy": None,
        }
        return tuple(made[address] for address in self.addresses)


Fault = Annotated[
    Unresolvable
    | NeverAccepted
    | Refused
    | ListensElsewhere
    | Unreachable
    | SeveralAddresses
    | PlainHttp
    | Silent
    | ResetHandshake
    | UnknownIssuer
    | UnknownRoot
    | MissingIntermediate
    | SelfSigned
    | Expired
    | NotYetValid
    | OtherName
    | NoTls
    | ClosedInHandshake
    | Alert
    | IndexElsewhere
    | Withholds
    | Squatted
    | WithoutSearch
    | WrongType
    | WantsCredentials
    | CaptivePortal
    | SlowResponse
    | SlowDrip
    | Stall
    | Cut
    | Reset
    | ResetMidway
    | HangUp
    | Status
    | WrongBytes
    | ProxyAuthentication,
    Field(discriminator="kind"),
]


def impossible_here(fault: Fault | None) -> str:
    """Why this machine cannot show a fault, or ""."""
    parts = fault.faults() if isinstance(fault, SeveralAddresses) else (fault,)
    reasons = (part.impossible_here() for part in parts if isinstance(part, RouteFault))
    return next(filter(None, reasons), "")
