"""The simulation of the queue keeps to what arithmetic says."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

_PATH = Path(__file__).resolve().parents[2] / "benchmarks" / "queue.py"
_SPEC = importlib.util.spec_from_file_location("simulated_queue", _PATH)
assert _SPEC is not None
assert _SPEC.loader is not None
queue = importlib.util.module_from_spec(_SPEC)
sys.modules[_SPEC.name] = queue
_SPEC.loader.exec_module(queue)
STEADY = queue.Costs(endless_share=0.0)


@settings(max_examples=40)
@given(some.integers(1, 400), some.integers(1, 40))
def test_no_class_is_done_before_its_work_could_be(submissions: int, hosts: int) -> None:
    seconds, _ = queue.simulate(submissions, hosts, STEADY)
    grader_s = submissions * (STEADY.hand_out_s + STEADY.keep_s)
    assert seconds >= STEADY.start_s + grader_s - 1e-9
    assert seconds >= STEADY.start_s + 0.5 * submissions * STEADY.host_s / hosts


@pytest.mark.parametrize(("hosts", "bottleneck"), [(1, "hosts"), (2, "hosts"), (64, "grader")])
def test_few_hosts_are_the_bottleneck_and_with_many_the_grader_is(hosts: int, bottleneck: str) -> None:
    seconds, found = queue.simulate(2000, hosts, STEADY)
    assert found == bottleneck
    busy_s = max(2000 * STEADY.host_s / hosts, 2000 * (STEADY.hand_out_s + STEADY.keep_s))
    assert seconds == pytest.approx(STEADY.start_s + busy_s, rel=0.15)


def test_endless_submissions_cost_their_limit() -> None:
    costs = queue.Costs(endless_share=1.0, endless_s=20.0)
    seconds, _ = queue.simulate(40, 4, costs)
    assert 200 <= seconds <= 210
