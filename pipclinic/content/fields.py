"""What a key of a head or of a case may hold: words, signatures, specifiers, one of a few."""

from collections.abc import Iterable, Mapping
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    StringConstraints,
    WithJsonSchema,
)

from pipclinic.content import signatures
from pipclinic.content.systems import SYSTEMS
from pipclinic.faults.requirements import requirement, specifier


class Closed(BaseModel):
    """A table that has no other keys than these."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class OneOf:
    """Holds a key to words that are told, with their meanings, in one place."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)

    def __call__(self, value: str) -> str:
        """The word; raises ValueError, with all there are, for another."""
        if value not in self.words:
            *others, last = map(repr, self.words)
            known = f"none of {', '.join(others)} or {last}" if others else f"not {last}"
            raise ValueError(f"{value!r} is {known}")
        return value

    @property
    def schema(self) -> WithJsonSchema:
        """What a JSON schema says of it."""
        return WithJsonSchema({"type": "string", "enum": list(self.words)})


def _signature(value: str) -> str:
    problem = signatures.problem_with(value)
    if problem:
        raise ValueError(problem)
    return value


def _inside(value: str) -> str:
    if value.removeprefix("~/").startswith("/") or ".." in value.split("/"):
        raise ValueError(f"{value!r} leads out: write a path below the working folder, or below ~/")
    return value


Inside = Annotated[str, AfterValidator(_inside)]
Signature = Annotated[str, AfterValidator(_signature)]
PipSpecifier = Annotated[str, AfterValidator(specifier(">=25.1"))]
RequirementText = Annotated[str, AfterValidator(requirement("requests"))]
Words = Annotated[str, StringConstraints(min_length=3)]
Variable = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]
PackageName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9+.-]+$")]  # Debian's
Word = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]+$")]

# Why a snippet is not run, and the files that may say so: a reason that no longer
# fits the file is an error, as is a snippet that is exempt and run.
NOT_EXECUTED: Mapping[str, str] = {
    "changes the system's clock": "*.sh",
    "builds a Python interpreter": "*.sh",
    "needs the system's package manager": "*.sh",
    "needs Windows": "*.ps1",
    "needs a container engine": "Dockerfile*",
    "needs a hosted CI runner": "*.yml",
}

_one_of_them = OneOf(NOT_EXECUTED)
Reason = Annotated[str, AfterValidator(_one_of_them), _one_of_them.schema]
_one_system = OneOf(SYSTEMS)
SystemName = Annotated[str, AfterValidator(_one_system), _one_system.schema]
