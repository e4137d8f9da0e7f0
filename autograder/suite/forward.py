"""What a wrong exercise is told that calls wrong ones: that it is right, what is wrong with itself, or where to begin.

Theory of operation
-------------------
The failed tests of such an exercise are run again where the wrong ones are ours (`carrying`), and it is seen which of
ours were asked meanwhile:

- The test passes: the exercise is right, given right ones.
- None of ours was asked: they have nothing to do with it, and what was found at first stands.
- They were asked and answered, and the test fails again: the exercise is wrong itself. What is told is what is wrong
  given right ones, for at first it could have been anybody's mistake; it begins with the name of those.
- It could not be tried: one of ours was asked for what it does not answer, objects of ours took part, which a test may
  tell from the student's own, or there is no other worker. Then the student is told where to begin, what the code came
  to, and no misconception: it may be that of another exercise.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from enum import Enum, auto
from typing import Any

from autograder.model import Hints, Verdict
from autograder.protocol.channel import WorkerEnded
from autograder.suite.answer_key import AnswerKey
from autograder.suite.carrying import Carrier, called_by
from autograder.suite.ours import Closed, Ours
from autograder.suite.outcomes import TestOutcome, naming_cause, outcome_of, proven, waiting_for
from autograder.suite.proxy import Connection
from autograder.wording import said

Seen = dict[str, dict[str, Any]]
RunTest = Callable[[Any, Connection, Seen], BaseException | None]


class Tried(Enum):
    """What came of trying an exercise again."""

    NOT = auto()
    REFUSED = auto()
    ANSWERED = auto()


class Forward:
    """Tries every wrong exercise again that calls others which are wrong.

    Args:
        items: the tests, in the suite's order.
        outcomes: what they found; changed in place.
        subject: the submission.
        run_test: runs one test over a connection; what it raised.
        hints: what students are told.
        key: of the suite.
        passed: other tests that are known to have passed.
    """

    def __init__(
        self,
        items: Sequence[Any],
        outcomes: list[TestOutcome],
        subject: Carrier,
        run_test: RunTest,
        hints: Hints,
        key: AnswerKey,
        passed: Collection[str],
    ) -> None:
        self._items, self._outcomes, self._subject, self._run_test = items, outcomes, subject, run_test
        self._hints, self._key, self._closed = hints, key, Closed()
        self._passing = {*passed, *(outcome.name for outcome in outcomes if outcome.verdict is Verdict.PASSED)}

    def carry(self) -> None:
        """Mark what is right given right ones, and tell the rest what is true of it."""
        wrong = dict.fromkeys(out.declaration.exercise for out in self._outcomes if out.verdict is not Verdict.PASSED)
        if len(wrong) < 2:
            return
        calls = self._calls()
        for exercise in list(wrong):
            used = [name for name in wrong if name in self._subject.uses(exercise)]
            called = called_by(exercise, {**calls, exercise: [*calls.get(exercise, ()), *used]})
            by = self._carried()
            names = tuple(name for name in called if name in wrong and exercise not in called_by(name, by))
            if not names or not self._subject.is_written(exercise):
                continue
            self._try(exercise, names, called)
            if all(self._outcomes[index].carried for index in self._failed(exercise)):
                del wrong[exercise]  # it is right: nobody is told to begin there

    def _calls(self) -> Mapping[str, Sequence[str]]:
        """By exercise, the others that the reference's solution calls or that its tests say it builds on."""
        calls = {name: dict.fromkeys(called) for name, called in self._key.calls.items()}
        for outcome in self._outcomes:
            declared = outcome.declaration
            calls.setdefault(declared.exercise, {}).update(dict.fromkeys(declared.builds_on))
        return {name: tuple(called) for name, called in calls.items()}

    def _carried(self) -> Mapping[str, Sequence[str]]:
        """By exercise, those by which its tests were carried; none of these is carried by it in turn."""
        by: dict[str, dict[str, None]] = {}
        for outcome in self._outcomes:
            by.setdefault(outcome.declaration.exercise, {}).update(dict.fromkeys(outcome.carried))
        return {name: tuple(others) for name, others in by.items()}

    def _failed(self, exercise: str) -> list[int]:
        """Where the tests of an exercise stand that did not pass by themselves."""
        return [
            index
            for index, outcome in enumerate(self._outcomes)
            if outcome.declaration.exercise == exercise and outcome.verdict is not Verdict.PASSED
        ]

    def _try(self, exercise: str, names: tuple[str, ...], called: Sequence[str]) -> None:
        """Run the failed tests of an exercise again.

        Args:
            exercise: its name.
            names: those that it calls and that are wrong.
            called: all that it calls.
        """
        made = {name: getattr(self._key.reference, name) for name in called if hasattr(self._key.reference, name)}
        first = list(self._outcomes)
        wrong = {name: it for name, it in made.items() if name in names}
        with_classes = {name: it for name, it in made.items() if name in names or isinstance(it, type)}
        found = self._tried(exercise, names, first, wrong)
        if found is Tried.REFUSED and len(with_classes) > len(wrong):
            found = self._tried(exercise, names, first, with_classes)
        if found is Tried.NOT:
            used = self._subject.uses(exercise)
            for index in (at for at in self._failed(exercise) if not self._outcomes[at].carried):
                self._outcomes[index] = waiting_for(self._outcomes[index], [name for name in names if name in used])

    def _tried(
        self, exercise: str, names: tuple[str, ...], first: Sequence[TestOutcome], made: Mapping[str, Any]
    ) -> Tried:
        """Run them where some names are ours; whether that could be had, and whether all was answered."""
        another = self._subject.with_ours(exercise) if made else None
        if another is None:
            return Tried.NOT
        found = Tried.ANSWERED
        seen: Seen = {}
        ours = Ours(made, self._closed)
        with another:
            for index in self._failed(exercise):
                if self._outcomes[index].carried or not self._passing.issuperset(first[index].declaration.needs):
                    continue
                if not seen.get(exercise):  # else it may use what an earlier test has asked
                    ours = Ours(made, self._closed)
                    if not another.give(ours):
                        return Tried.NOT
                error = self._run_test(self._items[index], another, seen)
                self._outcomes[index] = self._settled(index, first[index], error, names, ours, another)
                if ours.refused:
                    found = Tried.REFUSED
        return found

    def _settled(
        self, index: int, first: TestOutcome, error: BaseException | None, names: Sequence[str], ours: Ours,
        another: Connection,
    ) -> TestOutcome:  # fmt: skip
        """What a failed test has found, seen what it came to where those names are ours."""
        item = self._items[index]
        exercise = first.declaration.exercise
        if error is None:
            self._passing.add(first.name)
            hint = said("failures.right_given", exercise=exercise, names=", ".join(names))
            return replace(first, hint=hint, misconception="", carried=tuple(names))
        asked_of = [name for name in names if name in ours.asked or (ours.refused and not ours.asked)]
        again = outcome_of(item.name, first.declaration, error, self._hints)
        if not asked_of:
            return again if first.verdict is Verdict.NOT_CHECKED and again.verdict is Verdict.FAILED else first
        if ours.refused or ours.has_objects or isinstance(error, WorkerEnded) or again.verdict is not Verdict.FAILED:
            return waiting_for(first, asked_of)
        return naming_cause(first, proven(again, item.path, self._hints, another), asked_of)
