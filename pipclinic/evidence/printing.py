"""What an expression of pip's own source prints: its literal text, with `*` for what varies.

An approximation that errs on the side of `*`: names are looked up in the function around them,
then in its module; functions are known by what they return, also those of other modules.
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

ANYTHING = ("*",)
_STAR = ast.Constant("*")
_DEEPEST = 4  # names that stand for names that stand for names
_MOST = 12  # alternatives of one expression
_PERCENT = re.compile(r"%(?:\(\w+\))?[-+#0]*[\d*]*(?:\.\d+)?[srdioxXfgeE%]")
_BRACES = re.compile(r"\{[^{}]*\}")
_MARKUP = re.compile(r"(?<!\\)\[/?[a-z ]*\]")
_AROUND = {"Text", "escape", "str", "dedent", "from_markup", "indent", "fill"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """A module of pip's: its functions, and what its names stand for."""

    functions: Mapping[str, Function]
    names: Mapping[str, Sequence[ast.expr]]

    @classmethod
    def of(cls, tree: ast.Module) -> "Module":
        """What a module defines."""
        functions = {node.name: node for node in ast.walk(tree) if isinstance(node, Function)}
        return cls(functions, _assigned(tree.body))


@dataclass(frozen=True)
class Scope:
    """Where an expression stands: in a function (or none) of a module, with those of others."""

    module: Module
    elsewhere: Mapping[str, tuple[Function, Module]]
    names: Mapping[str, Sequence[ast.expr]] = field(default_factory=dict)
    depth: int = 0

    def inside(self, function: Function) -> "Scope":
        """The scope of a function's own body."""
        return replace(self, names=_assigned(function.body))

    def values(self, name: str) -> Sequence[ast.expr]:
        """What a name was given, in the order of the source."""
        return self.names.get(name) or self.module.names.get(name, ())

    def without(self, name: str) -> "Scope":
        """The same, one name further away, which stands for nothing any more."""
        return replace(self, names={**self.names, name: [_STAR]}, depth=self.depth + 1)

    def of(self, function: str) -> "tuple[Function, Scope] | None":
        """What a name calls, with the scope of its body."""
        if own := self.module.functions.get(function):
            return own, self.inside(own)
        if found := self.elsewhere.get(function):
            return found[0], replace(self, module=found[1]).inside(found[0])
        return None


def texts(node: ast.expr | None, scope: Scope) -> tuple[str, ...]:
    """The texts that an expression may be."""
    found = tuple(dict.fromkeys(_texts(node, scope)))
    return found[:_MOST] or ANYTHING


def plain(text: str) -> str:
    """A text in one line, without markup; one star for all that varies there."""
    text = re.sub(r"\s+", " ", _MARKUP.sub("", text).replace("\\[", "["))
    return re.sub(r"\*(?:\s*\*)+", "*", text).strip()


def _texts(node: ast.expr | None, scope: Scope) -> Iterator[str]:
    if scope.depth > _DEEPEST:
        yield "*"
        return
    match node:
        case ast.Constant(str(text)):
            yield _PERCENT.sub("*", text)
        case ast.JoinedStr(parts):
            yield from _joined([texts(part, scope) for part in parts])
        case ast.FormattedValue(ast.Name() as name):
            known = texts(name, scope)
            yield from ANYTHING if any("*" in text for text in known) else known
        case ast.BinOp(left, ast.Add(), right):
            yield from _joined([texts(left, scope), texts(right, scope)])
        case ast.BinOp(left, ast.Mod(), _):
            yield from texts(left, scope)
        case ast.IfExp(_, first, second):
            yield from (*texts(first, scope), *texts(second, scope))
        case ast.BoolOp(ast.Or(), values):
            for value in values:
                yield from texts(value, scope)
        case ast.List(elements) | ast.Tuple(elements):
            yield from _joined([texts(element, scope) for element in elements])
        case ast.Name(called):
            yield from _named(scope.values(called), scope.without(called))
        case ast.Call():
            yield from _called(node, scope)
        case _:
            yield "*"


def _named(values: Sequence[ast.expr], scope: Scope) -> Iterator[str]:
    """A name that was given several things may be each; what is added to it stands behind."""
    added = [value.args[0] for value in values if _adds(value)]  # type: ignore[attr-defined]
    given = [value for value in values if not _adds(value)]
    if not added:
        for value in given:
            yield from texts(value, scope)
        return
    first = next((texts(value, scope) for value in given), ANYTHING)
    rest = [(f"*{texts(value, scope)[0]}",) for value in added]
    yield from _joined([first, *rest])


def _called(call: ast.Call, scope: Scope) -> Iterator[str]:
    match call.func:
        case ast.Attribute(ast.Constant(str(between)), "join") if call.args:
            match call.args[0]:
                case ast.List(elements) | ast.Tuple(elements):
                    apart = [texts(element, scope) for element in elements]
                    yield from _joined(
                        [(between,) if i % 2 else apart[i // 2] for i in range(2 * len(apart) - 1)]
                    )
                case ast.Name() as name:
                    yield from texts(name, scope)
                case _:
                    yield "*"
        case ast.Attribute(value, "format"):
            yield from (_BRACES.sub("*", text) for text in texts(value, scope))
        case ast.Attribute(ast.Name("Text"), "assemble"):
            heads = [arg.elts[0] if isinstance(arg, ast.Tuple) else arg for arg in call.args]
            yield from _joined([texts(head, scope) for head in heads])
        case ast.Attribute(value, "strip" | "rstrip" | "lower" | "capitalize" | "replace"):
            yield from texts(value, scope)
        case ast.Name(name) | ast.Attribute(_, name) if name in _AROUND and call.args:
            yield from texts(call.args[0], scope)
        case ast.Name(name) | ast.Attribute(ast.Name("self" | "cls"), name):
            yield from _returned(name, scope.without(name))
        case _:
            yield "*"


def _returned(name: str, scope: Scope) -> Iterator[str]:
    """What a function may return."""
    found = scope.of(name)
    if found is None:
        yield "*"
        return
    function, inside = found
    for node in ast.walk(function):
        if isinstance(node, ast.Return):
            yield from texts(node.value, inside)


def _joined(parts: Sequence[Sequence[str]]) -> Iterator[str]:
    for number, some in enumerate(product(*parts)):
        if number == _MOST:
            return
        yield "".join(some)


def _assigned(body: Sequence[ast.stmt]) -> Mapping[str, Sequence[ast.expr]]:
    """What names are given in some statements; what is added to one, as a call of `append`."""
    found: dict[str, list[ast.expr]] = {}
    for statement in body:
        for node in ast.walk(statement):
            match node:
                case ast.Assign([ast.Name(name)], value) | ast.AnnAssign(
                    ast.Name(name), _, ast.expr() as value
                ):
                    found.setdefault(name, []).append(value)
                case ast.AugAssign(ast.Name(name), ast.Add(), value):
                    added = ast.Attribute(ast.Name(name), "append")
                    found.setdefault(name, []).append(ast.Call(added, [value], []))
                case ast.Call(ast.Attribute(ast.Name(name), "append" | "extend"), [_]):
                    found.setdefault(name, []).append(node)
    return found


def _adds(value: ast.expr) -> bool:
    match value:
        case ast.Call(ast.Attribute(ast.Name(), "append" | "extend"), [_]):
            return True
    return False
