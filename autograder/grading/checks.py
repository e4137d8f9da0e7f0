"""The visible checks of a notebook, run as its tests; needs nothing that students do not have."""

from __future__ import annotations

from collections.abc import Callable

from autograder.grades.scoring import ScoredTest
from autograder.grading.jobs import Job
from autograder.grading.trial import Trial
from autograder.model import NO_TEXT, Cell, Text, Verdict
from autograder.protocol.channel import WorkerEnded
from autograder.protocol.messages import Run
from autograder.protocol.values import StudentRaised
from autograder.suite.errors import of_a_check, what_came
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
                failure = _of_check(error, check) if error.cell in ("", check.id) else raised_failure(error)
            except WorkerEnded as ended:
                failure = ended_failure(ended)
        tests.append(_scored(exercise, failure))
    return tuple(tests)


def _of_check(error: StudentRaised, check: Cell) -> StudentFailure:
    """A failure that arose in a line of the check: its cause is told, in the check's own words where it has some."""
    if error.type_name != "AssertionError":
        return StudentFailure(f"line {error.line} of the check: {what_came(error)}", of_a_check(error))
    says = error.message.strip()
    if says:
        return StudentFailure(says, Text(dict.fromkeys(_ABOUT, says)))
    lines = check.source.split("\n")
    line = lines[error.line - 1].strip() if 0 < error.line <= len(lines) else ""
    hint = said("errors.check_fails").map(lambda words: f"{words}\n    {line}")
    return StudentFailure(f"does not hold: {line}", hint)


def _scored(exercise: str, failure: StudentFailure | None) -> ScoredTest:
    if failure is None:
        return ScoredTest("visible_checks", exercise, 1.0, Verdict.PASSED, _ABOUT, "", NO_TEXT, "")
    hint = failure.hint if isinstance(failure.hint, Text) else NO_TEXT  # no suite was asked, so that none gave a key
    return ScoredTest(
        "visible_checks", exercise, 1.0, Verdict.FAILED, _ABOUT, failure.message, hint, failure.misconception
    )
