"""The suite host: a trusted process that holds a hidden suite and runs it for one submission after another.

Started by `autograder.grading.client`, which has `main` called in an isolated Python. It reads one message that says
which assignment and how to isolate (a host that is held reads the suite only after a second one), then jobs, until the
grader closes the pipe. The warm parent is started first and warms up while pytest is imported and the suite collected.
It runs in the main thread: a warm parent dies with the thread that started it.
"""

from __future__ import annotations

import contextlib
import gc
import os
import select
import signal
import socket
import sys
import threading
import time
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.config import load_assignment, load_course, read_hints
from autograder.errors import AutograderError, InternalError, SuiteError
from autograder.grades.scoring import ScoredTest
from autograder.grading.checks import run_visible_checks
from autograder.grading.jobs import Job, Report, job_from_json, receive_json, report_to_json, send_json
from autograder.grading.trial import Trial
from autograder.grading.watchdog import Pulse
from autograder.interrupts import hear_every_interrupt, interrupt
from autograder.model import NO_TEXT, Assignment, Course, Plot, Verdict
from autograder.sandbox import IsolationMode, WarmParent, allow_memory, die_with_parent, harden_trusted_process

if TYPE_CHECKING:
    import numpy.typing as npt

_PYTEST_OPTIONS = [
    "--rootdir=/",
    "--import-mode=importlib",
    "--assert=rewrite",
    *(f"-pno:{name}" for name in (
        "cacheprovider", "terminal", "logging", "warnings", "doctest", "junitxml", "unittest", "pastebin", "capture",
        "faulthandler", "stepwise", "nose", "setuponly", "setupplan", "debugging", "recwarn", "pytester", "tmpdir",
        "monkeypatch", "unraisableexception", "threadexception")),
]  # fmt: skip


Data = Mapping[str, "Mapping[str, npt.NDArray[Any]]"]  # arrays by the name of their set and their own


class Host:
    """Serves jobs for one assignment."""

    def __init__(
        self, pipe: socket.socket, assignment: Assignment, parent: WarmParent, data: Data, pulse: Pulse
    ) -> None:
        self._pipe, self._assignment, self._parent, self._data, self._pulse = pipe, assignment, parent, data, pulse
        self.busy = False
        self._jobs = 0
        self._ran_out_of_memory = False
        self._plots: Mapping[str, Plot] = {}
        self._trial: Trial | None = None

    def serve_visible_checks(self) -> None:
        """Serve jobs that carry their own checks."""
        self._serve(lambda job, trial: run_visible_checks(job, trial, self._pulse.tell))

    def serve_suite(self) -> None:
        """Collect the hidden suite with pytest and serve jobs with it.

        Raises:
            AutograderError: the suite cannot be collected.
        """
        import pytest

        from autograder.suite.plugin import CollectedSuite, SuitePlugin
        from autograder.suite.sources import provide_data

        provide_data(self._data_set)

        def serve(suite: CollectedSuite) -> None:
            allow_memory(self._assignment.limits.suite_mib)

            def tested(job: Job, trial: Trial, number: int, inputs: str) -> Iterator[ScoredTest]:
                outcomes = suite.run(
                    trial, job.exercises, job.tests, inputs=inputs, pictures=job.pictures,
                    about_models=job.about_models,
                )  # fmt: skip
                self._ran_out_of_memory |= plugin.ran_out_of_memory
                self._plots = plugin.plots
                for outcome in outcomes:
                    yield ScoredTest(
                        name=f"{outcome.name}#{number}" if number else outcome.name,
                        exercise=outcome.declaration.exercise,
                        weight=outcome.declaration.weight,
                        verdict=outcome.verdict,
                        about=suite.about(outcome),
                        message=outcome.message,
                        hint=outcome.hint,
                        misconception=outcome.misconception,
                        carried=outcome.carried,
                        evidence=outcome.evidence,
                    )

            def run(job: Job, trial: Trial) -> tuple[ScoredTest, ...]:
                self._ran_out_of_memory = False
                found: list[ScoredTest] = []
                for number, inputs in enumerate((job.inputs, *job.also)):
                    if number:
                        trial.start_over()
                    found += tested(job, trial, number, inputs)
                return tuple(found)

            self._serve(run)

        # A disk that fills up would leave half of a bytecode file, and the suite broken for ever after.
        sys.dont_write_bytecode = True
        folder = self._assignment.solutions
        hints = read_hints(folder, folder.parent.parent, self._assignment.languages)
        plugin = SuitePlugin(self._assignment.inputs.seed, serve, self._begins, hints)
        os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        files = sorted(str(path) for path in self._assignment.solutions.glob("test_hidden*.py"))
        # Nothing above the suite's own folder is read: a stray conftest.py there would have a say in every grade.
        own = ["-c", os.devnull, f"--confcutdir={self._assignment.solutions}"]
        self._pulse.tell("collecting it")
        pytest.main([*own, *_PYTEST_OPTIONS, *files], plugins=[plugin])
        if plugin.failure is not None:
            raise plugin.failure

    def _begins(self, test: str) -> None:
        self._pulse.tell(test)
        if self._trial is not None:
            self._trial.test = test

    def _data_set(self, name: str) -> Mapping[str, npt.NDArray[Any]]:
        if name not in self._data:
            place = f"assignments/{self._assignment.name}/assignment.toml"
            raise SuiteError(place, f"the suite uses data set {name!r}", "add it to `data`")
        return self._data[name]

    def _serve(self, run: Any) -> None:
        with contextlib.suppress(ConnectionError):  # the grader is gone, and has no use for what we have to say
            self._answer(run)

    def _answer(self, run: Any) -> None:
        gc.freeze()  # what was imported and collected stays as long as this process
        gc.enable()
        send_json(self._pipe, {"ready": True, "isolation": list(self._parent.layers)})
        while (message := receive_json(self._pipe)) is not None:
            self.busy = True
            self._pulse.tell("the cells of the notebook")
            report = self._grade(job_from_json(message), run)
            if report.error and self._parent.has_died():
                raise InternalError("the warm parent was ended")  # the grader starts another host, and tries again
            if self._ran_out_of_memory and self._jobs:  # what earlier ones left may have taken the room: try it alone
                raise InternalError("memory ran out")
            self._jobs += 1
            self.busy = False  # before: who has the report may hang up at once, and must not interrupt our tidying up
            send_json(self._pipe, report_to_json(report))

    def _grade(self, job: Job, run: Any) -> Report:
        start_s = time.perf_counter()
        trial = self._trial = Trial(job, self._assignment.limits, self._parent.start_worker)
        error = ""
        self._plots = {}
        tests: tuple[ScoredTest, ...] = ()
        try:
            tests = run(job, trial)
        except Exception as failure:  # noqa: BLE001  whatever goes wrong here is ours, and is said
            error = f"{type(failure).__name__}: {failure}"
        # Not after an interrupt: the grader is gone, and what was asked of the warm parent may be half answered. It is
        # ended as a whole then, and its worker with it.
        trial.close()
        timings_s = {**trial.timings_s, "total": time.perf_counter() - start_s}
        if any(test.verdict is Verdict.INTERNAL_ERROR for test in tests) and not error:
            error = next(f"{t.name}: {t.message}" for t in tests if t.verdict is Verdict.INTERNAL_ERROR)
        layers, notes = tuple(self._parent.layers), tuple(trial.notes)
        return Report(job.key, tests, trial.outcome, layers, notes, timings_s, error, self._plots, trial.calls_s)


