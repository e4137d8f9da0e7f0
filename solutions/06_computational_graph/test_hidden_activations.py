"""Hidden suite of 06_computational_graph: Relu and Sigmoid.

`student.put` keeps an array in the student's process, for what a later call might do to the argument of an earlier one.
"""

import numpy as np

from autograder.suite import (
    Case,
    Misconception,
    Tolerance,
    check,
    check_unchanged,
    exercise,
    expect_array,
    expect_object,
    require,
    table,
    text,
)

TOL = Tolerance(
    rtol=1e-6, atol=1e-8, why="a handful of float64 operations lose 1e-15; the mildest wrong rule is off by 1e-2"
)
SLOPE = Tolerance(
    rtol=1e-6,
    atol=1e-8,
    why="central differences with h = 1e-5: truncation h^2 = 1e-10, rounding 1e-16 / h = 1e-11 for values near 1; "
    "CS231n calls a relative error of 1e-7 right and 1e-4 suspect",
)
STEP = 1e-5


def check_kept(student, kept, before):
    """Fail if an array that stayed in the student's process is no longer as it was."""
    require(
        np.array_equal(expect_array(student.value_of(kept)), before),
        "an array given to an earlier call was altered",
        text(
            en="An array that was passed in earlier has been overwritten. Which statement works in place on "
            "something that came from outside?",
            ko="앞서 전달받은 배열이 덮어써졌습니다. 밖에서 받은 것을 제자리에서 바꾸는 문장은 어느 것일까요?",
        ),
        "changes-argument",
    )


STALE = text(
    en="backward answered for another forward: each layer should remember its own, latest one. Where and when is it "
    "stored?",
    ko="backward가 다른 forward의 결과로 답했습니다. 계층은 저마다 자기의 마지막 것을 기억해야 합니다. 어디에, 언제 "
    "저장하나요?",
)
OVERWRITES_X = text(
    en="forward wrote into x. The caller still needs it: how do you get an array of your own?",
    ko="forward가 x에 값을 써넣었습니다. 호출한 쪽에서는 x가 아직 필요합니다. 자기만의 배열은 어떻게 만들까요?",
)
OVERWRITES_DOUT = text(
    en="backward wrote zeros into dout, as the lecture's code does. dout belongs to the caller, who may pass it to a "
    "second node.",
    ko="강의 코드처럼 backward가 dout에 0을 써넣었습니다. dout은 호출한 쪽의 것이고, 다른 노드에도 전달될 수 있습니다.",
)
RELU_BACKWARD = [
    Misconception(
        "gate-by-dout",
        text(
            en="The gates opened by the sign of dout. They were set by the forward pass: whose sign counts?",
            ko="dout의 부호로 통과 여부를 정했습니다. 스위치는 순전파 때 정해집니다. 무엇의 부호를 보아야 할까요?",
        ),
        model=lambda x, dout: np.maximum(dout, 0),
    ),
    Misconception(
        "upstream-ignored",
        text(
            en="The slope of ReLU is right, but a layer passes on a gradient: what happens to dout?",
            ko="ReLU의 기울기는 맞습니다. 그런데 계층은 미분을 이어서 전달해야 합니다. dout은 어떻게 되나요?",
        ),
        model=lambda x, dout: (x > 0) * 1.0,
    ),
    Misconception(
        "input-for-slope",
        text(
            en="Where the gate is open the slope is 1, not the value that passed. What should be multiplied by dout "
            "there?",
            ko="열린 자리의 기울기는 1이고, 지나간 값이 아닙니다. 그 자리에서 dout에 무엇을 곱해야 할까요?",
        ),
        model=lambda x, dout: np.maximum(x, 0) * dout,
    ),
    Misconception(
        "gates-inverted",
        text(
            en="Gradients pass where the input was negative. Which entries did the forward pass let through?",
            ko="입력이 음수인 자리로 미분이 지나갔습니다. 순전파에서 통과한 원소는 어느 것인가요?",
        ),
        model=lambda x, dout: np.where(x > 0, 0, dout),
    ),
    Misconception(
        "gates-all-open",
        text(
            en="Every gradient passed, even where the forward pass let nothing through.",
            ko="순전파에서 막힌 자리까지 미분이 모두 지나갔습니다.",
        ),
        model=lambda x, dout: dout,
    ),
]
RELU_AT_ZERO = [
    Misconception(
        "slope-one-at-zero",
        text(
            en="At exactly x = 0 the gradient passed. The formula has the equals sign on one side: on which?",
            ko="정확히 x = 0인 자리로 미분이 지나갔습니다. 식에서 등호는 어느 쪽에 붙어 있나요?",
        ),
        model=lambda x, dout: np.where(x >= 0, dout, 0),
    ),
    Misconception(
        "slope-half-at-zero",
        text(
            en="At x = 0 half of the gradient passed. Which value does the course choose there?",
            ko="x = 0에서 미분이 절반만 지나갔습니다. 이 수업에서는 그 자리의 값을 무엇으로 정했나요?",
        ),
        model=lambda x, dout: np.where(x > 0, dout, np.where(x == 0, dout / 2, 0)),
    ),
]
RELU_CASES = [
    Case("vector", np.array([1.5, -0.2, 3.0, -4.0]), np.array([2.0, -3.0, -1.5, 0.4])),
    Case("one-row", np.array([[-1.0, 2.0, -3.0]]), np.array([[0.5, -0.25, 4.0]])),
    Case("batch", np.array([[0.3, -0.6], [-1.2, 2.4], [5.0, 0.01]]), np.array([[1.0, -2.0], [-3.0, -4.0], [0.7, 6.0]])),
    Case("none-pass", np.array([[-1.0, -2.0]]), np.array([[3.0, -4.0]])),
    Case("large", np.array([12.0, -250.0, 1000.0]), np.array([1.5, 2.0, -0.5])),
    Case("three-axes", np.linspace(-2.9, 3.1, 12).reshape(2, 3, 2), np.linspace(4.0, -7.0, 12).reshape(2, 3, 2)),
]


