"""`pipclinic explain`: the right words, streams and exit codes, for people and for scripts."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from pipclinic.explain.engine import load
from pipclinic.explain.finding import findings, for_system, printable
from pipclinic.explain.knowledge import Command, Knowledge
from pipclinic.explain.screen import Screen
from tests.conftest import ROOT
from tests.readers import COMMAND, Terminal, pipclinic, surroundings

RECORDED = ROOT / "snippets/read-timeout/recorded/install-slow-index/23.0.1.txt"
LOG = f"Collecting numpy\n{RECORDED.read_text(encoding='utf-8')}"
UNKNOWN = "Traceback: nobody ever printed xyzzy plugh\n"


def test_the_cause_and_the_first_fix_for_the_readers_project(installed: Path) -> None:
    done = pipclinic(installed, "explain", "--quiet", given=LOG)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "pip clinic: This is a known error."
    assert "    pip install --timeout 60 numpy" in lines
    assert "  pip connected to the package index, but no data arrived within 15 seconds." in lines
    assert "  Installs with pip 9.0.3 to 26.3, executed " in done.stdout
    assert "  All fixes, and what does not help: pipclinic explain read-timeout" in lines
    assert "  https://clinic.example.com/errors/read-timeout/" in lines
    assert "  Line 6 says so:" in lines
    assert "requests" not in done.stdout.partition("What to do first")[2]


@pytest.mark.parametrize(
    "line",
    [
        "$ pip install -U numpy",
        "Collecting numpy>=2 (from x)",
        "Building wheel for numpy (pyproject.toml)",
        "ERROR: No matching distribution found for numpy==1",
        "WARNING: Retrying (Retry(total=0)) after connection broken by 'X': /simple/numpy/",
    ],
)
def test_the_project_is_what_was_asked_for(installed: Path, line: str) -> None:
    engine = load(Knowledge(installed / "pipclinic/explain/data"))
    before = "Looking in indexes: https://pypi.org/simple/, https://example.com/simple/\n"
    assert engine.ask(f"{before}{line}\n").project == "numpy"
    assert engine.ask(before).project == ""


def test_who_names_no_project_is_told_to_put_it_in(installed: Path) -> None:
    done = pipclinic(installed, "explain", "--quiet", given="Read timed out. (read timeout=15)")
    assert "    pip install --timeout 60 requests" in done.stdout
    assert "put the name of your project in its place." in " ".join(done.stdout.split())


@pytest.mark.parametrize("form", ["--quiet", "--markdown", "--github"])
def test_a_command_that_would_fail_again_is_not_told(installed: Path, form: str) -> None:
    """Of a project that the index does not know, the name is to be looked at."""
    log = (
        "ERROR: Could not find a version that satisfies the requirement reqeusts==99 "
        "(from versions: {})\nERROR: No matching distribution found for reqeusts==99\n"
    )
    none = pipclinic(installed, "explain", form, given=log.format("none")).stdout
    assert "spelled like this" in " ".join(none.split())
    assert "pip install" not in none
    some = pipclinic(installed, "explain", form, given=log.format("1.0, 2.0")).stdout
    assert "pip install reqeusts" in some
    assert "spelled" not in some


def test_what_is_piped_in_is_passed_on_byte_for_byte(installed: Path) -> None:
    strange = LOG.encode() + b"\xff\xfe\x00 \x1b[31mred\x1b[0m\r50%\r100%\n"
    done = subprocess.run(
        [*COMMAND, "explain"], env=surroundings(installed), input=strange, capture_output=True
    )
    answer = pipclinic(installed, "explain", "--quiet", given=strange).stdout
    assert done.stdout == strange + b"\n" + answer.encode()


@pytest.mark.parametrize("form", ["--json", "--markdown"])
def test_what_scripts_read_has_nothing_else_in_it(installed: Path, form: str) -> None:
    loud = pipclinic(installed, "explain", form, given=LOG)
    quiet = pipclinic(installed, "explain", form, "--quiet", given=LOG)
    assert loud.stdout == quiet.stdout
    assert loud.stderr == f"{LOG}\n"
    assert quiet.stderr == ""


def test_json_is_what_diagnose_gives(installed: Path, tmp_path: Path) -> None:
    for name, text in (("a.log", LOG), ("b.log", UNKNOWN)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    logs = [str(tmp_path / "a.log"), str(tmp_path / "b.log")]
    done = pipclinic(installed, "explain", "--json", *logs)
    known, unknown = map(json.loads, done.stdout.splitlines())
    assert known["state"] == "match"
    assert known["results"][0].keys() == {
        "slug", "confidence", "line", "signature", "start", "end",
    }  # fmt: skip
    assert known["results"][0]["slug"] == "read-timeout"
    assert unknown == {"state": "none", "results": []}
    assert done.returncode == 1  # one of them is not known


def test_what_is_not_known_is_said_and_how_to_report_it(installed: Path) -> None:
    done = pipclinic(installed, "explain", "--quiet", given=f"{UNKNOWN}ERROR: token=hunter2 bad\n")
    assert done.returncode == 1
    assert done.stdout.startswith("pip clinic: This is not known here.\n")
    assert "`-vv`" in done.stdout
    assert "https://example.com/us/issues/new?template=unknown-error.yml&title=ERROR" in done.stdout
    assert "hunter2" not in done.stdout


def test_a_guess_is_not_known(installed: Path) -> None:
    done = pipclinic(installed, "explain", "--quiet", given="certificate hostname wrong")
    assert done.returncode == 1
    assert done.stdout.startswith("pip clinic: Not certain. Perhaps it is this.\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["explain", "read-time-out"], "did you mean read-timeout?"),
        (["explain", "--json", "proxies"], "proxies is a guide"),
        (["explain", "no/such.log"], "no/such.log: No such file or directory"),
        (["explain", "."], "Is a directory"),
        (["run"], "name the command to run"),
        (["run", "--"], "name the command to run"),
        (["mpc"], "invalid choice"),
        ([], "COMMAND"),
    ],
)
def test_misuse_is_said_in_a_line(installed: Path, arguments: list[str], said: str) -> None:
    done = pipclinic(installed, *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_all_names_what_else_it_may_be(installed: Path) -> None:
    few = pipclinic(installed, "explain", "--quiet", given=LOG).stdout
    every = pipclinic(installed, "explain", "--quiet", "--all", given=LOG).stdout
    assert "1 other error, too: `--all` names them." in few
    assert "no-matching-distribution" not in few
    assert "    no-matching-distribution: " in every


def test_secrets_are_masked_and_terminals_told_nothing(installed: Path) -> None:
    strange = "https://me:hunter2@pypi.example.com/simple/ \x1b]0;title\x07\x1b[2J"
    text = f"$ pip install x\n/home/alice/venv {strange} Read timed out. (read timeout=15)\n"
    for form in ([], ["--json"], ["--markdown"], ["--all"]):
        done = pipclinic(installed, "explain", "--quiet", *form, given=text)
        assert done.returncode == 0
        assert "***@pypi.example.com" in done.stdout
        for hidden in ("hunter2", "alice", "\x1b", "\x07"):
            assert hidden not in done.stdout


def test_the_page_of_an_error_by_its_slug_or_by_pips_code(installed: Path) -> None:
    by_slug = pipclinic(installed, "explain", "externally-managed-environment")
    assert by_slug.returncode == 0
    assert "externally-managed-environment" in by_slug.stdout
    assert "{#" not in by_slug.stdout
    several = pipclinic(installed, "explain", "connection-timeout")
    assert several.returncode == 0
    for slug in ("read-timeout", "connect-timeout"):
        assert f"  pipclinic explain {slug}\n" in several.stdout
    guide = pipclinic(installed, "explain", "proxies")
    assert (guide.returncode, guide.stderr) == (0, "")
    assert len(guide.stdout) > 2000
    twin = pipclinic(installed, "explain", "--markdown", "read-timeout")
    stored = installed / "pipclinic/explain/data/pages/read-timeout.md"
    assert twin.stdout == stored.read_text(encoding="utf-8")
    row = json.loads(pipclinic(installed, "explain", "--json", "read-timeout").stdout)
    assert row["first_fix"][0]["command"] == "pip install --timeout 60 requests"


@pytest.mark.parametrize("columns", ["20", "45", "100", "400"])
def test_no_prose_is_wider_than_the_terminal(installed: Path, columns: str) -> None:
    """A command to copy may be, and so may an address."""
    done = pipclinic(installed, "explain", "--quiet", given=LOG, COLUMNS=columns)
    widest = max(20, min(int(columns), 100))
    for line in done.stdout.splitlines():
        whole = ("    pip ", "  https://", "  All fixes", "pip clinic:", "  Line ", "  What to do")
        assert len(line) <= widest + 2 or line.startswith(whole), line


def test_every_page_is_readable_in_a_terminal(installed: Path) -> None:
    from pipclinic.explain import reading

    pages = sorted((installed / "pipclinic/explain/data/pages").glob("*.md"))
    assert len(pages) > 60
    slugs = {path.stem for path in pages}
    named = 0
    for path in pages:
        markdown = path.read_text(encoding="utf-8")
        lines = list(reading.rendered(markdown, Screen(columns=70)))
        prose = [line for line in lines if not line.startswith("    ")]
        text = "\n".join(prose)
        for sign in ("](", "{#", "[^", "```", "|---"):
            assert sign not in text, f"{path.stem}: {sign}"
        named += text.count("`pipclinic explain ")
        assert set(re.findall(r"`pipclinic explain ([\w-]+)`", text)) <= slugs
        headings = [line for line in markdown.splitlines() if line.startswith("## ")]
        assert len(headings) >= 3
        coloured = "\n".join(reading.rendered(markdown, Screen(columns=70, colours=True)))
        assert coloured.count("\x1b[0m") > 10
    assert named > 100


COMMANDS = (
    Command("Debian, Ubuntu", "a.sh", "apt-get install git", ""),
    Command("macOS", "b.sh", "brew install git", ""),
    Command("Windows", "c.ps1", "winget install Git.Git", ""),
)


def test_the_readers_system_is_the_logs_or_else_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert for_system(COMMANDS, "Windows") == COMMANDS[2:]
    monkeypatch.setattr("sys.platform", "darwin")
    assert for_system(COMMANDS) == COMMANDS[1:2]
    assert for_system(COMMANDS, "Linux") == COMMANDS  # of which kind, nobody knows
    monkeypatch.setattr("sys.platform", "linux")
    for about, shown in (
        ({"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, COMMANDS[:1]),
        ({"ID": "alpine"}, COMMANDS),
    ):
        monkeypatch.setattr("platform.freedesktop_os_release", lambda about=about: about)
        assert for_system(COMMANDS) == shown


def test_a_log_of_windows_is_read_and_answered_for_windows(installed: Path, tmp_path: Path) -> None:
    """PowerShell writes UTF-16."""
    text = "C:\\Users\\me> pip install numpy\r\nERROR: Read timed out. (read timeout=15)\r\n"
    (tmp_path / "pip.log").write_bytes(text.encode("utf-16"))
    done = pipclinic(installed, "explain", str(tmp_path / "pip.log"))
    assert done.returncode == 0
    known = Knowledge(installed / "pipclinic/explain/data")
    engine = load(known)
    assert engine.ask(text).system == "Windows"
    assert engine.ask(text).project == "numpy"


def test_the_line_is_counted_as_editors_count(installed: Path) -> None:
    """JavaScript counts a picture as two units, and Python as one."""
    known = Knowledge(installed / "pipclinic/explain/data")
    engine = load(known)
    text = "🐍🐍🐍🐍🐍🐍\n" * 9 + "Read timed out. (read timeout=15)\n\n\n\n\n"
    (first, *_) = findings(text, engine.ask(text), engine, known)
    assert first.number == 10


def test_control_characters_are_left_out() -> None:
    spoiled = "a\x1b[31mb\x1b]0;t\x07c\x9b2Jd\u202ee\x00\ud800f 拒绝"
    assert printable(spoiled) == "abc2Jdef 拒绝"


def test_whatever_comes_no_traceback_does(installed: Path) -> None:
    known = Knowledge(installed / "pipclinic/explain/data")
    engine = load(known)
    for text in ("", "\0", "\x1b[", "ERROR: " * 99_999, "🐍" * 9999, "\n" * 9999, "(((" * 9999):
        answer = engine.ask(text)
        list(findings(text, answer, engine, known))


def test_a_page_too_long_for_the_terminal_is_shown_by_a_pager(installed: Path) -> None:
    pager = "sed s/^/shown:/"
    printed, code = Terminal(installed, "explain", "read-timeout", PAGER=pager).end()
    assert code == 0
    assert printed.startswith(b"shown:\x1b[1mReadTimeoutError: Read timed out\x1b[0m\r\n")
    short, _ = Terminal(installed, "explain", "connection-timeout", PAGER=pager).end()
    assert b"shown:" not in short
    lost, code = Terminal(installed, "explain", "read-timeout", PAGER="no-such-pager").end()
    assert (code, b"ReadTimeoutError: Read timed out" in lost) == (0, True)


def test_a_log_can_be_pasted(installed: Path) -> None:
    terminal = Terminal(installed, "explain", NO_COLOR="1")
    assert b"Ctrl-D" in terminal.read_until(b"Ctrl-D.\r\n")
    os.write(terminal.fd, b"$ pip install numpy\nRead timed out. (read timeout=15)\n\x04")
    printed, code = terminal.end()
    assert code == 0
    assert b"    pip install --timeout 60 numpy\r\n" in printed
    assert b"\x1b[" not in printed
