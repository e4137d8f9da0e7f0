"""Which version counts, asked anew when grading begins: a decision or another result can have changed the answer.

For `[late] counts = "best"` every version of everybody is graded first, so that the best can count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from autograder.batch.grading import Executor, grade_many, store_of
from autograder.batch.store import ResultStore
from autograder.grading import IsolationMode
from autograder.intake import History, VersionStore, as_submission, in_order, place, survey, what_counts
from autograder.model import Assignment, Counts, Course, Decisions, Status, Submission


def put_what_counts(
    course: Course,
    assignment: Assignment,
    decisions: Decisions,
    *,
    students: Sequence[str] = (),
    jobs: int | None = None,
    isolation: IsolationMode = IsolationMode.AUTO,
    executor: Executor | None = None,
    store: ResultStore | None = None,
) -> tuple[str, ...]:
    """Put into `submitted/` what counts as things stand; where the best counts, grade every version to know which.

    Nothing moves for whoever has one version, nor where dates decide and one of the dates is not known: what lies there
    stays. Returns for whom another version counts now. The assignment's lock must be held.

    Args:
        course: the course.
        assignment: with its policy.
        decisions: extensions move what is on time, and what is accepted at all.
        students: only these; everybody, if there are none.
        jobs: how many to grade at a time.
        isolation: how student code is confined.
        executor: runs the jobs; None: suite hosts on this machine.
        store: where results are kept; None: in the course.

    Raises:
        AutograderError: as `grade_many`; or a version cannot be read or put there.
    """
    best, dated = assignment.late.counts is Counts.BEST, assignment.late.counts is Counts.LAST_ON_TIME
    if not (best or dated or assignment.late.cutoff is not None):
        return ()
    versions, results = VersionStore(course, assignment), store or store_of(course, assignment)
    there = {seen.submission.student: seen for seen in survey(course, assignment).seen}
    histories = {student: versions.history(student) for student in there if not students or student in students}
    several = {
        student: history
        for student, history in histories.items()
        if len({version.digest for version in history.versions if not version.aside}) > 1 and not history.chosen
    }
    if not best:
        several = {student: history for student, history in several.items() if _all_dated(history)}
    for submissions in _rounds(assignment, several, versions) if best else ():
        for item in grade_many(
            course, assignment, submissions, jobs=jobs, isolation=isolation, executor=executor, store=results
        ):
            if item.status is Status.INTERNAL_ERROR:
                continue  # it is tried again the next time; until then it has no score
    moved = []
    for student, history in several.items():
        graded = {
            version.digest: result
            for version in history.versions
            if (result := results.of_version(student, version.digest)) is not None
        }
        counted = what_counts(course, assignment, history, decisions, graded)
        if counted is not None and counted.digest != there[student].digest:
            place(course, assignment, student, counted, versions)
            moved.append(student)
    return tuple(moved)


def _all_dated(history: History) -> bool:
    return all(version.submitted_at is not None for version in history.versions if not version.aside)


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
