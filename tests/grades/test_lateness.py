"""How late a submission is, to the second, and what it costs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grades import Lateness, lateness
from autograder.grades.lateness import days_late
from autograder.model import Decisions, Extension, LatePolicy, ReasonKind, Waived

from .conftest import DUE, TENTH, handed_in

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
GRACE = LatePolicy(grace_minutes=10, per_day=0.1, at_most=0.5, cutoff=DUE + 7 * DAY)


def late(at: datetime | None, policy: LatePolicy = TENTH, **more: object) -> Lateness:
    unknown = bool(more.pop("late_by_unknown", False))
    return lateness(handed_in(at, late_by_unknown=unknown), due=DUE, policy=policy, zone="Asia/Seoul", **more)  # type: ignore[arg-type]


def until(moment: datetime) -> Decisions:
    return Decisions(extensions=(Extension("s001", "02_acts", moment, "ill"),))


def kinds(found: Lateness) -> list[ReasonKind]:
    return [reason.kind for reason in found.reasons]


@pytest.mark.parametrize(
    ("after", "days"),
    [(-DAY, 0), (timedelta(0), 0), (SECOND, 1), (DAY, 1), (DAY + SECOND, 2), (3 * DAY, 3), (3 * DAY + SECOND, 4)],
)
def test_each_day_begun_after_the_due_time_counts(after: timedelta, days: int) -> None:
    found = late(DUE + after)
    assert (found.days, found.share) == (days, min(Decimal("0.1") * days, Decimal("0.5")))
    assert found.on_time == (days == 0)


@pytest.mark.parametrize(
    ("due", "hours"),
    [
        (datetime(2027, 3, 27, 12, tzinfo=ZoneInfo("Europe/Berlin")), 23),  # clocks go forward on the 28th
        (datetime(2027, 10, 30, 12, tzinfo=ZoneInfo("Europe/Berlin")), 25),  # and back on the 31st
        (datetime(2027, 6, 1, 12, tzinfo=ZoneInfo("Europe/Berlin")), 24),
    ],
)
def test_a_day_ends_at_the_due_time_of_day_also_when_clocks_change(due: datetime, hours: int) -> None:
    start = due.astimezone(UTC)
    assert days_late(start + timedelta(hours=hours), due, "Europe/Berlin") == 1
    assert days_late(start + timedelta(hours=hours) + SECOND, due, "Europe/Berlin") == 2


def test_days_are_those_of_the_courses_zone_whatever_zone_the_due_time_is_written_in() -> None:
    due = datetime(2027, 3, 27, 11, tzinfo=UTC)  # 12:00 in Berlin
    assert days_late(due + timedelta(hours=23, seconds=1), due, "Europe/Berlin") == 2
    assert days_late(due + timedelta(hours=23, seconds=1), due, "UTC") == 1


@pytest.mark.parametrize("boundary", [timedelta(0), DAY, 2 * DAY])
def test_grace_moves_every_boundary_alike(boundary: timedelta) -> None:
    without, grace = LatePolicy(per_day=0.1), timedelta(minutes=GRACE.grace_minutes)
    for moment in (boundary, boundary + SECOND):
        assert late(DUE + moment + grace, GRACE).days == late(DUE + moment, without).days


def test_after_the_cut_off_and_its_grace_nothing_is_accepted() -> None:
    end = DUE + 7 * DAY + timedelta(minutes=10)
    assert late(end, GRACE).accepted
    after = late(end + SECOND, GRACE)
    assert (after.accepted, after.share, kinds(after)) == (False, 1, [ReasonKind.CUT_OFF])


def test_an_extension_moves_the_due_time_and_a_cut_off_that_comes_before_it() -> None:
    longer = DUE + 10 * DAY
    assert late(longer, GRACE, decisions=until(longer)).on_time
    assert not late(longer + timedelta(minutes=10) + SECOND, GRACE, decisions=until(longer)).accepted
    shorter = late(DUE + 3 * DAY, GRACE, decisions=until(DUE + 2 * DAY))
    assert (shorter.days, shorter.due) == (1, DUE + 2 * DAY)


def test_of_several_extensions_the_latest_holds() -> None:
    two = (Extension("s001", "02_acts", DUE + 3 * DAY, "a"), Extension("s001", "02_acts", DUE + DAY, "b"))
    for extensions in (two, two[::-1]):
        assert late(DUE + 3 * DAY, decisions=Decisions(extensions=extensions)).on_time


def test_nbgraders_extension_holds_where_the_file_has_none_and_is_named_where_it_has() -> None:
    found = late(DUE + 2 * DAY, extension=2 * DAY)
    assert (found.on_time, kinds(found)) == (True, [ReasonKind.EXTENSION_IN_NBGRADER])
    both = late(DUE + 2 * DAY, extension=5 * DAY, decisions=until(DUE + DAY))
    assert both.days == 1
    assert kinds(both) == [ReasonKind.EXTENSION, ReasonKind.EXTENSION_SET_ASIDE, ReasonKind.LATE]


def test_a_waiver_lifts_the_penalty_and_the_cut_off_and_says_how_late_it_was() -> None:
    waived = Decisions(waived=(Waived("s001", "02_acts", "server down"),))
    found = late(DUE + 30 * DAY, GRACE, decisions=waived)
    assert (found.share, found.accepted, found.days, kinds(found)) == (0, True, 30, [ReasonKind.WAIVED])


def test_a_time_that_is_not_known_costs_nothing_and_is_said() -> None:
    found = late(None)
    assert (found.share, found.on_time, kinds(found)) == (0, True, [ReasonKind.TIME_UNKNOWN])


def test_late_by_an_unknown_amount_costs_what_the_policy_says_which_is_nothing_by_default() -> None:
    assert late(None, late_by_unknown=True).share == 0
    found = late(None, LatePolicy(unknown=0.1), late_by_unknown=True)
    assert (found.share, kinds(found)) == (Decimal("0.1"), [ReasonKind.LATE_BY_UNKNOWN])


def test_who_is_called_late_by_a_source_that_knows_no_extension_loses_nothing() -> None:
    found = late(None, LatePolicy(unknown=0.1), late_by_unknown=True, decisions=until(DUE + DAY))
    assert found.share == 0


def test_the_largest_share_is_said_to_be_one() -> None:
    assert late(DUE + 4 * DAY + SECOND).reasons[-1].capped is False
    assert late(DUE + 5 * DAY + SECOND).reasons[-1].capped is True


def test_without_a_due_time_nothing_is_late() -> None:
    found = lateness(handed_in(), due=None, policy=TENTH, zone="UTC")
    assert found.on_time
    assert not found.reasons


@given(
    st.integers(-10_000, 2_000_000),
    st.integers(0, 200_000),
    st.sampled_from(["Europe/Berlin", "Asia/Seoul", "America/St_Johns"]),
)
def test_later_never_costs_less(seconds: int, more: int, zone: str) -> None:
    due = datetime(2027, 10, 29, 21, 30, tzinfo=UTC)
    first, second = (due + timedelta(seconds=n) for n in (seconds, seconds + more))
    assert days_late(first, due, zone) <= days_late(second, due, zone)
    assert abs(days_late(second, due, zone) - max(0, (second - due) / DAY)) < 1 + 1 / 12
