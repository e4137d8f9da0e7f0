"""Wrong solutions as edits of right ones: those of the suite's misconceptions, and those in `wrong/EXERCISE.toml`."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from autograder.config.table import read_table
from autograder.errors import CourseError, SuiteError
from autograder.suite.bodies import bodies_of, with_body
from autograder.suite.dependencies import statements, used_by
from autograder.suite.edits import Edit, apply_edits, edits_of
from autograder.verify.overlay import WrongSolution
from autograder.verify.source import Block, read_python, split

REFERENCE_BASE = "reference.py"
UNTOLD = "none"


def read_mistakes(path: Path, root: Path, solutions: Mapping[str, Sequence[Block]]) -> Iterator[WrongSolution]:
    """The mistakes in `wrong/EXERCISE.toml`, a table for each by its name.

    Keys of a table: `base` (a file of the solutions folder: `reference.py`, `correct/loops.py`, or one of one exercise
    in `wrong/bases/`; left out, the reference), `in` (a method of the exercise), `edits`, `body` (what a function does
    instead, or a table of that by method), `misconception` (`"none"`: it must be told none) and `keeps` (points it must
    earn).

    Args:
        path: the file.
        root: the course's root.
        solutions: whole right solutions by their name in the solutions folder.

    Raises:
        ConfigError: the file is not TOML, or a table has an unknown key or a wrong value.
        CourseError: the file or a base is not of an exercise.
        SuiteError: an edit does not fit its base.
    """
    exercise = path.stem
    table = read_table(path, root)
    for name in table.keys():  # noqa: SIM118  a Table is no mapping
        inner = table.table(name)
        key = f"wrong/{path.name}: {name}"
        base = inner.string("base", REFERENCE_BASE)
        source = _base(path, base, exercise, solutions, key)
        within = inner.string("in", "") or exercise
        bodies = bodies_of(inner.get("body"), within, key)
        edits = () if bodies and inner.get("edits") is None else _edits(inner.get("edits"), key)
        misconception = inner.string("misconception", "")
        untold, keeps = misconception == UNTOLD, inner.number("keeps", 0.0, least=0.0)
        inner.finish()
        source = apply_edits(source, edits, within, key)
        for where, body in bodies.items():
            source = with_body(source, where, body, key)
        told = "" if untold else misconception
        yield WrongSolution(key, exercise, told, source, edited=True, untold=untold, keeps=keeps)


def read_bases(folder: Path, exercises: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """The right solutions in `wrong/bases/` that mistakes are edits of: file, exercise and source.

    Raises:
        CourseError: a file cannot be read or has no exercise.
    """
    for path in sorted((folder / "wrong" / "bases").glob("*.py")):
        key = f"wrong/bases/{path.name}"
        blocks = split(read_python(path), exercises)
        present = [block.exercise for block in blocks if block.exercise is not None]
        if not present:
            raise CourseError(key, "has no exercise", f"one of {', '.join(exercises)}")
        free = [block.source for block in blocks if block.exercise is None]
        for block in blocks:
            if block.exercise is not None:
                yield key, block.exercise, "\n\n".join([*free, block.source])


def misconceptions_as_mistakes(
    tests: Mapping[str, str], reference: Sequence[Block]
) -> Iterator[WrongSolution | SuiteError]:
    """What the suite's own misconceptions do to the reference; an error for one whose edit fits no exercise."""
    blocks = {block.exercise: block.source for block in reference if block.exercise is not None}
    suite = [item for name, text in sorted(tests.items()) for item in statements(name, text)]
    nodes = [(name, node) for name, text in sorted(tests.items()) for node in ast.parse(text).body]
    kept = {exercise: {id(item) for item in used_by(suite, {exercise})} for exercise in blocks}
    for item, (file, node) in zip(suite, nodes, strict=True):
        users = [item.tested] if item.tested else [name for name in blocks if id(item) in kept[name]]
        for call in ast.walk(node):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Misconception":
                yield from _of_call(call, file, [name for name in users if name in blocks] or [*blocks], blocks)


def _of_call(
    call: ast.Call, file: str, users: Sequence[str], blocks: Mapping[str, str]
) -> Iterator[WrongSolution | SuiteError]:
    given = {item.arg: item.value for item in call.keywords}
    if "edit" not in given or not call.args:
        return
    try:
        name, edit = ast.literal_eval(call.args[0]), ast.literal_eval(given["edit"])
        within = ast.literal_eval(given.get("within", ast.Constant("")))
    except ValueError:
        yield SuiteError(f"{file}:{call.lineno}", "a misconception's edit that is computed", "plain strings")
        return
    refused: SuiteError | None = None
    for exercise in users:
        try:
            key = f"{file}: {name} of {exercise}"
            source = apply_edits(blocks[exercise], edits_of(edit), within or exercise, f"{file}:{call.lineno}: {name}")
            yield WrongSolution(key, exercise, name, source, edited=True)
        except SuiteError as error:
            refused = refused or error
        else:
            return
    if refused is not None:
        yield refused


def _base(path: Path, base: str, exercise: str, solutions: Mapping[str, Sequence[Block]], key: str) -> str:
    """The exercise in a right solution, behind what that solution has besides exercises: imports and helpers."""
    blocks = solutions.get(base)
    if blocks is None:
        file = path.parent.parent / base
        if not base.startswith("wrong/bases/") or not file.is_file():
            known = ", ".join(solutions)
            raise CourseError(f"{key}: base", f"{base!r}", f"one of {known}, or a file in wrong/bases/")
        blocks = split(read_python(file), {exercise})
    own = [block.source for block in blocks if block.exercise == exercise]
    if not own:
        raise CourseError(f"{key}: base", f"{base} has no {exercise}", "a right solution of the exercise")
    free = [] if base == REFERENCE_BASE else [block.source for block in blocks if block.exercise is None]
    return "\n\n".join([*free, *own])


def _edits(value: object, key: str) -> tuple[Edit, ...]:
    pairs = value if isinstance(value, list) else []
    if not pairs or not all(isinstance(pair, list) and all(isinstance(part, str) for part in pair) for pair in pairs):
        raise CourseError(f"{key}: edits", "not a list of pairs", 'edits = [["before", "after"]]')
    return tuple(tuple(pair) for pair in pairs)


def known_exercise(path: Path, exercises: Collection[str]) -> None:
    """Refuse a file that is of no exercise.

    Raises:
        CourseError: its name is no exercise's.
    """
    if path.stem not in exercises:
        raise CourseError(f"wrong/{path.name}", "is of no exercise", f"one of {', '.join(exercises)}", "rename it")
