"""What verify asks of the grader, and what it keeps of the answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from autograder.grading import Job
from autograder.model import ExerciseResult, Language, OutcomeKind, Result, Status, TestResult, Verdict

_MESSAGE_CHARACTERS = 300
CELLS = "cells"
"""Under this name, beside those of tests, a result has what all cells took."""


class GradeMany(Protocol):
    """Grades jobs, in parallel if it can, and yields each with its result in any order."""

    def __call__(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Result]]: ...


class Progress(Protocol):
    """Told after every job how far verify is."""

    def __call__(self, done: int, total: int, what: str) -> None: ...


@dataclass(frozen=True, slots=True)
class TestRecord:
    """One test's verdict. `hinted`: the student is told something, in every language."""

    name: str
    verdict: Verdict
    points: float
    misconception: str = ""
    hinted: bool = False
    message: str = ""


@dataclass(frozen=True, slots=True)
class ExerciseRecord:
    """What one exercise earned."""

    score: float
    points: float
    verdict: Verdict
    tests: tuple[TestRecord, ...] = ()

    @property
    def full(self) -> bool:
        """Whether nothing was lost, by what the exercise says and by what its tests say."""
        return self.verdict is Verdict.PASSED and self.score >= self.points

    @property
    def internal_error(self) -> str:
        """What the grader failed on; empty if it did not."""
        for test in self.tests:
            if test.verdict is Verdict.INTERNAL_ERROR:
                return f"{test.name}: {test.message or 'no message'}"
        return "no message" if self.verdict is Verdict.INTERNAL_ERROR else ""

    @property
    def failed(self) -> tuple[TestRecord, ...]:
        """The tests that failed of themselves."""
        return tuple(test for test in self.tests if test.verdict is Verdict.FAILED)


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept of a result. In processor seconds: `cells_s`, all cells; `calls_s`, by test its longest call."""

    status: Status
    outcome: OutcomeKind
    detail: str
    exercises: Mapping[str, ExerciseRecord]
    duration_s: float = 0.0
    calls_s: Mapping[str, float] = field(default_factory=dict)
    cells_s: float = 0.0

    @property
    def internal_error(self) -> str:
        """What the grader failed on as a whole; empty if it did not, or if an exercise says so itself."""
        if self.status is Status.GRADED or any(item.internal_error for item in self.exercises.values()):
            return ""
        return f"{self.status}: {self.detail or 'no detail'}"


def record(result: Result, languages: Iterable[Language], asked: Collection[str] | None = None) -> Record:
    """The part of a result that verify looks at; students are told things in these languages.

    Args:
        result: what was found.
        languages: of the course.
        asked: the exercises that were to be tested; None: all.
    """
    spoken = tuple(languages)
    return Record(
        status=result.status,
        outcome=result.outcome.kind,
        detail=result.outcome.detail or "; ".join(result.notes[:3]),
        exercises={
            exercise.name: _exercise(exercise, spoken)
            for exercise in result.exercises
            if asked is None or exercise.name in asked
        },
        duration_s=result.duration_s,
        calls_s={name: passed_s for name, passed_s in result.timings_s.items() if name != CELLS},
        cells_s=result.timings_s.get(CELLS, 0.0),
    )


def _exercise(result: ExerciseResult, languages: Sequence[Language]) -> ExerciseRecord:
    return ExerciseRecord(
        score=result.score,
        points=result.points,
        verdict=result.verdict,
        tests=tuple(_test(test, languages) for test in result.tests),
    )


def _test(result: TestResult, languages: Sequence[Language]) -> TestRecord:
    return TestRecord(
        name=result.name,
        verdict=result.verdict,
        points=result.points,
        misconception=result.misconception,
        hinted=all(language in result.hint for language in languages),
        message=" ".join(result.message.split())[:_MESSAGE_CHARACTERS],
    )
