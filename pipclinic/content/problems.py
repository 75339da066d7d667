"""Mistakes in pages and cases, in words for a person who has never seen the code.

One line each: file, line, key, what is wrong, what to write instead.
"""

import difflib
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import yaml
from pydantic import BaseModel, TypeAdapter
from pydantic_core import ErrorDetails

from pipclinic.content.models import TABLES, AnyFault, NamedFault

# What stands in a page that `pipclinic new` made, wherever somebody still has to write something.
UNWRITTEN = "WRITE THIS"


@dataclass(frozen=True)
class Problem:
    """One mistake: the file (relative to the root), the line, the key if it has one, and words."""

    file: str
    line: int
    message: str
    key: str = ""

    def __str__(self) -> str:
        key = f"{self.key}: " if self.key else ""
        return f"{self.file}:{self.line}: {key}{self.message}"


class BadContent(Exception):
    """The catalogue cannot be read; `problems` says why, a line each."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.file, p.line)))
        super().__init__("\n".join(map(str, self.problems)))


def unknown(what: str, word: str, known: Collection[str], otherwise: str) -> str:
    """Words for a name that does not exist: the one that was meant, or else how to find it."""
    close = difflib.get_close_matches(word, known, n=1)
    hint = "".join(f"did you mean {other!r}? " for other in close)
    return f"there is no {what} {word!r}; {hint}{otherwise}"


def explain(detail: ErrorDetails, model: type[BaseModel]) -> str:
    """A validation error in words for a person who has never seen pydantic."""
    location = [part for part in detail["loc"] if isinstance(part, str)]
    key = location[-1]
    owner = TABLES.get(location[0], model) if len(location) > 1 else model
    known = owner.model_fields
    wanted = known[key].description if key in known else None
    match detail["type"]:
        case "extra_forbidden" | "unexpected_keyword_argument":
            keys = _fault_keys(location) if "fault" in location else sorted(known)
            return f"unknown key; the keys here are {', '.join(keys)}"
        case "missing":
            return f"is missing: write {wanted}" if wanted else "is missing"
        case "union_tag_not_found":
            return "is missing: 'pipclinic faults' lists what may stand here"
        case "union_tag_invalid":
            kinds = re.findall(r"'([a-z-]+)'", str(detail.get("ctx", {}).get("expected_tags", "")))
            given = detail["input"].get("kind") if isinstance(detail["input"], dict) else None
            return unknown("kind of fault", str(given), kinds, "'pipclinic faults' lists them")
        case "string_too_long" | "string_too_short":
            return f"has {len(detail['input'])} characters: write {wanted}"
        case "value_error":
            return str(detail["ctx"]["error"])
        case "literal_error":
            return f"{detail['input']!r} is none of {detail['ctx']['expected']}"
        case _:
            hint = f": write {wanted}" if wanted else ""
            return f"{detail['msg'][0].lower()}{detail['msg'][1:]}{hint}"


def _fault_keys(location: list[str]) -> list[str]:
    outer = [key for key in NamedFault.model_fields if key != "fault"]
    schema = TypeAdapter(AnyFault).json_schema()
    for definition in schema["$defs"].values():
        properties = definition.get("properties", {})
        if properties.get("kind", {}).get("const") in location:
            return sorted({*properties, *outer})
    return [*outer, "kind", "host"]


def key_of(detail: ErrorDetails) -> str:
    """The key an error is about, with its table: "tags", "[[fix]] run"."""
    names = [str(part) for part in detail["loc"] if isinstance(part, str)]
    last = names[-1]
    if detail["type"].startswith("union_tag"):
        last = "kind"
    if len(names) == 1:
        return last
    in_case = names[0] == "fault" or names[0] in TABLES
    return f"[[{names[0]}]] {last}" if in_case else f"{names[0]} {last}"


def first_line(error: Exception) -> str:
    """What a parser says, without its picture of the text."""
    return str(getattr(error, "problem", None) or error).splitlines()[0]


def yaml_line(page: str, location: Iterable[str | int]) -> int:
    """The line of a key of the front matter; the last one found on the way to it."""
    node, line = yaml.compose(page.split("\n---\n")[0].removeprefix("---\n")), 2
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
    nodes = [yaml.compose(page.split("\n---\n")[0].removeprefix("---\n"))]
    while nodes:
        node = nodes.pop()
        if isinstance(node, yaml.MappingNode):
            keys = [key.value for key, _ in node.value]
            for number, (key, value) in enumerate(node.value):
                nodes.append(value)
                if key.value in keys[:number]:
                    yield key.start_mark.line + 2, key.value


def toml_line(text: str, location: tuple[str | int, ...]) -> int:
    """The line of a key in an array of tables, by looking for its n-th header and the key below."""
    lines = text.splitlines()
    table = str(location[0])
    index = location[1] if len(location) > 1 and isinstance(location[1], int) else 0
    key = next((part for part in reversed(location) if isinstance(part, str)), table)
    headers = [n for n, line in enumerate(lines) if line.split("#")[0].strip() == f"[[{table}]]"]
    if index >= len(headers):
        top = (n for n, line in enumerate(lines) if re.match(rf"\s*\[*{re.escape(table)}\b", line))
        return next(top, 0) + 1
    start = headers[index]
    for number in range(start + 1, len(lines)):
        if lines[number].startswith("[["):
            break
        if re.match(rf"\s*{re.escape(key)}\s*=", lines[number]):
            return number + 1
    return start + 1
