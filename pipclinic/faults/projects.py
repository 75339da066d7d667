"""What an index offers: projects, as a case describes them, and the fault of offering others."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic.dataclasses import dataclass

from pipclinic.faults import published
from pipclinic.faults.hosts import CLOSED


def _pairs(files: Mapping[str, str] | Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    return tuple(files.items()) if isinstance(files, Mapping) else files


# Written as a table, kept as something that can be a key of a cache.
Files = Annotated[tuple[tuple[str, str], ...], BeforeValidator(_pairs)]


@dataclass(frozen=True, config=CLOSED)
class Project:
    """One version of a project, as an index would have it.

    requires: its dependencies, as requirement strings.
    formats: which distributions exist, of "wheel" and "sdist".
    tag: what the wheel is for, as Python, ABI and platform.
    files: text of files in the distributions, by their path, beside the usual ones or in their
        place; an empty text takes the file out.
    size: bytes of incompressible payload added, for faults that strike in mid-file.
    only: the one host that offers it, by its role in the world; every index by default.
    published: whether its files are the real ones, of the table in `faults/published.py`; they then
        bring their own metadata.
    """

    name: str
    version: str = "1.0"
    requires: tuple[str, ...] = ()
    requires_python: str = ">=3.6"
    build_requires: tuple[str, ...] = ("setuptools>=40.8.0",)
    formats: tuple[Literal["wheel", "sdist"], ...] = ("wheel",)
    tag: str = "py3-none-any"
    files: Files = ()
    size: int = 0
    only: Literal["", "index", "company"] = ""
    published: bool = False

    def __post_init__(self) -> None:
        if self.published and not published.of(self.name, self.version):
            known = ", ".join(wheel.requirement for wheel in published.TABLE)
            raise ValueError(
                f"{self.name}=={self.version} is not in the table of "
                f"pipclinic/faults/published.py, which has {known}"
            )


@dataclass(frozen=True, config=CLOSED)
class Offers:
    """A fault of what is offered: these instead of the usual versions of the same projects."""

    instead: Annotated[tuple[Project, ...], Field(min_length=1)]
    kind: Literal["offers"] = "offers"
