"""Hidden suite of 09_mnist_mlp: train, build_and_train.

Which batches `train` draws is free, so its batches are read off its updates. With inputs that are rows of the identity
matrix, sample i alone moves row i of W1: how far tells how often it stood in the batch. With equal samples every batch
is the same, and each step and each loss is known. Steps of another size, direction or number are charged by one test;
the others take them as they are.

`build_and_train` runs once for all its tests. What its network predicts must be what its parameters say.
"""

from functools import partial
from itertools import product
from pathlib import Path

import numpy as np

from autograder.suite import (
    EXACT,
    LayerKind,
    Misconception,
    Picture,
    Rng,
    Shared,
    Tolerance,
    check,
    check_unchanged,
    dataset,
    either,
    exercise,
    expect_array,
    expect_dict,
    expect_number,
    expect_object,
    expect_tuple,
    load_reference,
    require,
    solved_linearly,
    unchecked,
)

reference = load_reference(__file__)

NAMES = ("W1", "b1", "W2", "b2")
TOL = Tolerance(
    rtol=1e-5,
    atol=2e-6,
    why="log(p + 1e-7) is as right as log(p), which is 2e-6 for p above 0.05; float64 loses 1e-13 in 20 steps; a wrong "
    "step shows above 1e-3",
)


def some_params(rng, d, h=4, k=3):
    return {
        "W1": rng.normal(0, 0.8, (d, h)),
        "b1": rng.normal(0, 0.5, h),
        "W2": rng.normal(0, 0.9, (h, k)),
        "b2": rng.normal(0, 0.3, k),
    }


def right_net(params):
    """A reference network with these parameters."""
    net = reference.TwoLayerNet(*params["W1"].shape, params["W2"].shape[1], rng=np.random.default_rng(0))
    net.params = {name: value.copy() for name, value in params.items()}
    return net


def student_net(student, params):
    """A student's network with these parameters, put there key by key."""
    (d, h), k = params["W1"].shape, params["W2"].shape[1]
    net = expect_object(student.TwoLayerNet(d, h, k, rng=Rng(1)))
    held = net.remote("params")
    for name, value in params.items():
        held[name] = value
    return net


def params_of(net):
    params = expect_dict(net.params, NAMES)
    return {name: expect_array(params[name]) for name in NAMES}


def loss_list(value, size):
    """The losses that came back, as numbers."""
    if type(unchecked(value)) not in (list, tuple, np.ndarray):
        check(value, [0.0] * size, EXACT)  # says that a list is asked for
    return np.array([expect_number(loss) for loss in expect_tuple(value, size)])


# ------------------------------------------------------------------------------------------------ train


def descend(params, x, t, rate, steps, names=NAMES):
    """Parameters and loss before the first and after each of `steps` full steps."""
    net = right_net(params)
    losses = [net.loss(x, t)]
    for _ in range(steps):
        grads = net.gradient(x, t)
        for name in names:
            net.params[name] = net.params[name] - rate * grads[name]
        losses.append(net.loss(x, t))
    return net.params, np.array(losses)


def steps_were(rate_factor=1.0, steps=lambda n: n, sign=1):
    """Recognises parameters that come from other steps than those that were asked for."""

    def recognises(actual, params, x, t, rate, n):
        wrong = descend(params, x, t, sign * rate * rate_factor, steps(n))[0]
        return all(np.allclose(actual[name], wrong[name], rtol=1e-5) for name in NAMES)

    return recognises


STEPS = [
    Misconception("update-uphill", when=steps_were(sign=-1)),
    Misconception("no-update", when=steps_were(0.0)),
    Misconception("first-step-only", when=lambda *args: args[-1] > 2 and steps_were(steps=lambda n: 1)(*args)),
    Misconception(
        "step-too-many",
        when=lambda *args: any(steps_were(steps=lambda n, more=more: n + more)(*args) for more in (-1, 1)),
    ),
    Misconception(
        "rate-ignored",
        when=lambda actual, params, x, t, rate, n: any(
            steps_were(other / rate)(actual, params, x, t, rate, n) for other in (0.1, 0.01, 1.0)
        ),
    ),
    Misconception(
        "some-parameters-only",
        when=lambda actual, params, *_: any(np.array_equal(actual[name], params[name]) for name in NAMES),
    ),
]


