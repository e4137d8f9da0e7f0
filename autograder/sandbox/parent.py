"""The trusted handle of a warm parent: starts it, checks that it confines, asks it for workers, ends it."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.errors import InternalError, IsolationError
from autograder.model import Limits
from autograder.protocol.channel import SURELY_TAKEN_BYTES
from autograder.sandbox import canary, cgroups, control, identity, launch, memory_files, system, trial, view
from autograder.sandbox.ability import Ability, plan_for
from autograder.sandbox.layers import IsolationMode, LayerName, Mode
from autograder.sandbox.scratch import ScratchFolders
from autograder.sandbox.worker import Worker

if TYPE_CHECKING:
    import numpy as np

# For a process that is ours alone: only a fault of it uses these up, and that a machine is busy is none.
_START_S = 600.0
_REPLY_S = 120.0
_SEND_BUFFER_BYTES = 4 * SURELY_TAKEN_BYTES  # the system counts what it needs itself as well


class WarmParent:
    """A process that has imported Python, NumPy and an entry module, and forks confined workers from there.

    It starts at once and in parallel; the first use waits until it is ready. One warm parent serves one executor slot,
    and may have several workers at a time.
    """

    def __init__(
        self,
        *,
        entry: str,
        preload: tuple[str, ...] = (),
        isolation: IsolationMode = IsolationMode.AUTO,
        limits: Limits | None = None,
        shared: Mapping[str, np.ndarray[Any, Any]] | None = None,
        without: Iterable[str] = frozenset(),
        import_paths: tuple[str, ...] = (),
        mode: Mode | None = None,
    ) -> None:
        """Start the process.

        Args:
            entry: "package.module:function"; the function takes the descriptor of the channel and serves it. The module
                is imported in the warm parent, before anything is confined.
            preload: further modules to import there, for instance "matplotlib.pyplot".
            isolation: NONE confines nothing but resources, and is for the user alone to choose.
            limits: for workers that are not given their own.
            shared: arrays that every worker sees read-only; the entry module must have `share(name, array)`.
            without: names of layers to leave off. For tests only.
            import_paths: where else the entry module is found. Workers cannot read there.
            mode: a weaker mode than the machine allows. For tests only.
        """
        self._limits = limits or Limits()
        self._asked = isolation
        self._without = frozenset(LayerName(name) for name in without)
        self._lock = threading.RLock()
        self._workers: set[Worker] = set()
        self._ready: dict[str, Any] | None = None
        self._layers: tuple[str, ...] = ()
        self._folders: ScratchFolders | None = None
        self._oom_kills = 0
        self._closed = False
        self._group = None
        if isolation is not IsolationMode.NONE and system.LINUX and LayerName.CGROUP not in self._without:
            self._group = cgroups.create(os.urandom(4).hex(), self._limits.memory_mib + self._limits.scratch_mib)
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115  lives as long as the process
        self._link, theirs = socket.socketpair()
        packages = view.package_folders(sys.path)
        with theirs:
            self._process = launch.execute("warm_parent", theirs, self._stderr.fileno(), preload)
        config = {
            "entry": entry,
            "preload": preload,
            "import_paths": import_paths,
            "package_root": launch.PACKAGE_ROOT,
            "packages": packages,
            "mode": Mode.NONE if isolation is IsolationMode.NONE else mode,
            "without": sorted(self._without),
            "ability": None,
            "worker_uid": self._worker_uid(),
            "arrays": [{"name": name, "dtype": a.dtype.str, "shape": a.shape} for name, a in (shared or {}).items()],
        }
        self._send_config(config, shared or {})

    def _send_config(self, config: dict[str, Any], shared: Mapping[str, np.ndarray[Any, Any]]) -> None:
        descriptors: list[int] = []
        try:
            if self._group is not None:
                descriptors += [os.open(path, os.O_WRONLY | os.O_CLOEXEC) for path in self._group.entrances]
            config["entrances"] = len(descriptors)
            descriptors += [memory_files.sealed(name, array) for name, array in shared.items()]
            with contextlib.suppress(control.ControlClosed):  # it died at once: the first use tells why
                control.send(self._link, config, descriptors)
        except BaseException:
            self.close()
            raise
        finally:
            for descriptor in descriptors:
                os.close(descriptor)

    def _worker_uid(self) -> int:
        return identity.WORKER_UID_BASE + self._process.pid % identity.WORKER_UID_SPAN

    def __enter__(self) -> WarmParent:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def layers(self) -> tuple[str, ...]:
        """Names of the layers that are really on; waits until the process is ready.

        Raises:
            IsolationError: student code cannot be confined here, or an attack on a trial worker succeeded.
            InternalError: the process could not start.
        """
        self._wait_ready()
        return self._layers

    # ---------------------------------------------------------------- start

    def _wait_ready(self) -> dict[str, Any]:
        with self._lock:
            if self._closed:
                raise InternalError("the warm parent has been closed")
            if self._ready is None:
                try:
                    self._ready = self._receive(_START_S)
                    self._accept(self._ready)
                except BaseException:
                    self.close()
                    raise
            return self._ready

    def _accept(self, facts: dict[str, Any]) -> None:
        active = frozenset(LayerName(name) for name in facts["layers"])
        if self._asked is IsolationMode.AUTO:
            plan = plan_for(Ability(**facts["ability"]))
            if not plan.willing:
                raise IsolationError(plan.missing, plan.fix)
        if LayerName.MOUNT not in active:
            owner = self._worker_uid() if os.getuid() == 0 and LayerName.UID in active else None
            self._folders = ScratchFolders(owner)
        if self._asked is IsolationMode.AUTO:
            names = canary.attacks(active, files=facts["files"])
            with self._start(self._limits, names, trial.outside_file()) as worker:
                trial.judge(worker, active)
        order = list(LayerName)
        self._layers = tuple(name.value for name in sorted(active, key=order.index))

    def start_worker(self, limits: Limits | None = None) -> Worker:
        """A fresh confined process, forked from the warm one.

        Raises:
            IsolationError: it could not be confined; nothing was run in it.
            InternalError: the warm parent is gone.
        """
        self._wait_ready()
        wanted = limits or self._limits
        if self._group is not None and wanted != self._limits:
            self._group.set_memory(wanted.memory_mib + wanted.scratch_mib)
        return self._start(wanted)

    def _start(self, limits: Limits, attacks: tuple[str, ...] | None = None, outside: str = "") -> Worker:
        with self._lock:
            ours, theirs = socket.socketpair()
            ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER_BYTES)
            reading, writing = os.pipe()
            folder = self._folders.make() if self._folders is not None else None
            request = {
                "do": "start",
                "limits": dataclasses.asdict(limits),
                "scratch": str(folder or ""),
                "attacks": attacks,
                "outside": outside,
            }
            try:
                reply, handles = self._ask(request, (theirs.fileno(), writing))
                if "error" in reply:
                    raise IsolationError(f"a worker could not be confined ({reply['error']})", "see autograder doctor")
            except BaseException:
                ours.close()
                os.close(reading)
                if folder is not None and self._folders is not None:
                    self._folders.discard(folder)
                raise
            finally:
                theirs.close()
                os.close(writing)
            worker = Worker(self, reply["pid"], handles[0] if handles else None, ours, reading, limits, folder)
            self._workers.add(worker)
            return worker

    # ---------------------------------------------------------------- talk

    def _ask(self, request: dict[str, Any], descriptors: tuple[int, ...] = (), wait_s: float = _REPLY_S) -> Any:
        try:
            control.send(self._link, request, descriptors)
            self._link.settimeout(wait_s)
            return control.receive(self._link)
        except (control.ControlClosed, TimeoutError, OSError) as error:
            self._process.kill()  # takes its workers along
            raise InternalError(f"the warm parent is gone{self._last_words()}") from error
        except BaseException:  # interrupted between question and answer: the next would get the answer to this one
            self._process.kill()
            self._link.close()
            raise

    def _receive(self, wait_s: float) -> dict[str, Any]:
        """The first message, which says what is on or why nothing works."""
        self._link.settimeout(wait_s)
        try:
            message, _ = control.receive(self._link)
        except (control.ControlClosed, TimeoutError) as error:
            self._process.kill()
            raise InternalError(f"the warm parent did not start{self._last_words()}") from error
        if "error" in message:
            raise InternalError(f"the warm parent did not start: {' '.join(message['error'].split())}")
        return message

    def _last_words(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(2)
        with contextlib.suppress(OSError, ValueError):
            self._stderr.seek(0)
            lines = self._stderr.read().decode(errors="replace").strip().splitlines()
            if lines:
                return f": {lines[-1]}"
        return f" (status {self._process.returncode})"

    def end_worker(self, pid: int, grace_s: float) -> dict[str, Any]:
        """End a worker that is not gone after `grace_s` seconds, reap it, and give the kernel's facts about it.

        Raises:
            InternalError: the warm parent is gone.
        """
        with self._lock:
            reply, _ = self._ask({"do": "end", "pid": pid, "grace_s": grace_s}, wait_s=_REPLY_S + grace_s)
            if "error" in reply:
                raise InternalError(f"a worker could not be ended: {reply['error']}")
            return dict(reply)

    def ran_out_of_memory(self) -> bool:
        """Whether the kernel has ended a worker of ours for want of memory since we last asked."""
        if self._group is None:
            return False
        count = self._group.out_of_memory_kills()
        grown, self._oom_kills = count > self._oom_kills, count
        return grown

    def forget(self, worker: Worker, folder: Path | None) -> None:
        """A worker is gone; its scratch folder goes, too."""
        self._workers.discard(worker)
        if folder is not None and self._folders is not None:
            self._folders.discard(folder)

    # ---------------------------------------------------------------- end

    def has_died(self, wait_s: float = 0.5) -> bool:
        """Whether the process ended without being told to; waits a moment for one that is about to."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(wait_s)
        return self._process.poll() is not None

    def close(self) -> None:
        """End all workers and the process itself; nothing of them is left. May be called again."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            for worker in list(self._workers):
                with contextlib.suppress(InternalError):
                    worker.close()
            self._link.close()
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._stderr.close()
            if self._folders is not None:
                self._folders.remove()
            if self._group is not None:
                self._group.remove()
