"""Faults of ports: what happens when a connection to a host is opened."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Literal

from pydantic.dataclasses import dataclass

from pipclinic.faults.hosts import CLOSED, PortNumber, Role
from pipclinic.faults.world_fault import Port, WorldFault


class PortFault(WorldFault, ABC):
    """Strikes when a connection to the host is opened."""

    @abstractmethod
    def opens(self, port: Port) -> None:
        """Put the port into its broken state."""


@dataclass(frozen=True, config=CLOSED)
class NeverAccepted(PortFault):
    """The host drops connection attempts without a word, as a firewall does."""

    host: Role
    kind: Literal["never-accepted"] = "never-accepted"

    def opens(self, port: Port) -> None:
        port.drops()


@dataclass(frozen=True, config=CLOSED)
class Refused(PortFault):
    """Nothing listens on the host's port."""

    host: Role
    kind: Literal["refused"] = "refused"

    def opens(self, port: Port) -> None:
        port.refuses()


@dataclass(frozen=True, config=CLOSED)
class ListensElsewhere(PortFault):
    """Nothing listens on the host's usual port; the host, in good health, is on `port`."""

    host: Role
    port: PortNumber
    kind: Literal["listens-elsewhere"] = "listens-elsewhere"

    def healthy_at(self, host: str) -> Mapping[str, bool]:
        return {f"{host}:{self.port}": True}

    def opens(self, port: Port) -> None:
        port.refuses()


@dataclass(frozen=True, config=CLOSED)
class PlainHttp(PortFault):
    """The host also serves without TLS, on port 80; or only there, when it has no `https`."""

    host: Role
    https: bool = True
    kind: Literal["plain-http"] = "plain-http"

    def healthy_at(self, host: str) -> Mapping[str, bool]:
        plain = {f"{host}:80": False}
        return {f"{host}:443": True, **plain} if self.https else plain

    def opens(self, port: Port) -> None:
        port.refuses()


@dataclass(frozen=True, config=CLOSED)
class Silent(PortFault):
    """The host accepts connections and never says a word: the TLS handshake gets no answer."""

    host: Role
    kind: Literal["silent"] = "silent"

    def opens(self, port: Port) -> None:
        port.says_nothing()
