"""One page or guide: its text, its case and its snippets; and the lines it is made of."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipclinic.content.case import Case
from pipclinic.content.claims import Claims
from pipclinic.content.head import FrontMatter, GuideHead, Head

# --8<-- "slug/file": indentation, slug, file
INCLUDE = re.compile(r'^(\s*)--8<-- "([^/"]+)/([^"]+)"\s*$')
_FENCE = re.compile(r"^\s*(`{3,}|~{3,})\s*([\w.+-]*)")
# level, text, and the id, where it has one
HEADING = re.compile(r"^(#{1,6}) (.*?)(?:\s*\{ ?#([\w-]+) ?\})?\s*$")


def include_in(line: str) -> re.Match[str] | None:
    """The include that a line is: see INCLUDE."""
    return INCLUDE.match(line) if "8<-" in line else None


@dataclass(frozen=True)
class Heading:
    """A heading of a page: line in the file, level, text, and id ("" when it has none)."""

    line: int
    level: int
    text: str
    identifier: str


@dataclass(frozen=True)
class Document:
    """A text with its case and its snippets (file name to path); the body starts at body_line."""

    slug: str
    path: Path
    front: Head
    body: str
    body_line: int
    case: Case
    snippets: Mapping[str, Path]
    claims: Claims

    @property
    def folder(self) -> Path:
        """Where its snippets are."""
        return self.path.parents[2] / "snippets" / self.slug

    @property
    def signatures(self) -> tuple[str, ...]:
        """The texts of pip's that this is about."""
        texts = [step.fails_with for step in self.case.reproduce]
        texts += [step.fails_with for step in self.case.not_a_fix]
        return tuple(dict.fromkeys(filter(None, texts)))

    @property
    def recorded(self) -> frozenset[str]:
        """The names of all that is printed: by its steps, by its examples, and the tables of it."""
        steps = {step.printed_name for step in self.case.reproduce if step.record}
        examples = {Path(example.run).stem for example in self.case.example}
        return frozenset(steps | examples | {f"outcomes-{fault.name}" for fault in self.case.fault})

    @cached_property
    def fingerprint(self) -> str:
        """A digest of what the case says, not of how, and of all else that a run depends on."""
        said: dict[str, object] = {
            "case": self.case.model_dump(mode="json", exclude_unset=True),
            "signatures": self.signatures,
        }
        if self.claims.shows:
            said["shows"] = [
                shown.model_dump(mode="json", exclude_unset=True) for shown in self.claims.shows
            ]
        digest = hashlib.sha256(json.dumps(said, sort_keys=True).encode())
        for name, path in sorted(self.snippets.items()):
            digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
        return digest.hexdigest()[:16]

    @cached_property
    def lines(self) -> Sequence[tuple[int, str, str | None]]:
        """The body's lines: number in the file, text, and the language of the fence around it.

        Outside a fence the language is None; the fence's own two lines are left out.
        """
        return tuple(self._lines())

    def _lines(self) -> Iterator[tuple[int, str, str | None]]:
        closing: str | None = None
        language: str | None = None
        for number, line in enumerate(self.body.splitlines(), self.body_line):
            match = _FENCE.match(line) if "```" in line or "~~~" in line else None
            if closing is None and match:
                closing, language = match[1], match[2]
            elif closing is not None and line.strip() == closing:
                closing, language = None, None
            else:
                yield number, line, language

    @cached_property
    def headings(self) -> Sequence[Heading]:
        """The headings outside fences."""
        return tuple(self._headings())

    def _headings(self) -> Iterator[Heading]:
        for number, line, fence in self.lines:
            match = HEADING.match(line) if fence is None and line.startswith("#") else None
            if match:
                yield Heading(number, len(match[1]), match[2], match[3] or "")


@dataclass(frozen=True)
class Page(Document):
    """One error: docs/errors/<slug>.md."""

    front: FrontMatter
    echoes: tuple[str, ...] = ()
    """The texts in which pip ends on the pages that this one explains."""

    @property
    def signatures(self) -> tuple[str, ...]:
        """The texts of pip's by which this error is known."""
        return self.front.signatures

    @property
    def tldr(self) -> str:
        """The answer in a line: the cause, and the first fix where it is a command or two."""
        file = next(iter(self.front.first_fix.values()), "")
        command = file.endswith((".sh", ".ps1")) and file in self.snippets
        text = self.snippets[file].read_text(encoding="utf-8") if command else ""
        lines = text.strip().splitlines()
        short = len(lines) <= 2 and not any("`" in line or line[-1:] == "\\" for line in lines)
        commands = ", then ".join(f"`{line.strip()}`" for line in lines) if short else ""
        return f"{self.front.cause} {commands}".strip()


@dataclass(frozen=True)
class Guide(Document):
    """What several errors have in common: docs/guides/<slug>.md. It may have no case."""

    front: GuideHead
