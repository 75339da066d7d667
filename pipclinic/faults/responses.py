"""Faults of responses: the right answer travels badly, or another one does."""

import math
import zlib
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from pipclinic.faults.hosts import CLOSED, Count, Role, Seconds
from pipclinic.faults.messages import Request, Response, basic, plain
from pipclinic.faults.world_fault import Wire, WorldFault


class ResponseFault(WorldFault, ABC):
    """Strikes when a response is sent.

    first, every: which of the host's requests are struck, the first N or each Nth; all by default.
    """

    first: int | None
    every: int | None

    def __post_init__(self) -> None:
        if self.first is not None and self.every is not None:
            raise ValueError("'first' and 'every' stand together: write one of them")

    async def answers(self, wire: Wire, request: Request, response: Response, number: int) -> None:
        if self._strikes(number):
            await self.send(wire, request, response)
        else:
            await super().answers(wire, request, response, number)

    def _strikes(self, number: int) -> bool:
        if self.first is not None:
            return number <= self.first
        return self.every is None or number % self.every == 0

    @abstractmethod
    async def send(self, wire: Wire, request: Request, response: Response) -> None:
        """Send the healthy response in this fault's way."""


@dataclass(frozen=True, config=CLOSED)
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


@dataclass(frozen=True, config=CLOSED)
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


@dataclass(frozen=True, config=CLOSED)
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


@dataclass(frozen=True, config=CLOSED)
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


@dataclass(frozen=True, config=CLOSED)
class Reset(ResponseFault):
    """The host takes the request and breaks the connection instead of answering."""

    host: Role
    first: Count | None = None
    every: Count | None = None
    kind: Literal["reset"] = "reset"

    async def send(self, wire: Wire, request: Request, response: Response) -> None:
        wire.reset()


@dataclass(frozen=True, config=CLOSED)
class HangUp(ResponseFault):
    """The host takes the request and closes the connection, in good order, without an answer."""

    host: Role
    first: Count | None = None
    every: Count | None = None
    kind: Literal["hang-up"] = "hang-up"

    async def send(self, wire: Wire, request: Request, response: Response) -> None:
        wire.close()


@dataclass(frozen=True, config=CLOSED)
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


@dataclass(frozen=True, config=CLOSED)
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


@dataclass(frozen=True, config=CLOSED)
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


@dataclass(frozen=True, config=CLOSED)
class TruncatedGzip(ResponseFault):
    """The body comes compressed, lacks its last `missing` bytes, and nothing says that it does.

    So it goes where a client takes gzip: pages of an index, as pip asks for files as they are.
    """

    host: Role
    missing: Count = 60
    first: Count | None = None
    every: Count | None = None
    kind: Literal["truncated-gzip"] = "truncated-gzip"

    async def send(self, wire: Wire, request: Request, response: Response) -> None:
        if response.body and "gzip" in request.headers.get("accept-encoding", ""):
            compressed = zlib.compress(response.body, wbits=31)  # in the container of gzip
            response = response.with_headers(Content_Encoding="gzip")
            response = replace(response, body=compressed[: -self.missing])
        await wire.head(response)
        await wire.body(response.body)


@dataclass(frozen=True, config=CLOSED)
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
