"""Hidden suite of 07_backprop: the delta rules and the gradient of a layer's weights."""

import numpy as np

from autograder.suite import (
    Case,
    Misconception,
    Tolerance,
    check,
    check_unchanged,
    exercise,
    table,
    text,
)

TOL = Tolerance(
    rtol=1e-6, atol=1e-8, why="a few float64 products and sums lose 1e-15; the mildest wrong rule is off by 1e-3"
)
FIGURE = Tolerance(rtol=0.0, atol=1e-9, why="the lecture's figures, recomputed to ten decimals")


def squash(x):
    return 1 / (1 + np.exp(-x))


# ------------------------------------------------------------------------------------------------ output_delta
SIGMOID_TWICE = text(
    en="The output went through the sigmoid once more before its slope was taken. With what is f' written in the "
    "lecture?",
    ko="출력을 시그모이드에 한 번 더 넣고 기울기를 구했습니다. 강의에서는 f'을 무엇으로 나타내나요?",
)
NO_SLOPE = text(
    en="The error is there, the slope of the unit's activation function is not. Which factor of the chain rule is it?",
    ko="오차는 있는데 활성화 함수의 기울기가 없습니다. 연쇄 법칙의 어느 인수인가요?",
)
OUTPUT_DELTA = [
    Misconception(
        "target-minus-output",
        text(
            en="The sign is the other way round: an output that is too large should have a positive delta.",
            ko="부호가 반대입니다. 출력이 목표보다 크면 델타는 양수여야 합니다.",
        ),
        model=lambda out, t: (t - out) * out * (1 - out),
    ),
    Misconception("slope-left-out", NO_SLOPE, model=lambda out, t: out - t),
    Misconception("sigmoid-twice", SIGMOID_TWICE, model=lambda out, t: (out - t) * squash(out) * (1 - squash(out))),
    Misconception(
        "error-left-out",
        text(
            en="That is the slope alone. What drives learning when the output is already right?",
            ko="기울기만 있습니다. 출력이 이미 맞다면 델타는 얼마여야 하나요?",
        ),
        model=lambda out, t: out * (1 - out),
    ),
    Misconception(
        "tanh-slope",
        text(
            en="1 - out^2 is the slope of another activation function.",
            ko="1 - out^2은 다른 활성화 함수의 기울기입니다.",
        ),
        model=lambda out, t: (out - t) * (1 - out**2),
    ),
    Misconception(
        "doubled",
        text(
            en="Twice the right value: what becomes of the 1/2 in E when the square is differentiated?",
            ko="두 배입니다. 제곱을 미분할 때 E의 1/2은 어떻게 되나요?",
        ),
        model=lambda out, t: 2 * (out - t) * out * (1 - out),
    ),
    Misconception(
        "averaged",
        text(
            en="Divided by the number of samples: E is a sum over the batch, and a delta belongs to one sample.",
            ko="샘플 수로 나누었습니다. E는 배치에 대한 합이고, 델타는 샘플 하나의 것입니다.",
        ),
        model=lambda out, t: (out - t) * out * (1 - out) / len(out),
    ),
]
DELTA_CASES = [
    Case("batch", np.array([[0.9, 0.2], [0.35, 0.6], [0.71, 0.05]]), np.array([[0.0, 1.0], [1.0, 0.0], [1.0, 0.0]])),
    Case("lecture", np.array([[0.7093831367]]), np.array([[0.0]]), expected=np.array([[0.1462455066]]), tol=FIGURE),
    Case("one-sample", np.array([[0.15, 0.8, 0.45]]), np.array([[0.5, 0.25, 1.0]])),
    Case("no-error", np.array([[0.3], [0.8]]), np.array([[0.3], [0.0]])),
]


@exercise("output_delta", about=text(en="deltas of one sample and of a batch", ko="샘플 하나와 배치의 델타"))
@table(DELTA_CASES)
def test_output_delta(student, case):
    out, t = case.args
    seen = student.output_delta.observe(out, t)
    check(
        seen.value,
        case.expect(lambda out, t: (out - t) * out * (1 - out)),
        case.tol or TOL,
        OUTPUT_DELTA,
        args=case.args,
    )
    check_unchanged(seen)


