"""The visible checks of one notebook on a system that has no suite host, Windows for instance."""

from __future__ import annotations

import time

from autograder.grades.scoring import ScoredTest
from autograder.grading.checks import run_visible_checks
from autograder.grading.jobs import Job, Report
from autograder.grading.trial import Trial
from autograder.model import Limits
from autograder.sandbox import PlainWorker


def check_unconfined(job: Job, limits: Limits) -> Report:
    """Run a job's own checks in a process that is not confined.

    Args:
        job: with checks; only somebody's own notebook, for it runs with that person's rights.
        limits: of the assignment; those of memory and files hold nothing here.
    """
    start_s = time.perf_counter()
    trial = Trial(job, limits, PlainWorker)
    error = ""
    tests: tuple[ScoredTest, ...] = ()
    try:
        tests = run_visible_checks(job, trial, lambda _: None)
    except Exception as failure:  # noqa: BLE001  whatever goes wrong here is ours, and is said
        error = f"{type(failure).__name__}: {failure}"
    finally:
        trial.close()
    timings_s = {**trial.timings_s, "total": time.perf_counter() - start_s}
    return Report(job.key, tests, trial.outcome, (), tuple(trial.notes), timings_s, error)
