"""What a case holds: its faults, and the steps that are run under them.

The descriptions are what a contributor is told to write instead of a mistake.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator
from pydantic.fields import FieldInfo

from pipclinic.content.fields import (
    Closed,
    Inside,
    PackageName,
    PipSpecifier,
    Reason,
    RequirementText,
    Signature,
    SystemName,
    Variable,
    Word,
    Words,
)
from pipclinic.content.pips import Pip
from pipclinic.content.ranges import contains
from pipclinic.content.steps import StepKind
from pipclinic.faults import environments as environment
from pipclinic.faults.projects import Offers, Project
from pipclinic.faults.worlds import Fault

# A snippet's file, or "" to take back what all steps of the fault have in common.
Snippet = Annotated[str | None, BeforeValidator(lambda value: value or None)]
AnyFault = Annotated[Fault | environment.Fault | Offers, Field(discriminator="kind")]


class Step(Closed):
    """What all steps that are run have in common."""

    kind: ClassVar[StepKind]

    id: str = Field(
        description="a word that tells the step from another one of the same fault, kind and "
        "snippet; its id is then slow-index/fix/WORD"
    )
    under: str  # the name of its fault
    run: str = Field(
        description='a snippet file beside case.toml; or several, ["a.sh", "b.sh"], each a step'
    )
    pip: PipSpecifier = Field(
        default="", description="which pips, for example >=25.1; or several ranges in a list"
    )
    before: Snippet = Field(
        default=None, description="a snippet run first, where the world is healthy"
    )
    after_failure_of: Snippet = Field(
        default=None,
        description="a snippet that has to fail first, under the fault, and leaves things behind",
    )
    then: Snippet = Field(default=None, description="the failing command, run afterwards")
    places: Mapping[str, Inside] = Field(
        default_factory=dict, description="snippet files put somewhere first, for example "
        '{"pip.conf" = "~/.config/pip/pip.conf"}'
    )  # fmt: skip
    environment: Mapping[Variable, str] = Field(
        default_factory=dict, description="variables that are set, for example "
        '{HTTPS_PROXY = "http://proxy.example.com:3128"}'
    )  # fmt: skip
    certificates: Mapping[Inside, Literal["issuer", "public"]] = Field(
        default_factory=dict, description="files of certificates the reader has, for example "
        '{"~/company-ca.pem" = "issuer"}: what vouches for the struck host, or the public '
        'authorities. The place "system-store" is what the operating system trusts'
    )  # fmt: skip
    types: str = Field(
        default="", description="what the reader types when `run` asks, for example "
        '"correct horse\\n"'
    )  # fmt: skip
    check: Snippet = Field(
        default=None, description="a line of shell that has to succeed at the end"
    )
    exits: int | None = Field(
        default=None,
        ge=0,
        le=255,
        description="the exit code `run` has to end with; left out, 0 where it has to succeed, and "
        "any other where it has to fail",
    )
    installs: tuple[RequirementText, ...] = Field(
        default=("requests",),
        description="what must be installed at the end; of a reproduce or a not_a_fix, what must "
        "not be; left out, requests; [] for nothing, as where `check` looks for it",
    )

    @classmethod
    @cache
    def written(cls) -> Mapping[str, FieldInfo]:
        """The keys that its table may have."""
        fields = cls.model_fields.items()
        return {field.alias or name: field for name, field in fields if name != "under"}

    def covers(self, pip: Pip) -> bool:
        """Whether the step is about this pip."""
        return self.covers_version(pip.version)

    def covers_version(self, version: str) -> bool:
        """Whether the step is about this version of pip."""
        return contains(self.pip, version)


class Failing(Step):
    """What steps have in common after which something is still wrong."""

    fails_with: Annotated[
        Signature | None, BeforeValidator(lambda value: None if value is False else value)
    ] = Field(
        alias="prints",
        description="one of the page's own signatures, with pip's capitals; left out, what the "
        "fault's first [[reproduce]] prints; false where pip says nothing and exits with 0: then "
        "`check` is what is wrong",
    )

    @field_validator("fails_with")
    @classmethod
    def _shows_what_is_wrong(cls, given: str | None, others: ValidationInfo) -> str | None:
        silent = others.data.get("exits") == 0 and others.data.get("check")
        if given is None and not (silent and others.data.get("then") is None):
            raise ValueError(
                "false is for where pip says nothing: write exits = 0, too, and a check that "
                "succeeds only when things went wrong"
            )
        return given


class Reproduce(Failing):
    """A command that has to fail as stated."""

    kind: ClassVar[StepKind] = "reproduce"
    control: Snippet = Field(
        default=None,
        description="a snippet that succeeds with the fault put right, where the failing "
        "command itself is part of the cause",
    )
    record: bool | str | tuple[str, ...] = Field(
        default=True,
        description="whether to keep what pip prints: true, false, or the text "
        "that the lines to keep contain, or several, of which they contain one",
    )

    @property
    def control_run(self) -> str:
        """The snippet that has to succeed with the fault put right."""
        return self.control or self.then or self.run

    @property
    def printed_name(self) -> str:
        """The name under which what it prints is recorded."""
        return f"{Path(self.run).stem}-{self.under}"


class Fix(Step):
    """A command that has to succeed under the fault."""

    kind: ClassVar[StepKind] = "fix"
    beside: Inside | None = Field(
        default=None,
        description="another environment, without the fault, as a folder below ~/: what is "
        "installed is looked for there",
    )
    python: PipSpecifier = Field(
        default="", description="which Python that environment has, if another, for example ==3.12"
    )
    within: Inside | None = Field(
        default=None,
        description="a virtual environment that the fix makes, as a folder below the working "
        'folder or "~/", for example ".venv": what is installed is looked for there',
    )


class NotAFix(Failing):
    """A command people recommend, under which the failure has to stay."""

    kind: ClassVar[StepKind] = "not_a_fix"


class Example(Closed):
    """A Python snippet that is run, in one world, and what it prints compared."""

    run: str = Field(description="a Python snippet beside case.toml")
    name: Word = Field(description="a name for the world and for what is printed in it")
    means: Words = Field(description="words for the world, as a tab's label")
    fault: Fault | None = Field(default=None, description="what is wrong in it; nothing by default")


class NotExecuted(Closed):
    """A snippet that is shown and cannot be run."""

    run: str = Field(description="a snippet file beside case.toml")
    because: Reason = Field(description="why it is not run")


class NamedFault(Closed):
    """A named way in which world or environment is broken, and what the index offers meanwhile."""

    name: Word = Field(description="a short name that steps refer to, for example slow-index")
    means: Words = Field(description="words that complete 'Executed, where …'")
    fault: AnyFault
    projects: tuple[Project, ...] = ()
    interpreter: Literal["environment", "system"] = Field(
        default="environment",
        description="whose `pip` and `python` are on PATH: those of a virtual environment, "
        "or of an interpreter outside any",
    )
    system: SystemName | None = Field(
        default=None,
        description="a whole system in which commands are run, as its user, with its own pip",
    )
    packages: tuple[PackageName, ...] = Field(
        default=(), description="packages that apt can install there, with what they need"
    )
    git: bool = Field(
        default=False, description="whether the machine's git is on PATH, and reaches the world"
    )
    ranges: bool = Field(default=True, description="whether the file host serves parts of files")
    sized: bool = Field(default=True, description="whether it says how long a file is")

    @property
    def of_the_world(self) -> Fault | None:
        """What strikes a host of the world, unless the fault is of another kind."""
        if isinstance(self.fault, environment.EnvironmentFault | Offers):
            return None
        return self.fault

    @property
    def outside(self) -> bool:
        """Whether commands run with an interpreter outside any virtual environment."""
        return self.interpreter == "system"

    @property
    def not_here(self) -> str:
        """Why no machine that runs the case can show the failure, or ""."""
        return self.fault.because if isinstance(self.fault, environment.NotHere) else ""

    @property
    def of_the_environment(self) -> bool:
        """Whether it is the reader's own machine that is at fault, or the command."""
        return isinstance(self.fault, environment.EnvironmentFault)


