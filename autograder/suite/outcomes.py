"""What one test found: from what it raised to a verdict on the student, and the words that they are told."""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from autograder.errors import SuiteError
from autograder.model import NOTHING_SEEN, Evidence, Hints, Text, Verdict
from autograder.protocol.channel import WorkerEnded
from autograder.protocol.values import Opaque, StudentRaised
from autograder.suite.answers import plain
from autograder.suite.cases import ATTRIBUTE, Declaration, failure_of
from autograder.suite.edits import stand_at
from autograder.suite.errors import paragraphs
from autograder.suite.failures import NO_HINT, UNSOLVED, StudentFailure, building_on, ended_failure
from autograder.suite.forms import Form
from autograder.suite.hints import Hint
from autograder.suite.proving import Proof
from autograder.suite.proxy import Connection, Session
from autograder.suite.secrecy import SecretCase, told_in_secret
from autograder.wording import said

MAX_MESSAGE = 2000
NO_HINTS = Hints()
_ASSERTED = said("failures.asserted")
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
    proof: Proof | None = None  # how the misconception may still be refuted
    without: Text = NO_HINT  # what is told of it where the misconception is not
    form: Form | None = None  # another one of the answer, in which it may be right


def outcome_of(name: str, declaration: Declaration, error: BaseException | None, hints: Hints) -> TestOutcome:
    """What an exception (or none) says about the student, or about us."""
    failure: StudentFailure
    secret, case = declaration.secret, ""
    if isinstance(error, SecretCase):
        secret, case, error = True, error.name, error.error
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
            what = type(error).__name__ if secret else f"{type(error).__name__}: {error}"
            message = f"{what} ({frame.name}, line {frame.lineno})"
            return TestOutcome(name, declaration, Verdict.INTERNAL_ERROR, message[:MAX_MESSAGE])
    form = failure.form
    if secret:
        failure = told_in_secret(failure, error, case)
    return TestOutcome(
        name, declaration, Verdict.FAILED, failure.message[:MAX_MESSAGE], told(failure, declaration, hints),
        failure.misconception, evidence=failure.evidence, proof=failure.proof,
        without=_without(failure, declaration, hints), form=form,
    )  # fmt: skip


def _without(failure: StudentFailure, declaration: Declaration, hints: Hints) -> Text:
    """What is told of a failure but for its misconception: the error that came, or what is wrong with the answer."""
    if failure.proof is None:
        return failure.first
    return told(StudentFailure("", failure.proof.otherwise, first=failure.first), declaration, hints)


def told(failure: StudentFailure, declaration: Declaration, hints: Hints) -> Text:
    """What the student is told of a failure."""
    words = failure.hint
    hint = words.found_in(hints, declaration.exercise) if isinstance(words, Hint) else words
    return paragraphs(failure.first, hint) if failure.first and hint else hint or failure.first


def naming_cause(first: TestOutcome, outcome: TestOutcome, wrong: Sequence[str]) -> TestOutcome:
    """What is wrong with an exercise itself, with the exercises named that it calls and that are wrong, too.

    Args:
        first: what was found with those.
        outcome: what was found given right ones.
        wrong: their names.
    """
    if _says_where_to_begin(first, wrong):
        return first
    return replace(outcome, hint=building_on(outcome.hint, ", ".join(wrong)))


def waiting_for(outcome: TestOutcome, wrong: Sequence[str]) -> TestOutcome:
    """What is told of a test that may have failed for what it calls: where to begin, and no misconception."""
    if not wrong or outcome.verdict is not Verdict.FAILED or _says_where_to_begin(outcome, wrong):
        return outcome
    hint = outcome.without if outcome.misconception else outcome.hint
    names = ", ".join(wrong)
    told = building_on(hint, names) if hint else said("failures.waits_for", earlier=names)
    return replace(outcome, hint=told, misconception="", proof=None)


def _says_where_to_begin(outcome: TestOutcome, wrong: Sequence[str]) -> bool:
    return outcome.hint in (UNSOLVED, *(said("failures.uses_unsolved", exercise=name) for name in wrong))


def proven(outcome: TestOutcome, suite: Path, hints: Hints, connection: Connection) -> TestOutcome:
    """The outcome without a misconception whose model does not answer as the student's code does when asked again.

    Args:
        outcome: what a test found.
        suite: the file in which the test stands.
        hints: what students are told.
        connection: a worker to ask.
    """
    proof, declaration = outcome.proof, outcome.declaration
    if proof is None or not outcome.misconception or not proof.possible:
        return outcome
    stand_at(suite, declaration.exercise)
    known = proof.stands(partial(_answer, Session(connection, declaration.call_s)))
    if known is not None and known.id == outcome.misconception:
        return outcome
    failure = StudentFailure("", proof.otherwise if known is None else known.hint)
    hint = told(failure, declaration, hints)
    return replace(outcome, hint=hint, misconception="" if known is None else known.id)


def _answer(session: Session, name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
    """What a function of the notebook returns, in plain form."""
    return plain(session.call(0, name, args, kwargs).value)


def declaration_of(item: Any) -> Declaration:
    """What a collected test declares.

    Raises:
        SuiteError: no exercise.
    """
    declaration = getattr(getattr(item, "obj", None), ATTRIBUTE, None)
    if not isinstance(declaration, Declaration):
        raise SuiteError(f"{item.nodeid}", "says no exercise", "put @exercise(...) above it")
    return declaration
