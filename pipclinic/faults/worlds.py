"""Every way the world can misbehave, each a small named type, in a module a family.

By where on the journey they strike: `names`, `addresses`, `ports`, `connections`, `tls`, `sites`,
`responses`. To add one, write a frozen type into the module of its family, beside one that is
like it, and add it to `Fault` below:

    @dataclass(frozen=True, config=CLOSED)
    class Teapot(ResponseFault):
        '''The host answers that it is a teapot.'''    # what `pipclinic faults` says of it

        host: Role
        first: Count | None = None
        every: Count | None = None
        kind: Literal["teapot"] = "teapot"             # what a case says

        async def send(self, wire: Wire, request: Request, response: Response) -> None:
            answer = plain(418)                        # what its family leaves open
            await wire.head(answer)
            await wire.body(answer.body)

Then `pytest -k every_fault_is_tried` names the two places where it has to be shown: to a plain
client, and to pip. Whoever has a new place to strike adds a method to `WorldFault`, and the line
to the server that asks it. All times are seconds of the client.
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
    TruncatedGzip,
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
    | TruncatedGzip
    | ProxyAuthentication,
    Field(discriminator="kind"),
]
