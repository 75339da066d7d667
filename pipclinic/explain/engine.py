"""The diagnosis of the home page, in QuickJS: one engine for browsers and terminals."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import quickjs

from pipclinic.explain.knowledge import Knowledge


class Broken(Exception):
    """The engine could not read a text to its end."""


@dataclass(frozen=True)
class Answer:
    """What was found in a text, and what it says of its reader.

    diagnosis: what `diagnose` gives; see docs/use-it.md
    project, system: "" where the text does not say them
    """

    diagnosis: dict[str, Any]
    project: str
    system: str


@dataclass(frozen=True)
class Engine:
    """The functions of engine.js, with the errors loaded."""

    _ask: Callable[[str], str]
    _fitted: Callable[[str, str], str]
    _mask: Callable[[str], str]

    def ask(self, text: str) -> Answer:
        """Which pages a text is about. Raises Broken."""
        try:
            said = json.loads(self._ask(text))
        except (quickjs.JSException, quickjs.StackOverflow) as error:
            raise Broken(str(error).splitlines()[0]) from None
        reader = said["reader"]
        return Answer(said["diagnosis"], reader.get("project", ""), reader.get("system", ""))

    def fitted(self, command: str, project: str) -> str:
        """A command for another project than `requests`."""
        return self._fitted(command, project)

    def mask(self, text: str) -> str:
        """A text without credentials, tokens and names of home directories."""
        return self._mask(text)


def load(known: Knowledge) -> Engine:
    """The engine, with what is known."""
    context = quickjs.Context()
    context.eval(known.text("engine.js"))
    context.get("know")(known.text("errors.json"))
    return Engine(context.get("ask"), context.get("fitted"), context.get("mask"))
