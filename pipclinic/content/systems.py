"""The systems that a case's sandbox can be, instead of one that only has a Python and a pip."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class System:
    """One system.

    name: as cases say it. words: for people. suite: what its archive calls it. python: the minor
    version of its own Python. pip: of its own pip, a row of the table of pips.
    """

    name: str
    words: str
    suite: str
    python: str
    pip: str


_ALL = (
    System("debian-12", "Debian 12", "bookworm", "3.11", "23.0.1"),
    System("debian-13", "Debian 13", "trixie", "3.13", "25.1.1"),
)
SYSTEMS: Mapping[str, System] = {system.name: system for system in _ALL}
