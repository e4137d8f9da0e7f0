"""A wrong answer is recognised by what produces it."""

from __future__ import annotations

import copy
import re
import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import KW_ONLY, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from autograder.protocol.values import StudentRaised
from autograder.suite.comparison import Kind, Tolerance, compare
from autograder.suite.edits import Edit, edited_model, edits_of
from autograder.suite.hints import Told

_HERE = str(Path(__file__).parent)


@dataclass(frozen=True, slots=True)
class Misconception:
    """How a wrong answer comes about, and what to tell a student who gives it.

    Args:
        id: a stable name, for reports, and the key of its hint in hints.LANG.toml, which says what to think about.
        hint: another key, where several misconceptions are told alike or one in several ways.
        edit: `(before, after)`: the mistake as an edit of the reference of the exercise whose test runs; several as a
            tuple of pairs. What the edited reference answers is the model, and `verify` makes a wrong solution from it.
        within: the method in which the edit stands, as `Dense.forward`; left out, the exercise.
        call: how to get an answer from the edited function or class: `call(edited, *args)`; left out, it is called.
        model: the wrong computation, called with the test's arguments, or the wrong value itself.
        raises: the name of the built-in exception that this mistake leads to; needs `match`.
        match: a pattern that is found in the message of that exception and of no other that is likely here.
        when: a predicate on the answer and the arguments; an exception in it counts as no.
        about_form: the mistake shows in the answer's form (its type, shape, length or dtype). All others are asked for
            only when the answer is of the expected form.
        broad: its predicate holds for answers of several mistakes, and its hint says no more than that: it stands
            behind the others, and is no other explanation beside theirs.

    Raises:
        ValueError: there is no way to recognise it, or an exception without the pattern of its message.
    """

    id: str
    _: KW_ONLY
    hint: Told = ""
    edit: Edit | tuple[Edit, ...] = ()
    within: str = ""
    call: Callable[..., Any] | None = None
    model: Any = None
    raises: str = ""
    match: str = ""
    when: Callable[..., object] | None = None
    about_form: bool = False
    broad: bool = False

    def __post_init__(self) -> None:
        if self.model is None and not self.raises and self.when is None and not self.edit:
            raise ValueError(f"misconception '{self.id}' needs an edit, a model, an exception or a predicate")
        if bool(self.raises) != bool(self.match):
            raise ValueError(f"misconception '{self.id}': `raises` and `match`, a pattern of the message, go together")
        object.__setattr__(self, "hint", self.hint or self.id)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits, one by one."""
        return edits_of(self.edit)

    @property
    def has_model(self) -> bool:
        """Whether it says what a student who has it answers."""
        return self.model is not None or bool(self.edit and self.when is None and not self.raises)

    def predict(self, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Any] | None:
        """What a student who has it answers to a call; None where it says nothing.

        Args:
            args: the arguments of the call; they are not changed.
            kwargs: its keyword arguments.
        """
        model = self.model
        if model is None:
            model = edited_model(self.edits, self.within, self.call)
        if not callable(model):
            return (model,)
        try:
            with np.errstate(all="ignore"), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return (model(*copy.deepcopy(list(args)), **copy.deepcopy(dict(kwargs))),)
        except Exception as error:  # noqa: BLE001  a wrong model need not be defined everywhere
            _tell("model", self.id, error)
            return None


_told: dict[str, str] | None = None


@contextmanager
def faults_of_models() -> Iterator[dict[str, str]]:
    """What models and predicates raise meanwhile, in a line by misconception: for whoever writes them."""
    global _told
    _told = {}
    try:
        yield _told
    finally:
        _told = None


def _tell(what: str, known: str, error: Exception) -> None:
    if _told is not None and known not in _told:
        theirs = [frame for frame in traceback.extract_tb(error.__traceback__) if _HERE not in frame.filename]
        line = f" ({Path(theirs[0].filename).name}, line {theirs[0].lineno})" if theirs else ""
        _told[known] = f"the {what} of {known} raised {type(error).__name__}: {error}{line}"


@dataclass(frozen=True, slots=True)
class Match:
    """A wrong answer, and what it may have come from.

    Args:
        actual: the student's answer.
        expected: the right one.
        misconceptions: in the order in which they are believed.
        args: the arguments of the call, for the models.
        kwargs: its keyword arguments.
        tolerance: of the comparison.
        kind: the dtype kind that is asked for, if any.
        earlier: answers of the same test that passed: a model that gives another there is not what the student did.
    """

    actual: Any
    expected: Any
    misconceptions: Sequence[Misconception]
    args: Sequence[Any]
    kwargs: Mapping[str, Any]
    tolerance: Tolerance
    kind: Kind | None
    earlier: tuple[Match, ...] = ()

    def first(self) -> Misconception | None:
        """The first misconception whose answer is the student's and not the expected one."""
        return next(self._gave(), None)

    def proven(self, follows: Callable[[Misconception], bool]) -> Misconception | None:
        """The same; None if it is a model that does not do as the student does elsewhere, or not that one alone.

        Args:
            follows: whether a model does.
        """
        given = [known for known in self._gave() if known.when is not None or follows(known)]
        if not given or given[0].when is not None:
            return given[0] if given else None
        told = {known.hint for known in given if known.when is None and not known.broad} | {given[0].hint}
        return given[0] if len(told) == 1 else None

    def undecided(self) -> tuple[str, ...]:
        """The misconceptions between which the answer does not decide: a model of one gave it, and another, too.

        None where all of them are told alike: that is true, whichever it is.
        """
        given = self._gave()
        first = next(given, None)
        if first is None or first.when is not None:
            return ()
        rivals = {first.id: first.hint} | {known.id: known.hint for known in given if not known.broad}
        return tuple(rivals) if len(set(rivals.values())) > 1 else ()

    def _gave(self) -> Iterator[Misconception]:
        """Those that may have given the student's answer, in the order in which they are believed."""
        for misconception in self.misconceptions:
            if misconception.when is not None and _holds(misconception, self.actual, self.args):
                yield misconception
            if not misconception.has_model:
                continue
            predicted = misconception.predict(self.args, self.kwargs)
            if predicted is None or not _same(self.actual, predicted[0], self.tolerance):
                continue
            if self._is_right(predicted[0]) or any(match.refutes(misconception) for match in self.earlier):
                continue
            yield misconception

    def refutes(self, misconception: Misconception) -> bool:
        """Whether a model gives another answer here than the student's code did."""
        if not any(known is misconception for known in self.misconceptions):
            return False
        predicted = misconception.predict(self.args, self.kwargs)
        return predicted is not None and not _same(self.actual, predicted[0], self.tolerance)

    def _is_right(self, answer: Any) -> bool:
        return _same(self.expected, answer, self.tolerance, self.kind)

    def follows(
        self, misconception: Misconception, actual: Any, args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> bool:
        """Whether a misconception's model answers another call as the student's function did, as far as it says."""
        if not callable(misconception.model) and not misconception.edit:
            return True  # the wrong value itself, which was that of the test's own arguments
        predicted = misconception.predict(args, kwargs)
        return predicted is None or _same(actual, predicted[0], self.tolerance)


_passed: list[Match] = []


def begin_test() -> None:
    """A test begins: none of its answers has come yet."""
    _passed.clear()


def has_passed(match: Match) -> None:
    """Remember an answer of the test that runs, which is right, or so in the part that the test charges."""
    _passed.append(match)


def passed_before() -> tuple[Match, ...]:
    """The answers of the test that runs that have passed so far."""
    return tuple(_passed)


def recognise_error(error: StudentRaised, misconceptions: Sequence[Misconception]) -> Misconception | None:
    """The first misconception that leads to this exception, by its type and by its message.

    An attribute that the test itself looked for, which no line of the notebook did, is only missing.
    """
    if error.is_a("AttributeError") and not error.line:
        return None
    for misconception in misconceptions:
        if misconception.raises and error.is_a(misconception.raises) and re.search(misconception.match, error.message):
            return misconception
    return None


def _same(actual: Any, predicted: Any, tolerance: Tolerance, kind: Kind | None = None) -> bool:
    try:
        return compare(actual, predicted, tolerance, kind=kind, nan_is_equal=True) is None
    except (TypeError, ValueError):  # the model answers in another form than the student
        return False


def _holds(known: Misconception, actual: Any, args: Sequence[Any]) -> bool:
    assert known.when is not None
    try:
        with np.errstate(all="ignore"):
            return bool(known.when(actual, *args))
    except Exception as error:  # noqa: BLE001  the answer may be of any type
        _tell("predicate", known.id, error)
        return False
