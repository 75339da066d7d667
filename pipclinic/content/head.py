"""The heads of pages and guides, and the phases of an install.

The descriptions are what a contributor is told to write instead of a mistake.
"""

import datetime
from collections.abc import Mapping
from itertools import chain
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

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


class Head(Closed):
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


class HomeExample(Closed):
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
