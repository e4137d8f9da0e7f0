"""Puts a release into the course: builds it beside, tells the gradebook, then moves it into place.

    assignment   the steps, in the order in which a failure loses nothing
    folders      whose a folder in source/ or release/ is, what people changed in it, and how a new one gets there

Until the new release stands complete and checked, and the gradebook knows it, the old one is not touched.
"""

from autograder.release.assignment import ReleaseReport, release

__all__ = ["ReleaseReport", "release"]
