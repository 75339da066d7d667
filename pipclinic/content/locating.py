"""Where the table of a step or of a claim stands in a case file that could be read."""

from collections.abc import Mapping
from typing import Any

from pipclinic.content import expansion
from pipclinic.content.case import Step
from pipclinic.content.claims import TABLES
from pipclinic.content.expansion import Unclear
from pipclinic.content.mistakes import Location


def place_of(data: Mapping[str, Any], step: Step) -> Location:
    """Where the table of a step stands in a case file that could be read."""
    each = data["fault"][step.under].get("each", {})
    for index, table in enumerate(data["fault"][step.under][step.kind]):
        like = [("", None)] if "prints" not in table else []
        try:
            made = list(expansion.expand(step.under, step.kind, table, each, like))
        except Unclear:
            continue
        if any(one.values["id"] == step.id for one in made):
            return ("fault", step.under, step.kind, index)
    return ("fault", step.under)


def place_of_claim(data: Mapping[str, Any], name: str) -> Location:
    """Where the first table of a claim stands in a case file that could be read."""
    tables: list[tuple[Location, Any]] = [((kind,), data.get(kind, [])) for kind in TABLES]
    tables += [(("fault", key, "shows"), of.get("shows", [])) for key, of in data["fault"].items()]
    places = ((*at, i) for at, rows in tables for i, row in enumerate(rows) if row["id"] == name)
    return next(places)
