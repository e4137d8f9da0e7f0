"""What a hidden test may do with what came from a student, and what it may not before the form is known."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from autograder.errors import SuiteError
from autograder.model import Text
from autograder.protocol.codec import encode
from autograder.protocol.messages import Call, Operate, Request
from autograder.protocol.values import FigureData, Handle, Opaque, Reply, StudentRaised
from autograder.suite import (
    EXACT,
    Answer,
    Misconception,
    check,
    check_pure,
    check_unchanged,
    expect_array,
    expect_dict,
    expect_figure,
    expect_function,
    expect_number,
    expect_object,
    expect_text,
    expect_truth,
    expect_tuple,
    holds,
    text_of,
    unchecked,
)
from autograder.suite.failures import StudentFailure
from autograder.suite.figures import Figure
from autograder.suite.proxy import Observation, RemoteFunction, RemoteObject, Session, Submission, differs
from autograder.wording import said

FORMS = [None, 2.0, "text", [1.0], (1, 2), {"a": 1}, np.ones(3), Opaque("generator"), True]
USES = [
    lambda a: a + 1, lambda a: 1 - a, lambda a: a * np.ones(2), lambda a: np.ones(2) @ a, lambda a: -a, abs,
    lambda a: a == 1, lambda a: a < 1, bool, len, float, int, list, lambda a: a[0], lambda a: 1 in a,
    np.asarray, np.isfinite, np.sum, lambda a: np.allclose(a, 1.0), lambda a: {a: 1}, round, operator.index,
]  # fmt: skip


@pytest.mark.parametrize("value", FORMS, ids=repr)
@pytest.mark.parametrize("use", USES)
def test_an_answer_cannot_be_computed_with_whatever_it_is(value: Any, use: Any) -> None:
    with pytest.raises(
        SuiteError, match=r"^test_answers\.py:\d+: `\w+` of an answer whose form nobody has looked at; pass"
    ):
        use(Answer(value))


@pytest.mark.parametrize("value", FORMS, ids=repr)
def test_an_answer_is_no_object_and_no_function_and_that_is_the_students_failure(value: Any) -> None:
    for use in (lambda a: a.forward(1), lambda a: a(1), lambda a: a.observe(1), lambda a: setattr(a, "lr", 1)):
        with pytest.raises(StudentFailure, match=r"^test_answers\.py:\d+: got "):
            use(Answer(value))


def test_an_answer_can_be_named_in_a_message() -> None:
    assert f"{Answer([1.0, None])} {Answer('x')!r} {Answer(2)!s}" == "[1.0, None] 'x' 2"


def test_what_has_been_looked_at_is_plain_and_its_parts_are_answers_again() -> None:
    assert expect_number(Answer(2)) == 2.0
    assert expect_array(Answer(np.ones(2))).sum() == 2.0
    assert expect_text(Answer("x")) == "x"
    assert expect_truth(Answer(np.True_)) is True
    assert check(Answer([1, 2]), [1, 2], EXACT) == [1, 2]
    assert check([Answer(1), Answer(2)], [1, 2], EXACT) == [1, 2]
    assert unchecked(Answer(None)) is None
    for part in (*expect_tuple(Answer((1, 2)), 2), *expect_dict(Answer({"a": 1}), ["a"]).values()):
        assert type(part) is Answer


def test_a_misconception_is_asked_with_plain_values() -> None:
    seen: list[object] = []
    known = Misconception("known", hint="known", when=lambda *got: seen.extend(got))
    with pytest.raises(StudentFailure):
        check(Answer(3.0), 2.0, EXACT, [known], args=(Answer(5.0),))
    assert list(map(type, seen)) == [float, float]


class Worker:
    """Answers requests with replies that are given, and remembers them."""

    def __init__(self, *replies: Reply) -> None:
        self.replies, self.asked = list(replies), list[Request]()

    def request(self, message: Request, **_: Any) -> Reply:
        self.asked.append(message)
        return self.replies.pop(0)


def session(*replies: Reply) -> tuple[Session, Worker]:
    worker = Worker(*replies)
    return Session(worker), worker


def an_object(*replies: Reply) -> tuple[Any, Worker]:
    asking, worker = session(*replies)
    return RemoteObject(asking, Handle(1, "Value")), worker


def test_an_object_is_used_as_its_user_would_use_it() -> None:
    one, worker = an_object(
        *(Reply(value) for value in (True, 1.5, Handle(2, "Value"), [1, 2], False, "Value(1)", True))
    )
    assert expect_truth(one == 3) is True
    assert expect_number(abs(one)) == 1.5
    assert expect_object(2 * one).remote_type_name == "Value"
    assert [expect_number(item) for item in one] == [1.0, 2.0]
    assert holds(one, 3) is False
    assert text_of(one) == "Value(1)"
    assert holds(one) is True
    names = [message.name for message in worker.asked if isinstance(message, Operate)]
    assert names == ["eq", "abs", "mul", "list", "contains", "str", "bool"]


@pytest.mark.parametrize(
    ("expect", "wanted"), [(expect_object, "an object with methods"), (expect_figure, "a matplotlib Figure")]
)
def test_where_nothing_was_returned_that_is_said_whatever_was_asked_for(expect: Any, wanted: str) -> None:
    with pytest.raises(StudentFailure) as failure:
        expect(Answer(None))
    assert str(failure.value.hint["en"]).startswith(f"Nothing was returned; {wanted} is asked for.")


@pytest.mark.parametrize(
    ("came", "expect", "told"),
    [
        (Answer([1.0], kept_in="W"), lambda a: expect_array(a), "The attribute `W`: The answer is a list of 1; "),
        (Answer(np.ones(3), kept_in="W"), lambda a: check(a, np.zeros(3), EXACT), "The attribute `W`: Not right: 3 of 3"),
        (Answer(np.ones(3), argument=2), lambda a: check(a, np.zeros(3), EXACT), "Argument 2 after the call: Not right"),
        (Answer(Opaque("ndarray of dtype |S8"), argument=2), lambda a: expect_array(a), "The call altered argument 2."),
        (Answer(np.ones(3), argument=1), lambda a: expect_array(a, (2,)), "The call altered argument 1."),
        (Answer([1.0], argument=1, given=np.ones(1)), lambda a: check(a, np.ones(1), EXACT), "The call altered argument 1."),
        (Answer([1.0], argument=1, given=np.ones(1)), lambda a: check(a, np.zeros(1), EXACT), "Argument 1 after the call: "),
    ],
)
def test_what_no_call_returned_is_called_what_it_is(came: Answer, expect: Any, told: str) -> None:
    with pytest.raises(StudentFailure) as failure:
        expect(came)
    hint = failure.value.hint
    assert isinstance(hint, Text)
    assert hint["en"].startswith(told)


def test_a_figure_among_other_things_is_named_without_its_address() -> None:
    figure = Figure(FigureData(1, ()))
    with pytest.raises(StudentFailure, match=r"^got \(a matplotlib Figure, 1\) of type tuple, expected a matplotlib"):
        expect_figure(Answer((figure, 1)))


@pytest.mark.parametrize("use", [bool, str, lambda obj: 3 in obj, lambda obj: 1 if obj else 0])
def test_where_python_would_answer_by_itself_the_suite_is_told(use: Any) -> None:
    one, worker = an_object()
    with pytest.raises(
        SuiteError, match=r"^test_answers\.py:\d+: `\w+` of a student's object says nothing of the object; "
    ):
        use(one)
    assert not worker.asked


def test_an_object_where_a_number_came_is_the_students_failure() -> None:
    one, _ = an_object()
    with pytest.raises(StudentFailure, match="expected an object"):
        Answer(2.0) + one


@pytest.mark.parametrize(
    ("before", "now", "altered"),
    [
        (np.ones(2), np.ones(2), False), (np.ones(2), np.array([1.0, np.nan]), True), (np.ones(2), np.ones(2, int), True),
        (np.ones(2), Opaque("ndarray of dtype |S8"), True), ([1, [2.0]], [1, [2.0]], False), ([1], [1, 2], True),
        ({"a": np.zeros(1)}, {"a": np.zeros(1)}, False), ({"a": 1}, {"b": 1}, True), ([float("nan")], [float("nan")], False),
        ([Handle(1)], [3.0], False), ([Handle(1)], [Handle(2)], True), (np.array([np.nan]), np.array([np.nan]), False),
    ],
)  # fmt: skip
def test_whether_an_argument_was_altered_is_seen_by_the_grader_itself(before: Any, now: Any, *, altered: bool) -> None:
    assert differs(now, before) is altered
    submission = Submission(session(Reply(0.0, after={0: now}))[0])
    seen = submission.relu.observe(before)
    if altered:
        with pytest.raises(StudentFailure, match="the call altered argument 1"):
            check_unchanged(seen)
        assert type(seen.args[0]) is Answer
        with pytest.raises(StudentFailure) as failure:
            expect_text(seen.args[0])
        assert failure.value.hint == said("checks.changed", which=1)
    else:
        check_unchanged(seen)
        assert seen.args[0] is before


def test_a_function_of_the_suite_returns_numbers_as_numpy_does() -> None:
    asking, worker = session(Reply(0.0))
    given: list[Any] = []
    worker.request = lambda message, functions=(), **_: given.extend(functions) or Reply(0.0)  # type: ignore[method-assign]
    asking.call(0, "slope", (lambda x: float(x) ** 2,), {})
    assert type(given[0](3.0)) is np.float64
    assert encode(given[0](3.0))


def test_what_a_student_gave_goes_back_as_it_came() -> None:
    asking, worker = session(Reply([1.0]), Reply(2.0), Reply(Opaque("generator")))
    submission = Submission(asking)
    submission.second(submission.first())
    assert isinstance(worker.asked[1], Call)
    assert worker.asked[1].args == ([1.0],)
    with pytest.raises(StudentFailure, match="expected plain data"):
        submission.fourth(submission.third())


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (Path("x"), "a `PosixPath`"), ([1, {"a": Fraction(1, 3)}], "a `Fraction`"), (np.array(["a"]), "an array of dtype `<U1`"),
        (np.ma.masked_array([1.0]), "a `MaskedArray`"), (range(3), "a `range`"),
    ],
)  # fmt: skip
def test_what_cannot_be_sent_is_said_at_the_call(value: Any, what: str) -> None:
    asking, worker = session()
    submission, one = Submission(asking), RemoteObject(asking, Handle(1, "Value"))
    calls: list[tuple[str, Any]] = [
        ("argument 1", lambda: submission.f(1, value)), ("x", lambda: submission.f(x=value)),
        ("lr", lambda: setattr(one, "lr", value)), (r"\['W'\]", lambda: operator.setitem(one, "W", value)),
        ("the value", lambda: submission.put(value)),
    ]  # fmt: skip
    for place, call in calls:
        with pytest.raises(
            SuiteError, match=rf"^test_answers\.py:\d+: {place} is {what}, which cannot be sent; send plain"
        ):
            call()
    assert not worker.asked


def test_an_attribute_that_is_none_is_not_called_nothing_returned() -> None:
    asking, _ = session(Reply(None), Reply(None))
    layer = RemoteObject(asking, Handle(1, "Affine"))
    for ask in (lambda: check(layer.dW, np.ones(2), EXACT), lambda: expect_array(layer.dW)):
        with pytest.raises(StudentFailure) as failed:
            ask()
        assert str(failed.value.hint["en"]).startswith("The attribute `dW` is None.")


@pytest.mark.parametrize("look", [operator.itemgetter("B1"), lambda params: params.item("B1")])
def test_a_key_that_a_test_looked_for_is_told_as_missing_and_not_as_code_that_stopped(look: Callable[[Any], Any]) -> None:
    asking, worker = session()

    def missing(_message: Request, **_: Any) -> Reply:
        raise StudentRaised("KeyError", ("LookupError", "Exception"), "'B1'", "", 0)

    worker.request = missing  # type: ignore[method-assign, assignment]
    with pytest.raises(StudentFailure) as failed:
        look(RemoteObject(asking, Handle(1, "dict")))
    assert failed.value.hint == said("form.key", key="B1")


class _Sometimes:
    """Stands for a student's function: raises on matrices, and alters a vector if it is told to."""

    def __init__(self, *, alters: bool) -> None:
        self.alters = alters

    def observe(self, x: Any) -> Observation:
        if np.ndim(x) > 1:
            raise StudentRaised("ValueError", (), "of shapes", "", 0)
        return Observation(Answer(1.0), (x,), frozenset({0} if self.alters else ()))


