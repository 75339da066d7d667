"""The footnotes of a page, made of its claims: what was executed, read, or reported."""

from collections.abc import Iterator, Sequence

from pipclinic.content.case import Failing, Step
from pipclinic.content.claims import Claim, Executed, Read, Reported, Shows
from pipclinic.content.page import Document
from pipclinic.evidence.evidence import Seen
from pipclinic.evidence.report import Outcome
from pipclinic.site import proofs
from pipclinic.site.rendering import code_span, plain


def footnotes(document: Document, seen: Seen) -> Sequence[tuple[str, Sequence[str]]]:
    """Each footnote's name, in the order of the text, and a sentence for each piece of evidence."""
    claims, body = document.claims, document.body
    names = sorted(claims.names, key=lambda name: body.find(f"[^{name}]"))
    return [(name, [_said(document, seen, claim) for claim in claims.of(name)]) for name in names]


def _said(document: Document, seen: Seen, claim: Shows | Claim) -> str:
    match claim:
        case Shows():
            command = claim.command or _text(document, claim.run)
            around = " in good health" if claim.healthy else ""
            return _executed(document, seen, [claim], f"{command} {_shown(claim)}{around}")
        case Executed():
            by_words: dict[str, list[Step]] = {}
            for step in (step for step in document.case.steps if step.id == claim.step):
                by_words.setdefault(_done(document, step), []).append(step)
            said = (_executed(document, seen, some, what) for what, some in by_words.items())
            return " ".join(said)
        case Read():
            return _read(claim)
        case Reported():
            return f"Reported by {plain(claim.by)}: <{claim.address}>"


def _executed(document: Document, seen: Seen, steps: Sequence[Step], what: str) -> str:
    where = plain(document.case.named(steps[0].under).means)
    rows = [row for step in steps for row in seen.of(step)]
    if not rows or not all(row.holds for row in rows):
        state = "Not as stated in this build" if rows else "Not executed in this build"
        return f"{state}: where {where}, {what}."
    days = _days(rows)
    return f"Executed {days}, where {where}: {what}, with {proofs.versions(_pips(rows))}."


def _days(rows: Sequence[Outcome]) -> str:
    return " and ".join(dict.fromkeys(row.date.isoformat() for row in (rows[0], rows[-1])))


def _pips(rows: Sequence[Outcome]) -> Sequence[str]:
    return [row.pip for row in rows]


def _done(document: Document, step: Step) -> str:
    """What a step that is there already does, in words."""
    command = _text(document, step.run)
    if not isinstance(step, Failing):
        words = proofs.words_of_fixes([step])
        return (
            f"after {command}, {words.removeprefix('then ')}"
            if step.then
            else (f"{command} {words}")
        )
    failing = f"after {command}, {_text(document, step.then)}" if step.then else command
    if step.fails_with is None:
        return f"{failing} exits with 0 and does the wrong thing"
    return f"{failing} {_prints((step.fails_with,))}"


def _shown(claim: Shows) -> str:
    """What a command shows, in words."""
    said = [f"exits with {claim.exits}"]
    if claim.prints:
        said.append(_prints(claim.prints))
    if claim.lacks:
        said.append(f"does not print {' or '.join(map(code_span, claim.lacks))}")
    return ", ".join(said)


def _prints(texts: Sequence[str]) -> str:
    lines = (line.strip() for text in texts for line in text.splitlines())
    return f"prints {' and '.join(map(code_span, lines))}"


def _text(document: Document, file: str) -> str:
    """A snippet as it is typed, if a line says it; else its name."""
    lines = document.snippets[file].read_text(encoding="utf-8").strip().splitlines()
    return code_span(lines[0] if len(lines) == 1 else file)


def _read(claim: Read) -> str:
    text = code_span(" ".join(claim.text.split()))
    both = f", but not in pip {_and(claim.lacks)}" if claim.has and claim.lacks else ""
    in_which = _and(claim.has or claim.lacks)
    verb = "stands" if claim.has else "does not stand"
    return f"Read in pip {in_which}: {text} {verb} in {code_span(claim.file)}{both}."


def _and(versions: Sequence[str]) -> str:
    *others, last = versions
    return f"{', '.join(others)} and {last}" if others else last


def markdown(document: Document, seen: Seen) -> Iterator[str]:
    """The definitions of the footnotes, as lines of Markdown."""
    for name, sentences in footnotes(document, seen):
        yield ""
        yield f"[^{name}]: {' '.join(sentences)}"
