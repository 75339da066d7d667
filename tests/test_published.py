"""errors.json: valid, complete, and stable in its meaning."""

import json
from pathlib import Path
from typing import Any

from pipclinic.content import catalogue
from pipclinic.content.catalogue import Catalogue
from pipclinic.evidence.evidence import Evidence
from pipclinic.evidence.report import Report
from pipclinic.site import published, stage
from tests.clinic import copy_of_the_clinic
from tests.conftest import ROOT

# What version 1 promises: each key with its type. To take one away, or to let it mean something
# else, raise the version; to add one, add it here.
PROMISED = {
    "": {"$schema": "string", "version": 1, "verified": ["Verified", "null"], "errors": "array"},
    "Verified": {"date": "string", "platform": "string"},
    "Error": {
        "slug": "string",
        "title": "string",
        "description": "string",
        "url": "string",
        "phase": "string",
        "tldr": "string",
        "cause": "string",
        "tags": "array",
        "signatures": "array",
        "explains": "array",
        "ends_the_run": "boolean",
        "warnings": "array",
        "echoes": "array",
        "otherwise": "array",
        "when_offered": ["pre-releases", "null"],
        "same_in": "object",
        "shortest_path": ["integer", "null"],
        "look_first": "object",
        "pip_references": "array",
        "first_fix": "array",
        "changes": "string",
        "fixes": "array",
    },
    "FirstFix": {"system": "string", "file": "string", "command": "string", "proof": "string"},
    "Fix": {
        "title": "string",
        "url": "string",
        "file": "string",
        "command": "string",
        "verified_on": "array",
    },
}


def test_schema_in_the_project_is_that_of_the_model() -> None:
    assert (ROOT / published.SCHEMA_PATH).read_text(encoding="utf-8") == published.schema()


def test_what_was_promised_is_kept() -> None:
    def kind(value: dict[str, Any]) -> object:
        if "anyOf" in value:
            return [kind(choice) for choice in value["anyOf"]]
        if "$ref" in value:
            return value["$ref"].rpartition("/")[2]
        return value.get("const", value.get("type"))

    schema = json.loads(published.schema())
    models = {"": schema, **schema["$defs"]}
    assert {
        name: {key: kind(value) for key, value in model["properties"].items()}
        for name, model in models.items()
    } == PROMISED
    for model in models.values():
        assert set(model["required"]) == set(model["properties"])


def test_every_page_is_there_and_says_what_the_report_saw(
    pages: Catalogue, verified: Report
) -> None:
    content = published.Errors.model_validate_json(published.published(Evidence(pages, verified)))
    assert [error.slug for error in content.errors] == list(pages.pages)
    assert content.verified
    assert content.verified.date == verified.date
    ran = {row.pip for row in verified.outcomes}
    run_as = {(row.slug, row.fault, row.pip) for row in verified.outcomes}
    for error in content.errors:
        page = pages.pages[error.slug]
        assert error.signatures == page.front.all_signatures
        assert error.fixes, f"{error.slug} shows no fix that its case proves"
        for fix in error.fixes:
            assert fix.command == page.snippets[fix.file].read_text(encoding="utf-8").strip()
            assert set(fix.verified_on) <= ran
        covered = {
            pip
            for step in page.case.fix
            for pip in filter(step.covers_version, ran)
            if (page.slug, step.under, pip) in run_as
            and not page.case.named(step.under).not_here
            and any(fix.file in page.case.shown_by(step) for fix in error.fixes)
        }
        assert set().union(*(fix.verified_on for fix in error.fixes)) == covered, error.slug
    read_timeout = next(error for error in content.errors if error.slug == "read-timeout")
    assert read_timeout.fixes[0].command == "pip install --timeout 60 requests"
    assert read_timeout.fixes[0].url == "errors/read-timeout/#raise-the-timeout"


def test_without_a_report_nothing_is_verified(pages: Catalogue) -> None:
    content = published.Errors.model_validate_json(published.published(Evidence(pages)))
    assert content.verified is None
    assert not any(fix.verified_on for error in content.errors for fix in error.fixes)


def test_a_report_of_other_snippets_verifies_nothing(verified: Report, tmp_path: Path) -> None:
    clinic = copy_of_the_clinic(tmp_path)
    clinic.replace(clinic.case, "seconds = 40", "seconds = 41")
    content = published.published(Evidence(catalogue.load(clinic.root), verified))
    (error,) = published.Errors.model_validate_json(content).errors
    assert not any(fix.verified_on for fix in error.fixes)


def test_staging_puts_it_at_the_root(pages: Catalogue, tmp_path: Path) -> None:
    stage.stage(Evidence(pages), tmp_path)
    assert (tmp_path / "docs/errors.json").read_text() == published.published(Evidence(pages))
    assert (tmp_path / "docs/errors.schema.json").exists()
