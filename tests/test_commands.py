"""What the commands say of themselves, of what is missing, and of what is too long to read."""

import os
import subprocess
import typing

import pytest
import typer
from typer.testing import CliRunner

from pipclinic import cli
from pipclinic.content.problems import listed
from pipclinic.site import mkdocs
from tests.conftest import ROOT


@pytest.mark.parametrize("words", ["writes a [[fault]] table", "as [bold] as [red]this[/red]"])
def test_brackets_in_help_are_text(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    command = cli._ByFamily().get_command(typing.cast(typer.Context, None), "plan")
    monkeypatch.setattr(type(command), "get_params", lambda *_: [])
    command.help = words
    assert words in command.get_help(typer.Context(command))


def test_help_has_every_command_with_its_whole_sentence() -> None:
    said = " ".join(CliRunner().invoke(cli.app, ["--help"]).output.split())
    for name in cli.COMMANDS:
        assert f" {name} " in said
    assert "Begin a page: its text, its case and its snippets; and show what pip prints" in said
    assert "..." not in said.partition("Commands: ")[2]


@pytest.mark.parametrize(
    ("target", "what"), [("prove", "PAGE="), ("release", "VERSION="), ("publish", "VERSION=")]
)
def test_make_says_what_is_missing_and_runs_nothing(target: str, what: str) -> None:
    # As a reader runs it, though a make may run this: it would pass its own flags on.
    outside = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    command = ["make", "--no-print-directory", target]
    done = subprocess.run(command, cwd=ROOT, env=outside, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert f"make {target} {what}" in line


def test_mkdocs_shows_no_banner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_MKDOCS_2_WARNING", raising=False)
    assert mkdocs.environment(A="b").items() >= {("NO_MKDOCS_2_WARNING", "1"), ("A", "b")}


def test_a_list_without_end_is_cut() -> None:
    assert listed("abc") == "a, b, c"
    assert listed("abcdefghijklmnopqrstuvwx") == "a, b, c, d, e, f, g, h, i, j, k, l and 12 more"
