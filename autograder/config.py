"""TOML to model: `course.toml` and `assignments/NAME/assignment.toml`.

Every key is checked: an unknown one, a wrong type or an impossible value is a `ConfigError` that names the file and the
key. What may be left out has the default of the model's class.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo, available_timezones

from autograder.errors import ConfigError, CourseError
from autograder.model import (
    Assignment,
    Course,
    Exercise,
    FeedbackPolicy,
    Language,
    LatePolicy,
    Limits,
    RubricItem,
    Text,
)

COURSE_FILE = "course.toml"
ASSIGNMENT_FILE = "assignment.toml"

# Also a folder name of nbgrader's and a part of URLs in formgrader.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_SQLITE_FILE = re.compile(r"sqlite(?:\+\w+)?:///(?!/|:memory:)(?P<file>[^?]+)")


def load_course(root: Path) -> Course:
    """The policy in `root/course.toml`. `root` in the result is absolute, as is the file of a SQLite `database_url`.

    Raises:
        CourseError: there is no `course.toml`.
        ConfigError: it says something it may not say.
    """
    root = root.resolve()
    path = root / COURSE_FILE
    if not path.is_file():
        raise CourseError(str(root), f"no {COURSE_FILE} here", "the folder of a course", "name it with --course DIR")
    table = _read(path, root)
    languages = _languages(table)
    course = Course(
        root=root,
        course_id=_matching(table, "id", _NAME, "letters, digits, '_', '-' and '.'"),
        title=table.text("title", languages),
        language=languages[0],
        languages=languages,
        time_zone=_zone_name(table),
        late=_late(table.table("late")),
        limits=_limits(table.table("limits"), Limits()),
        feedback=_feedback(table.table("feedback")),
        database_url=_database_url(table.table("database"), root),
    )
    table.finish()
    return course


def assignment_names(course: Course) -> tuple[str, ...]:
    """The names of all assignments, sorted: the folders in `assignments/` that hold an `assignment.toml`.

    Raises:
        CourseError: a folder's name cannot be an assignment's.
    """
    folder = course.root / "assignments"
    names = sorted(path.parent.name for path in folder.glob(f"*/{ASSIGNMENT_FILE}"))
    for name in names:
        if not _NAME.fullmatch(name):
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
    table = _read(folder / ASSIGNMENT_FILE, course.root)
    assignment = Assignment(
        name=name,
        title=table.text("title", course.languages),
        folder=folder,
        solutions=course.root / "solutions" / name,
        exercises=_exercises(table, course.languages),
        limits=_limits(table.table("limits"), course.limits),
        due=_due(table, ZoneInfo(course.time_zone)),
        seed=table.integer("seed", 0, least=0),
        preload=_dotted_names(table, "preload"),
        data=table.strings("data"),
    )
    table.finish()
    return assignment


def did_you_mean(name: str, choices: Iterable[str]) -> str:
    """`"did you mean 'X'?"` for the choice nearest to `name`, or the empty string."""
    by_folded = {choice.casefold(): choice for choice in choices}
    near = get_close_matches(name.casefold(), by_folded, n=1, cutoff=0.6)
    return f"did you mean {by_folded[near[0]]!r}?" if near else ""


class _Table:
    """One TOML table that is being read; it remembers which keys were asked for, so that the others are mistakes."""

    def __init__(self, place: str, path: str, values: Mapping[str, object]) -> None:
        self._place = place
        self._path = path
        self._values = values
        self._known: list[str] = []
        self._children: list[_Table] = []

    def fail(self, key: str, got: str, expected: str = "", fix: str = "") -> NoReturn:
        raise ConfigError(f"{self._place}: {self._path}{key}", got, expected, fix)

    def get(self, key: str) -> object | None:
        self._known.append(key)
        return self._values.get(key)

    def keys(self) -> tuple[str, ...]:
        return tuple(self._values)

    def finish(self) -> None:
        """Refuse every key that nobody asked for, here and below."""
        for key in self._values:
            if key not in self._known:
                self.fail(key, "unknown key", f"one of {', '.join(self._known)}", did_you_mean(key, self._known))
        for child in self._children:
            child.finish()

    def table(self, key: str) -> _Table:
        value = self.get(key)
        if value is None:
            value = {}
        return self._child(key, value)

    def tables(self, key: str) -> tuple[_Table, ...]:
        value = self.get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.fail(key, _said(value), "an array of tables", f"write [[{self._path}{key}]]")
        return tuple(self._child(f"{key}[{index}]", item) for index, item in enumerate(value))

    def _child(self, key: str, value: object) -> _Table:
        if not isinstance(value, dict):
            self.fail(key, _said(value), "a table")
        child = _Table(self._place, f"{self._path}{key}.", value)
        self._children.append(child)
        return child

    def string(self, key: str, default: str | None = None) -> str:
        value = self.get(key)
        if value is None and default is not None:
            return default
        if value is None:
            self.fail(key, "nothing", "a string", f"add {key} = ...")
        if not isinstance(value, str):
            self.fail(key, _said(value), "a string")
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        value = self.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            self.fail(key, _said(value), "a list of strings")
        for item in value:
            if value.count(item) > 1:
                self.fail(key, f"{item!r} twice", "each once")
        return tuple(value)

    def flag(self, key: str, *, default: bool) -> bool:
        value = self.get(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.fail(key, _said(value), "true or false")
        return value

    def number(
        self, key: str, default: float | None, *, least: float = 0.0, most: float = math.inf, above: bool = False
    ) -> float:
        """A finite number in [least, most], or in (least, most] with `above`."""
        value = self.get(key)
        if value is None and default is not None:
            return default
        wanted = f"a number {'above' if above else 'of at least'} {least:g}"
        if math.isfinite(most):
            wanted += f" and at most {most:g}"
        if value is None:
            self.fail(key, "nothing", wanted, f"add {key} = ...")
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            self.fail(key, _said(value), wanted)
        if not least <= value <= most or (above and value == least):
            self.fail(key, _said(value), wanted)
        return float(value)

    def integer(self, key: str, default: int, *, least: int) -> int:
        value = self.get(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            self.fail(key, _said(value), f"a whole number of at least {least}")
        return value

    def text(self, key: str, languages: tuple[Language, ...]) -> Text:
        """A sentence in each of the course's languages; one the course lacks falls back to its first."""
        value = self.get(key)
        wanted = "{ " + ", ".join(f'{language} = "..."' for language in languages) + " }"
        if not isinstance(value, dict):
            self.fail(key, "nothing" if value is None else _said(value), wanted)
        inner = self._child(key, value)
        said = {language: inner.get(language) for language in Language}
        for language in languages:
            if not isinstance(said[language], str) or not str(said[language]).strip():
                inner.fail(language, "nothing" if said[language] is None else _said(said[language]), "a sentence")
        first = languages[0]
        en, ko = (said[language] if said[language] is not None else said[first] for language in Language)
        return Text(en=str(en), ko=str(ko))


