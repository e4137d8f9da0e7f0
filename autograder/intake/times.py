"""Reads moments as nbgrader and LMSs write them. What cannot be read for certain is None, never a guess.

- nbgrader: `2027-03-19 14:59:00.000000 UTC` (`Exchange.timestamp_format`), UTC where no zone is said.
- LMSs: `Thursday, 18 March 2027, 11:50 PM` (Moodle's `strftimedaydatetime`), `Mar 19, 2027 1150 PM` and
  `19 March 2027 2350` (Brightspace), `2027-03-19-23-50-00` (Blackboard), ISO 8601; in the language of whoever
  downloaded, with the names of months and half-days of the Unicode CLDR, as Babel has them. Hours and minutes are
  divided by a colon, a point (Czech, Finnish, Danish) or an `h` (Canada's French language pack of Moodle).

Two digits of a year are read where the language fixes which of three numbers they are: a worksheet that was saved again
by a spreadsheet has them (`12.03.26 14:05`, `26. 3. 12 오후 2:05`). Without a language, or where an English one leaves
two readings, the moment is not known.

A moment without a zone is in the zone of its source. Of two moments that a clock change makes one, it is the earlier.
"""

from __future__ import annotations

import contextlib
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

_TIMESTAMP = re.compile(
    r"(?P<moment>\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?)\s*(?P<zone>[+-]\d{2}:?\d{2}|[A-Za-z/_]{1,40})?"
)
_DASHED = re.compile(r"(\d{4})-(\d{2})-(\d{2})-(\d{2})-(\d{2})-(\d{2})")
_LANGUAGES = (
    "en", "ko", "de", "fr", "es", "it", "pt", "nl", "ja", "zh", "pl", "sv", "da", "nb", "fi", "cs", "sk", "tr", "ru",
    "uk", "vi", "id", "hu", "ro", "el", "ca", "sl", "bg", "et", "lt", "lv", "is", "gl",
)  # fmt: skip
# Other languages write 24 hours, and some of their half-days are words of a third one's dates (Hungarian "de").
_HALF_DAYS_IN = ("en", "ko", "ja", "zh", "el", "vi")
_HALF_DAYS_OF_MOODLE = {"vormittags": "am", "nachmittags": "pm"}  # `amcaps` of its language packs, where not the CLDR's
_CLOCK = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?:[:.]|시|時|点|h(?=\s*\d))\s*(\d{2})\s*(?:분|分)?"
    r"(?:\s*[:.]?\s*(\d{2})(?:[.,]\d+)?\s*(?:초|秒)?)?(?!\d)"
)
_RUN_TOGETHER = re.compile(r"(?<!\d)(\d{1,2})(\d{2})(?=\s*[^\W\d]|\s*$)")
_NUMBERS_ONLY = re.compile(r"(?<!\d)(\d{4})\s*[-./년年]\s*(\d{1,2})\s*[-./월月]\s*(\d{1,2})\s*[.일日]?(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\s*([-./])\s*(\d{1,2})\s*[-./]\s*(\d{4})(?!\d)")
_SHORT = re.compile(r"(?<![\d:.])(\d{1,2})\s?([-./])\s?(\d{1,2})\s?\2\s?(\d{1,2})\.?(?![\d:])")
_YEAR_FIRST = frozenset({"ko", "ja", "zh"})
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_NUMBERED_MONTH = re.compile(r"(?<!\d)(\d{1,2})\s*[월月]|\bth(?:áng|g)\s*(\d{1,2})(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20|21)\d{2})(?!\d)")
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*\.?")
_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+-]\d{1,2}:?\d{2})\s*$")
_WORD_AFTER = re.compile(r"\s*([^\W\d_]+)")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[.\s]*$")
_HOUR_WORDS = frozenset(
    (
        "uhr", "h", "hrs", "hod", "ч", "год", "godz", "klo", "kl", "ore", "alle", "at", "on", "às", "à", "las", "um",
        "om", "в", "о", "u", "ob", "la", "saat", "pukul", "lúc", "στις",
    )
)  # fmt: skip
"""What stands beside a clock of 24 hours, and does not say which half of the day it is."""


def parse_timestamp(text: str, zone: tzinfo) -> datetime | None:
    """A moment as nbgrader writes it, in UTC; None if it is not one.

    Without a zone it is UTC, as in nbgrader. Abbreviations other than UTC and GMT count only as names of `zone`.
    """
    match = _TIMESTAMP.fullmatch(text.strip())
    if match is None:
        return None
    try:
        naive = datetime.fromisoformat(match["moment"])
        return _in_zone(naive, match["zone"] or "UTC", zone)
    except (ValueError, OverflowError, OSError, KeyError):
        return None


