"""What pydantic found wrong, in words for a person who has never seen it."""

import re
from collections.abc import Mapping

from pydantic import BaseModel, TypeAdapter
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from pipclinic.content.case import AnyFault, NamedFault
from pipclinic.content.problems import unknown


def explain(detail: ErrorDetails, model: type[BaseModel]) -> str:
    """A validation error of a head, in words."""
    return said(detail, model.model_fields)


def said(detail: ErrorDetails, known: Mapping[str, FieldInfo]) -> str:
    """A validation error of a table that may have these keys, in words."""
    key = str(next(part for part in reversed(detail["loc"]) if isinstance(part, str)))
    wanted = known[key].description if key in known else None
    match detail["type"]:
        case "extra_forbidden" | "unexpected_keyword_argument":
            return unknown_key(known)
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


def unknown_key(known: Mapping[str, object]) -> str:
    """Words for a key that a table does not have."""
    return f"unknown key; the keys here are {', '.join(sorted(known))}"


def said_of_fault(detail: ErrorDetails, kind: object) -> str:
    """A validation error of a fault of a kind, in words."""
    if detail["type"] in ("extra_forbidden", "unexpected_keyword_argument"):
        return unknown_key(keys_of_fault(kind))
    return said(detail, NamedFault.model_fields)


def keys_of_fault(kind: object) -> dict[str, object]:
    """The keys that a fault of a kind has, its steps aside; of an unknown kind, those of all."""
    outer = {key: None for key in NamedFault.model_fields if key not in ("name", "fault")}
    for definition in TypeAdapter(AnyFault).json_schema()["$defs"].values():
        properties = definition.get("properties", {})
        if properties.get("kind", {}).get("const") == kind:
            return {**properties, **outer}
    return {**outer, "kind": None, "host": None}


def key_of(detail: ErrorDetails) -> str:
    """The key of a head that an error is about: "tags", "signatures_elsewhere Windows"."""
    first, *others = [str(part) for part in detail["loc"] if isinstance(part, str)]
    return f"{first} {others[-1]}" if others else first
