"""What the class report shows, as plain data. It is for instructors only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, median

from autograder.grades.scoring import ManualGrade, net_score, with_manual
from autograder.model import Assignment, Course, ExerciseResult, Language, OutcomeKind, Result, Status, Text, Verdict
from autograder.report.feedback import is_known, percent
from autograder.wording import OUTCOMES, one_line, plain_text, points_text

BINS = 10
_MOST_MISCONCEPTIONS = 20
_CHART_HEIGHT = 100  # units of the chart's own coordinates

Manual = Mapping[str, Mapping[str, ManualGrade]]


@dataclass(frozen=True, slots=True)
class RemarkView:
    """Something an instructor should look at: whose, and what."""

    student: str
    text: str


@dataclass(frozen=True, slots=True)
class AttentionView:
    """Remarks of one kind."""

    kind: str
    remarks: tuple[RemarkView, ...]


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
class MisconceptionRow:
    """A misconception, how many students have it and what they were told."""

    name: str
    exercise: str
    count: int
    percent: int
    hint: str


@dataclass(frozen=True, slots=True)
class CellView:
    """One student's score of one exercise. `heat` is 0 to 10, or a word where there is no score."""

    score: str
    heat: str
    title: str


@dataclass(frozen=True, slots=True)
class StudentRow:
    """A student's line of the table."""

    student: str
    link: str
    total: str
    percent: int
    heat: str
    late: str
    cells: tuple[CellView, ...]


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
    rows_by_score: tuple[StudentRow, ...]


def class_view(
    course: Course,
    assignment: Assignment,
    results: Iterable[Result],
    manual: Manual,
    language: Language,
    link: Callable[[str], str] = lambda student: "",
) -> ClassView:
    """What `results` say about a class.

    Args:
        manual: what people gave, by student and exercise.
        link: the address of a student's own page; empty for none.
    """
    finals = [with_manual(result, manual.get(result.student, {})) for result in results]
    finals.sort(key=lambda result: result.student)
    graded = [result for result in finals if result.status is not Status.INTERNAL_ERROR]
    scores = [net_score(result) for result in graded]
    shares = [_share(result, manual) for result in graded]
    rows = [_student(result, manual, link(result.student), language) for result in finals]
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
        points=points_text(assignment.points),
        full_marks=sum(share == 100 for share in shares),
        not_graded=len(finals) - len(graded),
        attention=_attention(finals, manual, language),
        bins=bins,
        tallest=tallest,
        exercises=tuple(_exercise(index, finals, manual) for index in range(count)),
        misconceptions=_misconceptions(finals, language),
        rows=tuple(rows),
        rows_by_score=tuple(
            row for row, result in sorted(zip(rows, finals, strict=True), key=lambda pair: _order(pair[1]))
        ),
    )


def _order(result: Result) -> tuple[bool, float, str]:
    """Lowest scores first; those without a score before them."""
    fault = result.status is Status.INTERNAL_ERROR
    return not fault, 0.0 if fault else net_score(result), result.student


def _share(result: Result, manual: Manual) -> int:
    """Percent of the points that are graded already."""
    given = manual.get(result.student, {})
    return percent(net_score(result), sum(one.points for one in result.exercises if is_known(one, given)))


