"""What no other source knows: a regular expression that the instructor gives, searched in each path.

Its group `student` (or nbgrader's `student_id`) is whose it is; a group `timestamp`, when it was handed in, in any form
that an LMS uses. nbgrader's own such expression (`FileNameCollectorPlugin.named_regexp`) fits here.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from autograder.errors import CourseError
from autograder.intake.people import Clue
from autograder.intake.sources.claim import Claim, Listing
from autograder.intake.times import parse_lms_time, parse_timestamp
from autograder.model import TimeSource

NAME = "--pattern"


def compiled(pattern: str) -> re.Pattern[str]:
    """The expression.

    Raises:
        CourseError: it is not one, or has no group for the student.
    """
    try:
        rule = re.compile(pattern)
    except re.error as error:
        raise CourseError("--pattern", f"not a regular expression ({error})") from None
    if not {"student", "student_id"} & set(rule.groupindex):
        raise CourseError("--pattern", pattern, "a group (?P<student>...)")
    return rule


def claims(listing: Listing, rule: re.Pattern[str]) -> dict[PurePosixPath, Claim]:
    """What the expression says of each path; of those that it does not fit, that."""
    found: dict[PurePosixPath, Claim] = {}
    for path in listing.members:
        match = rule.search(str(path))
        groups = match.groupdict() if match else {}
        student = groups.get("student") or groups.get("student_id") or ""
        if not student:
            found[path] = Claim(NAME, Clue(), path.name, aside="--pattern does not fit its path")
            continue
        said = groups.get("timestamp") or ""
        at = parse_lms_time(said, listing.zone) or parse_timestamp(said, listing.zone) if said else None
        source = TimeSource.LMS if at else TimeSource.UNKNOWN
        found[path] = Claim(NAME, Clue(id=student), path.name, at, source, submission=path.parts[0])
    return found
