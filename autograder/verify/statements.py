"""Mutations of statements."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.verify.edits import Edit, Operator, Place, bracketed, callee
from autograder.verify.expressions import LOOKS_CALLS, is_somebody_elses, shorter, swapped_neighbours

_SYMBOLS: dict[type[ast.operator], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
    ast.MatMult: "@", ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^",
}  # fmt: skip
_OTHER_SYMBOL = {"+=": "-=", "-=": "+=", "*=": "/=", "/=": "*=", "//=": "/=", "%=": "*=", "**=": "*=", "@=": "*=",
                 "&=": "|=", "|=": "&=", "^=": "|="}  # fmt: skip
_KEPT = (ast.Pass, ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.Return, ast.Global, ast.Nonlocal)


def statement_edits(node: ast.stmt, place: Place) -> Iterator[Edit]:
    """Every mutation of one statement, its parts left out."""
    if not isinstance(node, _KEPT) and not is_looks(node):
        yield place.replace(Operator.DROP, node, "pass")
    match node:
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield place.replace(Operator.RETURN, node, "return None")
            if isinstance(value, ast.Tuple):
                yield from swapped_neighbours(Operator.RETURN, value.elts, value, place)
        case ast.Assign():
            yield from _in_place(node, place)
        case ast.AugAssign():
            [symbol] = place.between(node.target, node.value)
            yield place.edit(Operator.ARITHMETIC, (symbol.start, symbol.end), _OTHER_SYMBOL.get(symbol.text, "="), node)
            yield place.edit(Operator.ARITHMETIC, (symbol.start, symbol.end), "=", node)
            if isinstance(node.target, ast.Subscript) and _is_entry(node.target, place):  # a copy for in place
                target, operand = place.source.of(node.target), bracketed(place.source, node.value)
                symbol_text = symbol.text.removesuffix("=")
                yield place.replace(Operator.COPY, node, f"{target} = {target} {symbol_text} {operand}")
        case ast.If():
            yield place.edit(Operator.BRANCH, place.source.span(node.test), "True", node.test)
            yield place.edit(Operator.BRANCH, place.source.span(node.test), "False", node.test)
        case ast.While():
            yield place.edit(Operator.BRANCH, place.source.span(node.test), "False", node.test)
            start, _ = place.source.span(node)
            yield Edit(start, start + len("while"), "if", Operator.LOOP, (start, place.source.span(node.test)[1]))
        case ast.For():
            yield from shorter(node.iter, place)
        case ast.With():
            yield from _unguarded(node, place)
        case ast.Raise(exc=ast.Call(func=ast.Name(id=name) as error)):
            yield place.edit(Operator.RAISE, place.source.span(error), _other_error(name), node)
        case ast.Break():
            yield place.replace(Operator.LOOP, node, "continue")
        case ast.Continue():
            yield place.replace(Operator.LOOP, node, "break")


def _is_entry(target: ast.Subscript, place: Place) -> bool:
    """Whether a target is one entry of somebody else's container: `params[key]`, not `a[:, 1]`."""
    return isinstance(target.slice, ast.Name | ast.Constant) and is_somebody_elses(target.value, place)


def _other_error(name: str) -> str:
    return "TypeError" if name == "RuntimeError" else "RuntimeError"


def _in_place(node: ast.Assign, place: Place) -> Iterator[Edit]:
    """`a = a - b` becomes `a -= b` where `a` is an argument: the caller's array changes."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.BinOp(left=ast.Name(id=same)) as value) if (
            name == same and name in place.arguments and type(value.op) in _SYMBOLS
        ):
            [symbol] = place.between(value.left, value.right)
            right = place.source.segment(symbol.end, place.source.span(node)[1]).strip()
            yield place.replace(Operator.COPY, node, f"{name} {_SYMBOLS[type(value.op)]}= {right}")


def _unguarded(node: ast.With, place: Place) -> Iterator[Edit]:
    """The body of a `with` that binds nothing, without its context."""
    if any(item.optional_vars is not None for item in node.items):
        return
    start, _ = place.source.span(node)
    colons = [item for item in place.source.tokens_in(start, place.source.span(node.body[0])[0]) if item.text == ":"]
    if colons:
        yield Edit(start, colons[-1].start, "if True", Operator.DROP, (start, colons[-1].end))


def is_looks(node: ast.stmt) -> bool:
    """Whether a statement only changes how a figure looks."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and callee(node.value) in LOOKS_CALLS
