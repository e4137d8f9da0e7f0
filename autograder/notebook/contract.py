"""The cells that a notebook of an assignment must have: their ids, what each is for, and what it held when released.

It is made from `assignments/NAME/notebook.py` and, where it is present, `solutions/NAME/reference.py`; a student's
machine has only the first, and then what an untouched solution cell held is not known.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from autograder.config import did_you_mean
from autograder.errors import CourseError
from autograder.model import Assignment, Language
from autograder.notebook.docstrings import in_language, read_docstrings
from autograder.notebook.percent import CellKind, SourceCell, parse_percent
from autograder.notebook.stubs import ANSWER_STUB, cleared, cut_exercise
from autograder.notebook.translate import translate
from autograder.wording import said

NOTEBOOK_FILE = "notebook.py"
REFERENCE_FILE = "reference.py"

# nbgrader would cut these out of a cell, or run the cell to fill them in.
_NBGRADER_MARKS = ("BEGIN SOLUTION", "END SOLUTION", "BEGIN HIDDEN TESTS", "END HIDDEN TESTS", "AUTOTEST",
                   "BEGIN MARK SCHEME", "END MARK SCHEME")  # fmt: skip


class Role(StrEnum):
    """What a cell of a released notebook is for."""

    TEXT = "text"
    GIVEN = "code"
    DEMO = "demo"
    SOLUTION = "solution"
    PUBLIC = "public"
    MANUAL = "manual"

    @property
    def locked(self) -> bool:
        """Whether students are not to change such a cell."""
        return self not in (Role.SOLUTION, Role.MANUAL)

    @property
    def graded(self) -> bool:
        """Whether such a cell carries points for nbgrader."""
        return self in (Role.PUBLIC, Role.MANUAL)

    @property
    def kind(self) -> CellKind:
        """Whether such a cell is code or Markdown."""
        return CellKind.MARKDOWN if self in (Role.TEXT, Role.MANUAL) else CellKind.CODE


@dataclass(frozen=True, slots=True)
class ContractCell:
    """One cell that the notebook must have.

    `sources` is what the cell holds when released, by language. It is empty for a solution cell while the reference is
    not known. `points` are those that nbgrader knows the cell by. `lines` says where in `notebook.py` it comes from.
    """

    id: str
    role: Role
    exercise: str | None
    sources: Mapping[Language, str]
    points: float | None = None
    lines: Mapping[Language, int] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class NotebookContract:
    """All cells of an assignment's notebook in the instructor's order, and the languages that it exists in."""

    assignment: str
    languages: tuple[Language, ...]
    cells: tuple[ContractCell, ...]

    def cell(self, grade_id: str) -> ContractCell | None:
        """The cell of that grade id."""
        return next((cell for cell in self.cells if cell.id == grade_id), None)

    def of_role(self, *roles: Role) -> tuple[ContractCell, ...]:
        """The cells with one of these roles, in order."""
        return tuple(cell for cell in self.cells if cell.role in roles)


def record_of(exercise: str, language: Language) -> str:
    """The last line of an exercise's visible checks: for the summary at the notebook's end, that they were passed.

    It stands on its own, so that a notebook whose other cells are lost is still checked. What is kept is the exercise's
    object itself: once it is defined anew, its checks have yet to be run.
    """
    why = said("frame.checked").in_language(language)
    return f'CHECKED = {{**globals().get("CHECKED", {{}}), "{exercise}": {exercise}}}  # {why}'


def contract(assignment: Assignment) -> NotebookContract:
    """The cells that a notebook of `assignment` must have.

    Raises:
        CourseError: `notebook.py` is missing, breaks the format or contradicts `assignment.toml`; or `reference.py` is
            present and lacks an exercise.
    """
    place = notebook_place(assignment)
    written = parse_percent(read_text(assignment.folder / NOTEBOOK_FILE, place), place)
    if not written:
        raise CourseError(place, "no cells", "at least one")
    languages = _languages(written, assignment)
    stubs = _stubs(assignment, languages)
    cells: list[ContractCell] = []
    counts = dict.fromkeys(Role, 0)
    for group in _paired(written, languages, place):
        role = _role(group[0])
        counts[role] += 1
        cells.append(_contract_cell(group, role, counts[role], languages, stubs, place))
    _agree_with_exercises(assignment, cells, place)
    points = {exercise.grade_id: exercise.points for exercise in assignment.exercises}
    return NotebookContract(
        assignment.name, languages, tuple(replace(cell, points=points.get(cell.id)) for cell in cells)
    )


def notebook_place(assignment: Assignment) -> str:
    """What messages call the assignment's `notebook.py`."""
    return f"assignments/{assignment.name}/{NOTEBOOK_FILE}"


