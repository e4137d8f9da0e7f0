"""Which of several versions of a student's work counts: `[late] counts` of the policy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from autograder.grades.final import FinalGrade
from autograder.model import Counts, Result, Submission


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a student's work.

    Attributes:
        hash: of the notebook; tells versions apart.
        submission: where it is and when it was handed in.
        result: what the grader says of it; None if it says nothing yet.
        order: tells which of two versions came later. `intake` knows: by their times and, where a source tells none,
            by what else is known of a file.
    """

    hash: str
    submission: Submission
    result: Result | None = None
    order: int = 0


def choose_version(
    versions: Sequence[Version], counts: Counts, grade_of: Callable[[Version], FinalGrade]
) -> tuple[Version, FinalGrade]:
    """The version that counts, and its grade. The order in which they are given changes nothing.

    What came after the cut-off counts only where there is nothing else.

    Args:
        versions: at least one.
        counts: the policy.
        grade_of: the grade that a version would have if it counted.
    """
    graded = [(one, grade_of(one)) for one in sorted(versions, key=_when)]
    usable = [pair for pair in graded if pair[1].lateness.accepted] or graded
    if counts is Counts.LAST_ON_TIME:
        usable = [pair for pair in usable if pair[1].lateness.on_time] or usable
    if counts is Counts.BEST:
        return max(usable, key=lambda pair: (pair[1].final is not None, pair[1].final or 0.0, _when(pair[0])))
    return usable[-1]


def _when(version: Version) -> tuple[int, str]:
    return version.order, version.hash
