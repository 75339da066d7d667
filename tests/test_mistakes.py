"""Each mistake that people make is refused by `check` in one line: file, line, what to do.

None is silent, and none ends in a traceback. A row changes one file of a small copy of the clinic.
"""

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipclinic.content import catalogue
from pipclinic.content.problems import BadContent, Problem
from pipclinic.evidence import kept
from tests.clinic import Clinic, copy_of_the_clinic
from tests.reports import complete

PAGE = "docs/errors/read-timeout.md"
WRITTEN = "Use this if the error comes and goes."
CASE = "snippets/read-timeout/case.toml"
FIX = "snippets/read-timeout/raise-the-timeout.sh"
SLOW = 'kind = "slow-response"\nhost = "index"\nseconds = 40'
REPRODUCE = '[[fault.slow-index.reproduce]]\nrun = "install.sh"\n'
DOCKER = '"Dockerfile" = "needs a container engine"'
PROJECT = '{ name = "requests", version = "2.34.2", size = 3_000_000 }'


def said_of(problem: Problem) -> str:
    """What follows the file, the line and the table."""
    return re.sub(r"^[^:]+:\d+: (\[.*?\] )?", "", str(problem))


def problems(clinic: Clinic) -> tuple[Problem, ...]:
    """What `check` says, each in one line with a file and a line of it."""
    with pytest.raises(BadContent) as caught:
        catalogue.load(clinic.root)
    for problem in caught.value.problems:
        assert re.fullmatch(r"[^:\n]+:[1-9]\d*: .{10,}", str(problem)), str(problem)
    return caught.value.problems


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    return copy_of_the_clinic(tmp_path_factory.mktemp("clinic"))


