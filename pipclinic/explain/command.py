"""The commands for readers: explain, run and mcp. Exit codes: 0 known, 1 not known, 2 misuse."""

import argparse
import difflib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from pipclinic.explain import COMMANDS, passing, reading
from pipclinic.explain.engine import Broken, load
from pipclinic.explain.explaining import KNOWN, MISUSE, Explainer, Form
from pipclinic.explain.knowledge import Knowledge, NoKnowledge, knowledge
from pipclinic.explain.screen import screen_of

_OTHERS: tuple[Form, ...] = ("json", "markdown", "github")


class Refused(Exception):
    """Something to tell the user instead of an answer; exit code 2."""


def main(arguments: Sequence[str]) -> int:
    """Do what was asked; the exit code."""
    asked = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        known = knowledge()
        if asked.command == "run":
            return _run(asked, known)
        if asked.command == "mcp":
            return _serve(known)
        return _explain(asked, known)
    except (Refused, NoKnowledge, Broken) as refused:
        print(f"pipclinic: {refused}", file=sys.stderr)
        return MISUSE
    except BrokenPipeError:  # whoever read the answer has enough of it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return MISUSE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pipclinic", description="Every error pip prints, each with fixes that are executed."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    explain = commands.add_parser(
        "explain",
        help=COMMANDS["explain"],
        description=f"{COMMANDS['explain']} Exit code 0: known; 1: not known; 2: misuse.",
    )
    explain.add_argument(
        "what",
        nargs="*",
        metavar="LOG | ERROR",
        help="logs; or one error, by its slug or pip's code for it. Without: what is piped in, "
        "which is passed on, in front of the answer",
    )
    explain.add_argument("--all", action="store_true", help="also the results behind the first")
    explain.add_argument("--quiet", action="store_true", help="do not pass on what is piped in")
    forms = explain.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help="what diagnose() gives, a line a log")
    forms.add_argument("--markdown", action="store_true", help="as for the summary of a job")
    run = commands.add_parser("run", help=COMMANDS["run"], description=COMMANDS["run"])
    run.add_argument("arguments", nargs=argparse.REMAINDER, metavar="-- COMMAND")
    for some in (forms, run):
        some.add_argument(
            "--github",
            action="store_true",
            help="in a workflow of GitHub: also to the job's summary, and as an annotation",
        )
    commands.add_parser("mcp", help=COMMANDS["mcp"], description=COMMANDS["mcp"])
    return parser


def _explain(asked: argparse.Namespace, known: Knowledge) -> int:
    form: Form = next((form for form in _OTHERS if getattr(asked, form)), "words")
    if len(asked.what) == 1 and not _is_file(asked.what[0]):
        return _show(asked.what[0], known, form)
    explainer = Explainer(known, load(known), form, asked.all)
    codes = []
    for name, text in _texts(asked, form):
        code, lines = explainer.explain(text, screen_of(sys.stdout))
        if len(asked.what) > 1 and form != "json":
            print(f"{name}:")
        print("\n".join(lines), flush=True)
        codes.append(code)
    return max(codes)


def _is_file(name: str) -> bool:
    return name == "-" or Path(name).exists() or any(sign in name for sign in "./\\")


def _texts(asked: argparse.Namespace, form: Form) -> Iterator[tuple[str, str]]:
    """Each text to explain, by its name."""
    for name in asked.what or ["-"]:
        if name == "-":
            yield name, _piped(asked.quiet, sys.stdout if form == "words" else sys.stderr)
        else:
            try:
                yield name, _decoded(Path(name).read_bytes())
            except OSError as error:
                raise Refused(f"{name}: {error.strerror}") from None


def _decoded(content: bytes) -> str:
    """A log as text; one that Windows wrote may be in UTF-16."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return content.decode(encoding, "replace")


def _piped(quiet: bool, onward: TextIO) -> str:
    """What is piped in, or pasted; passed on as it comes, unless it was pasted or quiet."""
    if sys.stdin is None or sys.stdin.closed:
        raise Refused("name a log or an error, or pipe in what pip prints")
    if sys.stdin.isatty():
        end = "Ctrl-Z and Enter" if sys.platform == "win32" else "Ctrl-D"
        print(f"Paste what pip printed; then, on a line of its own, {end}.", file=sys.stderr)
        return _decoded(sys.stdin.buffer.read())
    text = passing.piped(sys.stdin.buffer, None if quiet else onward.buffer)
    if text and not quiet:
        onward.write("\n" if text.endswith(b"\n") else "\n\n")
        onward.flush()
    return _decoded(text)


def _show(name: str, known: Knowledge, form: Form) -> int:
    """The page of an error, or a guide; a list, where several errors have a code of pip's."""
    pages, screen = known.named(name), screen_of(sys.stdout)
    if not pages and name not in known.slugs:
        near = difflib.get_close_matches(name, known.names(), 1)
        meant = f"; did you mean {near[0]}?" if near else ""
        raise Refused(f"there is no file and no error called {name!r}{meant}")
    if not pages and form == "json":
        raise Refused(f"{name} is a guide: errors.json has errors only")
    slug = pages[0].slug if pages else name
    if form == "json":
        wanted = {page.slug for page in pages}
        rows = json.loads(known.text("errors.json"))["errors"]
        print("\n".join(json.dumps(row) for row in rows if row["slug"] in wanted))
    elif len(pages) > 1:
        print("\n".join(reading.choice(pages, screen)))
    elif form == "words":
        reading.show(known.text(f"pages/{slug}.md"), screen)
    else:
        print(known.text(f"pages/{slug}.md"), end="")
    return KNOWN


def _run(asked: argparse.Namespace, known: Knowledge) -> int:
    """Run a command, and explain what it printed where it failed; its exit code."""
    command = asked.arguments[1:] if asked.arguments[:1] == ["--"] else asked.arguments
    if not command:
        raise Refused("name the command to run, as in: pipclinic run -- pip install requests")
    try:
        ran = passing.run(command)
    except OSError as error:
        print(f"pipclinic: {command[0]}: {error.strerror}", file=sys.stderr)
        return 127 if isinstance(error, FileNotFoundError) else 126
    if ran.code > 0:
        explainer = Explainer(known, load(known), "github" if asked.github else "words")
        try:
            _, lines = explainer.explain(_decoded(ran.printed), screen_of(sys.stderr))
            print("", *lines, sep="\n", file=sys.stderr, flush=True)
        except Broken as broken:
            print(f"pipclinic: {broken}", file=sys.stderr)
    return passing.exit_code(ran.code)


def _serve(known: Knowledge) -> int:
    try:
        from pipclinic.explain import server
    except ModuleNotFoundError:
        raise Refused("this needs one thing more: pip install 'pipclinic[mcp]'") from None
    server.serve(known)
    return KNOWN
