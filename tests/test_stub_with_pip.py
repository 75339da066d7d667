"""What pip says under each fault: the newest pip, unmodified, in a sandbox."""

from dataclasses import replace
from typing import Literal, get_args

import pytest
from pydantic import TypeAdapter

from pipclinic.content import pips
from pipclinic.faults import published
from pipclinic.faults.projects import Project
from pipclinic.faults.sites import Squatted
from pipclinic.faults.worlds import Fault
from pipclinic.lab import interpreters
from pipclinic.lab.commands import Run
from pipclinic.lab.sandbox import sandbox
from pipclinic.lab.stub.server import RunningWorld, Stub
from pipclinic.lab.stub.world import World

INSTALL = "pip install --retries 1 requests"
BIG = Project(name="requests", version="2.0", size=600_000)
LIMIT = 600.0
# pip, and at the end how many of its own seconds it took.
TIMED = """python -c '
import runpy, time
started = time.monotonic()
try: runpy.run_module("pip", run_name="__main__")
finally: print(time.monotonic() - started)'"""


def run(stub: Stub, world: World, line: str = INSTALL) -> tuple[Run, RunningWorld, bool]:
    python = interpreters.interpreter_for(pips.NEWEST)
    assert python is not None
    with stub.serve(world) as running, sandbox(pips.NEWEST, python, running) as box:
        done = box.run_line(line, LIMIT)
        return done, running, box.has("requests")


MESSAGES: list[tuple[dict[str, object], str]] = [
    ({"kind": "unresolvable", "host": "index"}, "[Errno -2] Name or service not known"),
    (
        {"kind": "unresolvable", "host": "index", "error": "try-again"},
        "[Errno -3] Temporary failure in name resolution",
    ),
    (
        {"kind": "unresolvable", "host": "every", "error": "try-again"},
        "[Errno -3] Temporary failure in name resolution",
    ),
    ({"kind": "never-accepted", "host": "index"}, "timed out. (connect timeout=15)"),
    ({"kind": "refused", "host": "index"}, "[Errno 111] Connection refused"),
    (
        {"kind": "listens-elsewhere", "host": "index", "port": 8443},
        "[Errno 111] Connection refused",
    ),
    ({"kind": "unreachable", "host": "index"}, "[Errno 101] Network is unreachable"),
    (
        {"kind": "unreachable", "host": "index", "what": "host"},
        "[Errno 113] No route to host",
    ),
    (
        {
            "kind": "several-addresses",
            "host": "index",
            "addresses": ["never-accepted", "network-unreachable"],
        },
        "[Errno 101] Network is unreachable",
    ),
    (
        {"kind": "reset-handshake", "host": "index"},
        "ConnectionResetError(104, 'Connection reset by peer')",
    ),
    (
        {"kind": "hang-up", "host": "index"},
        "RemoteDisconnected('Remote end closed connection without response')",
    ),
    ({"kind": "plain-http", "host": "index", "https": False}, "[Errno 111] Connection refused"),
    ({"kind": "silent", "host": "index"}, "Read timed out. (read timeout=15)"),
    ({"kind": "reset", "host": "index"}, "after connection broken by"),
    (
        {"kind": "unknown-issuer", "host": "index"},
        "certificate verify failed: unable to get local issuer certificate",
    ),
    (
        {"kind": "unknown-root", "host": "every"},
        "certificate verify failed: self-signed certificate in certificate chain",
    ),
    (
        {"kind": "missing-intermediate", "host": "index"},
        "certificate verify failed: unable to get local issuer certificate",
    ),
    ({"kind": "self-signed", "host": "index"}, "verify failed: self-signed certificate ("),
    ({"kind": "expired", "host": "index"}, "verify failed: certificate has expired"),
    ({"kind": "not-yet-valid", "host": "index"}, "verify failed: certificate is not yet valid"),
    (
        {"kind": "other-name", "host": "index", "certificate_for": "other.example.com"},
        "verify failed: Hostname mismatch, certificate is not valid for 'pypi.org'.",
    ),
    ({"kind": "no-tls", "host": "index"}, "[SSL: WRONG_VERSION_NUMBER]"),
    ({"kind": "closed-in-handshake", "host": "every"}, "EOF occurred in violation of protocol"),
    (
        {"kind": "alert", "host": "index", "alert": "handshake-failure"},
        "[SSL: SSLV3_ALERT_HANDSHAKE_FAILURE]",
    ),
    (
        {"kind": "slow-response", "host": "index", "seconds": 40},
        "Read timed out. (read timeout=15)",
    ),
    ({"kind": "slow-drip", "host": "files", "seconds": 40}, "Connection interrupted"),
    ({"kind": "stall", "host": "files", "after": 300_000}, "Connection interrupted"),
    ({"kind": "cut", "host": "files", "after": 300_000}, "error: incomplete-download"),
    ({"kind": "reset-midway", "host": "files", "after": 300_000}, "error: incomplete-download"),
    ({"kind": "status", "host": "files", "status": 403}, "403 Client Error: Forbidden"),
    (
        {"kind": "wrong-bytes", "host": "files", "after": 600},
        "THESE PACKAGES DO NOT MATCH THE HASHES",
    ),
    ({"kind": "truncated-gzip", "host": "index"}, "json.decoder.JSONDecodeError: "),
    (
        {"kind": "index-elsewhere", "host": "company", "path": "/team/simple/"},
        "404 Client Error: Not Found for url: https://pypi.example.com/simple/requests/",
    ),
    ({"kind": "withholds", "host": "files", "part": ".metadata", "status": 404}, ".whl.metadata"),
    (
        {"kind": "without-search", "message": "RuntimeError: no longer"},
        "ERROR: XMLRPC request failed [code: -32500]\nRuntimeError: no longer",
    ),
    (
        {"kind": "wrong-type", "host": "index", "content_type": "text/plain"},
        "because the GET request got Content-Type: text/plain",
    ),
    ({"kind": "wants-credentials", "host": "company"}, "User for pypi.example.com: "),
    (
        {"kind": "captive-portal", "host": "every"},
        "Skipping link: not a file: https://pypi.org/help",
    ),
    (
        {"kind": "proxy-authentication"},
        "Tunnel connection failed: 407 Proxy Authentication Required",
    ),
]


