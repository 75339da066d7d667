"""Where a range of pips ends: at the last release of a series, not at its first."""

import re
from collections.abc import Iterable, Iterator

from pipclinic.content.problems import Problem
from pipclinic.content.releases import RELEASES

_NEWEST_FIRST = tuple(RELEASES)[::-1]
_SERIES = r"(\d+\.\d+)(?![.\d]*\d)"
_END = re.compile(rf"\b[Uu]p to (?:pip )?{_SERIES}|{_SERIES} and older|\d to (?:pip )?{_SERIES}")


def bound_problems(said: Iterable[tuple[int, str]], name: str) -> Iterator[Problem]:
    """Ranges that end with a series: "up to 26.0" leaves 26.0.1 out, or does not say so."""
    for number, sentence in said:
        for found in _END.finditer(sentence):
            series = next(filter(None, found.groups()))
            last = next(
                (pip for pip in _NEWEST_FIRST if f"{pip}.".startswith(f"{series}.")), series
            )
            if last != series:
                words = f"{found[0]!r} says nothing of pip {last}: write which release is the last"
                yield Problem(name, number, words)
