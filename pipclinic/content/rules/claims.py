"""Every sentence that could be false has a footnote, and every footnote has evidence."""

import re
from collections.abc import Iterable, Iterator, Mapping

from packaging.version import Version

from pipclinic.content.claims import Executed, Read
from pipclinic.content.page import Document, include_in
from pipclinic.content.problems import Problem, unknown
from pipclinic.content.releases import RELEASES, before

# One that begins a line and has a colon behind it is written there, not cited.
CITED = re.compile(r"(?:(?<=\S)\[\^|\[\^(?![\w-]+\]:))([\w-]+)\]")
_WRITTEN = re.compile(r"^\s*\[\^([\w-]+)\]:")

# What makes a sentence a claim: a version or another number, in figures or in words; a default.
_FIGURE = re.compile(r"\d(?<![\w#/=-]\d)[\d.,_]*(?![\w-])")
_WORD = re.compile(
    r"\b(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|sixty"
    r"|twice|by default|defaults? (?:to|is|of|value)|exit codes?)\b",
    re.IGNORECASE,
)
# Figures that claim nothing: a name that has one, as the status of an answer.
_NAMES = re.compile(
    r"\b(?:[45]\d\d(?![.,]?\d| (?:[kMG]B|bytes|seconds|characters))|IPv[46]|UTF-8|PEP \d+"
    r"|SOCKS ?5h?|Python [23](?!\.\d)|Windows \d+|[A-Z][a-z]+ 20\d\d)\b"
)


def claim_problems(
    document: Document, name: str, said: Iterable[tuple[int, str]]
) -> Iterator[Problem]:
    """Footnotes without evidence, evidence without a footnote, sentences without either."""
    names = document.claims.names
    cited = set()
    for number, line, fence in document.lines:
        if fence is not None or "[^" not in line or include_in(line):
            continue
        if found := _WRITTEN.match(line):
            words = (
                "footnotes are made of the case: write [[shows]], [[read]] or [[reported]] there"
            )
            yield Problem(name, number, f"[^{found[1]}]: {words}")
        for cite in CITED.findall(line):
            cited.add(cite)
            if cite not in names:
                words = f"snippets/{document.slug}/case.toml has no id = {cite!r} in [[shows]], "
                hint = unknown("claim", cite, names, f"{words}[[read]] or [[reported]]")
                yield Problem(name, number, hint)
    for number, words in _unproved(said):
        yield Problem(name, number, words)


def wrong_claims(document: Document) -> Iterator[tuple[str, str, str]]:
    """What is wrong with claims beside their page: the claim's name, the key, what is wrong."""
    text = "\n".join(line for _, line, fence in document.lines if fence is None)
    cited = set(CITED.findall(text))
    steps = {step.id for step in document.case.steps}
    for claim in (*document.claims.shows, *document.claims.others):
        if claim.name not in cited:
            yield claim.name, "id", f"no sentence of the page ends in [^{claim.name}]: take it out"
        if isinstance(claim, Executed) and claim.step not in steps:
            ids = f"'pipclinic plan {document.slug}' lists them"
            yield claim.name, "step", unknown("step", claim.step, steps, ids)
        if isinstance(claim, Read) and (words := _wrong_boundary(claim)):
            yield claim.name, "has", words
    for shown in document.claims.shows:
        if shown.run and shown.run not in document.snippets:
            yield shown.name, "run", f"snippets/{document.slug}/{shown.run} does not exist"


def _wrong_boundary(claim: Read) -> str:
    if not claim.pips:
        return "is missing: write the pips that have the text, or lack it, or both"
    if twice := set(claim.has) & set(claim.lacks):
        return f"pip {min(twice)} cannot have it and lack it"
    if not claim.has or not claim.lacks:
        return ""
    neighbours = {(version, before(version)) for version in claim.pips}
    if any((a, b) in neighbours or (b, a) in neighbours for a in claim.has for b in claim.lacks):
        return ""
    first, last = sorted((claim.has[0], claim.lacks[-1]), key=Version)
    between = [v for v in RELEASES if Version(first) < Version(v) < Version(last)]
    return (
        "a boundary lies between neighbours: name the last without and the first with; between "
        f"yours there is pip {', '.join(between[:4])}"
    )


def _unproved(said: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Sentences with a figure or a default and no footnote: the line, and what to do."""
    for number, sentence in said:
        if "[^" in sentence and CITED.search(sentence):
            continue
        plain = _NAMES.sub("", sentence)
        if found := _FIGURE.search(plain) or _WORD.search(plain):
            short = " ".join(sentence.split())[:60]
            words = f"{found[0].rstrip('.,')!r} is a claim without a footnote, in {short!r}"
            yield number, f"{words}: add [^name] and its evidence, or cut it"


def figures(documents: Mapping[str, Document]) -> Mapping[str, int]:
    """How many claims there are, and how many pieces of evidence of each kind."""
    claims = [document.claims for document in documents.values()]
    others = [type(claim) for each in claims for claim in each.others]
    return {
        "claims": sum(len(each.names) for each in claims),
        "executed": others.count(Executed) + sum(len(each.shows) for each in claims),
        "read": others.count(Read),
        "reported": len(others) - others.count(Executed) - others.count(Read),
    }
