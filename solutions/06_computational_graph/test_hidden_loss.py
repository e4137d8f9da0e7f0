"""Hidden suite of 06_computational_graph: SoftmaxWithLoss, with scores x and one-hot targets t (n, k)."""

import numpy as np

from autograder.suite import (
    Case,
    Misconception,
    Tolerance,
    check,
    check_kept,
    exercise,
    expect_number,
    expect_object,
    slopes,
    table,
)

TOL = Tolerance(
    rtol=1e-6, atol=1e-8, why="a handful of float64 operations lose 1e-15; the mildest wrong rule is off by 1e-2"
)
LOSS = Tolerance(
    rtol=1e-5,
    atol=1e-6,
    why="with y > 0.1 an epsilon of 1e-7 in the logarithm, added or clipped, moves the loss by up to 1e-6",
)


def softmax(x):
    powers = np.exp(x - x.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def entropy(y, t):
    return -np.sum(t * np.log(y + 1e-7))


LOSS_MISCONCEPTIONS = [
    Misconception("loss-summed", model=lambda x, t: entropy(softmax(x), t)),
    Misconception("mean-over-all-entries", model=lambda x, t: entropy(softmax(x), t) / x.size),
    Misconception("softmax-over-batch", model=lambda x, t: entropy(softmax(x.T).T, t) / len(x)),
    Misconception("softmax-over-everything", model=lambda x, t: entropy(np.exp(x) / np.exp(x).sum(), t) / len(x)),
    Misconception("loss-negative", model=lambda x, t: -entropy(softmax(x), t) / len(x)),
    Misconception("scores-for-probabilities", model=lambda x, t: entropy(x, t) / len(x)),
    Misconception("logarithm-to-base-10", model=lambda x, t: entropy(softmax(x), t) / len(x) / np.log(10)),
    Misconception(
        "squared-error",
        when=lambda got, x, t: any(
            abs(got - np.sum((softmax(x) - t) ** 2) / scale) < 1e-9 for scale in (2, len(x), 2 * len(x), x.size)
        ),
    ),
]
DX_MISCONCEPTIONS = [
    Misconception("not-divided-by-n", model=lambda x, t: softmax(x) - t),
    Misconception(
        "target-minus-output",
        when=lambda got, x, t: np.allclose(got, (t - softmax(x)) / len(x)) or np.allclose(got, t - softmax(x)),
    ),
    Misconception("divided-by-all-entries", model=lambda x, t: (softmax(x) - t) / x.size),
    Misconception("target-left-out", model=lambda x, t: softmax(x) / len(x)),
    Misconception(
        "cross-entropy-alone",
        when=lambda got, x, t: (
            np.allclose(got, -t / softmax(x) / len(x), rtol=1e-4) or np.allclose(got, -t / softmax(x), rtol=1e-4)
        ),
    ),
    Misconception("slope-of-sigmoid", model=lambda x, t: (softmax(x) - t) * softmax(x) * (1 - softmax(x)) / len(x)),
]


def batch(name, scores, *, classes):
    scores = np.array(scores)
    return Case(name, scores, np.eye(scores.shape[1])[classes])


SOFTMAX_CASES = [
    batch("batch", [[1.0, 0.2, 0.6], [0.4, 1.1, 0.3], [0.5, 0.1, 0.9], [0.8, 1.2, 0.7]], classes=[0, 1, 0, 2]),
    batch("one-sample", [[0.3, 1.2]], classes=[1]),
    batch("negative-scores", [[-2.0, -1.5, -2.5], [-0.4, 0.3, 0.1]], classes=[2, 1]),
    batch("four-classes", [[0.1, 0.9, 0.5, 0.2], [1.0, 0.4, 0.3, 0.8]], classes=[1, 3]),
]


@exercise("SoftmaxWithLoss", weight=2)
@table(SOFTMAX_CASES)
def test_loss(student, case):
    x, t = case.args
    loss = expect_object(student.SoftmaxWithLoss()).forward(x, t)
    check(loss, entropy(softmax(x), t) / len(x), LOSS, LOSS_MISCONCEPTIONS, args=case.args)


@exercise("SoftmaxWithLoss", weight=2)
@table(SOFTMAX_CASES)
def test_loss_gradient(student, case):
    x, t = case.args
    layer = expect_object(student.SoftmaxWithLoss())
    layer.forward(x, t)
    check(layer.backward(), (softmax(x) - t) / len(x), TOL, DX_MISCONCEPTIONS, args=case.args)


@exercise("SoftmaxWithLoss", weight=1, needs=test_loss_gradient)
def test_loss_gradient_scales_and_repeats(student):
    x, t = SOFTMAX_CASES[0].args
    right = (softmax(x) - t) / len(x)
    ignored = Misconception("upstream-ignored", model=lambda dout: right)
    spent = Misconception("second-backward-differs", when=lambda got, dout: True)
    layer = expect_object(student.SoftmaxWithLoss())
    layer.forward(x, t)
    check(layer.backward(3.0), 3.0 * right, TOL, [ignored], args=(3.0,))
    check(layer.backward(), right, TOL, [spent], args=(1,))
    check(layer.backward(dout=0.5), 0.5 * right, TOL, [spent], args=(0.5,))


@exercise("SoftmaxWithLoss", weight=1, needs=test_loss_gradient)
def test_loss_instances_keep_their_own_batch(student):
    batches = [case.args for case in SOFTMAX_CASES]
    one, other = expect_object(student.SoftmaxWithLoss()), expect_object(student.SoftmaxWithLoss())
    one.forward(*batches[3])
    one.forward(*batches[0])
    other.forward(*batches[2])
    x, t = batches[0]
    stale = [
        Misconception("state-of-another-forward", model=(softmax(x) - t) / len(x), about_form=True)
        for x, t in (batches[2], batches[3])
    ]
    check(one.backward(), (softmax(x) - t) / len(x), TOL, stale)


@exercise("SoftmaxWithLoss", weight=1, needs=[test_loss, test_loss_gradient])
def test_loss_of_large_scores(student):
    overflow = Misconception("no-max-shift", when=lambda got, x, t: not np.all(np.isfinite(got)), about_form=True)
    x, t = np.array([[1000.0, 999.0, 999.5], [-1000.0, -1000.5, -999.5]]), np.array([[0.0, 1.0, 0], [0, 0, 1.0]])
    layer = expect_object(student.SoftmaxWithLoss())
    check(layer.forward(x, t), entropy(softmax(x), t) / 2, LOSS, [overflow], args=(x, t))
    check(layer.backward(), (softmax(x) - t) / 2, TOL, [overflow], args=(x, t))


@exercise("SoftmaxWithLoss", weight=1, needs=[test_loss, test_loss_gradient])
def test_loss_gradient_is_the_slope_of_the_loss(student, rng):
    x, t = rng.uniform(-0.5, 0.5, size=(3, 3)), np.eye(3)[[2, 0, 1]]
    layer = expect_object(student.SoftmaxWithLoss())
    found = slopes(lambda at: expect_number(expect_object(student.SoftmaxWithLoss()).forward(at, t)), x)
    kept_x, kept_t = student.put(x), student.put(t)
    layer.forward(kept_x, kept_t)
    why = "an epsilon of 1e-7 in the loss bends its slope by up to 1e-6; the central difference adds 1e-10"
    check(layer.backward(), found, Tolerance(1e-5, 1e-6, why))
    check_kept(student, kept_x, x)
    check_kept(student, kept_t, t)
