"""Grades many submissions of one assignment: what is kept is not run again, the rest runs on all cores."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.batch.fingerprint import key_of, suite_key
from autograder.batch.store import ResultStore
from autograder.errors import NotebookError
from autograder.executors import LocalExecutor
from autograder.grading import IsolationMode, Job, Prepared, Report, SuiteHost, finish, prepare, unreadable
from autograder.model import Assignment, Course, Result, Status, Submission
from autograder.notebook.contract import contract


@dataclass(frozen=True, slots=True)
class Graded:
    """A result under its key, and whether it was kept from before."""

    result: Result
    submission: Submission
    key: str
    cached: bool


def usable_cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def store_of(course: Course, assignment: Assignment) -> ResultStore:
    """Where the results of an assignment are kept."""
    return ResultStore(course.root / ".autograder" / "results" / assignment.name)


def grade_many(
    course: Course,
    assignment: Assignment,
    submissions: Sequence[Submission],
    *,
    jobs: int | None = None,
    isolation: IsolationMode = IsolationMode.AUTO,
    force: bool = False,
) -> Iterator[Graded]:
    """Grade submissions and yield each as soon as its result is known and kept.

    Args:
        course: the course.
        assignment: whose submissions they are.
        submissions: what to grade.
        jobs: how many at a time; None: one per core.
        isolation: how student code is confined.
        force: grade also what has not changed.

    Raises:
        AutograderError: the suite is broken, or student code cannot be confined here.
    """
    store = store_of(course, assignment)
    suite = suite_key(course, assignment, isolation.value)
    keys: dict[str, str] = {}
    waiting: list[Submission] = []
    for submission in submissions:
        try:
            keys[submission.student] = key_of(submission, suite)
        except OSError:
            keys[submission.student] = ""  # reading it will say what is wrong
        kept = None if force else store.get(submission.student, keys[submission.student])
        if kept is None:
            waiting.append(submission)
        else:
            yield Graded(kept, submission, keys[submission.student], cached=True)
    for result, submission in _grade(course, assignment, waiting, jobs, isolation):
        if result.status is not Status.INTERNAL_ERROR:  # the next run tries again
            store.put(result, keys[submission.student])
        yield Graded(result, submission, keys[submission.student], cached=False)


def _grade(
    course: Course,
    assignment: Assignment,
    submissions: Sequence[Submission],
    jobs: int | None,
    isolation: IsolationMode,
) -> Iterator[tuple[Result, Submission]]:
    if not submissions:
        return
    rules = contract(assignment)
    prepared: dict[str, Prepared] = {}
    unread: list[tuple[Result, Submission]] = []

    def draw() -> Iterator[Job]:
        for submission in submissions:
            try:
                ready = prepare(submission, rules)
            except NotebookError as error:
                unread.append((unreadable(submission, course, assignment, error), submission))
                continue
            prepared[ready.job.key] = ready
            yield ready.job

    def give_up(job: Job, reason: str) -> Report:
        return Report(job.key, error=f"the suite host ended every time on this submission: {reason}")

    executor: LocalExecutor[Job, Report] = LocalExecutor(
        lambda: SuiteHost(course, assignment, isolation=isolation),
        min(jobs or usable_cores(), len(submissions)),
        give_up,
    )
    for job, report in executor.run(draw()):
        ready = prepared.pop(job.key)
        yield finish(ready, course, assignment, report), ready.submission
        while unread:
            yield unread.pop()
    while unread:
        yield unread.pop()
