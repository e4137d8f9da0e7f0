"""`assignments/NAME/assignment.toml`: points, limits, dates, data of one assignment."""

from __future__ import annotations

import math
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from autograder.config.course import NAME
from autograder.config.table import Table, did_you_mean, read_limits, read_table, said_in_toml
from autograder.errors import CourseError
from autograder.model import Assignment, Course, Exercise, Language, RubricItem

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
    assignment = Assignment(
        name=name,
        title=table.text("title", course.languages),
        folder=folder,
        solutions=course.root / "solutions" / name,
        exercises=_exercises(table, course.languages),
        limits=read_limits(table.table("limits"), course.limits),
        due=_due(table, ZoneInfo(course.time_zone)),
        seed=table.integer("seed", 0, least=0),
        preload=_dotted_names(table, "preload"),
        data=table.strings("data"),
    )
    table.finish()
    return assignment


def _due(table: Table, zone: tzinfo) -> datetime | None:
    value = table.get("due")
    if value is None:
        return None
    if not isinstance(value, datetime):
        table.fail("due", said_in_toml(value), "a date and a time without quotes, such as 2027-03-19T23:59:00")
    return value if value.tzinfo is not None else value.replace(tzinfo=zone)


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
    return tuple(exercises)


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
