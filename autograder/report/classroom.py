"""What the class report shows, as plain data. It is for instructors only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, median
from types import MappingProxyType

from autograder.grades import FinalGrade, GradedWork, GradeStatus
from autograder.model import (
    NO_TEXT,
    Assignment,
    Course,
    ExerciseResult,
    Language,
    Reason,
    Result,
    Status,
    Text,
    Verdict,
)
from autograder.report.attention import AttentionView, attention
from autograder.report.feedback import percent
from autograder.report.items import ItemsView, items_view
from autograder.report.titles import title_of
from autograder.wording import one_line, plain_text, points_text

BINS = 10
_MOST_MISCONCEPTIONS = 20
_CHART_HEIGHT = 100  # units of the chart's own coordinates


@dataclass(frozen=True, slots=True)
class BinView:
    """A bar of the histogram, in the chart's coordinates."""

    label: str
    count: int
    x: int
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class ExerciseRow:
    """How a class did on an exercise. `percent` is the mean share of its points; widths are percent of the class."""

    name: str
    points: str
    percent: int
    known: bool
    full: int
    part: int
    none: int
    unknown: int
    full_width: float
    part_width: float


@dataclass(frozen=True, slots=True)
class Followed:
    """How many of those who were told a hint handed in again, and how many of them had the exercise right then."""

    tried: int
    right: int
    hint: Text = NO_TEXT


def followed_by(histories: Iterable[Sequence[Result]]) -> dict[tuple[str, str], Followed]:
    """By exercise and misconception, what came of its hint in the next version.

    Args:
        histories: for each student, the results of the versions in the order in which they came.
    """
    tried: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    hints: dict[tuple[str, str], Text] = {}
    for results in histories:
        for before, after in pairwise(results):
            passed = {one.name for one in after.exercises if one.verdict is Verdict.PASSED}
            for exercise in before.exercises:
                failed = (test for test in exercise.tests if test.verdict is Verdict.FAILED and test.misconception)
                told = {(exercise.name, one_line(test.misconception)): test.hint for test in failed}
                hints |= told
                for key in told:
                    tried[key] += 1
                    right[key] += exercise.name in passed
    return {key: Followed(count, right[key], hints[key]) for key, count in tried.items()}


@dataclass(frozen=True, slots=True)
class MisconceptionRow:
    """A misconception in words, who has it, what they were told, and how often a right answer came next.

    `followed` is like `3 / 4`; empty where nobody with it has handed in again.
    """

    title: str
    exercise: str
    count: int
    percent: int
    hint: str
    students: tuple[str, ...]
    followed: str


@dataclass(frozen=True, slots=True)
class CellView:
    """One student's score of one exercise. `heat` is 0 to 10, or a word where there is no score."""

    score: str
    heat: str
    title: str


@dataclass(frozen=True, slots=True)
class StudentRow:
    """A student's line of the table. `place` is its place when the lowest scores come first, from 1."""

    student: str
    name: str
    link: str
    total: str
    percent: int
    heat: str
    late: str
    cells: tuple[CellView, ...]
    place: int


@dataclass(frozen=True, slots=True)
class ClassView:
    """The report of a class on one assignment."""

    course: str
    title: str
    name: str
    count: int
    graded: int
    mean: str
    median: str
    points: str
    full_marks: int
    not_graded: int
    attention: tuple[AttentionView, ...]
    bins: tuple[BinView, ...]
    tallest: int
    exercises: tuple[ExerciseRow, ...]
    misconceptions: tuple[MisconceptionRow, ...]
    rows: tuple[StudentRow, ...]
    items: ItemsView
    missing: tuple[str, ...]
    carried: str


