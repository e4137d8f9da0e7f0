"""Real runs of `autograder grade`, killed at random moments and otherwise disturbed, end like one that was not."""

from __future__ import annotations

import contextlib
import difflib
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from autograder.batch.upkeep import bring_up_to_date
from autograder.config import load_assignment, load_course
from tests.steady import PATIENCE_S

from .conftest import LOOK, everything, grade, gradebook, results, start
from .small_course import NAME

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")


# ------------------------------------------------------------------------------------------------ processes


def processes() -> dict[int, tuple[int, str]]:
    """Every process: its parent and its start time, by number."""
    found = {}
    for entry in os.scandir("/proc"):
        with contextlib.suppress(OSError):
            if entry.name.isdigit():
                fields = Path(entry.path, "stat").read_text().rpartition(")")[2].split()
                if fields[0] != "Z":
                    found[int(entry.name)] = (int(fields[1]), fields[19])
    return found


def descendants(pid: int) -> dict[int, str]:
    """The processes below one, with their start times."""
    table = processes()
    found: dict[int, str] = {}
    level = {pid}
    while level:
        level = {child for child, (parent, _) in table.items() if parent in level}
        found |= {child: table[child][1] for child in level}
    return found


def command_of(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    return ""


def is_fork_of(program: str, pid: int) -> bool:
    """Whether it is a worker: its end would be that of the student's code."""
    parent, _ = processes().get(pid, (0, ""))
    return program in command_of(parent)


def assert_all_gone(started: dict[int, str], within_s: float = PATIENCE_S) -> None:
    """None of these processes is left, in a moment at the latest."""
    end_s = time.monotonic() + within_s
    while True:
        table = processes()
        left = [pid for pid, born in started.items() if pid in table and table[pid][1] == born]
        if not left:
            return
        assert time.monotonic() < end_s, [command_of(pid) for pid in left]
        time.sleep(0.02)


def assert_same(found: dict[str, Any], expected: dict[str, Any]) -> None:
    """That two runs left the same, with a short word about what differs."""
    for what in ("results", "gradebook", "autograded"):
        if found[what] != expected[what]:
            one, other = (json.dumps(side[what], indent=1, default=repr).splitlines() for side in (found, expected))
            pytest.fail(f"{what} differ:\n" + "\n".join(list(difflib.unified_diff(other, one, n=4))[:60]))


def kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


@pytest.fixture
def running(root: Path) -> Iterator[list[subprocess.Popen[str]]]:
    """Runs that a test starts; what is left of them in the end is killed."""
    started: list[subprocess.Popen[str]] = []
    yield started
    for run in started:
        kill(run.pid)
        run.communicate()


# ------------------------------------------------------------------------------------------------ kill -9


@pytest.mark.parametrize("kills", [3, pytest.param(15, marks=pytest.mark.slow)])
def test_a_grader_killed_again_and_again_ends_with_the_gradebook_of_a_run_that_was_not(
    root: Path, undisturbed: dict[str, Any], kills: int
) -> None:
    draw = random.Random(20270319)
    kept_before: set[str] = set()
    for number in range(kills):
        run = start(root, *(["--force"] if number % 3 == 2 else []))
        time.sleep(draw.uniform(0.2, 3.0))
        below = descendants(run.pid)
        kill(run.pid)
        run.communicate()
        assert_all_gone(below)
        kept = {item["student"] for item in results(root)}
        assert kept_before <= kept, "a result that was there is gone"
        kept_before = kept
    done = grade(root)
    assert done.returncode == LOOK, done.stderr
    assert_same(everything(root), undisturbed)
    assert not list(root.rglob("*.draft")) + list(root.rglob("*.tmp"))
    again = grade(root)
    assert f"({len(undisturbed['results'])} unchanged)" in again.stderr
    assert_same(everything(root), undisturbed)


@pytest.mark.parametrize("victim", [pytest.param("autograder.grading.host", marks=pytest.mark.slow), "warm_parent"])
def test_a_suite_host_or_a_warm_parent_that_is_killed_costs_nobody_anything(
    root: Path, undisturbed: dict[str, Any], victim: str, running: list[subprocess.Popen[str]]
) -> None:
    draw = random.Random(victim)
    run = start(root)
    running.append(run)
    time.sleep(1.0)
    for _ in range(3):
        time.sleep(draw.uniform(0.1, 0.6))
        found = [pid for pid in descendants(run.pid) if victim in command_of(pid) and not is_fork_of(victim, pid)]
        if found and run.poll() is None:
            kill(draw.choice(found))
            time.sleep(0.7)  # one death per submission: two are too many
    _, said = run.communicate(timeout=PATIENCE_S)
    again = grade(root)  # a submission that lost two hosts was given up, and is tried again
    assert again.returncode == LOOK, said + again.stderr
    assert_same(everything(root), undisturbed)


# ------------------------------------------------------------------------------------------------ Ctrl-C


def test_ctrl_c_exits_130_and_what_was_finished_is_recorded(
    root: Path, undisturbed: dict[str, Any], running: list[subprocess.Popen[str]]
) -> None:
    run = start(root, start_new_session=True)
    running.append(run)
    store = root / ".autograder" / "results" / NAME
    end_s = time.monotonic() + PATIENCE_S
    while len(list(store.glob("*.json"))) < 3 and time.monotonic() < end_s:
        time.sleep(0.01)
    below = descendants(run.pid)
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=PATIENCE_S)
    assert run.returncode == 130, said
    assert said.strip().splitlines()[-1] == "interrupted; what was finished is kept"
    assert "Traceback" not in said
    assert_all_gone(below)
    kept = {item["student"] for item in results(root)}
    recorded = {row[0] for row in gradebook(root)["submissions"]}
    assert len(kept) >= 3
    assert len(kept - recorded) <= 1  # the one that was in hand
    grade(root)
    assert_same(everything(root), undisturbed)


