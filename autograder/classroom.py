"""Makes a class of submissions out of an assignment's own right and wrong solutions, for trying the platform out.

A made-up student has a skill: the higher it is, the more of the exercises are solved, and the fewer wrongly. A few
students hand in what graders fear: a notebook that is not JSON, loops that never end, code that looks for the answers.
"""

from __future__ import annotations

import ast
import copy
import json
import random
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from autograder.errors import CourseError
from autograder.model import Assignment, Course, Person
from autograder.notebook.filling import fill, solution_sources
from autograder.notebook.stubs import definitions, unmarked
from autograder.suite.bodies import bodies_of, with_body
from autograder.suite.edits import apply_edits

PREFIX = "demo-"
_NAMES = {
    "ada": "Ada Park", "alan": "Alan Kim", "barbara": "Barbara Choi", "clara": "Clara Martin", "donald": "Donald Lee",
    "edsger": "Edsger de Vries", "frances": "Frances Yoon", "grace": "Grace Jung", "haskell": "Haskell Brown",
    "ivan": "Ivan Petrov", "john": "John Han", "katherine": "Katherine Im", "linus": "Linus Berg",
    "margaret": "Margaret Seo", "niklaus": "Niklaus Meier", "ole": "Ole Hansen", "peter": "Peter Kang",
    "radia": "Radia Shah", "shafi": "Shafi Cohen", "tony": "Tony Baek", "ursula": "Ursula Schmidt", "vint": "Vint Moon",
    "whitfield": "Whitfield Oh", "yukihiro": "Yukihiro Sato",
}  # fmt: skip
_BROKEN = '{"cells": [{"cell_type": "code", "source": "unfinished'
_ONE_IN_AGAIN = 5
_STAMP = "%Y-%m-%d %H:%M:%S.%f"
_HOSTILE = {
    "endless": "while True:\n    pass\n",
    "exits": "import os\nos._exit(0)\n",
    "snoops": (
        "import glob, os, socket\n"
        "found = glob.glob('/**/test_hidden*.py', recursive=True) + glob.glob('../../**/*.db', recursive=True)\n"
        "print(found, os.environ)\n"
        "socket.create_connection(('127.0.0.1', 80), timeout=1)\n"
    ),
    "floods": "for _ in range(10**6):\n    print('x' * 1000)\n",
}


@dataclass(frozen=True, slots=True)
class Solutions:
    """Sources by exercise: the reference's, other right ones, wrong ones; and code that a right one brings along."""

    reference: Mapping[str, str]
    right: Sequence[tuple[str, Mapping[str, str]]]
    wrong: Mapping[str, Sequence[str]]


def make_class(
    course: Course, assignment: Assignment, students: int, *, seed: int = 0, now: datetime | None = None
) -> list[str]:
    """Write `submitted/demo-NAME/ASSIGNMENT/` for a class of made-up students; returns their ids.

    Args:
        course: where; the assignment must have been released there.
        assignment: what they hand in.
        students: how many.
        seed: of the class; the same seed makes the same class.
        now: nobody hands in after this. Where the due time allows it, one in eight is two days later than the others.

    Raises:
        CourseError: not released, or `submitted/` holds somebody who is not made up.
    """
    submitted = course.root / "submitted"
    real = [p.name for p in submitted.glob("*") if p.is_dir() and not p.name.startswith(PREFIX)]
    if real:
        raise CourseError(
            "submitted/", f"it holds real submissions ({sorted(real)[0]})", fix="try the demo with --course on a copy"
        )
    released = _released(course, assignment)
    solutions = read_solutions(assignment)
    draw = random.Random(seed)
    names, ids = list(_NAMES), []
    for number in range(students):
        name = names[number % len(names)]
        student = f"{PREFIX}{name}" if number < len(_NAMES) else f"{PREFIX}{name}-{number // len(_NAMES) + 1}"
        late = number % 8 == 5
        _write(submitted / student / assignment.name, assignment.name,
               _hand_in(draw, number, students, assignment, released, solutions),
               _moment(assignment, now, late=late))  # fmt: skip
        ids.append(student)
    return ids


