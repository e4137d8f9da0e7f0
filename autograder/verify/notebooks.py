"""The notebooks that students get, held against what they are for: with the answers in them, and as they are released.

For each language of the course:

- with the reference in place every cell runs, in the notebook's order, and every visible check passes;
- as released the given and demo cells run, and every visible check fails: Run All goes to the end;
- a right answer needs nothing that only `reference.py` has, and no line of it stands in a text, stub or check.

The cells run in a confined worker, as a student's do. A given or demo cell gets a last line that records that it came
to its end; after all cells have run, a check of ours asks for each record.
"""

from __future__ import annotations

import ast
import base64
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import ConfigError, CourseError
from autograder.grading import Cell, Job, Report
from autograder.model import Assignment, Language, Verdict
from autograder.notebook.contract import (
    REFERENCE_FILE,
    ContractCell,
    NotebookContract,
    Role,
    contract,
    exercise_source,
    notebook_place,
    read_text,
    reference_place,
)
from autograder.notebook.docstrings import check_docstrings
from autograder.notebook.release import DATASETS_FOLDER, FILES_FOLDER
from autograder.notebook.stubs import cut_exercise, definitions, solution_lines, unmarked
from autograder.verify.report import Finding, Rule, Severity
from autograder.wording import not_spoken

RunCells = Callable[[Job], Report]

_END = "end_of_the_notebook"
_RECORD = "ran_to_its_end"
_TRIVIAL_CHARS = 16  # shorter lines, such as `return y`, stand in any program
_NOTE = re.compile(r"cell '(?P<cell>[^']+)'(?:, line (?P<line>\d+))?: (?P<what>.*)", re.DOTALL)
_LOAD_S = 60.0  # all cells of a notebook, demos too, which are not run when graded


def about_notebooks(assignment: Assignment, run: RunCells | None) -> Iterator[Finding]:
    """What is wrong with an assignment's notebooks.

    Args:
        assignment: the assignment.
        run: runs a job's cells and visible checks, confined; None: only what can be said without running anything.
    """
    for language in not_spoken(assignment.languages):
        text = f"the platform has no words in {language}: what it says itself comes in English"
        yield Finding(Rule.NOTEBOOKS, Severity.WARNING, "course.toml: languages", text)
    try:
        plan = contract(assignment)
        reference = read_text(assignment.solutions / REFERENCE_FILE, reference_place(assignment))
        sources = {name: cut_exercise(reference, name, reference_place(assignment)) for name in _names(plan)}
    except (CourseError, ConfigError) as error:
        yield _of_error(error)
        return
    complete = []
    for language in assignment.languages:
        if language not in plan.languages:
            yield _finding(notebook_place(assignment), f"no text in {language}, a language of the course")
            continue
        complete.append(language)
        try:
            if language != plan.languages[0]:
                check_docstrings(assignment, language, sources, reference_place(assignment))
        except (CourseError, ConfigError) as error:
            yield _of_error(error)
    yield from _of_the_reference_alone(assignment, plan, reference, sources)
    yield from _once(finding for language in complete for finding in _shown_lines(assignment, plan, sources, language))
    if run is not None:
        yield from _once(
            finding for language in complete for finding in _run(assignment, plan, reference, language, run)
        )


def notebook_jobs(
    assignment: Assignment, plan: NotebookContract, reference: str, language: Language
) -> tuple[Job, Job]:
    """The notebook of a language with the reference in place, and as it is released."""
    right = {name: unmarked(exercise_source(assignment, reference, name, language)) for name in _names(plan)}
    beside = [_put(path) for path in _files(assignment)]
    return (
        _job(f"notebook in {language}, with the reference", plan, language, right, beside),
        _job(f"notebook in {language}, as released", plan, language, {}, beside),
    )


def _files(assignment: Assignment) -> list[Path]:
    """What a release puts beside the notebook."""
    data = [assignment.folder.parent.parent / DATASETS_FOLDER / name for name in assignment.data]
    folders = [folder for folder in (*data, assignment.folder / FILES_FOLDER) if folder.is_dir()]
    return [path for folder in folders for path in sorted(folder.glob("[!.]*")) if path.is_file()]


def _put(path: Path) -> Cell:
    """A cell that writes a file into the worker's own folder, where the notebook's cells look for it."""
    content = base64.b85encode(path.read_bytes()).decode()
    source = f"import base64\nwith open({path.name!r}, 'wb') as _file:\n    _file.write(base64.b85decode({content!r}))"
    return Cell(f"the file {path.name}", source)


# ---------------------------------------------------------------- what running them shows


@dataclass(frozen=True, slots=True)
class _Ran:
    """What became of a cell: whether it came to its end, and else what was raised, with the line in the cell."""

    passed: bool
    what: str
    line: int


def _run(
    assignment: Assignment, plan: NotebookContract, reference: str, language: Language, run: RunCells
) -> Iterator[Finding]:
    place = notebook_place(assignment)
    with_reference, as_released = notebook_jobs(assignment, plan, reference, language)
    checked = [cell for cell in plan.cells if cell.role in (Role.GIVEN, Role.DEMO, Role.PUBLIC)]
    for job, solved in ((with_reference, True), (as_released, False)):
        report = run(job)
        if report.error:
            yield _finding(place, f"{job.key}: cannot be run: {report.error}")
            continue
        for cell, ran in zip(checked, _became(report, checked), strict=True):
            where = f"{place}:{cell.lines[language]}"
            at = f", line {ran.line} of the cell" if ran.line else ""
            if cell.role is Role.PUBLIC and not solved:
                if ran.passed:
                    yield _finding(where, f"the checks of {cell.exercise} pass for the stub", cell.exercise)
            elif not ran.passed and cell.role is Role.PUBLIC:
                yield _finding(
                    where, f"the reference fails the checks of {cell.exercise}: {ran.what}{at}", cell.exercise
                )
            elif not ran.passed:
                kind = "demo" if cell.role is Role.DEMO else "given"
                with_what = "with the reference in place" if solved else "on stubs"
                yield _finding(where, f"this {kind} cell raises {with_what}: {ran.what}{at}")


