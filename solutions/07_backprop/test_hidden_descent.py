"""Hidden suite of 07_backprop: all gradients of a network, and one step. Shapes: x (n, d), W1 (d, h), W2 (h, o)."""

import numpy as np

from autograder.suite import (
    Case,
    Misconception,
    Tolerance,
    check,
    check_unchanged,
    exercise,
    expect_tuple,
    pure,
    slopes,
    table,
)

TOL = Tolerance(
    rtol=1e-6, atol=1e-8, why="a few float64 products and sums lose 1e-15; the mildest wrong rule is off by 1e-3"
)
SLOPE = Tolerance(
    rtol=1e-6,
    atol=1e-8,
    why="central differences with 1e-5: truncation 1e-10, rounding 1e-11; CS231n calls a relative error of 1e-7 right",
)


def squash(x):
    return 1 / (1 + np.exp(-x))


# ------------------------------------------------------------------------------------------------ backward
def gradients(
    x, t, W1, B1, W2, B2, *, slope="output", hidden_slope=None, error=1.0, transpose=True, scale=1.0, bias="sum"
):
    """All four gradients, with the step changed that a misconception changes."""
    steepness = {
        "output": lambda net: squash(net) * (1 - squash(net)),
        "net": lambda net: net * (1 - net),
        "twice": lambda net: squash(squash(net)) * (1 - squash(squash(net))),
        "none": lambda net: np.ones_like(net),
    }
    net1 = x @ W1 + B1
    hidden = squash(net1)
    net2 = hidden @ W2 + B2
    delta2 = error * (squash(net2) - t) * steepness[slope](net2)
    delta1 = delta2 @ (W2.T if transpose else W2) * steepness[hidden_slope or slope](net1)
    biases = {
        "sum": lambda delta: delta.sum(axis=0),
        "mean": lambda delta: delta.mean(axis=0),
        "rows": lambda delta: delta,
        "keepdims": lambda delta: delta.sum(axis=0, keepdims=True),
        "number": lambda delta: delta.sum(),
    }[bias]
    return scale * (x.T @ delta1), scale * biases(delta1), scale * (hidden.T @ delta2), scale * biases(delta2)


def backward_misconceptions(part):
    """The wrong ways of computing; `part` is the slice of the four gradients that a test looks at."""

    def known(name, hint="", *, about_form=False, **changes):
        return Misconception(
            name, hint=hint, model=lambda *args: gradients(*args, **changes)[part], about_form=about_form
        )

    return [
        known("target-minus-output", error=-1.0),
        known("doubled", scale=2.0),
        Misconception("averaged", model=lambda x, *args: gradients(x, *args, scale=1 / len(x))[part]),
        Misconception("averaged", model=lambda x, t, *args: gradients(x, t, *args, scale=1 / t.size)[part]),
        Misconception("averaged", model=lambda x, t, *args: gradients(x, t, *args, scale=2 / t.size)[part]),
        known("bias-averaged", bias="mean"),
        known("bias-not-summed", "rows", bias="rows", about_form=True),
        known("bias-keeps-an-axis", "keeps", bias="keepdims", about_form=True),
        known("bias-one-number", "one-number", bias="number", about_form=True),
        known("slope-left-out", "no-slope", slope="none"),
        known("output-slope-left-out", "no-slope", slope="none", hidden_slope="output"),
        known("derivative-of-net", slope="net"),
        known("sigmoid-twice", slope="twice"),
        known("hidden-slope-left-out", hidden_slope="none"),
        known("weights-not-transposed", transpose=False),
    ]


def network(n, d, h, o, draw):
    """x, t, W1, B1, W2, B2 with numbers that are not to be found in the notebook."""
    shapes = [(n, d), (n, o), (d, h), (h,), (h, o), (o,)]
    x, t, *params = [draw.uniform(-1.5, 1.5, shape) for shape in shapes]
    return x, np.round(squash(t)), *params


NETWORKS = [
    Case("square", *network(3, 2, 2, 2, np.random.default_rng(71))),
    Case("lecture-sized", *network(4, 2, 2, 1, np.random.default_rng(72))),
    Case("one-sample", *network(1, 3, 4, 2, np.random.default_rng(73))),
    Case("wide", *network(5, 3, 2, 3, np.random.default_rng(74))),
]


@exercise("backward", weight=2, builds_on=("output_delta", "weight_gradient"))
@table(NETWORKS)
def test_backward_output_layer(student, case):
    got = expect_tuple(student.backward(*case.args), 4)
    known = backward_misconceptions(slice(2, 4))
    exchanged = Misconception("layers-exchanged", model=gradients(*case.args)[:2])
    check(got[2:], gradients(*case.args)[2:], TOL, [*known, exchanged], args=case.args)