# ------------------------------------------------------------------------------------------------ hidden_delta
HIDDEN_DELTA = [
    Misconception(
        "weights-not-transposed",
        text(
            en="The deltas run against the arrows: W_next is (h, o), delta_next (n, o). How do you get from o back "
            "to h?",
            ko="델타는 화살표를 거슬러 갑니다. W_next는 (h, o), delta_next는 (n, o)입니다. o에서 h로 돌아가려면 "
            "어떻게 해야 하나요?",
        ),
        model=lambda delta, W, out: delta @ W * out * (1 - out),
    ),
    Misconception("slope-left-out", NO_SLOPE, model=lambda delta, W, out: delta @ W.T),
    Misconception(
        "sigmoid-twice", SIGMOID_TWICE, model=lambda delta, W, out: delta @ W.T * squash(out) * (1 - squash(out))
    ),
    Misconception(
        "weights-left-out",
        text(
            en="Every hidden unit got the same sum of deltas. What makes one unit more to blame than another?",
            ko="모든 은닉층 유닛이 같은 델타의 합을 받았습니다. 책임의 크기를 유닛마다 다르게 하는 것은 무엇인가요?",
        ),
        model=lambda delta, W, out: delta.sum(axis=1, keepdims=True) * out * (1 - out),
    ),
    Misconception(
        "output-for-slope",
        text(
            en="The collected deltas were multiplied by the unit's output. That belongs to the gradient of a weight; "
            "which factor belongs here?",
            ko="모은 델타에 유닛의 출력을 곱했습니다. 그것은 가중치의 그래디언트에 쓰입니다. 여기에는 어떤 인수가 "
            "필요한가요?",
        ),
        model=lambda delta, W, out: delta @ W.T * out,
    ),
]
HIDDEN_CASES = [  # the square one first: there a missing transposition is not yet an error of shapes
    Case(
        "square",
        np.array([[0.2, -0.5], [0.7, 0.1]]),
        np.array([[1.0, -2.0], [0.5, 3.0]]),
        np.array([[0.3, 0.8], [0.6, 0.4]]),
    ),
    Case(
        "lecture",
        np.array([[0.1462455066]]),
        np.array([[0.5], [0.6]]),
        np.array([[0.5249791875, 0.5498339973]]),
        expected=np.array([[0.0182350627, 0.0217189120]]),
        tol=FIGURE,
    ),
    Case("wide", np.array([[0.4, -0.3, 0.9]]), np.array([[0.2, 1.1, -0.7], [-1.5, 0.6, 0.3]]), np.array([[0.25, 0.9]])),
    Case(
        "batch",
        np.linspace(-0.6, 0.8, 8).reshape(4, 2),
        np.linspace(-1.0, 1.5, 6).reshape(3, 2),
        np.linspace(0.1, 0.95, 12).reshape(4, 3),
    ),
]


@exercise("hidden_delta", weight=3, about=text(en="deltas of one sample and of a batch", ko="샘플 하나와 배치의 델타"))
@table(HIDDEN_CASES)
def test_hidden_delta(student, case):
    expected = case.expect(lambda delta, W, out: delta @ W.T * out * (1 - out))
    check(student.hidden_delta(*case.args), expected, case.tol or TOL, HIDDEN_DELTA, args=case.args)


@exercise(
    "hidden_delta",
    needs=test_hidden_delta,
    about=text(
        en="twice the deltas, twice the answer; arguments as they were", ko="델타가 두 배면 답도 두 배; 인수는 그대로"
    ),
)
def test_hidden_delta_is_linear_in_the_deltas(student, rng):
    delta, W, out = rng.normal(size=(3, 2)), rng.normal(size=(4, 2)), rng.uniform(0.1, 0.9, size=(3, 4))
    seen = student.hidden_delta.observe(2 * delta, W, out)
    check_unchanged(seen)
    check(seen.value, 2 * (delta @ W.T * out * (1 - out)), TOL)


# ------------------------------------------------------------------------------------------------ weight_gradient
WEIGHT_GRADIENT = [
    Misconception(
        "transposed",
        text(
            en="The gradient is turned over: row i, column j should belong to the weight from unit i to unit j.",
            ko="그래디언트가 전치되었습니다. i행 j열은 유닛 i에서 유닛 j로 가는 가중치의 것이어야 합니다.",
        ),
        model=lambda out, delta: delta.T @ out,
    ),
    Misconception(
        "averaged",
        text(
            en="A mean over the samples: is E a mean here, or a sum?",
            ko="샘플에 대한 평균입니다. 여기서 E는 평균인가요, 합인가요?",
        ),
        model=lambda out, delta: out.T @ delta / len(out),
    ),
    Misconception(
        "not-summed-over-samples",
        text(
            en="Samples and units got mixed up: over which index does the formula add up the batch?",
            ko="샘플과 유닛이 섞였습니다. 식에서 배치에 대해 더하는 첨자는 어느 것인가요?",
        ),
        model=lambda out, delta: out @ delta,
    ),
    Misconception(
        "one-sample-only",
        text(
            en="Only one sample of the batch counts. What happens to the others?",
            ko="배치에서 샘플 하나만 쓰였습니다. 나머지는 어떻게 되나요?",
        ),
        when=lambda got, out, delta: (
            len(out) > 1 and any(np.allclose(got, np.outer(out[row], delta[row])) for row in (0, -1))
        ),
    ),
    Misconception(
        "elementwise-product",
        text(
            en="The product was taken element by element; every unit on the left is connected with every unit on the "
            "right.",
            ko="원소별로 곱했습니다. 왼쪽의 모든 유닛은 오른쪽의 모든 유닛과 연결되어 있습니다.",
        ),
        model=lambda out, delta: out * delta,
    ),
]
GRADIENT_CASES = [
    Case("square", np.array([[0.3, 0.8], [0.6, 0.4]]), np.array([[0.2, -0.5], [0.7, 0.1]])),
    Case("one-sample", np.array([[0.5, 0.25, 0.125]]), np.array([[2.0, -4.0]])),
    Case("batch", np.linspace(0.0, 1.0, 12).reshape(4, 3), np.linspace(-1.0, 0.8, 8).reshape(4, 2)),
    Case("one-column", np.array([[0.2], [0.9], [0.4]]), np.array([[1.0, 2.0], [-3.0, 4.0], [5.0, -6.0]])),
]


@exercise("weight_gradient", about=text(en="one sample, and a sum over a batch", ko="샘플 하나, 그리고 배치에 대한 합"))
@table(GRADIENT_CASES)
def test_weight_gradient(student, case):
    out, delta = case.args
    seen = student.weight_gradient.observe(out, delta)
    check(seen.value, out.T @ delta, TOL, WEIGHT_GRADIENT, args=case.args)
    check_unchanged(seen)
