"""The program of a warm parent: import once, enter the namespaces once, then fork a confined worker for each request.

It is trusted code that runs nothing of a student's, and it must hold nothing worth reading, since every worker begins
as a copy of its memory: it is executed afresh with an environment of its own, one socket, and no other descriptor.
It ends when the far end of that socket does.
"""

from __future__ import annotations

import contextlib
import fcntl
import gc
import importlib
import mmap
import os
import signal
import site
import socket
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any, NoReturn, TextIO

from autograder.model import Limits
from autograder.sandbox import (
    ability,
    canary,
    confine,
    control,
    identity,
    leftovers,
    namespaces,
    rlimits,
    seccomp,
    system,
    view,
)
from autograder.sandbox.layers import EXIT_OUT_OF_MEMORY, NAMESPACE_LAYERS, LayerName, Mode

EXIT_NOT_CONFINED = 70
_CHANNEL, _STATUS = 3, 4
_SAFE_FROM = 32
_READY = b"ok"

_WARM = (
    "abc collections copy dataclasses enum functools itertools json linecache math operator random re statistics "
    "string textwrap time traceback typing warnings numpy numpy.linalg numpy.random numpy.fft"
)
_WARM_WITHOUT_FILES = (
    "argparse array base64 bisect calendar cmath codecs contextlib csv datetime decimal difflib fractions glob gzip "
    "hashlib heapq html inspect io locale logging numbers pathlib pickle pprint queue secrets shutil struct tempfile "
    "threading timeit types unittest uuid weakref zipfile numpy.testing numpy.ma numpy.polynomial "
    "encodings.ascii encodings.latin_1 encodings.utf_16 encodings.idna encodings.cp1252 encodings.unicode_escape"
)


def main(descriptor: int) -> None:
    """Serve the owner at the far end of this socket until it hangs up."""
    link = socket.socket(fileno=descriptor)
    link.set_inheritable(False)
    os.umask(0o022)
    gc.disable()  # while imports make what stays: to look through it again and again is a tenth of what they take
    try:
        config, descriptors = control.receive(link)
        try:
            parent = _Parent(link, config, descriptors)
        except Exception as error:  # noqa: BLE001  whatever it is, the owner must hear of it
            problem = str(error) if isinstance(error, OSError) else traceback.format_exc(limit=-3)
            control.send(link, {"error": problem})
            os._exit(1)
    except control.ControlClosed:
        os._exit(0)
    try:
        parent.loop()
    except control.ControlClosed:
        parent.clean_up()
        os._exit(0)


