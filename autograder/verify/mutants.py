"""Small mistakes made on purpose in the reference: each must cost points, or a test is missing.

Only what stands in marked solution regions is changed, by the exact text of one place, so that a survivor reads like
the slip a student might make.
"""

from __future__ import annotations

import ast
import hashlib
import io
import tokenize
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from autograder.verify.edits import Edit, Operator, Place, callee
from autograder.verify.expressions import LOOKS_CALLS, expression_edits, skipped_keyword
from autograder.verify.source import Block, Source, split
from autograder.verify.statements import is_looks, statement_edits

__all__ = ["Mutant", "Operator", "mutate", "sample"]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed exercise.

    What it is known by stays while the line that is changed does, wherever it moves: the function, the text of the
    line, the change, and which it is of several alike.

    Args:
        exercise: its exercise.
        function: the function that is changed, as `Dense.forward`.
        written: the code of the line, without its comment and what is around it.
        change: what became what.
        occurrence: of the same change to the same text in that function, counted from 1.
        operator: the kind of change.
        line: the line in the file.
        source: the whole changed definition of the exercise.
    """

    exercise: str
    function: str
    written: str
    change: str
    occurrence: int
    operator: Operator
    line: int
    source: str

    @property
    def id(self) -> str:
        """All that it is known by, in one line."""
        which = f" #{self.occurrence}" if self.occurrence > 1 else ""
        return f"{self.function}: {self.written}: {self.change}{which}"

    @property
    def description(self) -> str:
        """The change and the line of the file that it is on."""
        return f"line {self.line}: {self.change}"


def mutate(source: str, exercises: Collection[str] | None = None) -> tuple[Mutant, ...]:
    """Every mutant of a reference, in the order of the text.

    Args:
        source: the reference, with its solution markers.
        exercises: the exercises' names; None: every top-level definition with a marked solution.

    Returns:
        Mutants that compile, differ from the reference and from each other by more than layout.

    Raises:
        SyntaxError: the source is not Python.
        ValueError: a solution marker has no partner.
    """
    return tuple(
        mutant for block in split(source, exercises) if block.exercise is not None for mutant in _of_block(block)
    )


def sample(mutants: Sequence[Mutant], per_exercise: int | None) -> tuple[Mutant, ...]:
    """At most so many mutants of each exercise: always the same ones, and of as many kinds as possible."""
    if per_exercise is None:
        return tuple(mutants)
    chosen: set[str] = set()
    for exercise in dict.fromkeys(mutant.exercise for mutant in mutants):
        own = sorted((mutant for mutant in mutants if mutant.exercise == exercise), key=_shuffle_key)
        turns: Counter[Operator] = Counter()
        ranked: list[tuple[int, int, str]] = []
        for rank, mutant in enumerate(own):
            ranked.append((turns[mutant.operator], rank, mutant.id))
            turns[mutant.operator] += 1
        chosen.update(identity for _, _, identity in sorted(ranked)[:per_exercise])
    return tuple(mutant for mutant in mutants if mutant.id in chosen)


def _shuffle_key(mutant: Mutant) -> str:
    return hashlib.sha256(mutant.id.encode()).hexdigest()


def _of_block(block: Block) -> Iterator[Mutant]:
    source = Source(block.source)
    regions = source.regions()
    seen = {ast.dump(source.tree)}
    alike: Counter[tuple[str, str, str]] = Counter()
    lines = _without_comments(block.source)
    for edit in sorted(_edits(source, regions)):
        text = source.replaced(edit.start, edit.end, edit.new)
        form = _form(text)
        if form is None or form in seen:
            continue
        seen.add(form)
        line = source.line_of(edit.start)
        known_by = (_function_at(source.tree, line), lines[line - 1].strip(), edit.describe(source))
        alike[known_by] += 1
        function, written, change = known_by
        yield Mutant(
            exercise=block.exercise or "",
            function=function or block.exercise or "",
            written=written,
            change=change,
            occurrence=alike[known_by],
            operator=edit.operator,
            line=block.first_line + line - 1,
            source=text,
        )


def _without_comments(text: str) -> list[str]:
    lines = text.split("\n")
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column]
    return lines


def _function_at(tree: ast.Module, line: int) -> str:
    """The top-level function that holds a line, or the method of a top-level class."""
    names: list[str] = []
    body: list[ast.stmt] = tree.body
    while True:
        holding = [node for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef) and _holds(node, line)]
        if not holding:
            return ".".join(names)
        names.append(holding[0].name)
        if isinstance(holding[0], ast.FunctionDef):
            return ".".join(names)
        body = holding[0].body


def _holds(node: ast.stmt, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or node.lineno)


def _form(text: str) -> str | None:
    """What a text means to the compiler, without layout; None if it means nothing."""
    try:
        compile(text, "<mutant>", "exec", dont_inherit=True)  # finds what the parser alone lets pass: a lone `break`
        return ast.dump(ast.parse(text))
    except SyntaxError:
        return None


def _edits(source: Source, regions: tuple[tuple[int, int], ...]) -> Iterator[Edit]:
    for node in source.tree.body:
        yield from _visit(node, None, source, frozenset(), regions)


def _visit(
    node: ast.AST,
    parent: ast.AST | None,
    source: Source,
    arguments: frozenset[str],
    regions: tuple[tuple[int, int], ...],
) -> Iterator[Edit]:
    if isinstance(node, ast.expr | ast.stmt) and any(
        first <= node.lineno and (node.end_lineno or node.lineno) <= last for first, last in regions
    ):
        place = Place(source, parent, arguments)
        yield from expression_edits(node, place) if isinstance(node, ast.expr) else statement_edits(node, place)
    if isinstance(node, ast.FunctionDef | ast.Lambda):
        taken = node.args
        arguments |= {item.arg for item in (*taken.posonlyargs, *taken.args, *taken.kwonlyargs)}
    for child in _children(node):
        yield from _visit(child, node, source, arguments, regions)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """The parts worth changing: no docstring, annotation, message of an error, formatted string or mere look."""
    if isinstance(node, ast.JoinedStr | ast.Assert | ast.arguments):
        return
    if isinstance(node, ast.Raise):
        return
    if isinstance(node, ast.Call) and callee(node) in LOOKS_CALLS:
        return
    hidden: list[ast.AST | None] = [getattr(node, "annotation", None), getattr(node, "returns", None)]
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        hidden.extend(node.decorator_list)
    for child in ast.iter_child_nodes(node):
        if any(child is item for item in hidden):
            continue
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue  # a docstring, or a string that does nothing
        if isinstance(child, ast.stmt) and is_looks(child):
            continue
        if isinstance(child, ast.keyword) and skipped_keyword(child):
            continue
        yield child