@exercise("Relu", weight=1, about=text(en="forward: only positive entries pass", ko="forward: 양수만 통과"))
@table(RELU_CASES)
def test_relu_forward(student, case):
    x, _ = case.args
    absolute = Misconception(
        "absolute-value",
        text(
            en="Negative entries came out positive. What does ReLU make of them?",
            ko="음수가 양수로 바뀌었습니다. ReLU는 음수를 어떻게 하나요?",
        ),
        model=np.abs,
    )
    check(expect_object(student.Relu()).forward(x), np.maximum(x, 0), TOL, [absolute], args=(x,))


@exercise(
    "Relu",
    weight=2,
    about=text(
        en="backward: the gradient passes where the input passed", ko="backward: 입력이 지나간 자리로 미분도 지나감"
    ),
)
@table(RELU_CASES)
def test_relu_backward(student, case):
    x, dout = case.args
    layer = expect_object(student.Relu())
    layer.forward(x)
    check(layer.backward(dout), np.where(x > 0, dout, 0.0), TOL, RELU_BACKWARD, args=case.args)


@exercise(
    "Relu", weight=1, needs=test_relu_backward, about=text(en="the derivative at x = 0 is 0", ko="x = 0에서 미분은 0")
)
def test_relu_at_zero(student):
    x, dout = np.array([[0.0, 1.0], [-0.0, -2.0]]), np.array([[5.0, 3.0], [-4.0, 2.0]])
    layer = expect_object(student.Relu())
    check(layer.forward(x), np.maximum(x, 0), TOL)
    check(layer.backward(dout), np.array([[0.0, 3.0], [0.0, 0.0]]), TOL, RELU_AT_ZERO, args=(x, dout))


