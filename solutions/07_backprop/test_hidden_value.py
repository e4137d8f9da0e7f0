"""Hidden suite of 07_backprop: Value, reverse-mode differentiation of numbers."""

import math

from autograder.suite import (
    Case,
    Misconception,
    Tolerance,
    check,
    exercise,
    expect_object,
    fail,
    load_reference,
    table,
    text,
)

reference = load_reference(__file__)

TOL = Tolerance(rtol=1e-6, atol=1e-8, why="float64 sums and products lose 1e-15 each, 200 of them 1e-13")
FIGURE = Tolerance(rtol=0.0, atol=1e-9, why="the lecture's figures, recomputed to ten decimals")


class Safe:
    """A student's Value in an expression: every intermediate result has to be an object again."""

    def __init__(self, remote):
        self.remote = expect_object(remote)

    def __add__(self, other):
        return Safe(self.remote + bare(other))

    def __radd__(self, other):
        return Safe(other + self.remote)

    def __mul__(self, other):
        return Safe(self.remote * bare(other))

    def __rmul__(self, other):
        return Safe(other * self.remote)

    def __sub__(self, other):
        return Safe(self.remote - bare(other))

    def __rsub__(self, other):
        return Safe(other - self.remote)

    def __neg__(self):
        return Safe(-self.remote)

    def sigmoid(self):
        return Safe(method(self.remote, "sigmoid")())

    def backward(self):
        method(self.remote, "backward")()

    @property
    def data(self):
        return self.remote.data

    @property
    def grad(self):
        return self.remote.grad


def bare(value):
    return value.remote if isinstance(value, Safe) else value


def method(remote, name):
    found = getattr(remote, name)
    if not callable(found):
        fail(f"{name} is no method", text(en=f"{name} should be a method.", ko=f"{name}은(는) 메서드여야 합니다."))
    return found


def evaluate(Value, build, leaves):
    """The result's data, and after backward the grads and the data of the leaves."""
    values = [Value(leaf) for leaf in leaves]
    result = build(*values)
    data = result.data
    result.backward()
    return data, tuple(value.grad for value in values), tuple(value.data for value in values)


def of_student(student):
    return lambda data: Safe(student.Value(data))


def wrong(name, en, ko, *grads):
    """A misconception that is known by the gradients to which it leads in one case."""
    return Misconception(name, text(en=en, ko=ko), model=tuple(grads))


def logistic(x):
    return 1 / (1 + math.exp(-x))


EXCHANGE = (
    "inputs-not-exchanged",
    "In a product, which of the two numbers tells how fast it grows with the first factor?",
    "곱에서 첫째 인수를 따라 커지는 빠르기를 말해 주는 것은 둘 중 어느 수인가요?",
)
MINUS = (
    "minus-lost",
    "When the second number of a difference grows, the difference falls.",
    "뺄셈에서 뒤의 수가 커지면 결과는 작아집니다.",
)
OF_INPUT = (
    "derivative-of-input",
    "y (1 - y) was fed with the input of the sigmoid: with what is its slope written?",
    "y (1 - y)에 시그모이드의 입력을 넣었습니다. 기울기는 무엇으로 나타내나요?",
)
UPSTREAM = (
    "upstream-ignored",
    "A value passed on its local derivative only. What has it received itself, and what does the chain rule do with "
    "both?",
    "국소적 미분만 넘겼습니다. 자신이 받은 값이 있습니다. 연쇄 법칙은 둘을 어떻게 하나요?",
)
OVERWRITTEN = (
    "contribution-overwritten",
    "The value is used twice, but only one use counts. What happens to a gradient that is already there when another "
    "arrives?",
    "값이 두 번 쓰였는데 한 번만 반영되었습니다. 미분이 이미 있는데 또 하나가 도착하면 어떻게 해야 하나요?",
)
TOO_EARLY = (
    "passed-on-too-early",
    "A value handed its gradient on before all contributions had arrived, and then once more. In which order should "
    "the graph be walked?",
    "받을 것을 다 받기 전에 미분을 넘기고, 나중에 또 넘겼습니다. 그래프를 어떤 순서로 거슬러 가야 하나요?",
)
UNSEEN = (
    "seed-missing",
    "No gradient arrived anywhere. What is the derivative of the result by itself, with which the way back begins?",
    "미분이 전혀 전해지지 않았습니다. 결과를 결과 자신으로 미분하면 얼마인가요? 역전파는 거기서 시작합니다.",
)

