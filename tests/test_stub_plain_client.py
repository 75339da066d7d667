"""What a plain client sees of the stub: healthy, and under each fault."""

import http.client
import io
import json
import re
import socket
import ssl
import tarfile
import textwrap
import time
import xmlrpc.client
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, TypedDict, Unpack, get_args

import pytest
from pydantic import TypeAdapter

from pipclinic.faults import published, responses, worlds
from pipclinic.faults.addresses import SeveralAddresses, Unreachable
from pipclinic.faults.connections import ResetHandshake
from pipclinic.faults.messages import basic
from pipclinic.faults.names import Unresolvable
from pipclinic.faults.ports import ListensElsewhere, NeverAccepted, PlainHttp, Refused, Silent
from pipclinic.faults.projects import Project
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
from pipclinic.faults.worlds import Fault
from pipclinic.lab import wheels
from pipclinic.lab.stub import certificates
from pipclinic.lab.stub.packages import distributions
from pipclinic.lab.stub.server import RunningWorld, Stub
from pipclinic.lab.stub.world import HOSTS, TOKEN, USUAL_PROJECTS, World

PATIENCE = 1.0  # real seconds
USUAL = USUAL_PROJECTS[0]
REQUESTS = Project(name="requests", version="2.0", size=50_000)


@pytest.fixture(scope="module")
def slow_stub() -> Iterator[Stub]:
    """One whose faults take the seconds they say: these clients decide no time."""
    with Stub(real_time=True) as running:
        yield running
    assert running.failures == []


def connect(world: RunningWorld, host: str, port: int = 443) -> socket.socket:
    """Try the host's addresses one after the other, as clients do."""
    addresses = world.names[f"{host}:{port}"]
    assert isinstance(addresses, tuple)
    for address in addresses[:-1]:
        with suppress(OSError):
            return socket.create_connection(address, PATIENCE)
    return socket.create_connection(addresses[-1], PATIENCE)


def get(
    world: RunningWorld,
    host: str,
    path: str,
    *,
    port: int = 443,
    method: str = "GET",
    sending: bytes | None = None,
    trusting: bytes = b"",
    **headers: str,
) -> tuple[int, http.client.HTTPMessage, bytes]:
    """Ask a host of a world over TLS; headers are written with _ for -."""
    trusted = certificates.trusted().pem + trusting
    context = ssl.create_default_context(cadata=trusted.decode())
    connection = http.client.HTTPSConnection(host)
    with (
        closing(connection),
        connect(world, host, port) as plain,
        context.wrap_socket(plain, server_hostname=host) as secure,
    ):
        connection.sock = secure
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, sending, headers=named)
        with connection.getresponse() as response:
            body = response.read()
    return response.status, response.headers, body


class Told(TypedDict, total=False):
    """The headers that an index is told here."""

    Accept: str
    Authorization: str
    Accept_Encoding: str
    If_None_Match: str


def get_index(
    world: RunningWorld, **headers: Unpack[Told]
) -> tuple[int, http.client.HTTPMessage, bytes]:
    return get(world, HOSTS["index"], "/simple/requests/", **headers)


def wheel_path(project: Project = REQUESTS) -> str:
    from pipclinic.lab.stub.index import file_path

    return file_path(distributions(project)[0])


# ── Healthy ──────────────────────────────────────────────────────────────────


def test_index_page_as_html(stub: Stub) -> None:
    with stub.serve(World((REQUESTS,))) as world:
        status, headers, body = get_index(world)
    assert status == 200
    assert headers["Content-Type"].startswith("text/html")
    assert b'href="https://files.pythonhosted.org/packages/' in body
    assert b"#sha256=" in body
    assert b'data-requires-python="&gt;=3.6"' in body
    assert b'data-core-metadata="sha256=' in body


def test_index_page_as_json(stub: Stub) -> None:
    with stub.serve(World((REQUESTS,))) as world:
        _, headers, body = get_index(world, Accept="application/vnd.pypi.simple.v1+json")
    assert headers["Content-Type"] == "application/vnd.pypi.simple.v1+json"
    page = json.loads(body)
    assert page["versions"] == ["2.0"]
    assert page["files"][0]["filename"] == "requests-2.0-py3-none-any.whl"
    assert page["files"][0]["core-metadata"]["sha256"]


