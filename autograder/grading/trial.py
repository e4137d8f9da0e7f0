"""One submission under test: its cells are run in a fresh worker, and in another one if student code ended the first.

A cell that raises is noted and the next one runs, as in a notebook. A cell that ends its worker (an endless loop, an
exit, a crash) costs its own exercise: a new worker runs the others without it. A test that ends its worker costs the
rest of its exercise: the next exercise gets a new worker. Each exercise is tested as the notebook stood when its own
cell had run (`autograder.worker.checkpoints`). All of it stays within the submission's time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from autograder.grading.fresh import READY_S, Borrowed, FreshWorker, LiveWorker, start_fresh
from autograder.grading.jobs import Job
from autograder.model import Cell, Limits, Outcome, OutcomeKind
from autograder.notebook.purity import keeps_nothing
from autograder.notebook.uses import used_for
from autograder.protocol.channel import WorkerEnded
from autograder.protocol.endpoint import Endpoint, TimeLeft
from autograder.protocol.messages import Load, Request, Rewind
from autograder.protocol.values import Callback, Reply, StudentRaised
from autograder.suite.errors import what_came
from autograder.suite.failures import StudentFailure, ended_failure, raised_failure
from autograder.wording import said

MAX_WORKERS = 16
MAX_FRESH = 24
MAX_READ = 200_000  # characters that are read for what they keep from call to call
MAX_NOTES = 50
MAX_LINE = 5000
_BEFORE_S = 0.5  # for all that is asked before the tests; one that takes longer is asked after them
_NO_TIME = StudentFailure(
    "not run: the submission had used up its time",
    said("grading.no_time"),
)  # fmt: skip
_MISSING = StudentFailure(
    "the solution cell is missing",
    said("grading.cell_missing"),
)  # fmt: skip


class Trial:
    """Answers a suite's requests for one submission.

    Args:
        job: the cells.
        limits: of the assignment.
        start_worker: makes a fresh confined worker.
    """

    def __init__(self, job: Job, limits: Limits, start_worker: Callable[[], LiveWorker]) -> None:
        self._job, self._limits, self._start_worker = job, limits, start_worker
        self._left = TimeLeft(limits.submission_s)
        # For all attempts in fresh workers together; what waits there is not waited for as long as in a test.
        self._fresh_left = TimeLeft(limits.submission_s, wall_s=limits.submission_s)
        self._worker: LiveWorker | None = None
        self._endpoint: Endpoint | None = None
        self._workers = 0
        self._cells = {cell.id or f"#{index}": cell for index, cell in enumerate(job.cells, 1)}
        self._lines: dict[str, list[str]] = {}
        self._standing_at = ""
        self._fresh = 0
        self._is_tested = False
        self._untested: FreshWorker | None = None
        self._plain: bool | None = None
        self._uses: dict[str, frozenset[str]] = {}
        self._exercise = ""
        self._cell_errors: dict[str, StudentRaised] = {}
        self._deadly_cells: dict[str, WorkerEnded] = {}
        self._deadly_exercises: dict[str, WorkerEnded] = {}
        self.outcome = Outcome()
        self.notes: list[str] = []
        self.test = ""
        """The test that runs."""
        self.calls_s: dict[str, float] = {}
        """By test, the processor seconds of its longest request."""
        self.timings_s = {"confine": 0.0, "load": 0.0, "student": 0.0, "cells": 0.0, "longest": 0.0}

    @property
    def left_s(self) -> float:
        """Processor seconds that the submission may still use."""
        return self._left.cpu_s

    # ---------------------------------------------------------------- what the suite uses

    def begin(self, exercise: str) -> StudentFailure | None:
        """Make ready for a test of this exercise; a failure if it cannot be tested."""
        self._exercise = exercise
        if exercise in self._job.missing:
            return _MISSING
        deadly = self._deadly_exercises.get(exercise)
        if deadly is not None:
            return ended_failure(deadly)
        return self._prepare() if self._endpoint is None else None

    def request(self, message: Request, *, functions: Sequence[Callback] = (), timeout_s: float | None = None) -> Reply:
        """Send a request to the worker.

        Raises:
            StudentRaised: student code raised; a missing name is reported as the error of the cell that defines it.
            WorkerEnded: the worker is gone; the exercise is over.
        """
        self._is_tested = True
        if self._endpoint is None:
            raise self._deadly_exercises.get(self._exercise) or WorkerEnded(OutcomeKind.KILLED, "no worker")
        cap = self._job.call_s
        limit = timeout_s if cap is None else min(cap, self._limits.call_s if timeout_s is None else timeout_s)
        endpoint, exercise = self._endpoint, self._exercise
        # The names are put right on the way to the first call: a request of its own would be one more to wait for.
        ahead = [] if self._standing_at == exercise else [(Rewind(exercise), partial(self._stands, exercise))]
        try:
            return endpoint.request(message, functions=functions, timeout_s=limit, ahead=ahead)
        except StudentRaised as error:
            self._locate(error)
            if error.type_name == "MemoryError" and self.outcome.kind is OutcomeKind.EXITED:
                self.outcome = Outcome(OutcomeKind.MEMORY, f"a MemoryError in a test of {self._exercise}")
            earlier = self._cell_errors.get(self._exercise)
            asked_for = not error.line or error.message.startswith(f"name '{self._exercise}' is not defined")
            if error.type_name == "NameError" and asked_for and earlier is not None:
                raise earlier from None
            raise
        except WorkerEnded as ended:
            self._ended(ended, f"in a test of {self._exercise}")
            self._deadly_exercises[self._exercise] = ended
            raise
        finally:
            self.calls_s[self.test] = max(self.calls_s.get(self.test, 0.0), endpoint.cpu_s)

    def afterwards(self, exercise: str) -> Borrowed | None:
        """The worker in which the tests run, standing at an exercise, for questions that decide nothing.

        What happens in it is held against nobody: no note is made, and a worker that ends is merely gone.
        """
        if self._endpoint is None or self._left.over or exercise in self._deadly_exercises:
            return None
        connection = Borrowed(self._endpoint, self._drop_tested)
        if self._standing_at != exercise and not connection.stands_at(exercise):
            return None
        self._standing_at = exercise
        return connection

    def start_over(self) -> None:
        """Let the tests run once more, on other inputs: they begin with names and pyplot as after the cells."""
        self._standing_at = ""

    def keeps_nothing(self) -> bool:
        """Whether the student's code surely keeps nothing from call to call, so that a fresh worker changes nothing."""
        if self._plain is None:
            names = [exercise for cell in self._job.cells for exercise in cell.exercises]
            short = sum(len(cell.source) for cell in self._job.cells) <= MAX_READ
            self._plain = short and keeps_nothing((cell.source for cell in self._job.cells), names)
        return self._plain

    def is_answered(self, exercise: str) -> bool:
        """Whether the student has written something for this exercise, and it can be run."""
        return self.is_written(exercise) and exercise not in self._deadly_exercises

    def is_written(self, exercise: str) -> bool:
        """Whether the student has written something for this exercise, even if it ends its worker."""
        return exercise not in self._job.missing | self._job.untouched

    def fresh(self, exercise: str) -> FreshWorker | None:
        """Another worker, in which the exercise's own cell has just run.

        Returns:
            The worker, to be closed; None if there were enough already or it cannot be had.
        """
        loads = self._loads()
        own = [at for at, load in enumerate(loads, 1) if exercise in load.exercises and exercise not in load.stubs]
        return self._fresh_worker(loads[: own[-1]] if own else loads, exercise)

    def untested(self, exercise: str) -> Borrowed | FreshWorker | None:
        """A worker, at an exercise, in which no test has run: it has never seen a hidden input.

        Code that keeps nothing is asked in the submission's own before the tests, and in the same other one each time
        after them.

        Returns:
            The worker, to be closed; None if there were enough already or it cannot be had.
        """
        if not self._is_tested and self._endpoint is None:
            self._prepare()  # now it is known which cells end a worker
        if not self.keeps_nothing():
            return self.fresh(exercise)
        if not self._is_tested:
            before = self.afterwards(exercise)
            self._standing_at = ""  # the tests begin with names and pyplot as after the cell
            return before
        if self._untested is None:
            self._untested = self._fresh_worker(self._loads(), exercise)
        elif not self._untested.stands_at(exercise):
            self._drop_untested()
        if self._untested is None:
            return None
        return Borrowed(self._untested, self._drop_untested)

    def answers_before(self, asked: Mapping[str, Request]) -> dict[str, Reply | StudentRaised]:
        """What exercises answer to requests before any test, of code that keeps nothing, all sent together.

        It takes nothing of the submission's time; a worker that ends on the way is merely gone.

        Args:
            asked: by exercise, what to ask it where its own cell has just run.

        Returns:
            By exercise, what came; those are missing that were not reached or cannot be asked.
        """
        if self._is_tested or not self.keeps_nothing():
            return {}
        if self._endpoint is None:
            self._prepare()
        endpoint = self._endpoint
        if endpoint is None or self._left.over:
            return {}
        wanted = [exercise for exercise in asked if self.is_answered(exercise)]
        cpu_s, wall_s, longest_s = self._left.cpu_s, self._left.wall_s, endpoint.longest_s
        answers: list[Reply | StudentRaised] = []
        try:
            requests = [request for exercise in wanted for request in (Rewind(exercise), asked[exercise])]
            answers.extend(endpoint.load(requests, limit_s=_BEFORE_S))
            ended = False
        except WorkerEnded:
            ended = True
        self._left.cpu_s, self._left.wall_s, endpoint.longest_s = cpu_s, wall_s, longest_s
        self._standing_at = ""
        if ended:
            self._drop_tested()
        pairs = zip(wanted, answers[::2], answers[1::2], strict=False)
        return {exercise: answer for exercise, stands, answer in pairs if isinstance(stands, Reply)}

    def with_ours(self, exercise: str) -> Borrowed | FreshWorker | None:
        """A worker at an exercise in which names of the notebook are to stand for functions and classes of ours.

        All cells have run in it, for the exercise may need what those below its own define. Code that keeps nothing is
        asked where the tests ran.

        Returns:
            The worker, to be closed; None if there were enough already or it cannot be had.
        """
        there = self.afterwards(exercise) if self.keeps_nothing() else None
        if there is not None:
            self._standing_at = ""  # the next exercise gets its own names back
            return there
        return self._fresh_worker(self._loads(), exercise)

    def uses(self, exercise: str) -> frozenset[str]:
        """The names that the exercise's own cells use, directly or through functions of other cells."""
        if exercise not in self._uses:
            short = sum(len(cell.source) for cell in self._job.cells) <= MAX_READ
            self._uses[exercise] = used_for(exercise, self._job.cells) if short else frozenset()
        return self._uses[exercise]

    def tell(self, note: str) -> None:
        """Add a note to those that the trial itself makes."""
        self._note(note)

    # ---------------------------------------------------------------- workers

    def _loads(self) -> list[Load]:
        """The cells that have ended no worker."""
        return [self._as_load(cell, name) for name, cell in self._cells.items() if name not in self._deadly_cells]

    def _fresh_worker(self, loads: Sequence[Load], exercise: str) -> FreshWorker | None:
        """One more worker, with these cells run in it, at an exercise."""
        if self._fresh >= MAX_FRESH or self._fresh_left.over or self._left.over:
            return None
        self._fresh += 1
        return start_fresh(self._start_worker(), loads, exercise, self._limits, self._fresh_left, self._locate)

    def _drop_untested(self) -> None:
        if self._untested is not None:
            self._untested.close()
        self._untested = None

    def _prepare(self) -> StudentFailure | None:
        """Start a worker and run the cells in it; again without the cell that ended it, as often as need be."""
        while self._workers < MAX_WORKERS and not self._left.over:
            self._workers += 1
            start_s = time.perf_counter()
            self._worker = self._start_worker()
            self._endpoint = Endpoint(self._worker, call_s=self._limits.call_s, left=self._left)
            self._endpoint.wait_until_ready(timeout_s=READY_S)  # nothing of the student's has run in it
            confined_s = time.perf_counter()
            self.timings_s["confine"] += confined_s - start_s
            alive = self._load(self._endpoint)
            self.timings_s["load"] += time.perf_counter() - confined_s
            if alive:
                deadly = self._deadly_exercises.get(self._exercise)
                return None if deadly is None else ended_failure(deadly)
        return _NO_TIME

    def _load(self, endpoint: Endpoint) -> bool:
        """Run every cell that has not ended a worker before; False if one of them ends this one."""
        limit_s = self._limits.load_s if self._job.load_s is None else self._job.load_s
        named = ((cell.id or f"#{index}", cell) for index, cell in enumerate(self._job.cells, 1))
        cells = [(name, cell) for name, cell in named if name not in self._deadly_cells]
        done = 0
        try:
            answers = endpoint.load([self._as_load(cell, name) for name, cell in cells], limit_s=max(limit_s, 0.01))
            for (name, cell), answer in zip(cells, answers, strict=True):
                done += 1
                if isinstance(answer, StudentRaised):
                    self._cell_failed(cell, name, answer)
        except WorkerEnded as ended:
            name, cell = cells[done]
            self._deadly_cells[name] = ended
            self._ended(ended, f"in cell '{name}'")
            for exercise in cell.exercises:
                self._deadly_exercises[exercise] = ended
            return False
        finally:
            self.timings_s["cells"] += endpoint.cpu_s
        endpoint.longest_s = 0.0  # from here on it is the calls that count
        return True

    def _as_load(self, cell: Cell, name: str) -> Load:
        stubs = tuple(exercise for exercise in cell.exercises if exercise in self._job.untouched)
        return Load(name, cell.source, cell.exercises, stubs)

    def _stands(self, exercise: str, answer: Reply | StudentRaised) -> None:
        """Take in what came of having the notebook's names stand as they did after the exercise's own cell.

        Raises:
            StudentFailure: it cannot be had.
        """
        if isinstance(answer, StudentRaised):
            raise raised_failure(answer)
        self._standing_at, reused_by = exercise, answer.value
        if reused_by and reused_by in self._cells:  # it is the student's process that says so
            self._note(f"cell '{reused_by}' uses the name '{exercise}' again: what counts is '{exercise}' as its own "
                       "cell left it")  # fmt: skip

    def _locate(self, error: StudentRaised) -> None:
        """Add what we know ourselves of the line that raised: its text, and whose answer the cell is."""
        cell = self._cells.get(error.cell)
        if cell is None or not error.line:
            return
        if error.cell not in self._lines:
            self._lines[error.cell] = cell.source.split("\n")
        lines = self._lines[error.cell]
        if error.line <= len(lines):
            # No comment raises: the body of a cell magic such as `%%timeit` stands behind marks of one.
            error.source = lines[error.line - 1].removeprefix("# ")[:MAX_LINE]
            error.exercises = cell.exercises

    def _cell_failed(self, cell: Cell, name: str, error: StudentRaised) -> None:
        self._locate(error)
        for exercise in cell.exercises:
            self._cell_errors.setdefault(exercise, error)
        if error.type_name != "NotImplementedError":
            line = f", line {error.line}" if error.line and error.cell == name else ""
            elsewhere = f" (line {error.line} of cell '{error.cell}')" if error.line and not line else ""
            self._note(f"cell '{name}'{line}: {what_came(error)}{elsewhere}")

    def _note(self, note: str) -> None:
        """Keep a note, unless it is there already or there are as many as anybody reads."""
        if len(self.notes) < MAX_NOTES and note not in self.notes:
            self.notes.append(note)

    def _ended(self, ended: WorkerEnded, where: str) -> None:
        if self.outcome.kind is OutcomeKind.EXITED and not self.outcome.detail:
            self.outcome = Outcome(ended.kind, f"{ended.detail} {where}".strip())
        self._note(f"the worker ended {where}: {ended}")
        self._drop_tested()

    def close(self) -> None:
        """End the workers that are still there, if any."""
        self._drop_tested()
        self._drop_untested()

    def _drop_tested(self) -> None:
        if self._endpoint is not None:
            self.timings_s["student"] += self._endpoint.student_s
            self.timings_s["longest"] = max(self.timings_s["longest"], self._endpoint.longest_s)
        if self._worker is not None:
            self._worker.close()
        self._worker = self._endpoint = None
        self._standing_at = ""
