"""Every mistake in a page or a case is one clear line: file, line, key, what to write instead."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipclinic.content import catalogue
from pipclinic.content.problems import BadContent
from tests.clinic import Clinic, copy_of_the_clinic, problems
from tests.conftest import ROOT

PAGE = "docs/errors/read-timeout.md"
CASE = "snippets/read-timeout/case.toml"


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return copy_of_the_clinic(tmp_path)


def line_of(path: Path, text: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_the_copy_is_good_as_it_is(clinic: Clinic) -> None:
    assert list(catalogue.load(clinic.root).pages) == ["read-timeout"]


# old text, new text, the key, and how the message goes on: all in the page
IN_THE_PAGE = [
    ("tags: [", "tag: [", "tag", "unknown key; the keys here are authors, cause, chang"),
    ("tags: [", "tag: [", "tags", "is missing: write lower-case words, for example [network"),
    (
        'title: "ReadTimeoutError: Read timed out"',
        f'title: "{"Read timed out " * 7}"',
        "title",
        "has 105 characters: write what pip prints, as a person would paste it, at most 90",
    ),
    ("phase: index", "phase: indes", "phase", "'indes' is none of 'environment', 'name', 'conn"),
    (
        "phase: index",
        'echoes: ["Connection refused"]\nphase: index',
        "echoes",
        "'Connection refused' is not among the page's signatures",
    ),
    (
        "recording: install-slow-index/23.0.1.txt",
        "recording: install-slow-index/1.0.txt",
        "home_example",
        "there is no recording install-slow-index/1.0.txt",
    ),
    ("updated_at: 2026-11-29", "updated_at: soon", "updated_at", "is no date: write a date, for"),
    ("updated_at: 2026-11-29", "updated_at: 2020-01-01", "updated_at", "is before created_at"),
    (
        '  - "Connection timed out while downloading."',
        '  - "*"',
        "signatures",
        "'*' would match almost anything: write at least 8 letters",
    ),
    (
        '    - "The read operation timed out"',
        '    - "timeout"',
        "signatures_elsewhere the socket's own words",
        "'timeout' would match almost anything: write at least 8 letters",
    ),
    (
        "phase: index",
        "created_at: 2026-11-23\nphase: index",
        "created_at",
        "stands there twice: put what is below into the first",
    ),
    (
        "images/phase-index.svg",
        "images/nothing.svg",
        "thumbnail",
        "there is no such picture: write images/phase-index.svg",
    ),
]


@pytest.mark.parametrize(("old", "new", "key", "message"), IN_THE_PAGE)
def test_front_matter(clinic: Clinic, old: str, new: str, key: str, message: str) -> None:
    clinic.replace(clinic.page, old, new)
    line = line_of(clinic.page, new.splitlines()[0]) if "is missing" not in message else 2
    found = problems(clinic)
    assert any(problem.startswith(f"{PAGE}:{line}: {key}: {message}") for problem in found), found


IN_THE_BODY = [
    ("## Fixes {#fixes}", "## Fixes", "give the heading 'Fixes' an id, as in '## Fixes {#fixes}'"),
    ("## Fixes {#fixes}", "# Fixes", "take 'Fixes' out: the title in the front matter"),
    (
        '--8<-- "read-timeout/install.sh"',
        "pip install requests",
        "a sh block holds only included files: put this text into snippets/read-timeout/",
    ),
    (
        '--8<-- "read-timeout/install.sh"',
        '--8<-- "read-timeout/instal.sh"',
        "snippets/read-timeout/instal.sh does not exist: write it, or mend its name here",
    ),
    (
        '--8<-- "read-timeout/printed/install-slow-index.md"',
        '--8<-- "read-timeout/printed/install-slow.md"',
        "nothing is recorded as 'install-slow'; there is ",
    ),
    (
        "Start here if the index is slow but does answer.",
        "Use `pip install --timeout 3600 requests`.",
        "nobody ran the command `pip install --timeout 3600 requests`: put it into a snippet",
    ),
]


@pytest.mark.parametrize(("old", "new", "message"), IN_THE_BODY)
def test_body(clinic: Clinic, old: str, new: str, message: str) -> None:
    clinic.replace(clinic.page, old, new)
    start = f"{PAGE}:{line_of(clinic.page, new)}: {message}"
    found = problems(clinic)
    assert any(problem.startswith(start) for problem in found), found


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("## Solutions {#fixes}", "write '## Fixes {#fixes}'"),
        ("## Fixes {#solutions}", "write '## Fixes {#fixes}'"),
        ("## Solutions {#solutions}", "the section '## Fixes {#fixes}' is missing"),
        ("## Fixes", "give the heading 'Fixes' an id, as in '## Fixes {#fixes}'"),
    ],
)
def test_a_section_under_another_name_is_one_mistake(
    clinic: Clinic, written: str, said: str
) -> None:
    clinic.replace(clinic.page, "## Fixes {#fixes}", written)
    (problem,) = problems(clinic)
    assert problem.endswith(f": {said}")


def test_faults_of_kinds_that_do_not_exist_are_each_named_and_nothing_else(clinic: Clinic) -> None:
    text = clinic.case.read_text(encoding="utf-8")
    count = text.count("\nkind = ")
    clinic.case.write_text(text.replace('\nkind = "', '\nkind = "un'), encoding="utf-8")
    found = problems(clinic)
    assert len(found) == count
    assert all("] kind: there is no kind of fault 'un" in problem for problem in found)


def test_section_missing(clinic: Clinic) -> None:
    clinic.replace(clinic.page, "## Fixes {#fixes}", "## Cures {#cures}")
    assert any("the section '## Fixes {#fixes}' is missing" in text for text in problems(clinic))


def test_sections_in_another_order(clinic: Clinic) -> None:
    clinic.replace(clinic.page, "## Fixes {#fixes}", "## X {#x}")
    clinic.replace(clinic.page, "## Find your cause {#find-your-cause}", "## Fixes {#fixes}")
    clinic.replace(clinic.page, "## X {#x}", "## Find your cause {#find-your-cause}")
    assert any(
        "the sections must stand in this order: Find your" in text for text in problems(clinic)
    )


IN_THE_CASE = [
    (
        'kind = "slow-response"',
        'kind = "slow-answer"',
        "[fault.slow-index] kind: there is no kind of fault 'slow-answer'; did you mean 'slow-r",
    ),
    (
        "seconds = 40",
        "minutes = 1",
        "[fault.slow-index] minutes: unknown key; the keys here are every, first, git, host, inter",
    ),
    (
        'prints = "Read timed out. (read timeout=*)"',
        'prints = "Connection refused"',
        "[[fault.slow-index.reproduce]] prints: 'Connection refused' is not among the page's sign",
    ),
    (
        'prints = "Read timed out. (read timeout=*)"',
        "prints = false",
        "[[fault.slow-index.reproduce]] prints: false is for where pip says nothing: write exits",
    ),
    (
        'prints = "Read timed out. (read timeout=*)"',
        'fails_with = "Read timed out. (read timeout=*)"',
        "[[fault.slow-index.reproduce]] fails_with: unknown key; the keys here are after_failure_",
    ),
    (
        'run = "resume-more-often.sh"',
        'run = "missing.sh"',
        "[[fault.stalling-again-and-again.fix]] run: snippets/read-timeout/missing.sh does",
    ),
    (
        'pip = ">=10" ',
        'pip = "10 or newer" ',
        "[[fault.slow-index.fix]] pip: '10 or newer' is no version specifier: write for example",
    ),
    (
        'pip = ">=10" ',
        'pip = ">=99" ',
        "[[fault.slow-index.fix]] pip: '>=99' means none of the ",
    ),
    (
        'pip = ">=10" ',
        'pip = ["<10", "<20"] ',
        "[[fault.slow-index.fix]] pip: '<20' and '<10' both mean pip 9.0.3",
    ),
    ('pip = ">=10" ', "pip = [] ", "[[fault.slow-index.fix]] pip: write which pips, for example"),
    (
        'prints.">=26.2" = ',
        'prints.">=20" = ',
        "[[fault.slow-index.reproduce]] prints: '>=20' and '<26.2' both mean pip 20.0.2",
    ),
    (
        'prints.">=26.2" =',
        'prints.">=99" =',
        "[[fault.slow-index.reproduce]] prints: '>=99' means none of the pips there are: 9.0.3,",
    ),
    (
        'run = "set-the-timeout-for-good.sh"\nthen = "install.sh"\npip',
        'id = "Too Many"\nrun = "set-the-timeout-for-good.sh"\nthen = "install.sh"\npip',
        "[[fault.slow-index.fix]] id: 'Too Many' is no word: write lower-case letters",
    ),
    (
        "[[fault.slow-index.fix]]",
        "[[fault.slow-index.fixes]]",
        "[fault.slow-index] fixes: there is no table 'fixes'; did you mean 'fix'? a fault has",
    ),
    (
        "[[fault.slow-index.fix]]",
        "[[fault.slow-indes.fix]]",
        "[fault] slow-indes: there is no fault 'slow-indes'; did you mean 'slow-index'? a fault",
    ),
    (
        "[[fault.slow-index.fix]]",
        "[[fix]]",
        "fix: a step stands with its fault: write [[fault.NAME.fix]]",
    ),
    (
        "[fault.silent-index] ",
        "[fault.slow-index] ",
        "there are two faults 'slow-index': give this one another name",
    ),
    ("[fault.slow-index]", "[[fault]]", "fault: write [fault.NAME], in single brackets, with the"),
    (
        'slow-files = "slow file server"',
        'slow-file = "slow file server"',
        "[example] slow-file: 'slow-file' is no fault of this case, which has slow-index, stutter",
    ),
    (
        '"Dockerfile" = "needs a container engine"',
        '"Dockerfile" = "needs Windows"',
        "[not_executed] Dockerfile: 'needs Windows' does not hold for it: run it",
    ),
    (
        '"Dockerfile" = "needs a container engine"',
        '"Dockerfile" = "needs a miracle"',
        "[not_executed] Dockerfile: 'needs a miracle' is none of \"changes the system's",
    ),
    (
        'projects = [{ name = "requests", version = "2.34.2", size = 3_000_000 }]',
        'projects = [{ name = "requests", version = "2.34.2", published = true }]',
        "[fault.stalled-once] projects: requests==2.34.2 is not in the table of "
        "pipclinic/faults/published.toml; the nearest there is ",
    ),
    (
        'kind = "slow-response"\nhost = "index"\nseconds = 40',
        'removes = ["/etc/passwd"]\nkind = "files"',
        "[fault.slow-index] removes: '/etc/passwd' must begin with one of site-packages, scripts,",
    ),
    (
        'kind = "slow-response"',
        'kind = "xyzzy"',
        "[fault.slow-index] kind: there is no kind of fault 'xyzzy'; 'pipclinic faults' lists them",
    ),
    (
        'kind = "slow-response"\nhost = "index"\nseconds = 40',
        'kind = "files"',
        "[fault.slow-index] kind: breaks nothing: write removes, writes or unwritable",
    ),
    ("[fault.slow-index]\n", "[fault.slow-index\n", "is not TOML: "),
    (
        'kind = "slow-response"\nhost = "index"\nseconds = 40',
        'removes = ["home/../../x"]\nkind = "files"',
        "[fault.slow-index] removes: 'home/../../x' must stay inside: write it without ..",
    ),
]


@pytest.mark.parametrize(("old", "new", "message"), IN_THE_CASE)
def test_case(clinic: Clinic, old: str, new: str, message: str) -> None:
    before = clinic.case.read_text()
    clinic.replace(clinic.case, old, new)
    changed = zip(before.splitlines(), clinic.case.read_text().splitlines(), strict=False)
    line = next(number for number, (ours, theirs) in enumerate(changed, 1) if ours != theirs)
    found = problems(clinic)
    assert any(problem.startswith(f"{CASE}:{line}: {message}") for problem in found), found


@pytest.mark.parametrize("place", ["~/../../pip.conf", "/etc/pip.conf"])
def test_place_outside_the_sandbox(clinic: Clinic, place: str) -> None:
    clinic.replace(clinic.case, '"~/.config/pip/pip.conf"', f'"{place}"')
    message = f"[[fault.slow-index.fix]] places: '{place}' leads out: write a path below the "
    assert any(message in problem for problem in problems(clinic))


# Where the line that was changed is not the one to look at: its text, last.
ELSEWHERE_IN_THE_CASE = [
    (
        'prints = "Read timed out. (read timeout=*)"',
        "",
        "[[fault.slow-index.reproduce]] prints: is missing: write one of the page's own signatures",
        "[[fault.slow-index.reproduce]]",
    ),
    (
        'record.">=26.2" = true',
        "",
        "[[fault.slow-files.reproduce]] record: says nothing of pip 26.3, and prints does",
        'record."<26.2"',
    ),
    (
        "[[fault.slow-index.fix]]\nrun = [",
        '[[fault.slow-index.reproduce]]  # again\nid = "again"\nrun = "install.sh"\n\n'
        "[[fault.slow-index.fix]]\nrun = [",
        "[[fault.slow-index.reproduce]] record: slow-index/reproduce/install is recorded in the "
        "same place: write record = false here",
        "# again",
    ),
    (
        '"raise-the-default-timeout.sh"',
        '"raise-the-timeout.sh"',
        "[[fault.slow-index.fix]] run: raise-the-timeout.sh stands there twice: take one out",
        "run = [",
    ),
    (
        "[[fault.slow-index.fix]]\nrun = [",
        "[fault.slow-index.each]\nrun = [",
        "[fault.slow-index.each] run: unknown key; the keys here are after_failure_of, before,",
        "run = [",
    ),
    (
        'run = "retry-more-often.sh"\n\n[fault.silent',
        'run = "retry-more-often.sh"\n\n[[fault.stuttering-index.not_a_fix]]\n'
        'run = "trust-the-hosts.sh"\npip = ">=25"\nprints = {}\n\n[fault.silent',
        "[[fault.stuttering-index.not_a_fix]] prints: is empty: write a value, or one by pips",
        "prints = {}",
    ),
]


@pytest.mark.parametrize(("old", "new", "message", "at"), ELSEWHERE_IN_THE_CASE)
def test_case_elsewhere(clinic: Clinic, old: str, new: str, message: str, at: str) -> None:
    clinic.replace(clinic.case, old, new)
    found = problems(clinic)
    start = f"{CASE}:{line_of(clinic.case, at)}: {message}"
    assert any(problem.startswith(start) for problem in found), found


def test_a_step_of_which_there_is_another(clinic: Clinic) -> None:
    table = '\n[[fault.silent-index.fix]]\nrun = "use-a-proxy.sh"\n'
    text = clinic.case.read_text(encoding="utf-8")
    for more, said in (
        ("", "take one out"),
        ("types = 'y'\n", 'tell this one from it, by id = "a-word"'),
    ):
        clinic.case.write_text(text + table + more, encoding="utf-8")
        line = len((text + table).splitlines())
        assert problems(clinic) == [
            f"{CASE}:{line}: [[fault.silent-index.fix]] run: use-a-proxy.sh is run by another "
            f"[[fault.silent-index.fix]], too: {said}"
        ]
    clinic.case.write_text(text + table + 'types = "y"\nid = "asked"\n', encoding="utf-8")
    steps = catalogue.load(clinic.root).pages["read-timeout"].case.fix
    assert "silent-index/fix/asked" in [step.id for step in steps]


def test_pips_that_the_failing_command_is_not_about(clinic: Clinic) -> None:
    table = "[[fault.stalling-again-and-again.not_a_fix]]\n"
    clinic.replace(clinic.case, table, f'{table}pip = ">=25"\n')
    line = line_of(clinic.case, table.strip())
    assert problems(clinic) == [
        f"{CASE}:{line}: {table.strip()} prints: is missing: write one of the page's own "
        "signatures; the fault's first reproduce is not about pip 26.3"
    ]


def test_snippet_that_nothing_runs(clinic: Clinic) -> None:
    clinic.snippet("new.sh").write_text("pip install requests\n")
    assert problems(clinic) == [
        f"snippets/read-timeout/new.sh:1: no line of {PAGE} includes it",
        f"snippets/read-timeout/new.sh:1: no step of {CASE} runs it",
    ]


def test_command_at_fault_without_a_control(clinic: Clinic) -> None:
    clinic.replace(
        clinic.case, 'kind = "slow-response"\nhost = "index"\nseconds = 40', 'kind = "command"'
    )
    header = "[[fault.slow-index.reproduce]]"
    message = f"{header} control: name a snippet that succeeds: only the command is at fault"
    line = line_of(clinic.case, header)
    assert any(problem.startswith(f"{CASE}:{line}: {message}") for problem in problems(clinic))


def test_failure_of_another_system_that_is_shown(clinic: Clinic) -> None:
    world = 'kind = "slow-response"\nhost = "index"\nseconds = 40'
    clinic.replace(clinic.case, world, 'kind = "not-here"\nbecause = "needs Windows"')
    message = "[[fault.slow-index.reproduce]] run: 'slow-index' is never shown: only a fix can be"
    assert any(message in problem for problem in problems(clinic))


def test_page_that_nothing_pip_prints_leads_to(clinic: Clinic) -> None:
    text = clinic.page.read_text(encoding="utf-8")
    head, rest = text.split("signatures:\n", 1)
    after = rest[rest.index("\n---\n") :]
    clinic.page.write_text(f"{head}signatures: []{after}", encoding="utf-8")
    found = problems(clinic)
    message = "signatures: write at least one text that pip prints"
    assert any(problem.endswith(message) for problem in found), found


def test_fault_that_nothing_reproduces(clinic: Clinic) -> None:
    with clinic.case.open("a") as case:
        case.write('\n[fault.idle]\nmeans = "it idles"\nkind = "refused"\nhost = "index"\n')
    (problem,) = problems(clinic)
    assert problem.endswith("[fault] idle: no [[fault.idle.reproduce]] shows that it fails")


def test_snippet_that_is_exempt_and_run(clinic: Clinic) -> None:
    exempt = '"install.sh" = "changes the system\'s clock"'
    clinic.replace(clinic.case, "[not_executed]\n", f"[not_executed]\n{exempt}\n")
    (problem,) = problems(clinic)
    assert problem.endswith("[not_executed] install.sh: is run after all: take this out")


def test_page_without_a_case_and_case_without_a_page(clinic: Clinic) -> None:
    clinic.case.rename(clinic.root / "case.toml")
    assert problems(clinic) == [
        f"{CASE}:1: is missing: 'pipclinic new' under another slug writes one to copy"
    ]
    (clinic.root / "case.toml").rename(clinic.case)
    clinic.page.unlink()
    assert problems(clinic) == [f"{CASE}:1: has no page: write {PAGE}"]


@pytest.mark.parametrize("file", ["page", "case"])
def test_no_slip_of_the_hand_ends_in_a_traceback(clinic: Clinic, file: str) -> None:
    """Each line lost, doubled, or cut in half: read, or refused in words."""
    path: Path = getattr(clinic, file)
    lines = path.read_text(encoding="utf-8").splitlines()
    refused: list[str] = []
    for number, line in enumerate(lines[:130]):
        for slip in ([], [line, line], [line[: len(line) // 2]], ["x = 1"], ["[" + line]):
            path.write_text("\n".join([*lines[:number], *slip, *lines[number + 1 :]]))
            try:
                catalogue.load(clinic.root)
            except BadContent as bad:
                refused += map(str, bad.problems)
    assert len(refused) > 50
    assert [text for text in refused if "\n" in text] == []


def test_another_encoding(clinic: Clinic) -> None:
    line = line_of(clinic.page, "pip waits")
    clinic.page.write_bytes(clinic.page.read_bytes().replace(b"pip waits", b"pip \xe9 waits"))
    assert problems(clinic) == [f"{PAGE}:{line}: is not UTF-8: save it in that encoding"]


BROKEN = {
    "unknown key": (PAGE, "tags: [", "tagz: ["),
    "missing snippet": (CASE, '"use-a-proxy.sh"', '"use-no-proxy.sh"'),
    "unknown fault": (CASE, 'kind = "stall"', 'kind = "stahl"'),
    "broken TOML": (CASE, 'host = "index"', "host = index"),
    "a signature that is only a star": (PAGE, '"didn\'t respond within * seconds"', '"*"'),
}


@pytest.mark.parametrize("what", BROKEN)
@pytest.mark.parametrize("command", ["check", "verify", "build"])
def test_the_command_says_it_in_lines_and_exits_2(clinic: Clinic, what: str, command: str) -> None:
    file, old, new = BROKEN[what]
    clinic.replace(clinic.root / file, old, new)
    done = subprocess.run(
        [sys.executable, "-m", "pipclinic", command],
        cwd=clinic.root,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert lines
    assert all(line.startswith(("docs/", "snippets/")) for line in lines), done.stderr


GUIDE = """\
---
title: How long an install may take
description: What each setting of pip allows, in seconds, and how the settings play together.
authors: [smart_coder]
tags: [timeout]
created_at: 2026-11-22
updated_at: 2026-11-22
---

