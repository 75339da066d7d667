"""Scripts as they are published: each with the modules of its ideas, in one small piece.

A script in docs/assets/javascripts has an address. What it imports from a folder beside it, such
as `diagnosis/`, is written for readers: it is joined into the script, so that visitors load one
file. Scripts beside it and what is vendored stay imports.

Joining is plain: a module's text goes before those that import it, without the words `import` and
`export`. For that, both are written in the one form that `deno fmt` gives them, and no two names
are the same. All of it stands in one function, so that the minifier may shorten every name.
"""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

FOLDER = Path("docs/assets/javascripts")
_VENDOR = "vendor"

_IMPORT = re.compile(r'^import (\w+|\{[^"]+?\}) from "(\.[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class) (\w+))", re.MULTILINE)
_EXPORTS = re.compile(r"^export \{ ([\w, ]+) \};\n", re.MULTILINE)
_OTHERS = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_DEFAULT = re.compile(r"^export \{ (\w+) as default \};\n(?://.*\n?)*", re.MULTILINE)
_NAME = re.compile(r"^(?:async )?(?:function\*?|const|let|class) (\w+)", re.MULTILINE)
# What a script loads when it is wanted; what the body of a function asks for.
_LATER = re.compile(r'\bimport\((?:"\./([\w.-]+)"|beside\("([\w.-]+)"\))\)')
_ASKED = re.compile(r'\b(?:module|imported)\("([^"]+)"\)')
# The minifier would put such a declaration before those that stand in the literal.
_FROM_LITERAL = re.compile(r"^( *)const(?= \{.*\} = \{)", re.MULTILINE)
# Comments on lines of their own, types within a line, and indentation: nobody has to load those.
_FOR_READERS = re.compile(r"^ *(?://|/?\*).*\n|/\*\* @type .*? \*/ ?|^ +", re.MULTILINE)


def published(folder: Path) -> Mapping[str, bytes]:
    """The scripts in a folder that have an address, by their names: ours, and what is vendored."""
    ours = {path.name: small(joined(path)).encode() for path in sorted(folder.glob("*.js"))}
    vendored = sorted((folder / _VENDOR).glob("*.js"))
    return ours | {f"{_VENDOR}/{path.name}": small(_inner(path)).encode() for path in vendored}


def is_part(path: Path) -> bool:
    """Whether a file below docs/ is published within another, or only for those who write."""
    inside = path.parts[: len(FOLDER.parts)] == FOLDER.parts
    folders = path.parts[len(FOLDER.parts) : -1]
    return inside and (path.name.endswith(".d.ts") or folders not in ((), (_VENDOR,)))


def small(text: str, kind: str = "application/javascript") -> str:
    """The same script or style in fewer bytes: names are shortened where the minifier runs."""
    try:
        import minify  # no wheel for Macs with ARM
    except ImportError:
        return _FOR_READERS.sub("", text)
    return str(minify.string(kind, _FROM_LITERAL.sub(r"\1var", text)))


def joined(script: Path) -> str:
    """A script in one piece, with what it imports from folders beside it.

    Raises ValueError where the modules cannot be joined plainly.
    """
    script = script.resolve()
    modules = {path: _text(path) for path in dict.fromkeys(_in_order(script, script, ()))}
    names = [name for text in modules.values() for name in _NAME.findall(text)]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"{script.name}: two of its modules have {', '.join(twice)}: rename one")
    source = script.read_text(encoding="utf-8")
    exports = ", ".join([*_EXPORT.findall(source), *_EXPORTS.findall(source)])
    body = "".join(modules.values())
    if not exports:
        return f"{_imports(modules, script)}(() => {{\n{body}}})();\n"
    result = f"return {{ {exports} }};\n"
    body = f"const {{ {exports} }} = (() => {{\n{body}{result}}})();\n"
    return f"{_imports(modules, script)}{body}export {{ {exports} }};\n"


