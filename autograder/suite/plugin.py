"""The pytest plugin: collects a hidden suite once and runs it for one submission after another.

pytest keeps its part: collection, fixtures, set-up and tear-down of every test, assertion messages. Its run loop is
replaced: instead of running every item once, `serve` is handed the collected suite and runs it as often as there are
submissions. Between two runs everything is torn down, so that nothing of one submission is there for the next.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from types import ModuleType
from typing import Any, Protocol

import numpy as np
import pytest

from autograder.errors import AutograderError, SuiteError
from autograder.model import COMMON_KEY, NOTHING_SEEN, Drawing, Evidence, Hints, Plot, Text, Verdict
from autograder.protocol.channel import WorkerEnded
from autograder.protocol.values import FigureData, Opaque, StudentRaised
from autograder.suite.answers import plain
from autograder.suite.carrying import Carrier, calls_of, carried_forward
from autograder.suite.cases import ATTRIBUTE, Declaration, failure_of
from autograder.suite.drawing import MOST_PICTURES, Picture, drawn, pictures_of
from autograder.suite.edits import standing
from autograder.suite.errors import paragraphs
from autograder.suite.failures import NO_HINT, UNSOLVED, StudentFailure, building_on, ended_failure
from autograder.suite.generators import Generators
from autograder.suite.hints import Hint
from autograder.suite.plots import plot_of
from autograder.suite.proxy import Connection, Session, Submission
from autograder.suite.running import is_late, raised_by, run_item
from autograder.suite.second_try import Past, SecondChance, passes_after_all
from autograder.suite.sources import load_reference
from autograder.wording import said

MAX_MESSAGE = 2000
_PICTURE_S = 2.0
NO_HINTS = Hints()
_ASSERTED = said("failures.asserted")

_REMEMBERS = said("failures.remembers")
_NOT_CALLABLE = said("failures.not_callable")
_TOO_LARGE = said("failures.too_large")
# What the proxy's functions have, and what may stand in their place: `layer.forward.observe(x)` with a number forward.
_OF_FUNCTIONS = frozenset({"observe", "keep"})
_PLAIN = (type(None), int, float, complex, str, bytes, list, tuple, dict, set, slice, np.ndarray, np.generic, Opaque)


@dataclass(frozen=True, slots=True)
class TestOutcome:
    """What one test of the suite found for one submission."""

    name: str
    declaration: Declaration
    verdict: Verdict
    message: str = ""
    hint: Text = NO_HINT
    misconception: str = ""
    carried: tuple[str, ...] = ()  # exercises that are wrong, and with which being ours this test passes
    evidence: Evidence = NOTHING_SEEN


class Subject(Connection, SecondChance, Carrier, Protocol):
    """One submission under test: answers requests, and gets a new worker for the next exercise if one ended."""

    def begin(self, exercise: str) -> StudentFailure | None:
        """Called before each test. A failure is returned if this exercise cannot be tested at all."""

    def tell(self, note: str) -> None:
        """Add a note on the submission."""

    def uses(self, exercise: str) -> frozenset[str]:
        """The names that the student's own code of the exercise uses."""


@dataclass(frozen=True, slots=True)
class CollectedSuite:
    """A hidden suite, ready to be run."""

    items: tuple[pytest.Item, ...]
    runner: SuitePlugin

    @property
    def declarations(self) -> dict[str, Declaration]:
        """What each test declares, by its name."""
        return {item.name: _declaration(item) for item in self.items}

    def about(self, outcome: TestOutcome) -> Text:
        """What students read as a test's name; empty if nothing is written."""
        return self.runner.about(outcome)

    def run(
        self,
        subject: Subject,
        exercises: Collection[str] | None = None,
        *,
        inputs: str = COMMON_KEY,
        pictures: bool = False,
    ) -> tuple[TestOutcome, ...]:
        """Run the tests of these exercises (all, if None) against one submission, in the suite's order.

        Args:
            subject: the submission.
            exercises: whose tests.
            inputs: the key of the inputs that the tests draw.
            pictures: whether to ask wrong answers for what pictures of them are made of.
        """
        chosen = [item for item in self.items if exercises is None or _declaration(item).exercise in exercises]
        return tuple(self.runner.run(chosen, subject, inputs=inputs, pictures=pictures))