@pytest.mark.parametrize(
    ("fields", "message"), MESSAGES, ids=[str(fields["kind"]) for fields, _ in MESSAGES]
)
def test_pip_says(stub: Stub, fields: dict[str, object], message: str) -> None:
    fault: Fault = TypeAdapter(Fault).validate_python(fields)
    if reason := fault.impossible_here():
        pytest.skip(reason)
    line = INSTALL
    if fault.host == "proxy":
        line = f"{INSTALL} --proxy http://proxy.example.com:3128"
    if fault.host == "company":
        line = f"{INSTALL} -vv --index-url https://pypi.example.com/simple/"
    if fields["kind"] == "captive-portal":
        line = f"{INSTALL} -vv"
    if fields["kind"] == "without-search":
        line = f"pip search requests && {INSTALL}"
    if fields["kind"] in ("slow-drip", "stall", "cut", "reset-midway"):
        line = f"{INSTALL} --resume-retries 0"
    done, _, installed = run(stub, World((BIG,), fault), line)
    assert message in done.output
    assert done.exit != 0
    assert not installed
    healthy, _, installed = run(stub, World((BIG,)), line)
    assert healthy.exit == 0, healthy.output
    assert installed


def test_every_fault_is_tried_here() -> None:
    tried = {fields["kind"] for fields, _ in MESSAGES} | {"squatted"}
    for fault in get_args(get_args(Fault)[0]):
        if fault.kind not in tried:
            pytest.fail(
                f"{fault.kind} is a fault that pip has not met yet. Add to MESSAGES in "
                "tests/test_stub_with_pip.py its keys, and a text of what pip prints:\n\n"
                f'    ({{"kind": "{fault.kind}", "host": "index"}}, "a text that pip prints"),\n'
            )