class _Parent:
    def __init__(self, link: socket.socket, config: dict[str, Any], descriptors: list[int]) -> None:
        self.link = link
        self.scratch: dict[int, str] = {}  # of each living worker
        entrances, arrays = descriptors[: config["entrances"]], descriptors[config["entrances"] :]
        without = frozenset(LayerName(name) for name in config["without"])
        if config["mode"] == Mode.NONE:
            self.ability, mode = ability.Ability(root=os.getuid() == 0), Mode.NONE
        else:
            known = config["ability"]
            self.ability = ability.Ability(**known) if known else ability.probe_here(cgroup=bool(entrances))
            mode = Mode(config["mode"]) if config["mode"] else self.ability.best_mode()
            if mode is not Mode.PLAIN and LayerName.USERNS in without and not self.ability.root:
                mode = Mode.PLAIN
        layers = self.ability.layers(mode) - without
        self.files = not layers.isdisjoint({LayerName.MOUNT, LayerName.LANDLOCK}) or LayerName.SECCOMP not in layers
        self.serve = self._import(layers, config, arrays)
        gc.collect()
        gc.freeze()  # before the next fork: to look at every object is to copy the page of every object
        self.confinement = self._settle(layers, config)
        if entrances and not _join_group(entrances):
            layers -= {LayerName.CGROUP}
        self.mode = mode
        gc.freeze()
        gc.enable()
        facts = {"layers": sorted(layers), "mode": mode, "files": self.files, "ability": self.ability.as_json()}
        control.send(self.link, {"ready": True, **facts})

    def _import(self, layers: frozenset[LayerName], config: dict[str, Any], arrays: list[int]) -> Callable[[int], None]:
        """Import all that workers share, and hand the entry module its arrays. Nothing is confined yet."""
        before = list(sys.path)
        site.setquit()  # exit(), quit() and help() are there in every notebook; we start without the site module
        site.sethelper()
        sys.path[:0] = config["import_paths"]
        sys.path += config["packages"]
        late_imports = self.files and (LayerName.MOUNT in layers or _readable_later(config))
        names = _WARM if late_imports else f"{_WARM} {_WARM_WITHOUT_FILES}"
        for name in names.split():
            importlib.import_module(name)
        module_name, _, function = config["entry"].partition(":")
        module = importlib.import_module(module_name)
        for name in config["preload"]:
            importlib.import_module(name)
        _warm_numpy()
        if hasattr(module, "warm_up"):  # what the entry's own first use of something would cost every worker
            module.warm_up()
        if config["arrays"]:
            for about, descriptor in zip(config["arrays"], arrays, strict=True):
                module.share(about["name"], _map_array(about, descriptor))
        serve: Callable[[int], None] = getattr(module, function)
        # Installed from a wheel, this package lies among the others, where the student's imports are found.
        project = {*config["import_paths"], config["package_root"]} - {*config["packages"]}
        sys.path[:] = [path for path in (*before, *config["packages"]) if path not in project]
        for path in project:
            sys.path_importer_cache.pop(path, None)
        return serve

    def _settle(self, layers: frozenset[LayerName], config: dict[str, Any]) -> confine.Confinement:
        """Enter the namespaces, leave root, and prepare what every worker puts on."""
        base_bytes = rlimits.address_space_bytes()
        readable = view.readable_paths(config["packages"]) if system.LINUX else ()
        program = seccomp.build(files=self.files) if LayerName.SECCOMP in layers else b""
        root = os.getuid() == 0 and LayerName.UID in layers
        spaces = layers & NAMESPACE_LAYERS
        worker_uid: int | None = None
        self.home = -1
        proc = self.proc = os.open("/proc", os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC) if system.LINUX else -1
        if spaces:
            before = _namespace_numbers(spaces, proc)
            ability.enter_all(
                spaces, proc, readable, view.library_links(), root_becomes=config["worker_uid"] if root else None
            )
            if root and LayerName.USERNS not in spaces:
                worker_uid = config["worker_uid"]
            if LayerName.PID in spaces:
                self._move_into_pid_namespace()
                self.home = namespaces.own_pid_namespace(proc)
            shared = {layer for layer, number in _namespace_numbers(spaces, proc).items() if before[layer] == number}
            if shared:
                raise OSError(0, f"still in the outer namespaces: {', '.join(sorted(shared))}")
        if LayerName.CAPABILITIES in layers:
            identity.empty_bounding_set()  # here once and not in each worker: a system call for each of 64
        if root and not spaces:  # only now: without root there is no right to empty that set
            identity.become(config["worker_uid"])
        if system.LINUX:
            system.set_dumpable(dumpable=False)
        return confine.Confinement(layers, readable, program, base_bytes, worker_uid)

    def _move_into_pid_namespace(self) -> None:
        """Go on in a child, the first process of the new namespace; this one only waits to hand its status on.

        Only a process inside a pid namespace that its own user namespace owns may come back to it after making one
        for a worker.
        """
        child = os.fork()
        if child:
            self.link.close()
            os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) & 0xFF)
        system.die_with_parent()

    # ---------------------------------------------------------------- requests

    def loop(self) -> NoReturn:
        while True:
            request, descriptors = control.receive(self.link)
            try:
                match request["do"]:
                    case "start":
                        reply, handle = self._start(request, descriptors)
                    case "end":
                        reply, handle = _end(request["pid"], request["grace_s"]), None
                        self.scratch.pop(request["pid"], None)
                    case other:
                        reply, handle = {"error": f"unknown request {other!r}"}, None
            except OSError as error:
                reply, handle = {"error": str(error)}, None
            finally:
                for descriptor in descriptors:
                    os.close(descriptor)
            control.send(self.link, reply, () if handle is None else (handle,))
            if handle is not None:
                os.close(handle)

    def _start(self, request: dict[str, Any], descriptors: list[int]) -> tuple[dict[str, Any], int | None]:
        channel, output = descriptors
        told, telling = os.pipe()
        parent_pid = 0 if self.home >= 0 else os.getpid()  # 0 is what a process outside one's pid namespace looks like
        try:
            child = namespaces.fork_into_new_pid_namespace(self.home) if self.home >= 0 else os.fork()
        except OSError:  # another worker may have taken all that the group allows
            os.close(told)
            os.close(telling)
            raise
        if not child:
            self._be_worker(request, channel, output, telling, parent_pid)
        os.close(telling)
        with open(told, "rb") as status:
            said = status.read()
        if said != _READY:
            _end(child, 0.0)
            return {"error": said.decode(errors="replace") or "a worker ended while it was being confined"}, None
        self.scratch[child] = request["scratch"]
        return {"pid": child}, _kernel_handle(child)

    def clean_up(self) -> None:
        """The owner hung up. If it could not tidy up first, because it was killed, do what our own rights allow."""
        for child, folder in self.scratch.items():
            with contextlib.suppress(OSError):
                _end(child, 0.0)
            if folder:
                leftovers.remove(folder)
                with contextlib.suppress(OSError):
                    os.rmdir(os.path.dirname(folder))

    def _be_worker(self, request: dict[str, Any], channel: int, output: int, telling: int, parent_pid: int) -> NoReturn:
        try:
            self.link.detach()
            if LayerName.CGROUP in self.confinement.layers:
                identity.be_killed_first(self.proc)
            # first out of the way of the numbers they are to have, then there
            targets = {1: output, 2: output, _CHANNEL: channel, _STATUS: telling}
            moved = [fcntl.fcntl(source, fcntl.F_DUPFD, _SAFE_FROM) for source in targets.values()]
            for source, target in zip(moved, targets, strict=True):
                os.dup2(source, target)
            system.close_descriptors_from(_STATUS + 1)
            bounds = Limits(**request["limits"])
            confine.apply(self.confinement, bounds, request["scratch"], parent_pid)
            os.write(_STATUS, _READY)
            os.close(_STATUS)
        except BaseException as error:  # noqa: BLE001  nothing may run that is not confined
            try:
                os.write(_STATUS, f"{type(error).__name__}: {error}".encode())
            finally:
                os._exit(EXIT_NOT_CONFINED)
        if request["attacks"] is not None:
            _run(lambda: canary.report(_CHANNEL, request["attacks"], request["outside"]))
        _run(lambda: self.serve(_CHANNEL))