def parse_lms_time(text: str, zone: tzinfo, language: str = "") -> datetime | None:
    """A moment as an LMS shows it, in UTC; None if it could be several, or none.

    Args:
        text: such as `Thursday, 18 March 2027, 11:50 PM` or `2027년 3월 18일(목) 오후 11:50`.
        zone: where no zone is said.
        language: of what the moment stands in, where that is known; it tells the order of a date in numbers.
    """
    said = unicodedata.normalize("NFKC", text).strip().casefold()
    if not said or len(said) > 100:
        return None
    try:
        if match := _DASHED.fullmatch(said):
            return _utc(datetime(*(int(part) for part in match.groups())), zone)  # type: ignore[arg-type]
        if re.match(r"\d{4}-\d\d-\d\d[t ]\d\d:\d\d", said):
            with contextlib.suppress(ValueError):
                moment = datetime.fromisoformat(re.sub(r"\s*(?:utc|gmt|z)$", "+00:00", said).upper())
                return moment.astimezone(UTC) if moment.tzinfo else _utc(moment, zone)
        return _spoken(said, zone, language)
    except (ValueError, OverflowError):
        return None


def _spoken(said: str, zone: tzinfo, language: str) -> datetime | None:
    said = re.sub(r"\b([ap])\.\s?m\b\.?", r"\1m", said)  # Spanish and Catalan: `p. m.`
    words = [word.strip(".") for word in _WORD.findall(said)]
    halves = {_half_days()[word] for word in words if word in _half_days()}
    if len(halves) > 1:
        return None
    named = _named_zone(said, words, zone)
    if named is None:
        return None
    rest = said if isinstance(named, str) else _OFFSET.sub("", said)
    if words and words[-1] in _abbreviations(zone):
        rest = rest[: rest.rindex(words[-1])]
    date, rest = _date(rest, words, language)
    clock, rest = _clock(rest, halves.pop() if halves else "")
    if date is None or clock is None or re.search(r"\d", rest):
        return None
    return _utc(datetime(*date, *clock), zone if isinstance(named, str) else named)


def _date(said: str, words: list[str], language: str) -> tuple[tuple[int, int, int] | None, str]:
    """Year, month and day, and what is left of the text."""
    if match := _NUMBERS_ONLY.search(said):
        return (int(match[1]), int(match[2]), int(match[3])), _without(said, match)
    if match := _DAY_FIRST.search(said):
        first, second, year_said = int(match[1]), int(match[3]), int(match[4])
        if first > 12 >= second or match[2] == ".":  # with points, every language that writes so has the day first
            return (year_said, second, first), _without(said, match)
        if second > 12 >= first or first == second:
            return (year_said, first, second), _without(said, match)
        return None, said  # the third of April, or the fourth of March
    year = _YEAR.search(said)
    if year is None and (match := _SHORT.search(said)):
        return _short_date(match, words, language), _without(said, match)
    numbered = _NUMBERED_MONTH.search(said)
    months = {int(numbered[1] or numbered[2])} if numbered else {_months()[word] for word in words if word in _months()}
    if len(months) != 1 or year is None:
        return None, said
    rest = _without(said, year)
    if numbered:
        rest = _without(rest, next(_NUMBERED_MONTH.finditer(rest)))
    # In every language the day stands beside the month's name, and before the time.
    day = re.search(r"(?<![\d:])(\d{1,2})(?!\d|\s*:)(?:\s*(?:st|nd|rd|th|일|日)\b|\.)?", rest)
    if day is None:
        return None, said
    return (int(year[1]), months.pop(), int(day[1])), _without(rest, day)


def _short_date(match: re.Match[str], words: list[str], language: str) -> tuple[int, int, int] | None:
    """Year, month and day of three short numbers; None if the language leaves more than one reading, or none."""
    first, second, third = int(match[1]), int(match[3]), int(match[4])
    if language in _YEAR_FIRST or any(map(_EAST_ASIAN.search, words)):
        return 2000 + first, second, third
    if language in ("de", "fr") or "uhr" in words:
        return 2000 + third, second, first
    if language == "en" and (first > 12 or second > 12 or first == second):
        return (2000 + third, second, first) if first > 12 else (2000 + third, first, second)
    return None