def test_a_squatted_name_gives_somebody_elses_project(stub: Stub) -> None:
    world = World((Project(name="acme-tools", only="company"),))
    line = "pip install --extra-index-url https://pypi.example.com/simple/ acme-tools"
    for fault, version in ((None, "1.0"), (Squatted(project="acme-tools", version="99.0"), "99.0")):
        done, _, _ = run(stub, replace(world, fault=fault), line)
        assert f"Successfully installed acme-tools-{version}" in done.output


def test_a_host_that_listens_elsewhere_serves_on_that_port(stub: Stub) -> None:
    fault: Fault = TypeAdapter(Fault).validate_python(
        {"kind": "listens-elsewhere", "host": "company", "port": 8443}
    )
    line = f"{INSTALL} --index-url https://pypi.example.com:8443/simple/"
    done, _, installed = run(stub, World(fault=fault), line)
    assert done.exit == 0, done.output
    assert installed


def test_a_host_without_tls_is_served_to_who_trusts_it(stub: Stub) -> None:
    fault: Fault = TypeAdapter(Fault).validate_python(
        {"kind": "plain-http", "host": "company", "https": False}
    )
    line = f"{INSTALL} --index-url http://pypi.example.com/simple/"
    done, world, installed = run(stub, World(fault=fault), line)
    assert "is not a trusted or secure host and is being ignored" in done.output
    assert not installed
    assert world.requests == []
    done, _, installed = run(stub, World(fault=fault), f"{line} --trusted-host pypi.example.com")
    assert done.exit == 0, done.output
    assert installed


@pytest.mark.parametrize(
    ("fields", "index"),
    [
        (
            {"kind": "index-elsewhere", "host": "company", "path": "/team/simple/"},
            "https://pypi.example.com/team/simple/",
        ),
        (
            {"kind": "wants-credentials", "host": "company"},
            "https://ada:correct%20horse@pypi.example.com/simple/",
        ),
    ],
)
def test_pip_gets_in_at_the_right_address(
    stub: Stub, fields: dict[str, object], index: str
) -> None:
    fault: Fault = TypeAdapter(Fault).validate_python(fields)
    done, _, installed = run(stub, World(fault=fault), f"{INSTALL} --index-url {index}")
    assert done.exit == 0, done.output
    assert installed


def test_pip_asks_six_times_by_default(stub: Stub) -> None:
    fault: Fault = TypeAdapter(Fault).validate_python(
        {"kind": "slow-response", "host": "index", "seconds": 40}
    )
    _, world, _ = run(stub, World(fault=fault), "pip install requests")
    assert world.requests == [("pypi.org", "/simple/requests/")] * 6


@pytest.mark.parametrize(
    ("addresses", "installs", "waits"),
    [
        (["never-accepted", "healthy"], True, 1),
        (["never-accepted", "never-accepted", "never-accepted", "never-accepted"], False, 4),
    ],
)
def test_a_dead_address_costs_one_timeout_and_no_word(
    stub: Stub, addresses: list[str], installs: bool, waits: int
) -> None:
    fault: Fault = TypeAdapter(Fault).validate_python(
        {"kind": "several-addresses", "host": "index", "addresses": addresses}
    )
    line = f"{TIMED} install --timeout 50 --retries 0 requests"
    done, _, installed = run(stub, World(fault=fault), line)
    assert installed == installs
    assert "WARNING" not in done.output
    assert waits * 50 <= float(done.output.splitlines()[-1]) < waits * 50 + 45


def test_the_timeout_is_for_each_wait_and_not_for_the_whole(stub: Stub) -> None:
    fault: Fault = TypeAdapter(Fault).validate_python(
        {"kind": "slow-drip", "host": "files", "seconds": 5, "size": 50_000}
    )
    done, _, installed = run(stub, World((BIG,), fault), "pip install requests")  # 60 s in all
    assert done.exit == 0, done.output
    assert installed


