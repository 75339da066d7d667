"""A page in a terminal, with a pager where it is longer than the screen, as `rustc --explain`."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence

from pipclinic.explain.knowledge import Page
from pipclinic.explain.screen import Screen

_HEADING = re.compile(r"^(#{1,6}) (.*?)(?:\s*\{#([\w-]+)\})?$")
_HERE = re.compile(r"\[([^\]]+)\]\(#([\w-]+)\)")
_PAGE = re.compile(r"\[([^\]]+)\]\([./a-z]*/([a-z0-9-]+)/index\.md[^)]*\)")
_ELSEWHERE = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_NOTE = re.compile(r"\[\^([\w-]+)\]")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]<>#])")
_STRONG = re.compile(r"(?<![\w*])\*{1,2}(?=\S)([^*]+?)(?<=\S)\*{1,2}(?![\w*])")


def choice(pages: Sequence[Page], screen: Screen) -> Iterator[str]:
    """The pages to which pip gives one code."""
    yield f"pip gives this code to {len(pages)} errors. To read one, type its name:"
    for page in pages:
        yield ""
        yield f"  pipclinic explain {page.slug}"
        yield from screen.prose(page.cause, "    ")


def show(markdown: str, screen: Screen) -> None:
    """Print a page; page by page on a terminal that is too low for it."""
    text = "\n".join(rendered(markdown, screen)) + "\n"
    rows = shutil.get_terminal_size().lines
    pager = _pager() if sys.stdout.isatty() and text.count("\n") >= rows else None
    if pager is None:
        print(text, end="", flush=True)
        return
    environment = {"LESS": "FRX", **os.environ}
    subprocess.run(pager, input=text, encoding="utf-8", errors="replace", env=environment)


def _pager() -> Sequence[str] | None:
    """What shows a long text: what the reader chose, or less."""
    chosen = shlex.split(os.environ.get("PAGER", "less"))
    return chosen if chosen and shutil.which(chosen[0]) else None


def rendered(markdown: str, screen: Screen) -> Iterator[str]:
    """The lines of a page, for the width of a screen."""
    lines = markdown.splitlines()
    titles = {found[3]: found[2] for line in lines if (found := _HEADING.match(line))}
    notes: list[str] = []
    for block in _blocks(lines):
        first = block[0]
        if first.startswith("```"):
            yield from (f"    {screen.styled(line, 'command')}".rstrip() for line in block[1:-1])
        elif heading := _HEADING.match(first):
            level, text = len(heading[1]), _plain(heading[2], titles, notes)
            yield from (screen.styled(line, "known") for line in screen.prose(text))
            if level < 3:
                yield screen.styled(("=" if level == 1 else "-") * min(len(text), 60), "known")
        elif first.startswith("|"):
            yield from _table([_plain(line, titles, notes) for line in block], screen)
        elif first.startswith("[^"):
            name, _, rest = " ".join(block).partition("]: ")
            yield from screen.item(rest, f"[{_number(name[2:], notes)}] ")
        elif re.match(r"[-*] |\d+\. ", first):
            for item in _items(block):
                sign, _, rest = item.partition(" ")
                yield from screen.item(_plain(rest, titles, notes), f"  {sign} ")
        else:
            yield from screen.prose(_plain(" ".join(map(str.strip, block)), titles, notes))
        yield ""


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    """Paragraphs, tables, lists, and code with its fences, none empty."""
    block: list[str] = []
    fence = ""
    for line in lines:
        opened = re.match(r"`{3,}", line.strip())
        if fence:
            block.append(line)
            if line.strip() == fence:
                fence = ""
                yield block
                block = []
        elif opened:
            if block:
                yield block
            block, fence = [line], opened[0]
        elif not line.strip():
            if block:
                yield block
            block = []
        elif _HEADING.match(line):
            yield [line]
        else:
            block.append(line)
    if block:
        yield block


def _items(block: Sequence[str]) -> Iterator[str]:
    """The items of a list, each in a line."""
    item = ""
    for line in block:
        if re.match(r"[-*] |\d+\. ", line) and item:
            yield item
            item = line
        else:
            item = f"{item} {line.strip()}".strip()
    yield item


def _plain(text: str, titles: dict[str, str], notes: list[str]) -> str:
    """Text without the signs of Markdown, but `code`; links say where they lead."""

    def here(found: re.Match[str]) -> str:
        title = titles.get(found[2], "")
        return found[1] if title.lower() == found[1].lower() else f"{found[1]} (see: {title})"

    text = _HERE.sub(here, text)
    text = _PAGE.sub(r"\1 (`pipclinic explain \2`)", text)
    text = _ELSEWHERE.sub(r"\1", text)
    text = _NOTE.sub(lambda found: f"[{_number(found[1], notes)}]", text)
    return _ESCAPED.sub(r"\1", _STRONG.sub(r"\1", text))


def _number(name: str, notes: list[str]) -> int:
    if name not in notes:
        notes.append(name)
    return notes.index(name) + 1


def _table(rows: Sequence[str], screen: Screen) -> Iterator[str]:
    """A table as what it says of each row: its first cell, and below it the others."""
    head, _, *body = [[cell.strip() for cell in _cells(row)] for row in rows]
    for number, (first, *others) in enumerate(body):
        if number:
            yield ""
        yield from screen.prose(f"{head[0]}: {first}" if head[0] else first, "  ")
        for name, cell in zip(head[1:], others, strict=False):
            yield from screen.prose(f"{name}: {cell}" if name else cell, "    ")


def _cells(row: str) -> list[str]:
    inner = row.strip().removeprefix("|").removesuffix("|")
    return [cell.replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", inner)]