def test_a_call_that_raises_is_not_charged_again_by_a_test_of_side_effects() -> None:
    vector, matrix = np.ones(3), np.ones((2, 2))
    check_pure(cast("RemoteFunction", _Sometimes(alters=False)), (vector,), (matrix,))
    with pytest.raises(StudentFailure, match="altered argument 1"):
        check_pure(cast("RemoteFunction", _Sometimes(alters=True)), (matrix,), (vector,))
    with pytest.raises(StudentRaised, match="of shapes"):
        check_pure(cast("RemoteFunction", _Sometimes(alters=False)), (matrix,))


def test_what_should_be_a_function_is_asked_for_as_one() -> None:
    for came, told in ((None, "Nothing was returned; a function is asked for."), ("t", "The answer is text; a function")):
        with pytest.raises(StudentFailure) as failure:
            expect_function(Answer(came))
        assert isinstance(failure.value.hint, Text)
        assert failure.value.hint["en"].startswith(told)


@pytest.mark.parametrize(
    ("answer", "part", "said"),
    [
        ((1.0, 9.0, 3.0), 0, ""),
        ((1.0, 9.0, 3.0), [0, 2], ""),
        ((1.0, 9.0, 3.0), 1, "[1]: got 9"),
        ((9.0, 9.0, 3.0), 1, "[1]: got 9"),
        ((None, 2.0, 3.0), 1, ""),
        ((3.0, 2.0, 1.0), 1, ""),
        ((3.0, 2.0, 1.0), 0, "in another order"),
        ((1.0, 2.0), 0, "got 2 values, expected 3"),
        (None, 0, "got None"),
        ({"a": 1.0}, "a", ""),
        ({"a": 1.0}, "b", "key 'b' is missing"),
        ({"a": 1.0, "b": 9.0}, "b", "['b']: got 9"),
    ],
)
def test_a_part_of_an_answer_is_charged_alone(answer: Any, part: Any, said: str) -> None:
    expected: Any = {"a": 1.0, "b": 2.0} if isinstance(part, str) else (1.0, 2.0, 3.0)
    if not said:
        check(answer, expected, EXACT, part=part)
        return
    with pytest.raises(StudentFailure) as caught:
        check(answer, expected, EXACT, part=part)
    assert said in caught.value.message


