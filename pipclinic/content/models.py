"""The closed schemas of a page's front matter and of a case file.

The descriptions are what a contributor is told to write instead of a mistake.
"""

import datetime
from collections.abc import Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, Literal

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
)

from pipclinic.content import signatures
from pipclinic.content.pips import Pip
from pipclinic.faults import environments as environment
from pipclinic.faults.worlds import Fault, impossible_here
from pipclinic.lab.sandbox import Sandbox, without_git
from pipclinic.lab.stub.packages import Offers, Project
from pipclinic.lab.stub.world import World

Phase = Literal[
    "name",
    "connection",
    "proxy",
    "tls",
    "index",
    "download",
    "version",
    "build",
    "install",
    "environment",
]


def _signature(value: str) -> str:
    problem = signatures.problem_with(value)
    if problem:
        raise ValueError(problem)
    return value


def _specifier(value: str) -> str:
    try:
        SpecifierSet(value)
    except InvalidSpecifier:
        raise ValueError(f"{value!r} is no version specifier: write for example >=25.1") from None
    return value


def _requirement(value: str) -> str:
    try:
        Requirement(value)
    except InvalidRequirement:
        raise ValueError(f"{value!r} is no requirement: write for example requests") from None
    return value


Signature = Annotated[str, AfterValidator(_signature)]
PipSpecifier = Annotated[str, AfterValidator(_specifier)]
RequirementText = Annotated[str, AfterValidator(_requirement)]
AnyFault = Annotated[Fault | environment.Fault | Offers, Field(discriminator="kind")]
Word = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]+$")]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Head(_Closed):
    """What the heads of pages and guides have in common."""

    title: Annotated[str, StringConstraints(min_length=5, max_length=90)] = Field(
        description="what pip prints, as a person would paste it, at most 90 characters"
    )
    description: Annotated[str, StringConstraints(min_length=50, max_length=160)] = Field(
        description="one sentence for search engines, 50 to 160 characters"
    )
    authors: Annotated[tuple[Word, ...], Field(min_length=1)] = Field(
        description="who wrote it, for example [smart_coder]"
    )
    tags: Annotated[tuple[Word, ...], Field(min_length=1)] = Field(
        description="lower-case words, for example [network, timeout]"
    )
    created_at: datetime.date = Field(description="a date, for example 2026-11-22")
    updated_at: datetime.date = Field(description="a date, for example 2026-11-22")
    formerly: tuple[Word, ...] = Field(
        default=(), description="slugs it had before: their addresses lead here"
    )


class GuideHead(Head):
    """The head of a guide: what is common to several errors, with executed snippets."""


class HomeExample(_Closed):
    """A recording that the home page offers to try."""

    label: str = Field(description="what its button says, for example a time-out")
    recording: str = Field(
        description="a file below recorded/, for example install-slow-index/23.0.1.txt"
    )


class FrontMatter(Head):
    """The head of a page."""

    tldr: Annotated[str, StringConstraints(min_length=20, max_length=240)] = Field(
        description="one sentence and the one command, at most 240 characters"
    )
    thumbnail: Annotated[str, StringConstraints(pattern=r"^images/.+\.(svg|png)$")] = Field(
        description="a picture below images/, for example images/phase-index.svg"
    )
    phase: Phase = Field(description="where on the journey it failed")
    pip_references: tuple[Word, ...] = Field(
        default=(), description="pip's own codes, for example [connection-timeout]"
    )
    former_references: Mapping[Word, str] = Field(
        default_factory=dict,
        description="codes that pip no longer has, each with the first pip without it, for "
        'example {legacy-install-failure: "23.1"}',
    )
    signatures: tuple[Signature, ...] = Field(
        description="texts that pip prints, with * for what varies"
    )
    signatures_elsewhere: Mapping[str, tuple[Signature, ...]] = Field(
        default_factory=dict,
        description="what pip prints where it cannot be run here, by where that is, for example "
        '{Windows: ["[WinError 10061]"]}',
    )
    explains: tuple[Word, ...] = Field(
        default=(),
        description="slugs of pages whose error is only the echo of this one",
    )
    ends_the_run: bool = Field(
        default=True, description="false on a page about a warning after which pip goes on"
    )
    warnings: tuple[Signature, ...] = Field(
        default=(),
        description="those of the page's signatures that are only warnings after which pip goes on",
    )
    echoes: tuple[Signature, ...] = Field(
        default=(),
        description="those of the page's signatures in which pip ends, whatever it gave up before",
    )
    when_offered: Literal["pre-releases"] | None = Field(
        default=None,
        description="an echo that lists nothing but these is this page's: pre-releases",
    )
    home_example: HomeExample | None = Field(
        default=None, description="a recording that the home page offers to try: label, recording"
    )

    @property
    def all_references(self) -> tuple[str, ...]:
        """pip's own codes, those of older pips included."""
        return (*self.pip_references, *self.former_references)

    @property
    def all_signatures(self) -> tuple[str, ...]:
        """Those of pips that are run here, and those from elsewhere."""
        elsewhere = self.signatures_elsewhere.values()
        return tuple(dict.fromkeys([*self.signatures, *chain.from_iterable(elsewhere)]))


