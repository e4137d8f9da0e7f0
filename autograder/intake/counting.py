"""Which of a student's versions is the later, and which counts: the rule itself is `grades.choose_version`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from autograder.grades import FinalGrade, choose_version, final_grade
from autograder.grades import Version as GradedVersion
from autograder.intake.versions import History, Version
from autograder.model import Assignment, Course, Decisions, Result, Submission

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def in_order(versions: Sequence[Version]) -> list[Version]:
    """The versions, the latest last; those of which nothing tells, in the order in which they came.

    The same notebook handed in twice in a row counts from the first time.
    """
    line = sorted(versions, key=lambda version: version.order or _LONG_AGO)
    return [version for index, version in enumerate(line) if not index or line[index - 1].digest != version.digest]


def what_counts(
    course: Course,
    assignment: Assignment,
    history: History,
    decisions: Decisions,
    results: Mapping[str, Result] | None = None,
) -> Version | None:
    """The version that counts: the one that a person brought back, else the one that `[late] counts` names.

    Args:
        course: whose time zone days of lateness end in.
        assignment: with its policy.
        history: the versions of a student.
        decisions: tell when it is due for this student.
        results: the result of each version by its hash, of those that were graded.
    """
    if history.chosen and (chosen := history.of(history.chosen)):
        return chosen
    line = in_order([version for version in history.versions if not version.aside])
    if not line:
        return None

    def grade_of(one: GradedVersion) -> FinalGrade:
        return final_grade(
            assignment,
            zone=course.time_zone,
            student=history.student,
            result=one.result,
            submission=one.submission,
            decisions=decisions,
        )

    choices = [
        GradedVersion(
            version.digest,
            as_submission(version, assignment.name, history.student, Path()),
            (results or {}).get(version.digest),
            order,
        )
        for order, version in enumerate(line)
    ]
    taken, _ = choose_version(choices, assignment.late.counts, grade_of)
    return line[taken.order]


def as_submission(version: Version, assignment: str, student: str, path: Path) -> Submission:
    """A version as a submission whose notebook is at `path`."""
    return Submission(assignment, student, path, version.submitted_at, version.time_source, version.late_by_unknown)


def as_placed(history: History, digest: str, stamp: datetime | None) -> Version:
    """The version of that hash that lies in `submitted/` with that time beside it.

    Raises:
        KeyError: there is none of that hash.
    """
    same = [version for version in history.versions if version.digest == digest]
    if not same:
        raise KeyError(digest)
    return next((version for version in same if stamp is not None and version.submitted_at == stamp), same[-1])
