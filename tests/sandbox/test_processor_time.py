"""A limit is processor time: a busy machine costs nobody anything, and a worker that waits by its own doing is late."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from autograder.grading import Cell, Job
from autograder.grading.trial import Trial
from autograder.model import Limits, OutcomeKind
from autograder.protocol.channel import WorkerEnded
from autograder.protocol.messages import Call
from autograder.protocol.values import Function
from autograder.sandbox import WarmParent, cpu_s, delayed_s

BURN = """
import time
def work(cpu_s):
    end = time.process_time() + cpu_s
    while time.process_time() < end:
        pass
    return True
def sleep(s):
    time.sleep(s)
    return True
def loop():
    while True:
        pass
def ask(f, times):
    return [f(i) for i in range(times)][-1]
"""
LIMITS = Limits(call_s=0.6, load_s=2, submission_s=20)


@contextlib.contextmanager
def crowd(core: int, size: int) -> Iterator[None]:
    """So many endless loops on one core, each as important as a worker."""
    begin = f"import os; os.sched_setaffinity(0, {{{core}}})\nwhile True: pass"
    loops = [subprocess.Popen([sys.executable, "-c", begin]) for _ in range(size)]
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


@contextlib.contextmanager
def trial_on(core: int | None = None) -> Iterator[Trial]:
    """A trial with a worker that is there, on this core."""
    before = os.sched_getaffinity(0)
    if core is not None:
        os.sched_setaffinity(0, {core})
    try:
        with WarmParent(entry="autograder.worker:serve", limits=LIMITS) as parent:
            trial = Trial(Job("s", (Cell("x", BURN, ("x",)),)), LIMITS, parent.start_worker)
            assert trial.begin("x") is None
            yield trial
            trial.close()
    finally:
        os.sched_setaffinity(0, before)


def call(trial: Trial, name: str, *args: object) -> object:
    return trial.request(Call(0, name, args, {})).value


def test_a_call_that_needs_less_than_its_limit_is_right_on_a_machine_that_is_busy_with_others() -> None:
    core = min(os.sched_getaffinity(0))
    with trial_on(core) as trial, crowd(core, 8):
        began_s = time.monotonic()
        assert call(trial, "work", 0.4) is True
        assert time.monotonic() - began_s > 0.6, "the crowd did not keep it waiting: this says nothing"


def test_a_loop_ends_at_the_limit_of_processor_time_whatever_the_load() -> None:
    core = min(os.sched_getaffinity(0))
    with trial_on(core) as trial, crowd(core, 4), pytest.raises(WorkerEnded) as caught:
        call(trial, "loop")
    assert caught.value.kind is OutcomeKind.TIMEOUT
    assert caught.value.detail == "it used up its processor time"
    assert 0.6 <= trial.timings_s["longest"] < 2


def test_a_worker_that_sleeps_is_late_without_using_the_processor() -> None:
    with trial_on() as trial:
        assert call(trial, "sleep", 0.8) is True  # a wall clock of 0.6 s would have ended it
        with pytest.raises(WorkerEnded) as caught:
            call(trial, "sleep", 600)
    assert caught.value.kind is OutcomeKind.TIMEOUT
    assert caught.value.detail == "it took longer than its time limit, without using the processor"


def test_the_time_that_a_given_function_takes_is_not_the_students() -> None:
    def slow(number: int) -> int:
        time.sleep(0.03)
        return number

    with trial_on() as trial:
        reply = trial.request(Call(0, "ask", (Function(0), 100), {}), functions=[slow])
        assert reply.value == 99


def test_a_submission_has_one_sum_of_processor_time_over_all_of_its_workers() -> None:
    with trial_on() as trial:
        for _ in range(3):
            call(trial, "work", 0.3)
        assert 0.9 <= trial.timings_s["cells"] + LIMITS.submission_s - trial.left_s < 3


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's clocks of other processes")
def test_the_kernel_tells_what_another_process_used_and_how_long_it_waited() -> None:
    core = min(os.sched_getaffinity(0))
    with crowd(core, 2):
        busy = subprocess.Popen([sys.executable, "-c", f"import os; os.sched_setaffinity(0, {{{core}}})\nwhile True: pass"])
        try:
            until_s = time.monotonic() + 60
            while (cpu_s(busy.pid) or 0) < 0.2:
                assert time.monotonic() < until_s
                time.sleep(0.05)
            assert (delayed_s(busy.pid) or 0) > 0.05
        finally:
            busy.kill()
            busy.wait()
    assert cpu_s(busy.pid) is None
    assert delayed_s(busy.pid) is None