def test_what_is_yanked_says_why(stub: Stub) -> None:
    yanked = replace(REQUESTS, version="3.0", yanked="broken: use < 3")
    with stub.serve(World((REQUESTS, yanked))) as world:
        _, _, as_html = get_index(world)
        _, _, as_json = get_index(world, Accept="application/vnd.pypi.simple.v1+json")
    assert as_html.count(b"data-yanked") == 1
    assert b'data-yanked="broken: use &lt; 3"' in as_html
    files = json.loads(as_json)["files"]
    assert [file["yanked"] for file in files] == [False, "broken: use < 3"]


def test_an_index_may_not_say_when_a_file_was_uploaded(stub: Stub) -> None:
    moments = ("2026-02-03T04:05:06Z", "")
    offered = [replace(REQUESTS, version=f"{n}", upload_time=at) for n, at in enumerate(moments)]
    with stub.serve(World(tuple(offered))) as world:
        _, _, body = get_index(world, Accept="application/vnd.pypi.simple.v1+json")
    said = [file.get("upload-time") for file in json.loads(body)["files"]]
    assert said == ["2026-02-03T04:05:06Z", None]


def test_project_names_are_normalised_by_a_redirect(stub: Stub) -> None:
    with stub.serve(World()) as world:
        status, headers, _ = get(world, HOSTS["index"], "/simple/Requests")
    assert (status, headers["Location"]) == (301, "/simple/requests/")


def test_unknown_project_is_not_found(stub: Stub) -> None:
    with stub.serve(World()) as world:
        assert get(world, HOSTS["index"], "/simple/reqeusts/")[0] == 404


def test_unchanged_page_is_not_sent_again(stub: Stub) -> None:
    with stub.serve(World()) as world:
        _, headers, _ = get_index(world)
        status, _, body = get_index(world, If_None_Match=headers["ETag"])
    assert (status, body) == (304, b"")


def test_metadata_file_is_that_of_the_wheel(stub: Stub) -> None:
    with stub.serve(World((REQUESTS,))) as world:
        _, _, body = get(world, HOSTS["files"], wheel_path() + ".metadata")
    assert body == distributions(REQUESTS)[0].metadata


def test_a_project_s_tag_and_files_are_in_its_distributions() -> None:
    told = (("setup.py", "raise SystemExit"), ("requests/__init__.py", ""), ("PKG-INFO", ""))
    formats: tuple[Literal["wheel", "sdist"], ...] = ("wheel", "sdist")
    project = Project(name="requests", formats=formats, tag="cp39-cp39-win32", files=told)
    wheel, sdist = distributions(project)
    assert wheel.filename == "requests-1.0-cp39-cp39-win32.whl"
    with zipfile.ZipFile(io.BytesIO(wheel.content)) as archive:
        assert "requests/__init__.py" not in archive.namelist()
        assert b"Tag: cp39-cp39-win32\n" in archive.read("requests-1.0.dist-info/WHEEL")
        assert archive.read("setup.py") == b"raise SystemExit"
        assert b"setup.py,sha256=" in archive.read("requests-1.0.dist-info/RECORD")
    with tarfile.open(fileobj=io.BytesIO(sdist.content)) as archive:
        names = {"pyproject.toml", "setup.py"}
        assert set(archive.getnames()) == {f"requests-1.0/{name}" for name in names}


@pytest.mark.parametrize(
    ("asked", "status", "start", "stop"),
    [("bytes=100-", 206, 100, None), ("bytes=0-9", 206, 0, 10), ("bytes=-5", 206, -5, None)],
)
def test_ranges(stub: Stub, asked: str, status: int, start: int, stop: int | None) -> None:
    content = distributions(REQUESTS)[0].content
    with stub.serve(World((REQUESTS,))) as world:
        answer = get(world, HOSTS["files"], wheel_path(), Range=asked)
    assert (answer[0], answer[2]) == (status, content[start:stop])
    assert answer[1]["Content-Range"].endswith(f"/{len(content)}")


def test_range_past_the_end(stub: Stub) -> None:
    with stub.serve(World((REQUESTS,))) as world:
        assert get(world, HOSTS["files"], wheel_path(), Range="bytes=999999-")[0] == 416


def test_range_of_a_file_that_has_changed_is_the_whole_file(stub: Stub) -> None:
    with stub.serve(World((REQUESTS,))) as world:
        status, _, body = get(
            world, HOSTS["files"], wheel_path(), Range="bytes=100-", If_Range='"old"'
        )
    assert (status, body) == (200, distributions(REQUESTS)[0].content)


