"""Everything that the newest pip can print is answered by a page, or listed with a reason."""

import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from pipclinic.content import ledger, pips
from pipclinic.content.catalogue import Catalogue
from pipclinic.content.ledger import BadLedger, Ledger
from pipclinic.evidence import accounts, messages
from pipclinic.evidence.messages import Message
from tests.clinic import copy_of_the_clinic
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def newest() -> tuple[Message, ...]:
    return messages.printed(pips.NEWEST.wheel)


def test_each_message_is_answered_or_listed(pages: Catalogue, newest: tuple[Message, ...]) -> None:
    """What this names is new in pip, or was answered: see pipclinic/content/messages.toml."""
    found = accounts.account(newest, pages.pages, ledger.read())
    assert accounts.told(found, pips.NEWEST.version) == ""
    assert found.answered + found.listed == found.messages > 350
    assert found.answered > 100


def test_no_page_is_due() -> None:
    assert ledger.read().due == ()


@pytest.mark.parametrize(
    ("file", "text", "before"),
    [
        ("cli/base_command.py", "Could not find an activated virtualenv (required).", "ERROR: "),
        ("req/req_install.py", "Skipping * as it is not installed.", "WARNING: "),
        ("commands/cache.py", "Please provide a pattern", "ERROR: "),  # raised
        ("cli/cmdoptions.py", "Arguments to * must be of the form KEY=VAL", "ERROR: "),  # an option
        ("cli/cmdoptions.py", "invalid --python-version value: *: *", "ERROR: "),  # by a helper
        # what a function of another module returns
        ("resolution/resolvelib/factory.py", "Constraints cannot have extras", "ERROR: "),
        ("models/link.py", "Unexpected file name derived from URL: *", "ValueError: "),
        ("distributions/installed.py", "not actually installed", "AssertionError: "),
        (
            "metadata/__init__.py",
            "Using the pkg_resources metadata backend is deprecated.",
            "DEPRECATION: ",
        ),
        (
            "exceptions/build.py",
            "Cannot create a virtual environment",
            "error: venv-creation-error ",
        ),
        ("exceptions/__init__.py", "Configuration file *", ""),  # an error's own text
        (
            "exceptions/hashes.py",
            "Can't verify hashes for these file:// requirements because they point to directories:",
            "ERROR: ",
        ),
        ("self_outdated_check.py", "[notice] A new release of pip is available: * -> *", ""),
        ("locations/base.py", "The folder you are executing pip from can no longer be found.", ""),
        ("commands/completion.py", "ERROR: You must pass *", ""),  # written to stderr
    ],
)
def test_each_way_to_print_is_read(
    newest: tuple[Message, ...], file: str, text: str, before: str
) -> None:
    assert Message(file, text, before) in newest


SOURCE = """
SITE = "the site"

def words(name):
    if name:
        return f"{name} is wrong"
    return "there is no name"

def run(options, found):
    parts = ["Not everything"]
    parts.append(f"was found at {SITE}")
    if options.verbose:
        parts.append("look again")
    logger.error("\\n".join(parts))
    logger.warning(words(found) + ", which is %s", found)
    kind = "requirement" if found else "constraint"
    logger.critical(f"This {kind} cannot be: {found!r} ([bold]really[/])")
    logger.info("not an error at all")
    raise CommandError("Neither %(one)s nor {other}".format(other=1))
"""


def test_what_an_expression_prints(tmp_path: Path) -> None:
    wheel = tmp_path / "pip-99-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("pip/_internal/x.py", SOURCE)
        archive.writestr("pip/_vendor/y.py", 'logger.error("what others print, too")')
    assert {f"{each.before}{each.text}" for each in messages.printed(wheel)} == {
        "ERROR: Not everything*was found at the site*look again",
        "WARNING: * is wrong, which is *",
        "WARNING: there is no name, which is *",
        "ERROR: This requirement cannot be: * (really)",
        "ERROR: This constraint cannot be: * (really)",
        "ERROR: Neither * nor *",
    }


@pytest.mark.parametrize(
    ("signature", "message", "fit"),
    [
        ("Read timed out. (read timeout=*)", "WARNING: Read timed out. (read timeout=*)", True),
        (
            "Cannot find command 'git' - do you have",
            "Cannot find command * - do you have * in",
            True,
        ),
        ("ERROR: Can not combine", "ERROR: Can not combine '--user' and '--target'", True),
        ("error: ssl-missing", "error: ssl-missing Failed to establish", True),
        ("Failed to build '*' when", "Failed to build '*' when *", True),
        ("pip: command not found", "cannot determine it (* command not found in path)", False),
        ("SSLError(SSLEOFError(8, '", "WARNING: Building * for * failed: *", False),
        ("was not found at all", "was found", False),
    ],
)
def test_when_a_signature_fits(signature: str, message: str, fit: bool) -> None:
    assert accounts.fits(signature, message) is fit


def test_what_is_new_and_what_is_dead_is_named(
    pages: Catalogue, newest: tuple[Message, ...]
) -> None:
    """With the name of its file; a line that only moved is neither."""
    gone = ("cache.py", "A message of an older pip")
    answered = ("configuration.py", "This environment is externally managed")
    entries = {**ledger.read().entries, gone: "plain", answered: "check"}
    new = replace(newest[0], file="cache.py", text="A message that nobody has thought of: *")
    known = Message("configuration.py", answered[1], "ERROR: ")
    found = accounts.account((*newest, new, known), pages.pages, Ledger(entries))
    assert found.unknown == ("cache.py: A message that nobody has thought of: *",)
    assert found.dead == (
        "cache.py: A message of an older pip (is printed no more; listed as plain)",
        "configuration.py: This environment is externally managed (a signature of "
        "externally-managed-environment fits; listed as check)",
    )
    assert accounts.told(found, "99").splitlines()[:5] == [
        "## What pip 99 can print",
        "",
        "Neither answered by a page nor listed in `messages.toml`:",
        "",
        "- `cache.py: A message that nobody has thought of: *`",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            '["x.py"]\nboring = ["a"]\n',
            "x.py: 'boring' is no reason: check, output, plain, due.<slug>",
        ),
        ('["x.py"]\ndue = ["a"]\n', "x.py: 'due' is no reason"),
        ('["x.py"]\ncheck = ["a"]\ndue.a-page = ["a"]\n', "x.py: twice: a"),
        ('["x.py"\n', "messages.toml: "),
    ],
)
def test_a_ledger_is_closed(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "messages.toml"
    path.write_text(text)
    with pytest.raises(BadLedger, match=r"messages\.toml: ") as refused:
        ledger.read(path)
    assert problem in str(refused.value)


def test_the_command_names_what_no_page_answers(tmp_path: Path) -> None:
    """Here: in a clone of one page, all that the others answer."""
    clinic = copy_of_the_clinic(tmp_path)
    environment = {
        **os.environ,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": (ROOT / pips.WHEELS).resolve().as_uri(),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "pipclinic", "messages", "--into", "messages.md"]
    done = subprocess.run(command, cwd=clinic.root, env=environment, capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    said = (clinic.root / "messages.md").read_text()
    assert said.startswith(f"## What pip {pips.NEWEST.version} can print\n")
    assert "- `exceptions/__init__.py: This environment is externally managed`\n" in said
    assert f"pip {pips.NEWEST.version} can print " in done.stdout