@contextmanager
def first_versions(course: Course, assignment: Assignment, students: Sequence[str]) -> Iterator[list[str]]:
    """Have a few notebooks of `make_class` stand as they were handed in at first: with a mistake that was mended since.

    Yields who they are; afterwards all is as it was.
    """
    solutions = read_solutions(assignment)
    before: dict[Path, bytes] = {}
    chosen = []
    try:
        for number, student in enumerate(students[len(solutions.right) + 1 :]):
            path = course.root / "submitted" / student / assignment.name / f"{assignment.name}.ipynb"
            stamp = path.with_name("timestamp.txt")
            text = path.read_text(encoding="utf-8")
            if number % _ONE_IN_AGAIN or text == _BROKEN:
                continue
            notebook = json.loads(text)
            cells = {cell["metadata"].get("nbgrader", {}).get("grade_id"): cell for cell in notebook["cells"]}
            right = [name for name, source in solutions.reference.items() if name in solutions.wrong and name in cells
                     and "".join(cells[name]["source"]) == source]  # fmt: skip
            if not right:
                continue
            before |= {file: file.read_bytes() for file in (path, stamp)}
            mended = right[number % len(right)]
            cells[mended]["source"] = solutions.wrong[mended][0]
            moment = datetime.strptime(before[stamp].decode().strip(), f"{_STAMP} UTC").replace(tzinfo=UTC)
            _write(path.parent, assignment.name, json.dumps(notebook), moment - timedelta(hours=5))
            chosen.append(student)
        yield chosen
    finally:
        for file, data in before.items():
            file.write_bytes(data)


def people(ids: Iterable[str]) -> tuple[Person, ...]:
    """Who the made-up students of `make_class` are: a name and an address for each."""
    found = []
    for student in ids:
        first, _, number = student.removeprefix(PREFIX).partition("-")
        found.append(Person(student, f"{_NAMES[first]} {number}".strip(), f"{student}@example.org"))
    return tuple(found)


def _released(course: Course, assignment: Assignment) -> dict[str, Any]:
    path = course.root / "release" / assignment.name / f"{assignment.name}.ipynb"
    if not path.is_file():
        raise CourseError(
            f"release/{assignment.name}", "not released", fix=f"run `autograder release {assignment.name}`"
        )
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def _moment(assignment: Assignment, now: datetime | None, *, late: bool) -> datetime:
    latest = now or datetime.now(UTC)
    base = assignment.due - timedelta(hours=3) if assignment.due is not None else latest
    return min(base + timedelta(days=2) if late else base, latest)


def _write(folder: Path, name: str, text: str, moment: datetime) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.ipynb").write_text(text, encoding="utf-8")
    stamp = moment.astimezone(UTC).strftime(f"{_STAMP} UTC")
    (folder / "timestamp.txt").write_text(stamp + "\n", encoding="utf-8")


def _hand_in(
    draw: random.Random,
    number: int,
    students: int,
    assignment: Assignment,
    released: dict[str, Any],
    solutions: Solutions,
) -> str:
    """One student's notebook as text. The last ones of the class are the broken and hostile ones."""
    exercises = [exercise.name for exercise in assignment.exercises if not exercise.manual]
    odd = _odd_ones(students)
    from_the_end = students - 1 - number
    if from_the_end < len(odd):
        if odd[from_the_end] is _BROKEN:
            return _BROKEN
        notebook = fill(released, {name: solutions.reference[name] for name in exercises})
        victim = exercises[-1]
        return json.dumps(fill(notebook, {victim: odd[from_the_end] + "\n\n" + solutions.reference[victim]}))
    if number == 0:
        return json.dumps(fill(released, {name: solutions.reference[name] for name in exercises}))
    if number <= len(solutions.right):
        helpers, sources = solutions.right[number - 1]
        return json.dumps(_with_helpers(fill(released, {n: sources[n] for n in exercises if n in sources}), helpers))
    skill = draw.uniform(0.3, 1.0)
    answers: dict[str, str] = {}
    for name in exercises:
        luck = draw.random()
        if luck < skill:
            answers[name] = solutions.reference[name]
        elif luck < skill + 0.8 * (1 - skill) and solutions.wrong.get(name):
            answers[name] = draw.choice(solutions.wrong[name])
    return json.dumps(fill(released, answers))