def reference_place(assignment: Assignment) -> str:
    """What messages call the assignment's `reference.py`."""
    return f"solutions/{assignment.name}/{REFERENCE_FILE}"


def released_cell_id(assignment: str, grade_id: str) -> str:
    """nbformat's own id of that cell in every released notebook."""
    return hashlib.sha256(f"{assignment}/{grade_id}".encode()).hexdigest()[:16]


def read_text(path: Path, place: str) -> str:
    """A text file of the course.

    Raises:
        CourseError: it is missing, unreadable or not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError as error:
        raise CourseError(place, "no such file", "", "docs/writing-an-assignment.md says what it holds") from error
    except OSError as error:
        raise CourseError(place, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CourseError(place, f"byte {error.start} is not UTF-8", "UTF-8", "save the file as UTF-8") from error


def _languages(cells: tuple[SourceCell, ...], assignment: Assignment) -> tuple[Language, ...]:
    """The languages that cells are marked with, the course's first; all of the course's where none is marked."""
    marked = dict.fromkeys(cell.lang for cell in cells if cell.lang is not None)
    known = assignment.languages
    return (*(tag for tag in known if tag in marked), *(tag for tag in marked if tag not in known)) or known


def _paired(
    cells: tuple[SourceCell, ...], languages: tuple[Language, ...], place: str
) -> Iterable[tuple[SourceCell, ...]]:
    """Cells one by one, but a text and its translations together."""
    at = 0
    while at < len(cells):
        cell = cells[at]
        size = len(languages) if cell.lang is not None else 1
        group = cells[at : at + size]
        if size > 1:
            fits = all(other.kind is cell.kind and other.exercise == cell.exercise for other in group)
            if not fits or {other.lang for other in group} != set(languages):
                others = ", ".join(f'lang="{language}"' for language in languages if language != cell.lang)
                raise CourseError(f"{place}:{cell.line}", f'a lang="{cell.lang}" text', f"its {others} right after it")
        yield group
        at += size


def _role(cell: SourceCell) -> Role:
    if cell.kind is CellKind.MARKDOWN:
        return Role.MANUAL if cell.exercise else Role.TEXT
    if cell.exercise:
        return Role.SOLUTION
    if cell.public:
        return Role.PUBLIC
    return Role.DEMO if cell.demo else Role.GIVEN


def _contract_cell(
    group: tuple[SourceCell, ...],
    role: Role,
    count: int,
    languages: tuple[Language, ...],
    stubs: Mapping[str, Mapping[Language, str]],
    place: str,
) -> ContractCell:
    exercise = group[0].exercise or group[0].public
    grade_id = f"{role}-{count}"
    if exercise:
        grade_id = f"test-{exercise}" if role is Role.PUBLIC else exercise
    sources: dict[Language, str] = {}
    lines: dict[Language, int] = {}
    for cell in group:
        for language in [cell.lang] if cell.lang else languages:
            lines[language] = cell.line
            if role is not Role.SOLUTION:
                sources[language] = _released(cell, role, language, place)
    if role is Role.SOLUTION:
        if group[0].source:
            got = f"code in the cell of {exercise!r}"
            raise CourseError(f"{place}:{group[0].line}", got, "an empty cell", f"write it in {REFERENCE_FILE}")
        if exercise is not None and exercise in stubs:
            sources = dict(stubs[exercise])
    return ContractCell(grade_id, role, exercise, MappingProxyType(sources), None, MappingProxyType(lines))


def _released(cell: SourceCell, role: Role, language: Language, place: str) -> str:
    for mark in _NBGRADER_MARKS:
        if mark in cell.source:
            raise CourseError(f"{place}:{cell.line}", f"{mark!r} in a cell", "", f"solutions stand in {REFERENCE_FILE}")
    if not cell.source:
        raise CourseError(f"{place}:{cell.line}", "an empty cell", "text or code")
    if role is Role.PUBLIC:
        return f"{translate(cell.source, language, place, cell.line)}\n{record_of(str(cell.public), language)}"
    if role is Role.MANUAL:
        return f"{cell.source}\n\n{ANSWER_STUB}"
    if role is Role.TEXT:
        return cell.source
    return translate(cell.source, language, place, cell.line)


def exercise_source(assignment: Assignment, reference: str, name: str, language: Language) -> str:
    """The reference of one exercise, markers included, with the docstrings of a language where they are translated.

    Raises:
        CourseError: as `cut_exercise`, or the file of docstrings is wrong.
    """
    source = cut_exercise(reference, name, reference_place(assignment))
    docstrings = read_docstrings(assignment, language)
    return in_language(source, docstrings) if docstrings else source


def _stubs(assignment: Assignment, languages: tuple[Language, ...]) -> dict[str, dict[Language, str]]:
    """What each auto-graded solution cell holds when released, where the reference is present."""
    path = assignment.solutions / REFERENCE_FILE
    if not path.exists():
        return {}
    place = reference_place(assignment)
    text = read_text(path, place)
    names = [exercise.name for exercise in assignment.exercises if not exercise.manual]
    return {
        name: {
            language: cleared(exercise_source(assignment, text, name, language), place) for language in languages
        }
        for name in names
    }


def _agree_with_exercises(assignment: Assignment, cells: list[ContractCell], place: str) -> None:
    """Every exercise has its cells once and in order, and no cell is of another exercise."""
    names = [exercise.name for exercise in assignment.exercises]
    manual = {exercise.name for exercise in assignment.exercises if exercise.manual}
    seen: dict[str, ContractCell] = {}
    for cell in cells:
        where = f"{place}:{min(cell.lines.values())}"
        if cell.exercise is not None and cell.exercise not in names:
            fix = did_you_mean(cell.exercise, names)
            raise CourseError(where, f"exercise {cell.exercise!r}", "an exercise of assignment.toml", fix)
        if cell.role in (Role.SOLUTION, Role.MANUAL) and (cell.role is Role.MANUAL) != (cell.exercise in manual):
            wanted = "a Markdown cell" if cell.exercise in manual else "a code cell"
            raise CourseError(where, f"exercise {cell.exercise!r} in a {cell.role.kind} cell", wanted)
        if cell.role is Role.PUBLIC and cell.exercise in manual:
            raise CourseError(where, f"checks of {cell.exercise!r}, a manual exercise", "none: a person grades it")
        if cell.id in seen:
            raise CourseError(where, f"a second cell {cell.id!r}", "one")
        if cell.role is Role.PUBLIC and cell.exercise not in seen:
            raise CourseError(where, f"checks of {cell.exercise!r} before its exercise", "after it")
        seen[cell.id] = cell
    for exercise in assignment.exercises:
        for grade_id in (exercise.solution_id, exercise.grade_id):
            if grade_id not in seen:
                attribute = "exercise" if grade_id == exercise.name else "public"
                raise CourseError(place, f'no cell with {attribute}="{exercise.name}"', "one for each exercise")
    order = [cell.exercise for cell in cells if cell.role is Role.SOLUTION]
    listed = [name for name in names if name not in manual]
    if order != listed:
        first = next(at for at, name in enumerate(order) if name != listed[at])
        got = f"{order[first]!r} where [points] of assignment.toml has {listed[first]!r}"
        raise CourseError(place, got, "the same order in both")
