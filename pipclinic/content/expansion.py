"""From one table of a step to the steps it stands for: one for each snippet and range of pips.

- `run` may be several snippets: each is a step, and all else holds for each.
- What the table leaves out, it has from the fault's `each`, or else, of what is printed, from the
  fault's first `[[reproduce]]`.
- `pip` may be several ranges, and a value a table by ranges: a step is about the pips of those.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from packaging.specifiers import InvalidSpecifier

from pipclinic.content.claims import HELD
from pipclinic.content.pips import TABLE
from pipclinic.content.ranges import covered, together
from pipclinic.content.steps import StepKind

# What is a table already, and cannot be one by pips; and what a step is known by.
_TABLES = ("places", "environment", "certificates")
_OWN = ("run", "id", "pip")
# What a command that shows something has in common with the steps of its fault.
_AROUND = ("places", "environment", "certificates", "before", "pip")

_WORD = re.compile(r"[a-z0-9-]+")

Ranges = Sequence[tuple[str, Any]]


class Unclear(Exception):
    """Why a table cannot be read; `at` are the keys below it that say so."""

    def __init__(self, at: tuple[str | int, ...], message: str) -> None:
        super().__init__(message)
        self.at = at


@dataclass(frozen=True)
class Expanded:
    """One step, not validated yet. chosen: the range that each value by ranges was chosen by."""

    values: Mapping[str, Any]
    chosen: Mapping[str, str]


def expand(
    fault: str, kind: StepKind, table: Mapping[str, Any], each: Mapping[str, Any], like: Ranges
) -> Iterator[Expanded]:
    """Every step of a table. Raises Unclear.

    each: what all steps of the fault have in common. like: what its failing command prints.
    """
    known = HELD[kind].written()
    common = _AROUND if kind == "shows" else known
    given = {**{key: value for key, value in each.items() if key in common}, **table}
    runs = _runs(given) if kind != "shows" else _command(given)
    pips = _pips(given.get("pip", ""))
    by_range = {
        key: _ranges(key, value)
        for key, value in given.items()
        if isinstance(value, dict) and key in known and key not in (*_TABLES, *_OWN)
    }
    _agreeing(by_range, pips)
    if kind in ("reproduce", "not_a_fix") and "prints" not in given:
        by_range["prints"] = _inherited(like, pips)
    single = {key: value for key, value in given.items() if key not in {*by_range, *_OWN}}
    word = given.get("id")
    if word is not None and not (isinstance(word, str) and _WORD.fullmatch(word)):
        raise Unclear(("id",), f"{word!r} is no word: write lower-case letters, figures, hyphens")
    for run in runs:
        name = f"{fault}/{kind}/{word or Path(run).stem}"
        for pip, rows in product(pips, product(*by_range.values())):
            chosen = {key: text for key, (text, _) in zip(by_range, rows, strict=True)}
            meant = together([pip, *chosen.values()])
            if covered(meant):
                varying = {key: value for key, (_, value) in zip(by_range, rows, strict=True)}
                own = {"id": name, "under": fault, "run": run, "pip": meant}
                yield Expanded({**single, **varying, **own}, chosen)


def printed(steps: Sequence[Expanded]) -> Ranges:
    """What the steps of a fault's first table print, for steps that say nothing of it."""
    return [
        (step.values["pip"], step.values["prints"])
        for step in steps
        if step.values["run"] == steps[0].values["run"] and "prints" in step.values
    ]


def _runs(given: Mapping[str, Any]) -> Sequence[str]:
    runs: Any = given.get("run")
    if runs and isinstance(runs, str):
        return [runs]
    if not isinstance(runs, list) or not runs or not all(isinstance(run, str) for run in runs):
        raise Unclear(("run",), 'is missing: write a snippet file beside case.toml, or ["a", "b"]')
    for number, run in enumerate(runs):
        if run in runs[:number]:
            raise Unclear(("run",), f"{run} stands there twice: take one out")
    if "id" in given:
        raise Unclear(("id",), "names one step: write each snippet of `run` in a table of its own")
    return runs


def _command(given: Mapping[str, Any]) -> Sequence[str]:
    """The snippet of what shows something; "" where a line of shell stands in its place."""
    if ("run" in given) == ("command" in given):
        raise Unclear(
            ("run",), "write either `run`, a snippet's file, or `command`, a line of shell"
        )
    if "id" not in given:
        raise Unclear(("id",), "is missing: write the footnote's name, as in [^six-times]")
    return [given.get("run", "")]


def _pips(pip: Any) -> Sequence[str]:
    ranges = list(pip) if isinstance(pip, list) else [pip]
    if not ranges or not all(isinstance(text, str) for text in ranges):
        raise Unclear(("pip",), "write which pips, for example >=25.1, or several ranges in a list")
    _apart("pip", ranges)
    return ranges


def _ranges(key: str, table: Mapping[str, Any]) -> Ranges:
    if not table:
        raise Unclear((key,), 'is empty: write a value, or one by pips, as in {"<26.2" = …}')
    _apart(key, list(table))
    return list(table.items())


def _apart(key: str, ranges: Sequence[str]) -> None:
    """See that each range means a pip, and no two mean the same."""
    seen: dict[str, str] = {}
    for text in ranges:
        at = (key, text) if len(ranges) > 1 else (key,)
        try:
            meant = covered(text)
        except InvalidSpecifier:
            words = f"{text!r} is no version specifier: write for example >=25.1"
            raise Unclear(at, words) from None
        if not meant:
            known = ", ".join(pip.version for pip in TABLE)
            raise Unclear(at, f"{text!r} means none of the pips there are: {known}")
        for version in sorted(meant):
            if version in seen:
                raise Unclear(at, f"{text!r} and {seen[version]!r} both mean pip {version}")
            seen[version] = text


def _agreeing(by_range: Mapping[str, Ranges], pips: Sequence[str]) -> None:
    """See that all values by ranges are for the same pips."""
    if not by_range:
        return
    wanted = _all(pips)
    about = {key: _all(text for text, _ in rows) & wanted for key, rows in by_range.items()}
    for key, meant in about.items():
        for other, more in about.items():
            if lacking := [pip.version for pip in TABLE if pip.version in more - meant]:
                raise Unclear((key,), f"says nothing of pip {lacking[0]}, and {other} does")
        for text, _ in by_range[key]:
            if not covered(text) & wanted:
                raise Unclear((key, text), f"{text!r} means none of the pips of this step")


def _inherited(like: Ranges, pips: Sequence[str]) -> Ranges:
    """What the failing command prints, which has to be about all the pips of the step."""
    missing = "is missing: write one of the page's own signatures"
    if not like:
        raise Unclear(("prints",), missing)
    named = [text for text in pips if text]
    lacking = _all(named) - _all(text for text, _ in like)
    for pip in TABLE:
        if pip.version in lacking:
            reason = f"the fault's first reproduce is not about pip {pip.version}"
            raise Unclear(("prints",), f"{missing}; {reason}")
    return like


def _all(texts: Any) -> frozenset[str]:
    return frozenset().union(*(covered(text) for text in texts))
