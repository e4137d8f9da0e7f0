"""Runs jobs on the workers of a Dask cluster, which hold runners of their own.

What runners need is packed into one archive and handed to every worker process as a plugin, to those that join later as
well; each unpacks it into a private folder. A worker makes a runner when it has a job and none is idle, so there are at
most as many as it has threads, and keeps it for the next job. Idle runners end after a while, in case nobody says that
the run is over.

A job whose worker process is lost is done elsewhere by the scheduler; one that several workers were lost with is given
up. Everything that travels is pickled by Dask: scheduler and workers are trusted, as is whoever can reach them.
"""

from __future__ import annotations

import contextlib
import io
import queue
import shutil
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic
from uuid import uuid4

from autograder import errors
from autograder.errors import AutograderError, InternalError, OverdueError, UserError
from autograder.executors.local import ATTEMPTS, Job, Report, Runner

try:
    import distributed
except ImportError:
    raise UserError("--scheduler", "needs the package distributed", "", "install the extra `dask`") from None

_CONNECT_S = 10.0
_AHEAD = 2  # jobs per thread that are handed out, so that no worker waits for the next
_LOOK_EVERY_S = 2.0
_WITHOUT_WORKERS_S = 60.0
_IDLE_S = 120.0


@dataclass(frozen=True, slots=True)
class _Failed:
    """A job without a report: why, and whether it is the job's fault or nothing can be run at all."""

    kind: str
    line: str


class DaskExecutor(Generic[Job, Report]):
    """Runs jobs on a cluster and yields reports as they come.

    Args:
        address: of the scheduler.
        luggage: a zip archive of the files that runners need.
        make_runner: makes a runner, given the folder with those files; pickled, so a function of a module.
        give_up: the report of a job whose runner or worker was lost every time.
        without_workers_s: how long to wait while the cluster has no worker.
    """

    def __init__(
        self,
        address: str,
        luggage: bytes,
        make_runner: Callable[[Path], Runner[Job, Report]],
        give_up: Callable[[Job, str], Report],
        *,
        without_workers_s: float = _WITHOUT_WORKERS_S,
    ) -> None:
        self._address, self._luggage, self._make_runner, self._give_up = address, luggage, make_runner, give_up
        self._without_workers_s = without_workers_s

    def run(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Report]]:
        """Run all jobs; each is yielded with its report, in the order in which they finish.

        Jobs are drawn as there is room for them; without any, the cluster is not touched.

        Raises:
            UserError: no scheduler answers.
            AutograderError: a runner cannot start at all, or the cluster is gone.
        """
        source = iter(jobs)
        first = next(source, None)
        if first is None:
            return
        name = f"autograder-{uuid4().hex}"
        with self._connected() as client:
            client.register_plugin(RunnerPlugin(self._luggage, self._make_runner), name=name)
            waiting: dict[str, tuple[Job, Any]] = {}
            try:
                yield from self._run(client, name, first, source, waiting)
            finally:
                with contextlib.suppress(Exception):  # the cluster may be gone, which was said
                    client.cancel([future for _, future in waiting.values()], force=True)
                    client.unregister_worker_plugin(name)

    def _run(
        self, client: Any, name: str, first: Job, source: Iterator[Job], waiting: dict[str, tuple[Job, Any]]
    ) -> Iterator[tuple[Job, Report]]:
        done: queue.SimpleQueue[Any] = queue.SimpleQueue()
        threads = _Threads(client, self._without_workers_s)
        upcoming: Job | None = first
        while True:
            while upcoming is not None and len(waiting) < max(1, _AHEAD * threads.count()):
                future = client.submit(_run_there, name, upcoming, key=f"{name}-{uuid4().hex}", pure=False)
                waiting[future.key] = (upcoming, future)
                future.add_done_callback(done.put)
                upcoming = next(source, None)
            if not waiting:
                return
            try:
                future = done.get(timeout=_LOOK_EVERY_S)
            except queue.Empty:
                threads.require()
                continue
            job, _ = waiting.pop(future.key)
            yield job, self._report_of(job, future)

    def _report_of(self, job: Job, future: Any) -> Report:
        if future.status == "finished":
            answer = future.result()
            if not isinstance(answer, _Failed):
                return answer  # type: ignore[no-any-return]
            if answer.kind == InternalError.__name__:
                return self._give_up(job, answer.line)
            raise _as_error(answer)
        if future.status == "error":
            error = future.exception()
            if isinstance(error, distributed.scheduler.KilledWorker):
                return self._give_up(job, "every worker that ran it was lost")
            raise InternalError(f"{self._address}: a worker failed: {type(error).__name__}: {error}")
        raise InternalError(f"{self._address}: the scheduler is gone; what was finished is kept")

    def _connected(self) -> Any:
        try:
            return _Client(self._address, timeout=_CONNECT_S, set_as_default=False)
        except (OSError, TimeoutError, ValueError, TypeError) as error:
            raise UserError(
                f"--scheduler {self._address}", "no scheduler answers there", "", "start one with `dask scheduler`"
            ) from error


