"""The hosts of a world, by the role that each plays; what several kinds of faults share."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

Role = Literal[
    "index", "files", "legacy", "mirror", "company", "private", "forge", "proxy", "socks"
]
RoleOrEvery = Literal[Role, "every"]

Count = Annotated[int, Field(ge=1, strict=True)]
Seconds = Annotated[float, Field(gt=0, strict=True)]
PortNumber = Annotated[int, Field(ge=1, le=65535)]

CLOSED = ConfigDict(extra="forbid")