THROWN_AWAY = """
import signal, time, weakref
from autograder.interrupts import hear_every_interrupt

signal.signal(signal.SIGINT, signal.default_int_handler)
hear_every_interrupt()
try:
    {dropped}
    time.sleep({patience_s})
except KeyboardInterrupt:
    print("heard")
"""


@pytest.mark.parametrize(
    "dropped",
    ["one = type('One', (), {'__del__': lambda self: signal.raise_signal(signal.SIGINT)})(); del one",
     "one = weakref.ref(kept := type('One', (), {})(), lambda _: signal.raise_signal(signal.SIGINT)); del kept"],
)  # fmt: skip
def test_ctrl_c_is_heard_where_python_throws_exceptions_away(dropped: str) -> None:
    program = THROWN_AWAY.replace("{dropped}", dropped).replace("{patience_s}", str(PATIENCE_S))
    run = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert (run.stdout, run.stderr) == ("heard\n", "")


BUSY = """
import threading
start, started = threading.Timer.start, []

def slowly(timer):
    start(timer)
    started.append(timer)
    time.sleep(0.5 if len(started) < 3 else 0)

threading.Timer.start = slowly
"""


def test_ctrl_c_is_heard_on_a_machine_so_busy_that_it_comes_again_before_all_is_ready_for_it() -> None:
    dropped = "one = type('One', (), {'__del__': lambda self: signal.raise_signal(signal.SIGINT)})(); del one"
    program = THROWN_AWAY.replace("{dropped}", dropped).replace("{patience_s}", str(PATIENCE_S))
    program = program.replace("hear_every_interrupt()\n", "hear_every_interrupt()\n" + BUSY, 1)
    run = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert (run.stdout, run.stderr) == ("heard\n", "")


# ------------------------------------------------------------------------------------------------ disk and database


@pytest.mark.parametrize(
    ("most_kib", "code"),
    [(1, 2), (60, 3)],  # too little for a result; for the gradebook
)
@pytest.mark.slow
def test_a_disk_that_is_full_is_said_in_one_line_and_the_next_run_completes(
    root: Path, undisturbed: dict[str, Any], most_kib: int, code: int
) -> None:
    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_kib << 10, most_kib << 10))

    run = start(root, preexec_fn=small_files)
    _, said = run.communicate(timeout=PATIENCE_S)
    assert run.returncode == code, said
    assert "cannot be written" in said or "could not be written" in said
    assert len(said.strip().splitlines()) == 1, said
    done = grade(root)
    assert done.returncode == LOOK, done.stderr
    assert_same(everything(root), undisturbed)


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("mount") is None, reason="only root makes a small disk")
@pytest.mark.slow
def test_a_real_full_disk_keeps_what_was_graded(root: Path, undisturbed: dict[str, Any]) -> None:
    place = root / ".autograder" / "results"
    place.mkdir(parents=True, exist_ok=True)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48k", "tmpfs", str(place)], check=False)
    if mounted.returncode:
        pytest.skip("no right to mount")
    try:
        done = grade(root)
        assert done.returncode == 2, done.stderr
        assert "No space left on device" in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
        kept = results(root)
        assert kept
        assert all(item in undisturbed["results"] for item in kept)
        subprocess.run(["mount", "-o", "remount,size=8m", str(place)], check=True)
        done = grade(root)
        assert done.returncode == LOOK, done.stderr
        assert_same(everything(root), undisturbed)
    finally:
        subprocess.run(["umount", str(place)], check=True)


