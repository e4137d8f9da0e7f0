"""nbgrader's exchange: where students of a shared server hand in."""

from __future__ import annotations

import os
import warnings

from autograder.errors import CourseError
from autograder.model import Assignment, Course


def collect_from_exchange(course: Course, assignment: Assignment) -> None:
    """Run nbgrader's own collector, newer submissions replacing older ones.

    Raises:
        CourseError: nbgrader could not collect; the message is the last line of what it said.
    """
    from nbgrader.apps import NbGraderAPI
    from traitlets.config import Config

    config = Config()
    config.CourseDirectory.root = str(course.root)
    config.CourseDirectory.course_id = course.course_id
    here = os.getcwd()
    os.chdir(course.root)  # nbgrader reads nbgrader_config.py from the working directory
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            answer = NbGraderAPI(config=config).collect(assignment.name, update=True)
    finally:
        os.chdir(here)
    if not answer["success"]:
        said = [line for line in str(answer.get("log") or answer.get("error") or "").splitlines() if line.strip()]
        raise CourseError("nbgrader's exchange", said[-1].strip() if said else "collecting failed")