class Case(Closed):
    """Everything that is executed for one page."""

    fault: tuple[NamedFault, ...] = ()
    reproduce: tuple[Reproduce, ...] = ()
    fix: tuple[Fix, ...] = ()
    not_a_fix: tuple[NotAFix, ...] = ()
    not_executed: tuple[NotExecuted, ...] = ()
    example: tuple[Example, ...] = ()

    @property
    def steps(self) -> tuple[Reproduce | Fix | NotAFix, ...]:
        """Every step that is run, in the order of the file's kinds."""
        return (*self.reproduce, *self.fix, *self.not_a_fix)

    def shown_by(self, step: Step) -> tuple[str, ...]:
        """The files that stand for one of its steps on the page: what it places, or what it runs.

        What a fix only finds in place, as the failing command does, is no part of it.
        """
        failing = self.reproduce if step.kind != "reproduce" else ()
        found = any(one.under == step.under and one.places == step.places for one in failing)
        placed = () if found else tuple(step.places)
        return placed or (*filter(None, [step.before]), step.run)

    def named(self, fault: str) -> NamedFault:
        """The fault of this name."""
        return next(candidate for candidate in self.fault if candidate.name == fault)


# The case of a guide that shows only what the cases of pages run.
NO_CASE = Case()

# The kinds of steps that a fault holds, by the name of their tables.
STEPS: Mapping[str, type[Reproduce | Fix | NotAFix]] = {
    "reproduce": Reproduce,
    "fix": Fix,
    "not_a_fix": NotAFix,
}