def test_legacy_host_redirects_to_the_index(stub: Stub) -> None:
    with stub.serve(World()) as world:
        status, headers, _ = get(world, HOSTS["legacy"], "/simple/requests/")
    assert (status, headers["Location"]) == (301, f"https://{HOSTS['index']}/simple/requests/")


def test_private_index_wants_credentials(stub: Stub) -> None:
    with stub.serve(World()) as world:
        status, headers, _ = get(world, HOSTS["private"], "/simple/requests/")
        assert (status, headers["WWW-Authenticate"]) == (401, 'Basic realm="index"')
        known = basic("ada", "correct horse")
        assert get(world, HOSTS["private"], "/simple/requests/", Authorization=known)[0] == 200


def test_mirror_serves_its_own_files(stub: Stub) -> None:
    with stub.serve(World((REQUESTS,))) as world:
        _, _, page = get(world, HOSTS["mirror"], "/pypi/simple/requests/")
        assert b'href="/pypi/packages/' in page
        assert get(world, HOSTS["mirror"], "/pypi" + wheel_path())[0] == 200


def test_a_forge_hides_whether_a_repository_is_private_or_not_there(stub: Stub) -> None:
    asked = "/{}.git/info/refs?service=git-upload-pack"
    known = basic(*TOKEN)
    with stub.serve(World()) as world:
        _, _, refs = get(world, HOSTS["forge"], asked.format("psf/requests"))
        assert refs.decode().splitlines()[1].endswith(f"\trefs/tags/v{USUAL.version}")
        for hidden, status in (("example/requests", 200), ("psf/reqeusts", 404)):
            denied, headers, _ = get(world, HOSTS["forge"], asked.format(hidden))
            assert (denied, headers["WWW-Authenticate"]) == (401, 'Basic realm="GitHub"')
            told = get(world, HOSTS["forge"], asked.format(hidden), Authorization=known)[0]
            assert told == status


def test_a_forge_makes_archives_of_tags(stub: Stub) -> None:
    path = f"/psf/requests/archive/refs/tags/v{USUAL.version}.zip"
    with stub.serve(World()) as world:
        _, _, body = get(world, HOSTS["forge"], path)
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert f"requests-{USUAL.version}/pyproject.toml" in archive.namelist()


