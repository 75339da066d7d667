"""What an index offers: projects, as a case describes them, and the fault of offering others."""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic.dataclasses import dataclass

from pipclinic.faults import published
from pipclinic.faults.hosts import CLOSED
from pipclinic.faults.requirements import requirement, specifier


def _pairs(table: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> Iterable[tuple[str, Any]]:
    return tuple(table.items()) if isinstance(table, Mapping) else table


# Written as a table, kept as something that can be a key of a cache.
_TABLE = (BeforeValidator(_pairs), WithJsonSchema({"type": "object"}))
Files = Annotated[tuple[tuple[str, str], ...], *_TABLE]
Requirements = tuple[Annotated[str, AfterValidator(requirement("idna>=3"))], ...]
Extras = Annotated[tuple[tuple[str, Requirements], ...], *_TABLE]


def _moment(text: str) -> str:
    """The text, if it is a moment as PEP 700 has it, or nothing; else ValueError."""
    if text and not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z", text):
        raise ValueError(f"{text!r} is no moment: write for example 2026-01-01T00:00:00Z")
    return text


_UPLOADED = "2026-01-01T00:00:00.000000Z"


def _later(default: str) -> Any:
    """Of a key that was added when pages had been proved without: only what differs is said of it.

    A page's fingerprint is of what its case says, so what was seen of it goes on to count.
    """
    return Field(exclude_if=lambda value: value == default)


@dataclass(frozen=True, config=CLOSED)
class Project:
    """One version of a project, as an index would have it.

    name: its name; it takes the place of the usual project of that name: each index has requests,
        idna, pip and setuptools.
    version: its one version; several versions are several projects of one name.
    requires: its dependencies, as requirement strings.
    extras: those that it declares, and what each requires, as in `{ socks = ["PySocks>=1.5.6"] }`.
    requires_python: which versions of Python it is for; pip passes it over on others.
    build_requires: what its sdist needs to be built; the stub's setuptools builds it.
    formats: which distributions exist, of "wheel" and "sdist".
    tag: what the wheel is for, as Python, ABI and platform.
    files: text of files in the distributions, by their path, beside the usual ones or in their
        place; an empty text takes the file out.
    size: bytes of incompressible payload added, for faults that strike in mid-file.
    only: the one host that offers it, by its role in the world; every index by default.
    yanked: why its author has withdrawn it, if so (PEP 592).
    upload_time: when it was uploaded, as the index says it in JSON (PEP 700); "" where it does not.
    published: whether its files are the real ones, of the table in `faults/published.toml`; they
        then bring their own metadata.
    """

    name: str
    version: str = "1.0"
    requires: Requirements = ()
    extras: Extras = ()
    requires_python: Annotated[str, AfterValidator(specifier(">=3.6"))] = ">=3.6"
    build_requires: Requirements = ("setuptools>=40.8.0",)
    formats: tuple[Literal["wheel", "sdist"], ...] = ("wheel",)
    tag: str = "py3-none-any"
    files: Files = ()
    size: Annotated[int, Field(ge=0, strict=True)] = 0
    only: Literal["", "index", "company"] = ""
    yanked: Annotated[str, _later("")] = ""
    upload_time: Annotated[str, AfterValidator(_moment), _later(_UPLOADED)] = _UPLOADED
    published: bool = False

    def __post_init__(self) -> None:
        if self.published and not published.of(self.name, self.version):
            asked = f"{self.name}=={self.version}"
            words = f"{asked} is not in the table of pipclinic/faults/published.toml"
            raise ValueError(f"{words}; the nearest there is {published.nearest(asked)}")


@dataclass(frozen=True, config=CLOSED)
class Offers:
    """A fault of what is offered: these instead of the usual versions of the same projects."""

    instead: Annotated[tuple[Project, ...], Field(min_length=1)]
    kind: Literal["offers"] = "offers"