def steps_of_batches(n, batch_size):
    """Mistakes that show in how many batches n samples make, or in how many samples a batch has."""
    return [
        Misconception("epochs-for-iterations", when=steps_were(steps=lambda iters: iters * (n // batch_size))),
        Misconception("gradient-summed", when=steps_were(batch_size)),
        Misconception("gradient-divided-again", when=steps_were(1 / batch_size)),
    ]


LOSSES = [
    Misconception(
        "losses-divided-again",
        when=lambda actual, right: np.ptp(np.divide(right, actual)) < 1e-3 and np.mean(np.divide(right, actual)) > 1.5,
    ),
    Misconception("losses-summed-up", when=lambda actual, right: np.allclose(actual, np.cumsum(right), rtol=1e-3)),
]


def check_losses(answer, known):
    """A list of the losses before each step, or of those after it."""
    before, after = known[:-1], known[1:]
    losses = loss_list(answer, len(before))
    expected = before if abs(losses[0] - before[0]) <= abs(losses[0] - after[0]) else after
    check(losses, expected, TOL, LOSSES, args=(expected,))


def equal_samples(rng, n, d=5, k=3):
    """n times the same sample: x (n, d), class indices (n,)."""
    return np.tile(rng.uniform(0, 1, d), (n, 1)), np.full(n, rng.integers(0, k))


FACTORS = [  # of the step, by the batch's size and the rate: the right one first
    lambda batch_size, rate: 1,
    lambda batch_size, rate: -1,
    lambda batch_size, rate: batch_size,
    lambda batch_size, rate: 1 / batch_size,
    *(lambda batch_size, rate, other=other: other / rate for other in (0.1, 0.01, 1.0)),
]
COUNTS = [  # of the steps, by iterations asked for and batches in an epoch
    lambda iters, epoch: iters,
    lambda iters, epoch: iters * epoch,
    lambda iters, epoch: min(iters, 1),
    lambda iters, epoch: iters - 1,
    lambda iters, epoch: iters + 1,
]


RIGHT_WAY = FACTORS[0], COUNTS[0], list(NAMES)


def own_way(student):
    """The factor and the count of the student's steps and which parameters they move; None if no gradient leads there.

    W1 has to move: it shows what a batch holds.
    """

    def find():
        params, (x, t) = some_params(draw := np.random.default_rng(6), 5), equal_samples(draw, 12)
        net = student_net(student, params)
        student.train(net, x, np.eye(3)[t], 6, batch_size=4, learning_rate=0.3, rng=Rng(11))
        got = params_of(net)
        names = [name for name in NAMES if not np.array_equal(got[name], params[name])]
        for factor, count in product(FACTORS, COUNTS) if "W1" in names else ():
            there, _ = descend(params, x, t, factor(4, 0.3) * 0.3, count(6, 3), names)
            if all(np.allclose(got[name], there[name], rtol=1e-5, atol=2e-6) for name in NAMES):
                return factor, count, names
        return None

    return student.once("own way", find)


def in_own_way(student, n, batch_size, rate, iters):
    """The rate, the number of steps and the parameters with which the student's `train` does what it is asked for."""
    factor, count, names = own_way(student) or RIGHT_WAY
    return factor(batch_size, rate) * rate, count(iters, n // batch_size), names


@exercise("train", weight=3, builds_on=["TwoLayerNet"])
def test_train_steps(student, rng):
    for n, batch_size, rate, steps in [(12, 4, 0.3, 6), (8, 8, 0.05, 1)]:
        params, (x, t) = some_params(rng, 5), equal_samples(rng, n)
        net = student_net(student, params)
        student.train(net, x, np.eye(3)[t], steps, batch_size=batch_size, learning_rate=rate, rng=Rng(11))
        expected, _ = descend(params, x, t, rate, steps)
        known = [*STEPS, *steps_of_batches(n, batch_size)]
        check(params_of(net), expected, TOL, known, args=(params, x, t, rate, steps))


@exercise("train", weight=1, builds_on=["TwoLayerNet"])
def test_train_follows_the_gradient(student, rng):
    """For what the others need, it may go uphill, too far, or too often."""
    either(partial(test_train_steps, student, rng), lambda: require(own_way(student), "not along the gradient"))


@exercise("train", weight=2, needs=test_train_follows_the_gradient, builds_on=["TwoLayerNet"])
def test_train_losses(student, rng):
    params, (x, t) = some_params(rng, 5), equal_samples(rng, 12)
    net = student_net(student, params)
    answer = student.train(net, x, np.eye(3)[t], 6, batch_size=4, learning_rate=0.3, rng=Rng(11))
    asked, own = (0.3, 6), in_own_way(student, 12, 4, 0.3, 6)
    either(*(lambda way=way: check_losses(answer, descend(params, x, t, *way)[1]) for way in (asked, own)))
    for n, batch_size in [(20, 5), (12, 1)]:  # of the batch, not of all samples
        params, t = some_params(rng, n), rng.integers(0, 3, n)
        net = student_net(student, params)
        answer = student.train(net, np.eye(n), np.eye(3)[t], 1, batch_size=batch_size, learning_rate=0.7, rng=Rng(12))
        rate, steps, names = in_own_way(student, n, batch_size, 0.7, 1)
        counts = np.round(counts_in_batch(params, params_of(net), batch_size, rate, t)).astype(int)
        rows = np.repeat(np.arange(n), np.clip(counts, 0, batch_size))
        if steps == 1 and len(rows) == batch_size:  # else which batch it was is not known, or it is charged elsewhere
            check_losses(answer, descend(params, np.eye(n)[rows], t[rows], rate, 1, names)[1])


def counts_in_batch(params, after, batch_size, rate, t):
    """How often each sample stood in the only batch of a training with x = identity: (n,) floats."""
    n = len(t)
    net = right_net(params)
    counts = np.zeros(n)
    for i in range(n):
        alone = net.gradient(np.eye(n)[i : i + 1], t[i : i + 1])["W1"][i]  # (h,): what sample i does to row i of W1
        moved = params["W1"][i] - expect_array(after["W1"], params["W1"].shape)[i]
        counts[i] = batch_size * (moved @ alone) / (rate * (alone @ alone))
    return counts


def check_batch(params, after, batch_size, t, way, *, distinct=1):
    """One step was that of a batch of `batch_size` samples, at least `distinct` of them different.

    Several steps, where too many are taken, are small ones: their counts add up to those of so many batches.
    """
    rate, steps, _ = way
    n, close = len(t), 1e-3 if steps == 1 else 0.05
    counts = counts_in_batch(params, after, batch_size, rate, t)
    if steps == 1 and not np.any(np.isclose(counts, 0, atol=1e-3)) and np.ptp(counts) < 1e-3:
        require(batch_size >= n, "the step is that of the whole set", misconception="batch-is-everything")
    whole, size = np.round(counts), batch_size * steps
    told = f"samples seem to stand in the batch {np.round(counts, 3)} times, {counts.sum():.3f} in all, not {size}"
    fits = np.allclose(counts, whole, atol=close) and whole.min() >= 0 and whole.sum() == size
    require(fits, told, misconception="wrong-batch")
    few = np.count_nonzero(whole) < distinct
    require(not few, told, misconception="few-samples-drawn")
    if steps == 1:
        rows = np.repeat(np.arange(n), whole.astype(int))
        check(after, descend(params, np.eye(n)[rows], t[rows], *way)[0], TOL)


def least_iterations(student):
    """How many iterations are asked for to see a step: 1, or 2 of a loop that makes one step too few."""
    _, count, _ = own_way(student) or RIGHT_WAY
    return 1 if count(1, 1) else 2


@exercise("train", weight=2, needs=test_train_follows_the_gradient, builds_on=["TwoLayerNet"])
def test_train_batch(student, rng):
    # Of 60 draws with replacement from 180 samples 51 are different, plus or minus 2.6; from 60 of them 38, plus or
    # minus 2.4: what is never drawn is charged below.
    iters = least_iterations(student)
    for n, batch_size, rate, one_hot, distinct in [
        (20, 5, 0.7, False, 2),
        (12, 1, 0.2, True, 1),
        (180, 60, 1.5, True, 28),
    ]:
        params, t = some_params(rng, n), rng.integers(0, 3, n)
        net = student_net(student, params)
        labels = np.eye(3)[t] if one_hot else t
        if in_own_way(student, n, batch_size, rate, iters)[1] > 1:
            rate = rate / 1000
        student.train(net, np.eye(n), labels, iters, batch_size=batch_size, learning_rate=rate, rng=Rng(12))
        way = in_own_way(student, n, batch_size, rate, iters)
        check_batch(params, params_of(net), batch_size, t, way, distinct=distinct)


@exercise("train", weight=1, needs=test_train_batch, builds_on=["TwoLayerNet"])
def test_train_defaults(student, rng):
    params, t, iters = some_params(rng, 200, h=2), rng.integers(0, 3, 200), least_iterations(student)
    net = student_net(student, params)
    student.train(net, np.eye(200), t, iters)
    way = in_own_way(student, 200, 100, 0.1, iters)
    if way[1] == 1:
        check_batch(params, params_of(net), 100, t, way, distinct=51)  # mostly 79
    else:  # the rate cannot be made small here: what comes of several steps is near their counts
        size = counts_in_batch(params, params_of(net), 100, way[0], t).sum()
        require(abs(size / way[1] - 100) < 10, f"steps as of {size / way[1]:.1f} samples", misconception="wrong-batch")


@exercise("train", weight=1, needs=test_train_batch, builds_on=["TwoLayerNet"])
def test_train_draws(student, rng):
    n, params, t = 12, some_params(rng, 12), rng.integers(0, 3, 12)
    net = student_net(student, params)
    student.train(net, np.eye(n), t, 80, batch_size=5, learning_rate=0.05, rng=Rng(13))
    idle = np.flatnonzero(np.all(expect_array(params_of(net)["W1"]) == params["W1"], axis=1))
    one_step = in_own_way(student, n, 5, 0.05, 80)[1] == 1
    require(
        one_step or not len(idle),
        f"samples {idle.tolist()} of {n} stood in none of 80 batches of 5",  # by chance: once in 10**14 runs
        misconception="samples-never-drawn",
    )
    led_to = set()
    for seed in range(6):
        net = student_net(student, params)
        student.train(net, np.eye(n), t, least_iterations(student), batch_size=4, learning_rate=0.5, rng=Rng(seed))
        led_to.add(tuple(np.round(expect_array(params_of(net)["W1"]), 9).ravel()))
    require(len(led_to) > 1, "six generators all drew the same batch", misconception="batches-not-random")


@exercise("train", weight=1, needs=test_train_follows_the_gradient, builds_on=["TwoLayerNet"])
def test_train_reproducible(student, rng):
    params, x, t = some_params(rng, 6), rng.uniform(0, 1, (30, 6)), rng.integers(0, 3, 30)
    runs = []
    for _ in range(2):
        net = student_net(student, params)
        seen = student.train.observe(net, x, t, 10, 5, 0.5, Rng(14))
        runs.append(params_of(net))
    trained, trained_again = runs
    ignored = Misconception("rng-ignored", when=lambda *_: True)
    for name in NAMES:
        check(expect_array(trained_again[name]), expect_array(trained[name]), EXACT, [ignored])
    changed = seen.changed & {1, 2}
    require(not changed, f"argument {min(changed, default=0) + 1} was changed", misconception="changes-argument")


@exercise("train", weight=1, needs=test_train_steps, builds_on=["TwoLayerNet"])
def test_train_learns(student, rng):
    t = np.arange(60) % 3
    x = np.eye(3)[t] @ rng.normal(0, 1.5, (3, 6)) + rng.normal(0, 0.1, (60, 6))  # three groups, far apart
    net = student_net(student, {name: 0.1 * value for name, value in some_params(rng, 6).items()})
    student.train(net, x, t, 300, batch_size=10, learning_rate=0.5, rng=Rng(15))
    kept_loss = expect_number(net.loss(x, t))
    require(kept_loss < 0.3, f"the loss is {kept_loss:.3f} in the end", "train-learns")  # the reference ends at 0.01
    require(
        np.isclose(kept_loss, right_net(params_of(net)).loss(x, t), rtol=1e-3),
        "the trained parameters are not those of the network",
        "train-learns-2",
    )


# ------------------------------------------------------------------------------------------------ build_and_train

with np.load(Path(__file__).with_name("hidden_images.npz"), allow_pickle=False) as _hidden:
    HIDDEN = _hidden["x_hidden"].reshape(1000, 784).astype(np.float32) / np.float32(255)
    HIDDEN_LABELS = _hidden["t_hidden"]

OF_ITS_PARAMS = Tolerance(
    rtol=0.0, atol=1e-4, why="float32 parameters lose about 1e-6; an answer that comes from elsewhere is off by 1e-2"
)
ELSEWHERE = Misconception(  # what was only cut to whole numbers does come from them
    "not-its-params", when=lambda answers, said: not np.array_equal(answers, np.trunc(said))
)
HIDDEN_UNITS = (reference.sigmoid, np.tanh, lambda z: np.maximum(z, 0))  # which one it is was judged elsewhere
RENAMED = np.array([3, 7, 0, 9, 1, 8, 5, 2, 6, 4])  # the class of each digit: weights from elsewhere know nothing of it


def said_by(params, react):
    """What a network with these parameters says of the hidden images, as probabilities and as scores."""
    scores = react(HIDDEN @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]
    return reference.softmax(scores), scores


def train_on_digits(student):
    """The call of build_and_train as observed, the share of hidden images that its network reads, and if it used rng."""
    generator = student.put(Rng(16))
    t = RENAMED[dataset("mnist_small")["t_train"]].astype(np.int64)
    seen = student.build_and_train.observe(Shared("mnist_small/x_train_flat"), t, generator)
    net = expect_object(seen.value)
    params = params_of(net)
    units = params["b1"].size
    for name, shape in [("W1", (784, units)), ("b1", (units,)), ("W2", (units, 10)), ("b2", (10,))]:
        expect_array(params[name], shape)
    answers = expect_array(net.predict(HIDDEN), (1000, 10))
    expected, react = min(
        ((said, react) for react in HIDDEN_UNITS for said in said_by(params, react)),
        key=lambda pair: np.abs(pair[0] - answers).max(),
    )
    check(answers, expected, OF_ITS_PARAMS, [ELSEWHERE], args=(expected,))
    read = answers.argmax(axis=1)
    require(
        np.mean(read == HIDDEN_LABELS) < 0.8, "reads digits by names that it was not told", "looked-up", "looked-up"
    )
    share = float(np.mean(read == RENAMED[HIDDEN_LABELS]))
    if share >= 0.8:
        hidden = react(dataset("mnist_small")["x_train_flat"] @ params["W1"] + params["b1"])
        solved = solved_linearly(hidden, params["W2"], params["b2"], np.eye(10)[t])
        require(not solved, "the last layer solves a linear equation", misconception="solved-not-trained")
    spawned = expect_number(generator.remote("bit_generator").remote("seed_seq").n_children_spawned)
    return seen, share, spawned > 0 or expect_number(generator.random()) != np.random.default_rng(16).random()


def require_accuracy(student, least):
    found = student.once("trained", lambda: train_on_digits(student))[1]
    guessing = found < 0.3
    require(
        found >= least,
        f"{found:.3f} of the hidden images right, {least:.2f} are asked for",
        "like-guessing" if guessing else "not-enough",
        "not-trained" if guessing else "trained-too-little",
    )


@exercise("build_and_train", weight=4, call_s=60, builds_on=["TwoLayerNet", "train"], secret=False)
def test_build_80(student):
    require_accuracy(student, 0.80)


@exercise("build_and_train", weight=4, call_s=60, needs=test_build_80, builds_on=["TwoLayerNet", "train"])
def test_build_85(student):
    require_accuracy(student, 0.85)


@exercise("build_and_train", weight=6, call_s=60, needs=test_build_85, builds_on=["TwoLayerNet", "train"])
def test_build_90(student):
    require_accuracy(student, 0.90)


@exercise("build_and_train", weight=1, call_s=60, needs=test_build_90)
def test_build_draws_from_its_generator(student):
    drawn = student.once("trained", lambda: train_on_digits(student))[2]
    require(drawn, "nothing was drawn from rng", misconception="rng-not-used")


@exercise("build_and_train", weight=1, call_s=60, needs=test_build_90)
def test_build_keeps_its_data(student):
    check_unchanged(student.once("trained", lambda: train_on_digits(student))[0])


# ------------------------------------------------------------------------------------------------ pictures

EPOCHS, BATCHES = 15, 6


def learning(notebook):
    """Loss and accuracy after every epoch, on three groups of points as in the notebook's own check."""
    draw, seed = np.random.default_rng(2), np.random.default_rng if notebook is reference else Rng
    t = np.arange(60) % 3
    x = np.eye(3)[t] @ draw.normal(0, 2, (3, 5)) + draw.normal(0, 0.1, (60, 5))
    net = notebook.TwoLayerNet(5, 6, 3, 0.5, seed(1))
    losses, right = [], []
    for epoch in range(EPOCHS):
        losses.append(np.mean(loss_list(notebook.train(net, x, t, BATCHES, 10, 0.1, seed(epoch)), BATCHES)))
        right.append(expect_number(net.accuracy(x, t)))
    epochs = np.arange(1, EPOCHS + 1)
    return (epochs, losses), (epochs, right)


PICTURES = {"train": Picture(LayerKind.LINE, learning, (("epoch", "loss"), ("epoch", "accuracy")))}
