"""What the commands share: how they refuse, and read what is asked for."""

import errno
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from pipclinic.content import catalogue
from pipclinic.content.catalogue import Catalogue
from pipclinic.content.problems import BadContent, unknown
from pipclinic.evidence.report import NotRead, NotWritten

ROOT = Path()

Slugs = Annotated[list[str] | None, typer.Argument(help="Pages, by slug; all when none is named.")]
PipChoice = Annotated[
    str,
    typer.Option("--pip", help="newest, all, a version, or default: the newest and one old."),
]


# What the machine says where a clone may not be written to, or has no room.
_NOT_OURS = (errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EDQUOT)


class Refused(Exception):
    """Something to tell the user instead of doing what was asked; exit code 2."""


@contextmanager
def for_people() -> Iterator[None]:
    """Turn what a user can mend into lines without a traceback, and exit code 2."""
    try:
        yield
    except BadContent as bad:
        for problem in bad.problems:
            typer.secho(str(problem), fg="red", err=True)
        raise typer.Exit(2) from None
    except (Refused, NotRead, NotWritten) as refused:
        typer.secho(str(refused), fg="red", err=True)
        raise typer.Exit(2) from None
    except OSError as error:
        if error.errno not in _NOT_OURS:
            raise
        typer.secho(_not_ours(error), fg="red", err=True)
        raise typer.Exit(2) from None


def _not_ours(error: OSError) -> str:
    """Words for what the machine does not let us do."""
    what = f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"{what}. Make room where the clone is, and run this again"
    return f"{what}. What is made goes below {Path.cwd()}: clone where you may write"


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
