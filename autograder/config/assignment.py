"""`assignments/NAME/assignment.toml`: points, limits, dates, data of one assignment."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from autograder.config.course import NAME, read_late
from autograder.config.secret import read_inputs
from autograder.config.table import Table, did_you_mean, read_limits, read_table, said_in_toml
from autograder.errors import CourseError
from autograder.model import Assignment, Course, Exercise, Language, LatePolicy, RubricItem

ASSIGNMENT_FILE = "assignment.toml"


def assignment_names(course: Course) -> tuple[str, ...]:
    """The names of all assignments, sorted: the folders in `assignments/` that hold an `assignment.toml`.

    Raises:
        CourseError: a folder's name cannot be an assignment's.
    """
    folder = course.root / "assignments"
    names = sorted(path.parent.name for path in folder.glob(f"*/{ASSIGNMENT_FILE}"))
    for name in names:
        if not NAME.fullmatch(name):
            raise CourseError(
                f"assignments/{name}", "this name", "letters, digits, '_', '-' and '.'", "rename the folder"
            )
    return tuple(names)


def load_assignment(course: Course, name: str) -> Assignment:
    """The assignment in `assignments/NAME` and `solutions/NAME`; the second folder need not exist.

    Its exercises are those of `[points]`, then those of `[manual]`, each in the file's order.

    Raises:
        CourseError: there is no such assignment.
        ConfigError: its `assignment.toml` says something it may not say.
    """
    names = assignment_names(course)
    if name not in names:
        fix = did_you_mean(name, names) or f"there is: {', '.join(names) or 'none yet'}"
        raise CourseError("assignments", f"no assignment {name!r}", "", fix)
    folder = course.root / "assignments" / name
    table = read_table(folder / ASSIGNMENT_FILE, course.root)
    due = table.moment("due", ZoneInfo(course.time_zone))
    assignment = Assignment(
        name=name,
        title=table.text("title", course.languages),
        folder=folder,
        solutions=course.root / "solutions" / name,
        exercises=_exercises(table, course.languages),
        limits=read_limits(table.table("limits"), course.limits),
        due=due,
        inputs=read_inputs(course, name, table),
        preload=_dotted_names(table, "preload"),
        data=table.strings("data"),
        late=_late(table.table("late"), due, course),
        languages=course.languages,
        groups=table.flag("groups", default=False),
    )
    table.finish()
    return assignment


def _late(table: Table, due: datetime | None, course: Course) -> LatePolicy:
    policy = read_late(table, course.late)
    cutoff = table.moment("cutoff", ZoneInfo(course.time_zone))
    if cutoff is not None and (due is None or cutoff < due):
        got = f"{said_in_toml(cutoff)}, {'without a due time' if due is None else 'before the due time'}"
        table.fail("cutoff", got, "a moment after `due`")
    return replace(policy, cutoff=cutoff)


def _dotted_names(table: Table, key: str) -> tuple[str, ...]:
    names = table.strings(key)
    for name in names:
        if not all(part.isidentifier() for part in name.split(".")):
            table.fail(key, said_in_toml(name), "names of modules")
    return names


def _exercises(table: Table, languages: tuple[Language, ...]) -> tuple[Exercise, ...]:
    points, manual = table.table("points"), table.table("manual")
    exercises = [Exercise(name=name, points=_points(points, name)) for name in points.keys()]  # noqa: SIM118
    for name in manual.keys():  # noqa: SIM118
        if name in points.keys():  # noqa: SIM118
            manual.fail(name, "this exercise stands in [points] too", "one of the two", "remove it from one of them")
        exercises.append(_manual_exercise(manual, name, languages))
    if not exercises:
        table.fail("points", "no exercise", "at least one, as in softmax = 3")
    names, extra = [exercise.name for exercise in exercises], table.strings("extra_credit")
    for name in extra:
        if name not in names:
            table.fail("extra_credit", f"no exercise {name!r}", "", did_you_mean(name, names))
    return tuple(replace(exercise, extra_credit=exercise.name in extra) for exercise in exercises)


def _points(points: Table, name: str) -> float:
    if not name.isidentifier():
        points.fail(name, "this name", "a Python name: that of the exercise's function or class")
    return points.number(name, None, above=True)


def _manual_exercise(manual: Table, name: str, languages: tuple[Language, ...]) -> Exercise:
    if not name.isidentifier():
        manual.fail(name, "this name", "a Python name")
    entry = manual.table(name)
    points = entry.number("points", None, above=True)
    rubric = tuple(
        RubricItem(points=item.number("points", None, above=True), text=item.text("text", languages))
        for item in entry.tables("rubric")
    )
    total = math.fsum(item.points for item in rubric)
    if rubric and not math.isclose(total, points):
        entry.fail("rubric", f"its points add up to {total:g}", f"{points:g}, the exercise's points")
    return Exercise(name=name, points=points, manual=True, rubric=rubric)
