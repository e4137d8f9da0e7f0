"""`course.toml`: course-wide policy."""

from __future__ import annotations

import re
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo, available_timezones

from autograder.config.table import Table, did_you_mean, read_limits, read_table, said_in_toml
from autograder.errors import CourseError
from autograder.model import (
    ENGLISH,
    KOREAN,
    Counts,
    Course,
    FeedbackPolicy,
    GradePolicy,
    Language,
    LatePolicy,
    Limits,
    is_language_tag,
)

COURSE_FILE = "course.toml"

# Also a folder name of nbgrader's and a part of URLs in formgrader.
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
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
    table = read_table(path, root)
    languages = _languages(table)
    course = Course(
        root=root,
        course_id=_matching(table, "id", NAME, "letters, digits, '_', '-' and '.'"),
        title=table.text("title", languages),
        term=table.string("term", ""),
        language=languages[0],
        languages=languages,
        time_zone=_zone_name(table),
        late=read_late(table.table("late"), LatePolicy()),
        grade=_grade(table.table("grade")),
        limits=read_limits(table.table("limits"), Limits()),
        feedback=_feedback(table.table("feedback")),
        database_url=_database_url(table.table("database"), root),
        retention_days=table.table("retention").integer("days", 0, least=0),
    )
    table.finish()
    return course


def _matching(table: Table, key: str, pattern: re.Pattern[str], wanted: str) -> str:
    value = table.string(key)
    if not pattern.fullmatch(value):
        table.fail(key, said_in_toml(value), wanted)
    return value


def _languages(table: Table) -> tuple[Language, ...]:
    names = table.strings("languages") or (ENGLISH, KOREAN)
    for name in names:
        if not is_language_tag(name):
            table.fail("languages", said_in_toml(name), "tags of languages such as 'en', 'ko' or 'pt-BR'")
    return tuple(Language(name) for name in names)


def _zone_name(table: Table) -> str:
    name = table.string("time_zone", "UTC")
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, malformed, a folder of the database
        wanted = "a zone such as 'Asia/Seoul'"
        table.fail("time_zone", said_in_toml(name), wanted, did_you_mean(name, available_timezones()))
    return name


def read_late(table: Table, default: LatePolicy) -> LatePolicy:
    """A late policy; what the table leaves out is as in `default`. `cutoff` is read by whoever allows one."""
    return LatePolicy(
        grace_minutes=table.number("grace_minutes", default.grace_minutes),
        per_day=table.number("per_day", default.per_day, most=1.0),
        at_most=table.number("at_most", default.at_most, most=1.0),
        unknown=table.number("unknown", default.unknown, most=1.0),
        counts=Counts(table.one_of("counts", tuple(Counts), default.counts)),
    )


def _grade(table: Table) -> GradePolicy:
    weights, letters = table.table("weights"), table.table("letters")
    steps = [(letter, letters.number(letter, None)) for letter in letters.keys()]  # noqa: SIM118
    for letter, step in steps:
        if twin := [other for other, same in steps if same == step and other != letter]:
            letters.fail(letter, f"{step:g}, as for {twin[0]!r}", "a percentage of its own")
    return GradePolicy(
        weights=MappingProxyType({name: weights.number(name, None) for name in weights.keys()}),  # noqa: SIM118
        drop_lowest=table.integer("drop_lowest", 0, least=0),
        letters=tuple(sorted(steps, key=lambda pair: -pair[1])),
        carry_forward=table.flag("carry_forward", default=True),
    )


def _feedback(table: Table) -> FeedbackPolicy:
    default = FeedbackPolicy()
    return FeedbackPolicy(
        hints=table.flag("hints", default=default.hints), messages=table.flag("messages", default=default.messages)
    )


def _database_url(table: Table, root: Path) -> str:
    url = table.string("url", "")
    if not url:
        return f"sqlite:///{root}/gradebook.db"
    if "://" not in url:
        table.fail("url", said_in_toml(url), "a URL such as 'sqlite:///gradebook.db' or 'postgresql://...'")
    if relative := _SQLITE_FILE.fullmatch(url):
        # SQLAlchemy would take it from the current folder, which differs from run to run.
        return f"sqlite:///{root}/{relative['file']}"
    return url
