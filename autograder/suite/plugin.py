"""The pytest plugin: collects a hidden suite once and runs it for one submission after another.

pytest keeps its part: collection, fixtures, set-up and tear-down of every test, assertion messages. Its run loop is
replaced: instead of running every item once, `serve` is handed the collected suite and runs it as often as there are
submissions. Between two runs everything is torn down, so that nothing of one submission is there for the next.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pytest

from autograder.errors import AutograderError, SuiteError
from autograder.model import COMMON_KEY, Hints, Plot, Text
from autograder.suite.answer_key import AnswerKey
from autograder.suite.cases import Declaration
from autograder.suite.edits import stand_at
from autograder.suite.generators import Generators
from autograder.suite.misconceptions import begin_test
from autograder.suite.outcomes import NO_HINTS, TestOutcome, declaration_of
from autograder.suite.proxy import Connection, Session, Submission
from autograder.suite.running import is_late, raised_by, run_item
from autograder.suite.submission_run import Seen, Subject, SubmissionRun


@dataclass(frozen=True, slots=True)
class CollectedSuite:
    """A hidden suite, ready to be run."""

    items: tuple[pytest.Item, ...]
    runner: SuitePlugin

    @property
    def declarations(self) -> dict[str, Declaration]:
        """What each test declares, by its name."""
        return {item.name: declaration_of(item) for item in self.items}

    def about(self, outcome: TestOutcome) -> Text:
        """What students read as a test's name; empty if nothing is written."""
        return self.runner.about(outcome)

    def run(
        self,
        subject: Subject,
        exercises: Collection[str] | None = None,
        tests: Collection[str] | None = None,
        *,
        inputs: str = COMMON_KEY,
        pictures: bool = False,
        about_models: bool = False,
    ) -> tuple[TestOutcome, ...]:
        """Run the tests of these exercises (all, if None) against one submission, in the suite's order.

        Args:
            subject: the submission.
            exercises: whose tests.
            tests: only these of them (all, if None), as if all that they need beside these had passed.
            inputs: the key of the inputs that the tests draw.
            pictures: whether to ask wrong answers for what pictures of them are made of.
            about_models: whether the messages of failed tests say which models and predicates raised.
        """
        chosen = [
            item
            for item in self.items
            if (exercises is None or declaration_of(item).exercise in exercises)
            and (tests is None or item.name in tests)
        ]
        passed = frozenset[str]() if tests is None else self.declarations.keys() - tests
        return self.runner.run(chosen, subject, passed, inputs=inputs, pictures=pictures, about_models=about_models)


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
        self.plots: dict[str, Plot] = {}
        """What the exercises of the last run that draw did so on inputs that everybody may see."""
        self._seen: Seen = {}
        self._generators = Generators(seed)
        self._inputs = COMMON_KEY
        self._plain: dict[str, bool] = {}  # whether a test asks for nothing but `student`, `rng` and its parameters
        self._key: AnswerKey | None = None
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
        declaration = declaration_of(item)
        seen = self._seen.setdefault(declaration.exercise, {})
        return Submission(Session(self._subject, declaration.call_s), seen)

    def _rng(self, item: pytest.Item) -> np.random.Generator:
        return self._generators.of(self._inputs, item.name)

    # ---------------------------------------------------------------- running

    def run(
        self,
        items: list[pytest.Item],
        subject: Subject,
        passed: Collection[str],
        *,
        inputs: str,
        pictures: bool,
        about_models: bool,
    ) -> tuple[TestOutcome, ...]:
        """Run the items against one submission, on the inputs of a key; other tests are known to have passed."""
        self._inputs = inputs
        self.ran_out_of_memory = False
        if self._key is None and items:
            self._key = AnswerKey(tuple(items[0].session.items))
        key = self._key or AnswerKey(())
        run = SubmissionRun(items, subject, self._error_of, self._hints, key, passed, about_models=about_models)
        self.plots = run.plots() if pictures else {}
        return tuple(run.outcomes(pictures=pictures))

    def _error_of(self, item: pytest.Item, connection: Connection, seen: Seen) -> BaseException | None:
        """Run one test over a connection; what it raised."""
        self._item, self._subject, self._seen = item, connection, seen
        self._begins(item.name)
        stand_at(item.path, declaration_of(item).exercise)
        begin_test()
        try:
            arguments = self._arguments(item)
            error = run_item(item) if arguments is None else raised_by(partial(item.obj, **arguments))  # type: ignore[attr-defined]
        finally:
            self._item = self._subject = None
        self.ran_out_of_memory |= isinstance(error, MemoryError)
        return error

    def about(self, outcome: TestOutcome) -> Text:
        """What students read as a test's name."""
        return self._hints.find(outcome.declaration.exercise, outcome.name.partition("[")[0])

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


def _validate(suite: CollectedSuite) -> None:
    """Hold a suite against the rules that all suites keep.

    Raises:
        SuiteError: it breaks one.
    """
    seen: dict[str, Declaration] = {}
    for item in suite.items:
        declaration = declaration_of(item)
        if item.name in seen:
            raise SuiteError(item.nodeid, "two tests have this name", "rename one")
        for need in declaration.needs:
            if need not in seen:
                raise SuiteError(item.nodeid, f"needs '{need}', which does not stand before it", "move it up")
        seen[item.name] = declaration