def _odd_ones(students: int) -> list[str]:
    """The broken and the hostile ones; none in a class that would hold little else."""
    odd = [_BROKEN, *_HOSTILE.values()]
    return odd if students > 2 * len(odd) else []


def has_odd_ones(students: int) -> bool:
    """Whether a class of this size has broken and hostile notebooks in it."""
    return bool(_odd_ones(students))


def _with_helpers(notebook: dict[str, Any], helpers: str) -> dict[str, Any]:
    """The notebook with a cell of the student's own at its beginning."""
    if not helpers.strip():
        return notebook
    extended = copy.deepcopy(notebook)
    extended["cells"].insert(
        0,
        {
            "cell_type": "code",
            "execution_count": None,
            "id": "own-helpers",
            "metadata": {},
            "outputs": [],
            "source": helpers,
        },
    )
    return extended


# ---------------------------------------------------------------- reading solutions


def read_solutions(assignment: Assignment) -> Solutions:
    """What an assignment has of right and wrong answers."""
    names = {exercise.name for exercise in assignment.exercises if not exercise.manual}
    text = (assignment.solutions / "reference.py").read_text(encoding="utf-8")
    reference, marked = solution_sources(text), definitions(text, "reference.py")
    right = [_split(path, names) for path in sorted((assignment.solutions / "correct").glob("*.py"))]
    wrong: dict[str, list[str]] = {}
    for path in sorted((assignment.solutions / "wrong").glob("*.py")):
        text = path.read_text(encoding="utf-8")
        exercise = _header(text, "exercise")
        if exercise in names:
            wrong.setdefault(exercise, []).append(_without_docstring(text))
    for path in sorted((assignment.solutions / "wrong").glob("*.toml")):
        if path.stem in names:
            wrong.setdefault(path.stem, []).extend(_edited(path, marked[path.stem] + "\n"))
    return Solutions(reference, right, wrong)


def _edited(path: Path, marked: str) -> Iterator[str]:
    """The mistakes of an exercise that are made of the reference; those in another style are left out."""
    for name, mistake in tomllib.loads(path.read_text(encoding="utf-8")).items():
        if "base" not in mistake:
            within, place = mistake.get("in", path.stem), f"wrong/{path.name}: {name}"
            edits = [tuple(edit) for edit in mistake.get("edits", ())]
            made = apply_edits(marked, edits, within, place)
            for where, body in bodies_of(mistake.get("body"), within, place).items():
                made = with_body(made, where, body, place)
            yield unmarked(made)


def _header(text: str, key: str) -> str:
    for line in text.splitlines():
        if line.startswith(f"# {key}:"):
            return line.partition(":")[2].strip()
    return ""


def _without_docstring(text: str) -> str:
    """The code of a file, without the comments and the docstring that say what is wrong with it."""
    tree = ast.parse(text)
    body = tree.body[1:] if ast.get_docstring(tree) is not None else tree.body
    return "\n".join(text.splitlines()[_first_line(body[0]) - 1 :]) if body else ""


def _split(path: Path, names: set[str]) -> tuple[str, dict[str, str]]:
    """A whole solution as the code that all exercises share and each exercise's own statement."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    shared: list[str] = []
    sources: dict[str, str] = {}
    for statement in ast.parse(text).body:
        source = "\n".join(lines[_first_line(statement) - 1 : statement.end_lineno])
        bound = _bound_name(statement)
        if bound in names:
            sources[bound] = source
        else:
            shared.append(source)
    return "\n\n".join(shared), sources


def _first_line(statement: ast.stmt) -> int:
    decorated = isinstance(statement, (ast.FunctionDef, ast.ClassDef)) and statement.decorator_list
    return decorated[0].lineno if decorated else statement.lineno


def _bound_name(statement: ast.stmt) -> str:
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        return statement.name
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
        return statement.targets[0].id
    return ""
