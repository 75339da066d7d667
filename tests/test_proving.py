"""What is run besides what is asked for: what changed, and a sample where the machinery did."""

import datetime
from collections.abc import Mapping

import pytest

from pipclinic.content import pips
from pipclinic.content.catalogue import Catalogue
from pipclinic.content.pips import TABLE
from pipclinic.evidence import kept
from pipclinic.evidence.kept import Kept, Run
from pipclinic.lab import proving
from pipclinic.lab.plan import plan

DEFAULT = pips.chosen("default")


def everything_kept(pages: Catalogue, machinery: str) -> dict[str, Kept]:
    """What a complete run would have kept of each page, in its present state."""
    run = Run(
        python="3.13", date=datetime.date(2026, 11, 29), platform="Linux", machinery=machinery
    )
    runs = {pip.version: run for pip in TABLE}
    held: dict[str, dict[str, tuple[str, ...]]] = {slug: {} for slug in pages.documents}
    for job in plan(pages, list(pages.documents), TABLE).jobs:
        steps = held[job.page.slug]
        steps[job.due.id] = (*steps.get(job.due.id, ()), job.pip.version)
    return {
        slug: Kept(page=page.fingerprint, pips=runs, held=held[slug])
        for slug, page in pages.documents.items()
    }


def pips_of(due: proving.Proving) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for job in due.plan.jobs:
        found.setdefault(job.page.slug, set()).add(job.pip.version)
    return found


def test_where_nothing_has_changed_only_what_is_asked_for_is_run(pages: Catalogue) -> None:
    due = proving.proving(pages, everything_kept(pages, kept.machinery()), DEFAULT)
    assert set().union(*pips_of(due).values()) == {pip.version for pip in DEFAULT}
    assert list(due.words) == []


@pytest.mark.parametrize("how", ["of another state", "not there", "without a step"])
def test_a_changed_page_is_run_with_every_pip(pages: Catalogue, how: str) -> None:
    seen = everything_kept(pages, kept.machinery())
    if how == "not there":
        del seen["http-404"]
    elif how == "without a step":
        held = dict(seen["http-404"].held)
        del held[next(iter(held))]
        seen["http-404"] = seen["http-404"].model_copy(update={"held": held})
    else:
        seen["http-404"] = seen["http-404"].model_copy(update={"page": "of another state"})
    due = proving.proving(pages, seen, DEFAULT)
    ran = pips_of(due)
    assert len(ran["http-404"]) == len(TABLE)
    assert {slug for slug, versions in ran.items() if len(versions) > len(DEFAULT)} == {"http-404"}
    assert list(due.words) == ["changed, so with every pip: http-404"]


def test_other_machinery_is_tried_on_every_kind_of_fault_with_every_pip(pages: Catalogue) -> None:
    due = proving.proving(pages, everything_kept(pages, "other machinery"), DEFAULT)
    assert next(due.words).startswith("the machinery has changed: every kind of fault with every")
    kinds = {
        fault.fault.kind
        for page in pages.documents.values()
        for fault in page.case.fault
        if any(
            step.under == fault.name and step.covers(pip)
            for step in page.case.steps
            for pip in TABLE
            if pip not in DEFAULT
        )
    }
    with_another_pip = {
        job.page.case.named(job.step.under).fault.kind
        for job in due.plan.jobs
        if job.pip not in DEFAULT
    }
    assert kinds - with_another_pip == set()
    everything = proving.proving(pages, {}, DEFAULT)
    assert len(due.plan.jobs) < len(everything.plan.jobs) / 2


def test_no_step_is_run_twice(pages: Catalogue) -> None:
    seen = everything_kept(pages, "other machinery")
    del seen["http-404"]
    for asked in (DEFAULT, TABLE):
        due = proving.proving(pages, seen, asked)
        jobs = [(job.page.slug, job.due.id, job.pip.version) for job in due.plan.jobs]
        assert len(jobs) == len(set(jobs)) > 1000
