"""A proof must be able to fail: each way to cheat makes verification fail, and say why."""

from pathlib import Path

import pytest

from pipclinic.content import catalogue, pips, rules
from pipclinic.content.rules import links
from pipclinic.evidence.report import Outcome
from pipclinic.lab import verify
from pipclinic.lab.plan import plan
from tests.clinic import Clinic, copy_of_the_clinic

SMALL_CASE = """\
[fault.slow-index]
means = "the index answers after 40 seconds"
kind = "slow-response"
host = "index"
seconds = 40

[[fault.slow-index.reproduce]]
run = "install.sh"
prints = "Read timed out. (read timeout=*)"
record = false

[[fault.slow-index.fix]]
run = "raise-the-timeout.sh"

[[fault.slow-index.not_a_fix]]
run = "trust-the-hosts.sh"
"""


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clinic:
    """A page with a case of one step a kind; the rules about its prose are not the matter here."""
    monkeypatch.setattr(rules, "problems_of", lambda *_: iter(()))
    monkeypatch.setattr(links, "problems", lambda *_: iter(()))
    made = copy_of_the_clinic(tmp_path)
    made.case.write_text(SMALL_CASE)
    return made


def outcomes(clinic: Clinic) -> dict[str, Outcome]:
    """Every step on the newest pip, by kind."""
    loaded = catalogue.load(clinic.root)
    todo = plan(loaded, ["read-timeout"], [pips.NEWEST])
    report = verify.run(todo, isolation="that of the tests")
    assert report.holds == all(row.holds for row in report.outcomes)
    return {row.kind: row for row in report.outcomes}


def test_the_small_case_holds_as_it_is(clinic: Clinic) -> None:
    seen = outcomes(clinic)
    assert set(seen) == {"control", "reproduce", "fix", "not_a_fix"}
    assert {row.reason for row in seen.values()} == {""}


def test_a_fix_that_does_nothing(clinic: Clinic) -> None:
    clinic.snippet("raise-the-timeout.sh").write_text("true\n")
    fix = outcomes(clinic)["fix"]
    assert not fix.holds
    assert fix.reason.startswith("requests is not installed; ")


def test_the_failing_command_in_a_fix_s_place(clinic: Clinic) -> None:
    clinic.replace(clinic.case, 'run = "raise-the-timeout.sh"', 'run = "install.sh"')
    fix = outcomes(clinic)["fix"]
    assert not fix.holds
    assert fix.reason == ("install.sh exited 1: ERROR: No matching distribution found for requests")


def test_a_text_to_record_that_is_not_printed(clinic: Clinic) -> None:
    clinic.replace(clinic.case, "record = false", 'record = "Write timed out"')
    reproduce = outcomes(clinic)["reproduce"]
    assert reproduce.reason == (
        "no line of what it printed has 'Write timed out', which `record` names"
    )


def test_a_healed_fault(clinic: Clinic) -> None:
    clinic.replace(clinic.case, "seconds = 40", "seconds = 0.001")
    seen = outcomes(clinic)
    assert seen["reproduce"].reason == "install.sh succeeded, and had to fail"
    assert seen["not_a_fix"].reason == "trust-the-hosts.sh succeeded, and had to fail"


def test_another_page_s_signature(clinic: Clinic) -> None:
    clinic.replace(clinic.case, "Read timed out. (read timeout=*)", "Connection refused")
    reproduce = outcomes(clinic)["reproduce"]
    assert not reproduce.holds
    assert reproduce.reason == (
        "install.sh did not print 'Connection refused'; "
        "its last line: ERROR: No matching distribution found for requests"
    )


def test_a_remedy_that_helps_after_all(clinic: Clinic) -> None:
    clinic.snippet("trust-the-hosts.sh").write_text("pip install --timeout 60 requests\n")
    not_a_fix = outcomes(clinic)["not_a_fix"]
    assert not_a_fix.reason == "trust-the-hosts.sh succeeded, and had to fail"


def test_a_cause_that_is_not_the_fault(clinic: Clinic) -> None:
    clinic.snippet("install.sh").write_text("pip install --no-index requests\n")
    control = outcomes(clinic)["control"]
    assert not control.holds
    assert control.reason.startswith(
        "with the fault put right it still fails, so the fault is not the cause: install.sh exited"
    )


def test_a_control_of_its_own(clinic: Clinic) -> None:
    clinic.snippet("install.sh").write_text("pip install --timeout 0.001 requests\n")
    clinic.replace(clinic.case, "record = false", 'record = false\ncontrol = "trust-the-hosts.sh"')
    assert outcomes(clinic)["control"].holds
    clinic.snippet("trust-the-hosts.sh").write_text("false\n")
    reason = outcomes(clinic)["control"].reason
    assert reason.startswith("with the fault put right it still fails")
    assert "trust-the-hosts.sh exited 1" in reason


