"""Serving the site while it is written: MkDocs beside us, and what changes on the disk."""

import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import watchfiles

from pipclinic.cli.console import Refused
from pipclinic.evidence import report
from pipclinic.site.mkdocs import environment

_SOURCES = ("docs", "snippets", "images")
_INTERRUPTED = 130
_PATIENCE = 5  # seconds in which MkDocs has to end


class Stopped:
    """Whether MkDocs has ended, and how."""

    def __init__(self) -> None:
        self.event = threading.Event()
        self.code = 0


def refuse_a_port_in_use(port: int) -> None:
    """Raises Refused where something else listens, before anything is built."""
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", port))
        except OSError as error:
            words = f"port {port} cannot be had ({error.strerror}): name another, as in "
            raise Refused(f"{words}make serve PORT={_next(port)}") from None
        except OverflowError:
            raise Refused(f"{port} is no port: name one from 1024 to 65535") from None


def _next(port: int) -> int:
    return port + 1 if 1024 <= port < 65535 else 8000


@contextmanager
def mkdocs(port: int) -> Iterator[Stopped]:
    """MkDocs, serving the staged tree, with a temporary folder of its own, which goes with it."""
    stopped = Stopped()
    folder = tempfile.mkdtemp(prefix="pipclinic-serve-")
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload"]
    running = subprocess.Popen(
        [*command, "--dev-addr", f"localhost:{port}"],
        env=environment(TMPDIR=folder, TEMP=folder, PIPCLINIC_SERVED="true"),
    )

    def wait() -> None:
        stopped.code = running.wait()
        stopped.event.set()

    waiting = threading.Thread(target=wait, daemon=True)
    waiting.start()
    # Whoever ends us, by the keyboard or not, ends MkDocs.
    before = signal.signal(signal.SIGTERM, lambda *_: stopped.event.set())
    try:
        yield stopped
    except KeyboardInterrupt:
        pass
    finally:
        ended = running.poll() is not None
        if not ended:
            running.terminate()
        waiting.join(_PATIENCE)
        if running.poll() is None:
            running.kill()
            waiting.join()
        if not ended or stopped.code < 0:  # MkDocs did not end by itself
            stopped.code = _INTERRUPTED
        signal.signal(signal.SIGTERM, before)
        shutil.rmtree(folder, ignore_errors=True)


def changes(stopped: Stopped) -> Iterator[set[Path]]:
    """Sources that changed, and the report, until MkDocs has ended.

    The rest of .cache is not looked at: sandboxes come and go there all the time.
    """
    seen = _state(report.DEFAULT_PATH)
    for found in watchfiles.watch(
        *(folder for folder in _SOURCES if Path(folder).is_dir()),
        stop_event=stopped.event,
        raise_interrupt=False,
        rust_timeout=1000,
        yield_on_timeout=True,
        ignore_permission_denied=True,
    ):
        now = _state(report.DEFAULT_PATH)
        changed = {Path(path) for _, path in found} | (
            {report.DEFAULT_PATH} if now != seen else set()
        )
        seen = now
        if changed:
            yield changed


def _state(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
