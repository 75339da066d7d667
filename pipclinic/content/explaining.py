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
        case "string_pattern_mismatch":
            return f"{detail['input']!r} does not fit: {_written(wanted)}"
        case kind:
            words = _PLAIN.get(kind) or f"{detail['msg'][0].lower()}{detail['msg'][1:]}"
            words = words.format(**detail.get("ctx", {}))
            return f"{words}: write {wanted}" if wanted else words


# What pydantic calls otherwise.
_PLAIN = {
    "too_short": "is empty",
    "tuple_type": "takes a list, in [ and ]",
    "dict_type": "takes a table",
    "mapping_type": "takes a table",
    "string_type": "takes text, in quotes",
    "bool_parsing": "takes true or false",
    "bool_type": "takes true or false",
    "int_type": "takes a whole number",
    "int_parsing": "takes a whole number",
    "float_parsing": "takes a number",
    "float_type": "takes a number",
    "date_from_datetime_parsing": "is no date",
    "date_type": "is no date",
    "date_parsing": "is no date",
    "greater_than": "has to be more than {gt}",
    "greater_than_equal": "has to be at least {ge}",
    "less_than_equal": "has to be at most {le}",
}


def _written(wanted: str | None) -> str:
    return f"write {wanted}" if wanted else "'pipclinic keys' says what does"


def unknown_key(known: Mapping[str, object]) -> str:
    """Words for a key that a table does not have."""
    return f"unknown key; the keys here are {', '.join(sorted(known))}"


def said_of_fault(detail: ErrorDetails, kind: object) -> str:
    """A validation error of a fault of a kind, in words."""
    if detail["type"] in ("extra_forbidden", "unexpected_keyword_argument"):
        return unknown_key(keys_of_fault(kind))
    words = said(detail, NamedFault.model_fields)
    return f"{words}: 'pipclinic keys {kind}' explains it" if words == "is missing" else words


def said_of_project(detail: ErrorDetails) -> str:
    """A validation error of a project that an index offers, in words."""
    key = next((part for part in reversed(detail["loc"]) if isinstance(part, str)), "")
    if detail["type"] in ("extra_forbidden", "unexpected_keyword_argument"):
        return f"a project has no {key!r}: 'pipclinic keys project' lists what it has"
    if key in ("extras", "files") and detail["type"] == "tuple_type":
        return f"{key} takes a table: 'pipclinic keys project' shows one"
    words = said(detail, {})
    named = f"{key} {words}" if key not in ("projects", "instead") and words[0] != "'" else words
    return f"{named}: see 'pipclinic keys project'" if ":" not in named else named


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
