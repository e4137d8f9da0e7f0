"""The figures of test theory about exercises and their tests, ready to be shown, each with what it means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograder.grades import GradedWork
from autograder.model import Assignment, Language, Verdict
from autograder.report.statistics import ItemStatistics, class_statistics
from autograder.wording import about_test, points_text

_NAN = float("nan")


@dataclass(frozen=True, slots=True)
class ItemView:
    """An exercise's or a test's figures. `difficulty` is a whole percentage; a dash where a figure is not known."""

    name: str
    about: str
    difficulty: str
    discrimination: str
    students: int
    full: int
    part: int
    none: int
    remark: str


@dataclass(frozen=True, slots=True)
class ItemsView:
    """All of an assignment: exercises, the tests of each by its name, and the class as a whole."""

    exercises: Mapping[str, ItemView]
    tests: Mapping[str, tuple[ItemView, ...]]
    alpha: str
    alpha_remark: str
    quintiles: tuple[str, ...]


def items_view(assignment: Assignment, works: Sequence[GradedWork], language: Language) -> ItemsView:
    """The figures of a class. Exercises count with the final grade's score, tests with what they themselves gave."""
    names = [one.name for one in assignment.exercises]
    scores = [[_score(work, name) for name in names] for work in works]
    whole = class_statistics(scores, [one.points for one in assignment.exercises])
    exercises = {
        one.name: _view(one.name, "", found, [row[index] for row in scores], one.points)
        for index, (one, found) in enumerate(zip(assignment.exercises, whole.items, strict=True))
    }
    tests: dict[str, list[ItemView]] = {name: [] for name in names}
    items = _tests(works)
    if items:
        matrix = [
            [passed.get(index, _NAN) for _, passed in items.values()]
            for index in range(len(works))
        ]  # one point for each test: their shares of points differ with what passed
        found = class_statistics(matrix, [1.0] * len(items)).items
        for ((exercise, name), (about, passed)), figures in zip(items.items(), found, strict=True):
            values = list(passed.values())
            if exercise in tests:
                tests[exercise].append(_view(name, about.get(language, name), figures, values, 1.0))
    return ItemsView(
        exercises=exercises,
        tests={name: tuple(views) for name, views in tests.items()},
        alpha="–" if whole.alpha is None else f"{whole.alpha:.2f}",
        alpha_remark=whole.alpha_remark.value,
        quintiles=tuple(points_text(cut) for cut in whole.quintiles),
    )


def _score(work: GradedWork, name: str) -> float:
    counted = work.grade.exercise(name)
    return _NAN if counted is None or counted.score is None else counted.score


def _tests(works: Sequence[GradedWork]) -> dict[tuple[str, str], tuple[dict[str, str], dict[int, float]]]:
    """By exercise and name: what students read as its name, and who passed it, by the number of the work."""
    found: dict[tuple[str, str], tuple[dict[str, str], dict[int, float]]] = {}
    for index, work in enumerate(works):
        for exercise in work.result.exercises:
            for test in exercise.tests:
                about = {tag: about_test(test, Language(tag)) for tag in test.about}
                entry = found.setdefault((exercise.name, test.name), (about, {}))
                if test.verdict is not Verdict.INTERNAL_ERROR:
                    entry[1][index] = float(test.verdict is Verdict.PASSED)
    return found


def _view(name: str, about: str, figures: ItemStatistics, scores: Sequence[float], points: float) -> ItemView:
    known = [score for score in scores if score == score]
    full = sum(score >= points for score in known)
    none = sum(score <= 0 < points for score in known)
    return ItemView(
        name=name,
        about=about,
        difficulty="–" if figures.difficulty is None else f"{100 * figures.difficulty:.0f}%",
        discrimination="–" if figures.discrimination is None else f"{figures.discrimination:.2f}".replace("-", "−"),
        students=len(known),
        full=full,
        part=len(known) - full - none,
        none=none,
        remark=figures.remark.value,
    )
