"""What students are told, held against what the suite says: nothing lacks in a language, nothing is left over."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from autograder.config import did_you_mean, hints_file, read_hints
from autograder.model import EVERY, Assignment, Hints, Language
from autograder.suite.dependencies import statements
from autograder.verify.report import Finding, Rule, Severity

_NAMES_KEY = {"fail": 1, "require": 2, "hint": 0, "check_unchanged": 1}  # where a key may stand, if not as `hint=`
_NAMES_MISCONCEPTION = {"Misconception": 0, "fail": 2, "require": 3}


@dataclass(frozen=True, slots=True)
class _Said:
    """What a suite's files mention: tests by exercise, keys that are surely asked for, and every string."""

    tests: Mapping[str, str]
    keys: frozenset[str]
    strings: frozenset[str]


def about_hints(assignment: Assignment, names: Iterable[str], tests: Mapping[str, str]) -> Iterator[Finding]:
    """What is missing in a language of the course, and what no test can say.

    Args:
        assignment: the assignment.
        names: its auto-graded exercises.
        tests: the suite's files by name.

    Raises:
        ConfigError: a file of hints cannot be read.
    """
    folder = assignment.solutions
    hints = read_hints(folder, folder.parent.parent, assignment.languages)
    said = _said(tests)
    for language in assignment.languages:
        file = hints_file(folder, language).name
        if not hints_file(folder, language).is_file():
            yield _error(file, "is missing: students would be told nothing in this language")
            continue
        yield from _missing(file, language, hints, said)
    yield from _left_over(hints, said, frozenset(names))


def _missing(file: str, language: Language, hints: Hints, said: _Said) -> Iterator[Finding]:
    for test, exercise in said.tests.items():
        if language not in hints.find(exercise, test):
            yield _error(f"{file}: [{exercise}] {test}", "is missing: what students read as the test's name", exercise)
    for key in sorted(said.keys):
        found = [(exercise, table[key]) for exercise, table in hints.by_exercise.items() if key in table]
        if not found:
            yield _error(f"{file}: {key}", "is missing: the suite gives it as a hint")
        for exercise, text in found:
            if language not in text:
                yield _error(f"{file}: [{exercise}] {key}", "is missing, and is there in another language", exercise)


def _left_over(hints: Hints, said: _Said, names: frozenset[str]) -> Iterator[Finding]:
    for exercise, table in hints.by_exercise.items():
        if exercise != EVERY and exercise not in names:
            near = did_you_mean(exercise, names)
            yield _error(f"hints: [{exercise}]", f"is no exercise; {near or 'take it out'}")
            continue
        for key in table:
            if said.tests.get(key, None) == exercise or key in said.strings:
                continue
            near = did_you_mean(key, {*said.strings, *said.tests})
            yield _error(f"hints: [{exercise}] {key}", f"is said by no test; {near or 'take it out'}", exercise)


def _error(place: str, message: str, exercise: str = "") -> Finding:
    return Finding(Rule.FILES, Severity.ERROR, place, message, "" if exercise == EVERY else exercise)


def _said(files: Mapping[str, str]) -> _Said:
    tests: dict[str, str] = {}
    keys: set[str] = set()
    strings: set[str] = set()
    for name, text in files.items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                strings.add(node.value)
            elif isinstance(node, ast.Call):
                keys.update(_keys(node))
        for statement, written in zip(statements(name, text), ast.parse(text).body, strict=True):
            if statement.tested and isinstance(written, ast.FunctionDef):
                tests[written.name] = statement.tested
    return _Said(tests, frozenset(keys), frozenset(strings))


def _keys(call: ast.Call) -> Iterator[str]:
    """The keys that a call names for sure."""
    match call.func:
        case ast.Name(id=called) | ast.Attribute(attr=called):
            pass
        case _:
            return
    if called not in {*_NAMES_KEY, *_NAMES_MISCONCEPTION, "check_raises"}:
        return
    given = _constant(call, _NAMES_KEY.get(called, len(call.args)), "hint")
    if given is not None:
        yield from {given} - {""}
    elif called in _NAMES_MISCONCEPTION and not _has(call, _NAMES_KEY.get(called, len(call.args)), "hint"):
        own = _constant(call, _NAMES_MISCONCEPTION[called], "id" if called == "Misconception" else "misconception")
        yield from {own or ""} - {""}


def _has(call: ast.Call, position: int, keyword: str) -> bool:
    return len(call.args) > position or any(item.arg == keyword for item in call.keywords)


def _constant(call: ast.Call, position: int, keyword: str) -> str | None:
    found = [*call.args[position : position + 1], *(item.value for item in call.keywords if item.arg == keyword)]
    match found:
        case [ast.Constant(value=str(key))]:
            return key
    return None
