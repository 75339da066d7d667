"""The versions of pip that people have: one table for the tests, the pages and the docs."""

from dataclasses import dataclass
from pathlib import Path

from packaging.version import Version

WHEELS = Path(".cache/pips")


@dataclass(frozen=True)
class Pip:
    """One row: a version, the Python it comes with, the Pythons it runs on, and why it is here.

    python: "3.11", or None for the newest one a machine has.
    oldest, newest: the range of Pythons it runs on; None means no known end.
    sha256: of its wheel.
    """

    version: str
    python: str | None
    oldest: str
    newest: str | None
    why: str
    sha256: str

    def runs_on(self, python: str) -> bool:
        """Whether this pip runs on a Python, named as in "3.11"."""
        fits_below = self.newest is None or Version(python) <= Version(self.newest)
        return Version(self.oldest) <= Version(python) and fits_below

    @property
    def wheel(self) -> Path:
        """Where its wheel is kept, once fetched."""
        return next(WHEELS.glob(f"pip-{self.version}-*.whl"), WHEELS / f"pip-{self.version}.whl")


TABLE = (
    Pip(
        "9.0.3",
        "3.6",
        "3.6",
        "3.9",
        "the last 9.x; still asks the legacy index host",
        "c3ede34530e0e0b2381e7363aded78e0c33291654937e7373032fda04e8803e5",
    ),
    Pip(
        "18.1",
        "3.7",
        "3.6",
        "3.9",
        "Debian 10",
        "7909d0a0932e88ea53a7014dfd14522ffef91a464daaaf5c573343852ef98550",
    ),
    Pip(
        "20.0.2",
        "3.8",
        "3.6",
        "3.11",
        "Ubuntu 20.04",
        "4ae14a42d8adba3205ebeb38aa68cfc0b6c346e1ae2e699a0b3bad4da19cef5c",
    ),
    Pip(
        "20.3.4",
        "3.9",
        "3.6",
        "3.11",
        "Debian 11",
        "217ae5161a0e08c0fb873858806e3478c9775caffce5168b50ec885e358c199d",
    ),
    Pip(
        "22.0.2",
        "3.10",
        "3.7",
        "3.11",
        "Ubuntu 22.04",
        "682eabc4716bfce606aca8dab488e9c7b58b0737e9001004eb858cdafcd8dbdd",
    ),
    Pip(
        "23.0.1",
        "3.11",
        "3.7",
        "3.11",
        "Debian 12",
        "236bcb61156d76c4b8a05821b988c7b8c35bf0da28a4b614e8d6ab5212c25c6f",
    ),
    Pip(
        "24.0",
        "3.12",
        "3.7",
        None,
        "Ubuntu 24.04",
        "ba0d021a166865d2265246961bec0152ff124de910c5cc39f1156ce3fa7c69dc",
    ),
    Pip(
        "25.1.1",
        "3.13",
        "3.9",
        None,
        "Debian 13",
        "2913a38a2abf4ea6b64ab507bd9e967f3b53dc1ede74b01b0931e1ce548751af",
    ),
    Pip(
        "26.1.2",
        "3.13",
        "3.10",
        None,
        "the releases that turned cut-off downloads into tracebacks",
        "382ff9f685ee3bc25864f820aa50505825f10f5458ffff07e30a6d96e5715cab",
    ),
    Pip(
        "26.3",
        None,
        "3.10",
        None,
        "the newest",
        "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13",
    ),
)

NEWEST = TABLE[-1]
OLD = next(pip for pip in TABLE if pip.version == "23.0.1")


def chosen(choice: str) -> tuple[Pip, ...]:
    """The rows that `--pip` names: "newest", "all", "default" (newest and one old), or a version.

    A version may be cut short, as in 20.3 for 20.3.4. Raises ValueError, with the versions there
    are, when there is no such row.
    """
    named = {"newest": (NEWEST,), "all": TABLE, "default": (OLD, NEWEST)}
    rows = named.get(choice) or tuple(
        pip for pip in TABLE if f"{pip.version}.".startswith(f"{choice}.")
    )
    if not rows:
        known = ", ".join(pip.version for pip in TABLE)
        raise ValueError(f"no pip {choice} in the table: say newest, all, or one of {known}")
    return rows