def class_view(
    course: Course,
    assignment: Assignment,
    works: Iterable[GradedWork],
    language: Language,
    link: Callable[[str], str] = lambda student: "",
    *,
    missing: Iterable[str] = (),
    no_notebook: Mapping[str, Reason] = MappingProxyType({}),
    decided: Mapping[str, FinalGrade] = MappingProxyType({}),
    followed: Mapping[tuple[str, str], Followed] | None = None,
    names: Mapping[str, str] = MappingProxyType({}),
) -> ClassView:
    """What a class's work comes to.

    Args:
        link: the address of a student's own page; empty for none.
        missing: those on the roster who have handed in nothing, though it is due.
        no_notebook: those of whom something came that holds no notebook, with what it was.
        decided: the grades that people gave without work to grade.
        followed: by exercise and misconception, what came of its hint in the next version.
        names: of students, where they are known.
    """
    finals = sorted(works, key=lambda work: work.result.student)
    graded = [work for work in finals if not _is_void(work) and work.grade.status not in _OUT]
    scores = [work.grade.net_so_far for work in graded]
    shares = [_share(work.grade) for work in graded]
    places = {work.result.student: place for place, work in enumerate(sorted(finals, key=_order), 1)}
    rows = [
        _student(work, names, link(work.result.student), places[work.result.student], language) for work in finals
    ]
    carried = sum(exercise.carried_forward for work in finals for exercise in work.result.exercises)
    bins, tallest = _histogram(shares)
    count = len(assignment.exercises) if finals else 0
    return ClassView(
        course=course.title.in_language(language),
        title=assignment.title.in_language(language),
        name=assignment.name,
        count=len(finals),
        graded=len(graded),
        mean=points_text(mean(scores)) if scores else "–",
        median=points_text(median(scores)) if scores else "–",
        points=points_text(max((work.grade.points for work in graded), default=assignment.points)),
        full_marks=sum(share == 100 for share in shares),
        not_graded=sum(_is_void(work) for work in finals),
        attention=attention(course, finals, no_notebook, decided, names, language),
        bins=bins,
        tallest=tallest,
        exercises=tuple(_exercise(index, finals) for index in range(count)),
        misconceptions=_misconceptions([work.result for work in finals], followed or {}, names, language),
        rows=tuple(rows),
        items=items_view(assignment, graded, language),
        missing=tuple(_called(student, names) for student in sorted(missing)),
        carried=points_text(carried) if carried else "",
    )


_OUT = frozenset({GradeStatus.EXCUSED, GradeStatus.DROPPED})
"""Whose work is no part of the class's figures."""


def _is_void(work: GradedWork) -> bool:
    """Whether a fault of the grader leaves this without a total, and no person has decided otherwise."""
    return work.result.status is Status.INTERNAL_ERROR and work.grade.status is GradeStatus.PENDING


def _order(work: GradedWork) -> tuple[bool, float, str]:
    """Lowest scores first; those without a score before them."""
    void = _is_void(work)
    return not void, 0.0 if void else work.grade.net_so_far, work.result.student


def _share(grade: FinalGrade) -> int:
    """Percent of the points that are graded already."""
    return percent(grade.net_so_far, grade.points_so_far)


def _called(student: str, names: Mapping[str, str]) -> str:
    """A student by id, with the name where it is known."""
    name = one_line(names.get(student, ""))
    return f"{one_line(student)} ({name})" if name else one_line(student)


@dataclass(frozen=True, slots=True)
class _Scored:
    """A score that is known."""

    score: float
    points: float


