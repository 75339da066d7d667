"""Faults of addresses: no way leads to one, or each of several behaves in its own way."""

import errno
import socket
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from pipclinic.faults.hosts import CLOSED, Role
from pipclinic.faults.ports import NeverAccepted, Refused
from pipclinic.faults.world_fault import WorldFault

# Addresses that documentation uses and nobody has (RFC 5737). In the namespace of the lab
# no route leads to the first, and one that says "unreachable" to the second.
NO_NETWORK = "192.0.2.1"
NO_HOST = "198.51.100.1"


class RouteFault(WorldFault, ABC):
    """Strikes when a connection to the host is begun: its address cannot be reached from here."""

    @abstractmethod
    def no_way_to(self) -> str:
        """The numeric address."""


@dataclass(frozen=True, config=CLOSED)
class Unreachable(RouteFault):
    """No way leads to the host: this machine has no route, or a router knows no way to it.

    The host "every" stands for a machine from which no way leads anywhere.
    """

    host: Literal[Role, "every"]
    what: Literal["network", "host"] = "network"
    kind: Literal["unreachable"] = "unreachable"

    def no_way_to(self) -> str:
        return NO_NETWORK if self.what == "network" else NO_HOST

    def impossible_here(self) -> str:
        expected = errno.ENETUNREACH if self.what == "network" else errno.EHOSTUNREACH
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as port:
            seen = port.connect_ex((self.no_way_to(), 443))  # UDP: finds a route, sends nothing
        if seen == expected:
            return ""
        return f"needs a network namespace, in which {self.no_way_to()} is unreachable"


@dataclass(frozen=True, config=CLOSED)
class SeveralAddresses(WorldFault):
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

    def each_address(self) -> Sequence[WorldFault]:
        made: Mapping[str, WorldFault] = {
            "never-accepted": NeverAccepted(self.host),
            "refused": Refused(self.host),
            "network-unreachable": Unreachable(self.host),
            "host-unreachable": Unreachable(self.host, "host"),
            "healthy": WorldFault(),
        }
        return tuple(made[address] for address in self.addresses)

    def impossible_here(self) -> str:
        return next(filter(None, (part.impossible_here() for part in self.each_address())), "")
