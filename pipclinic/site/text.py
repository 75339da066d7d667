"""Text of authors put where Markdown would take some of its signs for its own."""

import re


def escaped(text: str) -> str:
    """Text that Markdown leaves alone."""
    return re.sub(r"([\\`*_{}\[\]<>#])", r"\\\1", text)
