"""Pictures as they stand in a page: drawn in the page's own colours, their style in its sheet.

A picture is a file that can be looked at by itself, so it has a style. In a page, a strict policy
takes no style but that of files: it goes into the site's style sheet, where it is about this
picture only.
"""

import re
from collections.abc import Iterator
from pathlib import Path

FOLDER = "images"
_STYLE = re.compile(r"<style>(.*?)</style>\n?", re.DOTALL)


def inline(path: Path) -> str:
    """The drawing, without its style, and with a name that the style goes by."""
    drawing = _STYLE.sub("", path.read_text(encoding="utf-8"))
    name = f'class="{_name(path)}"'
    return drawing.replace("<svg", f"<svg {name}", 1)


def styles(root: Path) -> Iterator[tuple[str, str]]:
    """The class of each picture in a page, and its style."""
    for path in sorted((root / FOLDER).glob("*.svg")):
        yield f".{_name(path)}", "".join(_STYLE.findall(path.read_text(encoding="utf-8")))


def _name(path: Path) -> str:
    return f"picture-{path.stem}"