@exercise(
    "Relu",
    weight=2,
    needs=[test_relu_forward, test_relu_backward],
    about=text(en="x and dout stay as they were", ko="x와 dout은 그대로"),
)
def test_relu_changes_neither_argument(student):
    x, dout = np.array([[0.4, -1.0, 2.0], [-0.7, 0.9, -2.2]]), np.array([[1.0, 2.0, -3.0], [4.0, -5.0, 6.0]])
    layer = expect_object(student.Relu())
    seen = layer.forward.observe(x)
    require(not seen.changed, "forward altered x", OVERWRITES_X, "overwrites-x")
    seen = layer.backward.observe(dout)
    require(not seen.changed, "backward altered dout", OVERWRITES_DOUT, "overwrites-dout")
    kept = student.put(x)  # x stays in the student's process: a backward that works in the stored input shows here
    layer = expect_object(student.Relu())
    layer.forward(kept)
    layer.backward(dout)
    require(
        np.array_equal(expect_array(student.value_of(kept)), x),
        "backward altered the x of the earlier forward",
        OVERWRITES_X,
        "overwrites-x",
    )


@exercise(
    "Relu",
    weight=1,
    needs=[test_relu_forward, test_relu_backward],
    about=text(en="each instance remembers its own, latest input", ko="인스턴스마다 자기의 마지막 입력을 기억"),
)
def test_relu_instances_keep_their_own_gates(student):
    one, other = expect_object(student.Relu()), expect_object(student.Relu())
    one.forward(np.array([-1.0, 1.0]))
    one.forward(np.array([1.0, -1.0]))
    other.forward(np.array([-2.0, -2.0]))
    wrong = np.array([0.0, 4.0]), np.array([0.0, 0.0])
    stale = [Misconception("state-of-another-forward", STALE, model=gradient) for gradient in wrong]
    check(one.backward(np.array([3.0, 4.0])), np.array([3.0, 0.0]), TOL, stale)


def squash(x):
    return 1 / (1 + np.exp(-x))


SIGMOID_BACKWARD = [
    Misconception(
        "derivative-of-input",
        text(
            en="y (1 - y) was fed with the input x. The lecture's formula is written with the layer's output: which "
            "value does forward have to keep?",
            ko="y (1 - y)에 입력 x를 넣었습니다. 강의의 식은 계층의 출력으로 쓰여 있습니다. forward가 기억해야 할 "
            "값은 무엇인가요?",
        ),
        model=lambda x, dout: dout * x * (1 - x),
    ),
    Misconception(
        "sigmoid-twice",
        text(
            en="The sigmoid was applied once too often: the output went through it again before the slope was taken.",
            ko="시그모이드를 한 번 더 적용했습니다. 출력을 다시 시그모이드에 넣고 기울기를 구했습니다.",
        ),
        model=lambda x, dout: dout * squash(squash(x)) * (1 - squash(squash(x))),
    ),
    Misconception(
        "upstream-ignored",
        text(
            en="That is the slope of the sigmoid alone. The layer is one link of a chain: what is it multiplied by?",
            ko="시그모이드 자체의 기울기입니다. 이 계층은 사슬의 한 고리입니다. 무엇과 곱해야 하나요?",
        ),
        model=lambda x, dout: squash(x) * (1 - squash(x)),
    ),
    Misconception(
        "tanh-slope",
        text(
            en="1 - y^2 is the slope of another activation function. Whose?",
            ko="1 - y^2은 다른 활성화 함수의 기울기입니다. 어느 함수일까요?",
        ),
        model=lambda x, dout: dout * (1 - squash(x) ** 2),
    ),
    Misconception(
        "half-of-the-slope",
        text(
            en="One factor of the slope is missing: it has two, one for the output and one for its distance from 1.",
            ko="기울기의 인수가 하나 빠졌습니다. 출력 자신과, 출력이 1에서 떨어진 거리, 두 가지가 곱해집니다.",
        ),
        when=lambda got, x, dout: np.allclose(got, dout * squash(x)) or np.allclose(got, dout * (1 - squash(x))),
    ),
]
SIGMOID_CASES = [
    Case("vector", np.array([0.0, 0.7, -1.3, 2.0]), np.array([1.0, -2.0, 0.5, 3.0])),
    Case("one-row", np.array([[4.0, -0.4]]), np.array([[-1.5, 2.5]])),
    Case("batch", np.array([[0.1, -2.2, 5.0], [1.0, 3.3, -4.1]]), np.array([[0.2, 1.7, -6.0], [-0.9, 4.0, 2.0]])),
    Case("steep", np.array([[20.0, -20.0]]), np.array([[1e6, -1e6]])),
]


