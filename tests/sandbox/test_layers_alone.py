"""Every layer by itself: with all others off it holds what it is for, and without it that attack succeeds."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sandbox_helpers import LIMITS, ROOT, ask, linux_only, needs, only, root_only, start

from autograder.model import OutcomeKind
from autograder.protocol.channel import WorkerEnded
from autograder.sandbox import LayerName

pytestmark = linux_only


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of the machine can read, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="open-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def answer_with(text: str, *layers: LayerName) -> str:
    with start(without=only(*layers)) as parent, parent.start_worker() as worker:
        return ask(worker, text)


def test_the_mount_view_alone_hides_files_and_their_sizes(open_folder: Path) -> None:
    needs(LayerName.MOUNT)
    secret = open_folder / "hidden_tests.py"
    secret.write_text("expected = 42")
    reading = f"open({str(secret)!r}).read()"
    assert "expected" in answer_with(reading)
    assert answer_with(reading, LayerName.MOUNT).startswith("FileNotFoundError")
    assert answer_with(f"os.stat({str(secret)!r}).st_size", LayerName.MOUNT).startswith("FileNotFoundError")


def test_the_mount_view_alone_is_read_only_but_for_a_capped_scratch_folder() -> None:
    needs(LayerName.MOUNT)
    library = os.path.dirname(os.__file__)
    with start(without=only(LayerName.MOUNT)) as parent, parent.start_worker() as worker:
        for folder in ("/", library, "/dev"):
            assert ask(worker, f"open('{folder}/planted', 'w')").startswith("OSError: [Errno 30]")
        writing = f"open('/scratch/fill', 'wb').write(bytes({LIMITS.scratch_mib + 1} << 20))"
        assert ask(worker, writing).startswith("OSError: [Errno 28]")


def test_landlock_alone_keeps_files_outside_from_being_opened_or_made(open_folder: Path) -> None:
    needs(LayerName.LANDLOCK)
    secret = open_folder / "hidden_tests.py"
    secret.write_text("expected = 42")
    open_folder.chmod(0o777)
    reading, making = f"open({str(secret)!r}).read()", f"open({str(open_folder / 'planted')!r}, 'w').close()"
    assert "expected" in answer_with(reading)
    assert answer_with(making) == "None"
    (open_folder / "planted").unlink()
    assert answer_with(reading, LayerName.LANDLOCK).startswith("PermissionError")
    assert answer_with(making, LayerName.LANDLOCK).startswith("PermissionError")
    assert not (open_folder / "planted").exists()


def test_landlock_alone_allows_regular_files_and_folders_in_the_scratch_folder_and_nothing_else_there() -> None:
    needs(LayerName.LANDLOCK)
    with start(without=only(LayerName.LANDLOCK)) as parent, parent.start_worker() as worker:
        assert ask(worker, "open('a', 'w').write('x')") == "1"
        assert ask(worker, "os.rename('a', 'b')") == "None"
        assert ask(worker, "os.unlink('b')") == "None"
        assert ask(worker, "os.makedirs('d/e')") == "None"
        assert ask(worker, "open('d/e/a', 'w').write('x')") == "1"
        assert ask(worker, "__import__('shutil').rmtree('d')") == "None"
        assert ask(worker, "os.makedirs('d/e')") == "None"
        assert ask(worker, "os.rename('d/e', 'f')").startswith("OSError: [Errno 18]"), "else no depth is bounded"
        for attempt in ("os.symlink('/etc', 'l')", "os.mkfifo('p')", "os.mkdir('../up')", "os.mkdir('/tmp/up')"):
            assert ask(worker, attempt).startswith("PermissionError"), attempt


def test_a_pid_namespace_alone_hides_every_other_process() -> None:
    needs(LayerName.PID)
    signalling = f"os.kill({os.getpid()}, 0)"
    assert answer_with(signalling) == "None"
    assert answer_with(signalling, LayerName.PID).startswith("ProcessLookupError")
    assert answer_with("(os.getpid(), os.getppid())", LayerName.PID) == "(1, 0)"


def test_a_network_namespace_alone_reaches_not_even_loopback() -> None:
    needs(LayerName.NET)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        connecting = f"import socket\n---\nsocket.create_connection({listener.getsockname()!r}, 2).close()"
        assert answer_with(connecting) == "None"
        assert answer_with(connecting, LayerName.NET).startswith("OSError: [Errno 101]")


def test_an_ipc_namespace_alone_has_no_shared_memory_of_others() -> None:
    needs(LayerName.IPC)
    libc = ctypes.CDLL(None)
    key = 0x5E000000 + os.getpid() % 0xFFFF
    segment = libc.shmget(key, 4096, 0o1666)
    assert segment >= 0
    try:
        finding = f"import ctypes\n---\nctypes.CDLL(None).shmget({key}, 0, 0o666)"
        assert answer_with(finding) == str(segment)
        assert answer_with(finding, LayerName.IPC) == "-1"
    finally:
        libc.shmctl(segment, 0, None)


def test_a_uts_namespace_alone_does_not_tell_the_name_of_the_host() -> None:
    needs(LayerName.UTS)
    assert answer_with("os.uname().nodename") == repr(os.uname().nodename)
    assert answer_with("os.uname().nodename", LayerName.UTS) == "'worker'"


@root_only
def test_a_user_namespace_alone_takes_the_power_out_of_roots_capabilities() -> None:
    needs(LayerName.USERNS)
    assert answer_with("os.nice(-1)") == str(os.nice(0) - 1)
    assert answer_with("os.nice(-1)", LayerName.USERNS).startswith("PermissionError")


@root_only
def test_leaving_root_alone_closes_roots_files(open_folder: Path) -> None:
    secret = open_folder / "gradebook"
    secret.write_text("scores")
    secret.chmod(0o600)
    assert answer_with(f"open({str(secret)!r}).read()") == "'scores'"
    assert answer_with(f"open({str(secret)!r}).read()", LayerName.UID).startswith("PermissionError")


@root_only
def test_no_new_privs_alone_makes_setuid_programs_harmless(open_folder: Path) -> None:
    program = open_folder / "id"
    shutil.copy("/usr/bin/id", program)
    program.chmod(0o4755)
    running = (
        f"import os\nr, w = os.pipe()\np = os.posix_spawn({str(program)!r}, ['id', '-u'], {{}}, "
        "file_actions=[(os.POSIX_SPAWN_DUP2, w, 1)])\nos.waitpid(p, 0)\n---\nos.read(r, 99)"
    )
    assert answer_with(running, LayerName.UID) == repr(b"0\n")
    assert answer_with(running, LayerName.UID, LayerName.NO_NEW_PRIVS) != repr(b"0\n")


def test_dropped_capabilities_alone_leave_no_power_even_inside_the_namespaces() -> None:
    needs(LayerName.MOUNT)
    mounting = "import ctypes\n---\nctypes.CDLL(None).mount(b'none', b'/scratch', b'tmpfs', 0, None)"
    assert answer_with(mounting, LayerName.MOUNT) == "0"
    assert answer_with(mounting, LayerName.MOUNT, LayerName.CAPABILITIES) == "-1"


@pytest.mark.parametrize(
    ("attack", "success"),
    [
        ("[os._exit(0) if p == 0 else os.waitpid(p, 0)[1] for p in [os.fork()]]", "[0]"),
        ("import socket\n---\nsocket.socket(socket.AF_INET).close()", "None"),
        ("import socket\n---\nsocket.socket(socket.AF_UNIX).close()", "None"),
        ("os.close(os.memfd_create('x'))", "None"),
        ("os.kill(os.getpid(), 0)", "None"),
        ("os.waitpid(os.posix_spawn('/bin/true', ['true'], {}), 0)[1]", "0"),
        ("os.chmod('.', 0o700)", "None"),
        ("os.sched_setaffinity(0, os.sched_getaffinity(0))", "None"),
        ("import fcntl\nr, w = os.pipe()\n---\nfcntl.fcntl(w, 1031, 1 << 17)", "131072"),
        ("import fcntl, signal\nr, w = os.pipe()\n---\nfcntl.fcntl(r, fcntl.F_SETOWN, os.getpid())", "0"),
        ("import resource\n---\nresource.prlimit(os.getpid(), resource.RLIMIT_CORE) is not None", "True"),
        ("import ctypes\n---\nctypes.CDLL(None).prctl(1, 0, 0, 0, 0)", "0"),
        ("import ctypes\nc = ctypes.CDLL(None)\n---\nc.shmctl(c.shmget(0, 4096, 0o600), 0, None)", "0"),
    ],
)
def test_the_system_call_filter_alone_refuses(attack: str, success: str) -> None:
    needs(LayerName.SECCOMP)
    assert answer_with(attack) == success
    held = answer_with(attack, LayerName.SECCOMP)
    assert held.startswith(("PermissionError", "BlockingIOError")) or held == "-1"


def test_the_system_call_filter_alone_lets_threads_and_numpy_work() -> None:
    needs(LayerName.SECCOMP)
    with start(without=only(LayerName.SECCOMP)) as parent, parent.start_worker() as worker:
        threads = (
            "import threading\nx = []\nt = threading.Thread(target=x.append, args=(1,))\nt.start()\nt.join()\n---\nx"
        )
        assert ask(worker, threads) == "[1]"
        product = "import numpy as np\n---\nfloat((np.ones((300, 300)) @ np.ones((300, 300))).sum())"
        assert ask(worker, product) == "27000000.0"


def test_resource_limits_alone_bound_memory_files_and_processor_time() -> None:
    with start(without=only(LayerName.RLIMITS)) as parent:
        with parent.start_worker() as worker:
            assert ask(worker, "import mmap\n---\nmmap.mmap(-1, 2 << 30)").startswith("OSError: [Errno 12]")
            assert ask(worker, "bytearray(1 << 30)") == "MemoryError"
            file = f"open('big', 'wb').write(bytes({LIMITS.scratch_mib + 1} << 20))"
            assert ask(worker, file).startswith("OSError: [Errno 27]")
            many = "kept = []\n---\n[kept.append(os.pipe()) for _ in range(100)]"
            assert ask(worker, many).startswith("OSError: [Errno 24]")
        with parent.start_worker(replace(LIMITS, cpu_s=1)) as worker:
            deaf = "import signal\nsignal.signal(signal.SIGXCPU, signal.SIG_IGN)\nwhile True: pass\n---\n0"
            with pytest.raises(WorkerEnded, match="processor time") as ended:
                ask(worker, deaf)
            assert ended.value.kind is OutcomeKind.TIMEOUT
    with start(without=only()) as parent, parent.start_worker() as worker:
        assert ask(worker, "import mmap\n---\nlen(mmap.mmap(-1, 2 << 30))") == str(2 << 30)


def test_a_control_group_alone_bounds_memory_that_is_really_used() -> None:
    needs(LayerName.CGROUP)
    using = "x = bytearray(400 << 20)\n---\nlen(x)"
    small = replace(LIMITS, memory_mib=64)
    with start(without=only(), limits=small) as parent, parent.start_worker() as worker:
        assert ask(worker, using) == str(400 << 20)
    with start(without=only(LayerName.CGROUP), limits=small) as parent, parent.start_worker() as worker:
        with pytest.raises(WorkerEnded, match="64 MiB") as ended:
            ask(worker, using)
        assert ended.value.kind is OutcomeKind.MEMORY
        assert worker.close().outcome.kind is OutcomeKind.MEMORY


def test_when_memory_runs_out_the_worker_is_ended_and_never_its_warm_parent_which_is_in_the_same_group() -> None:
    needs(LayerName.CGROUP)
    small = replace(LIMITS, memory_mib=32)  # less than the warm parent itself has in use
    crumbs = "kept = []\n---\n[kept.append(bytearray(1 << 16)) for _ in range(6400)]"
    with start(without=only(LayerName.CGROUP), limits=small) as parent:
        for _ in range(4):
            with parent.start_worker() as worker, pytest.raises(WorkerEnded) as ended:
                ask(worker, crumbs)
            assert ended.value.kind is OutcomeKind.MEMORY
        with parent.start_worker() as worker:
            assert ask(worker, "6 * 7") == "42"


def test_a_weakened_warm_parent_does_not_claim_the_layer() -> None:
    for layer in (LayerName.SECCOMP, LayerName.CAPABILITIES):
        with start(without={layer}) as parent:
            assert layer.value not in parent.layers
            with contextlib.suppress(WorkerEnded), parent.start_worker() as worker:
                assert ask(worker, "1 + 1") == "2"


def test_every_layer_that_works_here_is_on_by_default() -> None:
    from sandbox_helpers import active

    with start() as parent:
        assert parent.layers == active()
    assert {"uid", "no_new_privs", "seccomp", "rlimits"} <= set(active()) or not ROOT
