"""Hidden suite of 07_backprop: Value, reverse-mode differentiation of numbers."""

import math

import numpy as np

from autograder.suite import (
    Answer,
    Case,
    Misconception,
    Tolerance,
    check,
    either,
    exercise,
    expect_object,
    fail,
    hint,
    load_reference,
    table,
    unchecked,
)

reference = load_reference(__file__)

TOL = Tolerance(why="float64 sums and products lose 1e-15 each, 200 of them 1e-13")


class Safe:
    """A student's Value in an expression: every intermediate result has to be an object again."""

    def __init__(self, remote):
        self.remote = expect_object(remote)

    def of(self, result):
        return type(self)(result)

    def __add__(self, other):
        return self.of(self.remote + bare(other))

    def __radd__(self, other):
        return self.of(other + self.remote)

    def __mul__(self, other):
        return self.of(self.remote * bare(other))

    def __rmul__(self, other):
        return self.of(other * self.remote)

    def __sub__(self, other):
        return self.of(self.remote - bare(other))

    def __rsub__(self, other):
        return self.of(other - self.remote)

    def __neg__(self):
        return self.of(-self.remote)

    def sigmoid(self):
        return self.of(method(self.remote, "sigmoid")())

    def backward(self):
        method(self.remote, "backward")()

    @property
    def data(self):
        return self.remote.data

    @property
    def grad(self):
        return self.remote.grad


class WithoutMinus(Safe):
    """The same, with a difference as a sum: the student's own is charged where only differences are asked for."""

    def __sub__(self, other):
        return self + other * -1.0


def bare(value):
    return value.remote if isinstance(value, Safe) else value


def method(remote, name):
    found = getattr(remote, name)
    if isinstance(found, Answer):
        fail(f"{name} is no method", hint("method", name=name))
    return found


def evaluate(Value, build, leaves):
    """The result's data, and after backward the grads and the data of the leaves."""
    values = [Value(leaf) for leaf in leaves]
    result = build(*values)
    data = result.data
    result.backward()
    return data, tuple(value.grad for value in values), tuple(value.data for value in values)


def of_student(student, way=Safe):
    return lambda data: way(student.Value(data))


def wrong(name, *grads):
    """A misconception that is known by the gradients to which it leads in one case."""
    return Misconception(name, model=tuple(grads))


def logistic(x):
    return 1 / (1 + math.exp(-x))