def _said(value: object) -> str:
    """A value as a message shows it: short, on one line, in TOML's words where those differ from Python's."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime | date):
        return value.isoformat()
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."


def _read(path: Path, root: Path) -> _Table:
    place = path.relative_to(root).as_posix()
    try:
        values = tomllib.loads(path.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ConfigError(place, f"byte {error.start} is not UTF-8", "UTF-8", "save the file as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(place, f"not TOML: {error}") from error
    except OSError as error:
        raise ConfigError(place, f"cannot be read: {error.strerror}") from error
    return _Table(place, "", values)


def _matching(table: _Table, key: str, pattern: re.Pattern[str], wanted: str) -> str:
    value = table.string(key)
    if not pattern.fullmatch(value):
        table.fail(key, _said(value), wanted)
    return value


def _languages(table: _Table) -> tuple[Language, ...]:
    known = [str(language) for language in Language]
    names = table.strings("languages") or tuple(known)
    for name in names:
        if name not in known:
            table.fail("languages", _said(name), f"one of {', '.join(known)}")
    return tuple(Language(name) for name in names)


def _zone_name(table: _Table) -> str:
    name = table.string("time_zone", "UTC")
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, malformed, a folder of the database
        wanted = "a zone such as 'Asia/Seoul'"
        table.fail("time_zone", _said(name), wanted, did_you_mean(name, available_timezones()))
    return name


def _late(table: _Table) -> LatePolicy:
    default = LatePolicy()
    return LatePolicy(
        grace_minutes=table.number("grace_minutes", default.grace_minutes),
        per_day=table.number("per_day", default.per_day, most=1.0),
        at_most=table.number("at_most", default.at_most, most=1.0),
    )


def _limits(table: _Table, default: Limits) -> Limits:
    return Limits(
        call_s=table.number("call_s", default.call_s, above=True),
        load_s=table.number("load_s", default.load_s, above=True),
        submission_s=table.number("submission_s", default.submission_s, above=True),
        cpu_s=table.integer("cpu_s", default.cpu_s, least=1),
        memory_mib=table.integer("memory_mib", default.memory_mib, least=1),
        output_kib=table.integer("output_kib", default.output_kib, least=1),
        scratch_mib=table.integer("scratch_mib", default.scratch_mib, least=1),
    )


def _feedback(table: _Table) -> FeedbackPolicy:
    default = FeedbackPolicy()
    return FeedbackPolicy(
        hints=table.flag("hints", default=default.hints), messages=table.flag("messages", default=default.messages)
    )


def _database_url(table: _Table, root: Path) -> str:
    url = table.string("url", "")
    if not url:
        return f"sqlite:///{root}/gradebook.db"
    if "://" not in url:
        table.fail("url", _said(url), "a URL such as 'sqlite:///gradebook.db' or 'postgresql://...'")
    if relative := _SQLITE_FILE.fullmatch(url):
        # SQLAlchemy would take it from the current folder, which differs from run to run.
        return f"sqlite:///{root}/{relative['file']}"
    return url


def _due(table: _Table, zone: tzinfo) -> datetime | None:
    value = table.get("due")
    if value is None:
        return None
    if not isinstance(value, datetime):
        table.fail("due", _said(value), "a date and a time without quotes, such as 2027-03-19T23:59:00")
    return value if value.tzinfo is not None else value.replace(tzinfo=zone)


def _dotted_names(table: _Table, key: str) -> tuple[str, ...]:
    names = table.strings(key)
    for name in names:
        if not all(part.isidentifier() for part in name.split(".")):
            table.fail(key, _said(name), "names of modules")
    return names


def _exercises(table: _Table, languages: tuple[Language, ...]) -> tuple[Exercise, ...]:
    points, manual = table.table("points"), table.table("manual")
    exercises = [Exercise(name=name, points=_points(points, name)) for name in points.keys()]  # noqa: SIM118
    for name in manual.keys():  # noqa: SIM118
        if name in points.keys():  # noqa: SIM118
            manual.fail(name, "this exercise stands in [points] too", "one of the two", "remove it from one of them")
        exercises.append(_manual_exercise(manual, name, languages))
    if not exercises:
        table.fail("points", "no exercise", "at least one, as in softmax = 3")
    return tuple(exercises)


def _points(points: _Table, name: str) -> float:
    if not name.isidentifier():
        points.fail(name, "this name", "a Python name: that of the exercise's function or class")
    return points.number(name, None, above=True)


def _manual_exercise(manual: _Table, name: str, languages: tuple[Language, ...]) -> Exercise:
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