def _became(report: Report, checked: Iterable[ContractCell]) -> Iterator[_Ran]:
    notes = {match["cell"]: match for match in map(_NOTE.match, report.notes) if match}
    for cell, test in zip(checked, report.tests, strict=True):
        note = notes.get(cell.id)
        if test.verdict is Verdict.PASSED:
            yield _Ran(True, "", 0)
        elif cell.role is Role.PUBLIC:
            yield _Ran(False, " ".join(test.message.split()), 0)
        elif note is not None:
            yield _Ran(False, note["what"], int(note["line"] or 0))
        else:  # the one exception that is not noted
            ended = [text for text in report.notes if f"'{cell.id}'" in text]
            yield _Ran(False, ended[0] if ended else "NotImplementedError", 0)


def _job(
    key: str, plan: NotebookContract, language: Language, answers: Mapping[str, str], beside: Iterable[Cell]
) -> Job:
    cells = [*beside]
    checks: list[Cell] = []
    for cell in plan.cells:
        source = cell.sources[language]
        if cell.role is Role.SOLUTION:
            cells.append(Cell(cell.id, answers.get(cell.id, source), (cell.id,)))
        elif cell.role in (Role.GIVEN, Role.DEMO):
            name = f"{_RECORD}_{cell.role}_{len(checks)}"
            cells.append(Cell(cell.id, f"{source}\n{name} = True"))
            checks.append(Cell(name, name, (_END,)))
        elif cell.role is Role.PUBLIC:
            cells.append(Cell(f"{cell.id}, in order", source))
            checks.append(Cell(cell.id, source, (str(cell.exercise),)))
    cells.append(Cell(_END, f"def {_END}():\n    pass", (_END,)))
    return Job(key, tuple(cells), load_s=_LOAD_S, checks=tuple(checks))


# ---------------------------------------------------------------- what reading them shows


def _of_the_reference_alone(
    assignment: Assignment, plan: NotebookContract, reference: str, sources: Mapping[str, str]
) -> Iterator[Finding]:
    """Helpers and imports that a right answer uses, and that no cell of the notebook gives."""
    given = {
        name
        for cell in plan.of_role(Role.GIVEN)
        for source in cell.sources.values()
        for name in _bound(ast.parse(source))
    }
    own = _bound(ast.parse(reference)) - set(sources)
    for name, source in sources.items():
        for missing in sorted((_read_names(ast.parse(source)) & own) - given):
            text = f"{name} uses {missing!r}, which no given cell of the notebook has: give it there, or mark it"
            line = _line_of(reference, definitions(reference, "")[name], rf"\b{re.escape(missing)}\b")
            yield _finding(f"{reference_place(assignment)}:{line}", text, name)


def _shown_lines(
    assignment: Assignment, plan: NotebookContract, sources: Mapping[str, str], language: Language
) -> Iterator[Finding]:
    for name, source in sources.items():
        place = reference_place(assignment)
        hidden = {line for line in solution_lines(source, place) if len(line) > _TRIVIAL_CHARS and line[0] != "#"}
        for cell in plan.cells:
            for offset, line in enumerate(cell.sources[language].split("\n"), start=1):
                if line.strip() in hidden:
                    stub = cell.role is Role.SOLUTION
                    where = f"{notebook_place(assignment)}:{cell.lines[language] + (0 if stub else offset)}"
                    kind = f"the stub of {cell.id}" if stub else "this cell"
                    yield _finding(where, f"{kind} shows a line of the solution of {name}: {line.strip()}", name)


def _bound(tree: ast.Module) -> set[str]:
    """Names that a module binds at its top level, also within `if`, `try`, `with` and loops."""
    found: set[str] = set()
    for statement in tree.body:
        stack: list[ast.AST] = [statement]
        while stack:
            node = stack.pop()
            match node:
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                    found.add(name)
                    continue
                case ast.Import(names=names) | ast.ImportFrom(names=names):
                    found |= {(alias.asname or alias.name).partition(".")[0] for alias in names}
                case ast.Name(id=name, ctx=ast.Store()):
                    found.add(name)
            stack.extend(ast.iter_child_nodes(node))
    return found


def _read_names(tree: ast.Module) -> set[str]:
    """Names that are read somewhere and bound nowhere in it."""
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    bound = {node.id for node in names if not isinstance(node.ctx, ast.Load)}
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            bound |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            bound.add(node.name)
    return {node.id for node in names} - bound


def _line_of(text: str, piece: str, pattern: str) -> int:
    """The line of `text`, from 1, in which `pattern` first occurs within `piece` of it."""
    start = max(text.find(piece), 0)
    match = re.compile(pattern).search(text, start)
    return text.count("\n", 0, match.start() if match else start) + 1


def _names(plan: NotebookContract) -> list[str]:
    return [cell.id for cell in plan.of_role(Role.SOLUTION)]


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Each finding once: a cell without words is the same in every language."""
    yield from dict.fromkeys(findings)


def _of_error(error: CourseError | ConfigError) -> Finding:
    return _finding(error.place, str(error).removeprefix(f"{error.place}: "))


def _finding(place: str, message: str, exercise: str | None = None) -> Finding:
    return Finding(Rule.NOTEBOOKS, Severity.ERROR, place, message, exercise or "")
