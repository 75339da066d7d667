"""The resolver shim: names are answered from the world, and no others."""

import socket
from pathlib import Path
from typing import Any

import pytest

from tests.shimmed import under_the_shims


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
    assert under_the_shims(program, tmp_path, {"names": names}) == expected


def test_a_name_with_several_addresses(tmp_path: Path) -> None:
    names = {"several.example:443": [["192.0.2.1", 443], ["127.0.0.1", 4321]]}
    program = """
found = socket.getaddrinfo("several.example", 443, 0, socket.SOCK_STREAM)
print(json.dumps([entry[4] for entry in found]))
"""
    assert under_the_shims(program, tmp_path, {"names": names}) == names["several.example:443"]


def test_a_socket_that_is_given_a_name_looks_it_up_in_the_world(tmp_path: Path) -> None:
    program = """
answers = []
for name in ("here.example", "elsewhere.example"):
    try:
        with socket.socket() as s:
            answers.append(s.connect((name, 443)))
    except socket.gaierror as error:
        answers.append(error.errno)
print(json.dumps(answers))"""
    with socket.socket() as port:
        port.bind(("127.0.0.1", 0))
        port.listen()
        world = {"names": {"here.example:443": [port.getsockname()]}}
        assert under_the_shims(program, tmp_path, world) == [None, socket.EAI_NONAME]
