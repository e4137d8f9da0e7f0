"""Everything of an assignment that verify reads, read once."""

from __future__ import annotations

import ast
import contextlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.errors import CourseError, SuiteError
from autograder.model import Assignment
from autograder.verify.equivalent import Equivalent, Harmless, read_equivalents, read_harmless
from autograder.verify.mistakes import (
    REFERENCE_BASE,
    known_exercise,
    misconceptions_as_mistakes,
    read_bases,
    read_mistakes,
)
from autograder.verify.overlay import WrongSolution, read_solution, read_wrong
from autograder.verify.report import Finding, Rule, Severity
from autograder.verify.secrets import about_secrets
from autograder.verify.source import Block, Source, definition, read_python
from autograder.verify.told import about_hints
from autograder.verify.written import Written, how_written

_MINIMUM_CORRECT = 2
_NAMES_MISCONCEPTION = {  # calls that name one: which argument, and its keyword
    "Misconception": (0, "id"),
    "fail": (2, "misconception"),
    "require": (3, "misconception"),
}


@dataclass(frozen=True, slots=True)
class Files:
    """The solutions folder.

    `tests` are the suite's files and their helpers by name; `bases` are right solutions that only mistakes are made of:
    file, exercise and source; `problems` are files that could not be used or are missing.
    """

    names: tuple[str, ...]
    reference_path: Path
    reference_text: str
    reference: tuple[Block, ...]
    tests: Mapping[str, str]
    correct: Mapping[str, tuple[Block, ...]]
    wrong: tuple[WrongSolution, ...]
    bases: tuple[tuple[str, str, str], ...]
    written: Written
    equivalents: tuple[Equivalent, ...]
    harmless: tuple[Harmless, ...]
    problems: tuple[Finding, ...]

    def only(self, names: Collection[str]) -> Files:
        """The same without what is written about others. Whole solutions stay: exercises call each other."""
        return replace(
            self,
            names=tuple(name for name in self.names if name in names),
            wrong=tuple(item for item in self.wrong if item.exercise in names),
            bases=tuple(base for base in self.bases if base[1] in names),
            written=replace(self.written, mistakes=0),
            equivalents=tuple(entry for entry in self.equivalents if entry.exercise in names),
            harmless=tuple(entry for entry in self.harmless if entry.exercise in names),
            problems=tuple(problem for problem in self.problems if problem.exercise in ("", *names)),
        )


