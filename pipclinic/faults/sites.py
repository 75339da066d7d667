"""Faults of sites: a host answers every request, and serves something else than it should."""

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from pipclinic.faults.hosts import CLOSED, Role, RoleOrEvery
from pipclinic.faults.messages import (
    Request,
    Response,
    Site,
    either,
    plain,
    web_page,
    with_credentials,
)
from pipclinic.faults.projects import Project
from pipclinic.faults.world_fault import Offering, WorldFault


class SiteFault(WorldFault, ABC):
    """Strikes when a request is answered."""

    @abstractmethod
    def site(self, healthy: Site, offering: Offering) -> Site:
        """What the host serves in place of its healthy site."""


@dataclass(frozen=True, config=CLOSED)
class IndexElsewhere(SiteFault):
    """The host's index is below `path`; for all it does not have, the host answers `status`.

    With 200 it shows a page for people instead, as servers with a user interface do.
    """

    host: Literal["index", "company"]
    path: Annotated[str, Field(pattern=r"^/.+/$")]
    status: Literal[200, 403, 404] = 404
    kind: Literal["index-elsewhere"] = "index-elsewhere"

    def site(self, healthy: Site, offering: Offering) -> Site:
        otherwise = web_page("Welcome") if self.status == 200 else plain(self.status)

        def site(request: Request) -> Response:
            if request.path.startswith(self.path):
                target = "/simple/" + request.target.removeprefix(self.path)
                return healthy(replace(request, target=target))
            if request.path.startswith("/simple/"):
                return otherwise
            answer = healthy(request)
            return otherwise if answer.status == 404 else answer

        return site


@dataclass(frozen=True, config=CLOSED)
class Withholds(SiteFault):
    """The host answers `status` to requests for a path in which `part` stands, and to no others."""

    host: Role
    part: str
    status: Literal[403, 404]
    kind: Literal["withholds"] = "withholds"

    def site(self, healthy: Site, offering: Offering) -> Site:
        withheld = plain(self.status)
        return lambda request: withheld if self.part in request.path else healthy(request)


@dataclass(frozen=True, config=CLOSED)
class Squatted(SiteFault):
    """Somebody has put a project of theirs on the host, under a name that it did not have."""

    project: str
    version: str
    host: Literal["index"] = "index"
    kind: Literal["squatted"] = "squatted"

    def site(self, healthy: Site, offering: Offering) -> Site:
        theirs = [Project(name=self.project, version=self.version)]
        return either(healthy, offering(theirs))


@dataclass(frozen=True, config=CLOSED)
class WithoutSearch(SiteFault):
    """The host answers a search, as by `pip search`, with an error in these words."""

    message: str
    host: Literal["index"] = "index"
    kind: Literal["without-search"] = "without-search"

    def site(self, healthy: Site, offering: Offering) -> Site:
        error = Response(200, {"Content-Type": "text/xml; charset=UTF-8"}, self._error())
        return lambda request: error if request.method == "POST" else healthy(request)

    def _error(self) -> bytes:
        import xmlrpc.client  # which loads a client of HTTP: not for those who only read a case

        fault = xmlrpc.client.Fault(-32500, self.message)
        return xmlrpc.client.dumps(fault, methodresponse=True).encode()


@dataclass(frozen=True, config=CLOSED)
class WrongType(SiteFault):
    """The host says of everything that it is of another type than it is."""

    host: Role
    content_type: str
    kind: Literal["wrong-type"] = "wrong-type"

    def site(self, healthy: Site, offering: Offering) -> Site:
        return lambda request: healthy(request).with_headers(Content_Type=self.content_type)


@dataclass(frozen=True, config=CLOSED)
class WantsCredentials(SiteFault):
    """The host answers 401 to whoever does not bring these credentials."""

    host: Role
    user: str = "ada"
    password: str = "correct horse"  # noqa: S105
    kind: Literal["wants-credentials"] = "wants-credentials"

    def site(self, healthy: Site, offering: Offering) -> Site:
        return with_credentials(healthy, self.user, self.password)


@dataclass(frozen=True, config=CLOSED)
class CaptivePortal(SiteFault):
    """Whatever is asked for, the host leads to a page on which people sign in.

    The host "every" stands for a network that nobody has signed in to.
    """

    host: RoleOrEvery
    kind: Literal["captive-portal"] = "captive-portal"

    def site(self, healthy: Site, offering: Offering) -> Site:
        return self._sign_in_first

    @staticmethod
    def _sign_in_first(request: Request) -> Response:
        if request.path == "/sign-in":
            return web_page("Sign in to the network")
        return plain(302, Location="/sign-in")
