"""How a hidden test says what it is: its exercise, its weight, what it needs, its rows."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

from autograder.errors import SuiteError
from autograder.model import Evidence
from autograder.protocol.channel import WorkerEnded
from autograder.protocol.values import StudentRaised
from autograder.suite.comparison import Tolerance
from autograder.suite.drawing import shapes_in
from autograder.suite.errors import kind_of, what_stopped
from autograder.suite.failures import StudentFailure, raised_failure
from autograder.suite.misconceptions import Misconception, recognise_error
from autograder.suite.secrecy import SecretCase
from autograder.wording import said

Test = TypeVar("Test", bound=Callable[..., None])
_MISSING: Any = object()
ATTRIBUTE = "autograder_test"
_at_a_case: ContextVar[Callable[[], None] | None] = ContextVar("_at_a_case", default=None)


class Case:
    """One row of a table: a name, the arguments, and what is expected.

    Args:
        name: unique in its table.
        args: positional arguments of the call.
        expected: the right answer; left out, the reference gives it.
        tol: a tolerance of its own.
        secret: whether nobody may learn its arguments: of a wrong answer only what `secrecy` lets through is told.
        kwargs: keyword arguments of the call.
    """

    def __init__(
        self,
        name: str,
        *args: Any,
        expected: Any = _MISSING,
        tol: Tolerance | None = None,
        secret: bool = False,
        **kwargs: Any,
    ) -> None:
        self.name, self.args, self.kwargs, self.tol, self.secret = name, args, kwargs, tol, secret
        self._expected = expected

    @property
    def expected(self) -> Any:
        """The expected value of the row.

        Raises:
            ValueError: the row leaves it to the reference.
        """
        if self._expected is _MISSING:
            raise ValueError(f"case '{self.name}' has no expected value of its own: use case.expect(reference.f)")
        return self._expected

    def expect(self, reference: Callable[..., Any]) -> Any:
        """The expected value of the row, else what the reference answers."""
        return reference(*self.args, **self.kwargs) if self._expected is _MISSING else self._expected

    def __repr__(self) -> str:
        return f"Case({self.name!r})"


@dataclass(frozen=True, slots=True)
class Declaration:
    """What `@exercise` says of a test."""

    exercise: str
    weight: float
    needs: tuple[str, ...]
    call_s: float | None
    builds_on: tuple[str, ...]
    misconceptions: tuple[Misconception, ...]
    secret: bool = False  # nobody may learn what it asks


def exercise(
    name: str,
    *,
    weight: float = 1.0,
    needs: Callable[..., None] | Sequence[Callable[..., None]] | None = None,
    call_s: float | None = None,
    builds_on: Sequence[str] = (),
    misconceptions: Sequence[Misconception] = (),
    secret: bool = False,
) -> Callable[[Test], Test]:
    """Declare a hidden test.

    Args:
        name: the exercise that the test belongs to.
        weight: its share of the exercise's points.
        needs: tests that must have passed; else this one is not checked.
        call_s: limit in seconds for each call of this test.
        builds_on: earlier exercises that this one calls; a failed one is named as the likely cause.
        misconceptions: those that lead to an exception instead of an answer (`raises`).
        secret: whether nobody may learn its fixed inputs, as with a `Case`.

    Raises:
        ValueError: the weight is not positive.
    """
    if weight <= 0:
        raise ValueError(f"exercise '{name}': a weight is positive, got {weight}")
    needed = () if needs is None else (needs,) if callable(needs) else tuple(needs)

    def declare(test: Test) -> Test:
        declaration = Declaration(
            name,
            weight,
            tuple(n.__name__ for n in needed),
            call_s,
            tuple(builds_on),
            tuple(misconceptions),
            secret,
        )
        setattr(test, ATTRIBUTE, declaration)
        return test

    return declare


def table(cases: Sequence[Case]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run the body once for each case, as one test. The first case that fails ends it and is named.

    Raises:
        ValueError: there are no cases, or two of one name.
    """
    names = [case.name for case in cases]
    if not names or len(set(names)) != len(names):
        raise ValueError(f"a table needs cases with names of their own, got {names}")

    def spread(test: Callable[..., None]) -> Callable[..., None]:
        signature = inspect.signature(test)

        def each(**fixtures: Any) -> None:
            told = _at_a_case.get()
            for case in cases:
                if told is not None:
                    told()
                try:
                    test(case=case, **fixtures)
                except SuiteError:
                    raise
                except Exception as error:
                    if case.secret:
                        raise SecretCase(case.name, error) from error
                    if isinstance(error, StudentFailure):
                        raise error.at(case.name) from None
                    if isinstance(error, (StudentRaised, WorkerEnded)):
                        error.add_note(f"case '{case.name}'")
                    raise

        each.__name__, each.__qualname__, each.__doc__ = test.__name__, test.__qualname__, test.__doc__
        each.__module__ = test.__module__
        others = [p for p in signature.parameters.values() if p.name != "case"]
        # pytest reads the fixtures here
        setattr(each, "__signature__", signature.replace(parameters=others))  # noqa: B010  mypy knows no such attribute
        if hasattr(test, ATTRIBUTE):
            setattr(each, ATTRIBUTE, getattr(test, ATTRIBUTE))
        return each

    return spread


@contextmanager
def at_each_case(do: Callable[[], None]) -> Iterator[None]:
    """Meanwhile something is done whenever a case of a table begins."""
    token = _at_a_case.set(do)
    try:
        yield
    finally:
        _at_a_case.reset(token)


def failure_of(error: StudentRaised, declaration: Declaration) -> StudentFailure:
    """A student's exception as a failure of this test."""
    failure = raised_failure(error)
    own = error.line if declaration.exercise in error.exercises else 0
    evidence = Evidence(line=own, plot=shapes_in(error, kind_of(error)))
    notes = getattr(error, "__notes__", [])
    message = ": ".join([*notes, failure.message])
    if error.type_name == "NotImplementedError" and error.exercises and declaration.exercise not in error.exercises:
        return StudentFailure(message, said("failures.uses_unsolved", exercise="`, `".join(error.exercises)))
    known = recognise_error(error, declaration.misconceptions)
    if known is None:
        return StudentFailure(message, failure.hint, evidence=evidence)
    return StudentFailure(message, known.hint, known.id, evidence, first=what_stopped(error))
