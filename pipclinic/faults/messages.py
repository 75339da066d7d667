"""The request and the response that sites and faults pass to each other; sites made of sites."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus


@dataclass(frozen=True)
class Request:
    """What a client asked: method, path with query, headers (names in lower case), body."""

    method: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def path(self) -> str:
        """The target without its query."""
        return self.target.partition("?")[0]


@dataclass(frozen=True)
class Response:
    """What a site answers: status, headers and the whole body in bytes.

    sized: whether it says how long the body is; it is sent in chunks where not.
    """

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    sized: bool = True

    def with_headers(self, **extra: str) -> "Response":
        """The same response with headers added; `Content_Range` stands for `Content-Range`."""
        named = {name.replace("_", "-"): value for name, value in extra.items()}
        return replace(self, headers={**self.headers, **named})


def plain(status: int, **headers: str) -> Response:
    """A response whose body is the status in words."""
    body = f"{status} {HTTPStatus(status).phrase}\n".encode()
    return Response(status, {"Content-Type": "text/plain"}, body).with_headers(**headers)


def web_page(title: str) -> Response:
    """A page for people, with a link in it, as such pages have."""
    body = (
        f"<!DOCTYPE html>\n<html><head><title>{title}</title></head>\n"
        f'<body><h1>{title}</h1>\n<a href="/help">Help</a>\n</body></html>\n'
    )
    return Response(200, {"Content-Type": "text/html; charset=utf-8"}, body.encode())


Site = Callable[[Request], Response]


def either(*sites: Site) -> Site:
    """The first site that has what was asked for."""

    def site(request: Request) -> Response:
        answers = (candidate(request) for candidate in sites)
        return next((answer for answer in answers if answer.status != 404), plain(404))

    return site


def with_credentials(site: Site, user: str, password: str) -> Site:
    """The site, for those who send these credentials (HTTP Basic)."""

    def guarded(request: Request) -> Response:
        if request.headers.get("authorization") == basic(user, password):
            return site(request)
        return plain(401, WWW_Authenticate='Basic realm="index"')

    return guarded


def basic(user: str, password: str) -> str:
    """The value of an HTTP Basic `Authorization` header."""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
