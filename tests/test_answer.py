"""A page begins with its answer: what its head must say, and the sections that follow."""

import re
from pathlib import Path

import pytest

from pipclinic.content import catalogue
from pipclinic.content.catalogue import Catalogue
from pipclinic.evidence.evidence import Evidence
from pipclinic.site import documents, stage
from tests.clinic import Clinic, copy_of_the_clinic, problems
from tests.reports import complete
from tests.test_bad_content import PAGE, line_of

CAUSE = "cause: pip connected to the package index, but no data arrived within 15 seconds."


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return copy_of_the_clinic(tmp_path)


def staged(clinic: Clinic) -> str:
    pages = catalogue.load(clinic.root)
    evidence = Evidence(pages, complete(pages))
    return documents.page(pages.pages["read-timeout"], evidence, "")


# old text, new text, the key, and how the message goes on
IN_THE_HEAD = [
    (f"{CAUSE}\n", "", "cause", "is missing: write one sentence that says what happened"),
    (CAUSE, "cause: The index was slow. It did not answer.", "cause", "write one sentence, with"),
    (CAUSE, "cause: pip got no answer from the index", "cause", "write one sentence, with a full"),
    (CAUSE, f"cause: pip {'waited ' * 30}.", "cause", "has 215 characters: write one sentence"),
    (
        CAUSE,
        "cause: pip got no answer; try `pip install --timeout 999 requests`.",
        "cause",
        "",
    ),
    ("first_fix: raise-the-timeout.sh\n", "", "first_fix", "is missing: write the file of the"),
    (
        "first_fix: raise-the-timeout.sh",
        "first_fix: raise-it.sh",
        "first_fix",
        "snippets/read-timeout/raise-it.sh does not exist",
    ),
    (
        "first_fix: raise-the-timeout.sh",
        "first_fix: trust-the-hosts.sh",
        "first_fix",
        "no [[fix]] of the case runs trust-the-hosts.sh: name a file that one runs",
    ),
    (
        "first_fix: raise-the-timeout.sh",
        "first_fix: retry-more-often.sh",
        "first_fix",
        "the section #fixes must begin with retry-more-often.sh, or name what it shows",
    ),
    (
        "first_fix: raise-the-timeout.sh",
        "first_fix: {Linux: raise-the-timeout.sh, Amiga: raise-the-timeout.sh}",
        "first_fix",
        "there is no system 'Amiga': write Linux, macOS, Windows, Linux and macOS,",
    ),
    ("first_fix: raise-the-timeout.sh", "first_fix: []", "first_fix", "write a snippet's file, or"),
    ("changes: affects this command only\n", "", "changes", "is missing: write what the first"),
    (CAUSE, f"{CAUSE}\ntldr: Give it more time than that.", "tldr", "unknown key; the keys here"),
    (
        'search_title: "pip',
        f'search_title: "{"a longer title " * 4}',
        "search_title",
        "has 93 characters: write the title for search engines, 5 to 60 characters",
    ),
    (
        'title: "ReadTimeoutError: Read timed out"\n',
        f'title: "ReadTimeoutError: {"Read timed out " * 3}"\n',
        "search_title",
        "is missing, and the title has 63",
    ),
]


@pytest.mark.parametrize(("old", "new", "key", "message"), IN_THE_HEAD)
def test_what_a_head_must_say(clinic: Clinic, old: str, new: str, key: str, message: str) -> None:
    if key == "search_title" and "is missing" in message:
        clinic.replace(clinic.page, 'search_title: "pip ReadTimeoutError: Read timed out"\n', "")
    clinic.replace(clinic.page, old, new)
    found = problems(clinic)
    said = f"{key}: {message}" if message else "nobody ran the command"
    assert any(problem.startswith(f"{PAGE}:") and said in problem for problem in found), found
    if message and "is missing" not in message:
        line = line_of(clinic.page, f"{key}:")
        assert any(problem.startswith(f"{PAGE}:{line}: {said}") for problem in found), found


def test_a_head_without_any_answer_is_asked_for_one(clinic: Clinic) -> None:
    for line in (CAUSE, "first_fix: raise-the-timeout.sh", "changes: affects this command only"):
        clinic.replace(clinic.page, f"{line}\n", "")
    found = [problem for problem in problems(clinic) if "is missing: write" in problem]
    assert [problem.split(": ")[1] for problem in found] >= ["cause", "first_fix", "changes"]