OPERATIONS = [
    Case("sum", lambda a, b: a + b, (2.5, -1.5), wrong=[wrong(*UNSEEN, 0.0, 0.0)]),
    Case("product", lambda a, b: a * b, (2.5, -1.5), wrong=[wrong(*EXCHANGE, 2.5, -1.5)]),
    Case("difference", lambda a, b: a - b, (0.75, 2.0), wrong=[wrong(*MINUS, 1.0, 1.0)]),
    Case("negative", lambda a: -a, (1.25,), wrong=[wrong(*MINUS, 1.0)]),
    Case(
        "sigmoid",
        lambda a: a.sigmoid(),
        (0.8,),
        wrong=[
            wrong(*OF_INPUT, 0.8 * (1 - 0.8)),
            wrong(
                "sigmoid-twice",
                "The sigmoid was applied once too often before its slope was taken.",
                "시그모이드를 한 번 더 적용하고 기울기를 구했습니다.",
                logistic(logistic(0.8)) * (1 - logistic(logistic(0.8))),
            ),
        ],
    ),
    Case("sigmoid-of-a-negative", lambda a: a.sigmoid(), (-1.7,)),
    Case(
        "chain-without-reuse", lambda a, b, c: (a * b) * c, (1.5, -0.5, 2.0), wrong=[wrong(*UPSTREAM, -0.5, 1.5, -0.75)]
    ),
    Case("ints", lambda a, b, c: a * b + c, (3, -4, 5)),
]
NUMBERS = [
    Case("number-added", lambda v: v + 2, (1.5,)),
    Case("added-to-a-number", lambda v: 2.0 + v, (1.5,)),
    Case("times-a-number", lambda v: v * 3.0, (1.5,)),
    Case("a-number-times", lambda v: 3 * v, (1.5,)),
    Case("number-subtracted", lambda v: v - 2.5, (1.5,)),
    Case("subtracted-from-a-number", lambda v: 2.5 - v, (1.5,)),
    Case("mixed", lambda v, w: 1 - 2 * v + w * 0.5 - (3 - w), (0.4, -0.9)),
]
SQUARE = 1.3
REUSES = [
    Case("square", lambda v: v * v, (SQUARE,), wrong=[wrong(*OVERWRITTEN, SQUARE)]),
    Case("doubled", lambda v: v + v, (SQUARE,), wrong=[wrong(*OVERWRITTEN, 1.0)]),
    Case("cancels", lambda v: v - v, (SQUARE,), wrong=[wrong(*OVERWRITTEN, 1.0), wrong(*OVERWRITTEN, -1.0)]),
    Case("cube", lambda v: v * v * v, (SQUARE,)),
    Case(
        "intermediate-square",
        lambda v: square(v * 2),
        (SQUARE,),
        wrong=[wrong(*OVERWRITTEN, 4 * SQUARE), wrong(*TOO_EARLY, 12 * SQUARE)],
    ),
    Case("two-ways", lambda v, w: ways(v + w, w), (0.6, -1.1)),
    Case("late-use", lambda v: late(v * v), (0.7,)),
    Case("early-leaf", lambda v, w: early(v * w, v), (0.7, 1.9)),
]


def square(a):
    return a * a


def ways(a, w):
    return a.sigmoid() * a + a * w


def late(a):
    """`a` goes straight into the result and over a longer way as well, in both orders."""
    return a + (a * 2 + 1).sigmoid() * 3 + a


def early(a, v):
    return (a + v) * (a - v) * a


LEAF_CHANGED = Misconception(
    "leaf-changed",
    text(
        en="An operation changed the value that it was applied to. Which object should hold the result?",
        ko="연산이 피연산자 자신을 바꾸었습니다. 결과는 어느 객체가 가져야 하나요?",
    ),
    when=lambda got: True,
)


def data_and_grads(student, case, known=()):
    build, leaves = case.args
    data, grads, leaves_after = evaluate(of_student(student), build, leaves)
    expected_data, expected_grads, _ = evaluate(reference.Value, build, leaves)
    check(data, expected_data, TOL, known)
    check(leaves_after, leaves, TOL, [LEAF_CHANGED])
    check(grads, expected_grads, TOL, case.kwargs.get("wrong", ()))


@exercise(
    "Value",
    weight=2,
    about=text(en="sums, products, differences and sigmoids of values", ko="값들의 덧셈, 곱셈, 뺄셈, 시그모이드"),
)
@table(OPERATIONS)
def test_value_operations(student, case):
    data_and_grads(student, case)


@exercise(
    "Value",
    weight=2,
    needs=test_value_operations,
    about=text(en="plain numbers on either side", ko="어느 쪽에 와도 되는 보통 숫자"),
)
@table(NUMBERS)
def test_value_with_numbers(student, case):
    turned = Misconception(
        "difference-turned-around",
        text(
            en="number - v came out as v - number. Python calls the reflected method with the right operand first: "
            "which is subtracted from which?",
            ko="숫자 - v가 v - 숫자로 계산되었습니다. 파이썬은 반사 메서드를 오른쪽 피연산자로 부릅니다. 무엇에서 "
            "무엇을 빼야 하나요?",
        ),
        model=-evaluate(reference.Value, *case.args)[0],
    )
    data_and_grads(student, case, [turned])


@exercise(
    "Value",
    weight=3,
    needs=test_value_operations,
    about=text(en="a value that is used more than once", ko="여러 번 쓰인 값"),
)
@table(REUSES)
def test_value_used_more_than_once(student, case):
    data_and_grads(student, case)


@exercise(
    "Value",
    weight=1,
    needs=test_value_operations,
    about=text(en="a graph 200 operations deep", ko="연산이 200겹인 그래프"),
)
def test_value_deep_graph(student):
    def build(v, w):
        result = v
        for _ in range(100):
            result = result * 0.99 + w
        return result

    data, grads, _ = evaluate(of_student(student), build, (1.5, -0.2))
    expected_data, expected_grads, _ = evaluate(reference.Value, build, (1.5, -0.2))
    check(data, expected_data, TOL)
    check(grads, expected_grads, TOL, [wrong(*OVERWRITTEN, expected_grads[0], 1.0)])


@exercise(
    "Value",
    weight=1,
    needs=test_value_operations,
    about=text(en="the lecture's network without derivation", ko="유도 없이 푸는 강의의 신경망"),
)
def test_value_finds_the_lecture_gradients(student):
    def build(w5, w6, b1, b2, b3):
        out = (
            w5 * b1.sigmoid() + w6 * b2.sigmoid() + b3
        ).sigmoid()  # x = (0, 0): only the biases reach the hidden units
        return 0.5 * (out - 0) * (out - 0)

    data, grads, _ = evaluate(of_student(student), build, (0.5, 0.6, 0.1, 0.2, 0.3))
    check(data, 0.2516122173, FIGURE)
    check(grads, (0.0767758473, 0.0804107516, 0.0182350627, 0.0217189120, 0.1462455066), FIGURE)
