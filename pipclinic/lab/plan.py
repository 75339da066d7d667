"""What a run will do: every step that is due, and the Python for it; what cannot be run here."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipclinic.content.case import Fix
from pipclinic.content.catalogue import Catalogue
from pipclinic.content.due import Due, Step
from pipclinic.content.page import Document
from pipclinic.content.pips import Pip
from pipclinic.evidence.evidence import expected
from pipclinic.evidence.report import NotShown, Skipped
from pipclinic.lab import interpreter, possible
from pipclinic.lab.interpreters import Interpreter, interpreter_for, newest_on
from pipclinic.lab.systems import roots as systems


@dataclass(frozen=True)
class Job:
    """One step on one pip, still to be run."""

    due: Due
    pip: Pip
    python: Interpreter

    @property
    def page(self) -> Document:
        """The page it is of."""
        return self.due.page

    @property
    def step(self) -> Step:
        """What its case says of it."""
        return self.due.step


@dataclass(frozen=True)
class Plan:
    """What a run will do; which pips and which faults it has to leave out on this machine."""

    jobs: tuple[Job, ...]
    skipped: tuple[Skipped, ...]
    not_shown: tuple[NotShown, ...]


def plan(catalogue: Catalogue, slugs: Sequence[str], pips: Sequence[Pip]) -> Plan:
    """Every step of the pages for every pip that it covers and this machine can run.

    Call it where the steps will be run (see `isolation`): a fault may need a network of its own.
    """
    pages = [catalogue.documents[slug] for slug in slugs]
    not_shown = [row for page in pages for row in (*_faults_left_out(page), *_fixes_left_out(page))]
    skipped: list[Skipped] = []
    jobs: list[Job] = []
    for pip in pips:
        python = interpreter_for(pip)
        if python is None:
            skipped.append(_skipped(pip))
            continue
        if reason := interpreter.impossible(python):
            not_shown += [
                NotShown(slug=page.slug, fault=fault.name, pip=pip.version, reason=reason)
                for page in pages
                for fault in page.case.fault
                if fault.outside
            ]
        for page in pages:
            for due in expected(page, pip, not_shown):
                system = page.case.named(due.step.under).system
                jobs.append(Job(due, pip, systems.python(system) if system else python))
    return Plan(tuple(_interleaved(jobs)), tuple(skipped), tuple(not_shown))


def _faults_left_out(page: Document) -> list[NotShown]:
    return [
        NotShown(slug=page.slug, fault=fault.name, reason=reason)
        for fault in page.case.fault
        if (reason := possible.impossible_here(fault))
    ]


def _fixes_left_out(page: Document) -> list[NotShown]:
    """Fixes for which another Python has to be there than the pip's."""
    return [
        NotShown(
            slug=page.slug,
            fault=step.under,
            id=step.id,
            reason=f"{step.run} needs a Python {step.python}",
        )
        for step in page.case.steps
        if isinstance(step, Fix) and step.python and not newest_on(step.python)
    ]


def _skipped(pip: Pip) -> Skipped:
    upper = f" to {pip.newest}" if pip.newest else " or newer"
    reason = f"needs Python {pip.oldest}{upper}, which this machine does not have"
    return Skipped(pip=pip.version, python=pip.python or "newest", reason=reason)


def _interleaved(jobs: Sequence[Job]) -> list[Job]:
    """Steps that mostly wait among steps that mostly compute, so that no core is ever idle.

    The ones that wait are through a little earlier, for a long wait at the end would be idle.
    """
    placed = []
    for kinds, share in ((("not_a_fix", "reproduce"), 0.85), (("fix", "control", "shows"), 1.0)):
        alike = [job for kind in kinds for job in jobs if job.due.kind == kind]
        placed += [(share * number / len(alike), job) for number, job in enumerate(alike)]
    return [job for _, job in sorted(placed, key=lambda pair: pair[0])]
