"""Takes a regrade back: what a run has replaced by other results of the same work is put in its place again.

    .autograder/results/NAME/replaced/RUN/STUDENT-HASH/VERSION.json     the result of that version before the run

A run is named by the time at which it began. The newest comes first; the last few are kept.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from autograder.batch.fingerprint import hash_of
from autograder.batch.grading import Graded, store_of
from autograder.batch.result_files import replaced_folder, result_place
from autograder.batch.standing import Member
from autograder.batch.store import ResultStore
from autograder.errors import CourseError, NotebookError
from autograder.intake import VersionStore, as_submission, place, what_counts
from autograder.model import Assignment, Counts, Course, Decisions, Result, Submission
from autograder.notebook.reading import submission_bytes

_MOST_RUNS = 10


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What was put back.

    Attributes:
        at: when the run began that is taken back, in UTC.
        items: the results that count again, to be recorded.
        passed_over: who has handed in again since, so that the run's result of them is not what is shown.
    """

    at: datetime
    items: tuple[Graded, ...]
    passed_over: tuple[str, ...]


def regrades(course: Course, assignment: Assignment) -> tuple[str, ...]:
    """The runs that can be taken back, the newest first."""
    folder = replaced_folder(store_of(course, assignment).folder, "")
    return tuple(sorted((path.name for path in folder.glob("*") if _began(path.name)), reverse=True))


def drop_old(course: Course, assignment: Assignment) -> None:
    """Remove what all but the last few runs have replaced."""
    for run in regrades(course, assignment)[_MOST_RUNS:]:
        shutil.rmtree(replaced_folder(store_of(course, assignment).folder, run), ignore_errors=True)


def take_back(
    course: Course,
    assignment: Assignment,
    members: Sequence[Member],
    decisions: Decisions,
    *,
    students: Sequence[str] = (),
) -> TakenBack:
    """Put back the results that the last run has replaced. The assignment's lock must be held.

    Where the best version counts, another one can be the best by these results: it is put into `submitted/`.

    Args:
        course: the course.
        assignment: whose results.
        members: the class as it stands.
        decisions: as for `put_what_counts`.
        students: only these; everybody, if there are none.

    Raises:
        CourseError: no run has replaced a result of these, or one cannot be put back.
    """
    store = store_of(course, assignment)
    for run in regrades(course, assignment):
        folder = replaced_folder(store.folder, run)
        items, passed_over = [], []
        for member in members:
            place = folder / result_place(store.folder, member.student).stem
            if not place.is_dir() or member.submission is None or (students and member.student not in students):
                continue
            item = _put_back(course, assignment, store, member.submission, place, decisions)
            shutil.rmtree(place, ignore_errors=True)
            if item is None:
                passed_over.append(member.student)
            else:
                items.append(item)
        if not any(folder.iterdir()):
            folder.rmdir()
        if items or passed_over:
            return TakenBack(_began(run) or datetime.min.replace(tzinfo=UTC), tuple(items), tuple(passed_over))
    raise CourseError(
        assignment.name, "there is no regrade to take back", "a run that replaced results of work that it knew"
    )


def _put_back(
    course: Course,
    assignment: Assignment,
    store: ResultStore,
    submission: Submission,
    replaced: Path,
    decisions: Decisions,
) -> Graded | None:
    """Put back the results of a student's versions; None if the run graded none of what lies in `submitted/`."""
    student = submission.student
    try:
        there = hash_of(submission_bytes(submission.path))
    except NotebookError:
        return None
    last = replaced / f"{there}.json"
    if not last.is_file():
        return None
    for path in sorted(replaced.glob("*.json")):
        if path != last:
            store.put_back(student, path.read_bytes())
    key, status = store.put_back(student, last.read_bytes())
    if assignment.late.counts is Counts.BEST:
        versions = VersionStore(course, assignment)
        history = versions.history(student)
        graded = {
            one.digest: found
            for one in history.versions
            if (found := store.of_version(student, one.digest)) is not None
        }
        best = what_counts(course, assignment, history, decisions, graded)
        data = store.set_aside(student, best.digest) if best is not None and best.digest != there else None
        if best is not None and data is not None:
            place(course, assignment, student, best, versions)
            key, status = store.put_back(student, data)
            submission = as_submission(best, assignment.name, student, submission.path)
    return Graded(submission, key, status, True, partial(_load, store, student))


def _load(store: ResultStore, student: str) -> Result:
    return store.load(student).result


def _began(run: str) -> datetime | None:
    try:
        return datetime.strptime(run, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC)
    except ValueError:
        return None
