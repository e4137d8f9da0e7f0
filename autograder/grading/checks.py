"""The visible checks of a notebook, run as its tests; needs nothing that students do not have."""

from __future__ import annotations

from collections.abc import Callable

from autograder.grades.scoring import ScoredTest
from autograder.grading.jobs import Job
from autograder.grading.trial import Trial
from autograder.model import NO_TEXT, Text, Verdict
from autograder.protocol.channel import WorkerEnded
from autograder.protocol.messages import Run
from autograder.protocol.values import StudentRaised
from autograder.suite.failures import StudentFailure, ended_failure, raised_failure
from autograder.wording import said

_ABOUT = said("grading.visible_checks")


def run_visible_checks(job: Job, trial: Trial, begins: Callable[[str], None]) -> tuple[ScoredTest, ...]:
    """Run each exercise's visible checks; a check that raises fails its exercise. `begins` is told its id."""
    tests: list[ScoredTest] = []
    for check in job.checks:
        begins(check.id)
        exercise = check.exercises[0]
        failure = trial.begin(exercise)
        if failure is None:
            try:
                trial.request(Run(check.id, check.source))
            except StudentRaised as error:
                failure = _assertion(error) if error.type_name == "AssertionError" else raised_failure(error)
            except WorkerEnded as ended:
                failure = ended_failure(ended)
        tests.append(_scored(exercise, failure))
    return tuple(tests)


def _assertion(error: StudentRaised) -> StudentFailure:
    says = error.message.strip() or f"the check in line {error.line} does not hold"
    return StudentFailure(f"line {error.line}: {says}", Text(en=says, ko=says))


def _scored(exercise: str, failure: StudentFailure | None) -> ScoredTest:
    if failure is None:
        return ScoredTest("visible_checks", exercise, 1.0, Verdict.PASSED, _ABOUT, "", NO_TEXT, "")
    return ScoredTest(
        "visible_checks", exercise, 1.0, Verdict.FAILED, _ABOUT, failure.message, failure.hint, failure.misconception
    )
