"""What the commands share: how they speak, refuse, and read what is asked for."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from pipclinic.content import catalogue
from pipclinic.content.catalogue import Catalogue
from pipclinic.content.problems import BadContent, unknown
from pipclinic.evidence.report import NotRead, NotWritten

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

ROOT = Path()

Slugs = Annotated[list[str] | None, typer.Argument(help="Pages, by slug; all when none is named.")]
PipChoice = Annotated[
    str,
    typer.Option("--pip", help="newest, all, a version, or default: the newest and one old."),
]


class Refused(Exception):
    """Something to tell the user instead of doing what was asked; exit code 2."""


@contextmanager
def for_people() -> Iterator[None]:
    """Turn what a user can mend into lines without a traceback, and exit code 2."""
    try:
        yield
    except BadContent as bad:
        for problem in bad.problems:
            err.print(str(problem), style="red", markup=False)
        raise typer.Exit(2) from None
    except (Refused, NotRead, NotWritten) as refused:
        err.print(str(refused), style="red", markup=False)
        raise typer.Exit(2) from None


def existing(slugs: Iterable[str]) -> tuple[str, ...]:
    """The slugs, if each is a page's or a guide's; raises Refused."""
    known = catalogue.slugs(ROOT)
    for slug in slugs:
        if slug not in known:
            raise Refused(unknown("page", slug, known, "docs/errors/ has all there are"))
    return tuple(slugs)


def loaded_pages(slugs: list[str] | None) -> Catalogue:
    """The pages that are named, or all; a mistake in another page is nobody's business then."""
    return catalogue.load(ROOT, existing(slugs or ()))


def counted(number: int, what: str) -> str:
    """A number with its noun, as in "1 step" or "2 steps"."""
    return f"{number} {what}{'s' * (number != 1)}"
