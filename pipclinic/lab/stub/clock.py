"""The clock that a sandbox's interpreter loads: time is decided, not raced.

Copied into the sandbox as `_pipclinic_clock.py`, beside a `.pth` file that imports it and the JSON
file of the world, whose "clock" is where the server answers questions (see `holds`). Without
that key everything happens at the machine's own pace.

When a socket has waited for a few real milliseconds, the server is asked whether it is silent on
purpose. If it is not, the machine is busy: the socket waits on, however long, and no time-out
strikes. If it is, for longer than the time-out has left, the clock jumps there, and what the
system raised is raised; else it jumps to the end of the silence, and the answer comes. Sleeps
jump. Like `resolver`, it runs on Python 3.6 and uses no other module of this package.
"""

import _socket
import errno
import json
import os
import select
import socket
import sys
import time
from _thread import allocate_lock

_FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "_pipclinic_world.json")

_FIRST, _LONGEST = 0.02, 0.2  # real seconds between two questions, growing
_AT_ONCE = 0.001
# How long Linux tries to connect before it gives up by itself: six tries more, each twice as late.
_CONNECTING = 127.0


class _Clock:
    """The clocks of this process: the machine's, and what was jumped over."""

    def __init__(self, server):
        self._server, self._secret = tuple(server[:2]), server[2:]
        self._jumped = 0.0
        self._lock = allocate_lock()
        self._monotonic = time.monotonic
        self._really_sleep = time.sleep

    def now(self):
        return self._monotonic() + self._jumped

    def jump(self, target):
        """Let it be `target`, unless it is later: threads that wait at once wait only once."""
        with self._lock:
            self._jumped = max(self._jumped, target - self._monotonic())

    def sleep(self, seconds):
        if sys._getframe(1).f_globals.get("__name__") == "subprocess":
            self._really_sleep(seconds)  # it waits for a process, whose time is its own
        else:
            target = self.now() + seconds
            self._really_sleep(min(seconds, _AT_ONCE))  # raises what is to be raised
            self.jump(target)

    def ask(self, *question):
        """The server's answer, as words. Each question has a connection: so processes may fork."""
        control = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)
        try:
            control.settimeout(None)
            control.connect(self._server)
            control.sendall((" ".join(map(str, [*self._secret, *question])) + "\n").encode())
            answer = b""
            while not answer.endswith(b"\n"):
                more = control.recv(100)
                if not more:
                    raise OSError("pip clinic: the world has ended")
                answer += more
        finally:
            control.close()
        return answer.decode().split()

    def hold(self, waiting):
        """Why a connected socket hears nothing: the number and the seconds of a hold, or None."""
        try:
            sockets = _socket.socket  # PySocks answers with the ends of its tunnel
            ends = sockets.getsockname(waiting)[1], sockets.getpeername(waiting)[1]
        except OSError:
            return None
        words = self.ask("held", *ends)
        return None if words == ["busy"] else (words[0], float(words[1]))


def _settimeout(waiting, seconds):
    if waiting.fileno() != -1:  # else it was closed meanwhile
        _socket.socket.settimeout(waiting, seconds)


def _slices():
    seconds = _FIRST
    while True:
        yield seconds
        seconds = min(seconds * 2, _LONGEST)


def _waiting(real, clock):
    """An operation of sockets that waits for the other end."""
    gettimeout, settimeout = _socket.socket.gettimeout, _settimeout

    def operation(self, *args, **kwargs):
        timeout = gettimeout(self)
        if timeout == 0:
            return real(self, *args, **kwargs)
        started, waited, hold, slices = clock.now(), 0.0, None, _slices()
        settimeout(self, next(slices))
        try:
            while True:
                try:
                    return real(self, *args, **kwargs)
                except socket.timeout as error:
                    if error.errno is not None:
                        raise  # the kernel's own
                    if hold is None:
                        hold = clock.hold(self)
                        # What was sent before the silence has arrived: it is read first.
                        settimeout(self, _AT_ONCE if hold else next(slices))
                        continue
                    number, seconds = hold
                    if timeout is not None and waited + seconds >= timeout:
                        clock.jump(started + timeout)
                        clock.ask("passed", number, timeout - waited)
                        raise
                    if seconds == float("inf"):
                        settimeout(self, None)
                        continue
                    waited += seconds
                    clock.jump(started + waited)
                    clock.ask("passed", number, seconds)
                    hold, slices = None, _slices()
                    settimeout(self, next(slices))
        finally:
            settimeout(self, timeout)

    return operation


def _patient(real):
    """An operation that waits only for a machine that is busy."""
    gettimeout, settimeout = _socket.socket.gettimeout, _settimeout

    def operation(self, *args, **kwargs):
        timeout = gettimeout(self)
        if timeout == 0:
            return real(self, *args, **kwargs)
        settimeout(self, None)
        try:
            return real(self, *args, **kwargs)
        finally:
            settimeout(self, timeout)

    return operation


def _connecting(real, clock):
    gettimeout, settimeout = _socket.socket.gettimeout, _settimeout

    def connect(self, address):
        timeout = gettimeout(self)
        kind = self.type & 0xF  # Python 3.6 has flags in it
        if timeout == 0 or self.family != socket.AF_INET or kind != socket.SOCK_STREAM:
            return real(self, address)
        started, slices = clock.now(), _slices()
        settimeout(self, next(slices))
        try:
            return real(self, address)
        except socket.timeout as error:
            if error.errno is not None:
                raise
            while clock.ask("held", "-", address[1]) == ["busy"]:
                poll = select.poll()
                poll.register(self, select.POLLOUT)
                if poll.poll(next(slices) * 1000):
                    failed = self.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
                    if failed:
                        raise OSError(failed, os.strerror(failed)) from None
                    return None
            if timeout is None or timeout >= _CONNECTING:
                clock.jump(started + _CONNECTING)
                raise OSError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT)) from None
            clock.jump(started + timeout)
            raise
        finally:
            settimeout(self, timeout)

    return connect


def _decide_tls(cls, clock):
    """Do it for `ssl.SSLSocket`, whose waiting is not done by the socket below."""
    for name in ("read", "do_handshake"):
        setattr(cls, name, _waiting(getattr(cls, name), clock))
    cls.send = _patient(cls.send)


def show(world):
    """Let the time of this process be that of a world, from now on."""
    if "clock" not in world:
        return
    clock = _Clock(world["clock"])
    for name in ("recv", "recv_into", "recvfrom"):
        setattr(socket.socket, name, _waiting(getattr(socket.socket, name), clock))
    for name in ("send", "sendall"):
        setattr(socket.socket, name, _patient(getattr(socket.socket, name)))
    socket.socket.connect = _connecting(socket.socket.connect, clock)

    def subclassed(cls):
        super(socket.socket, cls).__init_subclass__()
        if cls.__module__ == "ssl":  # loaded by those who want it, which costs them, not others
            _decide_tls(cls, clock)

    if "ssl" in sys.modules:
        _decide_tls(sys.modules["ssl"].SSLSocket, clock)
    else:
        socket.socket.__init_subclass__ = classmethod(subclassed)

    def jumping(real, unit):
        return lambda: real() + unit(clock._jumped)

    for name in ("monotonic", "perf_counter", "time"):
        setattr(time, name, jumping(getattr(time, name), float))
        if hasattr(time, name + "_ns"):  # from Python 3.7 on
            real = getattr(time, name + "_ns")
            setattr(time, name + "_ns", jumping(real, lambda jumped: int(jumped * 10**9)))
    time.sleep = clock.sleep


if os.path.exists(_FILE):
    with open(_FILE) as _file:
        show(json.load(_file))
