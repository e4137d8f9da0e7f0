"""For `[late] counts = "best"`: every version of everybody is graded, so that the best can count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from autograder.batch.grading import Executor, grade_many, store_of
from autograder.grading import IsolationMode
from autograder.intake import History, VersionStore, as_submission, in_order, place, survey, what_counts
from autograder.model import Assignment, Counts, Course, Decisions, Status, Submission


def put_the_best(
    course: Course,
    assignment: Assignment,
    decisions: Decisions,
    *,
    students: Sequence[str] = (),
    jobs: int | None = None,
    isolation: IsolationMode = IsolationMode.AUTO,
    executor: Executor | None = None,
) -> tuple[str, ...]:
    """Grade the versions that were never graded as things stand, and put each student's best into `submitted/`.

    Does nothing under another policy, and nothing for whoever has one version. Returns for whom another version counts
    now. The assignment's lock must be held.

    Raises:
        AutograderError: as `grade_many`; or a version cannot be read or put there.
    """
    if assignment.late.counts is not Counts.BEST:
        return ()
    versions, results = VersionStore(course, assignment), store_of(course, assignment)
    there = {seen.submission.student: seen for seen in survey(course, assignment).seen}
    histories = {student: versions.history(student) for student in there if not students or student in students}
    several = {
        student: history
        for student, history in histories.items()
        if len({version.digest for version in history.versions if not version.aside}) > 1 and not history.chosen
    }
    for submissions in _rounds(assignment, several, versions):
        for item in grade_many(course, assignment, submissions, jobs=jobs, isolation=isolation, executor=executor):
            if item.status is Status.INTERNAL_ERROR:
                continue  # it is tried again the next time; until then it has no score
    moved = []
    for student, history in several.items():
        graded = {
            version.digest: result
            for version in history.versions
            if (result := results.of_version(student, version.digest)) is not None
        }
        best = what_counts(course, assignment, history, decisions, graded)
        if best is not None and best.digest != there[student].digest:
            place(course, assignment, student, best, versions)
            moved.append(student)
    return tuple(moved)


def _rounds(
    assignment: Assignment, histories: Mapping[str, History], versions: VersionStore
) -> Iterator[list[Submission]]:
    """Submissions, everybody once in each round: results are kept by student."""
    left = {student: in_order([v for v in history.versions if not v.aside]) for student, history in histories.items()}
    while left:
        yield [
            as_submission(line[0], assignment.name, student, versions.path(student, line[0].digest))
            for student, line in left.items()
        ]
        left = {student: line[1:] for student, line in left.items() if len(line) > 1}