def test_a_command_that_a_sandbox_does_not_have(clinic: Clinic) -> None:
    clinic.snippet("raise-the-timeout.sh").write_text("ln -s a b\n")
    reason = outcomes(clinic)["fix"].reason
    assert "ln: not found (a sandbox has pip, python, cat chmod cp " in reason


def test_a_fix_that_only_claims_to_install(clinic: Clinic) -> None:
    clinic.snippet("raise-the-timeout.sh").write_text("echo Successfully installed requests\n")
    assert outcomes(clinic)["fix"].reason.startswith(
        "requests is not installed; if it has to be elsewhere"
    )


def test_a_check_that_fails(clinic: Clinic) -> None:
    with clinic.case.open("a") as case:
        case.write('\n[[fault.slow-index.fix]]\nid = "checked"\nrun = "raise-the-timeout.sh"\n')
        case.write("check = \"python -c 'import nothing_like_it'\"\n")
    loaded = catalogue.load(clinic.root)
    report = verify.run(
        plan(loaded, ["read-timeout"], [pips.NEWEST]), isolation="that of the tests"
    )
    (reason,) = [row.reason for row in report.outcomes if not row.holds]
    assert reason == "its check exited 1: python -c 'import nothing_like_it'"


CERTIFICATE_CASE = """\
[fault.private-authority]
means = "nobody knows who signed the index's certificate"
kind = "unknown-issuer"
host = "index"

[[fault.private-authority.reproduce]]
run = "install.sh"
prints = "certificate verify failed: unable to get local issuer certificate"
record = false

[[fault.private-authority.fix]]
run = "raise-the-timeout.sh"
certificates = { "~/ca.pem" = "issuer" }

[[fault.private-authority.not_a_fix]]
run = "trust-the-hosts.sh"
certificates = { "~/ca.pem" = "public" }
"""


@pytest.mark.parametrize("place", ["~/ca.pem", "system-store"])
def test_certificates_that_are_handed_out(clinic: Clinic, place: str) -> None:
    option = "" if place == "system-store" else "--cert ~/ca.pem"
    for name in ("raise-the-timeout.sh", "trust-the-hosts.sh"):
        clinic.snippet(name).write_text(f"pip install {option} requests\n")
    clinic.case.write_text(CERTIFICATE_CASE.replace("~/ca.pem", place))
    assert {row.reason for row in outcomes(clinic).values()} == {""}
    clinic.case.write_text(CERTIFICATE_CASE.replace('"issuer"', '"public"'))
    assert not outcomes(clinic)["fix"].holds


REMOVED_CASE = """\
[fault.half-gone]
means = "a file of requests is gone"
kind = "files"
removes = ["site-packages/requests/__init__.py"]

[[fault.half-gone.reproduce]]
before = "install.sh"
run = "raise-the-timeout.sh"
prints = "No module named 'requests.nothing'"
installs = []
record = false
"""


def test_a_file_that_is_gone(clinic: Clinic) -> None:
    run = clinic.snippet("raise-the-timeout.sh")
    clinic.case.write_text(
        REMOVED_CASE.replace("'requests.nothing'", "'requests'").replace("/__init__.py", "*")
    )
    run.write_text("python -c 'import requests'\n")
    assert {kind: row.reason for kind, row in outcomes(clinic).items()} == {
        "control": "",  # it runs `before`, too
        "reproduce": "",
    }
    clinic.case.write_text(REMOVED_CASE)
    run.write_text("python -c 'import requests.nothing'\n")
    control = outcomes(clinic)["control"]
    assert control.reason.startswith("with the fault put right it still fails")


def test_a_file_that_was_never_there(clinic: Clinic) -> None:
    clinic.case.write_text(REMOVED_CASE.replace("__init__", "anything"))
    reason = outcomes(clinic)["reproduce"].reason
    assert reason == "the fault does not strike: there is no site-packages/requests/anything.py"


def test_a_control_that_fails_like_the_command(clinic: Clinic) -> None:
    clinic.case.write_text(
        SMALL_CASE.partition("[[fault.slow-index.fix]]")[0]
        .replace('kind = "slow-response"\nhost = "index"\nseconds = 40', 'kind = "command"')
        .replace("Read timed out. (read timeout=*)", "no such option: --nothing-like-it")
        .replace("record = false", 'record = false\ncontrol = "raise-the-timeout.sh"')
    )
    clinic.snippet("install.sh").write_text("pip install --nothing-like-it requests\n")
    assert {row.reason for row in outcomes(clinic).values()} == {""}
    clinic.snippet("raise-the-timeout.sh").write_text("pip install --nothing-like-it requests\n")
    assert not outcomes(clinic)["control"].holds
    fix = '[[fault.slow-index.fix]]\nrun = "raise-the-timeout.sh"\n'
    clinic.case.write_text(clinic.case.read_text() + fix)
    seen = outcomes(clinic)  # the fix is what the control would be, and is run once
    assert set(seen) == {"reproduce", "fix"}
    assert not seen["fix"].holds


