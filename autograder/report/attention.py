"""What of a class an instructor must look at, with what became of whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from autograder.grades import FinalGrade, GradedWork
from autograder.model import Course, Language, OutcomeKind, Reason, ReasonKind, Status, Verdict
from autograder.wording import OUTCOMES, note_in, one_line, points_text, reason_in_words


@dataclass(frozen=True, slots=True)
class RemarkView:
    """Something an instructor should look at: whose, and what. `name` is empty where it is not known."""

    student: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class AttentionView:
    """Remarks of one kind."""

    kind: str
    remarks: tuple[RemarkView, ...]


def attention(
    course: Course, works: Sequence[GradedWork], no_notebook: Mapping[str, Reason],
    decided: Mapping[str, FinalGrade], names: Mapping[str, str], language: Language,
) -> tuple[AttentionView, ...]:
    """What somebody must look at, by kind; a kind of which there is nothing is left out.

    Args:
        course: the course.
        works: everybody's.
        no_notebook: those of whom something came that holds no notebook, with what it was.
        decided: the grades that people gave without work to grade.
        names: of students, where they are known.
        language: of the report.
    """
    def remarks(choose: Callable[[GradedWork], Iterable[str]]) -> tuple[RemarkView, ...]:
        students = ((work, work.result.student) for work in works)
        return tuple(
            RemarkView(one_line(student), one_line(names.get(student, "")), text)
            for work, student in students
            for text in choose(work)
        )

    def said(note: str) -> str:
        return one_line(note_in(one_line(note), language))

    def faults(work: GradedWork) -> Iterable[str]:
        result = work.result
        if result.status is Status.INTERNAL_ERROR:
            tests = [
                f"{exercise.name}, {one_line(test.name)}: {one_line(test.message)}"
                for exercise in result.exercises
                for test in exercise.tests
                if test.verdict is Verdict.INTERNAL_ERROR
            ]
            yield from tests or [one_line(result.outcome.detail) or "–"]

    def unreadable(work: GradedWork) -> Iterable[str]:
        result = work.result
        if result.status is Status.UNREADABLE:
            yield "; ".join(said(note) for note in result.notes)

    def bad_ends(work: GradedWork) -> Iterable[str]:
        result = work.result
        if result.outcome.kind is not OutcomeKind.EXITED and result.status is Status.GRADED:
            told = OUTCOMES[result.outcome.kind].in_language(language)
            yield " ".join([f"[{result.outcome.kind.value}] {told}", said(result.outcome.detail)]).strip()

    def noted(work: GradedWork) -> Iterable[str]:
        result = work.result
        return [said(note) for note in result.notes] if result.status is Status.GRADED else []

    def late(work: GradedWork) -> Iterable[str]:
        kinds = (ReasonKind.LATE, ReasonKind.CUT_OFF, ReasonKind.WAIVED)
        told = [reason_in_words(one, course.time_zone) for one in work.grade.reasons if one.kind in kinds]
        return [f"{text.in_language(language)} (−{points_text(work.grade.so_far_penalty)})" for text in told]

    def unknown_times(work: GradedWork) -> Iterable[str]:
        kinds = (ReasonKind.TIME_UNKNOWN, ReasonKind.LATE_BY_UNKNOWN)
        return [reason_in_words(one).in_language(language) for one in work.grade.reasons if one.kind in kinds]

    def waiting(work: GradedWork) -> Iterable[str]:
        kinds = (ReasonKind.WAITING,)
        names = [one.exercise for one in work.grade.reasons if one.kind in kinds]
        return [", ".join(names)] if names else []

    def look_again(work: GradedWork) -> Iterable[str]:
        names = [one.exercise for one in work.grade.reasons if one.kind is ReasonKind.LOOK_AGAIN]
        return [", ".join(names)] if names else []

    kinds = {
        "faults": faults, "unreadables": unreadable, "bad_ends": bad_ends, "all_notes": noted, "late_ones": late,
        "unknown_times": unknown_times, "manual_waiting": waiting, "look_again": look_again,
    }  # fmt: skip
    without_work = {
        "no_notebook_ones": {
            student: one_line(reason_in_words(reason, course.time_zone).in_language(language))
            for student, reason in no_notebook.items()
        },
        "no_submission_ones": {
            student: f"{points_text(grade.net_so_far)} / {points_text(grade.points)}"
            for student, grade in decided.items()
        },
    }
    others = (
        AttentionView(
            kind,
            tuple(
                RemarkView(one_line(student), one_line(names.get(student, "")), text)
                for student, text in sorted(said_of.items())
            ),
        )
        for kind, said_of in without_work.items()
    )
    found = (AttentionView(kind, remarks(choose)) for kind, choose in kinds.items())
    return tuple(view for view in (*others, *found) if view.remarks)
