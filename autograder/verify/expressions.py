"""Mutations of expressions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise

from autograder.verify.edits import Edit, Operator, Place, bracketed, callee, is_simple

_ARITHMETIC: dict[type[ast.operator], tuple[str, ...]] = {
    ast.Add: ("-",),
    ast.Sub: ("+",),
    ast.Mult: ("/", "+"),
    ast.Div: ("*",),
    ast.FloorDiv: ("/",),
    ast.Mod: ("*",),
    ast.Pow: ("*",),
    ast.MatMult: ("*",),
    ast.BitAnd: ("|",),
    ast.BitOr: ("&",),
    ast.BitXor: ("|",),
    ast.LShift: (">>",),
    ast.RShift: ("<<",),
}
_LOWER: frozenset[tuple[type[ast.operator], str]] = frozenset(  # the new operator binds less tightly
    {(ast.Mult, "+"), (ast.Pow, "*"), (ast.BitAnd, "|"), (ast.BitXor, "|")}
)
_ORDERED = (ast.Sub, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult)
_COMPARE: dict[type[ast.cmpop], tuple[str, ...]] = {
    ast.Lt: ("<=", ">="),
    ast.LtE: ("<", ">"),
    ast.Gt: (">=", "<="),
    ast.GtE: (">", "<"),
    ast.Eq: ("!=",),
    ast.NotEq: ("==",),
    ast.In: ("not in",),
    ast.NotIn: ("in",),
    ast.Is: ("is not",),
    ast.IsNot: ("is",),
}
_OTHER_FUNCTION = {
    "max": "min", "min": "max", "argmax": "argmin", "argmin": "argmax", "maximum": "minimum", "minimum": "maximum",
    "amax": "amin", "amin": "amax", "any": "all", "all": "any", "floor": "ceil", "ceil": "floor", "sin": "cos",
    "cos": "sin", "hstack": "vstack", "vstack": "hstack", "std": "var", "var": "std", "zeros": "ones", "ones": "zeros",
    "zeros_like": "ones_like", "ones_like": "zeros_like", "expm1": "exp", "log1p": "log", "cumsum": "cumprod",
    "greater": "greater_equal", "greater_equal": "greater", "less": "less_equal", "less_equal": "less",
    "logical_and": "logical_or", "logical_or": "logical_and", "add": "subtract", "subtract": "add",
    "multiply": "divide", "divide": "multiply", "normal": "uniform", "standard_normal": "random",
}  # fmt: skip
_OTHER_METHOD = {"sum": "mean", "mean": "sum"}  # only with a dot: the built-in sum has no built-in partner
_IDENTITY = frozenset({"exp", "log", "log2", "log10", "sqrt", "square", "abs", "absolute", "negative", "expm1", "log1p",
                       "round", "sign", "tanh", "int", "cumsum", "sorted", "reversed", "flip", "sort"})  # fmt: skip
_COMMUTES = frozenset({"maximum", "minimum", "max", "min", "add", "multiply", "hypot", "allclose", "isclose", "gcd",
                       "array_equal", "logical_and", "logical_or", "print"})  # fmt: skip
_KEYWORDS_OF_THEIR_OWN = frozenset({"axis", "keepdims", "dtype"})
_LOOKS = frozenset({"figsize", "linewidth", "lw", "linestyle", "ls", "color", "c", "marker", "markersize",
                    "fontsize", "dpi", "cmap", "zorder", "rstride", "cstride", "edgecolor", "antialiased",
                    "loc", "title"})  # fmt: skip
LOOKS_CALLS = frozenset({"grid", "set_title", "set_xlabel", "set_ylabel", "set_zlabel", "title", "xlabel", "ylabel",
                         "suptitle", "tight_layout", "legend", "axhline", "axvline", "colorbar"})  # fmt: skip
_EVEN = frozenset({"square", "abs", "absolute", "fabs", "norm"})
_REDUCES = frozenset({"argmax", "argmin", "max", "min", "sum", "mean", "std", "var", "prod", "any", "all", "amax",
                      "amin"})  # fmt: skip
_TYPES = {"float": "int", "int": "float", "bool": "int"}
_TINY = 1e-3  # below: a step or an epsilon, for which twice as much is as right


def expression_edits(node: ast.expr, place: Place) -> Iterator[Edit]:
    """Every mutation of one expression, its parts left out."""
    match node:
        case ast.BinOp():
            yield from _binary(node, place)
        case ast.UnaryOp():
            yield from _unary(node, place)
        case ast.Compare():
            yield from _compare(node, place)
        case ast.BoolOp():
            yield from _boolean(node, place)
        case ast.Constant():
            if not _is_negated(node, place.parent):
                yield from _constant(node, node.value, place)
        case ast.Call():
            yield from _call(node, place)
        case ast.Attribute(attr="T"):
            yield place.replace(Operator.TRANSPOSE, node, place.source.segment(*_value_span(node, place)))
        case ast.Slice():
            yield from _slice(node, place)
        case ast.IfExp():
            yield place.edit(Operator.BRANCH, place.source.span(node.test), "True", node)
            yield place.edit(Operator.BRANCH, place.source.span(node.test), "False", node)
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            for generator in node.generators:
                yield from shorter(generator.iter, place)
                for test in generator.ifs:
                    yield place.edit(Operator.BRANCH, place.source.span(test), "True", node)
        case ast.Dict():
            values = [item for item in node.values if not isinstance(item, ast.Starred)]
            yield from swapped_neighbours(Operator.SWAP, values, node, place)


def _is_negated(node: ast.Constant, parent: ast.AST | None) -> bool:
    """`-1` is one number, though it is an operator and a number to the parser."""
    return isinstance(parent, ast.UnaryOp) and isinstance(parent.op, ast.USub) and _is_number(node.value)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _value_span(node: ast.Attribute, place: Place) -> tuple[int, int]:
    """The span of what stands before the dot, with its parentheses."""
    start, end = place.source.span(node)
    dot = place.source.tokens_in(start, end)[-2]
    before = place.source.before(dot.start)
    assert before is not None
    return start, before.end


def _binary(node: ast.BinOp, place: Place) -> Iterator[Edit]:
    [operator] = place.between(node.left, node.right)
    start, end = place.source.span(node)
    for new in _ARITHMETIC.get(type(node.op), ()):
        if (type(node.op), new) in _LOWER and isinstance(place.parent, ast.BinOp | ast.UnaryOp | ast.Compare):
            left, right = place.source.segment(start, operator.start), place.source.segment(operator.end, end)
            yield place.replace(Operator.ARITHMETIC, node, f"({left}{new}{right})")
        else:
            yield place.edit(Operator.ARITHMETIC, (operator.start, operator.end), new, node)
    if isinstance(node.op, _ORDERED) and not _sign_is_lost(node, place.parent):
        before, after = place.source.before(operator.start), place.source.after(operator.end)
        assert before is not None
        assert after is not None
        left, right = place.source.segment(start, before.end), place.source.segment(after.start, end)
        gap_before = place.source.segment(before.end, operator.start)
        gap_after = place.source.segment(operator.end, after.start)
        if isinstance(node.left, ast.BinOp | ast.UnaryOp) and before.end == place.source.span(node.left)[1]:
            left = f"({left})"  # `a - b - c`: what moves to the right must stay one operand
        if isinstance(node.op, ast.Pow) and not is_simple(node.right):
            right = f"({right})"
        yield place.replace(Operator.SWAP, node, f"{right}{gap_before}{operator.text}{gap_after}{left}")


def _sign_is_lost(node: ast.BinOp, parent: ast.AST | None) -> bool:
    """Whether a difference the other way round is the same to what takes it: a square, an absolute value, a norm."""
    match parent:
        case ast.BinOp(left=left, op=ast.Pow(), right=ast.Constant(value=int(power))):
            return isinstance(node.op, ast.Sub) and left is node and power % 2 == 0
        case ast.Call(args=[argument]):
            return isinstance(node.op, ast.Sub) and argument is node and callee(parent) in _EVEN
    return False


def _unary(node: ast.UnaryOp, place: Place) -> Iterator[Edit]:
    if isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant) and _is_number(node.operand.value):
        yield from _constant(node, -node.operand.value, place)  # type: ignore[operator]
    elif not isinstance(node.op, ast.UAdd):
        start, end = place.source.span(node)
        operand = place.source.tokens_in(start, end)[1]
        yield place.replace(Operator.UNARY, node, place.source.segment(operand.start, end))


def _compare(node: ast.Compare, place: Place) -> Iterator[Edit]:
    operands = [node.left, *node.comparators]
    for left, right, operator in zip(operands, operands[1:], node.ops, strict=False):
        tokens = place.between(left, right)
        for new in _COMPARE.get(type(operator), ()):
            yield place.edit(Operator.COMPARE, (tokens[0].start, tokens[-1].end), new, node)


def _boolean(node: ast.BoolOp, place: Place) -> Iterator[Edit]:
    new = "or" if isinstance(node.op, ast.And) else "and"
    for left, right in pairwise(node.values):
        for item in place.between(left, right):
            yield place.edit(Operator.BOOLEAN, (item.start, item.end), new, node)


def _constant(node: ast.expr, value: object, place: Place) -> Iterator[Edit]:
    if isinstance(value, bool):
        yield place.replace_in_parent(Operator.CONSTANT, node, str(not value))
    elif isinstance(value, str):
        yield place.replace_in_parent(Operator.STRING, node, repr(value + "_"))
    elif isinstance(value, int | float):
        zero = type(value)(0)
        # The last axis may be the second one as well: nobody could tell.
        other_end = [] if value in (1, -1) and _is_axis(node, place.parent) else [-value]
        others = [value + 1, zero, *other_end] + ([2 * value] if abs(value) >= _TINY else [])
        for other in dict.fromkeys(item for item in others if item != value):
            yield place.replace_in_parent(Operator.CONSTANT, node, repr(other))


def _is_axis(node: ast.expr, parent: ast.AST | None) -> bool:
    """Whether a number is the axis of a reduction that is written without the keyword."""
    if not isinstance(parent, ast.Call) or callee(parent) not in _REDUCES or node not in parent.args:
        return False
    of_numpy = isinstance(parent.func, ast.Attribute) and isinstance(parent.func.value, ast.Name)
    numpy = of_numpy and parent.func.value.id in ("np", "numpy")  # type: ignore[attr-defined]
    return parent.args.index(node) == (1 if numpy else 0)


def _call(node: ast.Call, place: Place) -> Iterator[Edit]:
    name = callee(node)
    yield from _renamed(node, name, place)
    yield from _keywords(node, place)
    plain = [argument for argument in node.args if not isinstance(argument, ast.Starred)]
    if len(plain) == len(node.args) == 1 and name in _IDENTITY and not node.keywords:
        operator = Operator.DTYPE if name == "int" else Operator.FUNCTION
        yield place.replace(operator, node, bracketed(place.source, plain[0]))
    if name == "range" and plain and isinstance(node.func, ast.Name):
        yield from _range(node, plain, place)
    elif name not in _COMMUTES and len(plain) == len(node.args):
        yield from swapped_neighbours(Operator.SWAP, plain, node, place)
    yield from _copies(node, name, plain, place)


def _renamed(node: ast.Call, name: str, place: Place) -> Iterator[Edit]:
    other = _OTHER_FUNCTION.get(name) or (_OTHER_METHOD.get(name) if isinstance(node.func, ast.Attribute) else None)
    if other is not None and (isinstance(node.func, ast.Attribute) or name in ("max", "min", "any", "all")):
        start, end = place.source.span(node.func)
        last = place.source.tokens_in(start, end)[-1]
        yield place.edit(Operator.FUNCTION, (last.start, last.end), other, node)


def _keywords(node: ast.Call, place: Place) -> Iterator[Edit]:
    for keyword in node.keywords:
        span = place.source.span(keyword.value)
        if keyword.arg == "axis":
            yield place.without_keyword(Operator.AXIS, node, keyword)
            axis = place.source.of(keyword.value)
            for new in {"0": ("1",), "1": ("0",), "-1": ("0",), "-2": ("-1",)}.get(axis, ()):
                yield place.edit(Operator.AXIS, span, new, node)
        elif keyword.arg == "keepdims":
            yield place.without_keyword(Operator.KEEPDIMS, node, keyword)
        elif keyword.arg == "dtype":
            yield place.without_keyword(Operator.DTYPE, node, keyword)
            other = _TYPES.get(place.source.of(keyword.value))
            if other is not None:
                yield place.edit(Operator.DTYPE, span, other, node)


def _range(node: ast.Call, arguments: list[ast.expr], place: Place) -> Iterator[Edit]:
    stop = arguments[0] if len(arguments) == 1 else arguments[1]
    yield _moved(stop, -1, node, place)
    yield _moved(stop, +1, node, place)
    if len(arguments) == 1:
        start, _ = place.source.span(stop)
        yield place.edit(Operator.OFF_BY_ONE, (start, start), "1, ", node)
    else:
        yield _moved(arguments[0], +1, node, place)


def _moved(node: ast.expr, by: int, shown: ast.expr, place: Place) -> Edit:
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        new = repr(node.value + by)
    else:
        text = place.source.of(node) if isinstance(node, ast.BinOp) else bracketed(place.source, node)
        new = f"{text} {'+' if by > 0 else '-'} 1"
    return place.edit(Operator.OFF_BY_ONE, place.source.span(node), new, shown)


def _slice(node: ast.Slice, place: Place) -> Iterator[Edit]:
    for bound, moves in ((node.lower, (1,)), (node.upper, (-1, 1))):
        if bound is not None and not isinstance(bound, ast.Constant | ast.UnaryOp):  # numbers change on their own
            for by in moves:
                yield _moved(bound, by, node, place)


def _copies(node: ast.Call, name: str, plain: list[ast.expr], place: Place) -> Iterator[Edit]:
    method = isinstance(node.func, ast.Attribute)
    owner = place.source.segment(*_value_span(node.func, place)) if isinstance(node.func, ast.Attribute) else ""
    bare = not node.keywords and len(plain) == len(node.args)
    if name in ("copy", "deepcopy") and bare:
        if method and not plain:
            yield place.replace(Operator.COPY, node, owner)
        elif len(plain) == 1:
            yield place.replace(Operator.COPY, node, bracketed(place.source, plain[0]))
    elif name == "array" and method and plain and is_somebody_elses(plain[0], place):
        last = place.source.tokens_in(*place.source.span(node.func))[-1]
        yield place.edit(Operator.COPY, (last.start, last.end), "asarray", node)
    elif name in ("dict", "list") and not method and bare and len(plain) == 1 and is_somebody_elses(plain[0], place):
        yield place.replace(Operator.COPY, node, place.source.of(plain[0]))
    elif name == "astype" and method:
        yield place.replace(Operator.DTYPE, node, owner)
        other = _TYPES.get(place.source.of(plain[0])) if plain else None
        if other is not None:
            yield place.edit(Operator.DTYPE, place.source.span(plain[0]), other, node)
    elif name == "transpose" and bare:
        if method and not plain:
            yield place.replace(Operator.TRANSPOSE, node, owner)
        elif len(plain) == 1:
            yield place.replace(Operator.TRANSPOSE, node, bracketed(place.source, plain[0]))
    elif name in ("reshape", "ravel", "flatten", "squeeze") and method and owner not in ("np", "numpy"):
        yield place.replace(Operator.FUNCTION, node, owner)


def is_somebody_elses(node: ast.expr, place: Place) -> bool:
    """Whether others may hold the same object: an argument, an attribute, or an item of one."""
    while isinstance(node, ast.Subscript):
        node = node.value
    return isinstance(node, ast.Attribute) or (isinstance(node, ast.Name) and node.id in place.arguments)


def shorter(iterated: ast.expr, place: Place) -> Iterator[Edit]:
    """The loop over `iterated` without its last or its first turn; a range is changed by its numbers instead."""
    if isinstance(iterated, ast.Call) and callee(iterated) == "range":
        return
    text = place.source.of(iterated)
    if isinstance(iterated, ast.Tuple) and not text.startswith("("):
        text = f"({text})"
    for part in ("[:-1]", "[1:]"):
        yield place.replace(Operator.LOOP, iterated, f"list({text}){part}")


def swapped_neighbours(operator: Operator, items: list[ast.expr], shown: ast.expr, place: Place) -> Iterator[Edit]:
    """Each two neighbours of a list exchanged."""
    for left, right in pairwise(items):
        first, second = place.source.span(left), place.source.span(right)
        middle = place.source.segment(first[1], second[0])
        new = place.source.segment(*second) + middle + place.source.segment(*first)
        yield place.edit(operator, (first[0], second[1]), new, shown)


def skipped_keyword(keyword: ast.keyword) -> bool:
    """Whether a keyword's value has mutations of its own or is only a matter of looks."""
    if keyword.arg in _KEYWORDS_OF_THEIR_OWN:
        return isinstance(keyword.value, ast.Constant | ast.UnaryOp | ast.Name)
    return keyword.arg in _LOOKS