OFFERS_CASE = """\
[fault.withdrawn]
means = "the index has version 1.0 only"
kind = "offers"
instead = [{ name = "requests", version = "1.0" }]

[[fault.withdrawn.reproduce]]
run = "install.sh"
prints = "No matching distribution found for requests>=2"
record = false

[[fault.withdrawn.fix]]
run = "raise-the-timeout.sh"
installs = ["requests==1.0"]
"""


def test_what_is_offered_instead(clinic: Clinic) -> None:
    clinic.case.write_text(OFFERS_CASE)
    clinic.snippet("install.sh").write_text("pip install 'requests>=2'\n")
    clinic.snippet("raise-the-timeout.sh").write_text("pip install requests\n")
    assert {row.reason for row in outcomes(clinic).values()} == {""}
    clinic.case.write_text(OFFERS_CASE.replace('version = "1.0" }', 'version = "2.0" }'))
    seen = outcomes(clinic)
    assert seen["reproduce"].reason == "install.sh succeeded, and had to fail"
    assert seen["fix"].reason.startswith("requests==1.0 is not installed; ")


KEPT_CASE = """\
[fault.wrong-once]
means = "the wheel arrives with other bytes, once"
kind = "wrong-bytes"
host = "files"
after = 2000
first = 2

[[fault.wrong-once.reproduce]]
after_failure_of = "install.sh"
run = "install.sh"
prints = "THESE PACKAGES DO NOT MATCH THE HASHES"
record = false

[[fault.wrong-once.fix]]
after_failure_of = "install.sh"
run = "raise-the-timeout.sh"
"""


def test_what_a_failure_leaves_behind(clinic: Clinic) -> None:
    clinic.case.write_text(KEPT_CASE)
    clinic.snippet("raise-the-timeout.sh").write_text("pip install --no-cache-dir requests\n")
    assert {row.reason for row in outcomes(clinic).values()} == {""}
    clinic.replace(clinic.case, 'after_failure_of = "install.sh"\nrun = "raise', 'run = "raise')
    assert not outcomes(clinic)["fix"].holds
    clinic.snippet("install.sh").write_text("pip install idna\n")
    assert outcomes(clinic)["reproduce"].reason == "install.sh succeeded, and had to fail"


SILENT_CASE = """\
[fault.unquoted]
means = "the shell takes part of the requirement"
kind = "command"

[[fault.unquoted.reproduce]]
run = "install.sh"
control = "raise-the-timeout.sh"
prints = false
exits = 0
installs = []
check = "test -e =2"
"""


def test_a_failure_that_pip_does_not_know_of(clinic: Clinic) -> None:
    clinic.case.write_text(SILENT_CASE)
    clinic.snippet("install.sh").write_text("pip install requests>=2\n")
    clinic.snippet("raise-the-timeout.sh").write_text("pip install 'requests>=2'\n")
    assert {row.reason for row in outcomes(clinic).values()} == {""}
    clinic.replace(clinic.case, "test -e =2", "true")
    reason = outcomes(clinic)["control"].reason
    assert reason == "with the fault put right the check still shows it: true"
    clinic.replace(clinic.case, 'check = "true"', 'check = "test -e =3"')
    assert outcomes(clinic)["reproduce"].reason == "its check exited 1: test -e =3"
    clinic.replace(clinic.case, "test -e =3", "cat /dev/zero")
    # after the control, too, where it has to fail: but by itself
    assert {row.reason for row in outcomes(clinic).values()} == {
        "its check printed more than 20 MB: cat /dev/zero"
    }


def test_a_bug_in_the_stub_is_no_result(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipclinic.faults.responses import SlowResponse

    async def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(SlowResponse, "send", broken)
    with pytest.raises(
        RuntimeError, match=r"the stub index itself failed:\npypi\.org: ZeroDivision"
    ):
        outcomes(clinic)


def test_a_text_that_pip_prints_in_good_health_too(clinic: Clinic) -> None:
    clinic.snippet("install.sh").write_text("echo to begin with\npip install requests\n")
    clinic.replace(clinic.case, "Read timed out. (read timeout=*)", "to begin with")
    seen = outcomes(clinic)
    assert seen["reproduce"].holds
    assert seen["control"].reason == "with the fault put right it still prints 'to begin with'"
