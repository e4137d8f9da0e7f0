"""Brings nbgrader's rows up to date: decisions, dates and what people typed change grades without anything being run.

The rows themselves are compared with what they should say. Whoever reads grades calls this first, so that formgrader
shows what every export says.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from autograder.batch.grading import says_something
from autograder.batch.standing import Member, Standing, standing
from autograder.errors import CourseError
from autograder.gradebook import GradebookWriter, differences
from autograder.model import Assignment, Course, Decisions, Roster, Status


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Where the class stands now, and whose rows said something else: the student, and what it was."""

    standing: Standing
    mended: tuple[tuple[str, str], ...] = ()
    problem: str = ""
    """Why the rows could not be written; empty if they could, or nothing had to be."""


def bring_up_to_date(
    course: Course,
    assignment: Assignment,
    *,
    now: datetime | None = None,
    roster: Roster | None = None,
    decisions: Decisions | None = None,
) -> Upkeep:
    """Compare nbgrader's rows with the final grades and write those that differ.

    Raises:
        UserError: a file of the course cannot be read.
        InternalError: the gradebook cannot be read or written.
    """
    found = standing(course, assignment, now=now, roster=roster, decisions=decisions)
    wrong = [(member, what) for member in found.members if (what := row_difference(course, assignment, member))]
    if not wrong:
        return Upkeep(found)
    try:
        with GradebookWriter(course) as writer:
            writer.register(assignment)
            for member, _ in wrong:
                if member.result is not None:
                    at = member.submission.submitted_at if member.submission else None
                    writer.write(member.result, at, member.grade)
    except CourseError as error:  # not released here, or in another shape
        return Upkeep(found, problem=str(error))
    again = standing(course, assignment, now=now, roster=roster, decisions=decisions)
    return Upkeep(again, tuple((member.student, what) for member, what in wrong))


def row_difference(course: Course, assignment: Assignment, member: Member) -> str:
    """What nbgrader's rows say otherwise than the final grade; empty where they agree or there is nothing to say."""
    result = member.result
    if result is None or member.submission is None:
        return ""
    if result.status is Status.INTERNAL_ERROR and not says_something(result):
        return ""
    return differences(course, assignment, result, member.grade, member.submission.submitted_at, member.rows)
