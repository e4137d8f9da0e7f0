"""From what tests found to points: pure, exact, and the only place where a score is rounded.

Points are counted in whole hundredths. An exercise's tests share its points by weight, and each earns all of its share
or nothing; the exercise's score is the passed share of its points, rounded once, half up. What a test is shown to be
worth is then fitted by the largest-remainder method, so that tests add up to their exercise in score and in points.

`Result.score` is what the tests say. What counts in the end, with what people gave and decided and with lateness, is
the final grade (`grades.final`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from math import lcm

from autograder.errors import ConfigError, SuiteError
from autograder.model import (
    NO_TEXT,
    NOTHING_SEEN,
    Assignment,
    Evidence,
    Exercise,
    ExerciseResult,
    Outcome,
    Result,
    Status,
    TestResult,
    Text,
    Verdict,
)

HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class ScoredTest:
    """What a suite says of one of its tests, before points.

    `weight` is this test's share among the tests of `exercise`; `message` is for instructors, `hint` for the student.
    """

    name: str
    exercise: str
    weight: float
    verdict: Verdict
    about: Text = NO_TEXT
    message: str = ""
    hint: Text = NO_TEXT
    misconception: str = ""
    carried: tuple[str, ...] = ()
    evidence: Evidence = NOTHING_SEEN


def round_points(points: Decimal | float) -> float:
    """Points rounded half up to two decimals: 0.125 gives 0.13."""
    exact = points if isinstance(points, Decimal) else Decimal(repr(points))
    return float(exact.quantize(HUNDREDTH, rounding=ROUND_HALF_UP))


def score_exercise(exercise: Exercise, tests: Sequence[ScoredTest]) -> ExerciseResult:
    """What one exercise earns. The order of `tests` changes nothing but the order in which they are shown.

    Args:
        exercise: the exercise; a manual one earns nothing here, a person scores it.
        tests: all of its tests. None at all, as when nothing could be run, gives `not_checked`.

    Raises:
        ConfigError: the exercise's points are not a whole number of hundredths.
        SuiteError: a weight is not a positive number.
    """
    hundredths = _hundredths_of(exercise)
    if exercise.manual:
        return ExerciseResult(exercise.name, 0.0, exercise.points, Verdict.MANUAL)
    weights = _whole_weights(tests)
    verdict = _verdict_of(tests)
    if verdict is Verdict.INTERNAL_ERROR:
        earned = 0  # the status of the whole result says that this is no score
        passed = [False] * len(tests)
    else:
        passed = [test.verdict is Verdict.PASSED for test in tests]
        total = sum(weights)
        gained = sum(weight for weight, ok in zip(weights, passed, strict=True) if ok)
        earned = (2 * hundredths * gained + total) // (2 * total) if total else 0  # rounded half up
    shares = [0] * len(tests)
    for wanted, whole in ((True, earned), (False, hundredths - earned)):
        group = [index for index, ok in enumerate(passed) if ok is wanted]
        parts = _apportion(whole, [(weights[index], tests[index].name) for index in group])
        for index, part in zip(group, parts, strict=True):
            shares[index] = part
    return ExerciseResult(
        name=exercise.name,
        score=earned / 100,
        points=exercise.points,
        verdict=verdict,
        tests=tuple(
            TestResult(
                name=test.name,
                score=share / 100 if ok else 0.0,
                points=share / 100,
                verdict=test.verdict,
                about=test.about,
                message=test.message,
                hint=test.hint,
                misconception=test.misconception,
                carried=test.carried,
                evidence=test.evidence,
            )
            for test, share, ok in zip(tests, shares, passed, strict=True)
        ),
        carried_forward=sum(
            share for test, share, ok in zip(tests, shares, passed, strict=True) if ok and test.carried
        ) / 100,
    )


def assemble(
    assignment: Assignment,
    *,
    student: str,
    notebook: str,
    tests: Iterable[ScoredTest],
    outcome: Outcome | None = None,
    isolation: Sequence[str] = (),
    notes: Sequence[str] = (),
    duration_s: float = 0.0,
    status: Status = Status.GRADED,
    timings_s: Mapping[str, float] | None = None,
    carry_forward: bool = True,
    untouched: Collection[str] = (),
) -> Result:
    """Everything the grader says about one submission, exercises in the assignment's order.

    Args:
        tests: what the suite said, in any order; those of one exercise keep theirs.
        status: what is known before scoring; a test that ended in an internal error makes it `internal_error`, and
            if it is that already, exercises without any test are internal errors, not zeros.
        untouched: exercises whose answers are as they were released; of those that a person grades it is noted.
        carry_forward: whether a test earns its points that passes given right answers to other exercises.

    Raises:
        ConfigError: points that are not whole hundredths.
        SuiteError: a test belongs to no auto-graded exercise of the assignment, or a weight is not positive.
    """
    by_exercise: dict[str, list[ScoredTest]] = {exercise.name: [] for exercise in assignment.exercises}
    manual = {exercise.name for exercise in assignment.exercises if exercise.manual}
    for test in tests:
        if test.exercise not in by_exercise or test.exercise in manual:
            raise SuiteError(
                f"{assignment.name}: {test.name}",
                f"it tests {test.exercise!r}, which is no auto-graded exercise of this assignment",
                "correct the name in @exercise, or add it to [points] in assignment.toml",
            )
        by_exercise[test.exercise].append(_judged(test, carry_forward=carry_forward))
    exercises = tuple(
        replace(scored, untouched=scored.verdict is Verdict.MANUAL and scored.name in untouched)
        for scored in (score_exercise(exercise, by_exercise[exercise.name]) for exercise in assignment.exercises)
    )
    if status is Status.INTERNAL_ERROR:  # then what was not checked is the grader's fault too, and no zero
        exercises = tuple(
            replace(exercise, verdict=Verdict.INTERNAL_ERROR)
            if exercise.verdict is Verdict.NOT_CHECKED and not exercise.tests
            else exercise
            for exercise in exercises
        )
    if any(exercise.verdict is Verdict.INTERNAL_ERROR for exercise in exercises):
        status = Status.INTERNAL_ERROR
    return Result(
        assignment=assignment.name,
        student=student,
        notebook=notebook,
        status=status,
        score=_total(exercise.score for exercise in exercises),
        points=_total(exercise.points for exercise in assignment.exercises if not exercise.extra_credit),
        outcome=outcome or Outcome(),
        isolation=tuple(isolation),
        exercises=exercises,
        notes=tuple(notes),
        duration_s=duration_s,
        timings_s=dict(timings_s or {}),
    )


def _hundredths_of(exercise: Exercise) -> int:
    """The exercise's points as a count of hundredths."""
    exact = Decimal(repr(exercise.points)) * 100
    if not exact.is_finite() or exact < 0 or exact != exact.to_integral_value():
        raise ConfigError(
            f"points of exercise {exercise.name!r}",
            f"{exercise.points!r}",
            "a number of at most two decimals, not negative",
        )
    return int(exact)