def _clock(said: str, half: str) -> tuple[tuple[int, int, int] | None, str]:
    """Hour, minute and second, and what is left of the text."""
    match = _CLOCK.search(said) or _RUN_TOGETHER.search(said)
    if match is None:
        return None, said
    hour, minute = int(match[1]), int(match[2])
    second = int(match[3] or 0) if match.re is _CLOCK else 0
    if not half and 1 <= hour <= 12 and _may_be_a_half_day(said, match):
        return None, said
    if half:
        if not 1 <= hour <= 12:
            return None, said
        hour = hour % 12 + (12 if half == "pm" else 0)
    return (hour, minute, second), _without(said, match)


def _may_be_a_half_day(said: str, clock: re.Match[str]) -> bool:
    """Whether a word that nobody knows stands beside a clock, where languages say which half of the day it is."""
    beside = _WORD_AFTER.match(said, clock.end()), _WORD_BEFORE.search(said[: clock.start()])
    return any(match[1] not in _known_words() for match in beside if match)


def _without(said: str, match: re.Match[str]) -> str:
    return said[: match.start()] + " " + said[match.end() :]


def _named_zone(said: str, words: list[str], zone: tzinfo) -> tzinfo | str | None:
    """The offset that is said at the end; an empty text where none is; None where it is an unknown one."""
    if match := _OFFSET.search(said):
        digits = match[1].replace(":", "")
        hours, minutes = int(digits[1:-2]), int(digits[-2:])
        offset = timedelta(hours=hours, minutes=minutes)
        return timezone(-offset if digits[0] == "-" else offset)
    if words and words[-1] in ("utc", "gmt", "z"):
        return UTC
    # Blackboard ends with an abbreviation, such as KST: only that of the zone itself is known.
    if words and re.search(r"\d\s*(?:[ap]\.?m\.?\s*)?" + re.escape(words[-1]) + r"\s*$", said):
        last = words[-1]
        if last not in _known_words() and re.fullmatch(r"[a-z]{3,5}", last):
            return "" if last in _abbreviations(zone) else None
    return ""


def _abbreviations(zone: tzinfo) -> frozenset[str]:
    """What a zone calls itself in winter and in summer."""
    return frozenset((zone.tzname(datetime(2027, month, 1)) or "").casefold() for month in (1, 7))


def _utc(naive: datetime, zone: tzinfo) -> datetime:
    return naive.replace(tzinfo=zone).astimezone(UTC)


def _in_zone(naive: datetime, name: str, zone: tzinfo) -> datetime | None:
    if name in ("UTC", "GMT", "Z"):
        return naive.replace(tzinfo=UTC)
    if name[0] in "+-":
        hours, minutes = int(name[1:3]), int(name[-2:])
        offset = timedelta(hours=hours, minutes=minutes)
        return naive.replace(tzinfo=timezone(-offset if name[0] == "-" else offset)).astimezone(UTC)
    if "/" in name:
        return naive.replace(tzinfo=ZoneInfo(name)).astimezone(UTC)
    local = naive.replace(tzinfo=zone)
    return local.astimezone(UTC) if local.tzname() == name else None


@cache
def _months() -> Mapping[str, int]:
    """Month by name, in every language at once; a name that means different months in two languages is left out."""
    from babel import Locale

    found: dict[str, set[int]] = {}
    for language in _LANGUAGES:
        months = Locale(language).months
        for names in (
            months[context][width] for context in ("format", "stand-alone") for width in ("wide", "abbreviated")
        ):
            for number, name in names.items():
                found.setdefault(unicodedata.normalize("NFKC", name).casefold().strip("."), set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1 and not name.isdigit()}


@cache
def _half_days() -> Mapping[str, str]:
    """`am` or `pm` by what it is called."""
    from babel import Locale

    found = {"am": "am", "pm": "pm", "a.m": "am", "p.m": "pm", **_HALF_DAYS_OF_MOODLE}
    for language in _HALF_DAYS_IN:
        periods = Locale(language).day_periods.get("format", {})
        for names in periods.values():
            for half in ("am", "pm"):
                name = unicodedata.normalize("NFKC", names.get(half, "")).casefold().strip(".")
                if len(name) > 1:
                    found.setdefault(name, half)
    return found


@cache
def _known_words() -> frozenset[str]:
    """Words that may stand beside a clock: of half-days, months and days of the week, and those that mean the clock."""
    from babel import Locale

    days = {
        unicodedata.normalize("NFKC", name).casefold().strip(".")
        for language in _LANGUAGES
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for name in Locale(language).days[context].get(width, {}).values()
        if len(name.strip(".")) > 1 or name > "\u2fff"  # a letter such as the "P" of "2:05 P" is no day
    }
    return frozenset(days | _HOUR_WORDS | set(_half_days()) | set(_months()) | {"utc", "gmt", "z"})