def test_a_misconception_is_known_by_the_whole_answer_and_told_where_its_part_is_charged() -> None:
    swapped = Misconception("swapped", model=(1.0, 3.0, 2.0))
    check((1.0, 3.0, 2.0), (1.0, 2.0, 3.0), EXACT, [swapped], part=0)
    with pytest.raises(StudentFailure) as caught:
        check((1.0, 3.0, 2.0), (1.0, 2.0, 3.0), EXACT, [swapped], part=1)
    assert caught.value.misconception == "swapped"


@pytest.mark.parametrize(
    ("inner", "said"), [("W", ""), (["W", "c"], ""), ("b", "[0]: ['b']: got 9"), ("d", "key 'd' is missing")]
)
def test_a_part_of_a_part_is_charged_alone(inner: Any, said: str) -> None:
    answer, expected = ({"W": 1.0, "b": 9.0, "c": 3.0}, 9.0), ({"W": 1.0, "b": 2.0, "c": 3.0, "d": 4.0}, 5.0)
    if not said:
        check(answer, expected, EXACT, part=(0, inner))
        return
    with pytest.raises(StudentFailure, match=re.escape(said)):
        check(answer, expected, EXACT, part=(0, inner))


def test_a_part_of_every_row_is_charged_alone() -> None:
    rows, right = [{"W": 1.0, "b": 9.0}, {"W": 9.0, "b": 2.0}], [{"W": 1.0, "b": 2.0}, {"W": 1.0, "b": 2.0}]
    check([rows[0]], right[:1], EXACT, part=([0], "W"))
    with pytest.raises(StudentFailure, match=r"\[1\]: \['W'\]: got 9"):
        check(Answer(rows), right, EXACT, part=([0, 1], "W"))