def test_a_published_project_is_served_as_it_was_published(
    stub: Stub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = distributions(Project(name="Socks", version="1.7", requires=("idna",)))[0]
    (tmp_path / real.filename).write_bytes(real.content)
    monkeypatch.setattr(wheels, "FOLDER", tmp_path)
    monkeypatch.setattr(published, "TABLE", (published.Published(real.filename, real.sha256),))
    project = Project(name="Socks", version="1.7", published=True)
    with stub.serve(World((project,))) as world:
        _, _, page = get(world, HOSTS["index"], "/simple/socks/")
        _, _, body = get(world, HOSTS["files"], wheel_path(project))
        _, _, metadata = get(world, HOSTS["files"], wheel_path(project) + ".metadata")
    assert real.filename in page.decode()
    assert body == real.content
    assert b"Requires-Dist: idna" in metadata


def test_a_published_sdist_is_served_with_what_it_says_of_itself(
    stub: Stub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asks = Project(name="cffi", version="1.7", formats=("sdist",), requires=("pycparser",))
    real = distributions(asks)[0]
    (tmp_path / real.filename).write_bytes(real.content)
    monkeypatch.setattr(wheels, "FOLDER", tmp_path)
    monkeypatch.setattr(published, "TABLE", (published.Published(real.filename, real.sha256),))
    project = Project(name="cffi", version="1.7", published=True)
    (served,) = distributions(project)
    assert (served.content, served.metadata) == (real.content, None)
    assert (served.project.requires, served.project.requires_python) == (("pycparser",), ">=3.6")


# ── Under a fault ────────────────────────────────────────────────────────────


def test_unresolvable(stub: Stub) -> None:
    with stub.serve(World(fault=Unresolvable(host="index"))) as world:
        assert world.names["pypi.org:443"] == socket.EAI_NONAME
    with stub.serve(World(fault=Unresolvable(host="index", error="try-again"))) as world:
        assert world.names["pypi.org:443"] == socket.EAI_AGAIN
        assert isinstance(world.names["files.pythonhosted.org:443"], tuple)


def test_no_name_resolves(stub: Stub) -> None:
    with stub.serve(World(fault=Unresolvable(host="every", error="try-again"))) as world:
        assert len(world.names) == len(HOSTS)
        assert set(world.names.values()) == {socket.EAI_AGAIN}


def test_never_accepted(stub: Stub) -> None:
    with (
        stub.serve(World(fault=NeverAccepted(host="index"))) as world,
        pytest.raises(TimeoutError, match="timed out"),
    ):
        get_index(world)


def test_refused(stub: Stub) -> None:
    with (
        stub.serve(World(fault=Refused(host="index"))) as world,
        pytest.raises(ConnectionRefusedError),
    ):
        get_index(world)


def test_listens_elsewhere(stub: Stub) -> None:
    with stub.serve(World(fault=ListensElsewhere(host="index", port=8443))) as world:
        with pytest.raises(ConnectionRefusedError):
            get_index(world)
        assert get(world, HOSTS["index"], "/simple/requests/", port=8443)[0] == 200


@pytest.mark.parametrize(
    ("what", "words"), [("network", "Network is unreachable"), ("host", "No route to host")]
)
def test_unreachable(stub: Stub, what: Literal["network", "host"], words: str) -> None:
    fault = Unreachable(host="index", what=what)
    if reason := fault.impossible_here():
        pytest.skip(reason)
    with stub.serve(World(fault=fault)) as world, pytest.raises(OSError, match=words):
        get_index(world)


def test_nothing_is_reachable(stub: Stub) -> None:
    with stub.serve(World(fault=Unreachable(host="every"))) as world:
        assert len(set(world.names.values())) == 1


def test_an_address_that_can_be_reached_cannot_be_shown_as_unreachable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Unreachable, "no_way_to", lambda _: "127.0.0.1")
    words = "needs a network namespace, in which 127.0.0.1 is unreachable"
    assert Unreachable(host="index").impossible_here() == words
    assert SeveralAddresses("index", ("refused", "host-unreachable")).impossible_here() == words
    assert Refused(host="index").impossible_here() == ""


def test_several_addresses(stub: Stub) -> None:
    fault = SeveralAddresses(host="index", addresses=("never-accepted", "refused", "healthy"))
    with stub.serve(World(fault=fault)) as world:
        assert get_index(world)[0] == 200
    fault = SeveralAddresses(host="index", addresses=("healthy", "refused"))
    with stub.serve(World(fault=fault)) as world:
        assert get_index(world)[0] == 200
    fault = SeveralAddresses(host="index", addresses=("never-accepted", "refused"))
    with stub.serve(World(fault=fault)) as world, pytest.raises(ConnectionRefusedError):
        get_index(world)


def test_reset_handshake(stub: Stub) -> None:
    with stub.serve(World(fault=ResetHandshake(host="index", first=2))) as world:
        for _ in range(2):
            with pytest.raises(ConnectionResetError):
                get_index(world)
        with closing(connect(world, HOSTS["index"], port=80)) as plain:
            plain.sendall(b"GET / HTTP/1.1")
            with pytest.raises(ConnectionResetError):
                plain.recv(1)
        for _ in range(2):
            assert get_index(world)[0] == 200


def test_hang_up(stub: Stub) -> None:
    with (
        stub.serve(World(fault=HangUp(host="index"))) as world,
        pytest.raises(http.client.RemoteDisconnected),
    ):
        get_index(world)


@pytest.mark.parametrize("https", [True, False])
def test_plain_http(stub: Stub, https: bool) -> None:
    with stub.serve(World(fault=PlainHttp(host="company", https=https))) as world:
        addresses = world.names["pypi.example.com:80"]
        assert isinstance(addresses, tuple)
        with closing(http.client.HTTPConnection(*addresses[0], timeout=PATIENCE)) as connection:
            connection.request("GET", "/simple/requests/")
            assert connection.getresponse().status == 200
        if https:
            assert get(world, HOSTS["company"], "/simple/requests/")[0] == 200
        else:
            with pytest.raises(ConnectionRefusedError):
                get(world, HOSTS["company"], "/simple/requests/")


def test_reset(stub: Stub) -> None:
    # Python before 3.11.9 and 3.12.3 takes a reset inside TLS for an end of file.
    with (
        stub.serve(World(fault=Reset(host="index"))) as world,
        pytest.raises((ConnectionResetError, http.client.RemoteDisconnected)),
    ):
        get_index(world)


def test_silent(stub: Stub) -> None:
    with (
        stub.serve(World(fault=Silent(host="index"))) as world,
        pytest.raises(TimeoutError, match="handshake"),
    ):
        get_index(world)


@pytest.mark.parametrize(
    ("fault", "reason", "vouched"),
    [
        (UnknownIssuer(host="index"), "unable to get local issuer certificate", True),
        (UnknownRoot(host="every"), "self-signed certificate in certificate chain", True),
        (MissingIntermediate(host="index"), "unable to get local issuer certificate", True),
        (SelfSigned(host="index"), "self-signed certificate", True),
        (Expired(host="index"), "certificate has expired", False),
        (NotYetValid(host="index"), "certificate is not yet valid", False),
        (OtherName(host="index", certificate_for="other.example.com"), "Hostname mismatch", False),
    ],
    ids=lambda value: getattr(value, "kind", None),
)
def test_certificate(stub: Stub, fault: Fault, reason: str, vouched: bool) -> None:
    """Whoever trusts what vouches for it gets through, where that is what is missing."""
    with stub.serve(World(fault=fault)) as world:
        with pytest.raises(ssl.SSLCertVerificationError, match=f"{reason}[ ,]"):
            get_index(world)
        trusting = world.world.vouching()
        if vouched:
            assert get(world, HOSTS["index"], "/simple/requests/", trusting=trusting)[0] == 200
        else:
            with pytest.raises(ssl.SSLCertVerificationError, match=reason):
                get(world, HOSTS["index"], "/simple/requests/", trusting=trusting)


def test_a_host_of_another_name_serves_under_that_name(stub: Stub) -> None:
    with stub.serve(
        World(fault=OtherName(host="company", certificate_for="other.example.com"))
    ) as world:
        assert get(world, "other.example.com", "/simple/requests/")[0] == 200


def test_one_host_or_every_host(stub: Stub) -> None:
    with stub.serve(World(fault=UnknownIssuer(host="index"))) as world:
        assert get(world, HOSTS["files"], wheel_path(USUAL))[0] == 200
    with (
        stub.serve(World(fault=UnknownIssuer(host="every"))) as world,
        pytest.raises(ssl.SSLCertVerificationError),
    ):
        get(world, HOSTS["files"], wheel_path(USUAL))


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (NoTls(host="index"), "WRONG_VERSION_NUMBER"),
        (ClosedInHandshake(host="every"), "EOF occurred in violation of protocol"),
        (Alert(host="index", alert="handshake-failure"), "alert handshake failure"),
        (Alert(host="index", alert="protocol-version"), "alert protocol version"),
        (Alert(host="index", alert="unrecognized-name"), "unrecognized name"),
    ],
)
def test_handshake_that_fails(stub: Stub, fault: Fault, reason: str) -> None:
    with stub.serve(World(fault=fault)) as world, pytest.raises(ssl.SSLError, match=reason):
        get_index(world)


