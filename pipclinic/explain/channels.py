"""What a command prints into: a terminal of its own where we print to one, else a pipe."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Channel:
    """A way from a command to one of our own streams, by the numbers of files.

    end is the command's, source is read by us and passed on to onward.
    """

    source: int
    end: int
    onward: int

    def resize(self) -> None:
        """Give a terminal the size that ours has now."""
        if sys.platform != "win32" and os.isatty(self.source):
            _same_size(self.onward, self.source)


def channels() -> Sequence[Channel]:
    """For standard output and standard error: one where both lead to the same place.

    Only so does what is printed stay in order.
    """
    output, error = 1, 2
    if _same_place(output, error):
        return (_channel(output),)
    return (_channel(output), _channel(error))


def _channel(onward: int) -> Channel:
    if sys.platform != "win32" and os.isatty(onward):
        return _terminal(onward)
    return Channel(*os.pipe(), onward)


def _same_place(one: int, other: int) -> bool:
    try:
        return os.path.sameopenfile(one, other)
    except OSError:
        return False


if sys.platform != "win32":
    import fcntl
    import pty
    import termios

    def _terminal(onward: int) -> Channel:
        """A terminal like ours, which changes no byte: ours does what there is to do."""
        source, end = pty.openpty()
        settings = termios.tcgetattr(onward)
        settings[1] &= ~termios.OPOST
        termios.tcsetattr(end, termios.TCSANOW, settings)
        _same_size(onward, source)
        return Channel(source, end, onward)

    def _same_size(of: int, to: int) -> None:
        size = fcntl.ioctl(of, termios.TIOCGWINSZ, b"\0" * 8)
        fcntl.ioctl(to, termios.TIOCSWINSZ, size)