@exercise("backward", weight=2, builds_on=("output_delta", "hidden_delta", "weight_gradient"))
@table(NETWORKS)
def test_backward_hidden_layer(student, case):
    got = expect_tuple(student.backward(*case.args), 4)
    known = backward_misconceptions(slice(0, 2))
    exchanged = Misconception("layers-exchanged", model=gradients(*case.args)[2:])
    check(got[:2], gradients(*case.args)[:2], TOL, [*known, exchanged], args=case.args)


@exercise("backward", needs=[test_backward_output_layer, test_backward_hidden_layer])
def test_backward_agrees_with_the_lecture_and_with_central_differences(student, rng):
    W1, B1 = np.array([[0.1, 0.2], [0.3, 0.4]]), np.array([0.1, 0.2])
    W2, B2 = np.array([[0.5], [0.6]]), np.array([0.3])
    got = student.backward(np.array([[0.0, 0.0]]), np.array([[0.0]]), W1, B1, W2, B2)
    lecture = (
        np.zeros((2, 2)),
        np.array([0.0182350627, 0.0217189120]),
        np.array([[0.0767758473], [0.0804107516]]),
        np.array([0.1462455066]),
    )
    check(got, lecture, TOL)
    x, t, *params = network(4, 3, 2, 2, rng)

    def error(place, at):
        W1, B1, W2, B2 = (at if place == other else params[other] for other in range(4))
        return np.sum((squash(squash(x @ W1 + B1) @ W2 + B2) - t) ** 2) / 2

    expected = tuple(slopes(lambda at, place=place: error(place, at), params[place]) for place in range(4))
    check(student.backward(x, t, *params), expected, SLOPE)


@exercise("backward", needs=[test_backward_output_layer, test_backward_hidden_layer])
def test_backward_adds_up_samples_and_changes_nothing(student, rng):
    x, t, *params = network(2, 2, 3, 1, rng)
    singly = [gradients(x[[row]], t[[row]], *params) for row in range(2)]
    expected = tuple(first + second for first, second in zip(*singly, strict=True))
    check(pure(student.backward, x, t, *params), expected, TOL)


# ------------------------------------------------------------------------------------------------ sgd_step
def moved(params, grads, by):
    return {name: params[name] + by * grads[name] for name in params}


SGD = [
    Misconception("plus-for-minus", model=lambda params, grads, rate: moved(params, grads, rate)),
    Misconception("rate-forgotten", model=lambda params, grads, rate: moved(params, grads, -1)),
    Misconception(
        "step-without-parameters",
        when=lambda got, params, grads, rate: all(
            np.allclose(got[name], rate * grads[name]) or np.allclose(got[name], -rate * grads[name]) for name in params
        ),
    ),
    Misconception("divided-by-rate", model=lambda params, grads, rate: moved(params, grads, -1 / rate)),
]
STEPS = [
    Case(
        "two-arrays",
        {"W": np.array([[1.0, -2.0], [0.5, 4.0]]), "b": np.array([0.3, -0.7])},
        {"W": np.array([[0.5, 1.5], [-2.0, 3.0]]), "b": np.array([-1.0, 2.0])},
        0.2,
    ),
    Case(
        "lecture",
        {"w5": np.array([0.5]), "w6": np.array([0.6]), "b3": np.array([0.3])},
        {"w5": np.array([0.0767758473]), "w6": np.array([0.0804107516]), "b3": np.array([0.1462455066])},
        0.2,
        expected={"w5": np.array([0.4846448305]), "w6": np.array([0.5839178497]), "b3": np.array([0.2707508987])},
    ),
    Case(
        "other-names",
        {"gamma": np.array([[[2.0]], [[-1.0]]]), "x": np.array([5.0])},
        {"x": np.array([-0.4]), "gamma": np.array([[[1.0]], [[8.0]]])},
        1.5,
    ),
]


@exercise("sgd_step", weight=2)
@table(STEPS)
def test_sgd_step(student, case):
    params, grads, rate = case.args
    expected = case.expect(lambda params, grads, rate: moved(params, grads, -rate))
    check(student.sgd_step(params, grads, rate), expected, TOL, SGD, args=case.args)


@exercise("sgd_step", needs=test_sgd_step)
def test_sgd_step_changes_nothing(student):
    check_unchanged(student.sgd_step.observe(*STEPS[0].args), "in-place")