def test_where_plain_http_is_spoken_tls_may_be_on_another_port(stub: Stub) -> None:
    with stub.serve(World(fault=NoTls(host="company", port=8443))) as world:
        assert get(world, HOSTS["company"], "/simple/requests/", port=8443)[0] == 200
        addresses = world.names["pypi.example.com:443"]
        assert isinstance(addresses, tuple)
        with closing(http.client.HTTPConnection(*addresses[0], timeout=PATIENCE)) as connection:
            connection.request("GET", "/simple/requests/")
            assert connection.getresponse().status == 200


def test_index_elsewhere(stub: Stub) -> None:
    company, old, new = HOSTS["company"], "/simple/requests/", "/team/simple/requests/"
    with stub.serve(
        World((REQUESTS,), IndexElsewhere(host="company", path="/team/simple/"))
    ) as world:
        assert get(world, company, old)[0] == 404
        status, _, page = get(world, company, new)
        assert (status, b"/packages/" in page) == (200, True)
        assert get(world, company, wheel_path())[0] == 200
    forbidding = IndexElsewhere(host="company", path="/team/simple/", status=403)
    with stub.serve(World(fault=forbidding)) as world:
        assert get(world, company, old)[0] == get(world, company, "/")[0] == 403
    showing = IndexElsewhere(host="company", path="/team/simple/", status=200)
    with stub.serve(World(fault=showing)) as world:
        status, headers, page = get(world, company, old)
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert b"Welcome" in page


def test_withholds(stub: Stub) -> None:
    fault = Withholds(host="files", part=".metadata", status=404)
    with stub.serve(World((REQUESTS,), fault)) as world:
        assert get(world, HOSTS["files"], wheel_path())[0] == 200
        assert get(world, HOSTS["files"], wheel_path() + ".metadata")[0] == 404