class Step(_Closed):
    """What all steps that are run have in common."""

    run: str = Field(description="a snippet file beside case.toml")
    under: str = Field(description="the name of a fault of this case")
    pip: PipSpecifier = Field(default="", description="which pips, for example >=25.1")
    before: str | None = Field(
        default=None, description="a snippet run first, where the world is healthy"
    )
    after_failure_of: str | None = Field(
        default=None,
        description="a snippet that has to fail first, under the fault, and leaves things behind",
    )
    then: str | None = Field(default=None, description="the failing command, run afterwards")
    places: Mapping[str, str] = Field(
        default_factory=dict, description="snippet files put somewhere first, for example "
        '{"pip.conf" = "~/.config/pip/pip.conf"}'
    )  # fmt: skip
    environment: Mapping[str, str] = Field(
        default_factory=dict, description="variables that are set, for example "
        '{HTTPS_PROXY = "http://proxy.example.com:3128"}'
    )  # fmt: skip
    certificates: Mapping[str, Literal["issuer", "public"]] = Field(
        default_factory=dict, description="files of certificates the reader has, for example "
        '{"~/company-ca.pem" = "issuer"}: what vouches for the struck host, or the public '
        'authorities. The place "system-store" is what the operating system trusts'
    )  # fmt: skip
    types: str = Field(
        default="", description="what the reader types when `run` asks, for example "
        '"correct horse\\n"'
    )  # fmt: skip
    check: str | None = Field(
        default=None, description="a line of shell that has to succeed at the end"
    )
    exits: int | None = Field(
        default=None,
        description="the exit code `run` has to end with; left out, 0 where it has to succeed, and "
        "any other where it has to fail",
    )
    installs: tuple[RequirementText, ...] = Field(
        default=("requests",),
        description="what must be installed at the end, or must not be; left out, requests; "
        "[] for nothing, as where it goes elsewhere and `check` looks for it",
    )

    @property
    def shown(self) -> tuple[str, ...]:
        """The files that stand for the step on the page: what it places, or what it runs."""
        return tuple(self.places) or (*filter(None, [self.before]), self.run)

    def covers(self, pip: Pip) -> bool:
        """Whether the step is about this pip."""
        return self.covers_version(pip.version)

    def covers_version(self, version: str) -> bool:
        """Whether the step is about this version of pip."""
        return SpecifierSet(self.pip).contains(version, prereleases=True)


class Failing(Step):
    """What steps have in common after which something is still wrong."""

    fails_with: Signature | None = Field(
        default=None,
        validate_default=True,
        description="one of the page's own signatures, with pip's capitals; left out where pip "
        "says nothing and exits with 0: then `check` is what is wrong",
    )

    @field_validator("fails_with")
    @classmethod
    def _shows_what_is_wrong(cls, given: str | None, others: ValidationInfo) -> str | None:
        silent = others.data.get("exits") == 0 and others.data.get("check")
        if given is None and not (silent and others.data.get("then") is None):
            raise ValueError(
                "is missing: write one of the page's own signatures; or, where pip says nothing, "
                "exits = 0 and a check that succeeds only when things went wrong"
            )
        return given


