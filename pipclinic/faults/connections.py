"""Faults of connections: a client that has connected is broken off, before TLS."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Literal

from pydantic.dataclasses import dataclass

from pipclinic.faults.hosts import CLOSED, Count, Role
from pipclinic.faults.world_fault import Client, WorldFault


class ConnectionFault(WorldFault, ABC):
    """Strikes when a client has connected and said its first words.

    first: only so many connections are struck; all by default.
    """

    first: int | None

    async def meets(self, client: Client, number: int) -> bool:
        if self.first is not None and number > self.first:
            return False
        await client.first_byte()
        self.strike(client)
        return True

    def strikes_at(self, host: str) -> Mapping[str, bool]:
        return {f"{host}:80": False}  # whoever breaks in there does so without TLS, too

    @abstractmethod
    def strike(self, client: Client) -> None:
        """Do to the client what this fault does."""


@dataclass(frozen=True, config=CLOSED)
class ResetHandshake(ConnectionFault):
    """The host breaks each connection at its first words, as some filters do: on port 80, too."""

    host: Role
    first: Count | None = None
    kind: Literal["reset-handshake"] = "reset-handshake"

    def strike(self, client: Client) -> None:
        client.reset()
