"""The resolver shim: names are answered from the world, and every time-out is scaled once."""

import json
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipclinic.lab.stub import resolver
from pipclinic.lab.stub.server import Stub
from pipclinic.lab.stub.world import World

SPEED = 50


def under_the_shim(program: str, tmp_path: Path, names: dict[str, Any] | None = None) -> Any:
    """Run a program in a Python whose names and time are those of a world; what it prints, read."""
    module = tmp_path / "shim.py"
    module.write_bytes(Path(resolver.__file__).read_bytes())
    module.with_suffix(".json").write_text(json.dumps({"names": names or {}, "speed": SPEED}))
    preamble = (
        "import time; real = time.monotonic; import sys, socket, ssl, json\n"
        f"sys.path.insert(0, {str(tmp_path)!r}); import shim\n"
    )
    command = [sys.executable, "-I", "-c", preamble + program]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


class Waited:
    """Equal to any time that began as so many real seconds: a busy machine adds, up to five."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __eq__(self, real: object) -> bool:
        return isinstance(real, float) and self.seconds - 0.01 <= real < self.seconds + 5

    def __repr__(self) -> str:
        return f"{self.seconds} s, and up to five more"


@pytest.fixture
def silent_port() -> Any:
    """A port that accepts and never says a word."""
    with socket.socket() as port:
        port.bind(("127.0.0.1", 0))
        port.listen(8)
        yield port.getsockname()[1]


def test_a_socket_that_is_given_a_name_looks_it_up_in_the_world(
    silent_port: int, tmp_path: Path
) -> None:
    program = """
answers = []
for name in ("here.example", "elsewhere.example"):
    try:
        with socket.socket() as s:
            answers.append(s.connect((name, 443)))
    except socket.gaierror as error:
        answers.append(error.errno)
print(json.dumps(answers))"""
    names = {"here.example:443": [["127.0.0.1", silent_port]]}
    assert under_the_shim(program, tmp_path, names) == [None, socket.EAI_NONAME]


def test_getters_return_what_was_set(tmp_path: Path) -> None:
    program = """
s = socket.socket(); s.settimeout(15)
d = s.dup()
t = ssl.create_default_context().wrap_socket(s, do_handshake_on_connect=False, server_hostname="x")
socket.setdefaulttimeout(7)
print(json.dumps([d.gettimeout(), t.gettimeout(), t.timeout, socket.getdefaulttimeout(),
                  socket.socket().gettimeout()]))
"""
    assert under_the_shim(program, tmp_path) == [15, 15, 15, 7, 7]


def test_a_read_is_scaled_once(tmp_path: Path, silent_port: int) -> None:
    program = f"""
s = socket.create_connection(("127.0.0.1", {silent_port}), 15)
start = real()
try: s.recv(1)
except socket.timeout: print(json.dumps(real() - start))
"""
    assert under_the_shim(program, tmp_path) == Waited(15 / SPEED)


def test_the_tls_handshake_is_scaled_once(tmp_path: Path, silent_port: int) -> None:
    program = f"""
s = socket.create_connection(("127.0.0.1", {silent_port}), 15)
start = real()
try: ssl.create_default_context().wrap_socket(s, server_hostname="x")
except socket.timeout: print(json.dumps(real() - start))
"""
    assert under_the_shim(program, tmp_path) == Waited(15 / SPEED)


def test_a_read_inside_tls_is_scaled_once(tmp_path: Path, stub: Stub) -> None:
    from pipclinic.faults.worlds import SlowResponse

    fault = SlowResponse(host="index", seconds=1000)
    with stub.serve(World(fault=fault)) as world:
        ((_, port),) = world.names["pypi.org:443"]  # type: ignore[misc]
        program = f"""
context = ssl.create_default_context(); context.check_hostname = False
context.verify_mode = ssl.CERT_NONE
t = context.wrap_socket(socket.create_connection(("127.0.0.1", {port}), 15))
t.sendall(b"GET / HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n")
start = real()
try: t.recv(1)
except socket.timeout: print(json.dumps(real() - start))
"""
        assert under_the_shim(program, tmp_path) == Waited(15 / SPEED)


def test_a_default_timeout_is_scaled_once(tmp_path: Path, silent_port: int) -> None:
    program = f"""
socket.setdefaulttimeout(15)
s = socket.create_connection(("127.0.0.1", {silent_port}))
start = real()
try: s.recv(1)
except socket.timeout: print(json.dumps(real() - start))
"""
    assert under_the_shim(program, tmp_path) == Waited(15 / SPEED)


def test_sleep_and_clocks(tmp_path: Path) -> None:
    program = """
start, virtual = real(), time.monotonic()
time.sleep(10)
print(json.dumps([real() - start, (time.monotonic() - virtual) / 50]))
"""
    slept, passed = under_the_shim(program, tmp_path)
    assert slept == Waited(10 / SPEED)
    assert passed == pytest.approx(slept, abs=0.15)


def test_no_timeout_stays_none_and_zero_stays_zero(tmp_path: Path) -> None:
    program = """
s = socket.socket(); s.settimeout(None); none = s.gettimeout(); s.settimeout(0)
print(json.dumps([none, s.gettimeout(), s.getblocking()]))
"""
    assert under_the_shim(program, tmp_path) == [None, 0, False]


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("known.example", ["127.0.0.1", 4321]),
        ("KNOWN.example", ["127.0.0.1", 4321]),
        ("unknown.example", "[Errno -2] Name or service not known"),
        ("again.example", "[Errno -3] Temporary failure in name resolution"),
        ("192.0.2.1", "[Errno 101] Network is unreachable"),
        ("2001:db8::1", "[Errno 101] Network is unreachable"),
        ("127.0.0.1", ["127.0.0.1", 443]),
    ],
)
def test_names(tmp_path: Path, host: str, expected: Any) -> None:
    names = {"known.example:443": [["127.0.0.1", 4321]], "again.example:443": socket.EAI_AGAIN}
    program = f"""
try: print(json.dumps(socket.getaddrinfo({host!r}, 443, 0, socket.SOCK_STREAM)[0][4]))
except OSError as error: print(json.dumps(str(error)))
"""
    assert under_the_shim(program, tmp_path, names) == expected


def test_a_name_with_several_addresses(tmp_path: Path) -> None:
    names = {"several.example:443": [["192.0.2.1", 443], ["127.0.0.1", 4321]]}
    program = """
found = socket.getaddrinfo("several.example", 443, 0, socket.SOCK_STREAM)
print(json.dumps([entry[4] for entry in found]))
"""
    assert under_the_shim(program, tmp_path, names) == names["several.example:443"]
