"""What other tools read: errors.json, the knowledge of all pages, and its JSON schema.

Both lie at the root of each published version. What a key means does not change within a
`version`; new keys may come. The schema is kept at docs/errors.schema.json.
"""

import datetime
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from pipclinic.content.head import Phase
from pipclinic.content.page import HEADING, INCLUDE, Page
from pipclinic.evidence.evidence import Evidence, Seen
from pipclinic.site.answer import commands

SCHEMA_PATH = Path("docs/errors.schema.json")


class _Row(BaseModel):
    model_config = ConfigDict(
        frozen=True, populate_by_name=True, json_schema_serialization_defaults_required=True
    )


class Fix(_Row):
    """A command of a page that gets the install through."""

    title: str = Field(description="the heading above it on the page")
    url: str = Field(description="where it stands, relative to errors.json")
    file: str = Field(description="the name of the file that was run; its suffix is its language")
    command: str = Field(description="what to copy: the content of the file")
    verified_on: tuple[str, ...] = Field(
        description="the versions of pip it was run on and held; empty in a build without a "
        "report, and where the failure is of another system"
    )


class FirstFix(_Row):
    """The command that a page recommends first, on one system or on all."""

    system: str = Field(
        description="which system it is for, as in Linux and macOS; empty where it is for all"
    )
    file: str = Field(description="the name of the file; its suffix is its language")
    command: str = Field(description="what to copy: the content of the file")
    proof: str = Field(description="what was seen of it, in a sentence")


class Error(_Row):
    """One page: an error that pip prints."""

    slug: str = Field(description="its name for ever")
    title: str = Field(description="what pip prints")
    description: str = Field(description="one sentence about the page")
    url: str = Field(description="the page, relative to errors.json")
    phase: Phase = Field(description="where on the journey of an install it happens")
    tldr: str = Field(
        description="the cause and the first fix, if it is short; `code` in backticks"
    )
    cause: str = Field(description="one sentence: what happened")
    tags: tuple[str, ...]
    signatures: tuple[str, ...] = Field(
        description="texts that pip prints in one line, with * for what varies"
    )
    explains: tuple[str, ...] = Field(
        description="slugs of errors that are only the echo of this one"
    )
    ends_the_run: bool = Field(description="false for a warning after which pip goes on")
    warnings: tuple[str, ...] = Field(
        description="those of the signatures that are only warnings after which pip goes on"
    )
    echoes: tuple[str, ...] = Field(
        description="those of the signatures in which pip ends, whatever it gave up before"
    )
    otherwise: tuple[str, ...] = Field(
        description="texts that only show that it may be this error, where nothing shows another"
    )
    when_offered: Literal["pre-releases"] | None = Field(
        description="an echo that lists nothing but these is about this error"
    )
    same_in: Mapping[str, tuple[str, ...]] = Field(
        description="texts that other tools print for the same cause, by tool"
    )
    shortest_path: int | None = Field(
        description="a signature with a path in quotes counts only where that is as long"
    )
    look_first: Mapping[str, str] = Field(
        description="what to look at instead of running the first fix, by a text in the log after "
        "which that would fail again"
    )
    pip_references: tuple[str, ...] = Field(
        description="pip's own codes for it, also those of old pips"
    )
    first_fix: tuple[FirstFix, ...] = Field(
        description="what the page recommends first: one command, or one for each system"
    )
    changes: str = Field(description="what the first fix changes; `code` in backticks")
    fixes: tuple[Fix, ...] = Field(description="the recommended one first")


class Verified(_Row):
    """The run that the versions in `verified_on` come from."""

    date: datetime.date
    platform: str


class Errors(_Row):
    """Every page of pip clinic, for tools."""

    schema_: str = Field(default="errors.schema.json", alias="$schema")
    version: Literal[1] = Field(default=1, description="raised when the meaning of a key changes")
    verified: Verified | None = Field(
        description="null in a build without a report: then nothing in it was verified"
    )
    errors: tuple[Error, ...]


def published(evidence: Evidence) -> str:
    """errors.json for these pages."""
    rows = evidence.outcomes
    platforms = " and ".join(dict.fromkeys(row.platform for row in rows))
    oldest = min((row.date for row in rows), default=None)
    seen = Verified(date=oldest, platform=platforms) if oldest else None
    errors = tuple(_error(page, evidence.of(page)) for page in evidence.catalogue.pages.values())
    return Errors(verified=seen, errors=errors).model_dump_json(by_alias=True, indent=1) + "\n"


def schema() -> str:
    """The JSON schema of errors.json."""
    return json.dumps(Errors.model_json_schema(mode="serialization"), indent=1) + "\n"


def _error(page: Page, seen: Seen) -> Error:
    front = page.front
    return Error(
        slug=page.slug,
        title=front.title,
        description=front.description,
        url=f"errors/{page.slug}/",
        phase=front.phase,
        tldr=page.tldr,
        cause=front.cause,
        tags=front.tags,
        signatures=front.all_signatures,
        explains=front.explains,
        ends_the_run=front.ends_the_run,
        warnings=front.warnings,
        echoes=front.echoes,
        otherwise=front.otherwise,
        when_offered=front.when_offered,
        same_in=front.same_in,
        shortest_path=front.shortest_path,
        look_first=front.look_first,
        pip_references=front.all_references,
        first_fix=tuple(_first_fixes(page, seen)),
        changes=front.changes,
        fixes=tuple(_fixes(page, seen)),
    )


def _first_fixes(page: Page, seen: Seen) -> Iterator[FirstFix]:
    for shown in commands(page, seen):
        text = page.snippets[shown.file].read_text(encoding="utf-8").strip()
        yield FirstFix(system=shown.system, file=shown.file, command=text, proof=shown.proof)


def _fixes(page: Page, seen: Seen) -> Iterator[Fix]:
    """What the page's section of fixes shows and its case proves, in the page's order."""
    section, title, anchor = "", "", ""
    proved = {file for step in page.case.fix for file in page.case.shown_by(step)}
    for line in page.body.splitlines():
        heading, include = HEADING.match(line), INCLUDE.match(line)
        if heading and heading[3]:
            title, anchor = heading[2], heading[3]
            section = anchor if heading[1] == "##" else section
        elif include and section == "fixes" and include[3] in proved:
            yield Fix(
                title=title.replace("`", ""),
                url=f"errors/{page.slug}/#{anchor}",
                file=include[3],
                command=page.snippets[include[3]].read_text(encoding="utf-8").strip(),
                verified_on=seen.fixed_on(include[3]),
            )
