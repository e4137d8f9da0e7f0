"""Why a grade is what it is, in words for instructors and for students."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from autograder.model import NO_TEXT, Reason, ReasonKind, Text
from autograder.wording.sentences import said
from autograder.wording.words import one_line

_MOST_NAMES = 3
_MOST_NAME_CHARS = 60


def reason_in_words(reason: Reason, zone: str = "UTC") -> Text:
    """A reason as a sentence, without what a person wrote (`why`), which is in that person's language.

    Args:
        zone: in which times are given.
    """
    percent, most = _number(float(reason.share * 100)), _number(reason.of)
    days = said("reasons.days", days=reason.days) if reason.days > 1 else said("reasons.a_day")
    limit = NO_TEXT
    if reason.capped:
        of_a_test = reason.kind is ReasonKind.TEST_OVERRIDE
        limit = said("reasons.most", points=most) if of_a_test else said("reasons.largest")
    return said(
        f"reasons.{'waived_late' if reason.kind is ReasonKind.WAIVED and reason.days else reason.kind.value}",
        name=reason.exercise,
        test=reason.test,
        score=_number(reason.score),
        most=most,
        when="" if reason.moment is None else _minute(reason.moment, zone),
        late=days,
        off=said("reasons.off", percent=percent) if reason.share else said("reasons.nothing_off"),
        instead=NO_TEXT if reason.replaced is None else said("reasons.instead", points=_number(reason.replaced)),
        spared=said("reasons.spared") if reason.spared else NO_TEXT,
        limit=limit,
        files=_names(reason.files),
        came=NO_TEXT if reason.moment is None else said("reasons.came", when=_minute(reason.moment, zone)),
    )


def _minute(moment: datetime, zone: str) -> str:
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


def _names(files: tuple[str, ...]) -> str:
    """The first names; students choose them, so that they may be long."""
    shown = ", ".join(one_line(name, limit_chars=_MOST_NAME_CHARS) for name in files[:_MOST_NAMES])
    return f"{shown}, …" if len(files) > _MOST_NAMES else shown


def _number(points: float | None) -> str:
    """Points as people write them."""
    return "" if points is None else f"{points:.2f}".rstrip("0").rstrip(".")
