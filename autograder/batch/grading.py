"""Grades many submissions of one assignment: what is kept is not run again, the rest runs on all cores."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from autograder.batch.fingerprint import Fingerprint, hash_of
from autograder.batch.result_files import Basis, Kept
from autograder.batch.store import ResultStore
from autograder.config import results_folder
from autograder.errors import NotebookError
from autograder.executors import LocalExecutor
from autograder.grades.scoring import ScoredTest
from autograder.grading import IsolationMode, Job, Prepared, Report, SuiteHost, finish, prepare, unreadable
from autograder.model import Assignment, Course, Outcome, Result, ShownCell, Status, Submission, Verdict
from autograder.notebook.contract import NotebookContract, contract
from autograder.notebook.purity import keeps_nothing, plots
from autograder.notebook.reading import submission_bytes
from autograder.notebook.uses import used_for


class Executor(Protocol):
    """Runs jobs somewhere and yields each with its report, in the order in which they finish."""

    def run(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Report]]:
        """Draw jobs as there is room for them, and run them."""


@dataclass(frozen=True, slots=True)
class Graded:
    """A submission that is done. Its result is read when somebody asks for it.

    Attributes:
        submission: whose it is.
        key: of the result; empty if the notebook could not even be opened.
        status: of the result.
        cached: whether nothing was run for it.
        load: gives the result.
        shown: what is shown of it; None where it would have to be read again.
    """

    submission: Submission
    key: str
    status: Status
    cached: bool
    load: Callable[[], Result]
    shown: tuple[ShownCell, ...] | None = None

    @property
    def result(self) -> Result:
        """The result.

        Raises:
            InternalError: it was kept, and cannot be read any more.
        """
        return self.load()


def usable_cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def store_of(course: Course, assignment: Assignment, *, run: str = "") -> ResultStore:
    """Where the results of an assignment are kept; with the name of a run, what it replaces can be put back."""
    return ResultStore(results_folder(course, assignment.name), run)


def local_executor(
    course: Course, assignment: Assignment, *, jobs: int | None = None, isolation: IsolationMode = IsolationMode.AUTO
) -> Executor:
    """Suite hosts on this machine: `jobs` of them, or one per core.

    A host and its worker take turns, so where every core has a host, each stays on its own: waking a process on another
    core costs more than the call it is woken for. With fewer hosts than cores the kernel places them.
    """
    count = jobs or usable_cores()
    every_core = hasattr(os, "sched_getaffinity") and count == usable_cores() > 1
    own = deque(sorted(os.sched_getaffinity(0))) if every_core else None
    return LocalExecutor(lambda: SuiteHost(course, assignment, isolation=isolation, cores=own), count, give_up)


def give_up(job: Job, reason: str) -> Report:
    """The report of a submission that ended its suite host every time."""
    return Report(job.key, error=f"the suite host ended on this submission: {reason}")


def grade_many(
    course: Course,
    assignment: Assignment,
    submissions: Sequence[Submission],
    *,
    jobs: int | None = None,
    isolation: IsolationMode = IsolationMode.AUTO,
    force: bool = False,
    executor: Executor | None = None,
    store: ResultStore | None = None,
) -> Iterator[Graded]:
    """Grade submissions and yield each as soon as its result is known and kept.

    Args:
        course: the course.
        assignment: whose submissions they are.
        submissions: what to grade.
        jobs: how many at a time; None: one per core.
        isolation: how student code is confined.
        force: grade also what has not changed.
        executor: runs the jobs; None: suite hosts on this machine.
        store: where results are kept; None: in the course.

    Raises:
        AutograderError: the suite is broken, student code cannot be confined here, or the disk is full.
    """
    batch = _Batch(course, assignment, Fingerprint(course, assignment, isolation.value), force=force, store=store)
    waiting: list[Submission] = []
    for submission in submissions:
        known = batch.unchanged(submission)
        if known is None:
            waiting.append(submission)
        else:
            yield known
    if not waiting:
        return
    if executor is None:
        at_a_time = min(jobs or usable_cores(), len(waiting))
        executor = local_executor(course, assignment, jobs=at_a_time, isolation=isolation)
    yield from batch.grade(waiting, executor)


class _Batch:
    """One run over an assignment."""

    def __init__(
        self,
        course: Course,
        assignment: Assignment,
        prints: Fingerprint,
        *,
        force: bool,
        store: ResultStore | None = None,
    ) -> None:
        self._course, self._assignment, self._prints, self._force = course, assignment, prints, force
        self._store = store_of(course, assignment) if store is None else store
        self._exercises = frozenset(exercise.name for exercise in assignment.exercises if not exercise.manual)
        self._keys: dict[str, str] = {}
        self._hashes: dict[str, str] = {}
        self._running: dict[str, tuple[Prepared, Kept | None]] = {}
        self._done: list[Graded] = []
        self._whole: list[Submission] = []

    def unchanged(self, submission: Submission) -> Graded | None:
        """The result of a submission of which nothing at all has changed."""
        if self._force:
            return None
        try:
            data = submission_bytes(submission.path)
        except NotebookError:
            return None  # reading it again will say what is wrong
        key, student = self._prints.key(submission, data), submission.student
        status = self._store.status(student, key) or self._store.recall(student, key, hash_of(data))
        return None if status is None else self._kept(submission, key, status)

    def grade(self, submissions: Sequence[Submission], executor: Executor) -> Iterator[Graded]:
        """Read the others, and run what has to be run."""
        # Hashed before a host reads the files: whoever edits them meanwhile makes a result stale, never wrong.
        _ = self._prints.tests, self._prints.run(Job("", ()))
        rules = contract(self._assignment)
        yield from self._run(submissions, rules, executor, in_parts=not self._force)
        if self._whole:
            yield from self._run(list(self._whole), rules, executor, in_parts=False)

    def _run(
        self, submissions: Sequence[Submission], rules: NotebookContract, executor: Executor, *, in_parts: bool
    ) -> Iterator[Graded]:
        for job, report in executor.run(self._jobs(submissions, rules, in_parts=in_parts)):
            prepared, kept = self._running.pop(job.key)
            if kept is not None and not _clean(report):
                self._whole.append(prepared.submission)
            else:
                yield self._finished(prepared, _completed(report, kept, job), cached=False)
            yield from self._take_done()
        yield from self._take_done()

    def _take_done(self) -> Iterator[Graded]:
        while self._done:
            yield self._done.pop()

    def _jobs(self, submissions: Sequence[Submission], rules: NotebookContract, *, in_parts: bool) -> Iterator[Job]:
        """What must be run, drawn one by one; what need not be is done on the way."""
        for submission in submissions:
            self._keys[submission.student] = self._hashes[submission.student] = ""
            try:
                data = submission_bytes(submission.path)
                # The bytes that are hashed are those that are graded: an edit from here on is seen the next time.
                self._keys[submission.student] = self._prints.key(submission, data)
                self._hashes[submission.student] = hash_of(data)
                prepared = prepare(submission, rules, data, inputs=self._assignment.inputs)
            except NotebookError as error:
                result = unreadable(submission, self._assignment, error)
                self._done.append(self._keep(result, submission, self._basis(submission), cached=False))
                continue
            kept = self._store.latest(submission.student) if in_parts else None
            stale = self._stale(prepared.job, kept)
            if kept is not None and not stale:
                report = _completed(Report(prepared.job.key, notes=kept.basis.notes), kept, prepared.job)
                self._done.append(self._finished(prepared, report, cached=True))
                continue
            part = None if stale == self._exercises else stale
            self._running[prepared.job.key] = (prepared, None if part is None else kept)
            yield replace(prepared.job, exercises=part)

    def _stale(self, job: Job, kept: Kept | None) -> frozenset[str]:
        """The exercises whose tests must be run again."""
        if kept is None or kept.basis.run != self._prints.run(job) or kept.basis.tests is None:
            return self._exercises
        before = kept.basis.tests
        changed = {name for name, key in self._prints.tests.items() if before.get(name) != key}
        if not changed:
            return frozenset()
        if not _clean_result(kept.result) or not keeps_nothing((cell.source for cell in job.cells), self._exercises):
            return self._exercises
        # Errors are carried forward from whatever a student's own code uses, which may be more than the suite knows of.
        if any(used_for(name, job.cells) & self._exercises - self._prints.together[name] for name in self._exercises):
            return self._exercises
        with_plots = [cell for cell in job.cells if plots(cell.source)]
        plotting = self._exercises.intersection(name for cell in with_plots for name in cell.exercises)
        if any("def " in cell.source for cell in with_plots if not cell.exercises):
            plotting = self._exercises
        found = frozenset[str]().union(*(self._prints.together[name] for name in changed))
        if found & plotting:
            found = found.union(plotting, *(self._prints.together[name] for name in plotting))
        return found & self._exercises

    def _finished(self, prepared: Prepared, report: Report, *, cached: bool) -> Graded:
        result = finish(
            prepared, self._assignment, report, carry_forward=self._course.grade.carry_forward
        )
        basis = Basis(
            self._prints.run(prepared.job),
            self._prints.tests,
            {test.name: test.weight for test in report.tests},
            report.notes,
            self._hashes[prepared.submission.student],
            self._assignment.inputs.scheme,
        )
        return self._keep(result, prepared.submission, basis, cached=cached, shown=prepared.selection.shown)

    def _keep(
        self,
        result: Result,
        submission: Submission,
        basis: Basis,
        *,
        cached: bool,
        shown: tuple[ShownCell, ...] | None = None,
    ) -> Graded:
        key = self._keys[submission.student]
        if result.status is not Status.INTERNAL_ERROR:
            self._store.put(result, key, basis)
        elif says_something(result):  # under no key and from nothing: the next run tries all of it again
            self._store.put(result, "", self._basis(submission))
        if cached:  # many of these may have to wait until something is run
            return self._kept(submission, key, result.status)
        return Graded(submission, key, result.status, False, lambda: result, shown)

    def _basis(self, submission: Submission) -> Basis:
        """The basis of a result of which no part can be used again."""
        return Basis(notebook=self._hashes[submission.student], inputs=self._assignment.inputs.scheme)

    def _kept(self, submission: Submission, key: str, status: Status) -> Graded:
        def load() -> Result:
            return replace(self._store.load(submission.student).result, notebook=str(submission.path))

        return Graded(submission, key, status, True, load)


def says_something(result: Result) -> bool:
    """Whether a result has a verdict on at least one exercise; without one it says nothing but that grading failed."""
    silent = (Verdict.MANUAL, Verdict.INTERNAL_ERROR)
    return any(exercise.verdict not in silent for exercise in result.exercises)


def _completed(report: Report, kept: Kept | None, job: Job) -> Report:
    """A report about some exercises, with what is known of the others."""
    if kept is None:
        return report
    weights = kept.basis.weights or {}
    fresh = frozenset() if job.exercises is None else job.exercises
    known = [
        ScoredTest(test.name, exercise.name, weights[test.name], test.verdict, test.about, test.message, test.hint,
                   test.misconception, test.carried, test.evidence)
        for exercise in kept.result.exercises
        if exercise.name not in fresh
        for test in exercise.tests
    ]  # fmt: skip
    if job.exercises is None:  # nothing was run
        old = kept.result
        report = replace(report, outcome=old.outcome, isolation=old.isolation, timings_s=old.timings_s)
    plots = {one.name: one.plot for one in kept.result.exercises if one.name not in fresh and one.plot is not None}
    return replace(report, tests=(*report.tests, *known), plots={**report.plots, **plots})


def _clean(report: Report) -> bool:
    """Whether nothing happened that could have touched more than one exercise."""
    internal = any(test.verdict is Verdict.INTERNAL_ERROR for test in report.tests)
    return not report.error and not internal and report.outcome == Outcome()


def _clean_result(result: Result) -> bool:
    return result.status is Status.GRADED and result.outcome == Outcome()
