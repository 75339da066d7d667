"""What a requirement and a version specifier are, for a case and for the projects in it."""

from collections.abc import Callable

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet


def requirement(example: str) -> Callable[[str], str]:
    """A validator: the text, if it is a requirement; else ValueError, with the example."""

    def checked(text: str) -> str:
        try:
            Requirement(text)
        except InvalidRequirement:
            raise ValueError(f"{text!r} is no requirement: write for example {example}") from None
        return text

    return checked


def specifier(example: str) -> Callable[[str], str]:
    """A validator: the text, if it is a version specifier; else ValueError, with the example."""

    def checked(text: str) -> str:
        try:
            SpecifierSet(text)
        except InvalidSpecifier:
            words = f"{text!r} is no version specifier: write for example {example}"
            raise ValueError(words) from None
        return text

    return checked