OPERATIONS = [
    Case("sum", lambda a, b: a + b, (2.5, -1.5), wrong=[wrong("seed-missing", 0.0, 0.0)]),
    Case("product", lambda a, b: a * b, (2.5, -1.5), wrong=[wrong("inputs-not-exchanged", 2.5, -1.5)]),
    Case(  # before those that also go wrong where the way back is stored with an operand
        "chain-without-reuse",
        lambda a, b, c: (a * b) * c,
        (1.5, -0.5, 2.0),
        wrong=[wrong("upstream-ignored", -0.5, 1.5, -0.75), wrong("from-the-leaves", 0.0, 0.0, -0.75)],
    ),
    Case("ints", lambda a, b, c: a * b + c, (3, -4, 5), secret=True),
]
DIFFERENCES = [
    Case("negative", lambda a: -a, (1.25,), wrong=[wrong("minus-lost", 1.0), wrong("way-back-cut", 0.0)]),
    Case(
        "difference",
        lambda a, b: a - b,
        (0.75, 2.0),
        wrong=[wrong("minus-lost", 1.0, 1.0), wrong("way-back-cut", 0.0, 0.0)],
    ),
]
SIGMOIDS = [
    Case(
        "sigmoid",
        lambda a: a.sigmoid(),
        (0.8,),
        wrong=[
            wrong("derivative-of-input", 0.8 * (1 - 0.8)),
            wrong("sigmoid-twice", logistic(logistic(0.8)) * (1 - logistic(logistic(0.8)))),
        ],
    ),
    Case("sigmoid-of-a-negative", lambda a: a.sigmoid(), (-1.7,)),
    Case(
        "sigmoid-in-a-chain",
        lambda a, b: a.sigmoid() * b,
        (0.8, -3.0),
        wrong=[wrong("upstream-ignored", logistic(0.8) * (1 - logistic(0.8)), logistic(0.8))],
    ),
]
NUMBERS = [
    Case("number-added", lambda v: v + 2, (1.5,)),
    Case("added-to-a-number", lambda v: 2.0 + v, (1.5,)),
    Case("times-a-number", lambda v: v * 3.0, (1.5,)),
    Case("a-number-times", lambda v: 3 * v, (1.5,)),
]
NUMBERS_SUBTRACTED = [
    Case("number-subtracted", lambda v: v - 2.5, (1.5,)),
    Case("subtracted-from-a-number", lambda v: 2.5 - v, (1.5,)),
    Case("mixed", lambda v, w: 1 - 2 * v + (3 - w * 0.5), (0.4, -0.9)),
]
SQUARE = 1.3
REUSES = [
    Case("square", lambda v: v * v, (SQUARE,), wrong=[wrong("contribution-overwritten", SQUARE)]),
    Case("doubled", lambda v: v + v, (SQUARE,), wrong=[wrong("contribution-overwritten", 1.0)]),
    Case("cube", lambda v: v * v * v, (SQUARE,)),
    Case(
        "intermediate-square",
        lambda v, w: square(v * w),
        (SQUARE, 2.0),
        wrong=[
            wrong("contribution-overwritten", 4 * SQUARE, 2 * SQUARE**2),
            wrong("passed-on-too-early", 12 * SQUARE, 6 * SQUARE**2),
        ],
    ),
    Case(  # whichever way is walked first
        "two-equal-ways",
        lambda v, w, u: equal_ways(v * w, u),
        (SQUARE, 2.0, 0.75),
        wrong=[
            wrong("contribution-overwritten", 1.5, 0.75 * SQUARE, 2 * SQUARE),
            wrong("passed-on-too-early", 4.5, 2.25 * SQUARE, 4 * SQUARE),
        ],
    ),
    Case("early-leaf", lambda v, w: early(v * w, v), (0.7, 1.9)),
]
OTHERS_REUSED = [
    Case(
        "cancels",
        lambda v: v - v,
        (SQUARE,),
        wrong=[wrong("contribution-overwritten", 1.0), wrong("contribution-overwritten", -1.0)],
    ),
    Case("two-ways", lambda v, w: ways(v + w, w), (0.6, -1.1)),
    Case("late-use", lambda v, w: late(v * v, w), (0.7, 1.6)),
]


def square(a):
    return a * a


def ways(a, w):
    return a.sigmoid() * a + a * w


def late(a, w):
    """`a` goes straight into the result and over a longer way as well, in both orders."""
    return a + (a * w + w).sigmoid() * w + a


def equal_ways(a, u):
    return a * u + a * u


def early(a, v):
    return (a + v) * (a + v * v) * a


LEAF_CHANGED = Misconception("leaf-changed", when=lambda *_: True)
STORED_IN_OPERAND = Misconception(
    "stored-in-operand",
    edit=(
        ("self.inputs = []", "self.last = self; self.inputs = []"),
        ("result.inputs = [(self", "self.last = result; result.inputs = [(self", "all"),
        (
            "in value.inputs:\n                source.grad += slope * value",
            "in value.last.inputs * (value.last is not value):\n                source.grad += slope * value.last",
        ),
    ),
    call=lambda Value, build, leaves: evaluate(Value, build, leaves)[1],
)


def is_stored_in_operand(student):
    """Whether this is so where nothing is subtracted: forgetting the second number of a difference looks the same."""

    def shows(build, leaves):
        grads = [unchecked(grad) for grad in evaluate(of_student(student), build, leaves)[1]]
        numbers = all(isinstance(grad, (int, float)) for grad in grads)
        return numbers and np.allclose(grads, STORED_IN_OPERAND.predict((build, leaves), {})[0])

    return all(shows(build, (0.5, 3.0)) for build in (lambda a, b: a + a * b, lambda a, b: (a + b) + a * b))


