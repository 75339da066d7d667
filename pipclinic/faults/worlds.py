"""Every way the world can misbehave, each a small named type, in a module a family.

By where on the journey they strike: `names`, `addresses`, `ports`, `connections`, `tls`, `sites`,
`responses`. To add one: write a frozen type with a `kind` of its own into the module of its
family, fill in what its family leaves open, and add it to `Fault`. Whoever has a new place to
strike adds a method to `WorldFault`, and the line to the server that asks it.
All times are seconds of the client.
"""

from typing import Annotated

from pydantic import Field

from pipclinic.faults.addresses import SeveralAddresses, Unreachable
from pipclinic.faults.connections import ResetHandshake
from pipclinic.faults.names import Unresolvable
from pipclinic.faults.ports import ListensElsewhere, NeverAccepted, PlainHttp, Refused, Silent
from pipclinic.faults.responses import (
    Cut,
    HangUp,
    ProxyAuthentication,
    Reset,
    ResetMidway,
    SlowDrip,
    SlowResponse,
    Stall,
    Status,
    WrongBytes,
)
from pipclinic.faults.sites import (
    CaptivePortal,
    IndexElsewhere,
    Squatted,
    WantsCredentials,
    Withholds,
    WithoutSearch,
    WrongType,
)
from pipclinic.faults.tls import (
    Alert,
    ClosedInHandshake,
    Expired,
    MissingIntermediate,
    NoTls,
    NotYetValid,
    OtherName,
    SelfSigned,
    UnknownIssuer,
    UnknownRoot,
)

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
