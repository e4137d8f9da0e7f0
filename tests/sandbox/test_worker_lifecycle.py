"""However a worker ends, or refuses to: the owner learns how, in time, and nothing of it is left."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sandbox_helpers import ENTRIES, LIMITS, ask, start, tell

from autograder.errors import InternalError, IsolationError
from autograder.model import OutcomeKind
from autograder.protocol.channel import WorkerEnded
from autograder.sandbox import IsolationMode, Mode, WarmParent, probe
from autograder.sandbox.cgroups import WorkerGroup
from tests.steady import PATIENCE_S, wait_until

KINDS = [mode.value for mode in (Mode.NAMESPACES, Mode.PLAIN)] if sys.platform == "linux" else []


@pytest.fixture(scope="module", params=[*KINDS, "none"])
def parent(request: pytest.FixtureRequest) -> Iterator[WarmParent]:
    """A warm parent of each kind that this machine can have."""
    if request.param == "none":
        options: dict[str, object] = {"isolation": IsolationMode.NONE}
    else:
        if request.param == "namespaces" and probe().mode is not Mode.NAMESPACES:
            pytest.skip("this machine has no namespaces for us")
        options = {"mode": Mode(request.param)}
    with start(**options) as warm:
        yield warm


ENDINGS = [
    ("os._exit(3)", OutcomeKind.EXITED, "exit code 3", 3),
    ("import sys\nsys.exit('bye')\n---\n0", OutcomeKind.EXITED, "exit code 1", 1),
    ("os._exit(0)", OutcomeKind.EXITED, "exit code 0", 0),
    ("import ctypes\n---\nctypes.string_at(8)", OutcomeKind.KILLED, "SIGSEGV", -signal.SIGSEGV),
    ("os._exit(86)", OutcomeKind.MEMORY, "256 MiB", 86),
]


@pytest.mark.parametrize(("code", "kind", "says", "exit_code"), ENDINGS)
def test_the_way_a_worker_ended_is_told(
    parent: WarmParent, code: str, kind: OutcomeKind, says: str, exit_code: int
) -> None:
    with parent.start_worker() as worker:
        with pytest.raises(WorkerEnded) as ended:
            ask(worker, code)
        done = worker.close()
    assert ended.value.kind is kind
    assert says in ended.value.detail
    assert (done.outcome.kind, done.exit_code) == (kind, exit_code)


def test_an_abort_ends_as_a_crash_whatever_the_filter_lets_it_do(parent: WarmParent) -> None:
    with parent.start_worker() as worker:
        with pytest.raises(WorkerEnded) as ended:
            ask(worker, "os.abort()")
        assert ended.value.kind is OutcomeKind.KILLED
        assert "crashed" in ended.value.detail


def test_deep_recursion_in_c_crashes_only_its_own_worker(parent: WarmParent) -> None:
    crash = "import sys\nsys.setrecursionlimit(10**8)\nclass A:\n    def __repr__(s): return repr(s)\n---\nA()"
    # From 3.12 on Python looks after its own stack in C: the call comes to an end there.
    crashes = pytest.raises(WorkerEnded) if sys.version_info < (3, 12) else contextlib.nullcontext()
    with parent.start_worker() as worker, crashes:
        ask(worker, crash)
    with parent.start_worker() as worker:
        assert ask(worker, "1 + 1") == "2"


def test_an_endless_loop_that_ignores_every_signal_is_ended_in_time(parent: WarmParent) -> None:
    deaf = (
        "import signal\nfor s in range(1, 65):\n    try: signal.signal(s, signal.SIG_IGN)\n    except Exception: pass\n"
        "while True: pass\n---\n0"
    )
    with parent.start_worker() as worker:
        with pytest.raises(WorkerEnded, match="timeout") as ended:
            ask(worker, deaf, wait_s=0.5)
        assert ended.value.kind is OutcomeKind.TIMEOUT
        with pytest.raises(WorkerEnded, match="timeout"):
            ask(worker, "1")
        assert worker.close().outcome.kind is OutcomeKind.TIMEOUT


def test_a_worker_that_closes_its_channel_and_goes_on_is_ended(parent: WarmParent) -> None:
    with parent.start_worker() as worker:
        with pytest.raises(WorkerEnded) as ended:
            ask(worker, "os.closerange(0, 64)\nwhile True: pass\n---\n0")
        assert (ended.value.kind, ended.value.detail) == (
            OutcomeKind.PROTOCOL,
            "the code closed its channel to the grader",
        )


def test_a_reply_that_never_comes_to_its_end_is_bounded_by_the_deadline(parent: WarmParent) -> None:
    slow = "import time\nwhile True:\n    os.write(channel, b'x')\n    time.sleep(0.01)\n---\n0"
    with parent.start_worker() as worker:
        tell(worker, slow)
        with pytest.raises(WorkerEnded, match="time limit"):
            worker.receive(1 << 20, deadline_s=time.monotonic() + 0.3)


def test_a_giant_announcement_costs_no_memory_before_the_bytes_come(parent: WarmParent) -> None:
    import tracemalloc

    with parent.start_worker() as worker:
        tell(worker, "os.write(channel, b'x' * 5000)\nimport time\ntime.sleep(60)\n---\n0")
        tracemalloc.start()
        with pytest.raises(WorkerEnded):
            worker.receive(8 << 30, deadline_s=time.monotonic() + 0.3)
        assert tracemalloc.get_traced_memory()[1] < 4 << 20
        tracemalloc.stop()


def test_large_messages_cross_whole_in_both_directions(parent: WarmParent) -> None:
    with parent.start_worker() as worker:
        body = b"'" + b"z" * (3 << 20) + b"'"
        until_s = time.monotonic() + PATIENCE_S
        worker.send([len(body).to_bytes(4, "big"), memoryview(body)], deadline_s=until_s)
        size = int.from_bytes(worker.receive(4, deadline_s=until_s), "big")
        assert bytes(worker.receive(size, deadline_s=until_s)) == body


def test_bytes_that_nobody_asked_for_are_noticed(parent: WarmParent) -> None:
    with parent.start_worker() as worker:
        assert ask(worker, "1") == "1"
        assert not worker.has_unread()
        assert ask(worker, "os.write(channel, b'\\0\\0\\0\\x017')") == "7"
        worker.receive(0, deadline_s=time.monotonic() + PATIENCE_S)
        wait_until(worker.has_unread, "the byte that nobody asked for")


def test_a_worker_that_does_not_listen_does_not_hang_the_sender(parent: WarmParent) -> None:
    with parent.start_worker() as worker:
        tell(worker, "import time\ntime.sleep(60)\n---\n0")
        with pytest.raises(WorkerEnded, match="time limit"):
            worker.send([bytes(16 << 20)], deadline_s=time.monotonic() + 0.3)


def test_printing_is_kept_up_to_its_cap_and_cleaned(parent: WarmParent) -> None:
    with parent.start_worker() as worker:
        assert ask(worker, "print('a\\x1b[31mred\\x1b[0m\\x00b\\u202e')\n---\n1") == "1"
        assert worker.output() == "ared\ufffdb\ufffd\n"
        assert ask(worker, f"print('y' * {LIMITS.output_kib * 2048})\n---\n2") == "2"
        text = worker.output()
        assert text.endswith("[output cut at 64 KiB]")
        assert len(text) < LIMITS.output_kib * 1024 + 100
    assert worker.output() == text


def test_a_flood_of_output_ends_the_worker(parent: WarmParent) -> None:
    flood = "b = b'x' * (1 << 20)\nfor _ in range(2000): os.write(1, b)\n---\n0"
    with parent.start_worker() as worker:
        with pytest.raises(WorkerEnded) as ended:
            ask(worker, flood)
        assert ended.value.kind is OutcomeKind.OUTPUT_LIMIT


def test_memory_beyond_the_limit_is_an_error_in_the_worker_and_nowhere_else(parent: WarmParent) -> None:
    with parent.start_worker() as worker:
        assert ask(worker, "bytearray(1 << 30)") == "MemoryError"
        assert ask(worker, "1 + 1") == "2"


def test_a_worker_whose_entry_point_dies_of_memory_is_said_to_have(parent: WarmParent) -> None:
    with parent.start_worker() as worker:
        with pytest.raises(WorkerEnded) as ended:
            ask(worker, "import builtins\ndef full(x): raise MemoryError\nbuiltins.len = full\n---\n0")
        assert ended.value.kind is OutcomeKind.MEMORY


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_stopped_worker_can_still_be_ended(parent: WarmParent) -> None:
    with parent.start_worker() as worker:
        assert worker.pid_here is not None
        os.kill(worker.pid_here, signal.SIGSTOP)
        with pytest.raises(WorkerEnded, match="time limit"):
            ask(worker, "1", wait_s=0.2)
    assert not Path(f"/proc/{worker.pid_here}").exists() or worker.pid_here is None


def test_a_worker_has_four_descriptors_and_a_small_environment(parent: WarmParent) -> None:
    probing = (
        "import os\ndef there(n):\n    try: os.fstat(n); return True\n    except OSError: return False\n"
        "---\n[n for n in range(256) if there(n)]"
    )
    os.environ["SECRET_TOKEN"] = "hunter2"
    try:
        with start() as fresh, fresh.start_worker() as worker:
            assert ask(worker, probing) == "[0, 1, 2, 3]"
            assert "hunter2" not in ask(worker, "dict(os.environ)")
    finally:
        del os.environ["SECRET_TOKEN"]


def test_several_workers_live_side_by_side(parent: WarmParent) -> None:
    workers = [parent.start_worker() for _ in range(3)]
    try:
        for number, worker in enumerate(workers):
            assert ask(worker, f"x = {number}\n---\nx") == str(number)
        assert [ask(worker, "x") for worker in workers] == ["0", "1", "2"]
    finally:
        for worker in workers:
            worker.close()


def test_workers_may_be_started_and_ended_from_threads(parent: WarmParent) -> None:
    answers: list[str] = []

    def run() -> None:
        for _ in range(3):
            with parent.start_worker() as worker:
                answers.append(ask(worker, "6 * 7"))

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == ["42"] * 9


THREADS = (
    "import threading\nthreading.stack_size(65536)\nover = threading.Event()\ncount = 0\n"
    "try:\n    while count < 400: threading.Thread(target=over.wait, daemon=True).start(); count += 1\n"
    "except (RuntimeError, MemoryError): pass\n---\ncount"
)


def test_a_worker_that_takes_all_threads_of_its_group_keeps_no_later_one_from_starting() -> None:
    with start() as warm:
        if "cgroup" not in warm.layers:
            pytest.skip("this machine gives us no control group")
        for _ in range(5):
            with warm.start_worker() as worker:
                assert int(ask(worker, THREADS)) < 130
        with warm.start_worker() as worker:
            assert ask(worker, "1 + 1") == "2"


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("mode", [None, Mode.PLAIN])
def test_a_worker_that_cannot_be_forked_beside_a_greedy_one_leaves_nothing_behind(mode: Mode | None) -> None:
    with start(mode=mode) as warm:
        if "cgroup" not in warm.layers:
            pytest.skip("this machine gives us no control group")
        with warm.start_worker() as greedy:
            ask(greedy, THREADS)
            held = _descriptors_of_all(warm)
            attempts = 5
            for _ in range(attempts):
                with pytest.raises(IsolationError, match="temporarily unavailable"):
                    warm.start_worker()
            # Each attempt opens several. What else this process opens meanwhile, such as a log, is not of theirs.
            assert _descriptors_of_all(warm) - held < attempts
            assert warm._folders is None or len(list(warm._folders._home.iterdir())) == 1
        with warm.start_worker() as worker:
            assert ask(worker, "1 + 1") == "2"


def _descriptors_of_all(warm: WarmParent) -> int:
    """How many this process and those of the warm parent have open."""
    first = warm._process.pid
    children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
    return sum(len(os.listdir(f"/proc/{pid}/fd")) for pid in ("self", first, *children))


@pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="only root may empty the bounding set")
@pytest.mark.parametrize("mode", [None, Mode.PLAIN])
def test_no_capability_is_left_that_a_program_could_give_back(mode: Mode | None) -> None:
    with start(mode=mode) as warm, warm.start_worker() as worker:
        status = Path(f"/proc/{worker.pid_here}/status").read_text().splitlines()
        assert {line.split()[1] for line in status if line.startswith("Cap")} == {"0" * 16}


@pytest.mark.parametrize("refused", [(0,), (1,), (0, 1)])
def test_a_group_that_may_be_made_but_not_entered_is_no_layer_and_no_hindrance(
    monkeypatch: pytest.MonkeyPatch, refused: tuple[int, ...]
) -> None:
    real = WorkerGroup.entrances.fget
    assert real is not None

    def entrances(group: WorkerGroup) -> tuple[Path, ...]:
        return tuple(Path("/dev/full") if at in refused else path for at, path in enumerate(real(group)))

    monkeypatch.setattr(WorkerGroup, "entrances", property(entrances))
    with start() as warm:
        if warm._group is None or len(warm._group.entrances) <= max(refused):
            pytest.skip("this machine gives us no such control group")
        assert "cgroup" not in warm.layers
        with warm.start_worker() as worker:
            assert ask(worker, "bytearray(1 << 30)") == "MemoryError"
    assert not warm._group.memory.exists()
    assert not warm._group.pids.exists()


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="needs files that lie in memory")
def test_a_worker_that_fills_its_group_with_files_in_memory_ends_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """They outlive it for a moment, and then the warm parent is the only one left that the kernel could end."""
    filling = (
        "for size in (7 << 20, 4096):\n    for number in range(400):\n        f = os.open(f'{size}-{number}', 66)\n"
        "        try: os.posix_fallocate(f, 0, size)\n        except OSError: pass\n        os.close(f)\n---\n0"
    )
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        Path(folder).chmod(0o711)
        monkeypatch.setattr(tempfile, "tempdir", folder)
        with start(mode=Mode.PLAIN, limits=replace(LIMITS, memory_mib=32, scratch_mib=8)) as warm:
            if "cgroup" not in warm.layers:
                pytest.skip("this machine gives us no control group")
            assert warm._group is not None
            for number in range(1, 4):
                with warm.start_worker() as worker:
                    tell(worker, filling)
                    group = warm._group
                    wait_until(lambda: group.out_of_memory_kills() >= number, "memory to run out")  # noqa: B023
                    assert worker.close().outcome.kind is OutcomeKind.MEMORY
            with warm.start_worker() as worker:
                assert ask(worker, "1 + 1") == "2"


def test_closing_twice_is_harmless_and_says_the_same(parent: WarmParent) -> None:
    worker = parent.start_worker()
    first = worker.close()
    assert worker.close() == first
    assert first.outcome.kind is OutcomeKind.EXITED
    assert first.outcome.detail == ""
    assert first.peak_memory_kib > 1000
    with pytest.raises(WorkerEnded):
        ask(worker, "1")


def test_closing_the_warm_parent_ends_its_workers() -> None:
    with start() as warm:
        worker = warm.start_worker()
        pid = worker.pid_here
    if pid is not None:
        assert not Path(f"/proc/{pid}").exists()
    with pytest.raises(InternalError, match="closed"):
        warm.start_worker()


def test_a_warm_parent_that_dies_is_an_internal_error_and_not_a_hang() -> None:
    with start() as warm:
        warm.start_worker().close()
        warm._process.kill()
        warm._process.wait()  # its child, which forks workers, is killed by the kernel when it is gone
        with pytest.raises(InternalError, match="the warm parent is gone"):
            warm.start_worker()


def test_an_entry_module_that_cannot_be_imported_is_told_with_its_reason() -> None:
    with start(entry="broken:serve") as warm, pytest.raises(InternalError, match="this module is broken"):
        warm.start_worker()
    with start(entry="no_such_module:serve") as warm, pytest.raises(InternalError, match="no_such_module"):
        warm.start_worker()


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("kind", ["auto", "plain", "none"])
def test_killing_the_owner_leaves_no_process_and_no_file_of_the_student(kind: str) -> None:
    option = {"auto": "", "plain": "mode=Mode.PLAIN", "none": "isolation=IsolationMode.NONE"}[kind]
    program = f"""
