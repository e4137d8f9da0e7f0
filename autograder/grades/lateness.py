"""How late a submission is, and what share of its score that costs.

A day of lateness ends at the due time of day on the next calendar day of the course's time zone, so that it has 23 or
25 hours where a clock change falls into it. The grace period moves every boundary alike: the due time, the end of each
day and the cut-off. What is not known costs nothing, and is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from autograder.model import Decisions, LatePolicy, Reason, ReasonKind, Submission


@dataclass(frozen=True, slots=True)
class Lateness:
    """What is known about the time of a submission, and what it costs.

    Attributes:
        due: what counted for this student, an extension included; None without a due time.
        submitted_at: None where it is not known.
        days: days of lateness begun; 0 on time, or where it is not known.
        share: of everything that counts, in [0, 1].
        accepted: False after the cut-off; then `share` is 1.
        reasons: extensions, waivers, how late and what is not known.
    """

    due: datetime | None = None
    submitted_at: datetime | None = None
    days: int = 0
    share: Decimal = Decimal(0)
    accepted: bool = True
    reasons: tuple[Reason, ...] = ()

    @property
    def on_time(self) -> bool:
        """Whether nothing says that it is late."""
        return self.days == 0 and self.share == 0 and self.accepted


def due_for(due: datetime | None, decisions: Decisions, extension: timedelta | None) -> datetime | None:
    """When an assignment is due for one student.

    Args:
        due: for everybody.
        decisions: about this student's assignment. Of several extensions the latest holds.
        extension: nbgrader's; it holds where `decisions` has none.
    """
    if due is None:
        return None
    if decisions.extensions:
        return max(_utc(one.until) for one in decisions.extensions)
    return _utc(due) + extension if extension else due


def lateness(
    submission: Submission | None,
    *,
    due: datetime | None,
    policy: LatePolicy,
    zone: str,
    decisions: Decisions = Decisions(),  # noqa: B008 - frozen
    extension: timedelta | None = None,
) -> Lateness:
    """How late a submission is, and what that costs.

    Args:
        submission: None where there is none.
        due: for everybody.
        policy: of the assignment.
        zone: the course's time zone.
        decisions: about this student's assignment.
        extension: nbgrader's own, by which it moves the due time; used where `decisions` has no extension.
    """
    own = due_for(due, decisions, extension)
    reasons = list(_extensions(due, decisions, extension))
    at = None if submission is None or submission.submitted_at is None else _utc(submission.submitted_at)
    if submission is None or own is None:
        return Lateness(own, at, reasons=tuple(reasons))
    waived = min(decisions.waived, key=lambda one: one.why, default=None)
    extended = _utc(own) != _utc(due) if due else False
    if at is None:
        return _unknown(submission, own, policy, reasons, waived.why if waived else None, extended=extended)
    grace = timedelta(minutes=policy.grace_minutes)
    days = days_late(at - grace, own, zone)
    cutoff = None if policy.cutoff is None else max(_utc(policy.cutoff), _utc(own))
    share, accepted = Decimal(0), True
    if days and waived:
        reasons.append(Reason(ReasonKind.WAIVED, days=days, moment=at, why=waived.why))
    elif cutoff is not None and at > cutoff + grace:
        share, accepted = Decimal(1), False
        reasons.append(Reason(ReasonKind.CUT_OFF, days=days, moment=cutoff, share=Decimal(1)))
    elif days:
        full, most = days * Decimal(repr(policy.per_day)), min(Decimal(repr(policy.at_most)), Decimal(1))
        share = max(Decimal(0), min(full, most))
        reasons.append(Reason(ReasonKind.LATE, days=days, moment=at, share=share, capped=full > most))
    return Lateness(own, at, days, share, accepted, tuple(reasons))


def days_late(at: datetime, due: datetime, zone: str) -> int:
    """Days begun between two moments, each ending at the due time of day in `zone`; 0 where `at` is not after `due`."""
    if _utc(at) <= _utc(due):
        return 0
    here = ZoneInfo(zone)
    local_due = _utc(due).astimezone(here)
    days = max(0, (_utc(at).astimezone(here).date() - local_due.date()).days - 1)
    while _utc(at) > _end_of_day(local_due, days):
        days += 1
    return days


def _end_of_day(local_due: datetime, days: int) -> datetime:
    """When the `days`-th day of lateness ends; the due time itself for 0."""
    if days == 0:
        return local_due.astimezone(UTC)
    # The wall clock's arithmetic: the offset of that day is looked up anew.
    return (local_due + timedelta(days=days)).astimezone(UTC)


def _extensions(due: datetime | None, decisions: Decisions, extension: timedelta | None) -> list[Reason]:
    if due is None:
        return []
    reasons = []
    if decisions.extensions:
        latest = max(decisions.extensions, key=lambda one: (_utc(one.until), one.why))
        reasons.append(Reason(ReasonKind.EXTENSION, moment=_utc(latest.until), why=latest.why))
        if extension and _utc(due) + extension != _utc(latest.until):
            reasons.append(Reason(ReasonKind.EXTENSION_SET_ASIDE, moment=_utc(due) + extension))
    elif extension:
        reasons.append(Reason(ReasonKind.EXTENSION_IN_NBGRADER, moment=_utc(due) + extension))
    return reasons


def _unknown(
    submission: Submission,
    due: datetime,
    policy: LatePolicy,
    reasons: list[Reason],
    waived: str | None,
    *,
    extended: bool,
) -> Lateness:
    """Without a time. Its source may still call it late: by the due time that everybody has."""
    if not submission.late_by_unknown:
        reasons.append(Reason(ReasonKind.TIME_UNKNOWN))
        return Lateness(due, None, reasons=tuple(reasons))
    if waived is not None:
        reasons.append(Reason(ReasonKind.WAIVED, why=waived))
        return Lateness(due, None, reasons=tuple(reasons))
    share = Decimal(0) if extended else Decimal(repr(policy.unknown))
    reasons.append(Reason(ReasonKind.LATE_BY_UNKNOWN, share=share))
    return Lateness(due, None, share=share, reasons=tuple(reasons))


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
