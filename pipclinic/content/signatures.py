"""Signatures: literal text that pip prints, with `*` for what varies.

The parts between the stars have to stand in one line, in their order; so matching is a
few searches for plain text, and no signature can make it slow. Where no line says enough by
itself, a signature has several, and they have to follow each other.
"""

from collections.abc import Iterator

MINIMUM = 8  # letters and digits a signature needs before it can mean anything


def problem_with(signature: str) -> str | None:
    """What is wrong with a signature, or None."""
    literal = sum(character.isalnum() for character in signature)
    if literal < MINIMUM:
        return (
            f"{signature!r} would match almost anything: write at least {MINIMUM} letters "
            "or digits of what pip prints, with * only for what varies"
        )
    return None


def matching_lines(signature: str, text: str) -> Iterator[int]:
    """The number of each line of `text`, from 0, that the signature stands in or spans."""
    parts = signature.split("\n")
    if any(piece not in text for part in parts for piece in part.split("*")):
        return
    lines = text.splitlines()
    for first in range(len(lines) - len(parts) + 1):
        spanned = range(first, first + len(parts))
        if all(_stands_in(part, lines[n]) for part, n in zip(parts, spanned, strict=True)):
            yield from spanned


def matching_line(signature: str, text: str) -> str | None:
    """The first line of `text` in which the signature stands, or None."""
    return next((text.splitlines()[n] for n in matching_lines(signature, text)), None)


def _stands_in(signature: str, line: str) -> bool:
    position = 0
    for part in signature.split("*"):
        found = line.find(part, position)
        if found < 0:
            return False
        position = found + len(part)
    return True