@exercise("Sigmoid", weight=1, about=text(en="forward: values of the sigmoid", ko="forward: 시그모이드의 값"))
@table(SIGMOID_CASES)
def test_sigmoid_forward(student, case):
    x, _ = case.args
    falling = Misconception(
        "sigmoid-falls",
        text(
            en="The curve falls where it should rise. What happens to exp when its argument grows?",
            ko="증가해야 할 곡선이 감소합니다. 지수가 커지면 exp는 어떻게 되나요?",
        ),
        model=lambda x: 1 / (1 + np.exp(x)),
    )
    check(expect_object(student.Sigmoid()).forward(x), squash(x), TOL, [falling], args=(x,))


@exercise(
    "Sigmoid",
    weight=2,
    about=text(en="backward: the slope, written with the output", ko="backward: 출력으로 쓴 기울기"),
)
@table(SIGMOID_CASES)
def test_sigmoid_backward(student, case):
    x, dout = case.args
    layer = expect_object(student.Sigmoid())
    layer.forward(x)
    check(layer.backward(dout), dout * squash(x) * squash(-x), TOL, SIGMOID_BACKWARD, args=case.args)


@exercise(
    "Sigmoid",
    weight=1,
    needs=[test_sigmoid_forward, test_sigmoid_backward],
    about=text(en="backward agrees with the slope of forward", ko="backward와 forward의 실제 기울기가 일치"),
)
def test_sigmoid_backward_is_the_slope_of_forward(student, rng):
    x, dout = rng.uniform(-3, 3, size=(2, 3)), rng.normal(size=(2, 3))
    layer = expect_object(student.Sigmoid())
    slopes = (expect_array(layer.forward(x + STEP), (2, 3)) - expect_array(layer.forward(x - STEP), (2, 3))) / (
        2 * STEP
    )
    layer.forward(x)
    check(layer.backward(dout), dout * slopes, SLOPE)


@exercise(
    "Sigmoid",
    weight=1,
    needs=[test_sigmoid_forward, test_sigmoid_backward],
    about=text(en="each instance remembers its own, latest output", ko="인스턴스마다 자기의 마지막 출력을 기억"),
)
def test_sigmoid_instances_keep_their_own_output(student, rng):
    first, x, elsewhere, dout = rng.normal(size=(4, 2, 3))
    one, other = expect_object(student.Sigmoid()), expect_object(student.Sigmoid())
    one.forward(first)
    one.forward(x)
    other.forward(elsewhere)
    stale = [
        Misconception("state-of-another-forward", STALE, model=dout * squash(at) * squash(-at))
        for at in (first, elsewhere)
    ]
    check(one.backward(dout), dout * squash(x) * squash(-x), TOL, stale)


@exercise(
    "Sigmoid",
    weight=1,
    needs=[test_sigmoid_forward, test_sigmoid_backward],
    about=text(en="x and dout stay as they were", ko="x와 dout은 그대로"),
)
def test_sigmoid_changes_neither_argument(student, rng):
    x, dout = rng.normal(size=(2, 2, 3))
    layer = expect_object(student.Sigmoid())
    check_unchanged(layer.forward.observe(x))
    check_unchanged(layer.backward.observe(dout))
    kept = student.put(x)
    layer = expect_object(student.Sigmoid())
    layer.forward(kept)
    layer.backward(dout)
    check_kept(student, kept, x)