def test_squatted(stub: Stub) -> None:
    ours = Project(name="acme-tools", only="company")
    with stub.serve(World((ours,), Squatted(project="acme-tools", version="99.0"))) as world:
        for host, version in ((HOSTS["index"], b"99.0"), (HOSTS["company"], b"1.0")):
            status, _, page = get(world, host, "/simple/acme-tools/")
            assert (status, b"acme_tools-" + version in page) == (200, True)
        assert get_index(world)[0] == 200
    with stub.serve(World((ours,))) as world:
        assert get(world, HOSTS["index"], "/simple/acme-tools/")[0] == 404


def test_without_search(stub: Stub) -> None:
    asked = xmlrpc.client.dumps(({"name": ["requests"]}, "or"), "search").encode()
    fault = WithoutSearch(message="RuntimeError: no longer")
    with stub.serve(World(fault=fault)) as world:
        _, _, body = get(world, HOSTS["index"], "/pypi", method="POST", sending=asked)
        with pytest.raises(xmlrpc.client.Fault, match="-32500: 'RuntimeError: no longer'"):
            xmlrpc.client.loads(body.decode())
        assert get_index(world)[0] == 200
    with stub.serve(World()) as world:
        for host in (HOSTS["index"], HOSTS["company"]):
            _, _, body = get(world, host, "/pypi", method="POST", sending=asked)
            answer: tuple[Any, str | None] = xmlrpc.client.loads(body.decode())
            ((hit,),), _ = answer
            assert (hit["name"], hit["version"]) == (USUAL.name, USUAL.version)
            assert get(world, host, "/simple/", method="POST", sending=asked)[0] == 405


def test_wrong_type(stub: Stub) -> None:
    with stub.serve(World()) as world:
        _, _, healthy = get_index(world)
    with stub.serve(World(fault=WrongType(host="index", content_type="text/plain"))) as world:
        status, headers, body = get_index(world)
    assert (status, headers["Content-Type"], body) == (200, "text/plain", healthy)


def test_wants_credentials(stub: Stub) -> None:
    with stub.serve(World(fault=WantsCredentials(host="index"))) as world:
        assert get_index(world)[0] == 401
        assert get_index(world, Authorization=basic("ada", "correct horse"))[0] == 200


def test_captive_portal(stub: Stub) -> None:
    with stub.serve(World(fault=CaptivePortal(host="every"))) as world:
        for host in (HOSTS["index"], HOSTS["company"]):
            status, headers, _ = get(world, host, "/simple/requests/")
            assert (status, headers["Location"]) == (302, "/sign-in")
            status, headers, body = get(world, host, "/sign-in")
            assert (status, headers.get_content_type()) == (200, "text/html")
            assert b"Sign in" in body
        assert through_proxy(world) == 200  # behind the proxy there is no portal


def test_slow_response(slow_stub: Stub) -> None:
    with slow_stub.serve(World(fault=SlowResponse(host="index", seconds=0.2))) as world:
        started = time.monotonic()
        assert get_index(world)[0] == 200
        assert time.monotonic() - started >= 0.2
    with (
        slow_stub.serve(World(fault=SlowResponse(host="index", seconds=500))) as world,
        pytest.raises(TimeoutError),
    ):
        get_index(world)


