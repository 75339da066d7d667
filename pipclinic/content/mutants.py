"""Cases spoiled on purpose, one thing at a time.

A step that still holds when its case is spoiled proves less than it says. So each mutant must fail;
one that survives for a good reason is listed with it beside the case, see `survivors`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from pipclinic.content import spoiling
from pipclinic.content.case import Case, Fix, NamedFault, NotAFix, Reproduce
from pipclinic.content.claims import Shows
from pipclinic.content.due import Due, Step, due
from pipclinic.content.page import Document
from pipclinic.content.pips import Pip
from pipclinic.faults.environments import AsInstalled, Command, PutRight

# What runs and does nothing.
_NOTHING = {".sh": "true\n", ".py": "pass\n"}

Rule = Literal["setting", "healed", ""]


@dataclass(frozen=True)
class Mutant:
    """A page with one thing spoiled, and the steps of which one must fail then.

    name: what was spoiled, in words that stay the same while the case does. rule: of which rule of
    a complete proof it is, if of one. texts: snippets that are other than on disk, by file name.
    """

    name: str
    dues: tuple[Due, ...]
    rule: Rule = ""
    texts: Mapping[str, str] = field(default_factory=dict)


def mutants(page: Document, pip: Pip, foreign: str) -> Iterator[Mutant]:
    """Every way to spoil a page, for the steps that cover a pip; `foreign`: another's signature."""
    dues = [one for one in due(page, pip) if one.kind != "control"]
    for one in dues:
        if isinstance(one.step, Fix):
            yield from _without_the_remedy(one)
            yield from _failing_command_instead(one, pip)
        elif isinstance(one.step, Shows):
            yield from _showing_nothing(one, one.step, foreign)
        else:
            yield from _without_the_fault(one)
            yield from _as_something_else(one, foreign)
    yield from _spoiled_snippets(page, dues)


def _without_the_remedy(one: Due) -> Iterator[Mutant]:
    """What a fix does, is given or has set is taken away, piece by piece.

    What a reproduce of the fault has as well is no remedy: without it nothing need be wrong.
    That is not so where the reproduce has a remedy too, and undoes it.
    """
    step = one.step
    failing = [other for other in _failing(one) if not (other.before and other.then)]
    placed = [pair for other in failing for pair in other.places.items()]
    own = [file for file, place in step.places.items() if (file, place) not in placed]
    run = None if own else step.run
    before = None if step.before in [other.before for other in failing] else step.before
    for file in filter(None, [before, run]):
        nothing = {file: _NOTHING[Path(file).suffix]}
        yield Mutant(f"{one.id}: {file} does nothing", (one,), texts=nothing)
    for file in own:
        yield Mutant(f"{one.id}: {file} is empty", (one,), texts={file: ""})
    common = dict(
        pair
        for other in failing
        for pair in step.environment.items()
        if pair in other.environment.items()
    )
    if common != step.environment:
        yield Mutant(f"{one.id}: no variable is set", (_with(one, environment=common),))
    for place, whose in step.certificates.items():
        if all(other.certificates.get(place) != whose for other in failing):
            other = {**step.certificates, place: "public" if whose == "issuer" else "issuer"}
            name = f"{one.id}: other certificates in {place}"
            yield Mutant(name, (_with(one, certificates=other),))


def _failing(one: Due) -> list[Reproduce]:
    """What fails under the fault of a step, with whatever pip."""
    return [other for other in one.page.case.reproduce if other.under == one.step.under]


def _failing_command_instead(one: Due, pip: Pip) -> Iterator[Mutant]:
    """The command that fails stands in a fix's place, with all that is around it.

    Where the fix is such a command itself, what it has around it is the remedy.
    """
    step = one.step
    texts = {file: path.read_text(encoding="utf-8") for file, path in one.page.snippets.items()}
    failing = [other for other in _failing(one) if other.covers(pip)]
    commands = dict.fromkeys(other.then or other.run for other in failing)
    if step.then is None and texts[step.run] in [texts[file] for file in commands]:
        return
    for file in commands:
        if file != step.then:
            name = f"{one.id}: {file} in its place"
            yield Mutant(name, (_with(one, run=file, then=None),), "setting")


def _without_the_fault(one: Due) -> Iterator[Mutant]:
    """Nothing is wrong, and yet it is to fail."""
    named = one.page.case.named(one.step.under)
    if not isinstance(named.fault, Command):
        healed = replace(one, page=replace(one.page, case=_healed(one.page.case, named)))
        yield Mutant(f"{one.id}: the fault is healed", (healed,), "healed")


def _healed(case: Case, named: NamedFault) -> Case:
    broken = named.fault
    without = PutRight(broken.put_right) if isinstance(broken, AsInstalled) else Command()
    mended = named.model_copy(update={"fault": without})
    return case.model_copy(
        update={"fault": tuple(mended if fault is named else fault for fault in case.fault)}
    )


def _as_something_else(one: Due, foreign: str) -> Iterator[Mutant]:
    """Another error is expected of what fails; what does not help is said to help."""
    step = one.step
    assert isinstance(step, Reproduce | NotAFix)
    if step.fails_with is not None:
        other = _with(one, fails_with=foreign)
        yield Mutant(f"{one.id}: another page's signature", (other,))
    # Where it succeeds and installs nothing, the two ask for the same; its check is what tells.
    silent = step.then is None and step.exits == 0 and not step.installs
    if isinstance(step, NotAFix) and not silent:
        said = {key: getattr(step, key) for key in Fix.model_fields if hasattr(step, key)}
        fix = Fix.model_construct(**{**said, "exits": None})
        yield Mutant(f"{one.id}: said to be a fix", (replace(one, kind="fix", step=fix),))


def _showing_nothing(one: Due, step: Shows, foreign: str) -> Iterator[Mutant]:
    """Nothing is run for a claim, or it prints what another page is about."""
    nothing = _with(one, command="true", run="")
    yield Mutant(f"{one.id}: nothing is run", (nothing,))
    if step.prints:
        yield Mutant(f"{one.id}: another page's signature", (_with(one, prints=(foreign,)),))


def _spoiled_snippets(page: Document, dues: list[Due]) -> Iterator[Mutant]:
    """A line of a snippet is left out, an option too, or has another value.

    What does not help need not have any: left out, it does not help either.
    """
    for file, path in page.snippets.items():
        using = tuple(one for one in dues if file in _files(one.step) and one.kind != "not_a_fix")
        text = path.read_text(encoding="utf-8")
        for what, other in spoiling.spoiled(file, text) if using else ():
            yield Mutant(f"{file}: {what}", using, texts={file: other})


def _files(step: Step) -> set[str]:
    files = (step.run, step.before, step.then, step.after_failure_of, *step.places)
    return {file for file in files if file}


def _with(one: Due, **changed: object) -> Due:
    return replace(one, step=one.step.model_copy(update=changed))
