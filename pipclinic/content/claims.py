"""What a page claims, and what proves it: the footnotes of its sentences are made of this.

A sentence ends in `[^name]`; each table with that name is a piece of evidence for it.
The descriptions are what a contributor is told to write instead of a mistake.
"""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic.fields import FieldInfo

from pipclinic.content.case import STEPS, Fix, NotAFix, Reproduce, Step
from pipclinic.content.fields import Closed, Word
from pipclinic.content.releases import RELEASES
from pipclinic.content.steps import StepKind


def _several(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _released(value: str) -> str:
    if value not in RELEASES:
        first, *_, last = RELEASES
        raise ValueError(
            f"there is no pip {value!r}: write a version in full, such as {last}, from {first} on"
        )
    return value


Texts = Annotated[tuple[str, ...], BeforeValidator(_several)]
Releases = Annotated[
    tuple[Annotated[str, AfterValidator(_released)], ...], BeforeValidator(_several)
]


class Shows(Step):
    """A command that shows what a sentence says: what it prints, or which code it exits with."""

    kind: ClassVar[StepKind] = "shows"

    run: str = Field(default="", description="a snippet file beside case.toml; or write `command`")
    command: str = Field(default="", description="a line of shell, in place of a snippet")
    prints: Texts = Field(
        default=(), description="what it prints, with * for what varies; several in a list"
    )
    lacks: Texts = Field(default=(), description="what it does not print, likewise")
    healthy: bool = Field(
        default=False, description="true where it is run with the fault put right"
    )
    exits: int = Field(default=0, description="the exit code it ends with; left out, 0")
    installs: tuple[str, ...] = Field(
        default=(), description="what must be installed at the end; left out, nothing is looked for"
    )

    @classmethod
    @cache
    def written(cls) -> Mapping[str, FieldInfo]:
        """The keys that its table may have."""
        needless = ("under", "then", "after_failure_of", "types")
        return {name: field for name, field in cls.model_fields.items() if name not in needless}

    @property
    def name(self) -> str:
        """The footnote that it is evidence for."""
        return self.id.rpartition("/")[2]


class Executed(Closed):
    """A step that is there already, and shows what a sentence says."""

    id: Word = Field(description="the footnote's name, as in [^six-times]")
    step: str = Field(description="a step's id, for example slow-index/fix/raise-the-timeout")

    @property
    def name(self) -> str:
        """The footnote that it is evidence for."""
        return self.id


class Read(Closed):
    """A text that stands in some pips, and not in others."""

    id: Word = Field(description="the footnote's name, as in [^six-times]")
    file: Annotated[str, StringConstraints(pattern=r"^pip[\w./-]+$")] = Field(
        description="a file of pip's wheel, for example pip/_internal/cli/cmdoptions.py"
    )
    text: Annotated[str, StringConstraints(min_length=3)] = Field(
        description="what stands in it, as it stands there; white space may differ"
    )
    has: Releases = Field(
        default=(), description="the pips that have it; of a boundary, the first or the last"
    )
    lacks: Releases = Field(
        default=(), description="the pips that do not; of a boundary, the one beside it"
    )

    @property
    def name(self) -> str:
        """The footnote that it is evidence for."""
        return self.id

    @property
    def pips(self) -> tuple[str, ...]:
        """The releases whose wheels are to be opened."""
        return (*self.has, *self.lacks)


class Reported(Closed):
    """What somebody else says, at an address; it is not executed here, nor read in pip."""

    id: Word = Field(description="the footnote's name, as in [^six-times]")
    address: Annotated[str, StringConstraints(pattern=r"^https://[^\s<>()`\"]+$")] = Field(
        description="where it is said, for example https://github.com/pypa/pip/issues/12649"
    )
    by: Annotated[str, StringConstraints(min_length=3, max_length=100)] = Field(
        description="who says so, for example a maintainer of pip"
    )

    @property
    def name(self) -> str:
        """The footnote that it is evidence for."""
        return self.id


Claim = Executed | Read | Reported


class Claims(Closed):
    """Everything that is evidence for the sentences of a page."""

    shows: tuple[Shows, ...] = ()
    others: tuple[Claim, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The footnotes that there is evidence for."""
        return tuple(dict.fromkeys(claim.name for claim in (*self.shows, *self.others)))

    def of(self, name: str) -> tuple[Shows | Claim, ...]:
        """The evidence for a footnote: what was executed first, what is reported last."""
        found = [claim for claim in (*self.shows, *self.others) if claim.name == name]
        order = (Shows, Executed, Read, Reported)
        return tuple(sorted(found, key=lambda claim: order.index(type(claim))))

    @property
    def read(self) -> tuple[Read, ...]:
        """What was read in pips."""
        return tuple(claim for claim in self.others if isinstance(claim, Read))


NO_CLAIMS = Claims()

# The tables of claims that stand by themselves, by their names; a command stands with its fault.
TABLES: Mapping[str, type[Claim]] = {"shows": Executed, "read": Read, "reported": Reported}

# All that a fault may hold.
HELD: Mapping[str, type[Reproduce | Fix | NotAFix | Shows]] = {**STEPS, "shows": Shows}