def _loaded(options: Mapping[str, Any]) -> tuple[Assignment, Data]:
    """The assignment and its data. Without a course there is but its name, and the usual limits."""
    if options["course"] is None:
        nowhere = Path(os.devnull)
        return Assignment(options["assignment"], NO_TEXT, nowhere, nowhere, ()), {}
    course = load_course(Path(options["course"]))
    assignment = load_assignment(course, options["assignment"])
    return assignment, _load_data(course, assignment)


def _load_data(course: Course, assignment: Assignment) -> Data:
    """The data sets that the assignment names.

    Raises:
        DataError: one of them is not here, or not what it should be.
    """
    if not assignment.data:
        return {}
    from autograder.datasets import load

    return {name: load(course.root, name) for name in assignment.data}


def _end_with_grader(pipe: socket.socket, host: Host) -> None:
    """Interrupt the job that runs when the grader goes away, however it does; an idle host sees that by itself."""

    def watch() -> None:
        poll = select.poll()
        poll.register(pipe, getattr(select, "POLLRDHUP", 0))
        poll.poll()
        while not host.busy:
            time.sleep(0.02)
        interrupt()

    hear_every_interrupt()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a grader that runs in the background ignores it
    threading.Thread(target=watch, daemon=True).start()


def _import_pytest_meanwhile() -> threading.Thread:
    def load() -> None:
        import numpy
        import pytest

        import autograder.suite.plugin  # noqa: F401

        del numpy, pytest

    thread = threading.Thread(target=load)
    thread.start()
    return thread


def main(pipe_fd: int, pulse_fd: int) -> None:
    """Serve until the grader closes the pipe; say what went wrong if the host cannot even start."""
    pipe = socket.socket(fileno=pipe_fd)
    pulse = Pulse(pulse_fd)
    pulse.tell("its start")
    die_with_parent()
    harden_trusted_process()
    warnings.simplefilter("ignore")
    options = receive_json(pipe)
    if options is None:
        return
    try:
        assignment, data = _loaded(options)
        mode = IsolationMode(options["isolation"])
        importing = None if options["public"] else _import_pytest_meanwhile()
        with WarmParent(
            entry="autograder.worker:serve",
            preload=assignment.preload,
            isolation=mode,
            limits=assignment.limits,
            shared={f"{name}/{key}": array for name, arrays in data.items() for key, array in arrays.items()},
        ) as parent:
            host = Host(pipe, assignment, parent, data, pulse)
            _end_with_grader(pipe, host)
            if importing is None:
                host.serve_visible_checks()
            else:
                importing.join()
                if options.get("held"):
                    _ = parent.layers  # all that can be done before the suite is wanted
                    if receive_json(pipe) is None:
                        return
                host.serve_suite()
    except AutograderError as error:
        with contextlib.suppress(OSError):  # nobody is there any more
            send_json(pipe, {"ready": False, "kind": type(error).__name__, "error": str(error)})
    except KeyboardInterrupt:  # the grader is gone
        pass
