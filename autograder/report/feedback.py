"""What a student's page shows, as plain data: the template only lays it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from autograder.grades import FinalGrade, GivenGrade, GradedWork, GradeStatus, Source
from autograder.model import (
    Assignment,
    Course,
    ExerciseResult,
    FeedbackPolicy,
    Language,
    OutcomeKind,
    Plot,
    ReasonKind,
    Status,
    TestResult,
    TimeSource,
    Verdict,
    without_right,
)
from autograder.pictures import plot_picture
from autograder.report.code import LineView, lines_of
from autograder.report.pictures import PictureView, picture_of
from autograder.report.words import words
from autograder.wording import (
    OUTCOMES,
    OWN_FAULT,
    UNANSWERED,
    VERDICTS,
    about_test,
    notes_for_student,
    one_line,
    plain_text,
    plot_caption,
    plot_in_words,
    points_text,
    reason_in_words,
)

ICONS: Mapping[Verdict, str] = {
    Verdict.PASSED: "✓",
    Verdict.FAILED: "✗",
    Verdict.NOT_CHECKED: "–",
    Verdict.MANUAL: "✎",
    Verdict.INTERNAL_ERROR: "!",
}


# The page says these at the exercise itself, or at the top.
_SHOWN_ELSEWHERE = frozenset(
    {ReasonKind.MANUAL, ReasonKind.WAITING, ReasonKind.FAULT, ReasonKind.UNREADABLE, ReasonKind.AUTOMATIC}
)


@dataclass(frozen=True, slots=True)
class TestView:
    """One test as a student sees it."""

    kind: str
    icon: str
    word: str
    about: str
    score: str
    points: str
    hint: str
    message: str
    got: str
    picture: PictureView | None


@dataclass(frozen=True, slots=True)
class CriterionView:
    """A line of a rubric."""

    text: str
    points: str


@dataclass(frozen=True, slots=True)
class ExerciseView:
    """One exercise as a student sees it. `score` is a dash where it is not known.

    `picture` is SVG of our own: what the exercise drew.
    """

    name: str
    kind: str
    icon: str
    word: str
    score: str
    points: str
    tests: tuple[TestView, ...]
    rubric: tuple[CriterionView, ...]
    comment: str
    changed_by_person: bool
    explanation: str
    carried_forward: str
    code: tuple[LineView, ...]
    code_left: int
    picture: str
    picture_caption: str


@dataclass(frozen=True, slots=True)
class ReasonView:
    """Why the score is what it is, and what the person who decided wrote."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class FeedbackView:
    """A student's page. `percent` is the share of the points that are graded already."""

    course: str
    title: str
    student: str
    has_score: bool
    score: str
    points: str
    percent: int
    before_penalty: str
    late_penalty: str
    waiting: str
    passed: int
    exercises_checked: int
    all_passed: bool
    fault: str
    unreadable: bool
    outcome: str
    exercises: tuple[ExerciseView, ...]
    notes: tuple[str, ...]
    reasons: tuple[ReasonView, ...]
    handed_in: tuple[str, ...]
    next_exercise: str
    next_number: int
    next_hint: str


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What is known of how work came in, besides its time.

    Attributes:
        digest: the hash of the notebook that counts; empty where it is not known.
        source: who tells the time.
        number: of the version that counts, from 1; 0 where it is not known.
        versions: how many were handed in.
    """

    digest: str = ""
    source: TimeSource = TimeSource.UNKNOWN
    number: int = 0
    versions: int = 0


_NOT_KNOWN = HandedIn()
_SOURCES: Mapping[TimeSource, str] = {
    TimeSource.EXCHANGE: "source_exchange",
    TimeSource.LMS: "source_lms",
    TimeSource.COMMIT: "source_commit",
    TimeSource.PERSON: "source_person",
}


def feedback_view(
    course: Course, assignment: Assignment, work: GradedWork, language: Language, handed_in: HandedIn = _NOT_KNOWN
) -> FeedbackView:
    """What a student's work came to, and why, to the student."""
    result, grade = work.result, work.grade
    exercises = tuple(
        _exercise(assignment, exercise, grade, work.given.of(exercise.name), course.feedback, language)
        for exercise in result.exercises
    )
    for_person = [one for one in grade.exercises if one.source is Source.NONE and one.counts]
    faults = {one.name for one in result.exercises if one.verdict is Verdict.INTERNAL_ERROR}
    waiting = sum(one.points for one in for_person if one.name not in faults)
    checked = [one for one in result.exercises if one.verdict is not Verdict.MANUAL]
    passed = sum(one.verdict is Verdict.PASSED for one in checked)
    fault = result.status is Status.INTERNAL_ERROR
    ended = result.outcome.kind is OutcomeKind.EXITED
    number, first = _first_to_mend(exercises)
    return FeedbackView(
        course=course.title.in_language(language),
        title=assignment.title.in_language(language),
        student=one_line(result.student),
        has_score=grade.final is not None or (grade.status is GradeStatus.PENDING and not faults & set(grade.waiting)),
        score=points_text(grade.net_so_far),
        points=points_text(grade.points),
        percent=percent(grade.net_so_far, grade.points_so_far),
        before_penalty=points_text(grade.so_far),
        late_penalty=points_text(grade.so_far_penalty) if grade.so_far_penalty else "",
        waiting=points_text(waiting) if waiting else "",
        passed=passed,
        exercises_checked=len(checked),
        all_passed=bool(checked) and passed == len(checked),
        fault=OWN_FAULT.in_language(language) if fault else "",
        unreadable=result.status is Status.UNREADABLE,
        outcome="" if ended else OUTCOMES[result.outcome.kind].in_language(language),
        exercises=exercises,
        notes=notes_for_student(result, language),
        reasons=tuple(
            ReasonView(one_line(reason_in_words(reason, course.time_zone).in_language(language)), one_line(reason.why))
            for reason in grade.reasons
            if reason.for_student and reason.kind not in _SHOWN_ELSEWHERE
        ),
        handed_in=_handed_in(course, grade, handed_in, language),
        next_exercise=first.name if first else "",
        next_number=number,
        next_hint=next((test.about for test in first.tests if test.kind == "failed"), "") if first else "",
    )