# A text that stands there, what is written instead, and how what is said of its key begins.
IN_THE_PAGE = [
    ("---\ntitle", "title", "must start with front matter between two lines of ---"),
    ("home_example: {", "home_example: ", "is not YAML: mapping values are not allowed in this"),
    ("authors: [smart_coder]", "authors: []", "authors: is empty: write who wrote it, for"),
    ("authors: [smart_coder]", "authors: smart_coder", "authors: takes a list, in [ and ]: write"),
    ("authors: [smart_coder]", "authors: [Smart Coder]", "authors: 'Smart Coder' does not fit:"),
    ("authors: [smart_coder]\n", "", "authors: is missing: write who wrote it, for example"),
    ("tags: [network", "tags: [Network", "tags: 'Network' does not fit: write lower-case words,"),
    ("tags: [network", "Tags: [network", "Tags: unknown key; the keys here are authors,"),
    ("tags: [network", "tags: [network, network", "tags: has 'network' twice: take one out"),
    ('title: "Read', 'title: Read: "', "is not YAML: mapping values are not allowed in this"),
    ('title: "ReadTimeoutError: Read timed out"', 'title: "RTE"', "title: has 3 characters: write"),
    ("description: pip waited", "description: [pip] waited", "is not YAML: did not find expected"),
    ("created_at: 2023-03-12", "created_at: 12.3.2023", "created_at: is no date: write a date,"),
    ("created_at: 2023-03-12", "created_at: 2023-02-30", "is no date: day is out of range for"),
    ("updated_at: 2", "updated_at: 3", "updated_at: is a day to come: write that of the change"),
    ("[connection-timeout]", "[connection-time]", "pip_references: there is no code 'connection-t"),
    ("phase: index", "phase: Index", "phase: 'Index' is none of 'environment', 'name',"),
    ("phase: index", "phase:", "phase: takes text, in quotes: write where on the journey it"),
    ("phase: index", "\tphase: index", "holds a tab: write spaces"),
    ("images/phase-index.svg", "phase-index.svg", "thumbnail: 'phase-index.svg' does not fit:"),
    ("images/phase-index.svg", "images/Phase-Index.svg", "thumbnail: there is no such picture:"),
    ("images/phase-index.svg", "images/phase-tls.svg", "thumbnail: there is no such picture:"),
    ("signatures:\n", "signature:\n", "signature: unknown key; the keys here are authors,"),
    (
        '  - "): Read timed out"\n',
        '  - "): Read timed out"\n  - "): Read timed out"\n',
        "signatures: has '): Read timed",
    ),
    ('  - "): Read timed out"', "  - ): Read timed out: x", "is not YAML: mapping values are not"),
    ("phase: index\n", "phase: index\nexplains: [nothing-here]\n", "explains: there is no page"),
    ("phase: index\n", "phase: index\nformerly: [read-timeout]\n", "formerly: there is a page"),
    ("phase: index\n", "phase: index\nends_the_run: perhaps\n", "ends_the_run: takes true or"),
    (
        "phase: index\n",
        "phase: index\nwhen_offered: releases\n",
        "when_offered: 'releases' is none",
    ),
    (
        "phase: index\n",
        'phase: index\nwarnings: ["Something else"]\n',
        "warnings: 'Something else' is not",
    ),
    ("## Fixes {#fixes}", "##Fixes {#fixes}", "the section '## Fixes {#fixes}' is missing"),
    ("## Fixes {#fixes}", "## Fixes {#Fixes}", "write '## Fixes {#fixes}'"),
    ("## Fixes {#fixes}", "## fixes {#fixes}", "write '## Fixes {#fixes}'"),
    ("## Fixes {#fixes}", "## Fixes {#fixes", "'{#fixes': braces hold an id, as in {#fixes};"),
    ("## Fixes {#fixes}", "Fixes\n-----", "the section '## Fixes {#fixes}' is missing"),
    (
        "## Fixes {#fixes}",
        "## Fixes {#fixes}\n\n## Fixes {#fixes}",
        "there is another {#fixes}: give",
    ),
    ('```sh title="ask-why.sh"', "```bash", 'shows ask-why.sh: write ```sh title="ask-why.sh"'),
    ('```sh title="ask-why.sh"', '```sh title="ask.sh"', "shows ask-why.sh: write ```sh"),
    ('```sh title="ask-why.sh"', "```sh title=ask-why.sh", "begins a block wrongly: write for"),
    (
        '--8<-- "read-timeout/ask-why.sh"\n```',
        '--8<-- "read-timeout/ask-why.sh"',
        "begins a block within another:",
    ),
    ('--8<-- "read-timeout/ask-why.sh"', "", "no line of docs/errors/read-timeout.md includes it"),
    ('--8<-- "read-timeout/ask-why.sh"', '--8<-- "ask-why.sh"', "an include stands alone in its"),
    (
        '--8<-- "read-timeout/ask-why.sh"',
        "--8<-- read-timeout/ask-why.sh",
        "an include stands alone in its",
    ),
    ('--8<-- "read-timeout/ask-why.sh"', '--8<-- "https://x.example.com/a.sh"', "includes"),
    (
        '--8<-- "read-timeout/ask-why.sh"',
        '--8<-- "dns-failure/install.sh"',
        "includes dns-failure/install.sh,",
    ),
    ('--8<-- "read-timeout/ask-why.sh"', '--8<-- "read-timeout/ask-why.sh:1:1"', "includes"),
    (
        '--8<-- "read-timeout/ask-why.sh"',
        '--8<-- "read-timeout/Ask-Why.sh"',
        "snippets/read-timeout/Ask-Why.sh",
    ),
    (
        '--8<-- "read-timeout/ask-why.sh"',
        "pip install -vv requests",
        "a sh block holds only included",
    ),
    (WRITTEN, "Use `pip install --timeout 61 requests`.", "nobody ran the command `pip"),
    (WRITTEN, "Use `pip install.", "has a backquote without another: code begins and"),
    (WRITTEN, "Use <b>this</b> first.", "<b> is no Markdown: take it out, or write it"),
    (WRITTEN, "See [x](javascript:alert(1)).", "a link leads to https://… or to a"),
    (WRITTEN, "See [x](nothing.md).", "there is no file 'docs/errors/nothing.md'; did"),
    (WRITTEN, "See [x](#nothing).", "there is no anchor '#nothing'; did you mean"),
    (WRITTEN, "![x](../images/nothing.png)", "there is no file 'images/nothing.png';"),
    (WRITTEN, "Use this.[^nothing]", "there is no claim 'nothing';"),
    (WRITTEN, "See [x] (#fixes).", "no link has a blank between ] and (: take it out"),
    (WRITTEN, "See [x]().", "leads nowhere: write where between ( and )"),
    (WRITTEN, "WRITE THIS: more", "write this: more"),
    (WRITTEN, "<<<<<<< HEAD", "is left of a merge: finish it"),
    (WRITTEN, "Use\xa0this\u200b first.", "holds U+200B, which nobody sees: take it out"),
    (WRITTEN, "Use\tthis first.", "holds a tab: write spaces"),
    (WRITTEN, "Use\0this first.", "holds a NUL: take it out"),
    (WRITTEN, "word " * 500, "has 2,5"),
]
IN_THE_CASE = [
    ("[fault.slow-index]", "[fault.Slow-Index]", "name: 'Slow-Index' does not fit: write a short"),
    ("[fault.slow-index]", "[faults.slow-index]", "faults: unknown key; the keys here are"),
    ('means = "the index answers after 40 seconds"\n', "", "means: is missing: write words that"),
    (
        'means = "the index answers after 40 seconds"',
        'means = ""',
        "means: has 0 characters: write",
    ),
    (SLOW, SLOW.replace("40", "-40"), "seconds: has to be more than 0.0"),
    (SLOW, SLOW.replace("40", "forty"), "is not TOML: text stands in quotes; numbers, true and"),
    (SLOW, SLOW.replace('"index"', '"pypi.org"'), "host: 'pypi.org' is none of 'index', 'files',"),
    (SLOW, SLOW.replace('host = "index"\n', ""), "host: is missing: 'pipclinic keys"),
    (SLOW, f"{SLOW}\nfirst = 0", "first: has to be at least 1"),
    (SLOW, f"{SLOW}\nfirst = 1\nevery = 2", "slow-index: 'first' and 'every' stand"),
    (SLOW, SLOW.replace("40", '"40"'), "seconds: "),
    ("size = 3_000_000", "size = -1", "projects: size has to be at least 0"),
    (SLOW, f"{SLOW}\nseconds = 41", "is not TOML: this stands there twice; take one out, or"),
    (REPRODUCE, REPRODUCE.replace("[[", "[").replace("]]", "]"), "is not TOML: this stands there"),
    (REPRODUCE, REPRODUCE.replace("install.sh", "instal.sh"), "run:"),
    (REPRODUCE, REPRODUCE.replace("run", "runs"), "runs: unknown key; the keys here"),
    (REPRODUCE, REPRODUCE.replace('"install.sh"', '"../http-404/install.sh"'), "run:"),
    (REPRODUCE, f"{REPRODUCE}exits = 256\n", "exits: has to be at most 255:"),
    (REPRODUCE, f"{REPRODUCE}pip = 26\n", "pip: write which pips, for example"),
    (REPRODUCE, f'{REPRODUCE}pip = ">=99"\n', "pip: '>=99' means none of the pips"),
    (REPRODUCE, f'{REPRODUCE}pip = "=>10"\n', "pip: '=>10' is no version"),
    (
        REPRODUCE,
        f"{REPRODUCE}environment = {{ PIP_RETRIES = 2 }}\n",
        "environment: takes text, in quotes",
    ),
    (
        REPRODUCE,
        f'{REPRODUCE}environment = {{ "PIP RETRIES" = "2" }}\n',
        "environment: 'PIP RETRIES' does",
    ),
    (
        REPRODUCE,
        f'{REPRODUCE}places = {{ "pip.conf" = "/etc/pip.conf" }}\n',
        "places: '/etc/pip.conf' leads out:",
    ),
    (REPRODUCE, f'{REPRODUCE}installs = "requests"\n', "installs: takes a list, in [ and"),
    (REPRODUCE, f'{REPRODUCE}installs = ["requests >> 2"]\n', "installs: 'requests >> 2' is no"),
    (REPRODUCE, f'{REPRODUCE}id = "slow index"\n', "id: 'slow index' is no word: write"),
    (REPRODUCE, f"{REPRODUCE}{REPRODUCE}", "prints: is missing: write one of"),
    (
        REPRODUCE,
        f'{REPRODUCE}prints = "Read timed out. (read timeout=*)"\n',
        "is not TOML: this stands there",
    ),
    ('run = "retry-more-often.sh"', 'run = "read-timeout/retry-more-often.sh"', "run:"),
    ('run = "retry-more-often.sh"', "run = retry-more-often.sh", "is not TOML: text stands in"),
    ('run = "retry-more-often.sh"', 'run = ""', "run: is missing: write a snippet"),
    (
        'run = "retry-more-often.sh"',
        'run = "retry-more-often.sh"\nwithin = "/venv"',
        "within: '/venv' leads out: write a",
    ),
    (
        'run = "retry-more-often.sh"',
        'run = "retry-more-often.sh"\nprints = "x"',
        "prints: unknown key; the keys here",
    ),
    (PROJECT, PROJECT.replace("version", "vision"), "projects: a project has no 'vision':"),
    (PROJECT, PROJECT.replace('"2.34.2"', "2.34"), "projects: version takes text, in quotes: see"),
    (PROJECT, PROJECT.replace(" }", ', requires = ["a >> 2"] }'), "projects: 'a >> 2' is no"),
    (PROJECT, PROJECT.replace(" }", ', extras = ["socks"] }'), "projects: extras takes a table:"),
    (
        PROJECT,
        PROJECT.replace(" }", ', extras = { socks = ["a >> 2"] } }'),
        "projects: 'a >> 2' is no",
    ),
    (
        PROJECT,
        PROJECT.replace(" }", ', extras = { socks = "a" } }'),
        "projects: extras takes a table:",
    ),
    (PROJECT, PROJECT.replace(" }", ', formats = ["egg"] }'), "projects: 'egg' is none of"),
    (PROJECT, PROJECT.replace(" }", ', requires_python = "3" }'), "projects: '3' is no version"),
    (PROJECT, PROJECT.replace(" }", ', upload_time = "May" }'), "projects: 'May' is no moment"),
    (PROJECT, PROJECT.replace(" }", ", published = true }"), "projects: requests==2.34.2 is not"),
    (f"[{PROJECT}]", PROJECT, "projects: takes a list, in [ and ]: see"),
    (DOCKER, DOCKER.replace("file", "fil"), "Dockerfil: snippets/read-timeout/Dockerfil does"),
    (f"{DOCKER}\n", "", "no step of snippets/read-timeout/case.toml runs it"),
    ("[not_executed]", "[not-executed]", "not-executed: unknown key; the keys here are example,"),
]
IN_A_SNIPPET = [
    ("pip install", "```\npip install", "would end the block that shows it: begin it otherwise"),
    ("pip install", "#!/bin/sh\npip install", "begins with #!, which nobody types into a"),
    ("pip install", "$ pip install", "begins with a prompt, '$': take it out"),
    ("pip install", "PS C:\\> pip install", "begins with a prompt, 'PS C:\\\\>': take it out"),
    ("requests\n", "requests\n# WRITE THIS\n", "write this: "),
    (
        "requests\n",
        'requests\n--8<-- "read-timeout/install.sh"\n',
        "is an include, which a snippet",
    ),
    ("pip install", "\ufeffpip install", "begins with a byte order mark (BOM): save it without"),
    ("requests\n", "requests\r\n", "has lines that end as on Windows (CRLF): save it with LF"),
    ("requests\n", "requests", "ends in the middle of a line: end it with LF"),
    ("pip install", "\x1b[1mpip install", "holds an escape sequence, as for colours: take it out"),
    ("pip install", "WRITE THIS: pip install", "write this: pip install --timeout 60 requests"),
    ("pip install --timeout 60 requests\n", "", "is empty: write the command"),
]
REPLACED = [
    *((PAGE, *row) for row in IN_THE_PAGE),
    *((CASE, *row) for row in IN_THE_CASE),
    *((FIX, *row) for row in IN_A_SNIPPET),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), REPLACED)