@pytest.mark.slow
def test_a_gradebook_that_another_program_holds_for_seconds_is_waited_for(
    root: Path, undisturbed: dict[str, Any], running: list[subprocess.Popen[str]]
) -> None:
    with closing(sqlite3.connect(root / "gradebook.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE assignment SET duedate = duedate")
        run = start(root)
        running.append(run)
        time.sleep(4.0)
        assert run.poll() is None
        other.execute("ROLLBACK")
        _, said = run.communicate(timeout=PATIENCE_S)
    assert run.returncode == LOOK, said
    assert_same(everything(root), undisturbed)


# ------------------------------------------------------------------------------------------------ two at a time


def test_a_second_run_on_the_same_assignment_is_refused_in_one_line_and_harms_nothing(
    root: Path, undisturbed: dict[str, Any], running: list[subprocess.Popen[str]]
) -> None:
    first = start(root)
    running.append(first)
    lock = root / ".autograder" / "locks" / f"{NAME}.lock"
    end_s = time.monotonic() + PATIENCE_S
    while not (lock.is_file() and lock.read_text().strip()) and time.monotonic() < end_s:
        time.sleep(0.01)
    second = grade(root)
    assert second.returncode == 2
    assert second.stderr == (
        f"autograder: {NAME}: it is being graded already, by process {first.pid}; wait for that run, or end it\n"
    )
    _, said = first.communicate(timeout=PATIENCE_S)
    assert first.returncode == LOOK, said
    assert_same(everything(root), undisturbed)


AS_FORMGRADER = """
import select, sys
from nbgrader.api import Gradebook

students = sys.argv[2:]
with Gradebook(sys.argv[1]) as gradebook:
    print("ready", flush=True)
    typed = 0
    while not select.select([sys.stdin], [], [], 0.02)[0]:
        grade = gradebook.find_grade("test-softmax", "01_small", "01_small", students[typed % len(students)])
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = typed % 9 / 4, 0.25, False
        gradebook.db.commit()
        typed += 1
    print(typed, flush=True)
"""
"""What formgrader's server does when somebody types points: nbgrader's own rows, a transaction for each."""


def test_points_typed_in_formgrader_while_a_class_is_graded_stay_and_count(graded: Path, tmp_path: Path) -> None:
    root = tmp_path / "graded"
    shutil.copytree(graded, root)
    before = {row[:2]: row[2:] for row in gradebook(root)["grades"]}
    students = sorted({student for student, _ in before})[:3]
    program = [sys.executable, "-W", "ignore", "-c", AS_FORMGRADER]
    with subprocess.Popen(
        [*program, f"sqlite:///{root}/gradebook.db", *students], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as typing:  # it ends with its input, also where this test does not come to its end
        assert typing.stdout is not None
        assert typing.stdout.readline() == "ready\n"
        done = grade(root, "--force", *(option for student in students for option in ("--student", student)))
        said, _ = typing.communicate("enough\n", timeout=PATIENCE_S)
    typed = int(said)
    assert done.returncode == 0, done.stderr
    assert typed > len(students), "nothing was typed while the class was graded"
    last = {students[number % 3]: number % 9 / 4 for number in range(typed - 3, typed)}
    course = load_course(root)
    mended = bring_up_to_date(course, load_assignment(course, NAME))
    after = {row[:2]: row[2:] for row in gradebook(root)["grades"]}
    for student in students:
        automatic, manual, _ = after[student, "test-softmax"]
        assert (automatic, manual) == (before[student, "test-softmax"][0], last[student])
        member = next(member for member in mended.standing.members if member.student == student)
        others = sum(after[student, f"test-{name}"][0] for name in ("relu", "spread"))
        assert member.grade.score == pytest.approx(last[student] + 0.25 + others)
    assert not bring_up_to_date(course, load_assignment(course, NAME)).mended