def _first_to_mend(exercises: Sequence[ExerciseView]) -> tuple[int, ExerciseView | None]:
    """The first exercise that did not pass, with its number: later ones can build on it."""
    found = ((number, one) for number, one in enumerate(exercises, 1) if one.kind == "failed")
    return next(found, (0, None))


def _handed_in(course: Course, grade: FinalGrade, handed_in: HandedIn, language: Language) -> tuple[str, ...]:
    """When it was handed in, by whose word, which version of how many, and its hash; only what is known."""
    w, lines = words(language), []
    moment = grade.lateness.submitted_at
    if moment is not None:
        when = moment.astimezone(ZoneInfo(course.time_zone)).strftime("%Y-%m-%d %H:%M %Z")
        source = _SOURCES.get(handed_in.source)
        lines.append(w["handed_in_at"].format(when=when, source=w[source] if source else ""))
    elif handed_in.digest:
        lines.append(w["handed_in_unknown"])
    due = grade.lateness.due
    if moment is not None and due is not None:
        late = moment - due
        if grade.lateness.on_time:
            lines.append(w["in_time"])
        else:
            hours = -(-late // timedelta(hours=1))
            whole, rest = divmod(hours, 24)
            key = "late_by_days" if whole else "late_by_hours"
            lines.append(w[key].format(days=whole, hours=rest))
    if handed_in.number and handed_in.versions > 1:
        lines.append(w["version_of"].format(number=handed_in.number, versions=handed_in.versions))
    if handed_in.digest:
        lines.append(w["hash_counted"].format(digest=handed_in.digest[:12]))
    return tuple(lines)


def percent(score: float, points: float) -> int:
    """A share as a whole number, 100 only if nothing is missing."""
    if points <= 0:
        return 0
    return 100 if score >= points else min(99, int(100 * score / points + 0.5))


def _exercise(
    assignment: Assignment,
    exercise: ExerciseResult,
    grade: FinalGrade,
    given: GivenGrade,
    policy: FeedbackPolicy,
    language: Language,
) -> ExerciseView:
    counted = grade.exercise(exercise.name)
    source = counted.source if counted else Source.NONE
    score = None if counted is None or counted.score is None else counted.score + counted.extra
    manual = exercise.verdict is Verdict.MANUAL
    word = UNANSWERED if manual and source is Source.AUTOMATIC else VERDICTS[exercise.verdict]
    plot = exercise.plot if exercise.plot is None or policy.hints else without_right(exercise.plot)
    explanation = ""
    if exercise.verdict is Verdict.INTERNAL_ERROR:
        explanation = OWN_FAULT.in_language(language)
    rubric = assignment.exercise(exercise.name).rubric if manual else ()
    code, left = lines_of(exercise)
    return ExerciseView(
        name=exercise.name,
        kind="graded" if manual and source is not Source.NONE else exercise.verdict.value,
        icon=ICONS[exercise.verdict],
        word=word.in_language(language),
        score="–" if score is None else points_text(score),
        points=points_text(exercise.points),
        tests=_tests(exercise, policy, language),
        rubric=tuple(CriterionView(item.text.in_language(language), points_text(item.points)) for item in rubric),
        comment=plain_text(given.comment),
        changed_by_person=source in (Source.MANUAL, Source.OVERRIDE) and not manual,
        explanation=explanation,
        carried_forward=points_text(exercise.carried_forward) if exercise.carried_forward else "",
        code=code,
        code_left=left,
        picture=_picture(plot, exercise.name, language),
        picture_caption="" if plot is None else plot_caption(plot, language),
    )


def _picture(plot: Plot | None, exercise: str, language: Language) -> str:
    """What an exercise drew, drawn by us; empty if it drew nothing."""
    if plot is None:
        return ""
    title, description = plot_in_words(plot, exercise, language)
    return plot_picture(plot, title=title, description=description)


def _tests(exercise: ExerciseResult, policy: FeedbackPolicy, language: Language) -> tuple[TestView, ...]:
    """The tests of an exercise; a hint that several share stands at the first of them."""
    views: list[TestView] = []
    for test in exercise.tests:
        view = _test(test, policy, language)
        if exercise.verdict is Verdict.INTERNAL_ERROR:
            view = replace(view, score="–")
        said = any(view.hint == other.hint for other in views)
        pictured = any(view.picture == other.picture for other in views)
        views.append(replace(view, hint="" if said else view.hint, picture=None if pictured else view.picture))
    return tuple(views)


def _test(test: TestResult, policy: FeedbackPolicy, language: Language) -> TestView:
    failed = test.verdict is Verdict.FAILED
    shown = policy.hints and (failed or bool(test.carried))
    plot = test.evidence.plot
    return TestView(
        kind=test.verdict.value,
        icon=ICONS[test.verdict],
        word=VERDICTS[test.verdict].in_language(language),
        about=about_test(test, language),
        score=points_text(test.score),
        points=points_text(test.points),
        hint=plain_text(test.hint.in_language(language)) if shown else "",
        message=plain_text(test.message) if policy.messages and failed else "",
        got=one_line(test.evidence.got, limit_chars=80) if shown and failed else "",
        picture=picture_of(plot, language) if shown and failed and plot else None,
    )
