"""The text of a snippet, spoiled in one place: what it does then should be seen."""

import ast
import re
from collections.abc import Iterator

# Options of pip's that are followed by a value; all others stand alone.
_WITH_VALUE = frozenset(
    word
    for line in (
        "--abi --build-constraint --cache-dir --cert --client-cert --config-settings --constraint",
        "--default-timeout --dest --dir --exists-action --extra-index-url --find-links --format",
        "--hash --implementation --index-url --keyring-provider --log --no-binary --only-binary",
        "--platform --prefix --progress-bar --proxy --python --python-version --report",
        "--requirement --resume-retries --retries --root --src --target --timeout --trusted-host",
        "--upgrade-strategy --use-deprecated --use-feature --wheel-dir -c -d -f -i -r -t -w",
    )
    for word in line.split()
)
_OPTION = re.compile(r"(?<=\s)(--?[A-Za-z][\w-]*)(?:(=| +)(\"[^\"]*\"|'[^']*'|[^\s\"'|;&)-]\S*))?")
# What another value is, by what the value looks like.
_OTHERS = (
    (re.compile(r"\d+(\.\d+)?"), "1"),
    (re.compile(r"https?://\S+"), "https://nowhere.example/"),
    (re.compile(r":(all|none):"), "idna"),
)


def spoiled(file: str, text: str) -> Iterator[tuple[str, str]]:
    """What is spoiled, in words, and the text that then is left."""
    yield from _without_a_line(text, _docstrings(text) if file.endswith(".py") else set())
    if file.endswith(".sh"):
        yield from _other_options(text)


def _without_a_line(text: str, silent: set[int]) -> Iterator[tuple[str, str]]:
    """silent: numbers of the lines that do nothing, besides empty ones and comments."""
    lines = dict(enumerate(text.splitlines(), 1))
    telling = [
        number
        for number, line in lines.items()
        if line.strip() and not line.strip().startswith("#") and number not in silent
    ]
    for left_out in telling if len(telling) > 1 else ():
        rest = [line for number, line in lines.items() if number != left_out]
        yield f"without the line {lines[left_out].strip()!r}", "\n".join([*rest, ""])


def _docstrings(text: str) -> set[int]:
    """The numbers of the lines of a Python snippet's docstrings."""
    return {
        number
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        for number in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }


def _other_options(text: str) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for found in _OPTION.finditer(text):
        option, sign, value = found.groups()
        takes = value is not None and (sign == "=" or option in _WITH_VALUE)
        end = found.end() if takes else found.end(1)
        said = text[found.start() : end]
        if said in seen or _is_comment(text, found.start()):
            continue
        seen.add(said)
        yield f"without {said}", text[: found.start()].rstrip(" ") + text[end:]
        for looks, other in _OTHERS if takes else ():
            if looks.fullmatch(value.strip("'\"")) and value != other:
                changed = text[: found.start(3)] + other + text[found.end(3) :]
                yield f"{said} with {other}", changed


def _is_comment(text: str, position: int) -> bool:
    return text[text.rfind("\n", 0, position) + 1 :].startswith("#")
