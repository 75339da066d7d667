"""What a run has to prove besides what is asked for: what changed, with every pip.

A page whose kept evidence is of another state is run with every pip. Where the machinery has
changed since, so is a sample of steps that touches every kind of fault. What is due beyond that
until all pages have been run again is said in words.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipclinic.content.case import NamedFault
from pipclinic.content.catalogue import Catalogue
from pipclinic.content.pips import TABLE, Pip
from pipclinic.evidence import kept
from pipclinic.evidence.kept import Kept
from pipclinic.lab.plan import Job, Plan, plan


@dataclass(frozen=True)
class Proving:
    """What is run, and why it is more than was asked for.

    changed: pages that are run with every pip, for what is kept of them is of another state.
    sampled: pages of which some faults are, for it is of other machinery. spoiled: pages whose
    proof is tried as well, see `mutation.of_rules`: the changed ones; in a complete run, all.
    """

    plan: Plan
    changed: tuple[str, ...]
    sampled: tuple[str, ...]
    spoiled: tuple[str, ...]

    @property
    def words(self) -> Iterator[str]:
        """For people, a line each."""
        if self.changed:
            yield f"changed, so with every pip: {', '.join(self.changed)}"
        if self.sampled:
            yield (
                f"the machinery has changed: every kind of fault with every pip, on "
                f"{len(self.sampled)} pages; all pages are due, by 'make record'"
            )


def proving(catalogue: Catalogue, seen: Mapping[str, Kept], asked: Sequence[Pip]) -> Proving:
    """All pages with the pips that are asked for, and what has to be proved with every pip."""
    slugs = list(catalogue.documents)
    others = [pip for pip in TABLE if pip not in asked]
    moved_on = changed(catalogue, seen)
    now = kept.machinery()
    moved = any(of.ran_by_another(now) for slug, of in seen.items() if slug not in moved_on)
    faults = sample(catalogue, others, moved_on) if moved and others else {}
    parts = [
        plan(catalogue, slugs, asked),
        plan(catalogue, moved_on, others),
        of_faults(plan(catalogue, list(faults), others), faults),
    ]
    spoiled = moved_on if others else tuple(slugs)
    return Proving(_joined(parts), moved_on if others else (), tuple(faults), spoiled)


def changed(catalogue: Catalogue, seen: Mapping[str, Kept]) -> tuple[str, ...]:
    """The pages of which a step is not kept as it is now, with a pip that runs here."""
    jobs = plan(catalogue, list(catalogue.documents), TABLE).jobs
    missing = {job.page.slug for job in jobs if not _is_kept(job, seen.get(job.page.slug))}
    return tuple(slug for slug in catalogue.documents if slug in missing)


def _is_kept(job: Job, of: Kept | None) -> bool:
    if of is None or of.page != job.page.fingerprint:
        return False
    return job.pip.version in of.held.get(job.due.id, ())


def sample(
    catalogue: Catalogue, pips: Sequence[Pip], without: Sequence[str]
) -> Mapping[str, frozenset[str]]:
    """Faults that together are of every kind, by page: with most pips, then the fewest steps.

    without: pages that are run anyway.
    """
    found: dict[str, tuple[int, int, str, str]] = {}
    for slug, page in catalogue.documents.items():
        for fault in page.case.fault:
            steps = [step for step in page.case.steps if step.under == fault.name]
            shown = sum(any(step.covers(pip) for step in steps) for pip in pips)
            cost = (-shown, 0 if slug in without else len(steps), slug, fault.name)
            for kind in _kinds(fault) if shown else ():
                found[kind] = min(found.get(kind, cost), cost)
    chosen: dict[str, set[str]] = {}
    for _, _, slug, fault_name in found.values():
        chosen.setdefault(slug, set()).add(fault_name)
    return {slug: frozenset(chosen[slug]) for slug in sorted(chosen) if slug not in without}


def _kinds(fault: NamedFault) -> Iterator[str]:
    """What a fault exercises of the machinery."""
    yield fault.fault.kind
    if fault.outside:
        yield "a system's interpreter"
    if fault.system:
        yield fault.system
    if fault.git:
        yield "git"


def of_faults(whole: Plan, faults: Mapping[str, frozenset[str]]) -> Plan:
    """What of a plan is under some faults, named by page."""
    jobs = tuple(job for job in whole.jobs if job.step.under in faults[job.page.slug])
    return replace(whole, jobs=jobs)


def _joined(parts: Sequence[Plan]) -> Plan:
    return Plan(
        tuple(job for part in parts for job in part.jobs),
        tuple({row.pip: row for part in parts for row in part.skipped}.values()),
        tuple(dict.fromkeys(row for part in parts for row in part.not_shown)),
    )
