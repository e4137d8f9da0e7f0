"""What the grades of the semester are, from the scenario's table alone. Nothing of the package is imported here."""

from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/Berlin")
DUE = {
    "a1": datetime(2026, 3, 27, 12, 0, tzinfo=HERE),
    "a2": datetime(2026, 4, 16, 23, 59, tzinfo=HERE),
    "a3": datetime(2026, 5, 14, 23, 59, tzinfo=HERE),
}
CUTOFF = {"a2": datetime(2026, 4, 20, 23, 59, tzinfo=HERE)}
POINTS = {"a1": {"double": 2, "square": 4}, "a2": {"double": 2, "square": 3}, "a3": {"double": 2, "square": 3, "why": 4}}
FREE = {"a2": "double"}  # everybody has it
GRACE = timedelta(minutes=10)
UTC = ZoneInfo("UTC")


def days_late(at, due):
    days = 0
    while at - GRACE > (due + timedelta(days=days)).astimezone(UTC):  # the wall clock's days
        days += 1
    return days


def grade(row):
    """The status and the final score ('' for none) of one row of the table."""
    name = row["assignment"]
    if row["status"] == "dropped":
        return "dropped", ""
    if row["excused"]:
        return "excused", ""
    right, at = (row["second"] or row["first"]), (row["second_at"] if row["second"] else row["first_at"])
    if not right:
        return "missing", ""
    score = spared = Decimal(0)
    for exercise, points in POINTS[name].items():
        by_hand = row.get(f"manual_{exercise}", "")
        if exercise == "square" and row["override"]:
            earned = Decimal(row["override"])
            spared += 0 if row["override_late"] else earned
        elif FREE.get(name) == exercise:
            earned = Decimal(points)
        elif exercise == "why" and (not by_hand or row["after"]):
            return "pending", ""
        elif by_hand:
            earned = Decimal(by_hand)
        else:
            earned = Decimal(points if exercise in right else 0)
        score += earned
    score += Decimal(row["extra"] or 0)
    due = DUE[name]
    if row["extension"] or row["nb_extension"]:
        due += timedelta(days=row["extension"] or row["nb_extension"])
    share = Decimal(0)
    if at and not row["waived"]:
        moment = datetime.fromisoformat(at)
        share = min(Decimal("0.1") * days_late(moment, due), Decimal("0.5"))
        if name in CUTOFF and moment - GRACE > max(CUTOFF[name], due).astimezone(UTC):
            share = Decimal(1)
    penalty = ((score - spared) * share).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return "graded", f"{(score - penalty).normalize():f}"