def _attention(results: Sequence[Result], manual: Manual, language: Language) -> tuple[AttentionView, ...]:
    def remarks(choose: Callable[[Result], Iterable[str]]) -> tuple[RemarkView, ...]:
        return tuple(RemarkView(one_line(result.student), text) for result in results for text in choose(result))

    def faults(result: Result) -> Iterable[str]:
        if result.status is Status.INTERNAL_ERROR:
            tests = [
                f"{exercise.name}, {one_line(test.name)}: {one_line(test.message)}"
                for exercise in result.exercises
                for test in exercise.tests
                if test.verdict is Verdict.INTERNAL_ERROR
            ]
            yield from tests or [one_line(result.outcome.detail) or "–"]

    def unreadable(result: Result) -> Iterable[str]:
        if result.status is Status.UNREADABLE:
            yield "; ".join(one_line(note) for note in result.notes)

    def bad_ends(result: Result) -> Iterable[str]:
        if result.outcome.kind is not OutcomeKind.EXITED and result.status is Status.GRADED:
            told = OUTCOMES[result.outcome.kind].in_language(language)
            yield " ".join([f"[{result.outcome.kind.value}] {told}", one_line(result.outcome.detail)]).strip()

    def noted(result: Result) -> Iterable[str]:
        return [one_line(note) for note in result.notes] if result.status is Status.GRADED else []

    def late(result: Result) -> Iterable[str]:
        return [f"−{points_text(result.late_penalty)}"] if result.late_penalty else []

    def waiting(result: Result) -> Iterable[str]:
        given = manual.get(result.student, {})
        names = [e.name for e in result.exercises if e.verdict is Verdict.MANUAL and not is_known(e, given)]
        return [", ".join(names)] if names else []

    kinds = {
        "faults": faults, "unreadables": unreadable, "bad_ends": bad_ends, "all_notes": noted, "late_ones": late,
        "manual_waiting": waiting,
    }  # fmt: skip
    found = (AttentionView(kind, remarks(choose)) for kind, choose in kinds.items())
    return tuple(view for view in found if view.remarks)


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


def _exercise(index: int, results: Sequence[Result], manual: Manual) -> ExerciseRow:
    mine = [
        (result.exercises[index], manual.get(result.student, {})) for result in results if index < len(result.exercises)
    ]
    first = mine[0][0]
    known = [exercise for exercise, given in mine if is_known(exercise, given)]
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


def _misconceptions(results: Sequence[Result], language: Language) -> tuple[MisconceptionRow, ...]:
    """By how many students have them; a student counts once."""
    counts: Counter[tuple[str, str]] = Counter()
    hints: dict[tuple[str, str], Text] = {}
    for result in results:
        seen = set()
        for exercise in result.exercises:
            for test in exercise.tests:
                if test.misconception and test.verdict is Verdict.FAILED:
                    key = (exercise.name, one_line(test.misconception))
                    seen.add(key)
                    hints.setdefault(key, test.hint)
        counts.update(seen)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST_MISCONCEPTIONS]
    return tuple(
        MisconceptionRow(
            name=name,
            exercise=exercise,
            count=count,
            percent=percent(count, len(results)),
            hint=plain_text(hints[exercise, name].in_language(language)),
        )
        for (exercise, name), count in ordered
    )


def _student(result: Result, manual: Manual, link: str, language: Language) -> StudentRow:
    given = manual.get(result.student, {})
    fault = result.status is Status.INTERNAL_ERROR
    share = _share(result, manual)
    return StudentRow(
        student=one_line(result.student),
        link=link,
        total="–" if fault else points_text(net_score(result)),
        percent=share,
        heat="fault" if fault else str(share // 10),
        late=points_text(result.late_penalty) if result.late_penalty else "",
        cells=tuple(_cell(exercise, given, language) for exercise in result.exercises),
    )


def _cell(exercise: ExerciseResult, given: Mapping[str, ManualGrade], language: Language) -> CellView:
    if not is_known(exercise, given):
        waiting = exercise.verdict is Verdict.MANUAL
        return CellView("✎" if waiting else "!", "waiting" if waiting else "fault", exercise.name)
    failed = [test for test in exercise.tests if test.verdict is Verdict.FAILED]
    told = "; ".join(one_line(test.about.in_language(language) or test.name, limit_chars=60) for test in failed[:5])
    title = f"{exercise.name}: {points_text(exercise.score)} / {points_text(exercise.points)}"
    heat = str(percent(exercise.score, exercise.points) // 10)
    return CellView(points_text(exercise.score), heat, f"{title} ({told})" if told else title)
