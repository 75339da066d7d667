"""`pipclinic run`: transparent, whatever is run; and an explanation below what failed."""

import fcntl
import os
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from tests.readers import COMMAND, Terminal, pipclinic, surroundings

READ_TIMEOUT = "Collecting numpy\nERROR: Read timed out. (read timeout=15)\n"
FAILS = f"import sys; sys.stdout.write({READ_TIMEOUT!r}); sys.exit(7)"


def python(script: str) -> list[str]:
    return ["run", "--", sys.executable, "-c", script]


@pytest.mark.parametrize("code", [0, 1, 7, 255])
def test_the_exit_code_is_that_of_the_command(installed: Path, code: int) -> None:
    done = pipclinic(installed, *python(f"raise SystemExit({code})"))
    assert done.returncode == code


def test_bytes_pass_and_the_explanation_stands_below(installed: Path) -> None:
    done = pipclinic(installed, *python(FAILS))
    assert done.returncode == 7
    assert done.stdout == READ_TIMEOUT
    assert done.stderr.startswith("\npip clinic: This is a known error.\n")
    assert "    pip install --timeout 60 numpy\n" in done.stderr


def test_who_succeeds_hears_nothing_of_us(installed: Path) -> None:
    script = (
        "import sys; sys.stdout.buffer.write(bytes(range(256)) * 99); print('!', file=sys.stderr)"
    )
    done = subprocess.run(
        [*COMMAND, *python(script)], env=surroundings(installed), capture_output=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, bytes(range(256)) * 99, b"!\n")


def test_what_goes_to_one_file_stays_in_order(installed: Path, tmp_path: Path) -> None:
    script = "import os; [os.write(1 + n % 2, b'%d\\n' % n) for n in range(2000)]"
    with (tmp_path / "log").open("wb") as log:
        subprocess.run(
            [*COMMAND, *python(script)],
            env=surroundings(installed), stdout=log, stderr=log, check=True,
        )  # fmt: skip
    written = (tmp_path / "log").read_text(encoding="utf-8")
    assert written == "".join(f"{number}\n" for number in range(2000))


def test_input_reaches_the_command(installed: Path) -> None:
    done = pipclinic(installed, *python("print(input()[::-1])"), given="olleh\n")
    assert (done.returncode, done.stdout) == (0, "hello\n")


@pytest.mark.parametrize(("command", "code"), [("no-such-command", 127), ("/etc/passwd", 126)])
def test_what_cannot_be_started_is_said(installed: Path, command: str, code: int) -> None:
    done = pipclinic(installed, "run", "--", command)
    assert done.returncode == code
    assert done.stderr.startswith(f"pipclinic: {command}: ")
    assert "Traceback" not in done.stderr


def test_a_reader_that_has_enough_ends_the_command(installed: Path) -> None:
    endless = "import os\nwhile True: os.write(1, b'y\\n' * 999)"
    with subprocess.Popen(
        [*COMMAND, *python(endless)], env=surroundings(installed), stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as running:  # fmt: skip
        assert running.stdout
        assert running.stdout.read(2) == b"y\n"
        running.stdout.close()
        assert running.wait(60) != 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_command_and_then_us(installed: Path, number: signal.Signals) -> None:
    """As a CI system does it, which has no terminal."""
    script = "import time; print('up', flush=True); time.sleep(60)"
    with subprocess.Popen(
        [*COMMAND, *python(script)], env=surroundings(installed), stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, start_new_session=True,
    ) as running:  # fmt: skip
        assert running.stdout
        assert running.stdout.readline() == b"up\n"
        running.send_signal(number)
        assert running.wait(60) == -number


def test_what_a_command_leaves_behind_is_not_waited_for(installed: Path) -> None:
    script = "import subprocess; subprocess.Popen(['sleep', '60'])"
    started = time.monotonic()
    done = pipclinic(installed, *python(script))
    assert done.returncode == 0
    assert time.monotonic() - started < 40


SEEN = (
    "import os, sys; print([os.isatty(n) for n in range(3)], os.get_terminal_size(1).columns);"
    "sys.stderr.write('10%\\r'); sys.stderr.flush(); sys.stdout.flush();"
    "os.write(1, b'20%\\r\\x1b[K30%\\n'); print('done')"
)


def test_on_a_terminal_the_command_sees_one(installed: Path) -> None:
    """So pip draws its progress bars, as wide as they should be, and all stays in order."""
    ours, code = Terminal(installed, *python(SEEN)).end()
    assert code == 0
    assert ours == (b"[True, True, True] 91\r\n10%\r20%\r\x1b[K30%\r\ndone\r\n")


def test_a_key_ends_the_command_once_and_then_us(installed: Path) -> None:
    script = (
        "import time\nprint('up', flush=True)\ntry: time.sleep(60)\n"
        "except KeyboardInterrupt: print('once', flush=True)\n"
        "try: time.sleep(1)\nexcept KeyboardInterrupt: print('twice', flush=True)\n"
        "raise KeyboardInterrupt"
    )
    terminal = Terminal(installed, *python(script))
    terminal.read_until(b"up\r\n")
    os.write(terminal.fd, b"\x03")
    printed, code = terminal.end()
    assert b"once" in printed
    assert b"twice" not in printed
    assert code == -signal.SIGINT
    assert b"pip clinic" not in printed


def test_a_terminal_that_grows_grows_for_the_command(installed: Path) -> None:
    script = (
        "import os, signal, sys\n"
        "signal.signal(signal.SIGWINCH, lambda *_: None)\nprint('up', flush=True)\n"
        "for _ in range(600):\n"
        "    if os.get_terminal_size(1).columns == 50: sys.exit(0)\n"
        "    signal.sigtimedwait([], 0.1)\nsys.exit(1)"
    )
    terminal = Terminal(installed, *python(script))
    terminal.read_until(b"up\r\n")
    fcntl.ioctl(terminal.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 20, 50, 0, 0))
    _, code = terminal.end()
    assert code == 0


def test_colours_on_a_terminal_only_and_not_where_nobody_wants_them(installed: Path) -> None:
    printed, code = Terminal(installed, *python(FAILS)).end()
    assert code == 7
    assert b"\x1b[1;31mpip clinic: This is a known error.\x1b[0m" in printed
    assert b"\x1b" not in pipclinic(installed, *python(FAILS)).stderr.encode()
