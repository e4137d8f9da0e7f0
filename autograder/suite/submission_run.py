"""All tests of a suite over one submission: in order, then what is carried forward, then pictures of what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from typing import Any, Protocol

from autograder.model import Hints, Plot, Verdict
from autograder.protocol.messages import Call, Request
from autograder.protocol.values import Reply, StudentRaised
from autograder.suite.answer_key import AnswerKey
from autograder.suite.carrying import Carrier
from autograder.suite.drawing import MOST_PICTURES, Picture, drawn
from autograder.suite.failures import UNSOLVED, StudentFailure
from autograder.suite.formed import Formed
from autograder.suite.forms import Arranged, Form, overlooking
from autograder.suite.forward import Forward
from autograder.suite.misconceptions import faults_of_models
from autograder.suite.outcomes import TestOutcome, declaration_of, outcome_of, proven, told
from autograder.suite.proxy import Connection, Session, Submission
from autograder.suite.second_try import Answered, Past, Replay, SecondChance, passes_after_all
from autograder.suite.showing import figures_for_everybody
from autograder.wording import said

_PICTURE_S = 2.0
_REMEMBERS = said("failures.remembers")

Seen = dict[str, dict[str, Any]]
"""What tests of an exercise have asked the subject `once`, by exercise."""
RunTest = Callable[[Any, Connection, Seen], BaseException | None]
"""Runs a collected test over a connection; what it raised."""


class Subject(Connection, SecondChance, Carrier, Protocol):
    """One submission under test: answers requests, and gets a new worker for the next exercise if one ended."""

    def begin(self, exercise: str) -> StudentFailure | None:
        """Called before each test. A failure is returned if this exercise cannot be tested at all."""

    def tell(self, note: str) -> None:
        """Add a note on the submission."""

    def afterwards(self, exercise: str) -> Connection | None:
        """The worker in which the tests ran, for questions that decide nothing; None if it cannot be had."""

    def answers_before(self, asked: Mapping[str, Request]) -> Mapping[str, Reply | StudentRaised]:
        """What exercises answer to these requests before any test, of those that can be asked then."""


class SubmissionRun:
    """One submission before the tests of a suite.

    Args:
        items: the tests, in the suite's order.
        subject: the submission.
        run_test: runs one of them.
        hints: what students are told.
        key: of the suite.
        passed: other tests that are known to have passed.
        about_models: whether the messages of failed tests say which models and predicates raised.
    """

    def __init__(
        self,
        items: Sequence[Any],
        subject: Subject,
        run_test: RunTest,
        hints: Hints,
        key: AnswerKey,
        passed: Collection[str] = (),
        *,
        about_models: bool = False,
    ) -> None:
        self._about_models, self._passed = about_models, passed
        self._items, self._subject, self._run_test, self._hints, self._key = items, subject, run_test, hints, key
        self._seen: Seen = {}
        self._before: Mapping[str, Reply | StudentRaised] = {}
        self._formed: dict[str, Form] = {}  # by exercise that is charged for its form: one with which a test passes
        self._charged: set[str] = set()  # the tests that are, and find nothing else

    def outcomes(self, *, pictures: bool) -> list[TestOutcome]:
        """What the tests found.

        Args:
            pictures: whether to ask wrong answers for what pictures of them are made of.
        """
        if pictures:
            self._ask_before()
        outcomes = self._each()
        self._prove(outcomes)
        passed = self._charged.union(self._passed)
        forward = Forward(self._items, outcomes, self._subject, self._run_test, self._hints, self._key, passed)
        forward.carry()
        if pictures:
            self._draw(outcomes)
        return outcomes

    def plots(self) -> dict[str, Plot]:
        """What the exercises that draw do so on inputs that everybody may see. To be asked before the tests."""
        exercises = dict.fromkeys(declaration_of(item).exercise for item in self._items)
        return figures_for_everybody(self._key.figures, exercises, self._subject)

    def _ask_before(self) -> None:
        """Ask at once, before any test, for what pictures are made of that one call says all of."""
        exercises = {declaration_of(item).exercise for item in self._items}
        calls = {name: picture.call for name, picture in self._key.pictures.items() if name in exercises}
        asked = {name: Call(0, call[0], call[1], {}) for name, call in calls.items() if call is not None}
        self._before = self._subject.answers_before(asked) if asked else {}

    # ---------------------------------------------------------------- in order

    def _each(self) -> list[TestOutcome]:
        outcomes: list[TestOutcome] = []
        verdicts = dict.fromkeys(self._passed, Verdict.PASSED)
        before: dict[str, list[Any]] = {}  # the tests of an exercise that were run, by exercise
        settled: set[str] = set()
        for item in self._items:
            outcome = self._one(item, verdicts)
            exercise = outcome.declaration.exercise
            if outcome.verdict is Verdict.FAILED and exercise not in settled:
                outcome = self._tried_again(item, before.get(exercise, []), outcome)
                if outcome.verdict is Verdict.FAILED:  # one failure that stands is answer enough
                    settled.add(exercise)
            before.setdefault(exercise, []).append(item)
            if outcome.verdict is Verdict.FAILED:
                outcome = self._in_another_form(item, outcome)
            verdicts[item.name] = Verdict.PASSED if item.name in self._charged else outcome.verdict
            outcomes.append(outcome)
        return outcomes

    def _in_another_form(self, item: Any, outcome: TestOutcome) -> TestOutcome:
        """What became of a failed test, of which the form may be the fault: of an exercise that costs once."""
        exercise, found = outcome.declaration.exercise, outcome
        charged = self._formed.get(exercise)
        for form in dict.fromkeys((outcome.form, charged)):  # once, where both are the same
            if form is None:
                continue
            again = self._put_into(form, item, outcome)
            if again.verdict is Verdict.PASSED:
                if charged is not None:
                    return again
                self._formed[exercise] = form
                self._charged.add(item.name)
            elif again.verdict is Verdict.INTERNAL_ERROR:
                break
            elif charged is not None and form is outcome.form and (not isinstance(form, Arranged) or form.complete):
                found = again  # else it would tell of the None in place of a value that never came
        return found

    def _put_into(self, form: Form, item: Any, outcome: TestOutcome) -> TestOutcome:
        """What a test finds if what comes is put into another form."""
        with overlooking(form):
            error = self._run_test(item, Formed(self._subject, form), {})
        return outcome_of(item.name, outcome.declaration, error, self._hints)

    def _one(self, item: Any, verdicts: dict[str, Verdict]) -> TestOutcome:
        declaration = declaration_of(item)
        missing = [need for need in declaration.needs if verdicts.get(need) is not Verdict.PASSED]
        if missing:
            hint = said("failures.not_checked")
            return TestOutcome(item.name, declaration, Verdict.NOT_CHECKED, f"needs {', '.join(missing)}", hint)
        blocked = self._subject.begin(declaration.exercise)
        if blocked is not None:
            hint = told(blocked, declaration, self._hints)
            return TestOutcome(item.name, declaration, Verdict.FAILED, blocked.message, hint)
        if not self._about_models:
            return outcome_of(item.name, declaration, self._run_test(item, self._subject, self._seen), self._hints)
        with faults_of_models() as faults:
            outcome = outcome_of(item.name, declaration, self._run_test(item, self._subject, self._seen), self._hints)
        message = "; ".join((outcome.message, *faults.values()))
        return outcome if outcome.verdict is not Verdict.FAILED else replace(outcome, message=message)

    def _tried_again(self, item: Any, before: list[Any], outcome: TestOutcome) -> TestOutcome:
        """What became of a failed test, seen that it may be right in a fresh worker."""
        exercise = outcome.declaration.exercise
        if outcome.hint == UNSOLVED or self._subject.begin(exercise) is not None:
            return outcome
        found = passes_after_all(self._subject, exercise, before, item, self._passes)
        if found is None:
            return outcome
        if found:
            why = "something else changed what it uses"
            self._subject.tell(f"'{exercise}' passes where only the cells down to its own have run: {why}")
            return TestOutcome(item.name, outcome.declaration, Verdict.PASSED)
        if outcome.misconception and outcome.declaration.needs:  # the values are right: what it saw is what remains
            return outcome
        return replace(outcome, hint=_REMEMBERS, misconception="remembers-earlier-calls")

    def _passes(self, item: Any, connection: Connection) -> bool:
        """Whether a test passes over another connection than the submission's own."""
        error = self._run_test(item, connection, {})
        if isinstance(error, Past):
            raise error
        return error is None

    # ---------------------------------------------------------------- afterwards

    def _draw(self, outcomes: list[TestOutcome]) -> None:
        """Add to wrong answers what a picture of them is made of."""
        left, done = MOST_PICTURES, set[str]()
        for index, outcome in enumerate(outcomes):
            exercise, evidence = outcome.declaration.exercise, outcome.evidence
            if exercise in done or left <= 0 or outcome.verdict is not Verdict.FAILED:
                continue
            if evidence.line or evidence.plot is not None or (picture := self._key.pictures.get(exercise)) is None:
                continue
            done.add(exercise)
            left -= 1
            outcomes[index] = replace(outcome, evidence=replace(evidence, plot=self._drawn(exercise, picture)))

    def _prove(self, outcomes: list[TestOutcome]) -> None:
        """Take misconceptions back whose models do not answer as the student's code does when it is asked again."""
        for index, (item, outcome) in enumerate(zip(self._items, outcomes, strict=True)):
            exercise = outcome.declaration.exercise
            if outcome.misconception and outcome.proof is not None and outcome.proof.possible:
                connection = self._subject.afterwards(exercise)
                if connection is not None:
                    form = None if item.name in self._charged else self._formed.get(exercise)
                    asked = connection if form is None else Formed(connection, form)
                    outcomes[index] = proven(outcome, item.path, self._hints, asked)

    def _drawn(self, exercise: str, picture: Picture) -> Plot | None:
        if not self._subject.is_answered(exercise) or (right := self._key.right(exercise)) is None:
            return None
        known = self._before.get(exercise)
        another = self._subject.untested(exercise) if known is None else nullcontext(Replay([Answered(known)]))
        if another is None:
            return None
        with another as connection:
            try:
                return drawn(picture, Submission(Session(connection, _PICTURE_S)), right)
            except (Exception, Past):  # noqa: BLE001  no picture, then; it has no say in a verdict
                return None
