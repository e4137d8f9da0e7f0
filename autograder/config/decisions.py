"""`decisions.toml`: what people decided about grades, each decision with its reason.

    [[extension]]   student, assignment, until, why
    [[excused]]     student, assignment, why
    [[waived]]      student, assignment, why
    [[override]]    student, assignment, exercise, test (optional), score, late (optional, true), why
    [[free]]        assignment, exercise, credit ("full" or "none"), why

Names are held against the roster, the assignments and their exercises, so that a decision about nobody is a mistake and
not silence. Which tests there are only a suite knows: a test's name is checked where grades are computed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable
from zoneinfo import ZoneInfo

from autograder.config.assignment import assignment_names, load_assignment
from autograder.config.roster import read_roster
from autograder.config.table import Table, did_you_mean, read_table
from autograder.model import (
    Assignment,
    Course,
    Credit,
    Decisions,
    Excused,
    Extension,
    Free,
    Override,
    Roster,
    Waived,
)

DECISIONS_FILE = "decisions.toml"


def read_decisions(course: Course, roster: Roster | None = None) -> Decisions:
    """The decisions in `decisions.toml`; none where there is no such file.

    Args:
        course: whose.
        roster: who is in it; None: whom `roster.csv` names. An empty one lets every student's id through.

    Raises:
        ConfigError: it says something it may not say, names nobody or nothing, or says two things about one; or
            another file of the course is at fault.
    """
    path = course.root / DECISIONS_FILE
    if not path.exists():
        return Decisions()
    table = read_table(path, course.root)
    reader = _Reader(course, read_roster(course) if roster is None else roster)
    decisions = Decisions(
        extensions=tuple(reader.extension(item) for item in table.tables("extension")),
        excused=tuple(reader.excused(item) for item in table.tables("excused")),
        waived=tuple(reader.waived(item) for item in table.tables("waived")),
        overrides=tuple(reader.override(item) for item in table.tables("override")),
        free=tuple(reader.free(item) for item in table.tables("free")),
    )
    table.finish()
    return decisions


class _Reader:
    """Reads one decision after another, and knows what they may name."""

    def __init__(self, course: Course, roster: Roster) -> None:
        self._course, self._roster = course, roster
        self._zone = ZoneInfo(course.time_zone)
        self._names = assignment_names(course)
        self._assignments: dict[str, Assignment] = {}
        self._said: dict[Hashable, Hashable] = {}

    def extension(self, item: Table) -> Extension:
        student, assignment = self._student(item), self._assignment(item)
        until = item.moment("until", self._zone)
        if until is None:
            item.missing("until", "a date and a time without quotes, such as 2027-03-26T23:59:00")
        if assignment.due is None:
            item.fail("until", f"{assignment.name} has no due time", "", "give it one: due = ... in assignment.toml")
        if until < assignment.due:
            item.fail("until", f"{until.isoformat()}, before the due time {assignment.due.isoformat()}", "a later one")
        return Extension(student, assignment.name, until, self._why(item))

    def excused(self, item: Table) -> Excused:
        return Excused(self._student(item), self._assignment(item).name, self._why(item))

    def waived(self, item: Table) -> Waived:
        return Waived(self._student(item), self._assignment(item).name, self._why(item))

    def override(self, item: Table) -> Override:
        student, assignment = self._student(item), self._assignment(item)
        exercise = self._exercise(item, assignment)
        test = item.string("test", "")
        if test and assignment.exercise(exercise).manual:
            item.fail("test", f"{exercise} is graded by a person and has no tests", "", "leave `test` out")
        score = item.number("score", None, most=assignment.exercise(exercise).points)
        if abs(score * 100 - round(score * 100)) > 1e-9:
            item.fail("score", f"{score:g}", "at most two decimals")
        late = item.flag("late", default=True)
        self._once(item, "score", (student, assignment.name, exercise, test), (score, late))
        return Override(student, assignment.name, exercise, score, self._why(item), test, late)

    def free(self, item: Table) -> Free:
        assignment = self._assignment(item)
        exercise = self._exercise(item, assignment)
        credit = Credit(item.one_of("credit", tuple(Credit)))
        self._once(item, "credit", (assignment.name, exercise), credit)
        return Free(assignment.name, exercise, credit, self._why(item))

    # ---------------------------------------------------------------- private

    def _student(self, item: Table) -> str:
        student = unicodedata.normalize("NFC", item.string("student"))
        if not student:
            item.fail("student", "nothing", "a student's id")
        if self._roster and self._roster.person(student) is None:
            fix = did_you_mean(student, [person.id for person in self._roster.people])
            item.fail("student", f"no {student!r} in roster.csv", "", fix or "add the student to roster.csv")
        return student

    def _assignment(self, item: Table) -> Assignment:
        name = item.string("assignment")
        if name not in self._names:
            fix = did_you_mean(name, self._names) or f"there is: {', '.join(self._names) or 'none yet'}"
            item.fail("assignment", f"no assignment {name!r}", "", fix)
        if name not in self._assignments:
            self._assignments[name] = load_assignment(self._course, name)
        return self._assignments[name]

    def _exercise(self, item: Table, assignment: Assignment) -> str:
        name = item.string("exercise")
        names = [exercise.name for exercise in assignment.exercises]
        if name not in names:
            fix = did_you_mean(name, names) or f"there is: {', '.join(names)}"
            item.fail("exercise", f"no exercise {name!r} in {assignment.name}", "", fix)
        return name

    def _why(self, item: Table) -> str:
        why = item.string("why").strip()
        if not why:
            item.fail("why", "nothing", "the reason, in a sentence that the student may read")
        return why

    def _once(self, item: Table, key: str, about: Hashable, said: Hashable) -> None:
        """Two answers to one question: which one holds must not depend on which comes first."""
        if self._said.setdefault(about, said) != said:
            item.fail(key, "another decision says something else of the same", "one", "remove one of the two")