class _Client(distributed.Client):  # type: ignore[misc]
    """A client whose owner closes it. Dask's own, where nobody answered, waits once more at the end and prints why."""

    def __del__(self) -> None:
        """Nothing is left to do: `with` has closed it, or it was never connected."""


class _Threads:
    """How many threads the cluster has, asked for now and then."""

    def __init__(self, client: Any, patience_s: float) -> None:
        self._client, self._patience_s = client, patience_s
        self._count = 0
        self._asked_s = -_LOOK_EVERY_S
        self._seen_s = time.monotonic()

    def count(self) -> int:
        now_s = time.monotonic()
        if now_s - self._asked_s >= _LOOK_EVERY_S:
            self._asked_s = now_s
            try:
                self._count = sum(self._client.nthreads().values())
            except (OSError, TimeoutError) as error:
                raise InternalError("the scheduler is gone; what was finished is kept") from error
            if self._count:
                self._seen_s = now_s
        return self._count

    def require(self) -> None:
        """Raise InternalError if the cluster has been without workers for too long."""
        if not self.count() and time.monotonic() - self._seen_s > self._patience_s:
            raise InternalError(f"the cluster has had no worker for {self._patience_s:g} s; what was finished is kept")


# ------------------------------------------------------------------------------------------------ on a worker


class RunnerPlugin(distributed.WorkerPlugin):  # type: ignore[misc]
    """Holds the runners of one run in a worker process.

    Args:
        luggage: as for `DaskExecutor`.
        make_runner: as for `DaskExecutor`.
    """

    def __init__(self, luggage: bytes, make_runner: Callable[[Path], Runner[Any, Any]]) -> None:
        self._luggage, self._make_runner = luggage, make_runner

    def setup(self, worker: Any) -> None:
        """Unpack; called by Dask in each worker process."""
        self._folder = Path(tempfile.mkdtemp(prefix="autograder-"))  # readable by its owner alone
        with zipfile.ZipFile(io.BytesIO(self._luggage)) as archive:
            archive.extractall(self._folder)
        self._idle: list[tuple[Runner[Any, Any], float]] = []
        self._lock = threading.Lock()
        self._over = threading.Event()
        threading.Thread(target=self._end_idle, name="idle runners", daemon=True).start()

    def teardown(self, worker: Any) -> None:
        """End what is idle and clean up; called by Dask when the run is over or the worker closes."""
        self._over.set()
        self._close_idle(older_than_s=0.0)
        shutil.rmtree(self._folder, ignore_errors=True)

    def run(self, job: Any) -> Any:
        """The report of a job, or why there is none."""
        problem = ""
        for _ in range(ATTEMPTS):
            runner: Runner[Any, Any] | None = None
            try:
                runner = self._take()
                runner.submit(job)
                report = runner.receive()
            except AutograderError as error:
                if runner is not None:
                    runner.close()
                if not isinstance(error, InternalError):
                    return _Failed(type(error).__name__, str(error))
                problem = str(error)
                if isinstance(error, OverdueError):
                    break
            else:
                self._give_back(runner)
                return report
        return _Failed(InternalError.__name__, problem)

    def _take(self) -> Runner[Any, Any]:
        with self._lock:
            if self._idle:
                return self._idle.pop()[0]
        runner = self._make_runner(self._folder)
        runner.start()
        return runner

    def _give_back(self, runner: Runner[Any, Any]) -> None:
        with self._lock:
            if not self._over.is_set():
                self._idle.append((runner, time.monotonic()))
                return
        runner.close()

    def _end_idle(self) -> None:
        while not self._over.wait(_IDLE_S / 4):
            self._close_idle(older_than_s=_IDLE_S)

    def _close_idle(self, *, older_than_s: float) -> None:
        now_s = time.monotonic()
        with self._lock:
            old = [entry for entry in self._idle if now_s - entry[1] >= older_than_s]
            self._idle = [entry for entry in self._idle if entry not in old]
        for runner, _ in old:
            runner.close()


def _run_there(name: str, job: Any) -> Any:
    plugin: RunnerPlugin = distributed.get_worker().plugins[name]
    return plugin.run(job)


def _as_error(failed: _Failed) -> AutograderError:
    """The error that stopped a worker, in this process; its one line is complete already."""
    kind = getattr(errors, failed.kind, InternalError)
    error: AutograderError = kind.__new__(kind)
    error.args = (failed.line,)
    return error