def test_a_line_that_is_written_otherwise(
    clinic: Clinic, file: str, old: str, new: str, said: str
) -> None:
    path = clinic.root / file
    before = path.read_bytes()
    try:
        clinic.replace(path, old, new)
        found = problems(clinic)
    finally:
        path.write_bytes(before)
    assert any(said_of(problem).startswith(said) for problem in found), found


def write(path: str, content: bytes | str) -> Callable[[Path], None]:
    """What puts a file there."""

    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content.encode() if isinstance(content, str) else content)

    return change


def link(path: str, to: str) -> Callable[[Path], None]:
    """What puts a symbolic link in the place of a file."""

    def change(root: Path) -> None:
        (root / path).unlink(missing_ok=True)
        (root / path).symlink_to(to)

    return change


def move(path: str, to: str) -> Callable[[Path], None]:
    """What calls a file or a folder otherwise."""

    def change(root: Path) -> None:
        (root / path).rename(root / to)

    return change


FILES: list[tuple[Callable[[Path], None], str]] = [
    (write(PAGE, ""), f"{PAGE}:1: must start with front matter between two lines of ---"),
    (write(PAGE, b"\xff\xfe"), f"{PAGE}:1: is not UTF-8: save it in that encoding"),
    (write(PAGE, "x" * 5_000_000), f"{PAGE}:1: has 5,000,000 bytes, and at most 100,000 are"),
    (write(CASE, "x = 1\n" * 50_000), f"{CASE}:1: has 300,000 bytes, and at most 100,000 are"),
    (write(CASE, ""), f"{CASE}:1: fault: is missing: write at least one [fault.NAME]"),
    (link(PAGE, "/etc/hostname"), f"{PAGE}:1: is a symbolic link: put what it leads to in"),
    (link(FIX, "/etc/hostname"), f"{FIX}:1: is a symbolic link: put what it leads to in"),
    (move(PAGE, "docs/errors/Read-Timeout.md"), "docs/errors/Read-Timeout.md:1: 'Read-Timeout.md'"),
    (move(PAGE, "docs/errors/read timeout.md"), "docs/errors/read timeout.md:1: 'read timeout.md'"),
    (move(PAGE, "docs/errors/read-time.md"), "snippets/read-time/case.toml:1: is missing: 'pipc"),
    (move(PAGE, "docs/errors/read-timeout.txt"), "docs/errors/read-timeout.txt:1: has no place"),
    (move(CASE, f"{CASE}.bak"), f"{CASE}:1: is missing: 'pipclinic new'"),
    (move("snippets/read-timeout", "snippets/x"), f"{CASE}:1: is missing: 'pipclinic new'"),
    (move("snippets/read-timeout", "snippets/Read"), "snippets/Read:1: 'Read' is no name for a"),
    (move(FIX, f"{FIX}~"), f"{FIX}~:1: 'raise-the-timeout.sh~' is no name for a snippet: write"),
    (write("snippets/read-timeout/new.sh", "true\n"), "snippets/read-timeout/new.sh:1: no line of"),
    (write("snippets/nothing/case.toml", ""), "snippets/nothing/case.toml:1: has no page: write d"),
    (write("docs/x.md", "So it is.[^1]\n"), "docs/x.md:1: nothing is meant by [^1]: write '[^1]:"),
    (write("docs/assets/x.exe", "x"), "docs/assets/x.exe:1: has no place in docs/assets/, which"),
    (write("docs/errors/a/b.md", "x"), "docs/errors/a/b.md:1: "),
    (
        lambda root: (root / "docs/errors/x.md").mkdir(),
        "docs/errors/x.md:1: is a folder, and",
    ),
    (lambda root: os.mkfifo(root / "docs/x.md"), "docs/x.md:1: is neither a file nor a folder: t"),
    (write("images/x.svg", "<svg><script/></svg>"), "images/x.svg:1: <script> has no place in a"),
    (write("images/x.svg", "<svg"), "images/x.svg:1: is no SVG: "),
    (
        write("published.txt", "errors/gone/\n"),
        "published.txt:1: errors/gone/ was published and",
    ),
    (
        write("snippets/read-timeout/recorded/install-slow-index/1.0.txt", "x\n"),
        "snippets/read-timeout/recorded/install-slow-index/1.0.txt:1: is of no pip there is: take",
    ),
    (
        write("snippets/read-timeout/recorded/install-fast-index/26.3.txt", "x\n"),
        "snippets/read-timeout/recorded/install-fast-index:1: no step records it: take it out",
    ),
]


@pytest.mark.parametrize(("change", "said"), FILES)
def test_a_file_that_is_not_what_it_should_be(
    tmp_path: Path, clinic: Clinic, change: Callable[[Path], None], said: str
) -> None:
    copy = Clinic(tmp_path / "clinic")
    shutil.copytree(clinic.root, copy.root)
    change(copy.root)
    found = list(map(str, problems(copy)))
    assert any(problem.startswith(said) for problem in found), found


def test_a_recording_that_was_edited_by_hand(tmp_path: Path, clinic: Clinic) -> None:
    copy = Clinic(tmp_path / "clinic")
    shutil.copytree(clinic.root, copy.root)
    loaded = catalogue.load(copy.root)
    page = loaded.pages["read-timeout"]
    kept.keep(page, complete(loaded).outcomes)
    catalogue.load(copy.root)
    folder = page.folder / "recorded/install-slow-index"
    (folder / "26.3.txt").write_text("All went well.\n", encoding="utf-8")
    where = str(folder.relative_to(copy.root))
    assert list(map(str, problems(copy))) == [
        f"{where}:1: is not as it was recorded: run 'pipclinic record read-timeout'"
    ]


def test_there_are_enough_of_them() -> None:
    assert len(REPLACED) + len(FILES) >= 140