def _histogram(shares: Sequence[int]) -> tuple[tuple[BinView, ...], int]:
    """Ten bars over the share of points; the last holds 90 to 100."""
    counts = Counter(min(share * BINS // 100, BINS - 1) for share in shares)
    tallest = max(counts.values(), default=0)
    bars = []
    for index in range(BINS):
        height = round(_CHART_HEIGHT * counts[index] / tallest) if tallest else 0
        low, high = index * 100 // BINS, (index + 1) * 100 // BINS
        bars.append(BinView(f"{low}–{high}", counts[index], index * 50, _CHART_HEIGHT - height, height))
    return tuple(bars), tallest


def _exercise(index: int, works: Sequence[GradedWork]) -> ExerciseRow:
    mine = [work.grade.exercises[index] for work in works if index < len(work.grade.exercises)]
    first = works[0].result.exercises[index] if not mine else mine[0]
    known = [_Scored(exercise.score, exercise.points) for exercise in mine if exercise.score is not None]
    full = sum(exercise.score >= exercise.points for exercise in known)
    none = sum(exercise.score <= 0 < exercise.points for exercise in known)
    part = len(known) - full - none
    return ExerciseRow(
        name=first.name,
        points=points_text(first.points),
        percent=percent(sum(one.score for one in known), sum(one.points for one in known)),
        known=bool(known),
        full=full,
        part=part,
        none=none,
        unknown=len(mine) - len(known),
        full_width=round(100 * full / len(known), 1) if known else 0.0,
        part_width=round(100 * part / len(known), 1) if known else 0.0,
    )


def _misconceptions(
    results: Sequence[Result],
    followed: Mapping[tuple[str, str], Followed],
    names: Mapping[str, str],
    language: Language,
) -> tuple[MisconceptionRow, ...]:
    """By how many students have them; a student counts once. Last those that nobody has any more since the hint."""
    counts: Counter[tuple[str, str]] = Counter()
    hints: dict[tuple[str, str], Text] = {}
    whose: dict[tuple[str, str], list[str]] = {}
    for result in results:
        seen = set()
        for exercise in result.exercises:
            for test in exercise.tests:
                if test.misconception and test.verdict is Verdict.FAILED:
                    key = (exercise.name, one_line(test.misconception))
                    seen.add(key)
                    hints.setdefault(key, test.hint)
        counts.update(seen)
        for key in seen:
            whose.setdefault(key, []).append(_called(result.student, names))
    for key, found in followed.items():
        if key not in hints:
            counts[key], hints[key] = 0, found.hint
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST_MISCONCEPTIONS]
    return tuple(
        MisconceptionRow(
            title=title_of(hints[exercise, name].in_language(language), name),
            exercise=exercise,
            count=count,
            percent=percent(count, len(results)),
            hint=plain_text(hints[exercise, name].in_language(language)),
            students=tuple(whose.get((exercise, name), ())),
            followed=f"{again.right} / {again.tried}" if (again := followed.get((exercise, name))) else "",
        )
        for (exercise, name), count in ordered
    )


def _student(
    work: GradedWork, names: Mapping[str, str], link: str, place: int, language: Language
) -> StudentRow:
    result, grade, void = work.result, work.grade, _is_void(work)
    share = _share(grade)
    shown = grade.final is not None or grade.status is GradeStatus.PENDING
    return StudentRow(
        student=one_line(result.student),
        name=one_line(names.get(result.student, "")),
        link=link,
        total=points_text(grade.net_so_far) if shown and not void else "–",
        percent=share,
        heat="fault" if void else str(min(share, 100) // 10),
        late=points_text(grade.so_far_penalty) if grade.so_far_penalty else "",
        cells=tuple(_cell(exercise, grade, language) for exercise in result.exercises),
        place=place,
    )


def _cell(exercise: ExerciseResult, grade: FinalGrade, language: Language) -> CellView:
    counted = grade.exercise(exercise.name)
    if counted is None or counted.score is None:
        waiting = exercise.verdict is not Verdict.INTERNAL_ERROR
        return CellView("✎" if waiting else "!", "waiting" if waiting else "fault", exercise.name)
    failed = [test for test in exercise.tests if test.verdict is Verdict.FAILED]
    told = "; ".join(one_line(test.about.in_language(language) or test.name, limit_chars=60) for test in failed[:5])
    title = f"{exercise.name}: {points_text(counted.score)} / {points_text(exercise.points)}"
    heat = str(percent(counted.score, exercise.points) // 10)
    return CellView(points_text(counted.score), heat, f"{title} ({told})" if told else title)
