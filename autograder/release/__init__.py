"""Puts a release into the course: builds it beside, tells the gradebook, then moves it into place.

    assignment   the steps, in the order in which a failure loses nothing
    repository   what students get to keep in a repository of their own
    wheel        the checker in it
    folders      whose a folder in source/ or release/ is, what people changed in it, and how a new one gets there

Until the new release stands complete and checked, and the gradebook knows it, the old one is not touched.
"""

from autograder.release.assignment import ReleaseReport, release
from autograder.release.repository import RepositoryReport, check_student_repository, write_student_repository

__all__ = ["ReleaseReport", "RepositoryReport", "check_student_repository", "release", "write_student_repository"]
