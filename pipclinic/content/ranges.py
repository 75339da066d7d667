"""Which of the pips a step is about, said as version specifiers."""

from collections.abc import Iterable
from functools import cache

from packaging.specifiers import SpecifierSet
from packaging.version import Version

from pipclinic.content.pips import TABLE


@cache
def specifier(text: str) -> SpecifierSet:
    """A specifier, read once; raises InvalidSpecifier."""
    return SpecifierSet(text)


@cache
def contains(text: str, version: str) -> bool:
    """Whether a version of pip is among those that a specifier means."""
    return specifier(text).contains(version, prereleases=True)


@cache
def covered(text: str) -> frozenset[str]:
    """The versions of the table of pips that a specifier means."""
    return frozenset(pip.version for pip in TABLE if contains(text, pip.version))


def together(texts: Iterable[str]) -> str:
    """The specifier of what all of these mean; of several bounds, the one that tells."""
    parts = {part.strip() for text in texts for part in text.split(",") if part.strip()}
    lower = [part for part in parts if part.startswith(">=")]
    upper = [part for part in parts if part.startswith("<") and not part.startswith("<=")]
    others = sorted(parts.difference(lower, upper))
    bounds = [
        *sorted(lower, key=lambda part: Version(part[2:]))[-1:],
        *sorted(upper, key=lambda part: Version(part[1:]))[:1],
    ]
    return ", ".join([*bounds, *others])
