"""What the verbs that write pages know of how work came in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.cli.standing import works
from autograder.model import (
    Assignment,
    Course,
    ExerciseResult,
    Language,
    ReasonKind,
    Result,
    Status,
    TimeSource,
    Verdict,
)

if TYPE_CHECKING:
    from autograder.batch import Member, Standing
    from autograder.grades import FinalGrade, GradedWork
    from autograder.report import HandedIn


def handed_in(course: Course, assignment: Assignment, member: Member) -> HandedIn:
    """The hash that counts, who tells the time, and which of how many versions it is.

    Raises:
        CourseError: the record of versions cannot be read.
    """
    from autograder.intake import VersionStore
    from autograder.report import HandedIn

    versions = VersionStore(course, assignment).history(member.student).versions
    numbers = [number for number, version in enumerate(versions, 1) if version.digest == member.notebook]
    source = member.submission.time_source if member.submission else TimeSource.UNKNOWN
    return HandedIn(member.notebook, source, numbers[-1] if numbers else 0, len(versions))


def works_told(standing: Standing) -> list[GradedWork]:
    """What students are told of: work with a result, and what was decided, or came, of somebody who has none."""
    from autograder.grades import GradedWork, GradeStatus

    out = (GradeStatus.EXCUSED, GradeStatus.DROPPED)
    told = works(standing.members)
    for one in standing.members:
        if one.result is None and one.grade.status not in out and (one.without is not None or one.grade.exercises):
            told.append(GradedWork(_untested(one.student, one.grade), one.grade, one.given))
    return told


def _untested(student: str, grade: FinalGrade) -> Result:
    """A result that says that no test ran."""
    exercises = (ExerciseResult(one.name, one.score or 0.0, one.points, Verdict.MANUAL) for one in grade.exercises)
    return Result(
        grade.assignment, student, "", Status.GRADED, grade.so_far, grade.points, exercises=tuple(exercises)
    )


def class_pages(course: Course, assignment: Assignment, standing: Standing, language: Language) -> list[Path]:
    """Write the class report and the page for the next lecture; none where nothing was graded.

    Raises:
        CourseError: the record of versions cannot be read.
    """
    from autograder.grades import GradeStatus
    from autograder.report import followed_by, write_class_report, write_lecture_page

    graded = works(standing.members)
    if not graded:
        return []
    missing = {member.student for member in standing.members if member.grade.status is GradeStatus.MISSING}
    no_notebook = {
        member.student: reason
        for member in standing.members
        for reason in member.grade.reasons
        if reason.kind is ReasonKind.NO_NOTEBOOK
    }
    decided = {one.student: one.grade for one in standing.members if one.result is None and one.grade.exercises}
    followed = followed_by(_histories(course, assignment, standing))
    report = write_class_report(
        course, assignment, graded, language=language, missing=missing - no_notebook.keys(),
        no_notebook=no_notebook, decided=decided, followed=followed, names=names_of(course, [standing]),
    )  # fmt: skip
    return [report, write_lecture_page(course, assignment, graded, language=language)]


def names_of(course: Course, standings: Iterable[Standing]) -> dict[str, str]:
    """What students are called: by the roster, else by nbgrader's table.

    Raises:
        InternalError: the gradebook cannot be read.
    """
    from autograder.gradebook.rows import read_students

    known = {
        student: " ".join(part for part in (said["first_name"], said["last_name"]) if part)
        for student, said in read_students(course).items()
    }
    for standing in standings:
        known |= {one.student: one.person.name for one in standing.members if one.person and one.person.name}
    return {student: name for student, name in known.items() if name}


def _histories(course: Course, assignment: Assignment, standing: Standing) -> Iterator[list[Result]]:
    """The results of everybody who has handed in more than once, version by version."""
    from autograder.batch import store_of
    from autograder.intake import VersionStore

    versions, results = VersionStore(course, assignment), store_of(course, assignment)
    for member in standing.graded:
        history = versions.history(member.student).versions
        found = [results.of_version(member.student, version.digest) for version in history] if len(history) > 1 else []
        known = [result for result in found if result is not None]
        if len(known) > 1:
            yield known