def read_files(assignment: Assignment) -> Files:
    """Read an assignment's solutions folder.

    Raises:
        CourseError: the reference or the hidden suite is missing or cannot be read.
        ConfigError: equivalent.toml or a file of hints says something it may not say.
    """
    folder = assignment.solutions
    names = tuple(exercise.name for exercise in assignment.exercises if not exercise.manual)
    problems: list[Finding] = []
    reference_path = folder / "reference.py"
    reference = read_solution(reference_path, names)
    for block in reference:
        if block.exercise is None:
            continue
        try:
            definition(block)
        except ValueError:
            place = f"{reference_path}: {block.exercise}"
            raise CourseError(place, "is no def or class", "a def or class, cut into the students' stub") from None
        if not Source(block.source).regions():
            text = "has no marked solution: students would be given the answer"
            place = f"reference.py: {block.exercise}"
            problems.append(Finding(Rule.FILES, Severity.ERROR, place, text, block.exercise))
    tests = {path.name: read_python(path) for path in sorted(folder.glob("*.py")) if path != reference_path}
    if not any(name.startswith("test_hidden") for name in tests):
        raise CourseError(str(folder), "no test_hidden.py", "a hidden suite", "write it")
    correct: dict[str, tuple[Block, ...]] = {}
    for path in sorted((folder / "correct").glob("*.py")):
        try:
            correct[f"correct/{path.name}"] = read_solution(path, names)
        except CourseError as error:
            problems.append(Finding(Rule.FILES, Severity.ERROR, f"correct/{path.name}", _without(error, path)))
    if len(correct) < _MINIMUM_CORRECT:
        text = f"{len(correct)} whole solutions besides the reference, expected at least {_MINIMUM_CORRECT}"
        problems.append(Finding(Rule.FILES, Severity.ERROR, "correct/", text))
    wrong: list[WrongSolution] = []
    for path in sorted((folder / "wrong").glob("*.py")):
        try:
            wrong.append(read_wrong(path, names))
        except CourseError as error:
            problems.append(Finding(Rule.FILES, Severity.ERROR, f"wrong/{path.name}", _without(error, path)))
    solutions = {REFERENCE_BASE: reference, **correct}
    for path in sorted((folder / "wrong").glob("*.toml")):
        try:
            known_exercise(path, names)
            wrong.extend(read_mistakes(path, folder.parent.parent, solutions))
        except (CourseError, SuiteError) as error:
            place = f"wrong/{path.name}"
            problems.append(Finding(Rule.FILES, Severity.ERROR, place, str(error).removeprefix(f"{place}: ")))
    for item in misconceptions_as_mistakes(tests, reference):
        if isinstance(item, SuiteError):
            problems.append(Finding(Rule.FILES, Severity.ERROR, "misconceptions", str(item)))
        else:
            wrong.append(item)
    bases: list[tuple[str, str, str]] = []
    try:
        bases.extend(read_bases(folder, names))
    except CourseError as error:
        problems.append(Finding(Rule.FILES, Severity.ERROR, "wrong/bases/", str(error)))
    misconceptions = frozenset(name for text in tests.values() for name in _misconceptions(text))
    problems.extend(_about_misconceptions(names, wrong, misconceptions))
    problems.extend(about_hints(assignment, names, tests))
    problems.extend(about_secrets(assignment, tests, frozenset(_without_arguments(reference))))
    return Files(
        names=names,
        reference_path=reference_path,
        reference_text=read_python(reference_path),
        reference=reference,
        tests=tests,
        correct=correct,
        wrong=tuple(wrong),
        bases=tuple(bases),
        written=how_written(folder, tests, wrong),
        equivalents=read_equivalents(folder / "equivalent.toml"),
        harmless=read_harmless(folder / "equivalent.toml"),
        problems=tuple(_once(problems)),
    )


def _once(problems: list[Finding]) -> Iterator[Finding]:
    """Each fault once, with how often it is there."""
    for problem, times in Counter(problems).items():
        yield problem if times == 1 else replace(problem, message=f"{problem.message} ({times} times)")


def _without(error: CourseError, path: Path) -> str:
    return str(error).removeprefix(str(path)).lstrip(": ")


def _without_arguments(reference: Iterable[Block]) -> Iterator[str]:
    """The exercises that are functions without an argument."""
    for block in reference:
        if block.exercise is not None:
            with contextlib.suppress(ValueError):  # no def or class: said already
                node = definition(block)
                if isinstance(node, ast.FunctionDef) and not [*node.args.args, *node.args.posonlyargs]:
                    yield block.exercise


def _misconceptions(text: str) -> list[str]:
    """The ids of the misconceptions that a test file can name, as far as they are written out."""
    found: list[str] = []
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in _NAMES_MISCONCEPTION:
                position, keyword = _NAMES_MISCONCEPTION[name]
                given = [*node.args[position : position + 1], *(i.value for i in node.keywords if i.arg == keyword)]
                values = [item.value for item in given if isinstance(item, ast.Constant)]
                found.extend(value for value in values if isinstance(value, str) and value)
    return found


def _about_misconceptions(names: tuple[str, ...], wrong: list[WrongSolution], known: frozenset[str]) -> list[Finding]:
    findings: list[Finding] = []
    for name in sorted(known - {item.misconception for item in wrong}):
        text = f"misconception {name!r} is shown by no file"
        findings.append(Finding(Rule.FILES, Severity.WARNING, "wrong/", text))
    for name in names:
        if not any(item.exercise == name for item in wrong):
            findings.append(Finding(Rule.FILES, Severity.WARNING, "wrong/", f"no wrong solution of {name}", name))
    return findings
