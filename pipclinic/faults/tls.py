"""Faults of TLS: the handshake ends at its first word, or a certificate does not hold."""

import datetime
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic.dataclasses import dataclass

from pipclinic.faults.hosts import CLOSED, PortNumber, Role, RoleOrEvery
from pipclinic.faults.world_fault import Authorities, Client, Identity, WorldFault

_LAPSED = datetime.datetime(2020, 1, 1)
_FAR_AWAY = datetime.datetime(2100, 1, 1)


class CertificateFault(WorldFault, ABC):
    """Strikes when the host shows its certificate; at the proxy, in the tunnels it opens."""

    @abstractmethod
    def identity(self, host: str, authorities: Authorities) -> Identity:
        """What the host of this name shows."""


class HelloFault(WorldFault, ABC):
    """Strikes when a client says the first word of TLS."""

    speaks_tls: ClassVar[bool] = False
    speaks_http: ClassVar[bool] = False

    async def greets(self, client: Client, tls: bool) -> bool:
        if await client.hears_tls():
            await client.say(self.answer())
            return True
        return tls and not self.speaks_http

    @abstractmethod
    def answer(self) -> bytes:
        """What the host sends back, before it closes the connection."""


@dataclass(frozen=True, config=CLOSED)
class UnknownIssuer(CertificateFault):
    """The host's certificate is signed by an authority that nobody knows."""

    host: RoleOrEvery
    kind: Literal["unknown-issuer"] = "unknown-issuer"

    def identity(self, host: str, authorities: Authorities) -> Identity:
        return authorities.unknown.signs(host)


@dataclass(frozen=True, config=CLOSED)
class UnknownRoot(CertificateFault):
    """Nobody knows the authority, and the host sends its root along, as inspecting proxies do."""

    host: RoleOrEvery
    kind: Literal["unknown-root"] = "unknown-root"

    def identity(self, host: str, authorities: Authorities) -> Identity:
        return authorities.unknown.signs(host, sends_root=True)


@dataclass(frozen=True, config=CLOSED)
class MissingIntermediate(CertificateFault):
    """The host does not send the certificate that links its own to a trusted authority."""

    host: RoleOrEvery
    kind: Literal["missing-intermediate"] = "missing-intermediate"

    def identity(self, host: str, authorities: Authorities) -> Identity:
        return authorities.trusted.signs_by_an_intermediate(host)


@dataclass(frozen=True, config=CLOSED)
class SelfSigned(CertificateFault):
    """The host has signed its certificate itself."""

    host: RoleOrEvery
    kind: Literal["self-signed"] = "self-signed"

    def identity(self, host: str, authorities: Authorities) -> Identity:
        return authorities.self_signed(host)


@dataclass(frozen=True, config=CLOSED)
class Expired(CertificateFault):
    """The host's certificate has lapsed."""

    host: RoleOrEvery
    kind: Literal["expired"] = "expired"

    def identity(self, host: str, authorities: Authorities) -> Identity:
        return authorities.trusted.signs(host, until=_LAPSED)


@dataclass(frozen=True, config=CLOSED)
class NotYetValid(CertificateFault):
    """The host's certificate is from the future: so it looks to a clock that is behind."""

    host: RoleOrEvery
    kind: Literal["not-yet-valid"] = "not-yet-valid"

    def identity(self, host: str, authorities: Authorities) -> Identity:
        return authorities.trusted.signs(host, since=_FAR_AWAY)


@dataclass(frozen=True, config=CLOSED)
class OtherName(CertificateFault):
    """The host's certificate is for another name, under which it serves in good health."""

    host: Role
    certificate_for: str
    kind: Literal["other-name"] = "other-name"

    def healthy_at(self, host: str) -> Mapping[str, bool]:
        return {f"{self.certificate_for}:443": True}

    def identity(self, host: str, authorities: Authorities) -> Identity:
        return authorities.trusted.signs(self.certificate_for)


@dataclass(frozen=True, config=CLOSED)
class NoTls(HelloFault):
    """The host speaks plain HTTP where TLS is expected; `port`, if any, is where it speaks TLS."""

    host: RoleOrEvery
    port: PortNumber | None = None
    kind: Literal["no-tls"] = "no-tls"

    speaks_http: ClassVar[bool] = True

    def healthy_at(self, host: str) -> Mapping[str, bool]:
        return {f"{host}:{self.port}": True} if self.port else {}

    def answer(self) -> bytes:
        return b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@dataclass(frozen=True, config=CLOSED)
class ClosedInHandshake(HelloFault):
    """The host, or something on the way, closes the connection in the handshake."""

    host: RoleOrEvery
    kind: Literal["closed-in-handshake"] = "closed-in-handshake"

    def answer(self) -> bytes:
        return b""


@dataclass(frozen=True, config=CLOSED)
class Alert(HelloFault):
    """The host ends the handshake with an alert (RFC 8446, section 6.2)."""

    host: RoleOrEvery
    alert: Literal["handshake-failure", "protocol-version", "unrecognized-name"]
    kind: Literal["alert"] = "alert"

    def answer(self) -> bytes:
        number = {"handshake-failure": 40, "protocol-version": 70, "unrecognized-name": 112}
        return bytes([21, 3, 1, 0, 2, 2, number[self.alert]])