def _judged(test: ScoredTest, *, carry_forward: bool) -> ScoredTest:
    """A test that passes given right answers to other exercises, as the course's policy has it."""
    if not test.carried:
        return test
    return replace(test, verdict=Verdict.PASSED if carry_forward else Verdict.FAILED)


def _whole_weights(tests: Sequence[ScoredTest]) -> list[int]:
    """The tests' weights as whole numbers in the same proportions, so that nothing is rounded but the score."""
    exact = []
    for test in tests:
        weight = _exact(test.weight)
        if weight <= 0:
            raise SuiteError(test.name, f"its weight is {test.weight!r}, expected a positive number")
        exact.append(weight)
    common = lcm(*(weight.denominator for weight in exact))
    return [weight.numerator * (common // weight.denominator) for weight in exact]


@cache
def _exact(weight: float) -> Fraction:
    """A weight as it is written: 0.1 is a tenth. 0 for what is no number."""
    try:
        return Fraction(repr(float(weight)))
    except ValueError:
        return Fraction(0)


def _verdict_of(tests: Sequence[ScoredTest]) -> Verdict:
    """One word for an exercise: a fault of the grader outranks all, then anything that is not passed is failed."""
    verdicts = {test.verdict for test in tests}
    if Verdict.INTERNAL_ERROR in verdicts:
        return Verdict.INTERNAL_ERROR
    if verdicts <= {Verdict.NOT_CHECKED}:
        return Verdict.NOT_CHECKED
    return Verdict.PASSED if verdicts == {Verdict.PASSED} else Verdict.FAILED


def _apportion(whole: int, claims: Sequence[tuple[int, str]]) -> list[int]:
    """Divide a whole number by weight so that the parts add up to it (largest-remainder method; ties go by name)."""
    total = sum(weight for weight, _ in claims)
    if not total:
        return [0] * len(claims)
    parts = [whole * weight // total for weight, _ in claims]
    by_remainder = sorted(range(len(claims)), key=lambda i: (-(whole * claims[i][0] % total), claims[i][1]))
    for index in by_remainder[: whole - sum(parts)]:
        parts[index] += 1
    return parts


def _total(points: Iterable[float]) -> float:
    """The exact sum of two-decimal numbers: 0.1 and 0.2 make 0.3."""
    return float(sum((Decimal(repr(value)) for value in points), Decimal(0)))
