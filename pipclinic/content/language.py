"""How a case file is written, and what it means: from TOML's tables to a `Case`.

[fault.NAME]                    what is wrong; `each` is what its steps have in common
[[fault.NAME.reproduce]]        its steps: see `expansion`
[[fault.NAME.fix]]
[[fault.NAME.not_a_fix]]
[[fault.NAME.shows]]            a command that is evidence for a sentence: see `claims`
[[shows]], [[read]], [[reported]]   other evidence
[not_executed]                  a snippet's file = why it is not run
[example."FILE.py"]             a world's name = its label, or a table with a fault's keys
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError

from pipclinic.content import claims, expansion
from pipclinic.content.case import (
    STEPS,
    Case,
    Example,
    Fix,
    NamedFault,
    NotAFix,
    NotExecuted,
    Reproduce,
    Step,
)
from pipclinic.content.claims import HELD, Claim, Claims, Shows
from pipclinic.content.expansion import Expanded, Unclear
from pipclinic.content.explaining import (
    keys_of_fault,
    said,
    said_of_fault,
    said_of_project,
    unknown_key,
)
from pipclinic.content.mistakes import Location, Mistake
from pipclinic.content.problems import unknown
from pipclinic.content.systems import SYSTEMS

_TOP = ("fault", "not_executed", "example", *claims.TABLES)
_UNREADABLE: expansion.Ranges = [("", "what cannot be read")]
_HEALTHY = "healthy"  # the name of an example's world in which nothing is wrong


def read(data: Mapping[str, Any]) -> tuple[Case, Claims, list[Mistake]]:
    """What a case file says, as far as nothing is wrong with it, and what is."""
    reader = _Reader()
    reader.read(data)
    case = Case(
        fault=tuple(reader.faults),
        reproduce=tuple(step for step in reader.steps if isinstance(step, Reproduce)),
        fix=tuple(step for step in reader.steps if isinstance(step, Fix)),
        not_a_fix=tuple(step for step in reader.steps if isinstance(step, NotAFix)),
        not_executed=tuple(reader.not_executed),
        example=tuple(reader.examples),
    )
    shown = tuple(step for step in reader.steps if isinstance(step, Shows))
    return (
        case,
        Claims(shows=shown, others=tuple(reader.claims)),
        list(dict.fromkeys(reader.mistakes)),
    )


@cache
def _in_common() -> frozenset[str]:
    """The keys that all steps of a fault may have in common."""
    return frozenset(key for model in STEPS.values() for key in model.written()) - {"run", "id"}


class _Reader:
    """Reads one case file; collects what it says, and what is wrong."""

    def __init__(self) -> None:
        self.faults: list[NamedFault] = []
        self.steps: list[Step] = []
        self.not_executed: list[NotExecuted] = []
        self.examples: list[Example] = []
        self.claims: list[Claim] = []
        self.mistakes: list[Mistake] = []
        self._names: tuple[str, ...] = ()
        self._known: dict[str, tuple[Location, Mapping[str, Any]]] = {}

    def report(self, at: Location, message: str) -> None:
        self.mistakes.append(Mistake(at, message))

    def read(self, data: Mapping[str, Any]) -> None:
        for key in data:
            if key in STEPS and key not in _TOP:
                self.report((key,), f"a step stands with its fault: write [[fault.NAME.{key}]]")
            elif key not in _TOP:
                self.report((key,), unknown_key(dict.fromkeys(_TOP)))
        faults = data.get("fault", {})
        if isinstance(faults, list):
            self.report(("fault",), "write [fault.NAME], in single brackets, with the fault's name")
        elif not isinstance(faults, dict) or not faults:
            self.report(("fault",), "is missing: write at least one [fault.NAME]")
        else:
            self._names = tuple(faults)
            for name, table in faults.items():
                self._fault(name, table)
        for file, because in self._table(data, "not_executed"):
            values = {"run": file, "because": because}
            made = self._valid(NotExecuted, values, ("not_executed", file))
            self.not_executed += filter(None, [made])
        for kind, model in claims.TABLES.items():
            self._claims(kind, model, data.get(kind, []))
        for file, worlds in self._table(data, "example"):
            if isinstance(worlds, dict):
                for name, world in worlds.items():
                    self._example(file, name, world)
            else:
                self.report(("example", file), 'write [example."FILE.py"], and its worlds below')

    def _table(self, data: Mapping[str, Any], key: str) -> Iterator[tuple[str, Any]]:
        table = data.get(key, {})
        if isinstance(table, dict):
            yield from table.items()
        else:
            self.report((key,), f"write [{key}], in single brackets: how-it-works.md shows it")

    def _valid(self, model: type[BaseModel], values: Mapping[str, Any], at: Location) -> Any:
        """A model of these values, or None."""
        try:
            return model.model_validate(values)
        except ValidationError as error:
            for detail in error.errors():
                self.report(at, said(detail, model.model_fields))
            return None

    def _claims(self, kind: str, model: type[Claim], tables: Any) -> None:
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self.report((kind,), f"write [[{kind}]], in double brackets, and keys below")
            return
        for index, table in enumerate(tables):
            try:
                self.claims.append(model.model_validate(table))
            except ValidationError as error:
                for detail in error.errors():
                    words = said(detail, model.model_fields)
                    if kind == "shows" and detail["type"] == "extra_forbidden":
                        words += "; a command stands with its fault: write [[fault.NAME.shows]]"
                    self.report((kind, index, detail["loc"][0]), words)

    def _fault(self, name: str, table: Any) -> None:
        at: Location = ("fault", name)
        if not isinstance(table, dict):
            self.report(at, f"write [fault.{name}], and its keys below")
            return
        own = {key: value for key, value in table.items() if key not in (*HELD, "each")}
        if not own:
            others = [other for other in self._names if other != name]
            words = "a fault begins with [fault.NAME], what it means and its kind"
            self.report(at, unknown("fault", name, others, words))
            return
        outer = {key: own[key] for key in NamedFault.model_fields if key in own}
        fields = {key: value for key, value in own.items() if key not in outer}
        try:
            self.faults.append(NamedFault.model_validate({**outer, "name": name, "fault": fields}))
        except ValidationError as error:
            for detail in error.errors():
                self._wrong_fault(at, detail, own)
        each = self._each(name, table.get("each", {}))
        system = SYSTEMS.get(str(own.get("system")))
        if system:
            each = {**each, "pip": f"=={system.pip}"}
        like: expansion.Ranges = ()
        for kind in HELD:
            tables = table.get(kind, [])
            if not isinstance(tables, list):
                self.report((*at, kind), f"write [[fault.{name}.{kind}]], in double brackets")
                continue
            for index, step in enumerate(tables):
                if system and isinstance(step, dict) and "pip" in step:
                    words = f"{system.words} has its own, {system.pip}: take this out"
                    self.report((*at, kind, index, "pip"), words)
                made = self._steps((*at, kind, index), step, each, like)
                if kind == "reproduce" and index == 0 and made:
                    like = expansion.printed(made)
                elif kind == "reproduce" and index == 0:  # what others have from it is not said
                    like = _UNREADABLE

    def _wrong_fault(self, at: Location, detail: Any, own: Mapping[str, Any]) -> None:
        location = [part for part in detail["loc"] if part not in ("fault", own.get("kind"))]
        if detail["type"].startswith("union_tag"):
            location = ["kind"]
        key = location[0] if location else "kind"
        if key in ("projects", "instead"):
            self.report((*at, key), said_of_project(detail))
            return
        value = own.get(str(key))
        steps = ", ".join(HELD)
        if key not in keys_of_fault(own.get("kind")) and (
            isinstance(value, list) and value and isinstance(value[0], dict)
        ):
            words = unknown("table", str(key), HELD, f"a fault has keys, each, {steps}")
            self.report((*at, *location), words)
        else:
            self.report((*at, *location), said_of_fault(detail, own.get("kind")))

    def _each(self, name: str, each: Any) -> Mapping[str, Any]:
        """What all steps of a fault have in common."""
        known = _in_common()
        if not isinstance(each, dict):
            self.report(("fault", name, "each"), f"write [fault.{name}.each], and keys below")
            return {}
        for key in each:
            if key not in known:
                self.report(("fault", name, "each", key), unknown_key(dict.fromkeys(known)))
        return {key: value for key, value in each.items() if key in known}

    def _steps(
        self, at: Location, table: Any, each: Mapping[str, Any], like: expansion.Ranges
    ) -> list[Expanded]:
        """Read one table of steps; return what it expands to."""
        fault, kind = str(at[1]), str(at[2])
        model = HELD[kind]
        if not isinstance(table, dict):
            self.report(at, f"write [[fault.{fault}.{kind}]], and keys below")
            return []
        for key in table:
            if key not in model.written():
                self.report((*at, key), unknown_key(model.written()))
                return []
        try:
            made = list(expansion.expand(fault, model.kind, table, each, like))
        except Unclear as unclear:
            self.report((*at, *unclear.at), str(unclear))
            return []
        for one in made:
            try:
                step = model.model_validate(one.values)
            except ValidationError as error:
                for detail in error.errors():
                    key = str(detail["loc"][0])
                    chosen = (one.chosen[key],) if one.chosen.get(key) else ()
                    self.report((*at, key, *chosen), said(detail, model.written()))
                continue
            self._only(step, at, one.values)
            self.steps.append(step)
        return made

    def _only(self, step: Step, at: Location, values: Mapping[str, Any]) -> None:
        """See that no step of another table has the same id."""
        other, same = self._known.setdefault(step.id, (at, values))
        if other != at:
            words = f"{step.run} is run by another [[{'.'.join(map(str, at[:3]))}]], too: "
            words += "take one out" if same == values else 'tell this one from it, by id = "a-word"'
            self.report((*at, "run"), words)

    def _example(self, file: str, name: str, world: Any) -> None:
        at: Location = ("example", file, name)
        table = {"means": world} if isinstance(world, str) else world
        if not isinstance(table, dict):
            self.report(at, "write the world's label, or a table with means and a fault's keys")
            return
        fields = {key: value for key, value in table.items() if key not in ("means", "under")}
        under = table.get("under", name)
        struck = next((fault for fault in self.faults if fault.name == under), None)
        values = {"run": file, "name": name, "means": table.get("means")}
        if fields:
            values["fault"] = fields
        elif struck is not None:
            values["fault"] = struck.of_the_world
        elif under in self._names:
            return  # what is wrong with that fault is said already
        elif under != _HEALTHY:
            names = ", ".join(self._names)
            words = f"is no fault of this case, which has {names}: write one of these as `under`"
            self.report(at, f"{under!r} {words}, or the keys of a fault; or call it {_HEALTHY}")
            return
        self.examples += filter(None, [self._valid(Example, values, at)])
