"""Which keys each table has: what it holds, in which words, and an example that stands somewhere.

All of it is read from the types that hold the keys, and from the pages and cases there are.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from pipclinic.content.case import STEPS, AnyFault, NamedFault
from pipclinic.content.claims import HELD, TABLES, Shows
from pipclinic.content.head import FrontMatter
from pipclinic.content.places import read_yaml

GENERAL = ("head", "fault", "project", "step", *HELD, *TABLES)

_HOLDS = {
    "string": "text",
    "integer": "a number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a table",
    "null": "nothing",
}
# Words for keys that many kinds of faults have.
_SHARED = {
    "host": "which host is struck, by its role: index is pypi.org, files where its files are, "
    "company pypi.example.com, private the same with a password, forge github.com",
    "first": "strikes only the first so many requests of the host",
    "every": "strikes only each request of the host whose number this divides",
    "seconds": "of pip, not of yours: time is decided, and nothing is waited for",
}
# A line of a docstring that tells keys, and those that go on with it.
_TOLD = re.compile(r"^(\w+(?:, \w+)*): (.*(?:\n +\S.*)*)", re.MULTILINE)


@dataclass(frozen=True)
class Key:
    """A key of a table: what it holds, and what it means. needed: it may not be left out."""

    name: str
    holds: str
    words: str
    needed: bool


def tables() -> Mapping[str, tuple[Key, ...]]:
    """The keys of each table, by its name; faults also by their kinds."""
    steps = {kind: tuple(_keys(model.model_json_schema())) for kind, model in STEPS.items()}
    of_step = {kind: tuple(key for key in of if key.name != "under") for kind, of in steps.items()}
    every = {key.name: key for of in of_step.values() for key in of}
    outer = [key for key in _keys(NamedFault.model_json_schema()) if key.name not in _INNER]
    kind = Key("kind", "text", "what is broken: 'pipclinic faults' lists them", True)
    shown = Shows.written()
    found = {
        "head": tuple(_keys(FrontMatter.model_json_schema())),
        "fault": (*outer, kind),
        "step": tuple(every.values()),
        **of_step,
        **{kind: tuple(_keys(model.model_json_schema())) for kind, model in TABLES.items()},
        "shows": tuple(key for key in _keys(Shows.model_json_schema()) if key.name in shown),
    }
    schema = TypeAdapter[Any](AnyFault).json_schema()
    found["project"] = tuple(_keys({**schema["$defs"]["Project"], "$defs": schema["$defs"]}))
    for definition in schema["$defs"].values():
        if name := definition.get("properties", {}).get("kind", {}).get("const"):
            found[name] = tuple(_keys({**definition, "$defs": schema["$defs"]}))
    return found


_INNER = ("name", "fault")  # what a fault is known by, and what its kind has


def _keys(schema: Mapping[str, Any]) -> Iterator[Key]:
    told = {
        name: re.sub(r"\s+", " ", words)
        for names, words in _TOLD.findall(schema.get("description", ""))
        for name in names.split(", ")
    }
    for name, about in schema["properties"].items():
        words = about.get("description", told.get(name, _SHARED.get(name, "")))
        needed = name in schema.get("required", ()) and name != "id"
        yield Key(name, _holds(about, schema.get("$defs", {})), words, needed)


def _holds(about: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    if "$ref" in about:
        return _holds(definitions[about["$ref"].rpartition("/")[2]], definitions)
    if "const" in about:
        return json.dumps(about["const"])
    if "enum" in about:
        return "one of " + ", ".join(str(value) or '""' for value in about["enum"])
    if "anyOf" in about:
        kinds = (_holds(one, definitions) for one in about["anyOf"])
        return " or ".join(dict.fromkeys(kind for kind in kinds if kind != "nothing"))
    return _HOLDS.get(about.get("type", ""), "a value")


def examples(root: Path, table: str) -> Mapping[str, str]:
    """For each key of a table, the first value that stands in a page or a case."""
    found: dict[str, str] = {}
    for said in _heads(root) if table == "head" else _written(root, table):
        for key, value in said.items():
            found.setdefault(key, toml(value))
    return found


def toml(value: Any) -> str:
    """A value as TOML has it, in one line."""
    if isinstance(value, Mapping):
        pairs = (f"{json.dumps(key)} = {toml(inner)}" for key, inner in value.items())
        return f"{{ {', '.join(pairs)} }}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(toml, value))}]"
    return json.dumps(value, ensure_ascii=False, default=str)


def _heads(root: Path) -> Iterator[Mapping[str, Any]]:
    for path in sorted((root / "docs/errors").glob("*.md")):
        _, _, rest = path.read_text(encoding="utf-8").partition("---\n")
        yield read_yaml(rest.partition("\n---\n")[0])


def _written(root: Path, table: str) -> Iterator[Mapping[str, Any]]:
    for path in sorted((root / "snippets").glob("*/case.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        yield from data.get(table, ()) if table in TABLES else ()
        for fault in data.get("fault", {}).values():
            if table == "project":
                yield from (*fault.get("projects", ()), *fault.get("instead", ()))
            elif table in (*HELD, "step"):
                for kind in HELD:
                    yield from fault.get(kind, ()) if table in (kind, "step") else ()
            elif table in ("fault", fault.get("kind")):
                yield fault
