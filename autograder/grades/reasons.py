"""Why a grade is what it is: as data, and in words for instructors and for students."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from autograder.model import Text


class ReasonKind(StrEnum):
    """What a reason is about."""

    # Where the score of an exercise comes from.
    AUTOMATIC = "automatic"
    CARRIED_FORWARD = "carried_forward"
    MANUAL = "manual"
    OVERRIDE = "override"
    TEST_OVERRIDE = "test_override"
    FREE = "free"
    NOT_COUNTED = "not_counted"
    EXTRA_CREDIT = "extra_credit"
    EXTRA_EXERCISE = "extra_exercise"
    WAITING = "waiting"
    UNANSWERED = "unanswered"
    LOOK_AGAIN = "look_again"
    NOT_GRADED = "not_graded"
    FAULT = "fault"
    UNKNOWN_TEST = "unknown_test"
    # When it was handed in.
    EXTENSION = "extension"
    EXTENSION_IN_NBGRADER = "extension_in_nbgrader"
    EXTENSION_SET_ASIDE = "extension_set_aside"
    LATE = "late"
    LATE_BY_UNKNOWN = "late_by_unknown"
    TIME_UNKNOWN = "time_unknown"
    CUT_OFF = "cut_off"
    WAIVED = "waived"
    # The whole.
    EXCUSED = "excused"
    DROPPED = "dropped"
    MISSING = "missing"
    NOT_DUE = "not_due"
    UNREADABLE = "unreadable"
    STALE = "stale"
    VERSION = "version"


_FOR_STUDENTS = frozenset(ReasonKind) - {
    ReasonKind.AUTOMATIC,
    ReasonKind.LOOK_AGAIN,
    ReasonKind.UNKNOWN_TEST,
    ReasonKind.EXTENSION_SET_ASIDE,
    ReasonKind.DROPPED,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. Which fields are set depends on its kind.

    Attributes:
        exercise: what it is about; empty for the whole assignment.
        test: of that exercise.
        score: points that it gives.
        replaced: points that it takes the place of: what the tests or a person in nbgrader had given.
        of: the most that those points could be.
        why: what the person who decided wrote.
        moment: a time that it is about.
        days: days of lateness begun.
        share: of the score that is taken off.
        capped: whether a limit held: the policy's largest share, a test's points.
        spared: whether no late penalty is taken of `score`.
    """

    kind: ReasonKind
    exercise: str = ""
    test: str = ""
    score: float | None = None
    replaced: float | None = None
    of: float | None = None
    why: str = ""
    moment: datetime | None = None
    days: int = 0
    share: Decimal = Decimal(0)
    capped: bool = False
    spared: bool = False

    @property
    def for_student(self) -> bool:
        """Whether it concerns the student."""
        return self.kind in _FOR_STUDENTS


