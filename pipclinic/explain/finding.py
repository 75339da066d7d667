"""What is to be said of a text: its errors, each with the first fix for its reader."""

import platform
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipclinic.explain.engine import Answer, Engine
from pipclinic.explain.knowledge import Command, Knowledge, Page

_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|.)", re.DOTALL)
_SYSTEMS = {"win32": "Windows", "darwin": "macOS"}
_CALLED = {"rhel": "red hat"}  # distributions that call themselves otherwise than our labels


@dataclass(frozen=True)
class Finding:
    """An error that a text is about.

    link: "" where nobody knows where the site is
    line: what says so, and its number; "" and 0 where only words of the text are the page's
    look_first: what to look at instead of running its first fix, which would fail again; or ""
    commands: its first fix, written for the reader's project, on the reader's system if possible;
        none where something is to be looked at instead
    to_fill: whether they are written for `requests`, since the text names no project
    """

    page: Page
    link: str
    line: str
    number: int
    look_first: str
    commands: tuple[Command, ...]
    to_fill: bool


def findings(text: str, answer: Answer, engine: Engine, known: Knowledge) -> Iterator[Finding]:
    """The errors of a text, the likeliest first."""
    for result in answer.diagnosis["results"]:
        page = known.pages[result["slug"]]
        look_first = result.get("look_first", "")
        commands = () if look_first else for_system(page.commands, answer.system)
        fitted = tuple(_fitted(engine, command, answer.project or "") for command in commands)
        to_fill = not answer.project and fitted != commands
        number = _line_of(text, result["start"]) if result["line"] else 0
        shown = commands if to_fill else fitted
        line = printable(result["line"])
        yield Finding(page, known.link(page), line, number, look_first, shown, to_fill)


def printable(text: str) -> str:
    """A text that tells a terminal nothing: no colours, no other control characters."""
    shown = (sign for sign in _ESCAPES.sub("", text) if unicodedata.category(sign) not in _MUTE)
    return "".join(shown).encode("utf-8", "replace").decode("utf-8")


_MUTE = ("Cc", "Cf", "Cs", "Co", "Cn")


def for_system(commands: Sequence[Command], system: str = "") -> tuple[Command, ...]:
    """Those of some commands that are for a system, this one if it is ""; all if none is."""
    here = _SYSTEMS.get(sys.platform, "Linux")
    wanted = system or here
    fitting = [command for command in commands if not command.system or wanted in command.system]
    if not fitting and wanted == here == "Linux":
        fitting = [command for command in commands if _is_this_distribution(command.system)]
    return tuple(fitting or commands)


def _is_this_distribution(label: str) -> bool:
    """Whether a label, as "Debian, Ubuntu", names the Linux that this is, or what it is made of."""
    try:
        about = platform.freedesktop_os_release()
    except OSError:
        return False
    names = f"{about['ID']} {about.get('ID_LIKE', '')}".split()
    return any(_CALLED.get(name, name) in label.lower() for name in names)


def _fitted(engine: Engine, command: Command, project: str) -> Command:
    text = engine.fitted(command.text, project)
    return Command(command.system, command.file, text, command.proof)


def _line_of(text: str, place: int) -> int:
    """The number of the line at a place that JavaScript counts, in units of UTF-16."""
    before = text.encode("utf-16-le", "surrogatepass")[: 2 * place]
    return before.decode("utf-16-le", "replace").count("\n") + 1
