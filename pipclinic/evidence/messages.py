"""Every error and warning that a pip can print, read from the syntax trees in its wheel.

Not what its vendored libraries say: other programs print that, too. Of an error that pip draws with
a context, a note and hints, it is the message; of an argument of the command line, pip's own words.
"""

import ast
import builtins
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipclinic.content.signatures import MINIMUM
from pipclinic.evidence.printing import Function, Module, Scope, plain, texts

_HOME = "pip/_internal/"
_LEVELS = {
    "warning": "WARNING: ",
    "error": "ERROR: ",
    "critical": "ERROR: ",
    "exception": "ERROR: ",
}
_TELLING = {"__str__", "__rich__", "body"}  # methods of errors and notices that say what is printed
_ERRORS = {
    name
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, Exception)
}


@dataclass(frozen=True, order=True)
class Message:
    """What pip prints: file below pip/_internal, text with `*` for what varies, what stands before.

    before: "ERROR: ", "WARNING: ", "DEPRECATION: "; of an error with a code, that; of one of
    Python's own, its name.
    """

    file: str
    text: str
    before: str


def printed(wheel: Path) -> tuple[Message, ...]:
    """Every message of a pip, once for each file."""
    found: dict[tuple[str, str], Message] = {}
    with zipfile.ZipFile(wheel) as archive:
        trees = {
            name.removeprefix(_HOME): ast.parse(archive.read(name))
            for name in sorted(archive.namelist())
            if name.startswith(_HOME) and name.endswith(".py")
        }
    modules = {file: Module.of(tree) for file, tree in trees.items()}
    functions = {
        name: (function, module)
        for module in modules.values()
        for name, function in module.functions.items()
    }
    for file, tree in trees.items():
        for before, text in _in_module(tree, Scope(modules[file], functions)):
            if sum(sign.isalnum() for sign in text) >= MINIMUM:
                found.setdefault((file, text), Message(file, text, before))
    return tuple(found.values())


def _in_module(tree: ast.Module, whole: Scope) -> Iterator[tuple[str, str]]:
    for node, place in _walked(tree, Place(whole)):
        for before, expression in _messages(node, place):
            for text in texts(expression, place.scope):
                yield before, plain(text)


@dataclass(frozen=True)
class Place:
    """Where a node stands: in which scope; and the code of the error whose class is around it."""

    scope: Scope
    code: str = ""


def _walked(node: ast.AST, place: Place) -> Iterator[tuple[ast.AST, Place]]:
    for child in ast.iter_child_nodes(node):
        inner = place
        if isinstance(child, Function):
            inner = Place(place.scope.inside(child), place.code)
        elif isinstance(child, ast.ClassDef):
            inner = Place(place.scope, _code(child))
        yield child, inner
        yield from _walked(child, inner)


def _code(error: ast.ClassDef) -> str:
    for statement in error.body:
        match statement:
            case ast.Assign([ast.Name("reference")], ast.Constant(str(code))):
                return f"error: {code} "
    return ""


def _messages(node: ast.AST, place: Place) -> Iterator[tuple[str, ast.expr]]:
    """What is printed there, each with what stands before it."""
    match node:
        case ast.Call(ast.Attribute(_, "__init__"), arguments, keywords):
            # An error that is made of another one.
            told = next((word.value for word in keywords if word.arg == "message"), None)
            if told := told or next(iter(arguments), None):
                yield place.code, told
        case ast.Call():
            yield from _called(node)
        case ast.Raise(ast.Call(ast.Name(name) | ast.Attribute(_, name), [first, *_])):
            yield _before(name), first
        case ast.Assert(_, ast.expr() as told):
            yield "AssertionError: ", told
        case ast.FunctionDef(name) if name in _TELLING:
            for inner in ast.walk(node):
                match inner:
                    case ast.Return(ast.expr() as told) | ast.Call(
                        ast.Attribute(ast.Name("Text"), "from_markup"), [told, *_]
                    ):
                        yield place.code, told
        case ast.Assign([ast.Name("head")], value):  # of errors about hashes
            yield "ERROR: ", value


def _called(call: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    match call.func, call.args:
        case ast.Attribute(ast.Name(logger), level), [told, *_] if (
            logger.endswith("logger") and level in _LEVELS
        ):
            yield _LEVELS[level], told
        case ast.Attribute(ast.Name(logger), "log"), [_, told, *_] if logger.endswith("logger"):
            yield "WARNING: ", told
        case ast.Name("deprecated"), _:
            yield "DEPRECATION: ", named["reason"]
        case ast.Attribute(_, "error"), [told, *_]:  # of a parser of options
            yield "ERROR: ", told
        case ast.Name("raise_option_error"), _:
            yield "ERROR: ", named["msg"]
        case (ast.Attribute(ast.Name("sys"), "exit"), [told]) | (
            ast.Attribute(ast.Attribute(ast.Name("sys"), "stderr"), "write"),
            [told],
        ):
            yield "", told
        case ast.Name("print"), [told, *_] if "file" in named:
            yield "", told


def _before(name: str) -> str:
    return f"{name}: " if name in _ERRORS else "ERROR: "
