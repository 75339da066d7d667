"""The messages of the newest pip that no page answers, and why: `messages.toml`, beside this.

Tables are pip's files, below pip/_internal. A message stands there by its text, with `*` for what
varies, so a release that only moves lines changes nothing.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PATH = Path(__file__).with_name("messages.toml")

REASONS = {
    "check": "an internal check: nobody sees it, unless pip has a bug",
    "output": "plain output: says what pip does, and asks nothing of anybody",
    "plain": "wanted by nobody: it says what is wrong and what to do by itself",
}
DUE = "due"  # a page is to answer it: a test fails until none is left


class BadLedger(Exception):
    """The ledger is not what it has to be; says where."""


@dataclass(frozen=True)
class Ledger:
    """For each message, by file and text, the reason why no page answers it, or `due: <slug>`."""

    entries: Mapping[tuple[str, str], str]

    @property
    def due(self) -> tuple[str, ...]:
        """What a page is to answer, as a line each."""
        return tuple(
            f"{file}: {text} ({reason})"
            for (file, text), reason in self.entries.items()
            if reason.startswith(DUE)
        )


@cache
def read(path: Path = PATH) -> Ledger:
    """The ledger. Raises BadLedger."""
    entries: dict[tuple[str, str], str] = {}
    try:
        files = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadLedger(f"{path.name}: {error}") from None
    for file, reasons in files.items():
        for reason, texts in _lists(file, reasons):
            for text in texts:
                if (file, text) in entries:
                    raise BadLedger(f"{path.name}: {file}: twice: {text}")
                entries[file, text] = reason
    return Ledger(entries)


def _lists(file: str, reasons: Mapping[str, object]) -> Iterator[tuple[str, list[str]]]:
    for reason, value in reasons.items():
        if reason == DUE and isinstance(value, dict):
            yield from ((f"{DUE}: {slug}", texts) for slug, texts in value.items())
        elif reason in REASONS and isinstance(value, list):
            yield reason, value
        else:
            known = ", ".join(REASONS)
            raise BadLedger(
                f"messages.toml: {file}: {reason!r} is no reason: {known}, {DUE}.<slug>"
            )
