"""What a command printed in a sandbox, made comparable: without what differs from run to run."""

import re

from pipclinic.lab.sandbox import Sandbox

_VARYING = (
    (re.compile(r"\x1b\[[0-9;?]*[A-Za-z]"), ""),
    (re.compile(r"(?m)^[^\n]*\r(?!\n)"), ""),  # what a progress display has overwritten
    (re.compile(r"\b0x[0-9a-f]{6,}"), "0x7f0123456789"),
    (re.compile(r"\(_ssl\.c:\d+\)"), "(_ssl.c:1000)"),  # a line of Python's source: its build's
    (re.compile(r"(?m)^( *)gcc -.*? -c "), r"\1gcc … -c "),  # the flags of Python's own build
    (re.compile(r"\b127\.0\.0\.1:\d{4,5}\b"), "127.0.0.1:54321"),
    (
        re.compile(
            r"pip-(install|unpack(?:ed-wheel)?|req-build|build-env|modern-metadata|wheel|record)-\w+"
        ),
        r"pip-\1-x",
    ),
    (re.compile(r"\bpip-pip-egg-info-\w+"), "pip-pip-egg-info-x"),
    (re.compile(r"(?m)^/\S+\.sh: (?=\d+: )"), "sh: "),  # what the shell itself says of a snippet
    (re.compile(r"/pip-\w{8}-(unpack|build|record)\b"), r"/pip-x-\1"),  # folders of pip 9
    (re.compile(r"/pip-build-\w{8}/"), "/pip-build-x/"),
    (re.compile(r"(/pip-install-x/[\w.-]+?)_[0-9a-f]{32}\b"), r"\1_x"),
    (re.compile(r"(?<=/)tmp\w{8}\b"), "tmpx"),
    (re.compile(r"/\.mesonpy-\w{8}\b"), "/.mesonpy-x"),
    (re.compile(r"(?m)^ *(━|\|█)[^\n]*\n"), ""),  # progress bars: speeds and times
)


def normalised(text: str, sandbox: Sandbox) -> str:
    """Output without what differs from run to run: paths, addresses, ports, times, colours."""
    for folder, name in sandbox.names:
        # pip 26.2 and newer write some of what they ran in small letters
        text = re.sub(re.escape(folder), name, text, flags=re.IGNORECASE)
    for pattern, replacement in _VARYING:
        text = pattern.sub(replacement, text)
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n") + "\n"