def in_words(reason: Reason, zone: str = "UTC") -> Text:
    """A reason as a sentence, without what a person wrote (`why`), which is in that person's language.

    Args:
        zone: in which times are given.
    """
    when = "" if reason.moment is None else reason.moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")
    percent = _number(float(reason.share * 100))
    score = _number(reason.score)
    instead = _number(reason.replaced)
    most = _number(reason.of)
    name, test = reason.exercise, reason.test
    was_en = f" (instead of {instead})" if reason.replaced is not None else ""
    was_ko = f" ({instead}점 대신)" if reason.replaced is not None else ""
    days_en = f"{reason.days} day{'s' if reason.days > 1 else ''} late"
    match reason.kind:
        case ReasonKind.AUTOMATIC:
            return Text(en=f"{name}: {score} of {most} by its tests", ko=f"{name}: 자동 채점 {most}점 중 {score}점")
        case ReasonKind.CARRIED_FORWARD:
            return Text(
                en=f"{name}: {score} of these points are earned with an earlier mistake carried forward",
                ko=f"{name}: 이 점수 중 {score}점은 앞 문제의 실수를 감안하여 얻은 점수입니다",
            )
        case ReasonKind.MANUAL:
            return Text(
                en=f"{name}: {score} given by a person{was_en}", ko=f"{name}: 사람이 매긴 점수 {score}점{was_ko}"
            )
        case ReasonKind.OVERRIDE:
            spared_en = ", no late penalty on it" if reason.spared else ""
            spared_ko = ", 지각 감점 없음" if reason.spared else ""
            return Text(
                en=f"{name}: set to {score} by your instructor{was_en}{spared_en}",
                ko=f"{name}: 담당자가 {score}점으로 정함{was_ko}{spared_ko}",
            )
        case ReasonKind.TEST_OVERRIDE:
            limit_en = f", the most it is worth is {most}" if reason.capped else ""
            limit_ko = f", 최대 {most}점" if reason.capped else ""
            return Text(
                en=f"{name}, {test}: set to {score} by your instructor{was_en}{limit_en}",
                ko=f"{name}, {test}: 담당자가 {score}점으로 정함{was_ko}{limit_ko}",
            )
        case ReasonKind.FREE:
            return Text(en=f"{name}: {score} given to everybody{was_en}", ko=f"{name}: 모두에게 {score}점 부여{was_ko}")
        case ReasonKind.NOT_COUNTED:
            return Text(en=f"{name}: counts for nobody{was_en}", ko=f"{name}: 모두에게 반영하지 않음{was_ko}")
        case ReasonKind.EXTRA_CREDIT:
            return Text(
                en=f"{name}: {score} of extra credit given by a person", ko=f"{name}: 사람이 준 추가 점수 {score}점"
            )
        case ReasonKind.EXTRA_EXERCISE:
            return Text(
                en=f"{name}: an exercise for extra credit, beyond full marks", ko=f"{name}: 만점 외의 추가 점수 문제"
            )
        case ReasonKind.NOT_GRADED:
            return Text(en="handed in, and not graded yet", ko="제출했고 아직 채점하지 않음")
        case ReasonKind.WAITING:
            return Text(en=f"{name}: waits for a person to grade it", ko=f"{name}: 사람의 채점을 기다리는 중")
        case ReasonKind.UNANSWERED:
            return Text(
                en=f"{name}: nothing was written there, so there is nothing to grade",
                ko=f"{name}: 답을 쓰지 않아 채점할 것이 없음",
            )
        case ReasonKind.LOOK_AGAIN:
            return Text(
                en=f"{name}: graded by a person before this was handed in, or before its tests changed",
                ko=f"{name}: 사람이 채점한 뒤에 제출물이나 검사가 바뀌었음",
            )
        case ReasonKind.FAULT:
            return Text(
                en=f"{name}: could not be graded because of a fault of the grader, not of the work",
                ko=f"{name}: 여러분의 답이 아니라 채점기의 문제로 채점하지 못함",
            )
        case ReasonKind.UNKNOWN_TEST:
            return Text(
                en=f"{name}: an override names the test {test}, which there is not; it has no effect",
                ko=f"{name}: 없는 검사 {test}에 대한 점수 조정은 효력이 없음",
            )
        case ReasonKind.EXTENSION:
            return Text(en=f"due {when} by an extension", ko=f"기한 연장: {when}까지")
        case ReasonKind.EXTENSION_IN_NBGRADER:
            return Text(en=f"due {when} by an extension given in nbgrader", ko=f"nbgrader에서 준 기한 연장: {when}까지")
        case ReasonKind.EXTENSION_SET_ASIDE:
            return Text(
                en=f"nbgrader has an extension until {when}; decisions.toml goes before it",
                ko=f"nbgrader의 기한 연장({when}까지)보다 decisions.toml이 우선함",
            )
        case ReasonKind.LATE:
            limit_en = ", the largest share" if reason.capped else ""
            limit_ko = ", 최대 감점" if reason.capped else ""
            return Text(
                en=f"handed in {when}, {days_en}: {percent}% taken off{limit_en}",
                ko=f"{when} 제출, {reason.days}일 지각: {percent}% 감점{limit_ko}",
            )
        case ReasonKind.LATE_BY_UNKNOWN:
            taken_en = f"{percent}% taken off" if reason.share else "nothing taken off"
            taken_ko = f"{percent}% 감점" if reason.share else "감점 없음"
            return Text(
                en=f"late by an unknown amount: {taken_en}", ko=f"지각이지만 얼마나 늦었는지 알 수 없음: {taken_ko}"
            )
        case ReasonKind.TIME_UNKNOWN:
            return Text(
                en="nothing says when it was handed in: nothing taken off", ko="제출 시각을 알 수 없음: 감점 없음"
            )
        case ReasonKind.CUT_OFF:
            return Text(
                en=f"handed in after {when}, when nothing was accepted any more",
                ko=f"제출 마감({when}) 이후에 제출되어 인정되지 않음",
            )
        case ReasonKind.WAIVED:
            late_en = f"{days_en}: " if reason.days else ""
            late_ko = f"{reason.days}일 지각: " if reason.days else ""
            return Text(en=f"{late_en}no late penalty", ko=f"{late_ko}지각 감점 면제")
        case ReasonKind.EXCUSED:
            return Text(en="excused: this assignment does not count", ko="면제: 이 과제는 성적에 반영되지 않음")
        case ReasonKind.DROPPED:
            return Text(en="has dropped the course", ko="수강 철회")
        case ReasonKind.MISSING:
            return Text(en="nothing was handed in", ko="제출하지 않음")
        case ReasonKind.NOT_DUE:
            return Text(
                en="nothing was handed in yet, and it is not due yet", ko="아직 제출하지 않았고 기한이 남아 있음"
            )
        case ReasonKind.UNREADABLE:
            return Text(en="the notebook that was handed in cannot be read", ko="제출한 노트북을 읽을 수 없음")
        case ReasonKind.STALE:
            return Text(
                en="handed in again since it was graded; this is the grade of the earlier version",
                ko="채점한 뒤 다시 제출함, 이 점수는 이전 제출의 점수임",
            )
        case ReasonKind.VERSION:
            return Text(en=f"the version of {when} counts", ko=f"{when}에 제출한 것이 반영됨")


def _number(points: float | None) -> str:
    """Points as people write them."""
    return "" if points is None else f"{points:.2f}".rstrip("0").rstrip(".")
