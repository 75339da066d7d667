"""The heads of pages and guides, and the phases of an install.

The descriptions are what a contributor is told to write instead of a mistake.
"""

import datetime
import re
from collections.abc import Mapping
from itertools import chain
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from pipclinic.content.fields import Closed, OneOf, Signature, Word

# Where on the journey an install can fail, in the order of the way, and what readers see of it.
PHASES: Mapping[str, str] = {
    "environment": "Your environment",
    "name": "Name look-up",
    "connection": "Connection",
    "proxy": "Proxy",
    "tls": "TLS",
    "index": "Index",
    "download": "Download",
    "version": "Choosing a version",
    "build": "Build",
    "install": "Install",
}

_one_of_them = OneOf(PHASES)
Phase = Annotated[str, AfterValidator(_one_of_them), _one_of_them.schema]


# The labels of tabs that say for which system: a reader's choice holds for all tabs of the site.
SYSTEMS = (
    "Linux",
    "macOS",
    "Windows",
    "Linux and macOS",
    "macOS and Windows",
    "Debian, Ubuntu",
    "Fedora, Red Hat",
    "Alpine",
)


def _one_sentence(value: str) -> str:
    if not value.endswith(".") or re.search(r"[.!?] +[A-Z]", value):
        raise ValueError("write one sentence, with a full stop at its end")
    return value


def _by_system(value: object) -> object:
    """A table of files by system; a file alone stands under ""."""
    if isinstance(value, str):
        return {"": value}
    if not isinstance(value, dict) or len(value) < 2:
        raise ValueError(
            "write a snippet's file, or a file for each of several systems, for example "
            '{"Linux and macOS": set.sh, Windows: set.ps1}'
        )
    for system in value:
        if system not in SYSTEMS:
            raise ValueError(f"there is no system {system!r}: write {', '.join(SYSTEMS)}")
    return value


Cause = Annotated[
    str, StringConstraints(min_length=20, max_length=160), AfterValidator(_one_sentence)
]

Sentence = Annotated[
    str, StringConstraints(min_length=20, max_length=200), AfterValidator(_one_sentence)
]


class Head(Closed):
    """What the heads of pages and guides have in common."""

    title: Annotated[str, StringConstraints(min_length=5, max_length=90)] = Field(
        description="what pip prints, as a person would paste it, at most 90 characters"
    )
    search_title: Annotated[str, StringConstraints(min_length=5, max_length=60)] | None = Field(
        default=None,
        description="the title for search engines, 5 to 60 characters; left out, the title",
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


class HomeExample(Closed):
    """A recording that the home page offers to try."""

    label: str = Field(description="what its button says, for example a timeout")
    recording: str = Field(
        description="a file below recorded/, for example install-slow-index/23.0.1.txt"
    )


class FrontMatter(Head):
    """The head of a page."""

    cause: Cause = Field(
        description="one sentence that says what happened, 20 to 160 characters, for example "
        "pip connected to the index, but no data arrived within 15 seconds.",
    )
    first_fix: Annotated[Mapping[str, str], BeforeValidator(_by_system)] = Field(
        description="the file of the command to try first, for example raise-the-timeout.sh; or a "
        'file for each system, for example {"Linux and macOS": set.sh, Windows: set.ps1}',
    )
    changes: Annotated[str, StringConstraints(min_length=10, max_length=90, pattern=r"[^.]$")] = (
        Field(
            description="what the first fix changes, 10 to 90 characters, without a full stop, for "
            "example affects this command only",
        )
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
    otherwise: tuple[Signature, ...] = Field(
        default=(),
        description="texts that only show that it may be this page, where nothing shows another",
    )
    when_offered: Literal["pre-releases"] | None = Field(
        default=None,
        description="an echo that lists nothing but these is this page's: pre-releases",
    )
    same_in: Mapping[str, tuple[Signature, ...]] = Field(
        default_factory=dict,
        description="what other tools print for the same cause, by tool, for example "
        '{uv: ["invalid peer certificate: UnknownIssuer"]}',
    )
    shortest_path: int | None = Field(
        default=None,
        description="a signature with a path in quotes counts only where that has so many "
        "characters, for example 200",
    )
    look_first: Mapping[Signature, Sentence] = Field(
        default_factory=dict,
        description="what to look at instead of running the first fix, by a text that pip prints "
        'where that would fail again, for example {"(from versions: none)": "Look whether …"}',
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