class SuitePlugin:
    """Collects `test_hidden*.py`, then gives the collected suite to `serve` instead of running it.

    Args:
        seed: of the assignment, for inputs that are common to all.
        serve: called once with the collected suite; returns when there are no more submissions.
        begins: told the name of each test as it begins.
        hints: what students are told.
    """

    def __init__(
        self,
        seed: int,
        serve: Callable[[CollectedSuite], None],
        begins: Callable[[str], None] = lambda _: None,
        hints: Hints = NO_HINTS,
    ) -> None:
        self._serve, self._begins, self._hints = serve, begins, hints
        self._subject: Connection | None = None
        self._item: pytest.Item | None = None
        self._figures: dict[str, FigureData] = {}  # the first one that came, by exercise
        self._seen: dict[str, dict[str, Any]] = {}  # what tests of an exercise have asked the subject `once`
        self._generators = Generators(seed)
        self._inputs = COMMON_KEY
        self._plain: dict[str, bool] = {}  # whether a test asks for nothing but `student`, `rng` and its parameters
        self._pictures: Mapping[str, Picture] | None = None
        self._reference: tuple[Mapping[str, tuple[str, ...]], ModuleType] | None = None
        self._collect_error = ""
        self.ran_out_of_memory = False
        """Whether a test of the last run did: then its verdict is good only in a process that ran nothing before."""
        self.failure: AutograderError | None = None
        """Why the suite could not be served, if it could not. pytest would turn an exception into a page of text."""

    # ---------------------------------------------------------------- pytest's hooks

    @pytest.hookimpl
    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep why a file could not be collected."""
        if report.failed and not self._collect_error:
            self._collect_error = f"{report.nodeid}: {str(report.longrepr).strip().splitlines()[-1]}"

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Hand the suite over instead of running it once."""
        try:
            if self._collect_error:
                raise SuiteError("hidden suite", self._collect_error, "mend the test file")
            suite = CollectedSuite(tuple(session.items), self)
            _validate(suite)
            self._serve(suite)
        except AutograderError as error:
            self.failure = error
        return True

    @pytest.fixture
    def student(self) -> Submission:
        """The submission under test."""
        assert self._item is not None
        return self._student(self._item)

    @pytest.fixture
    def rng(self) -> np.random.Generator:
        """A generator that depends on whose inputs they are and on the test's name only."""
        assert self._item is not None
        return self._rng(self._item)

    def _student(self, item: pytest.Item) -> Submission:
        assert self._subject is not None
        declaration = _declaration(item)
        seen = self._seen.setdefault(declaration.exercise, {})

        def saw(figure: FigureData) -> None:
            self._figures.setdefault(declaration.exercise, figure)

        return Submission(Session(self._subject, declaration.call_s, saw), seen)

    @property
    def plots(self) -> dict[str, Plot]:
        """What each exercise drew in the last run: the first figure that its tests got."""
        return {exercise: plot_of(figure) for exercise, figure in self._figures.items()}

    def _rng(self, item: pytest.Item) -> np.random.Generator:
        return self._generators.of(self._inputs, item.name)

    # ---------------------------------------------------------------- running

    def run(
        self, items: list[pytest.Item], subject: Subject, *, inputs: str, pictures: bool = False
    ) -> Iterator[TestOutcome]:
        """Run the items against one submission, on the inputs of a key."""
        self._figures, self._inputs = {}, inputs
        outcomes = list(self._run_each(items, subject))
        self._subject = subject
        try:
            self._carry(items, outcomes, subject)
            if pictures:
                self._draw(items, outcomes, subject)
        finally:
            self._subject = self._item = None
            self._seen.clear()
        yield from outcomes

    def _carry(self, items: list[pytest.Item], outcomes: list[TestOutcome], subject: Subject) -> None:
        """Mark the failed tests that pass where the wrong exercises that theirs calls are ours."""
        wrong = dict.fromkeys(out.declaration.exercise for out in outcomes if out.verdict is not Verdict.PASSED)
        calls, reference = self._calls(items)
        if reference is None or len(wrong) < 2:
            return
        passing = {outcome.name for outcome in outcomes if outcome.verdict is Verdict.PASSED}

        def try_again(exercise: str, another: Connection, names: tuple[str, ...]) -> None:
            for index, (item, outcome) in enumerate(zip(items, outcomes, strict=True)):
                declaration = outcome.declaration
                if declaration.exercise != exercise or outcome.verdict not in (Verdict.FAILED, Verdict.NOT_CHECKED):
                    continue
                if passing.issuperset(declaration.needs) and self._passes(item, another):
                    passing.add(outcome.name)
                    hint = said("failures.right_given", exercise=exercise, names=", ".join(names))
                    outcomes[index] = replace(outcome, hint=hint, misconception="", carried=names)

        carried_forward(wrong, calls, reference, subject, try_again)

    def _draw(self, items: list[pytest.Item], outcomes: list[TestOutcome], subject: Subject) -> None:
        """Add to wrong answers what a picture of them is made of."""
        _, reference = self._calls(items)
        if reference is None:
            return
        if self._pictures is None:
            modules = {id(item.module): item.module for item in items[0].session.items}  # type: ignore[attr-defined]
            names = dict.fromkeys(_declaration(item).exercise for item in items[0].session.items)
            self._pictures = pictures_of(iter(modules.values()), reference, iter(names))
        left, done = MOST_PICTURES, set[str]()
        for index, outcome in enumerate(outcomes):
            exercise, evidence = outcome.declaration.exercise, outcome.evidence
            picture = self._pictures.get(exercise)
            if picture is None or exercise in done or left <= 0 or outcome.verdict is not Verdict.FAILED:
                continue
            if not evidence.got or evidence.drawing is not None:
                continue
            done.add(exercise)
            left -= 1
            drawing = self._drawing(exercise, picture, getattr(reference, exercise), subject)
            outcomes[index] = replace(outcome, evidence=replace(evidence, drawing=drawing))

    def _drawing(self, exercise: str, picture: Picture, ours: Any, subject: Subject) -> Drawing | None:
        if not subject.is_answered(exercise) or (another := subject.fresh(exercise)) is None:
            return None
        with another:
            asked = getattr(Submission(Session(another, _PICTURE_S)), exercise)
            try:
                return drawn(picture, lambda *args, **kwargs: plain(asked(*args, **kwargs)), ours)
            except Exception:  # noqa: BLE001  no picture, then; it has no say in a verdict
                return None

    def _calls(self, items: list[pytest.Item]) -> tuple[Mapping[str, tuple[str, ...]], ModuleType | None]:
        """Which exercises the reference's solutions call, and the reference; None where a suite has none."""
        if self._reference is None and items and items[0].path.with_name("reference.py").is_file():
            path = items[0].path
            names = dict.fromkeys(_declaration(item).exercise for item in items[0].session.items)
            source = path.with_name("reference.py").read_text(encoding="utf-8")
            self._reference = calls_of(source, names), load_reference(str(path))
        return self._reference or ({}, None)

    def _run_each(self, items: list[pytest.Item], subject: Subject) -> Iterator[TestOutcome]:
        verdicts: dict[str, Verdict] = {}
        failed_exercises: set[str] = set()
        before: dict[str, list[pytest.Item]] = {}  # the tests of an exercise that were run, by exercise
        settled: set[str] = set()
        self._subject = subject
        self.ran_out_of_memory = False
        try:
            for item in items:
                outcome = self._run_one(item, subject, verdicts)
                exercise = outcome.declaration.exercise
                if outcome.verdict is Verdict.FAILED and exercise not in settled:
                    outcome = self._tried_again(item, before.get(exercise, []), outcome, subject)
                    if outcome.verdict is Verdict.FAILED:  # one failure that stands is answer enough
                        settled.add(exercise)
                before.setdefault(exercise, []).append(item)
                if outcome.hint != NO_HINT and outcome.verdict is Verdict.FAILED and failed_exercises:
                    outcome = _naming_cause(outcome, failed_exercises & subject.uses(exercise))
                verdicts[item.name] = outcome.verdict
                if outcome.verdict is not Verdict.PASSED:
                    failed_exercises.add(outcome.declaration.exercise)
                yield outcome
        finally:
            self._subject = self._item = None
            self._seen.clear()

    def _run_one(self, item: pytest.Item, subject: Subject, verdicts: dict[str, Verdict]) -> TestOutcome:
        declaration = _declaration(item)
        missing = [need for need in declaration.needs if verdicts.get(need) is not Verdict.PASSED]
        if missing:
            hint = said("failures.not_checked")
            return TestOutcome(item.name, declaration, Verdict.NOT_CHECKED, f"needs {', '.join(missing)}", hint)
        blocked = subject.begin(declaration.exercise)
        if blocked is not None:
            hint = self._told(blocked, declaration)
            return TestOutcome(item.name, declaration, Verdict.FAILED, blocked.message, hint)
        return self._outcome(item.name, declaration, self._error_of(item))

    def _error_of(self, item: pytest.Item) -> BaseException | None:
        """Run one test; what it raised."""
        self._item = item
        self._begins(item.name)
        standing.reference, standing.exercise = item.path.with_name("reference.py"), _declaration(item).exercise
        arguments = self._arguments(item)
        error = run_item(item) if arguments is None else raised_by(partial(item.obj, **arguments))  # type: ignore[attr-defined]
        self.ran_out_of_memory |= isinstance(error, MemoryError)
        return error

    def _tried_again(
        self, item: pytest.Item, before: list[pytest.Item], outcome: TestOutcome, subject: Subject
    ) -> TestOutcome:
        """What became of a failed test, seen that it may be right in a fresh worker."""
        exercise = outcome.declaration.exercise
        if outcome.hint == UNSOLVED or subject.begin(exercise) is not None:
            return outcome
        found = passes_after_all(subject, exercise, before, item, self._passes)
        if found is None:
            return outcome
        if found:
            why = "something else changed what it uses"
            subject.tell(f"'{exercise}' passes where only the cells down to its own have run: {why}")
            return TestOutcome(item.name, outcome.declaration, Verdict.PASSED)
        if outcome.misconception and outcome.declaration.needs:  # the values are right: what it saw is what remains
            return outcome
        return replace(outcome, hint=_REMEMBERS, misconception="remembers-earlier-calls")

    def _passes(self, item: pytest.Item, connection: Connection) -> bool:
        """Whether a test passes over another connection than the submission's own."""
        kept = self._subject, self._seen
        self._subject, self._seen = connection, {}
        try:
            error = self._error_of(item)
        finally:
            self._subject, self._seen = kept
        if isinstance(error, Past):
            raise error
        return error is None

    def _outcome(self, name: str, declaration: Declaration, error: BaseException | None) -> TestOutcome:
        """What an exception (or none) says about the student, or about us."""
        failure: StudentFailure
        match error:
            case None:
                return TestOutcome(name, declaration, Verdict.PASSED)
            case StudentFailure():
                failure = error
            case StudentRaised():
                failure = failure_of(error, declaration)
            case WorkerEnded():
                failure = ended_failure(error)
            case MemoryError():  # `verify` shows that right answers leave room
                why = "comparing the answer took more memory than limits.suite_mib allows"
                failure = StudentFailure(why, _TOO_LARGE)
            case TypeError() if str(error).endswith("object is not callable"):
                # Every call in a suite is of something of the student's, and the reference's can be called.
                failure = StudentFailure(f"{error}: a plain value where a function is asked for", _NOT_CALLABLE)
            case AttributeError() if error.name in _OF_FUNCTIONS and isinstance(error.obj, _PLAIN):
                failure = StudentFailure(f"{error}: a plain value where a function is asked for", _NOT_CALLABLE)
            case AssertionError():
                failure = StudentFailure(str(error) or "an assertion of the test does not hold", _ASSERTED)
            case _:
                frame = traceback.extract_tb(error.__traceback__)[-1]
                message = f"{type(error).__name__}: {error} ({frame.name}, line {frame.lineno})"
                return TestOutcome(name, declaration, Verdict.INTERNAL_ERROR, message[:MAX_MESSAGE])
        return TestOutcome(
            name, declaration, Verdict.FAILED, failure.message[:MAX_MESSAGE], self._told(failure, declaration),
            failure.misconception, evidence=failure.evidence,
        )  # fmt: skip

    def about(self, outcome: TestOutcome) -> Text:
        """What students read as a test's name."""
        return self._hints.find(outcome.declaration.exercise, outcome.name.partition("[")[0])

    def _told(self, failure: StudentFailure, declaration: Declaration) -> Text:
        told = failure.hint
        hint = told.found_in(self._hints, declaration.exercise) if isinstance(told, Hint) else told
        return paragraphs(failure.first, hint) if failure.first and hint else hint or failure.first

    def _arguments(self, item: Any) -> dict[str, Any] | None:
        """What to call a test with that asks for nothing but our fixtures and its parameters; None for all others.

        For such a test pytest's set-up and tear-down would come to the same, and take longer than most tests do.
        """
        if item.name not in self._plain:
            self._plain[item.name] = self._is_plain(item)
        if not self._plain[item.name]:
            return None
        ours = {"student": self._student, "rng": self._rng}
        params = item.callspec.params if hasattr(item, "callspec") else {}
        return {name: params[name] if name in params else ours[name](item) for name in item._fixtureinfo.argnames}

    def _is_plain(self, item: Any) -> bool:
        names = {*item.fixturenames} - {"request"}  # which is always there
        if item.cls is not None or names != {*item._fixtureinfo.argnames} or is_late(item.function):
            return False
        params = item.callspec.params if hasattr(item, "callspec") else {}
        for name in names:
            functions = [definition.func for definition in item._fixtureinfo.name2fixturedefs.get(name, ())]
            ours = len(functions) == 1 and getattr(functions[0], "__self__", None) is self
            direct = name in params and all(function.__module__.startswith("_pytest.") for function in functions)
            if not (ours or direct):
                return False
        return True


def _naming_cause(outcome: TestOutcome, failed_and_used: Collection[str]) -> TestOutcome:
    earlier = [name for name in outcome.declaration.builds_on if name in failed_and_used]
    if not earlier or outcome.misconception or outcome.hint == UNSOLVED:
        return outcome
    hint = building_on(outcome.hint, ", ".join(earlier))
    return replace(outcome, hint=hint)


def _declaration(item: pytest.Item) -> Declaration:
    declaration = getattr(getattr(item, "function", None), ATTRIBUTE, None)
    if not isinstance(declaration, Declaration):
        raise SuiteError(f"{item.nodeid}", "says no exercise", "put @exercise(...) above it")
    return declaration


def _validate(suite: CollectedSuite) -> None:
    """Hold a suite against the rules that all suites keep.

    Raises:
        SuiteError: it breaks one.
    """
    seen: dict[str, Declaration] = {}
    for item in suite.items:
        declaration = _declaration(item)
        if item.name in seen:
            raise SuiteError(item.nodeid, "two tests have this name", "rename one")
        for need in declaration.needs:
            if need not in seen:
                raise SuiteError(item.nodeid, f"needs '{need}', which does not stand before it", "move it up")
        seen[item.name] = declaration