class Reproduce(Failing):
    """A command that has to fail as stated."""

    control: str | None = Field(
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

    beside: str | None = Field(
        default=None,
        description="another environment, without the fault, as a folder below ~/: what is "
        "installed is looked for there",
    )
    python: PipSpecifier = Field(
        default="", description="which Python that environment has, if another, for example ==3.12"
    )
    within: str | None = Field(
        default=None,
        description="a virtual environment that the fix makes, as a folder below the working "
        'folder or "~/", for example ".venv": what is installed is looked for there',
    )


class NotAFix(Failing):
    """A command people recommend, under which the failure has to stay."""


class Example(_Closed):
    """A Python snippet that is run, in one world, and what it prints compared."""

    run: str = Field(description="a Python snippet beside case.toml")
    name: Word = Field(description="a name for the world and for what is printed in it")
    means: str = Field(description="words for the world, as a tab's label")
    fault: Fault | None = Field(default=None, description="what is wrong in it; nothing by default")


class NotExecuted(_Closed):
    """A snippet that is shown and cannot be run."""

    run: str = Field(description="a snippet file beside case.toml")
    because: Literal[
        "changes the system's certificate store",
        "changes the system's clock",
        "builds a Python interpreter",
        "needs the system's package manager",
        "needs Windows",
        "needs a container engine",
        "needs a hosted CI runner",
    ] = Field(description="why it is not run")


class NamedFault(_Closed):
    """A named way in which world or environment is broken, and what the index offers meanwhile."""

    name: Word = Field(description="a short name that steps refer to, for example slow-index")
    means: str = Field(description="words that complete 'Executed, where …'")
    fault: AnyFault
    projects: tuple[Project, ...] = ()
    interpreter: Literal["environment", "system"] = Field(
        default="environment",
        description="whose `pip` and `python` are on PATH: those of a virtual environment, "
        "or of an interpreter outside any",
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
    def system(self) -> bool:
        """Whether commands run with an interpreter outside any virtual environment."""
        return self.interpreter == "system"

    @property
    def not_here(self) -> str:
        """Why no machine that runs the case can show the failure, or ""."""
        return self.fault.because if isinstance(self.fault, environment.NotHere) else ""

    def impossible_here(self) -> str:
        """Why this machine cannot show the fault, or ""."""
        if self.git and (reason := without_git()):
            return reason
        if isinstance(self.fault, environment.EnvironmentFault):
            return self.fault.impossible_here() or environment.unless_ordinary() * self.system
        return environment.unless_ordinary() * self.system or impossible_here(self.of_the_world)

    @property
    def of_the_environment(self) -> bool:
        """Whether it is the reader's own machine that is at fault, or the command."""
        return isinstance(self.fault, environment.EnvironmentFault)

    def world(self, speed: float) -> World:
        """The world meanwhile: broken, unless it is the environment that is."""
        return replace(self.healthy(speed), fault=self.of_the_world, projects=self._offered)

    @property
    def _offered(self) -> tuple[Project, ...]:
        if not isinstance(self.fault, Offers):
            return self.projects
        replaced = {project.name for project in self.fault.instead}
        return (*self.fault.instead, *(p for p in self.projects if p.name not in replaced))

    def spoil(self, sandbox: Sandbox) -> None:
        """Break a sandbox, if it is the environment that is broken."""
        if isinstance(self.fault, environment.EnvironmentFault):
            self.fault.apply(sandbox)

    def healthy(self, speed: float) -> World:
        """The same world with the fault put right."""
        return World(self.projects, None, speed, self.ranges, self.sized)


class Case(_Closed):
    """Everything that is executed for one page."""

    fault: Annotated[tuple[NamedFault, ...], Field(min_length=1)] = Field(
        description="at least one [[fault]]"
    )
    reproduce: tuple[Reproduce, ...] = ()
    fix: tuple[Fix, ...] = ()
    not_a_fix: tuple[NotAFix, ...] = ()
    not_executed: tuple[NotExecuted, ...] = ()
    example: tuple[Example, ...] = ()

    @property
    def steps(self) -> tuple[Reproduce | Fix | NotAFix, ...]:
        """Every step that is run, in the order of the file's kinds."""
        return (*self.reproduce, *self.fix, *self.not_a_fix)

    def named(self, fault: str) -> NamedFault:
        """The fault of this name."""
        return next(candidate for candidate in self.fault if candidate.name == fault)


def with_named_faults(data: Mapping[str, Any]) -> dict[str, Any]:
    """Fold each flat [[fault]] table into what NamedFault holds."""
    faults = []
    for table in data.get("fault", []):
        outer = {key: table[key] for key in NamedFault.model_fields if key in table}
        fields = {key: value for key, value in table.items() if key not in outer}
        faults.append({**outer, "fault": fields})
    return {**data, "fault": faults} if faults else dict(data)


# The case of a guide that shows only what the cases of pages run.
NO_CASE = Case.model_construct(fault=())

# The kinds of tables a case file holds besides its faults.
TABLES: Mapping[str, type[BaseModel]] = {
    "reproduce": Reproduce,
    "fix": Fix,
    "not_a_fix": NotAFix,
    "not_executed": NotExecuted,
    "example": Example,
}
