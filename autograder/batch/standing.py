"""Where a class stands: the newest results of what is in submitted/, and what people gave by hand in formgrader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from autograder.batch.grading import store_of
from autograder.errors import CourseError
from autograder.gradebook import GradebookWriter
from autograder.grades.scoring import ManualGrade, with_manual
from autograder.model import Assignment, Course, Result


@dataclass(frozen=True, slots=True)
class Standing:
    """Results by student, and by student and exercise what a person gave."""

    results: tuple[Result, ...]
    manual: Mapping[str, Mapping[str, ManualGrade]]

    def final(self) -> list[Result]:
        """The results with what people gave counted in."""
        return [with_manual(result, self.manual.get(result.student, {})) for result in self.results]


def standing(course: Course, assignment: Assignment) -> Standing:
    """Where the class stands in one assignment.

    Raises:
        InternalError: the gradebook cannot be read.
    """
    submitted = course.root / "submitted"
    kept = store_of(course, assignment).all()
    results = tuple(result for result in kept if (submitted / result.student / assignment.name).is_dir())
    if not results:
        return Standing((), {})
    try:
        with GradebookWriter(course) as gradebook:
            return Standing(results, gradebook.manual_grades(assignment))
    except CourseError:  # not released here: nobody can have graded it by hand
        return Standing(results, {})
