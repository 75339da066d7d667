"""The `pipclinic` command; the module of a command is read when that command is asked for."""

import importlib
import os
import shlex
import sys
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from pipclinic import explain

# Each command, and the module beside this file that has it.
COMMANDS = {
    "check": "contents",
    "new": "rooms",
    "faults": "cases",
    "plan": "cases",
    "keys": "cases",
    "claims": "claims",
    "serve": "sites",
    "build": "sites",
    "wheel": "sites",
    "publish": "sites",
    "release": "sites",
    "pips": "runs",
    "verify": "runs",
    "record": "runs",
    "shell": "rooms",
    "drift": "runs",
    "messages": "messages",
    "mutants": "mutation",
    "merge": "reports",
    "summary": "reports",
    "compare": "reports",
    "keep": "reports",
}


class _ByFamily(TyperGroup):
    """All commands, of which none is imported before it is needed."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Their names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"pipclinic.cli.{COMMANDS[cmd_name]}")
        module.app.rich_markup_mode = None  # what stands in brackets, as [[fault]], is text
        return typer.main.get_group(module.app).get_command(ctx, cmd_name)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Each with the whole of its sentence."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.get_command(ctx, name).help) for name in COMMANDS])
        with formatter.section("Commands for readers, which need no clone"):
            formatter.write_dl(list(explain.COMMANDS.items()))


app = typer.Typer(
    cls=_ByFamily,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def _pipclinic() -> None:
    """Every error pip prints, each with fixes that are executed."""
    if "--help" not in sys.argv:
        _enter_the_clone()


def _enter_the_clone() -> None:
    """Go to the clone that the working folder is in; every path of ours begins there."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "docs/errors").is_dir() and (folder / "snippets").is_dir():
            os.chdir(folder)
            return
    typer.echo(
        f"{here} is not in a clone of pip clinic: go to one first, as by "
        f"cd {shlex.quote(str(Path(__file__).parents[2]))}",
        err=True,
    )
    raise typer.Exit(2)