import os, sys, time
from autograder.model import Limits
from autograder.sandbox import IsolationMode, Mode, WarmParent
warm = WarmParent(entry="evaluator:serve", import_paths=({ENTRIES!r},), limits=Limits(), {option})
worker = warm.start_worker()
code = b"open('left', 'w').write('x')\\nprint('written', flush=True)\\nwhile True: pass\\n---\\n0"
worker.send([len(code).to_bytes(4, "big"), code], deadline_s=time.monotonic() + 600)
while not worker.output():
    time.sleep(0.01)
print(worker.pid_here, warm._process.pid, os.path.join(worker._folder or "/scratch", "left"), flush=True)
time.sleep(60)
"""
    owner = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=Path.cwd())
    assert owner.stdout is not None
    *numbers, left = owner.stdout.readline().split()
    pids, written = [int(number) for number in numbers], Path(left)
    assert len(pids) == 2
    assert written.exists() is (kind != "auto" or probe().mode is not Mode.NAMESPACES)
    assert all(Path(f"/proc/{pid}").exists() for pid in pids)
    owner.kill()
    owner.wait()
    owner.stdout.close()
    wait_until(lambda: not any(map(_running, pids)), "the end of the worker and of its parent")
    wait_until(lambda: not written.exists(), "the end of what it had written")


def _running(pid: int) -> bool:
    """Whether a process exists and is more than an entry that nobody has collected."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_starting_a_worker_with_other_limits_applies_those(parent: WarmParent) -> None:
    with parent.start_worker(replace(LIMITS, memory_mib=512)) as worker:
        assert ask(worker, "len(bytearray(300 << 20))") == str(300 << 20)
    with parent.start_worker(replace(LIMITS, memory_mib=32)) as worker:
        assert ask(worker, "bytearray(300 << 20)") == "MemoryError"


@pytest.mark.skipif(sys.platform != "linux", reason="dumpability is Linux's")
def test_a_hardened_process_can_still_start_workers_and_shows_its_memory_to_no_other_process() -> None:
    program = f"""
import os, subprocess, sys
from autograder.model import Limits
from autograder.sandbox import WarmParent, harden_trusted_process
harden_trusted_process()
with WarmParent(entry="evaluator:serve", import_paths=({ENTRIES!r},), limits=Limits()) as warm, warm.start_worker() as worker:
    assert worker.pid_here
look = "open(f'/proc/{{}}/mem', 'rb').close()".format(os.getpid())
if os.getuid() == 0:
    os.setresgid(65533, 65533, 65533), os.setresuid(65533, 65533, 65533)
    harden_trusted_process()
reader, writer = os.pipe()
child = os.fork()
if not child:
    try:
        exec(look)
        os.write(writer, b"read it")
    except PermissionError:
        os.write(writer, b"refused")
    os._exit(0)
print(os.read(reader, 99).decode())
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    assert done.stdout == "refused\n", done.stderr
