"""Grades a class: plan, keep, run in parallel, hand over results as they come.

Each result is on disk before anybody is told of it. Killed at any moment, the next run finds what was finished, does
the rest, and ends with the same results as a run that was never interrupted.
"""

from autograder.batch.grading import Executor, Graded, grade_many, store_of, usable_cores
from autograder.batch.recording import Recorder, record, sweep
from autograder.batch.standing import FinalGrading, Member, Standing, standing
from autograder.batch.store import ResultStore, TrialStore
from autograder.batch.upkeep import Upkeep, bring_up_to_date, row_difference

__all__ = [
    "Executor",
    "FinalGrading",
    "Graded",
    "Member",
    "Recorder",
    "ResultStore",
    "Standing",
    "TrialStore",
    "Upkeep",
    "bring_up_to_date",
    "grade_many",
    "record",
    "row_difference",
    "standing",
    "store_of",
    "sweep",
    "usable_cores",
]
