"""Docstrings of stubs in other languages than the reference's: `assignments/NAME/docstrings.LANG.toml`.

A stub stands in `reference.py` and nowhere else; its docstrings are in the notebook's first language. For every other
language a file beside the notebook has their translations, by the name of the function or class, or `"Class.method"`:

    step = "..."
    "Greeter.greet" = "..."
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from autograder.config import did_you_mean
from autograder.config.table import read_table
from autograder.errors import CourseError
from autograder.model import Assignment, Language
from autograder.notebook.stubs import cleared

_QUOTES = '"""'
_Documented = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def docstrings_place(assignment: Assignment, language: Language) -> str:
    """What messages call the file of that language."""
    return f"assignments/{assignment.name}/{_file(language)}"


def read_docstrings(assignment: Assignment, language: Language) -> Mapping[str, str] | None:
    """The docstrings of the assignment's stubs in `language`, by qualified name; None where there is no such file.

    Raises:
        ConfigError: the file cannot be read, or holds something else.
    """
    path = assignment.folder / _file(language)
    if not path.exists():
        return None
    table = read_table(path, assignment.folder.parent.parent)
    found = {name: table.string(name).strip("\n") for name in table.keys()}  # noqa: SIM118  a Table, not a dict
    for name, said in found.items():
        if not said.strip() or _QUOTES in said:
            table.fail(name, f"{_QUOTES} in it" if said.strip() else "an empty text", "a docstring")
    return MappingProxyType(found)


def in_language(source: str, docstrings: Mapping[str, str]) -> str:
    """The source of one exercise with each docstring that is translated replaced; every other line stays as it is."""
    lines = source.split("\n")
    for name, node in reversed(list(documented(source))):
        if name in docstrings:
            first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
            lines[first : last + 1] = _literal(docstrings[name], " " * node.col_offset)
    return "\n".join(lines)


def documented(source: str) -> Iterator[tuple[str, ast.Expr]]:
    """The docstrings of an exercise's function, class and methods: qualified name and statement, in order."""
    for node in ast.parse(source).body:
        if isinstance(node, _Documented):
            yield from _own(node.name, node)
            for inner in node.body if isinstance(node, ast.ClassDef) else ():
                if isinstance(inner, _Documented):
                    yield from _own(f"{node.name}.{inner.name}", inner)


def check_docstrings(assignment: Assignment, language: Language, sources: Mapping[str, str], place: str) -> None:
    """Hold that every docstring a student reads is there in `language`, and none that nobody reads.

    Args:
        sources: of the exercises, with their marked regions.
        place: what messages call the reference.

    Raises:
        CourseError: the file is missing, lacks a docstring or has one too many.
    """
    where = docstrings_place(assignment, language)
    wanted = {name for source in sources.values() for name, _ in documented(cleared(source, place))}
    found = read_docstrings(assignment, language)
    if found is None:
        if wanted:
            raise CourseError(where, "no such file", f"the docstrings of {len(wanted)} stubs in {language}")
        return
    for name in sorted(wanted - set(found)):
        raise CourseError(where, f"no {name!r}", f"its docstring in {language}", f"translate that of {place}")
    for name in sorted(set(found) - wanted):
        raise CourseError(where, f"{name!r}", "a stub with a docstring", did_you_mean(name, wanted))


def _own(name: str, node: _Documented) -> Iterator[tuple[str, ast.Expr]]:
    match node.body[0]:
        case ast.Expr(value=ast.Constant(value=str())) as statement:
            yield name, statement
        case _:
            return


def _literal(text: str, indent: str) -> list[str]:
    lines = [f"{indent}{line}".rstrip() for line in text.split("\n")]
    prefix = "r" if "\\" in text else ""
    lines[0] = f"{indent}{prefix}{_QUOTES}{text.partition(chr(10))[0]}"
    if len(lines) == 1 and text[-1] not in '"\\\\':
        return [lines[0] + _QUOTES]
    return [*lines, indent + _QUOTES]


def _file(language: Language) -> str:
    return f"docstrings.{language}.toml"