IN_THE_BODY = [
    (
        "## Find your cause {#find-your-cause}",
        "The index was slow.\n\n## Find your cause {#find-your-cause}",
        "nothing stands above the first section: `cause` in the head says what happened",
    ),
    (
        "## What the original advice said {#original-advice}",
        "## Sources {#sources}",
        "take the section out: it is made of the claims in the case",
    ),
    (
        "## What went wrong {#what-went-wrong}",
        "## Before that {#before}\n\n## What went wrong {#what-went-wrong}",
        "the section 'Before that' must stand after Make it permanent",
    ),
]


@pytest.mark.parametrize(("old", "new", "message"), IN_THE_BODY)
def test_what_a_body_leaves_to_the_answer(clinic: Clinic, old: str, new: str, message: str) -> None:
    clinic.replace(clinic.page, old, new)
    start = f"{PAGE}:{line_of(clinic.page, new.splitlines()[0])}: {message}"
    assert any(problem.startswith(start) for problem in problems(clinic)), problems(clinic)


@pytest.mark.parametrize("section", ["find-your-cause", "make-it-permanent"])
def test_a_section_that_may_be_left_out(clinic: Clinic, section: str) -> None:
    text = clinic.page.read_text(encoding="utf-8")
    start = text.index(f"{{#{section}}}")
    start = text.rindex("\n## ", 0, start)
    end = text.index("\n## ", start + 1)
    clinic.page.write_text(text[:start] + text[end:], encoding="utf-8")
    assert not any("is missing" in p or "this order" in p for p in problems(clinic))


def test_the_answer_is_made_of_the_head_and_what_was_seen(clinic: Clinic) -> None:
    card = staged(clinic).partition("</section>")[0]
    assert '--8<-- "read-timeout/raise-the-timeout.sh"' in card
    assert "Installs with pip 9.0.3 to 26.3, executed 2026-11-22." in card
    assert "Affects this command only." in card
    assert 'href="#find-your-cause"' in card
    assert 'value="requests"' in card
    page = catalogue.load(clinic.root).pages["read-timeout"]
    assert page.tldr == f"{page.front.cause} `pip install --timeout 60 requests`"


def test_lines_of_a_file_are_no_commands(pages: Catalogue) -> None:
    """As of a pip.conf: "[global], then timeout = 60" is nothing that anybody can type."""
    files = [
        page
        for page in pages.pages.values()
        if not next(iter(page.front.first_fix.values())).endswith((".sh", ".ps1"))
    ]
    assert files
    assert [page.slug for page in files if page.tldr != page.front.cause] == []


def test_a_first_fix_may_differ_by_system(clinic: Clinic) -> None:
    fixes = (
        'first_fix: {"Linux and macOS": raise-the-timeout-for-this-shell.sh, '
        "Windows: raise-the-timeout-for-this-shell.ps1}"
    )
    clinic.replace(clinic.page, "first_fix: raise-the-timeout.sh", fixes)
    text = clinic.page.read_text(encoding="utf-8")
    start, end = text.index("### Wait longer {"), text.index("### Wait longer, also")
    stop = text.index("### Retry more often")
    moved = text[:start] + text[end:stop] + text[start:end] + text[stop:]
    clinic.page.write_text(moved, encoding="utf-8")
    card = staged(clinic).partition("</section>")[0]
    assert '=== "Linux and macOS"\n\n    ``` { .sh .proved title=' in card
    assert '=== "Windows"\n\n    ``` { .powershell .proved title=' in card
    assert "\n    Not executed here: needs Windows." in card


def test_what_only_fails_is_not_copied(clinic: Clinic) -> None:
    text = staged(clinic)
    for file in ("ask-why.sh", "trust-the-hosts.sh", "skip-the-cache.sh"):
        assert re.search(rf'``` {{ .sh .no-copy( .proved)? title="{file}" }}', text)
    for file in ("retry-more-often.sh", "install.sh", "unset-the-timeout.sh"):
        assert re.search(rf'```(sh| {{ .sh .proved) title="{file}"', text)
    # where it does not help
    assert re.search('``` { .sh .no-copy( .proved)? title="retry-more-often.sh" }', text)


def test_recordings_are_folded_and_one_line_tells(clinic: Clinic, tmp_path: Path) -> None:
    pages = catalogue.load(clinic.root)
    stage.stage(Evidence(pages, complete(pages)), tmp_path / "stage")
    printed = tmp_path / "stage/snippets/read-timeout/printed/install-slow-index.md"
    text = printed.read_text(encoding="utf-8")
    assert text.count('<details class="recording" markdown>') == 5
    assert text.index("pip 22.0.2 to 26.3") < text.index("pip 20.3.4") < text.index("pip 9.0.3")
    assert text.count("⋮ 4 more lines like this") == 5
    assert text.count('hl_lines="1"') == 3
    assert "total=3" not in text
