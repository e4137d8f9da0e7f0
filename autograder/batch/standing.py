"""Where a class stands: the newest results, and what people gave by hand in formgrader."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.errors import CourseError
from autograder.gradebook import GradebookWriter
from autograder.model import Assignment, Course, Result
from autograder.scoring import with_manual


def with_manual_grades(course: Course, assignment: Assignment, results: Sequence[Result]) -> list[Result]:
    """Results with the scores that people gave; as they are where the assignment is in no gradebook yet.

    Raises:
        InternalError: the gradebook cannot be read.
    """
    if not results:
        return []
    try:
        with GradebookWriter(course) as gradebook:
            given = gradebook.manual_grades(assignment)
    except CourseError:  # not released here: nobody can have graded it by hand
        return list(results)
    return [with_manual(result, given.get(result.student, {})) for result in results]
