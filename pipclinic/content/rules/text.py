"""What a text shows has been run: included files, and commands within a sentence."""

import re
from collections.abc import Iterator, Mapping, Set
from pathlib import Path

from pipclinic.content.page import Document, Page, include_in
from pipclinic.content.problems import Problem

_FILE = re.compile(r"[\w-]+(/\.?[A-Za-z0-9][\w.-]*)+")
_INLINE_COMMAND = re.compile(r"(?<!`)`(?:python3? -m |py -m )?(pip3? [a-z]+ [^`]+)`(?!`)")


def text_problems(
    document: Document, name: str, root: Path, commands: Set[str]
) -> Iterator[Problem]:
    """What a text shows and nobody ran."""
    for number, line, fence in document.lines:
        include = include_in(line)
        if include:
            wrong = place_problem(include[2], include[3], fence)
            if wrong:
                yield Problem(name, number, wrong)
            else:
                yield from _include_problems(document, name, number, include[2], include[3], root)
        elif fence is None:
            yield from inline_problems(name, number, line, commands)
        elif fence != "py" and line.strip():
            message = (
                f"a {fence or 'plain'} block holds only included files: put this text into "
                f'snippets/{document.slug}/ and write --8<-- "{document.slug}/FILE"'
            )
            yield Problem(name, number, message)


_SHOWS = re.compile(
    r'^ *`{3,} ?([\w.+-]*)(?: title="([^"\n]*)")?[^\n]*\n *--8<-- "[^"\n]*/([^"/\n]+)" *$',
    re.MULTILINE,
)
_LANGUAGES = {".sh": "sh", ".py": "py", ".ps1": "powershell"}


def block_problems(document: Document, name: str) -> Iterator[Problem]:
    """Blocks that call a script by another name, or by another language, than it has."""
    for block in _SHOWS.finditer(document.body):
        language, title, file = block.groups()
        wanted = _LANGUAGES.get(Path(file).suffix)
        if wanted and (title not in (None, file) or language != wanted):
            line = document.body_line + document.body.count("\n", 0, block.start())
            yield Problem(name, line, f'shows {file}: write ```{wanted} title="{file}"')


def commands_of(document: Document, root: Path, texts: Mapping[Path, str | None]) -> set[str]:
    """Every line of the snippets that a text shows or has; texts: what was read of them already."""
    included = (include_in(line) for _, line, fence in document.lines if fence is not None)
    shown = {root / f"snippets/{match[2]}/{match[3]}" for match in included if match}
    found: set[str] = set()
    for file in {*document.snippets.values(), *shown}:
        text = texts.get(file)
        if text is None and file.is_file():
            text = file.read_text("utf-8")
        found.update(map(str.strip, (text or "").splitlines()))
    return found


def inline_problems(name: str, number: int, line: str, commands: Set[str]) -> Iterator[Problem]:
    """Commands in a sentence that stand in no snippet."""
    for command in _INLINE_COMMAND.findall(line):
        if command.strip() not in commands:
            message = f"nobody ran the command `{command}`: put it into a snippet of the case"
            yield Problem(name, number, message)


def place_problem(folder: str, file: str, fence: str | None) -> str:
    """What is wrong with what an include names, or with where it stands; "" when nothing is."""
    written = f"{folder}/{file}"
    if ":" in written:
        return f"includes {written}: an include is a file of this clone, and all of it"
    if not _FILE.fullmatch(written) or ".." in written:
        return f"includes {written}: write FOLDER/FILE, without .. and other signs"
    shown = folder in ("images", "generated") or file.startswith("printed/")
    if fence is None and not shown:
        return f"includes {written} outside a block: write ```sh above it and ``` below"
    return ""


def _include_problems(
    document: Document, name: str, number: int, folder: str, file: str, root: Path
) -> Iterator[Problem]:
    own = isinstance(document, Page) or file.startswith("printed/")
    if own and folder not in (document.slug, "images"):
        yield Problem(name, number, f"includes {folder}/{file}, which belongs to another page")
    elif folder == "images" and not (root / folder / file).is_file():
        yield Problem(name, number, f"there is no picture {folder}/{file}")
    elif folder not in ("images", "generated") and not (
        file.startswith("printed/") or (root / f"snippets/{folder}/{file}").is_file()
    ):
        message = f"snippets/{folder}/{file} does not exist: write it, or mend its name here"
        yield Problem(name, number, message)
