"""Faults of names: they strike when a host is looked up."""

import socket
from abc import ABC, abstractmethod
from typing import Literal

from pydantic.dataclasses import dataclass

from pipclinic.faults.hosts import CLOSED, RoleOrEvery
from pipclinic.faults.world_fault import WorldFault


class NameFault(WorldFault, ABC):
    """Strikes when the host's name is looked up."""

    @abstractmethod
    def resolver_error(self) -> int:
        """The resolver's error number (`socket.EAI_*`)."""


@dataclass(frozen=True, config=CLOSED)
class Unresolvable(NameFault):
    """The name does not resolve: it is unknown, or the resolver cannot be asked.

    The host "every" stands for a machine on which no name resolves.
    """

    host: RoleOrEvery
    error: Literal["unknown-name", "try-again"] = "unknown-name"
    kind: Literal["unresolvable"] = "unresolvable"

    def resolver_error(self) -> int:
        return socket.EAI_NONAME if self.error == "unknown-name" else socket.EAI_AGAIN
