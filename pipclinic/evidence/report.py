"""What a verification run saw: one outcome a step, and the report that holds them all.

The report is JSON; `report.schema.json` beside this file is its schema, for other tools.
"""

import datetime
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, get_args

from packaging.version import Version
from pydantic import BaseModel, ConfigDict

DEFAULT_PATH = Path(".cache/report.json")
SCHEMA_PATH = Path(__file__).with_name("report.schema.json")

StepKind = Literal["control", "reproduce", "fix", "not_a_fix"]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Outcome(_Row):
    """One step on one pip: whether it held, and if not, why.

    seconds: real time of the step. printed: what is compared with the recording, or kept
    to explain a failure; normalised, see `recordings`.
    """

    slug: str
    step: StepKind
    snippet: str
    under: str
    pip: str
    python: str
    platform: str
    holds: bool
    seconds: float
    reason: str
    printed: str = ""


class Skipped(_Row):
    """A pip of the table that could not be run here."""

    pip: str
    python: str
    reason: str


class NotShown(_Row):
    """A fault of a page that this machine cannot show; its steps were not run."""

    slug: str
    under: str
    reason: str


class Report(_Row):
    """A verification run. wall, cpu: seconds; cpu is that of the commands run in sandboxes.

    fingerprints: what each page's case and snippets were, by slug; see `page.Page.fingerprint`.
    """

    version: Literal[1] = 1
    date: datetime.date
    platform: str
    isolation: str
    speed: float
    cores: int
    wall: float
    cpu: float
    fingerprints: dict[str, str]
    outcomes: tuple[Outcome, ...]
    skipped: tuple[Skipped, ...] = ()
    not_shown: tuple[NotShown, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether something was run and every step held."""
        return bool(self.outcomes) and all(outcome.holds for outcome in self.outcomes)

    @property
    def ratio(self) -> float:
        """Wall time over the least it could be: the commands' CPU time spread over the cores."""
        return self.wall / (self.cpu / self.cores) if self.cpu else 0.0

    def about(self, slug: str, fingerprint: str) -> list[Outcome]:
        """The outcomes of a page; none when it has changed since."""
        if self.fingerprints.get(slug) != fingerprint:
            return []
        return [outcome for outcome in self.outcomes if outcome.slug == slug]

    def write(self, path: Path) -> None:
        """Write it as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.model_dump_json(indent=1) + "\n", encoding="utf-8")


def in_order(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Outcomes by page, then by kind of step, snippet, fault, and pip from old to new."""

    def place(outcome: Outcome) -> tuple[object, ...]:
        kind = get_args(StepKind).index(outcome.step)
        return (outcome.slug, kind, outcome.snippet, outcome.under, Version(outcome.pip))

    return tuple(sorted(outcomes, key=place))


def schema() -> str:
    """The JSON schema of a report, as `report.schema.json` holds it."""
    return json.dumps(Report.model_json_schema(), indent=1) + "\n"


def read(path: Path) -> Report | None:
    """The report at `path`, or None when there is none."""
    return Report.model_validate_json(path.read_text(encoding="utf-8")) if path.exists() else None