# {heading}
"""


def with_guide(clinic: Clinic, text: str) -> Clinic:
    guide = clinic.root / "docs/guides/timeouts.md"
    guide.parent.mkdir(exist_ok=True)
    guide.write_text(GUIDE.replace("# {heading}", text), encoding="utf-8")
    return clinic


def test_a_guide_shows_the_snippets_of_pages(clinic: Clinic) -> None:
    text = '```sh\n--8<-- "read-timeout/raise-the-timeout.sh"\n```'
    assert list(catalogue.load(with_guide(clinic, text).root).guides) == ["timeouts"]


def test_a_guide_shows_a_snippet_that_does_not_exist(clinic: Clinic) -> None:
    text = '```sh\n--8<-- "read-timeout/gone.sh"\n```'
    line = "docs/guides/timeouts.md:11: snippets/read-timeout/gone.sh does not exist"
    assert [line in problem for problem in problems(with_guide(clinic, text))] == [True]


def test_a_guide_shows_what_a_page_recorded(clinic: Clinic) -> None:
    text = '--8<-- "read-timeout/printed/install-slow-index.md"'
    line = ":10: includes read-timeout/printed/install-slow-index.md, which belongs to another page"
    assert [line in problem for problem in problems(with_guide(clinic, text))] == [True]


def test_a_guide_names_a_command_that_nobody_ran(clinic: Clinic) -> None:
    found = problems(with_guide(clinic, "Try `pip install --timeout 17 requests`."))
    assert ["nobody ran the command" in problem for problem in found] == [True]


def test_two_texts_that_say_the_same(clinic: Clinic) -> None:
    page = catalogue.load(clinic.root).pages["read-timeout"]
    paragraphs = [text for text in page.body.split("\n\n") if len(text.split()) > 30]
    prose = next(text for text in paragraphs if "`" not in text and "[" not in text)
    found = problems(with_guide(clinic, prose.replace("\n", " ").upper()))
    assert found
    assert all("also stands in docs/errors/read-timeout.md" in problem for problem in found)
