"""Commands that explain cases: what one expands to, and what may be written in one."""

from collections.abc import Iterable, Iterator
from typing import Annotated

import typer

from pipclinic.cli.console import ROOT, PipChoice, Refused, existing, for_people
from pipclinic.cli.screen import out
from pipclinic.content import catalogue, keys, new, pips
from pipclinic.content.case import Case, NamedFault, Step
from pipclinic.content.claims import Claims
from pipclinic.content.problems import unknown

app = typer.Typer()

_KNOWN_BY = ("id", "under", "name")  # what stands above the lines already


@app.command()
def plan(
    slug: Annotated[str, typer.Argument(help="The page or guide.")], pip: PipChoice = "all"
) -> None:
    """Print every step that a case expands to, with its id and all that it says."""
    with for_people():
        case, claims = catalogue.load_case(ROOT, *existing([slug]))
        try:
            rows = pips.chosen(pip)
        except ValueError as error:
            raise Refused(str(error)) from None
    for line in _lines(case, claims, rows):
        out.print(line, style=None if line.startswith(" ") else "bold", markup=False)


def _lines(case: Case, claims: Claims, rows: tuple[pips.Pip, ...]) -> Iterator[str]:
    for fault in case.fault:
        yield fault.name
        yield from _said(fault)
        for step in (s for s in (*case.steps, *claims.shows) if s.under == fault.name):
            if versions := [row.version for row in rows if step.covers(row)]:
                yield ""
                yield f"{step.id}  with pip {', '.join(versions)}"
                yield from _said(step)
        yield ""


def _said(table: NamedFault | Step) -> Iterator[str]:
    """What a table says, a line a key, whether it says it itself or has it from elsewhere."""
    said = table.model_dump(mode="json", exclude_defaults=True)
    if isinstance(table, NamedFault):
        said = {"kind": table.fault.kind, **said.pop("fault"), **said}
    for name, value in said.items():
        if name == "fails_with":
            yield f"  {'prints':<12} {keys.toml(value or False)}"
        elif name not in _KNOWN_BY:
            yield f"  {name:<12} {keys.toml(value)}"


@app.command("keys")
def keys_command(
    tables: Annotated[
        list[str] | None,
        typer.Argument(
            help="head, fault, a kind of fault, project, step, or a kind of step; step by default."
        ),
    ] = None,
) -> None:
    """List the keys of tables: what each holds, what it means, and an example that stands."""
    asked = tables or ["step"]
    with for_people():
        known = keys.tables()
        for table in asked:
            if table not in known:
                words = f"there is {', '.join(name for name in known if name in keys.GENERAL)}"
                raise Refused(unknown("table", table, known, f"{words}, and the kinds of faults"))
    for number, table in enumerate(asked):
        if len(asked) > 1:
            out.print(f"{chr(10) if number else ''}[{table}]", style="bold", markup=False)
        _list_keys(table, known[table])


def _list_keys(table: str, known: Iterable[keys.Key]) -> None:
    examples = keys.examples(ROOT, table)
    if table in (does := new.kinds()):
        out.print(f"{does[table]['description'].splitlines()[0]}\n", markup=False)
    for key in known:
        needed = ", needed" if key.needed else ""
        out.print(f"{key.name}  ({key.holds}{needed})", style="bold", markup=False)
        if key.words:
            out.print(f"    {key.words}", markup=False)
        if example := examples.get(key.name):
            out.print(f"    {key.name} = {example}", markup=False)


@app.command()
def faults() -> None:
    """List what can be broken: each kind of fault, and what it does."""
    for family, kinds in new.families().items():
        out.print(f"\n{family}", style="bold", markup=False)
        for kind, meaning in kinds.items():
            out.print(f"  {kind:<21} {meaning}", markup=False)
