"""Limits follow from what the slowest right solution needs."""

from __future__ import annotations

from autograder.model import Limits, OutcomeKind, Status
from autograder.verify.jobs import Record
from autograder.verify.limits import about_limits, needs_of, own_limits, proposed_s

SUITE = """
from autograder.suite import exercise
LONG_S = 30

@exercise("f")
def test_short(student):
    pass

@exercise("f", call_s=60)
def test_long(student):
    pass

@exercise("f", call_s=LONG_S)
def test_named(student):
    pass
"""


def record(cells_s: float, **calls_s: float) -> Record:
    return Record(Status.GRADED, OutcomeKind.EXITED, "", {}, calls_s=calls_s, cells_s=cells_s)


def test_a_proposal_is_generously_above_what_is_needed_and_never_below_a_second() -> None:
    assert [proposed_s(needed) for needed in (0.0, 0.1, 0.21, 1.0, 3.0, 1000.0)] == [1, 1, 2, 5, 20, 300]


def test_a_test_with_a_limit_of_its_own_does_not_raise_that_of_all_others() -> None:
    own = own_limits({"test_hidden.py": SUITE})
    assert own == {"test_long": 60.0, "test_named": 30.0}
    needs = needs_of([record(0.1, test_short=0.2, test_long=2.0), record(0.3, test_short=0.1, test_named=8.0)], own)
    assert (needs.call_s, needs.cells_s, needs.proposed) == (0.2, 0.3, (1, 2))
    assert [f"{one.place}: {one.message}" for one in about_limits(Limits(call_s=1, load_s=20), needs, own)] == [
        "limits.load_s: a loop costs 20 s, and the slowest right solution needs 0.3 s; write 2",
    ]


def test_a_limit_that_a_test_gives_itself_is_a_promise_and_said_only_where_it_is_tight() -> None:
    own = own_limits({"test_hidden.py": SUITE})
    needs = needs_of([record(0.1, test_long=2.0, test_named=15.0)], own)
    assert [f"{one.place}: {one.message}" for one in about_limits(Limits(call_s=1, load_s=1), needs, own)] == [
        "test_named: call_s: 30 s is tight: the slowest right solution needs 15 s; write 90",
    ]


def test_a_limit_that_a_right_solution_nearly_needs_is_said_to_be_tight() -> None:
    needs = needs_of([record(0.1, test_short=0.4)], ())
    assert [f"{one.place}: {one.message}" for one in about_limits(Limits(call_s=1, load_s=1), needs, {})] == [
        "limits.call_s: 1 s is tight: the slowest right solution needs 0.4 s; write 2"
    ]
