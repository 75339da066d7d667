"""Decided time: a timeout strikes where a fault is silent for longer, and for no other reason.

The machine is kept busy meanwhile: what is seen may not depend on it.
"""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipclinic.content import pips
from pipclinic.faults.ports import NeverAccepted, Silent
from pipclinic.faults.projects import Project
from pipclinic.faults.responses import SlowDrip, SlowResponse, Stall
from pipclinic.faults.worlds import Fault
from pipclinic.lab import interpreters
from pipclinic.lab.printed import normalised
from pipclinic.lab.sandbox import sandbox
from pipclinic.lab.stub import clock
from pipclinic.lab.stub.server import RunningWorld, Stub
from pipclinic.lab.stub.world import World
from tests.shimmed import under_the_shims

BIG = Project(name="requests", version="2.0", size=600_000)
ASK = rb'b"GET /simple/requests/ HTTP/1.1\r\nHost: pypi.org\r\n\r\n"'.decode()
CLIENT = """
context = ssl.create_default_context(); context.check_hostname = False
context.verify_mode = ssl.CERT_NONE
started, printed = time.monotonic(), []
def secure(timeout):
    plain = socket.create_connection(("pypi.org", 443), timeout)
    return context.wrap_socket(plain, server_hostname="pypi.org")
def tried(operation, *arguments):
    try: operation(*arguments)
    except OSError as error: return [type(error).__name__, str(error).split(": ")[-1].lstrip("(")]
    return ["nothing", ""]
"""
PASSED = "\nprint(json.dumps([*answer, round(time.monotonic() - started)]))"


@pytest.fixture(scope="module", autouse=True)
def busy_machine() -> Iterator[None]:
    """An endless loop for each of two cores."""
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
    yield
    for loop in loops:
        loop.kill()
        loop.wait()


def client(program: str, world: RunningWorld, tmp_path: Path) -> Any:
    return under_the_shims(CLIENT + program, tmp_path, world.shim_config())


@pytest.mark.parametrize(
    ("fault", "program", "expected"),
    [
        (NeverAccepted(host="index"), "answer = tried(secure, 15)", "timed out"),
        (Silent(host="index"), "answer = tried(secure, 15)", "The handshake operation timed out"),
        (
            SlowResponse(host="index", seconds=40),
            f"s = secure(15); s.sendall({ASK}); answer = tried(s.recv, 1)",
            "The read operation timed out",
        ),
        (
            SlowResponse(host="index", seconds=15),
            f"socket.setdefaulttimeout(15); s = secure(None); s.settimeout(15); s.sendall({ASK})\n"
            "answer = tried(s.makefile('rb').readline)",
            "The read operation timed out",
        ),
    ],
    ids=["connecting", "handshake", "reading", "reading-a-line"],
)
def test_a_longer_silence_is_a_timeout_in_the_systems_words(
    fault: Fault, program: str, expected: str, stub: Stub, tmp_path: Path
) -> None:
    with stub.serve(World(fault=fault)) as world:
        kind, words, seconds = client(program + PASSED, world, tmp_path)
    assert (kind, words.split(" (_ssl")[0]) == ("TimeoutError", expected)
    assert 15 <= seconds < 30


def test_the_kernel_gives_up_connecting_before_a_long_timeout_does(
    stub: Stub, tmp_path: Path
) -> None:
    with stub.serve(World(fault=NeverAccepted(host="index"))) as world:
        answer = client("answer = tried(secure, 600)" + PASSED, world, tmp_path)
    assert answer[:2] == ["TimeoutError", "[Errno 110] Connection timed out"]
    assert 127 <= answer[2] < 140


@pytest.mark.parametrize("timeout", [15, None])
def test_a_shorter_silence_is_an_answer(timeout: int | None, stub: Stub, tmp_path: Path) -> None:
    program = f"s = secure({timeout}); s.sendall({ASK}); answer = [s.recv(8).decode()]" + PASSED
    with stub.serve(World(fault=SlowResponse(host="index", seconds=10))) as world:
        words, seconds = client(program, world, tmp_path)
    assert words == "HTTP/1.1"
    assert 10 <= seconds < 25


def test_each_piece_of_a_drip_has_the_whole_timeout(stub: Stub, tmp_path: Path) -> None:
    fault = SlowDrip(host="index", seconds=10, size=200)
    program = f"""
s = secure(15); s.sendall({ASK}); body = b""
while b"</html>" not in body: body += s.recv(10_000)
answer = [body.count(b"<a ")]"""
    with stub.serve(World(fault=fault)) as world:
        links, seconds = client(program + PASSED, world, tmp_path)
    assert links == 1
    assert seconds >= 20


def test_what_was_sent_before_the_silence_is_read_first(stub: Stub, tmp_path: Path) -> None:
    program = f"""
s = secure(15); s.sendall({ASK}); head = b""
while b"<!" not in head: head += s.recv(10_000)
answer = tried(s.recv, 1)"""
    for _ in range(5):
        with stub.serve(World(fault=Stall(host="index", after=20))) as world:
            assert client(program + PASSED, world, tmp_path)[1] == "The read operation timed out"


def test_after_a_timeout_the_silence_has_less_left(stub: Stub, tmp_path: Path) -> None:
    program = f"s = secure(30); s.sendall({ASK}); tried(s.recv, 1); answer = [s.recv(4).decode()]"
    with stub.serve(World(fault=SlowResponse(host="index", seconds=40))) as world:
        words, seconds = client(program + PASSED, world, tmp_path)
    assert words == "HTTP"
    assert 40 <= seconds < 55


