"""One small change to a piece of source, and the sentence that says what changed."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from enum import StrEnum

from autograder.verify.source import Source, Token

_CONTEXT_BYTES = 24
_SHOWN_CHARACTERS = 72


class Operator(StrEnum):
    """The kinds of mistakes that mutants stand for."""

    ARITHMETIC = "arithmetic"
    UNARY = "unary"
    COMPARE = "compare"
    BOOLEAN = "boolean"
    CONSTANT = "constant"
    STRING = "string"
    AXIS = "axis"
    KEEPDIMS = "keepdims"
    DTYPE = "dtype"
    DROP = "drop"
    SWAP = "swap"
    RETURN = "return"
    OFF_BY_ONE = "off-by-one"
    COPY = "copy"
    TRANSPOSE = "transpose"
    FUNCTION = "function"
    BRANCH = "branch"
    LOOP = "loop"
    RAISE = "raise"


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Bytes `start` to `end` become `new`; `shown` is the stretch around them that a reader needs to see."""

    start: int
    end: int
    new: str
    operator: Operator
    shown: tuple[int, int]

    def describe(self, source: Source) -> str:
        """What became what, without the line number."""
        first, last = self.shown
        if last - first > _SHOWN_CHARACTERS:
            first = max(first, _character_start(source.data, self.start - _CONTEXT_BYTES))
            last = min(last, _character_start(source.data, self.end + _CONTEXT_BYTES))
        old = _one_line(source.segment(first, last))
        if self.operator is Operator.DROP and (self.start, self.end) == self.shown:
            return f"`{old}` was dropped"
        new = _one_line(source.segment(first, self.start) + self.new + source.segment(self.end, last))
        return f"`{old}` became `{new}`"


def _character_start(data: bytes, offset: int) -> int:
    offset = max(0, min(offset, len(data)))
    while offset < len(data) and data[offset] & 0xC0 == 0x80:
        offset -= 1
    return offset


def _one_line(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN_CHARACTERS else text[: _SHOWN_CHARACTERS - 1] + "…"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands: its source, its parent, and the arguments of the functions around it."""

    source: Source
    parent: ast.AST | None
    arguments: frozenset[str]

    def edit(
        self, operator: Operator, span: tuple[int, int], new: str, shown: ast.expr | ast.stmt | ast.keyword
    ) -> Edit:
        """Replace a stretch; `shown` is the node that a reader needs to see."""
        return Edit(span[0], span[1], new, operator, self.source.span(shown))

    def replace(self, operator: Operator, node: ast.expr | ast.stmt, new: str) -> Edit:
        """Replace a whole node."""
        return self.edit(operator, self.source.span(node), new, node)

    def replace_in_parent(self, operator: Operator, node: ast.expr, new: str) -> Edit:
        """Replace a node that says too little alone: a bare number is shown with what it stands in."""
        shown: ast.expr | ast.stmt | ast.keyword = node
        if isinstance(self.parent, ast.expr | ast.keyword | ast.Assign | ast.AugAssign | ast.Return):
            shown = self.parent
        return self.edit(operator, self.source.span(node), new, shown)

    def between(self, left: ast.expr, right: ast.expr) -> tuple[Token, ...]:
        """The operator's tokens between two operands."""
        start, end = self.source.span(left)[1], self.source.span(right)[0]
        return tuple(item for item in self.source.tokens_in(start, end) if item.text not in ("(", ")"))

    def without_keyword(self, operator: Operator, call: ast.Call, keyword: ast.keyword) -> Edit:
        """Drop a keyword argument with the comma that belongs to it."""
        start, end = self.source.span(keyword)
        before, after = self.source.before(start), self.source.after(end)
        if before is not None and before.text == ",":
            start = before.start
        elif after is not None and after.text == ",":
            end = after.end
        return self.edit(operator, (start, end), "", call)


def is_simple(node: ast.expr) -> bool:
    """Whether a node can stand as an operand without parentheses."""
    return isinstance(node, ast.Name | ast.Attribute | ast.Subscript | ast.Call | ast.Constant | ast.List | ast.Dict)


def bracketed(source: Source, node: ast.expr) -> str:
    """A node's text, in parentheses unless it can do without."""
    text = source.of(node)
    return text if is_simple(node) else f"({text})"


def callee(call: ast.Call) -> str:
    """The last part of the name that is called, or an empty string."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""
