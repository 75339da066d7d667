"""Published files that an index can offer, each with its digest: `published.toml`, beside this.

They are what no stand-in can show, such as a real SOCKS client, or a real project's build: a
project of a case that says `published = true` is served from here.
"""

import difflib
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from packaging.utils import canonicalize_name, parse_sdist_filename, parse_wheel_filename

_PATH = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True)
class Published:
    """One row: the name of a wheel or an sdist, and its SHA-256 in hexadecimal."""

    filename: str
    sha256: str

    @cached_property
    def requirement(self) -> str:
        """The project and the version, as in "pysocks==1.7.1"."""
        if self.filename.endswith(".whl"):
            name, version = parse_wheel_filename(self.filename)[:2]
        else:
            name, version = parse_sdist_filename(self.filename)
        return f"{name}=={version}"


TABLE: tuple[Published, ...] = tuple(
    Published(filename, sha256)
    for filename, sha256 in tomllib.loads(_PATH.read_text(encoding="utf-8")).items()
)


def of(name: str, version: str) -> tuple[Published, ...]:
    """The files of one version of a project that are in the table."""
    wanted = f"{canonicalize_name(name)}=={version}"
    return tuple(row for row in TABLE if row.requirement == wanted)


def nearest(requirement: str) -> str:
    """The requirement of the table that reads most like this one."""
    known = [row.requirement for row in TABLE]
    return difflib.get_close_matches(requirement, known, n=1, cutoff=0)[0]