def test_unmodified_command_installs_a_project_with_its_dependencies(stub: Stub) -> None:
    python = interpreters.interpreter_for(pips.NEWEST)
    assert python is not None
    project = Project(name="requests", version="2.0", requires=("idna>=2.5",))
    with stub.serve(World((project,))) as world, sandbox(pips.NEWEST, python, world) as box:
        done = box.run_line("pip install requests", LIMIT)
        assert done.exit == 0, done.output
        assert box.has("requests")
        assert box.has("idna>=2.5")
        assert not box.has("requests<1")
    hosts = {host for host, _ in world.requests}
    assert hosts == {"pypi.org", "files.pythonhosted.org"}


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_an_extra_brings_what_it_requires_where_it_is_asked_for(
    stub: Stub, kind: Literal["wheel", "sdist"]
) -> None:
    python = interpreters.interpreter_for(pips.NEWEST)
    assert python is not None
    extras = (("fast", ("idna>=2.5", 'pip>=1; python_version < "3"')), ("empty", ()))
    project = Project(name="requests", version="2.0", extras=extras, formats=(kind,))
    with stub.serve(World((project,))) as world, sandbox(pips.NEWEST, python, world) as box:
        plain = box.run_line("pip install 'requests[empty]'", LIMIT)
        assert plain.exit == 0, plain.output
        assert box.has("requests")
        assert not box.has("idna")
        assert "does not provide the extra" not in plain.output
        unknown = box.run_line("pip install 'requests[slow]'", LIMIT)
        assert "WARNING: requests 2.0 does not provide the extra 'slow'" in unknown.output
        done = box.run_line("pip install 'requests[fast]'", LIMIT)
        assert done.exit == 0, done.output
        assert box.has("idna>=2.5")
        assert not box.has("pip>=99")  # its marker is not about this Python


def test_sdist_is_built_in_isolation_with_what_it_requires(stub: Stub) -> None:
    project = Project(name="requests", version="2.0", formats=("sdist",))
    done, world, installed = run(stub, World((project,)), "pip install requests")
    assert done.exit == 0, done.output
    assert installed
    assert ("pypi.org", "/simple/setuptools/") in world.requests


def test_build_dependencies_are_struck_too(stub: Stub) -> None:
    project = Project(name="requests", version="2.0", formats=("sdist",))
    fault: Fault = TypeAdapter(Fault).validate_python(
        {"kind": "slow-response", "host": "index", "seconds": 40}
    )
    done, _, _ = run(stub, World((project,), fault), "pip install --timeout 60 requests")
    assert "No matching distribution found for setuptools" in done.output
    assert done.exit != 0


def test_private_index_with_credentials_in_its_address(stub: Stub) -> None:
    url = "https://ada:correct%20horse@private.example.com/simple/"
    done, _, installed = run(stub, World(), f"pip install --index-url {url} requests")
    assert done.exit == 0, done.output
    assert installed


WHEELS = [row for row in published.TABLE if row.filename.endswith(".whl")]


@pytest.mark.parametrize("wheel", WHEELS, ids=lambda wheel: wheel.filename)
def test_published_wheels_are_served(stub: Stub, wheel: published.Published) -> None:
    name, _, version = wheel.requirement.partition("==")
    world = World((Project(name=name, version=version, published=True),))
    done, _, _ = run(stub, world, f"pip download --no-deps {wheel.requirement} && ls")
    assert done.exit == 0, done.output
    assert wheel.filename in done.output.splitlines()


@pytest.mark.parametrize(
    ("scheme", "asked"), [("socks5h", "pypi.org:443"), ("socks5", "127.0.0.1:443")]
)
def test_socks_proxy_with_a_real_client(stub: Stub, scheme: str, asked: str) -> None:
    world = World((Project(name="PySocks", version="1.7.1", published=True),))
    proxy = f"--proxy {scheme}://socks.example.com:1080 --use-deprecated legacy-certs"
    line = f"pip install PySocks && pip install {proxy} requests"
    done, running, installed = run(stub, world, line)
    assert done.exit == 0, done.output
    assert installed
    assert ("socks.example.com", asked) in running.requests


def test_pip_resumes_with_a_range(stub: Stub) -> None:
    fault: Fault = TypeAdapter(Fault).validate_python(
        {"kind": "cut", "host": "files", "after": 300_000, "first": 2}
    )
    done, _, installed = run(stub, World((BIG,), fault), "pip install requests")
    assert "Resuming download" in done.output
    assert done.exit == 0
    assert installed