def test_threads_that_wait_at_once_wait_once() -> None:
    decided = clock._Clock(("127.0.0.1", 1))
    began = decided.now()
    for _ in range(4):  # each has waited since then
        decided.jump(began + 15)
    assert 15 <= decided.now() - began < 30


def test_a_machine_that_is_slow_is_no_timeout(stub: Stub, tmp_path: Path) -> None:
    def answer_late(port: socket.socket) -> None:
        connection, _ = port.accept()
        with connection:
            time.sleep(0.5)
            connection.sendall(b"late")

    with socket.create_server(("127.0.0.1", 0)) as port, stub.serve(World()) as world:
        thread = threading.Thread(target=answer_late, args=(port,))
        thread.start()
        program = f"s = socket.create_connection({port.getsockname()!r}, 0.1)\n"
        answer = client(program + "answer = [s.recv(4).decode()]" + PASSED, world, tmp_path)
        thread.join()
    assert answer[0] == "late"


def test_sleeps_jump_and_all_clocks_with_them(stub: Stub, tmp_path: Path) -> None:
    program = """
clocks = ["time", "monotonic", "perf_counter", "time_ns", "monotonic_ns", "perf_counter_ns"]
before = [getattr(time, name)() for name in clocks]; began = real()
time.sleep(1000)
slept = real() - began
passed = [getattr(time, name)() - since for name, since in zip(clocks, before)]
print(json.dumps([slept, [each / 10**9 if each > 10**9 else each for each in passed]]))"""
    with stub.serve(World()) as world:
        slept, passed = client(program, world, tmp_path)
    assert slept < 30
    assert passed == [pytest.approx(1000, abs=30)] * 6


def test_waiting_for_a_process_is_real(stub: Stub, tmp_path: Path) -> None:
    program = """
child = [sys.executable, "-I", "-S", "-c", "import time; time.sleep(0.5)"]
print(json.dumps(subprocess.run(child, timeout=60).returncode))"""
    with stub.serve(World()) as world:
        assert client(program, world, tmp_path) == 0


def test_getters_return_what_was_set(stub: Stub, tmp_path: Path) -> None:
    program = """
s = socket.socket(); s.settimeout(15)
d = s.dup()
t = context.wrap_socket(s, do_handshake_on_connect=False, server_hostname="x")
socket.setdefaulttimeout(7)
n = socket.socket(); n.settimeout(None)
z = socket.socket(); z.settimeout(0)
print(json.dumps([d.gettimeout(), t.gettimeout(), t.timeout, socket.socket().gettimeout(),
                  n.gettimeout(), z.gettimeout(), z.getblocking()]))"""
    with stub.serve(World()) as world:
        assert client(program, world, tmp_path) == [15, 15, 15, 7, None, 0, False]


def test_in_real_time_a_second_is_a_second(tmp_path: Path) -> None:
    program = f"began = real(); s = secure(15); s.sendall({ASK}); s.recv(1)\n"
    program += "time.sleep(0.3); print(json.dumps(real() - began))"
    fault = SlowResponse(host="index", seconds=0.3)
    with Stub(real_time=True) as stub, stub.serve(World(fault=fault)) as world:
        assert "clock" not in world.shim_config()
        assert client(program, world, tmp_path) >= 0.6


# ── With pip, oldest and newest ──────────────────────────────────────────────

BOTH = pytest.mark.parametrize("pip", [pips.TABLE[0], pips.NEWEST], ids=lambda pip: pip.version)


def installing(pip: pips.Pip, stub: Stub, fault: Fault | None) -> tuple[str, bool]:
    """What `pip install requests` prints in a broken world, and whether it installs."""
    python = interpreters.interpreter_for(pip)
    if python is None:
        pytest.skip(f"no Python of this machine runs pip {pip.version}")
    with stub.serve(World((BIG,), fault)) as world, sandbox(pip, python, world) as box:
        done = box.run_line("pip install --no-cache-dir requests", 600)
        assert done.seconds < 60  # of 98 that pip believes it waits
        return normalised(done.output, box), box.has("requests")


@BOTH
@pytest.mark.parametrize(
    ("fault", "says", "installs"),
    [
        (SlowResponse(host="index", seconds=40), "imed out. (read timeout=15)", False),
        (SlowResponse(host="index", seconds=10), "Successfully installed", True),
        (SlowResponse(host="index", seconds=40, first=3), "imed out. (read timeout=15)", True),
        (Silent(host="index"), "imed out. (read timeout=15)", False),
        (NeverAccepted(host="index"), "imed out. (connect timeout=15)", False),
    ],
    ids=["slow", "late", "stuttering", "silent", "never-accepted"],
)
def test_pip_waits_as_long_as_it_says(
    pip: pips.Pip, fault: Fault, says: str, installs: bool, stub: Stub
) -> None:
    if pip is pips.NEWEST:
        says = says.replace("imed out. (read timeout=15)", "imed out")
    printed, installed = installing(pip, stub, fault)
    assert says in printed
    assert installed == installs


@BOTH
def test_a_busy_machine_changes_nothing(pip: pips.Pip, stub: Stub) -> None:
    fault = Stall(host="files", after=100_000)
    seen = {installing(pip, stub, fault) for _ in range(3)}
    assert len(seen) == 1
    ((printed, installed),) = seen
    assert "imed out" in printed or "incomplete-download" in printed
    assert not installed
