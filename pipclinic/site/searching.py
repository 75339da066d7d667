"""The worker of Material's search, with a mistake of its lunr put right.

lunr keeps all words as a graph in which equal ends are one. Two ends are equal if they read the
same, and they are written without signs between letters and numbers: a letter `1` that leads to
node 23 reads like a `1` that leads to node 2 before a `3`. So the graph comes to hold words that
nobody wrote; a search that meets one ends with "Invalid query", and finds nothing.
"""

from collections.abc import Iterator
from importlib.resources import files

_FOLDER = "assets/javascripts/workers"
_WRONG = "e=e+s+o.id}"
_RIGHT = 'e=e+s+o.id+";"}'


def workers() -> Iterator[tuple[str, str]]:
    """The name of each worker below the site, and its text.

    Raises LookupError if Material's worker is no longer what was put right here.
    """
    for path in files("material").joinpath("templates", *_FOLDER.split("/")).iterdir():
        if path.name.endswith(".js"):
            text = path.read_text(encoding="utf-8")
            if text.count(_WRONG) != 1:
                raise LookupError(f"{path.name}: lunr's graph of words is written in another way")
            yield f"{_FOLDER}/{path.name}", text.replace(_WRONG, _RIGHT)
