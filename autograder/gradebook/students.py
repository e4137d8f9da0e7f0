"""nbgrader's table of students: names and addresses, so that formgrader shows them; and taking somebody out of it."""

from __future__ import annotations

from collections.abc import Iterable

from autograder.errors import CourseError
from autograder.gradebook.database import open_gradebook, persistently
from autograder.gradebook.rows import read_students
from autograder.model import Course, Person


def name_students(course: Course, people: Iterable[Person]) -> int:
    """Write names and addresses into nbgrader's students, new ones included; returns how many rows changed.

    What a person has no entry for is left as it is. A course whose gradebook is not there yet is passed over.

    Raises:
        InternalError: the gradebook cannot be written.
    """
    wanted = [person for person in people if person.name or person.email]
    if not wanted:
        return 0
    try:
        there = read_students(course)  # without nbgrader, whose import takes longer than most runs of this need
        if all(_said(person).items() <= there.get(person.id, {}).items() and person.id in there for person in wanted):
            return 0
        gradebook = open_gradebook(course)
    except CourseError:
        return 0
    from nbgrader import api  # type: ignore[import-untyped,unused-ignore]

    def work() -> int:
        changed = 0
        try:
            rows = {row.id: row for row in gradebook.db.query(api.Student).all()}
            for person in wanted:
                said = _said(person)
                row = rows.get(person.id)
                if row is None:
                    row = api.Student(id=person.id, **said)
                    row.course_id = course.course_id
                    gradebook.db.add(row)
                    changed += 1
                    continue
                new = {name: text for name, text in said.items() if getattr(row, name) != text}
                for name, text in new.items():
                    setattr(row, name, text)
                changed += bool(new)
            gradebook.db.commit()
        except BaseException:
            gradebook.db.rollback()
            raise
        return changed

    try:
        return int(persistently(work, place="students", patience_s=30.0))
    finally:
        gradebook.close()


def remove_student(course: Course, student: str) -> bool:
    """Take a student and all grades out of the gradebook; returns whether there was one.

    Raises:
        InternalError: the gradebook cannot be written.
    """
    try:
        gradebook = open_gradebook(course)
    except CourseError:
        return False
    from nbgrader.api import MissingEntry

    def work() -> bool:
        try:
            gradebook.remove_student(student)
        except MissingEntry:
            return False
        return True

    try:
        return bool(persistently(work, place=student, patience_s=30.0))
    finally:
        gradebook.close()


def _said(person: Person) -> dict[str, str]:
    """The columns of nbgrader's table for which the roster has an entry."""
    first, last = first_and_last(person.name)
    said = {"first_name": first, "last_name": last, "email": person.email}
    return {name: text for name, text in said.items() if text}


def first_and_last(name: str) -> tuple[str, str]:
    """The given and the family name of a full one; one that is not divided is the family name."""
    if "," in name:
        last, _, first = name.partition(",")
        return first.strip(), last.strip()
    first, _, last = name.strip().rpartition(" ")
    return first.strip(), last
