"""What the verbs that write pages know of how work came in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.model import Assignment, Course, TimeSource

if TYPE_CHECKING:
    from autograder.batch import Member
    from autograder.report import HandedIn


def handed_in(course: Course, assignment: Assignment, member: Member) -> HandedIn:
    """The hash that counts, who tells the time, and which of how many versions it is.

    Raises:
        CourseError: the record of versions cannot be read.
    """
    from autograder.intake import VersionStore
    from autograder.report import HandedIn

    versions = VersionStore(course, assignment).history(member.student).versions
    numbers = [number for number, version in enumerate(versions, 1) if version.digest == member.notebook]
    source = member.submission.time_source if member.submission else TimeSource.UNKNOWN
    return HandedIn(member.notebook, source, numbers[-1] if numbers else 0, len(versions))