def test_slow_drip(slow_stub: Stub) -> None:
    fault = SlowDrip(host="files", seconds=0.05, size=10_000)
    with slow_stub.serve(World((REQUESTS,), fault)) as world:
        started = time.monotonic()
        _, _, body = get(world, HOSTS["files"], wheel_path())
        pieces = -(-len(body) // 10_000)
        assert time.monotonic() - started >= pieces * 0.05
    assert body == distributions(REQUESTS)[0].content


def test_stall(stub: Stub) -> None:
    with (
        stub.serve(World((REQUESTS,), Stall(host="files", after=30_000))) as world,
        pytest.raises(TimeoutError),
    ):
        get(world, HOSTS["files"], wheel_path())


def test_cut(stub: Stub) -> None:
    with (
        stub.serve(World((REQUESTS,), Cut(host="files", after=30_000))) as world,
        pytest.raises(http.client.IncompleteRead) as caught,
    ):
        get(world, HOSTS["files"], wheel_path())
    assert len(caught.value.partial) == 30_000


def test_reset_midway(slow_stub: Stub) -> None:
    # IncompleteRead: see test_reset.
    with (
        slow_stub.serve(World((REQUESTS,), ResetMidway(host="files", after=30_000))) as world,
        pytest.raises((ConnectionResetError, http.client.IncompleteRead)),
    ):
        get(world, HOSTS["files"], wheel_path())


def test_a_file_server_that_knows_no_ranges(stub: Stub) -> None:
    content = distributions(REQUESTS)[0].content
    with stub.serve(World((REQUESTS,), ranges=False)) as world:
        status, headers, body = get(world, HOSTS["files"], wheel_path(), Range="bytes=100-")
    assert (status, body) == (200, content)
    assert "Accept-Ranges" not in headers


def test_a_file_server_that_does_not_say_how_long_a_file_is(stub: Stub) -> None:
    content = distributions(REQUESTS)[0].content
    with stub.serve(World((REQUESTS,), sized=False)) as world:
        _, headers, body = get(world, HOSTS["files"], wheel_path())
        assert (headers["Transfer-Encoding"], body) == ("chunked", content)
        assert "Content-Length" not in headers
    fault = Cut(host="files", after=30_000)
    with (
        stub.serve(World((REQUESTS,), fault, sized=False)) as world,
        pytest.raises(http.client.IncompleteRead),
    ):
        get(world, HOSTS["files"], wheel_path())


def test_status_with_headers(stub: Stub) -> None:
    fault = Status(host="index", status=503, headers={"Retry-After": "7"})
    with stub.serve(World(fault=fault)) as world:
        status, headers, _ = get_index(world)
    assert (status, headers["Retry-After"]) == (503, "7")


def test_wrong_bytes(stub: Stub) -> None:
    content = distributions(REQUESTS)[0].content
    with stub.serve(World((REQUESTS,), WrongBytes(host="files", after=1000))) as world:
        _, _, body = get(world, HOSTS["files"], wheel_path())
    assert len(body) == len(content)
    assert body[:1000] == content[:1000]
    assert all(ours != theirs for ours, theirs in zip(body[1000:], content[1000:], strict=True))


def test_truncated_gzip(stub: Stub) -> None:
    with stub.serve(World((REQUESTS,), TruncatedGzip(host="index", missing=60))) as world:
        whole = get_index(world)[2]  # to a client that does not take gzip, all of it
        status, headers, body = get_index(world, Accept_Encoding="gzip, deflate")
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert int(headers["Content-Length"]) == len(body)  # nothing says that it lacks its end
    read = zlib.decompressobj(wbits=31)
    assert whole.startswith(read.decompress(body))
    assert not read.eof


def through_proxy(world: RunningWorld, trusting: bytes = b"", **headers: str) -> int:
    addresses = world.names["proxy.example.com:3128"]
    assert isinstance(addresses, tuple)
    trusted = certificates.trusted().pem + trusting
    context = ssl.create_default_context(cadata=trusted.decode())
    connection = http.client.HTTPSConnection(*addresses[0], context=context, timeout=PATIENCE)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.set_tunnel(HOSTS["index"], 443, headers=named)
    try:
        connection.request("GET", "/simple/requests/")
        return connection.getresponse().status
    finally:
        connection.close()


def test_programs_without_the_shim_have_a_proxy_in_real_time(stub: Stub) -> None:
    fault = SlowResponse(host="proxy", seconds=0.2)
    with stub.serve(World(fault=fault)) as world:
        host, _, port = world.proxy.removeprefix("http://").partition(":")
        apart = replace(world, names={"proxy.example.com:3128": ((host, int(port)),)})
        started = time.monotonic()
        assert through_proxy(apart) == 200
        assert time.monotonic() - started >= 0.2


def test_behind_the_proxy_the_world_is_healthy(stub: Stub) -> None:
    with stub.serve(World(fault=Refused(host="index"))) as world:
        assert through_proxy(world) == 200


def test_a_proxy_that_looks_into_its_tunnels(stub: Stub) -> None:
    with stub.serve(World(fault=UnknownRoot(host="proxy"))) as world:
        assert get_index(world)[0] == 200
        with pytest.raises(ssl.SSLCertVerificationError, match="in certificate chain"):
            through_proxy(world)
        assert through_proxy(world, world.world.vouching()) == 200


def test_a_proxy_of_plain_http_opens_tunnels(stub: Stub) -> None:
    with stub.serve(World(fault=NoTls(host="proxy"))) as world:
        assert through_proxy(world) == 200


def through_socks(world: RunningWorld, destination: bytes) -> bytes:
    """The first bytes of the index's answer, by way of the SOCKS proxy (RFC 1928, by hand)."""
    context = ssl.create_default_context(cadata=certificates.trusted().pem.decode())
    with connect(world, "socks.example.com", 1080) as plain:
        plain.sendall(b"\5\2\0\2")  # without credentials, or with
        assert plain.recv(2) == b"\5\0"
        plain.sendall(b"\5\1\0" + destination)
        answer = plain.recv(10)
        if answer[1] != 0:
            return answer
        with context.wrap_socket(plain, server_hostname=HOSTS["index"]) as secure:
            secure.sendall(b"GET /simple/requests/ HTTP/1.1\r\nHost: pypi.org\r\n\r\n")
            return secure.recv(15)


@pytest.mark.parametrize(
    ("destination", "seen"),
    [(b"\3\x08pypi.org\1\xbb", "pypi.org:443"), (b"\1\x7f\0\0\1\1\xbb", "127.0.0.1:443")],
    ids=["name", "address"],
)
def test_socks_proxy(stub: Stub, destination: bytes, seen: str) -> None:
    with stub.serve(World(fault=Refused(host="index"))) as world:
        assert through_socks(world, destination) == b"HTTP/1.1 200 OK"
        assert world.requests[0] == ("socks.example.com", seen)


def test_socks_proxy_reaches_no_other_host(stub: Stub) -> None:
    with stub.serve(World()) as world:
        assert through_socks(world, b"\3\x0belsewhere.x\1\xbb")[1] == 4


def test_what_is_no_socks_is_hung_up_on(stub: Stub) -> None:
    with stub.serve(World()) as world, connect(world, "socks.example.com", 1080) as plain:
        plain.sendall(b"CONNECT pypi.org:443 HTTP/1.1\r\n\r\n")
        with suppress(ConnectionResetError):
            assert plain.recv(1) == b""


def test_a_proxy_that_listens_elsewhere_is_spoken_to_without_tls_there(stub: Stub) -> None:
    with stub.serve(World(fault=ListensElsewhere(host="proxy", port=8080))) as world:
        there = world.names["proxy.example.com:8080"]
        assert through_proxy(replace(world, names={"proxy.example.com:3128": there})) == 200


def test_proxy_that_wants_credentials(stub: Stub) -> None:
    with stub.serve(World(fault=ProxyAuthentication())) as world:
        with pytest.raises(OSError, match="407 Proxy Authentication Required"):
            through_proxy(world)
        assert through_proxy(world, Proxy_Authorization=basic("ada", "correct horse")) == 200


def test_proxy_that_forbids(stub: Stub) -> None:
    with (
        stub.serve(World(fault=Status(host="proxy", status=403))) as world,
        pytest.raises(OSError, match="403 Forbidden"),
    ):
        through_proxy(world)


class Which(TypedDict, total=False):
    """Which requests a fault strikes, where it is not all of them."""

    first: int
    every: int


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        ({}, [503, 503, 503, 503]),
        ({"first": 2}, [503, 503, 200, 200]),
        ({"every": 2}, [200, 503, 200, 503]),
    ],
)
def test_which_requests_are_struck(stub: Stub, which: Which, expected: list[int]) -> None:
    with stub.serve(World(fault=Status(host="index", status=503, **which))) as world:
        assert [get_index(world)[0] for _ in range(4)] == expected
        assert get(world, HOSTS["files"], "/nothing")[0] == 404  # another host is not struck


def test_the_type_that_is_shown_to_whoever_adds_one_works(stub: Stub) -> None:
    sample = re.search(r"    @dataclass.*?answer\.body\)\n", str(worlds.__doc__), re.DOTALL)
    assert sample
    module = dict(vars(responses))
    exec(textwrap.dedent(sample[0]), module)  # noqa: S102
    fault = TypeAdapter(module["Teapot"]).validate_python({"kind": "teapot", "host": "index"})
    with stub.serve(World((REQUESTS,), fault)) as world:
        assert get_index(world)[0] == 418


def test_every_fault_is_tried_here() -> None:
    for fault in get_args(get_args(Fault)[0]):
        if fault.__name__ not in globals():
            pytest.fail(UNTRIED.format(kind=fault.kind.replace("-", "_"), fault=fault.__name__))


UNTRIED = """{fault} is a fault that no plain client has met yet. Import it at the top of
tests/test_stub_plain_client.py, and say there what differs from a world in good health:

def test_{kind}(stub: Stub) -> None:
    with stub.serve(World((REQUESTS,), {fault}(host="index"))) as world:
        status, headers, body = get_index(world)
    assert ...
"""
