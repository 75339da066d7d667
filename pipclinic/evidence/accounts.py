"""Whether each message of a pip is answered by a page, or accounted for in the ledger.

A signature fits a message if it may stand in what pip prints: the stars of both may be anything,
but most of the signature has to be words of the message.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipclinic.content.ledger import Ledger
from pipclinic.content.page import Page
from pipclinic.content.signatures import MINIMUM
from pipclinic.evidence.messages import Message

_SHARE = 0.7  # of a signature's letters and figures that have to be words of the message
_WORDS = re.compile(r"[^\W_]+")
_GRAM = 9  # so many signs of both have to be the same, one after the other
_NEVER = -(10**6)


@dataclass(frozen=True)
class Account:
    """What was found of the messages of a pip, each as a line for people.

    unknown: neither answered by a page nor in the ledger. dead: in the ledger, and not printed any
    more, or answered by a page.
    """

    messages: int
    answered: int
    listed: int
    unknown: tuple[str, ...]
    dead: tuple[str, ...]


def account(messages: Iterable[Message], pages: Mapping[str, Page], ledger: Ledger) -> Account:
    """Compare the messages of a pip with the signatures of all pages, and with the ledger."""
    all_of_them = tuple(messages)
    answering = Answering(pages)
    answers = {(each.file, each.text): answering.slug(each) for each in all_of_them}
    unknown = [key for key, slug in answers.items() if not slug and key not in ledger.entries]
    return Account(
        messages=len(answers),
        answered=sum(slug is not None for slug in answers.values()),
        listed=sum(key in ledger.entries for key in answers),
        unknown=tuple(f"{file}: {text}" for file, text in unknown),
        dead=tuple(_dead(answers, ledger)),
    )


def told(found: Account, version: str) -> str:
    """What is to be done about the messages of a pip, as Markdown; "" where it is nothing."""
    parts = {
        "Neither answered by a page nor listed in `messages.toml`": found.unknown,
        "Listed there without need": found.dead,
    }
    lines = [
        line
        for title, some in parts.items()
        if some
        for line in ("", f"{title}:", "", *(f"- `{one}`" for one in some))
    ]
    return "\n".join([f"## What pip {version} can print", *lines, ""]) if lines else ""


def _dead(answers: Mapping[tuple[str, str], str | None], ledger: Ledger) -> Iterator[str]:
    for (file, text), reason in ledger.entries.items():
        if (file, text) not in answers:
            yield f"{file}: {text} (is printed no more; listed as {reason})"
        elif slug := answers[file, text]:
            yield f"{file}: {text} (a signature of {slug} fits; listed as {reason})"


class Answering:
    """Which page answers a message; signatures are tried only where something of them stands."""

    def __init__(self, pages: Mapping[str, Page]) -> None:
        self._by_gram: dict[str, list[tuple[str, str]]] = {}
        for slug, page in pages.items():
            codes = (f"error: {code}" for code in page.front.pip_references)
            for signature in dict.fromkeys((*page.front.all_signatures, *codes)):
                text = " ".join(signature.replace("\n", "*").split())
                for gram in _grams(text):
                    self._by_gram.setdefault(gram, []).append((slug, text))

    def slug(self, message: Message) -> str | None:
        """The page that has a signature which fits a message, if there is one."""
        text = f"{message.before}{message.text}"
        grams = _grams(message.text) | _grams(message.before)
        near = {found for gram in grams for found in self._by_gram.get(gram, ())}
        for slug, signature in sorted(near):
            if fits(signature, text):
                return slug
        return None


def fits(signature: str, message: str) -> bool:
    """Whether a signature may stand in a message: it begins there, and is mostly words of it."""
    words = _WORDS.findall(signature)
    needed = max(MINIMUM, _SHARE * sum(map(len, words)))
    # Most do not, which is seen faster like this; words may be cut where a star stands.
    if 1.3 * sum(len(word) for word in words if word in message) < needed:
        return False
    return _shared(signature, message) >= needed


def _shared(signature: str, message: str) -> int:
    """How many letters and figures both share where one stands in the other; below 0: nowhere."""
    behind = [0] * (len(message) + 1)
    for place, sign in reversed(list(enumerate(signature))):
        here = [behind[-1] if sign == "*" else _NEVER] * (len(message) + 1)
        for at in range(len(message) - 1, -1, -1):
            if sign == "*" or (message[at] == "*" and place > 0):
                here[at] = max(behind[at], here[at + 1])
            elif sign == message[at]:
                here[at] = behind[at + 1] + sign.isalnum()
            else:
                here[at] = _NEVER
        behind = here
    return max(behind)


def _grams(text: str) -> set[str]:
    parts = text.split("*")
    return {part[at : at + _GRAM] for part in parts for at in range(len(part) - _GRAM + 1)}
