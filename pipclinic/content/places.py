"""Where a key stands in a file: the line that a mistake is told with."""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Any

import yaml

from pipclinic.content.problems import first_line

# Reads as the safe one does; it is written in C, where PyYAML was built with it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LONGEST = 20_000  # a head, in characters


class NotYaml(Exception):
    """What is wrong with a text that should be YAML; `line` is the line in it."""

    def __init__(self, line: int, words: str) -> None:
        self.line = line
        super().__init__(words)


def read_yaml(text: str) -> Any:
    """What a head says. Raises NotYaml."""
    if len(text) > _LONGEST:
        raise NotYaml(1, f"the head has {len(text):,} characters: at most {_LONGEST:,}, shorten it")
    try:
        if "&" in text and "*" in text:
            _without_aliases(yaml.compose(text, Loader=_LOADER))
        return yaml.load(text, Loader=_LOADER)  # noqa: S506
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise NotYaml((mark.line if mark else 0) + 1, f"is not YAML: {first_line(error)}") from None
    except ValueError as error:  # a date that cannot be
        dates = (number for number, line in enumerate(text.split("\n"), 1) if _no_date(line))
        raise NotYaml(next(dates, 1), f"is no date: {first_line(error)}") from None
    except RecursionError:
        raise NotYaml(1, "nests too deeply: no key of a head has so many brackets") from None


def _no_date(line: str) -> bool:
    written = re.search(r": *(\d{4}-\d\d-\d\d)$", line)
    try:
        return bool(written and not datetime.date.fromisoformat(written[1]))
    except ValueError:
        return True


def _without_aliases(top: yaml.Node | None) -> None:
    """Raises NotYaml where a part stands for another: few lines could mean millions."""
    seen: set[int] = set()
    nodes = [top]
    while nodes:
        node = nodes.pop()
        if node is None:
            continue
        if id(node) in seen:
            raise NotYaml(node.start_mark.line + 1, "has an alias (*): write out what it means")
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            nodes += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            nodes += node.value


# A header of TOML: its brackets, its keys; and each of the keys.
_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]")
_PART = re.compile(r'"([^"]*)"|([^".\s]+)')


def _composed(page: str) -> yaml.Node | None:
    front = page.split("\n---\n")[0].removeprefix("---\n")
    return yaml.compose(front, Loader=_LOADER)


def yaml_line(page: str, location: Iterable[str | int]) -> int:
    """The line of a key of the front matter; the last one found on the way to it."""
    node, line = _composed(page), 2
    for part in location:
        if isinstance(node, yaml.MappingNode):
            pairs = {key.value: (key, value) for key, value in node.value}
            if part not in pairs:
                break
            key, node = pairs[part]
            line = key.start_mark.line + 2
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part]
            line = node.start_mark.line + 2
    return line


def repeated_keys(page: str) -> Iterator[tuple[int, str]]:
    """Each key of the front matter that stands there twice, and its line: YAML keeps the last."""
    nodes = [_composed(page)]
    while nodes:
        node = nodes.pop()
        if isinstance(node, yaml.MappingNode):
            keys = [key.value for key, _ in node.value]
            for number, (key, value) in enumerate(node.value):
                nodes.append(value)
                if key.value in keys[:number]:
                    yield key.start_mark.line + 2, key.value


def toml_line(text: str, location: Sequence[str | int]) -> int:
    """The line of a key in a TOML file, by the keys on the way to it; the nearest one there is.

    A number is that of a table in an array of tables, from 0.
    """
    wanted = tuple(location)
    counts: dict[tuple[str | int, ...], int] = {}
    place: tuple[str | int, ...] = ()
    best, line, inside = 0, 1, True
    for number, content in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(content):
            place = _numbered(header, counts)
            common = _common(place, wanted)
            inside = common > best and common == len(place)
            if common > best:
                best, line = common, number
        elif inside and (depth := _stands_here(content, wanted[len(place) :])):
            best, line, inside = len(place) + depth, number, False
    return line


def _common(one: Sequence[str | int], other: Sequence[str | int]) -> int:
    """How many keys two places begin with in common."""
    alike = (ours == theirs for ours, theirs in zip(one, other, strict=False))
    return sum(takewhile(bool, alike))


def _parts(key: str) -> list[str]:
    return [quoted or bare for quoted, bare in _PART.findall(key)]


def _numbered(
    header: re.Match[str], counts: dict[tuple[str | int, ...], int]
) -> tuple[str | int, ...]:
    """The place that a header opens; arrays of tables on the way are numbered."""
    place: tuple[str | int, ...] = ()
    parts = _parts(header[2])
    for number, part in enumerate(parts):
        place = (*place, part)
        if number == len(parts) - 1 and header[1] == "[[":
            counts[place] = counts.get(place, -1) + 1
        if place in counts:
            place = (*place, counts[place])
    return place


def _stands_here(line: str, keys: Sequence[str | int]) -> int:
    """How many of these keys a line begins with, as in a.b = 1; 0 when it is about another."""
    written = re.match(r'\s*((?:"[^"]*"|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|[\w-]+))*)\s*=', line)
    if not written:
        return 0
    parts = _parts(written[1])
    common = min(len(parts), len(keys))
    return common if parts[:common] == list(keys[:common]) else 0
