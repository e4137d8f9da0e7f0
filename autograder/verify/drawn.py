"""What other inputs can change of a candidate's result, so that the rest need not be graded again.

The rules, none of which lets luck through
------------------------------------------
- A test that draws no inputs finds under every seed what it found, in code that surely keeps nothing from call to call
  (`notebook.purity`). Only tests that draw are run again, and those of them that cannot be reached are not: they need a
  fixed test that failed. A fixed test that was not reached itself is run.
- Code that may keep something is run whole, all tests of each exercise that has one that draws. Tests of an exercise
  that remember what one of them asked `once`, or that plot, are taken together likewise.
- Code that keeps nothing is tried under many seeds in one worker. If that worker ends, each has one of its own.
- A mistake or a cheater that a fixed test takes points for loses them under every seed. If such a test names the
  mistake's misconception, too, nothing is left to find out.
- The reference is graded once more on the usual inputs only: that is about being graded twice, not about inputs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.grading import Job
from autograder.model import OutcomeKind, Verdict
from autograder.notebook.purity import keeps_nothing, plots
from autograder.notebook.uses import used_for
from autograder.suite.dependencies import statements, used_by
from autograder.verify.declared import DRAWN, declared_tests
from autograder.verify.jobs import ExerciseRecord, Record, TestRecord

_KNOWN = (Verdict.PASSED, Verdict.FAILED)
_SEEDLESS = "default_rng()"


@dataclass(frozen=True, slots=True)
class Part:
    """What is to be graded again. `keeps_nothing`: under many seeds in one worker it comes out as in one for each."""

    job: Job
    keeps_nothing: bool


class Drawn:
    """What depends on inputs in a suite.

    Args:
        tests: the suite's files by name, parsed without error before.
    """

    def __init__(self, tests: Mapping[str, str]) -> None:
        self._tests = {test.name: test for test in declared_tests(tests)}
        suite = [item for name, text in sorted(tests.items()) for item in statements(name, text)]
        own_fixtures = any(not item.names and {"fixture", DRAWN} <= item.words for item in suite)
        self._draw = {name for name, test in self._tests.items() if test.draws or own_fixtures}
        self._exercises = {self._tests[name].exercise for name in self._draw}
        """Those with a test that draws."""
        self._together = {
            name for name in self._exercises if any("once" in item.words for item in used_by(suite, {name}))
        }
        """Those whose tests are taken together."""

    def part(self, job: Job, before: Record, misconception: str | None = None, like: Job | None = None) -> Part | None:
        """What of a job has to be graded again on other inputs; None if nothing.

        Args:
            job: the candidate.
            before: what was found of it.
            misconception: what it must be told, empty if nothing, where it is a mistake that must only lose points.
            like: keeps nothing where this one does; left out, the job itself.
        """
        if before.internal_error or any(item.internal_error for item in before.exercises.values()):
            return Part(job, keeps_nothing=False)
        if misconception is not None and self._is_lost(before, misconception):
            return None
        exercises: set[str] = set()
        tests: set[str] = set()
        every_pure = True
        for name, exercise in before.exercises.items():
            if name not in self._exercises or (job.exercises is not None and name not in job.exercises):
                continue
            pure = _keeps_nothing(like or job, name)
            if not (again := self._again(exercise, known=pure)):
                continue
            exercises.add(name)
            alone = pure and name not in self._together and not _plots(job, name)
            tests |= again if alone else {test.name for test in exercise.tests}
            every_pure = every_pure and pure
        if not exercises:
            return None
        part = replace(job, exercises=frozenset(exercises), tests=frozenset(tests), about_models=False)
        return Part(part, keeps_nothing=every_pure and before.outcome is OutcomeKind.EXITED)

    def whole(self, before: Record, part: Record | None) -> Record:
        """What was found of a candidate on some inputs, with what is as before."""
        if part is None:
            return before
        exercises = {
            name: self._merged(exercise, part.exercises[name])
            if name in part.exercises and part.exercises[name].tests
            else exercise
            for name, exercise in before.exercises.items()
        }
        return replace(part, exercises=exercises)

    def loses(self, before: ExerciseRecord) -> bool:
        """Whether a fixed test takes points, as it then does under every seed."""
        return any(self._fixed(test.name) for test in before.failed)

    def _fixed(self, name: str) -> bool:
        return _bare(name) in self._tests.keys() - self._draw

    def _is_lost(self, before: Record, misconception: str) -> bool:
        lost = [item for item in before.exercises.values() if self.loses(item)]
        told = [test for item in lost for test in item.failed if self._fixed(test.name) and test.hinted]
        return bool(lost) if not misconception else any(test.misconception == misconception for test in told)

    def _again(self, before: ExerciseRecord, *, known: bool) -> set[str]:
        """The tests whose verdict may be another one. `known`: what a fixed test found stands."""
        verdicts = {_bare(test.name): test.verdict for test in before.tests}
        stands = {name for name in verdicts if known and self._fixed(name) and verdicts[name] in _KNOWN}

        def reached(name: str) -> bool:
            return verdicts[name] in _KNOWN or all(
                reached(need) and not (need in stands and verdicts[need] is Verdict.FAILED)
                for need in self._needs(name)
                if need in verdicts
            )

        return {test.name for test in before.tests if _bare(test.name) not in stands and reached(_bare(test.name))}

    def _needs(self, name: str) -> Iterable[str]:
        test = self._tests.get(name)
        return test.needs if test is not None else ()

    def _merged(self, before: ExerciseRecord, part: ExerciseRecord) -> ExerciseRecord:
        tests = tuple(self._verdicts(before.tests, {test.name: test for test in part.tests}))
        verdicts = {test.verdict for test in tests}
        if verdicts == {Verdict.PASSED}:
            return replace(before, score=before.points, verdict=Verdict.PASSED, tests=tests)
        worst = Verdict.INTERNAL_ERROR if Verdict.INTERNAL_ERROR in verdicts else Verdict.FAILED
        earned = sum(test.points for test in tests if test.verdict is Verdict.PASSED)
        return replace(before, score=round(earned, 2), verdict=worst, tests=tests)

    def _verdicts(self, before: Sequence[TestRecord], part: Mapping[str, TestRecord]) -> Iterator[TestRecord]:
        """The verdicts with those of a part; a failure that kept nothing from being run, as one of form, does not."""
        failed_before = {_bare(test.name) for test in before if test.verdict is not Verdict.PASSED}
        verdicts: dict[str, Verdict] = {}
        for test in before:
            now = replace(part[test.name], points=test.points) if test.name in part else test
            free = failed_before if test.verdict in _KNOWN else set()
            needs = set(self._needs(_bare(test.name))) - free
            if any(verdicts.get(need, Verdict.PASSED) is not Verdict.PASSED for need in needs):
                now = TestRecord(test.name, Verdict.NOT_CHECKED, test.points)
            verdicts[_bare(test.name)] = now.verdict
            yield now


def _bare(name: str) -> str:
    return name.partition("[")[0]


def _keeps_nothing(job: Job, exercise: str) -> bool:
    """Whether what is called in an exercise's tests surely keeps nothing: its own cells, and those that they use."""
    used = used_for(exercise, job.cells) | {exercise}
    cells = [cell for cell in job.cells if not cell.exercises or used.intersection(cell.exercises)]
    sources = [cell.source for cell in cells]
    if any(_SEEDLESS in source for source in sources):
        return False
    return keeps_nothing(sources, [name for cell in cells for name in cell.exercises])


def _plots(job: Job, exercise: str) -> bool:
    return any(plots(cell.source) for cell in job.cells if exercise in cell.exercises)
