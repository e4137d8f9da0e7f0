"""The scenario's table: who did what in the semester. Every kind of thing happens to somebody, some to several."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from . import oracle

STUDENTS = 60
GROUPS = {"s059": "pair", "s060": "pair"}  # one hands in for both
Row = dict[str, Any]
"""student, group, by (who of the group handed it in, where it was not the student), status, assignment; first, first_at, second, second_at (what is solved, when, in UTC; '' where nothing
or not known); after (whether the second came after a person had graded); manual_*, extra, nb_extension (given in
nbgrader); excused, waived, extension, override, override_late (decided)."""

_HOURS = (-200, -30, -2, -0.1, 0.0, 0.16, 0.2, 5, 23, 24.1, 40, 47.5, 48.3, 71.1, 80, 97, 130, 200)


def table() -> list[Row]:
    """A row for each student and assignment; always the same."""
    dice = random.Random(12)
    rows = []
    for number in range(1, STUDENTS + 1):
        student = f"s{number:03}"
        status = "dropped" if number in (7, 31) else "active"
        for name in oracle.POINTS:
            row: Row = {
                "student": student, "group": GROUPS.get(student, ""), "by": "", "status": status, "assignment": name,
                "first": "", "first_at": "", "second": "", "second_at": "", "after": False,
                "manual_double": "", "manual_why": "", "extra": "", "nb_extension": 0,
                "excused": False, "waived": False, "extension": 0, "override": "", "override_late": True,
            }  # fmt: skip
            if student == "s060":
                other = next(one for one in rows if (one["student"], one["assignment"]) == ("s059", name))
                row.update(
                    {key: other[key] for key in ("first", "first_at", "second", "second_at", "after")}, by="s059"
                )
                _people(dice, row, name)
            elif dice.random() > 0.08 or student == "s059":
                row["first"], row["first_at"] = _work(dice), _time(dice, name)
                _later(dice, row, name)
                _people(dice, row, name)
            _decided(dice, row)
            rows.append(row)
    return rows


def _work(dice: random.Random) -> str:
    return dice.choice(["double square", "double", "square", "double square", "neither"])


def _time(dice: random.Random, name: str) -> str:
    if dice.random() < 0.06:
        return ""
    at = oracle.DUE[name].astimezone(oracle.UTC) + timedelta(hours=dice.choice(_HOURS))
    return at.isoformat()


def _later(dice: random.Random, row: Row, name: str) -> None:
    if row["first_at"] and dice.random() < 0.15:
        first = oracle.DUE[name].fromisoformat(row["first_at"])
        row["second"] = _work(dice)
        row["second_at"] = (first + timedelta(hours=dice.choice([1, 9, 26]))).isoformat()
        cutoff = oracle.CUTOFF.get(name)
        if cutoff and oracle.DUE[name].fromisoformat(row["second_at"]) > cutoff:  # it would not count
            row["second"] = row["second_at"] = ""
        row["after"] = bool(row["second"]) and name == "a3" and dice.random() < 0.5


def _people(dice: random.Random, row: Row, name: str) -> None:
    if name == "a3" and dice.random() < 0.9:
        row["manual_why"] = dice.choice(["0", "2.5", "3", "4"])
    if name != "a2" and dice.random() < 0.08:
        row["manual_double"] = dice.choice(["0.5", "1.75"])
    if dice.random() < 0.08:
        row["extra"] = dice.choice(["0.5", "1"])
    if dice.random() < 0.06:
        row["nb_extension"] = 2


def _decided(dice: random.Random, row: Row) -> None:
    if row["status"] == "dropped":
        return
    row["excused"] = dice.random() < 0.04
    row["waived"] = dice.random() < 0.05
    row["extension"] = dice.choice([1, 3]) if dice.random() < 0.08 else 0
    if row["first"] and dice.random() < 0.08:
        row["override"], row["override_late"] = dice.choice(["0", "1.25", "3"]), dice.random() < 0.6
