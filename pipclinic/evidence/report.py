"""What a verification run saw: one outcome a step, and the report that holds them all.

The report is JSON; `report.schema.json` beside this file is its schema, for other tools.
"""

import datetime
import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, Self, get_args

from packaging.version import Version
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from pipclinic.content.steps import StepKind

DEFAULT_PATH = Path(".cache/report.json")
SCHEMA_PATH = Path(__file__).with_name("report.schema.json")
VERSION = 2


class NotRead(Exception):
    """Why a report cannot be used; what to do about it."""


class NotWritten(Exception):
    """Why a file could not be written; what was there before is there still."""


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Outcome(_Row):
    """One step on one pip: whether it held, and if not, why.

    id: the step's, see `content.steps`; with slug and pip it is the outcome's identity. kind,
    snippet, fault: the same in words for people. date: when it was run. seconds: real time of the
    step. printed: what is compared with the recording, or kept to explain a failure; normalised.
    """

    slug: str
    id: str
    kind: StepKind
    snippet: str
    fault: str
    pip: str
    python: str
    platform: str
    holds: bool
    date: datetime.date
    seconds: float
    reason: str
    printed: str = ""

    @property
    def words(self) -> str:
        """The step for people, in a line of Markdown."""
        return f"{self.slug}, {self.kind} `{self.snippet}` under {self.fault}"


class Skipped(_Row):
    """A pip of the table that could not be run here."""

    pip: str
    python: str
    reason: str


class NotShown(_Row):
    """A fault of a page that this machine cannot show; its steps were not run.

    id: the one step, where it is not all of them. pip: the one pip, where it is not all of them.
    """

    slug: str
    fault: str
    reason: str
    id: str = ""
    pip: str = ""

    @property
    def words(self) -> str:
        """What is left out, and why, for people."""
        pip = f" with pip {self.pip}" if self.pip else ""
        return f"{self.slug} under {self.fault}{pip}: {self.reason}"


class Report(_Row):
    """A verification run. wall, cpu: seconds; cpu is that of the commands run in sandboxes.

    real_time: whether pip's seconds were seconds.
    fingerprints: what each page's case and snippets were, by slug; see `page.Page.fingerprint`.
    """

    version: Literal[2] = 2
    date: datetime.date
    platform: str
    isolation: str
    real_time: bool
    cores: int
    wall: float
    cpu: float
    fingerprints: dict[str, str]
    outcomes: tuple[Outcome, ...]
    skipped: tuple[Skipped, ...] = ()
    not_shown: tuple[NotShown, ...] = ()

    @model_validator(mode="after")
    def _each_step_once(self) -> Self:
        seen = Counter((row.slug, row.id, row.pip) for row in self.outcomes)
        twice = [key for key, times in seen.items() if times > 1]
        if twice:
            raise ValueError("{}: the step {} with pip {} stands there twice".format(*twice[0]))
        return self

    @property
    def holds(self) -> bool:
        """Whether something was run and every step held."""
        return bool(self.outcomes) and all(outcome.holds for outcome in self.outcomes)

    @property
    def ratio(self) -> float:
        """Wall time over the least it could be: the commands' CPU time spread over the cores."""
        return self.wall / (self.cpu / self.cores) if self.cpu else 0.0

    def write(self, path: Path) -> None:
        """Write it as JSON, whole or not at all. Raises NotWritten."""
        write_whole(path, self.model_dump_json(indent=1) + "\n")


def write_whole(path: Path, text: str) -> None:
    """Write a file so that at any time it is the old one or the new one. Raises NotWritten."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as beside:
            try:
                beside.write(text)
                beside.flush()
                os.fsync(beside.fileno())
                os.chmod(beside.name, 0o644)
                os.replace(beside.name, path)
            except BaseException:
                Path(beside.name).unlink()
                raise
    except OSError as error:
        raise NotWritten(f"{path} could not be written: {error.strerror}") from None


def in_order(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Outcomes by page, then by kind of step, its id, and pip from old to new."""

    def place(outcome: Outcome) -> tuple[object, ...]:
        kind = get_args(StepKind).index(outcome.kind)
        return (outcome.slug, kind, outcome.id, Version(outcome.pip))

    return tuple(sorted(outcomes, key=place))


def schema() -> str:
    """The JSON schema of a report, as `report.schema.json` holds it."""
    return json.dumps(Report.model_json_schema(), indent=1) + "\n"


def read(path: Path) -> Report | None:
    """The report at `path`, or None when there is none. Raises NotRead."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):  # half a file, no text, no JSON
        raise NotRead(f"{path} is no whole report: run 'make verify'") from None
    version = data.get("version") if isinstance(data, dict) else None
    if isinstance(version, int) and version != VERSION:
        age = "an older" if version < VERSION else "a newer"
        raise NotRead(f"{path} is of {age} version: run 'make verify'")
    try:
        return Report.model_validate(data)
    except ValidationError:
        raise NotRead(f"{path} is no whole report: run 'make verify'") from None