def alone(script: Path) -> str:
    """A script in one piece that imports nothing, for engines without modules.

    What is vendored stands in it, and what it exports are global names there.
    """
    text = joined(script)
    for names, address in _IMPORT.findall(text):
        vendored = (script.parent / address).read_text(encoding="utf-8")
        written = f'import {names} from "{address}";\n'
        text = text.replace(written, f"const {names} = (() => {{\n{_returning(vendored)}}})();\n")
    return _EXPORTS.sub(r"Object.assign(globalThis, { \1 });\n", text)


def body(script: Path) -> str:
    """A script as the body of a function, for where no module can be loaded.

    It asks `module(name)` for what it imports and `imported(name)` for what it loads later, finds
    its own address in `HERE`, and returns what it exports.
    """
    vendored = script.parent.name == _VENDOR
    text = script.read_text(encoding="utf-8") if vendored else joined(script)
    text = _IMPORT.sub(_asking, text).replace("import.meta.url", "HERE")
    text = _LATER.sub(r'imported("\1\2")', text)
    return _EXPORTS.sub(r"return { \1 };\n", _DEFAULT.sub(r"return { default: \1 };\n", text))


def asked_for(body: str) -> list[str]:
    """The scripts that such a function asks for."""
    return _ASKED.findall(body)


def _returning(vendored: str) -> str:
    """What is vendored as the body of a function."""
    return _DEFAULT.sub(r"return \1;\n", vendored)


def _inner(vendored: Path) -> str:
    """What is vendored in one function, so that the minifier may shorten every name."""
    body = _returning(vendored.read_text(encoding="utf-8"))
    return f"const it = (() => {{\n{body}}})();\nexport {{ it as default }};\n"


def _asking(found: re.Match[str]) -> str:
    names, address = found[1], found[2].removeprefix("./")
    return f'const {names} = module("{address}"){"" if "{" in names else ".default"};\n'


def _in_order(module: Path, script: Path, above: tuple[Path, ...]) -> Iterator[Path]:
    """A module behind all that it imports."""
    if module in above:
        raise ValueError(f"{module.name} imports itself, by way of {above[-1].name}")
    for _, target in _imported(module):
        if _is_joined(target, script):
            yield from _in_order(target, script, (*above, module))
    yield module


def _imported(module: Path) -> Iterator[tuple[str, Path]]:
    """What a module imports: the names as they are written, and from where."""
    for names, path in _IMPORT.findall(module.read_text(encoding="utf-8")):
        yield names, (module.parent / path).resolve()


def _is_joined(target: Path, script: Path) -> bool:
    return target.parent != script.parent and target.parent.name != _VENDOR


def _imports(modules: Mapping[Path, str], script: Path) -> str:
    """What the modules import from others, each name once."""
    wanted: dict[tuple[bool, Path], dict[str, None]] = {}
    for module in modules:
        for names, target in _imported(module):
            if not _is_joined(target, script):
                place = wanted.setdefault(("{" in names, target), {})
                place.update(dict.fromkeys(re.findall(r"\w+", names)))
    lines = []
    for (braces, target), found in wanted.items():
        address = os.path.relpath(target, script.parent).replace(os.sep, "/")
        written = f"{{ {', '.join(found)} }}" if braces else ", ".join(found)
        lines.append(f'import {written} from "./{address}";\n')
    return "".join(lines)


def _text(module: Path) -> str:
    """What a module does, without its imports and exports."""
    text = module.read_text(encoding="utf-8")
    for names, _ in _IMPORT.findall(text):
        if " as " in names:
            raise ValueError(f"{module.name}: {names!r} gives a name another one: rename it there")
    text = _EXPORT.sub("", _EXPORTS.sub("", _IMPORT.sub("", text)))
    if other := _OTHERS.search(text):
        raise ValueError(f"{module.name}: {other[0]!r} cannot be joined plainly")
    return text
