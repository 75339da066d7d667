"""The picture that stands for a page where somebody shares its address: SVG, made into PNG.

Drawing one takes a while, so each is kept by what is drawn on it. The font is that of a package,
so that a card looks the same wherever it is drawn, and all signs are equally wide.
"""

import hashlib
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from pipclinic.content.head import PHASES
from pipclinic.content.page import Document, Page
from pipclinic.site.rendering import render

FOLDER = Path("assets/cards")  # below the site
KEPT = Path(".cache/cards")
SIZE = (1200, 630)

_FONT = "IBM Plex Mono"
_FILES = [
    str(files("fontpkg_ibm_plex_mono").joinpath(f"files/IBMPlexMono-{style}.ttf"))
    for style in ("Regular", "SemiBold")
]
_SIGN = 0.6  # how wide one is, of its size
_WIDTH = 1072  # of what is written
_TITLES = ((56, 2), (46, 3), (38, 4))  # sizes, and how many lines of each have room
_BELOW, _LINES = 29, 3
_COMMAND = 30


@dataclass(frozen=True)
class Card:
    """What is written on one."""

    title: str
    above: str
    below: str
    command: str = ""


SITE = Card(
    "A clinic for failed pip installs",
    "",
    "Paste what pip printed, land on its page, copy a command that was executed with real pip.",
)


def add(documents: Mapping[str, Document], kept: Path, site: Path) -> None:
    """Put the card of each document, by its slug, and that of the site into a site."""
    folder = site / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, card in [("pip-clinic", SITE), *((slug, of(one)) for slug, one in documents.items())]:
        (folder / f"{name}.png").write_bytes(png(card, kept))


def of(document: Document) -> Card:
    """A document's own."""
    front = document.front
    if not isinstance(document, Page):
        return Card(front.title, "Guide", front.description)
    return Card(front.title, PHASES[document.front.phase], document.front.cause, _command(document))


def _command(page: Page) -> str:
    """The first line of what the page recommends, if it is a command."""
    file = next(iter(page.front.first_fix.values()))
    first, *others = page.snippets[file].read_text(encoding="utf-8").strip().splitlines()
    if not file.endswith(".sh") or first.startswith("#"):
        return ""
    return f"{first} …" if others else first


def drawn(card: Card) -> str:
    """It as SVG."""
    size, lines = _TITLES[-1]
    for size, lines in _TITLES:
        title = _wrapped(card.title, size)
        if len(title) <= lines:
            break
    below = _wrapped(card.below.replace("`", ""), _BELOW)
    command = _cut(_wrapped(card.command, _COMMAND, len("$  …")), 1)
    return render(
        "card.svg",
        font=_FONT,
        above=card.above,
        size=size,
        title=_cut(title, lines),
        below=_cut(below, _LINES),
        command=command[0] if command else "",
    )


def png(card: Card, kept: Path) -> bytes:
    """It as PNG, from `kept` if it was drawn before."""
    svg = drawn(card)
    path = kept / f"{hashlib.sha256(svg.encode()).hexdigest()[:20]}.png"
    if not path.exists():
        import resvg_py  # which nobody needs who has all of them

        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(
            resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=_FILES)
        )
    return path.read_bytes()


def _wrapped(text: str, size: int, less: int = 0) -> list[str]:
    """A text in lines that have room."""
    return textwrap.wrap(text, int(_WIDTH / size / _SIGN) - less)


def _cut(lines: Sequence[str], most: int) -> list[str]:
    """The first lines, with a sign that there were more."""
    return list(lines) if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]} …"]
