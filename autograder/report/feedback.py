"""What a student's page shows, as plain data: the template only lays it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from autograder.grades.scoring import ManualGrade, net_score, with_manual
from autograder.model import (
    Assignment,
    Course,
    ExerciseResult,
    FeedbackPolicy,
    Language,
    OutcomeKind,
    Result,
    Status,
    TestResult,
    Verdict,
)
from autograder.wording import (
    OUTCOMES,
    OWN_FAULT,
    VERDICTS,
    about_test,
    notes_for_student,
    one_line,
    plain_text,
    points_text,
)

ICONS: Mapping[Verdict, str] = {
    Verdict.PASSED: "✓",
    Verdict.FAILED: "✗",
    Verdict.NOT_CHECKED: "–",
    Verdict.MANUAL: "✎",
    Verdict.INTERNAL_ERROR: "!",
}


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
    misconception: str


@dataclass(frozen=True, slots=True)
class CriterionView:
    """A line of a rubric."""

    text: str
    points: str


@dataclass(frozen=True, slots=True)
class ExerciseView:
    """One exercise as a student sees it. `score` is a dash where it is not known."""

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


def feedback_view(
    course: Course, assignment: Assignment, result: Result, manual: Mapping[str, ManualGrade], language: Language
) -> FeedbackView:
    """What `result` says to the student, with what people gave laid over it."""
    final = with_manual(result, manual)
    exercises = tuple(
        _exercise(assignment, exercise, manual.get(exercise.name), course.feedback, language)
        for exercise in final.exercises
    )
    known = [one for one in final.exercises if is_known(one, manual)]
    waiting = sum(one.points for one in final.exercises if one.verdict is Verdict.MANUAL and one not in known)
    checked = [one for one in result.exercises if one.verdict is not Verdict.MANUAL]
    passed = sum(one.verdict is Verdict.PASSED for one in checked)
    fault = result.status is Status.INTERNAL_ERROR
    ended = result.outcome.kind is OutcomeKind.EXITED
    return FeedbackView(
        course=course.title.in_language(language),
        title=assignment.title.in_language(language),
        student=one_line(result.student),
        has_score=not fault,
        score=points_text(net_score(final)),
        points=points_text(final.points),
        percent=percent(net_score(final), sum(one.points for one in known)),
        before_penalty=points_text(final.score),
        late_penalty=points_text(result.late_penalty) if result.late_penalty else "",
        waiting=points_text(waiting) if waiting else "",
        passed=passed,
        exercises_checked=len(checked),
        all_passed=bool(checked) and passed == len(checked),
        fault=OWN_FAULT.in_language(language) if fault else "",
        unreadable=result.status is Status.UNREADABLE,
        outcome="" if ended else OUTCOMES[result.outcome.kind].in_language(language),
        exercises=exercises,
        notes=notes_for_student(result),
    )


def is_known(exercise: ExerciseResult, manual: Mapping[str, ManualGrade]) -> bool:
    """Whether an exercise has a score: not while it waits for a person, nor after a fault of the grader."""
    if exercise.name in manual and manual[exercise.name].score is not None:
        return True
    return exercise.verdict not in (Verdict.MANUAL, Verdict.INTERNAL_ERROR)


def percent(score: float, points: float) -> int:
    """A share as a whole number, 100 only if nothing is missing."""
    if points <= 0:
        return 0
    return 100 if score >= points else min(99, int(100 * score / points + 0.5))


def _exercise(
    assignment: Assignment,
    exercise: ExerciseResult,
    given: ManualGrade | None,
    policy: FeedbackPolicy,
    language: Language,
) -> ExerciseView:
    by_person = given is not None and given.score is not None
    known = by_person or exercise.verdict not in (Verdict.MANUAL, Verdict.INTERNAL_ERROR)
    manual = exercise.verdict is Verdict.MANUAL
    explanation = ""
    if exercise.verdict is Verdict.INTERNAL_ERROR:
        explanation = OWN_FAULT.in_language(language)
    rubric = assignment.exercise(exercise.name).rubric if manual else ()
    return ExerciseView(
        name=exercise.name,
        kind="graded" if manual and by_person else exercise.verdict.value,
        icon=ICONS[exercise.verdict],
        word=VERDICTS[exercise.verdict].in_language(language),
        score=points_text(exercise.score) if known else "–",
        points=points_text(exercise.points),
        tests=_tests(exercise, policy, language),
        rubric=tuple(CriterionView(item.text.in_language(language), points_text(item.points)) for item in rubric),
        comment=plain_text(given.comment) if given else "",
        changed_by_person=by_person and not manual,
        explanation=explanation,
    )


def _tests(exercise: ExerciseResult, policy: FeedbackPolicy, language: Language) -> tuple[TestView, ...]:
    """The tests of an exercise; a hint that several share stands at the first of them."""
    views: list[TestView] = []
    for test in exercise.tests:
        view = _test(test, policy, language)
        if exercise.verdict is Verdict.INTERNAL_ERROR:
            view = replace(view, score="–")
        said = any((view.hint, view.misconception) == (other.hint, other.misconception) for other in views)
        views.append(replace(view, hint="", misconception="") if said else view)
    return tuple(views)


def _test(test: TestResult, policy: FeedbackPolicy, language: Language) -> TestView:
    failed = test.verdict is Verdict.FAILED
    shown = policy.hints and failed
    return TestView(
        kind=test.verdict.value,
        icon=ICONS[test.verdict],
        word=VERDICTS[test.verdict].in_language(language),
        about=about_test(test, language),
        score=points_text(test.score),
        points=points_text(test.points),
        hint=plain_text(test.hint.in_language(language)) if shown else "",
        message=plain_text(test.message) if policy.messages and failed else "",
        misconception=one_line(test.misconception).replace("-", " ") if shown else "",
    )
