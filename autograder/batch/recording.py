"""Writes results into nbgrader's places, the gradebook and autograded/, while others are still being graded.

One thread of the grader writes; nothing that stands there already is written again. `ledger` remembers what does.
"""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Iterable
from types import TracebackType
from typing import Any

from autograder.batch.grading import Graded, says_something
from autograder.batch.ledger import Ledger, ledger_place
from autograder.batch.standing import FinalGrading
from autograder.batch.store import AGAIN
from autograder.config import results_folder
from autograder.errors import AutograderError, CourseError, InternalError
from autograder.files import drafts_of
from autograder.gradebook import GradebookWriter, write_autograded
from autograder.grading import page_problem, shown_again
from autograder.grading.pictures import PictureReader
from autograder.model import Assignment, Course, Status
from autograder.notebook.contract import NotebookContract, contract

_SAVE_EVERY = 50
_WAITING = 64
"""So many results may wait to be written before grading waits for the gradebook."""


class Recorder:
    """Records results as they come; a context manager.

    Leaving it waits until all is written, also after Ctrl-C: what was finished is recorded. A result that says nothing
    but that the grader failed is passed over: what the gradebook had before stays. Where single exercises failed, the
    others are recorded.

    Args:
        course: the course.
        assignment: whose results they are.
        patience_s: how long to try again while another program holds the gradebook.
    """

    def __init__(self, course: Course, assignment: Assignment, *, patience_s: float = 30.0) -> None:
        self._course, self._assignment, self._patience_s = course, assignment, patience_s
        self._released: dict[str, Any] = {}
        self._ledger: Ledger
        self._contract: NotebookContract
        self._pictures = PictureReader()
        self._grading: FinalGrading
        self._queue: queue.Queue[Graded | None] = queue.Queue(_WAITING)
        self._thread: threading.Thread | None = None
        self._error: BaseException | None = None
        self.written = 0
        """How many results were written."""

    def __enter__(self) -> Recorder:
        """Look whether there is something to write into.

        Raises:
            CourseError: the assignment was not released.
        """
        self._released = _released(self._course, self._assignment)
        self._ledger = Ledger(self._course, self._assignment)
        self._contract = contract(self._assignment)
        self._grading = FinalGrading(self._course, self._assignment)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._thread is not None:
            while self._thread.is_alive():
                try:
                    self._queue.put(None, timeout=0.1)
                    break
                except queue.Full:
                    continue
            self._thread.join()
        if kind is None:
            self._raise()

    def add(self, item: Graded) -> None:
        """Record a result, soon; waits while too many others are waiting.

        Raises:
            CourseError: the gradebook does not fit the assignment.
            CourseError: the gradebook cannot be written.
        """
        if item.status is Status.INTERNAL_ERROR and not says_something(item.result):
            return
        if item.cached and self._stands(item):
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="recorder", daemon=True)
            self._thread.start()
        while True:
            self._raise()
            try:
                self._queue.put(item, timeout=0.2)
                return
            except queue.Full:
                continue

    def _raise(self) -> None:
        if self._error is not None:
            raise self._error

    def _stands(self, item: Graded) -> bool:
        student = item.submission.student
        place = self._course.root / "autograded" / student / self._assignment.name
        return self._ledger.has(student, item.key) and place.is_dir()

    # ---------------------------------------------------------------- the thread

    def _work(self) -> None:
        try:
            with self._pictures, GradebookWriter(self._course, patience_s=self._patience_s) as writer:
                writer.register(self._assignment)
                try:
                    while (item := self._queue.get()) is not None:
                        self._write(writer, item)
                finally:
                    self._save(writer)
        except AutograderError as error:
            self._error = error
        except OSError as error:
            place = error.filename or "the gradebook"
            self._error = CourseError(
                str(place), f"cannot be written: {error.strerror}", fix=f"mend that, then {AGAIN}"
            )
        except BaseException as error:  # noqa: BLE001  the grader's own fault; it belongs to who waits for us
            self._error = error

    def _write(self, writer: GradebookWriter, item: Graded) -> None:
        result, submission = item.result, item.submission
        grade = self._grading.grade(submission.student, result, submission)
        writer.write(result, submission.submitted_at, grade)
        shown = item.shown if item.shown is not None else shown_again(submission, self._contract, result)
        pictures = self._pictures.read([cell.pictures for cell in shown or ()])
        write_autograded(
            self._course,
            self._assignment,
            result,
            released=self._released,
            shown=shown or (),
            language=self._course.language,
            submitted_at=submission.submitted_at,
            changed=shown is None,
            pictures=pictures,
        )
        problem = "" if shown is None else page_problem(self._course, self._assignment, result)
        if problem:
            raise InternalError(problem)
        self._ledger.add(submission.student, item.key)
        self.written += 1
        if self.written % _SAVE_EVERY == 0:
            self._save(writer)

    def _save(self, writer: GradebookWriter) -> None:
        writer.flush()
        self._ledger.save()


def sweep(course: Course, assignment: Assignment) -> None:
    """Delete the drafts that a killed run has left. No other run may be at work on the assignment."""
    for draft in (
        *results_folder(course, assignment.name).rglob(".*.draft"),
        *drafts_of(ledger_place(course, assignment)),
        *(course.root / "autograded").glob(f"*/{assignment.name}/.*.tmp"),
    ):
        draft.unlink(missing_ok=True)


def record(course: Course, assignment: Assignment, graded: Iterable[Graded]) -> int:
    """Record results that are not recorded yet; returns how many were written.

    Raises:
        CourseError: the assignment was not released, or in another shape.
        CourseError: the gradebook cannot be written.
    """
    with Recorder(course, assignment) as recorder:
        for item in graded:
            recorder.add(item)
    return recorder.written


def _released(course: Course, assignment: Assignment) -> dict[str, Any]:
    path = course.root / "release" / assignment.name / f"{assignment.name}.ipynb"
    try:
        released: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CourseError(
            str(path.relative_to(course.root)), "not released", fix=f"run `autograder release {assignment.name}`"
        ) from None
    return released
