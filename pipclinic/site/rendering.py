"""Jinja with the settings of this site: what is put in is escaped, and nothing may be missing."""

import html
import re

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

_SIGNS = re.compile(r"([\\`*_{}\[\]>#])")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")  # MkDocs' Markdown knows no backslash before it
_REFERENCES = str.maketrans({sign: f"&#{ord(sign)};" for sign in "\\*_[]"})


def render(template: str, **values: object) -> str:
    """The text of a file in `templates/` with these values in it."""
    return _environment.get_template(template).render(values)


def code(text: str) -> Markup:
    """Plain text with `code` in backticks, as HTML in which Markdown finds no sign of its own."""
    escaped = html.escape(text).translate(_REFERENCES)
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", escaped))  # noqa: S704


def plain(text: str) -> Markup:
    """Text that Markdown leaves alone."""
    return Markup(_TAG.sub("&lt;", _SIGNS.sub(r"\\\1", text)))  # noqa: S704


def by_option(text: str) -> list[tuple[str, bool]]:
    """The parts of a text, each with whether it is an `--option`, in which no line may end."""
    parts = re.split(r"(?<![\w-])(--[\w-]+)", text)
    return [(part, number % 2 == 1) for number, part in enumerate(parts) if part]


def code_span(line: str) -> str:
    """A line as code in Markdown, whatever backquotes it has."""
    longest = max(map(len, re.findall("`+", line)), default=0)
    mark = "`" * (longest + 1)
    if not line:
        return ""
    return f"{mark} {line} {mark}" if longest else f"`{line}`"


def quoted(text: str) -> Markup:
    """Text for a YAML string whose value MkDocs puts into HTML as it is."""
    return Markup(html.escape(text).replace("\\", "\\\\"))  # noqa: S704


def one_line(text: str) -> Markup:
    """Text for an attribute's value, with its line breaks as references."""
    return Markup(html.escape(text).replace("\n", "&#10;"))  # noqa: S704


_environment = Environment(
    loader=PackageLoader("pipclinic.site"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_environment.filters |= {
    "code": code,
    "plain": plain,
    "by_option": by_option,
    "quoted": quoted,
    "one_line": one_line,
}