def _join_group(entrances: list[int]) -> bool:
    """Enter the control group for all workers, which begin where they are forked; False if it is not allowed.

    To move a process, the kernel holds up all forks and ends of processes on the machine for ten milliseconds or more.
    When every worker moved itself, that was a fifth of what grading a submission took.
    """
    try:
        for entrance in entrances:
            os.write(entrance, b"0")  # this process
    except OSError:
        return False
    finally:
        for entrance in entrances:
            os.close(entrance)
    return True


def _run(entry: Callable[[], None]) -> NoReturn:
    """Run the entry point and end the process, whatever comes; exit handlers and finalizers have no say."""
    code = 0
    try:
        sys.stdout = _line_by_line(1)
        sys.stderr = _line_by_line(2)
        entry()
    except MemoryError:
        code = EXIT_OUT_OF_MEMORY
    except SystemExit as request:
        code = request.code if isinstance(request.code, int) else int(request.code is not None)
    except BaseException:  # noqa: BLE001  the process ends here, with whatever
        code = 1
        with contextlib.suppress(BaseException):
            traceback.print_exc()
    finally:
        os._exit(code & 0xFF)


def _kernel_handle(pid: int) -> int | None:
    """A descriptor for a child, which its owner can kill it by without us; None where the kernel has none."""
    if system.LINUX:
        with contextlib.suppress(OSError):
            return os.pidfd_open(pid)
    return None


def _line_by_line(descriptor: int) -> TextIO:
    return open(descriptor, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)


def _end(pid: int, grace_s: float) -> dict[str, Any]:
    """Wait a moment for a worker that ends by itself, kill it if it does not, and say what became of it."""
    until = time.monotonic() + grace_s
    while True:
        found, status, usage = os.wait4(pid, os.WNOHANG)
        if found or time.monotonic() >= until:
            break
        time.sleep(0.001)
    if killed := not found:
        os.kill(pid, signal.SIGKILL)
        _, status, usage = os.wait4(pid, 0)
    unit = 1 if system.LINUX else 1024  # of ru_maxrss: KiB here, bytes on macOS
    return {
        "status": os.waitstatus_to_exitcode(status),
        "killed": killed,
        "cpu_s": usage.ru_utime + usage.ru_stime,
        "peak_kib": usage.ru_maxrss // unit,
    }


def _readable_later(config: dict[str, Any]) -> bool:
    """Whether workers can still read the library: not if the interpreter lies in a home closed to all but root.

    With a mount view they can, since that holds its folders open.
    """
    if os.getuid() != 0 or config["mode"] == Mode.NONE:
        return True
    child = os.fork()
    if not child:
        code = 1
        try:
            identity.become(config["worker_uid"])
            code = 0 if os.access(os.__file__, os.R_OK) else 1
        finally:
            os._exit(code)
    return os.waitpid(child, 0)[1] == 0


def _namespace_numbers(layers: frozenset[LayerName], proc: int) -> dict[LayerName, int]:
    files = {LayerName.USERNS: "user", LayerName.MOUNT: "mnt"}
    return {layer: os.stat(f"self/ns/{files.get(layer, layer.value)}", dir_fd=proc).st_ino for layer in layers}


def _map_array(about: dict[str, Any], descriptor: int) -> Any:
    """A read-only array over a sealed memory file, which nobody can write to again."""
    import numpy as np

    dtype = np.dtype(about["dtype"])
    size = int(np.prod(about["shape"], dtype=np.int64)) * dtype.itemsize
    if not size:
        os.close(descriptor)
        return np.zeros(about["shape"], dtype)
    mapped = mmap.mmap(descriptor, size, prot=mmap.PROT_READ)
    os.close(descriptor)
    return np.frombuffer(mapped, dtype).reshape(about["shape"])


def _warm_numpy() -> None:
    """Pay here for what NumPy does at the first use: buffers, kernels, generators."""
    import numpy as np

    square = np.ones((64, 64))
    np.linalg.solve(square @ square + np.eye(64), np.ones(64))
    np.random.default_rng(0).standard_normal(4)
    repr(np.exp(square[:2, :2]).max(axis=0))