def data_and_grads(student, case, known=(), way=Safe):
    build, leaves = case.args
    check(tuple(of_student(student)(leaf).data for leaf in leaves), leaves, TOL)
    data, grads, leaves_after = evaluate(of_student(student, way), build, leaves)
    expected_data, expected_grads, _ = evaluate(reference.Value, build, leaves)
    check(data, expected_data, TOL, known)
    check(leaves_after, leaves, TOL, [LEAF_CHANGED])
    unsure = case.name in ("difference", "mixed")
    stored = [STORED_IN_OPERAND] if not unsure or is_stored_in_operand(student) else []
    check(grads, expected_grads, TOL, [*stored, *case.kwargs.get("wrong", ())], args=case.args)


def way_of(student):
    """How tests that are not about differences take them: not as the student does where that is charged by itself."""
    ways = []

    def own():
        for case in DIFFERENCES:
            data_and_grads(student, case)
        ways.append(Safe)

    either(own, lambda: ways.append(WithoutMinus))
    return ways[0]


@exercise("Value", weight=1)
@table(OPERATIONS)
def test_value_operations(student, case):
    data_and_grads(student, case)


@exercise("Value", weight=0.5, needs=test_value_operations)
@table(DIFFERENCES)
def test_value_differences(student, case):
    data_and_grads(student, case)


@exercise("Value", weight=0.5, needs=test_value_operations)
@table(SIGMOIDS)
def test_value_sigmoids(student, case):
    data_and_grads(student, case)


@exercise("Value", weight=1, needs=test_value_operations)
@table(NUMBERS)
def test_value_with_numbers(student, case):
    data_and_grads(student, case)


@exercise("Value", weight=1, needs=test_value_with_numbers)
@table(NUMBERS_SUBTRACTED)
def test_value_with_numbers_subtracted(student, case):
    turned = Misconception("difference-turned-around", model=-evaluate(reference.Value, *case.args)[0])
    data_and_grads(student, case, [turned])


@exercise("Value", weight=2, needs=test_value_operations)
@table(REUSES)
def test_value_used_more_than_once(student, case):
    data_and_grads(student, case)


@exercise("Value", weight=1, needs=[test_value_sigmoids, test_value_used_more_than_once])
@table(OTHERS_REUSED)
def test_value_of_other_operations_used_more_than_once(student, case):
    data_and_grads(student, case, way=student.once("way", lambda: way_of(student)))


@exercise("Value", weight=1, needs=test_value_operations)
def test_value_deep_graph(student):
    def build(v, w, factor):
        result = v
        for _ in range(100):
            result = result * factor + w
        return result

    leaves = (1.5, -0.2, 0.99)
    data, grads, _ = evaluate(of_student(student), build, leaves)
    expected_data, expected_grads, _ = evaluate(reference.Value, build, leaves)
    check(data, expected_data, TOL)
    check(grads, expected_grads, TOL, [wrong("contribution-overwritten", 0.99**100, 0.99**99, 1.5 * 0.99**99)])


@exercise("Value", weight=1, needs=test_value_sigmoids)
def test_value_finds_the_lecture_gradients(student):
    def build(w5, w6, b1, b2, b3, half, t):
        out = (
            w5 * b1.sigmoid() + w6 * b2.sigmoid() + b3
        ).sigmoid()  # x = (0, 0): only the biases reach the hidden units
        return half * (out - t) * (out - t)

    Value = of_student(student, student.once("way", lambda: way_of(student)))
    data, grads, _ = evaluate(Value, build, (0.5, 0.6, 0.1, 0.2, 0.3, 0.5, 0.0))
    check(data, 0.2516122173, TOL)
    check(grads[:5], (0.0767758473, 0.0804107516, 0.0182350627, 0.0217189120, 0.1462455066), TOL)
