"""What pydantic found wrong, in words for a person who has never seen it."""

import re

from pydantic import BaseModel, TypeAdapter
from pydantic_core import ErrorDetails

from pipclinic.content.case import TABLES, AnyFault, NamedFault
from pipclinic.content.problems import unknown


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
