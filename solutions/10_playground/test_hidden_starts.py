"""Hidden suite of 10_playground: how weights start, and what becomes of gradients on their way back.

The statistics of n = 30,000 draws are sharp: the variance of a normal sample has a relative standard deviation of
sqrt(2 / n) = 0.8 % (of a uniform one 0.5 %), the mean one of sd / sqrt(n). All bands are six of these wide, so that a
right answer fails once in 10^9 seeds; the nearest wrong variance is 20 % away.
"""

import numpy as np

from autograder.suite import Case, Rng, exercise, expect_array, expect_number, fail, require, table

SHAPES = [(300, 100), (100, 300), (200, 150), (4, 7500)]  # with four inputs even one more or less would show
SIX_SIGMA = 6.0

LIMIT_FOR_SD = "limit-for-sd"
VARIANCE_FOR_SD = "variance-for-sd"
N_OUT = "n-out"
IS_HE = "is-he"
IS_XAVIER = "is-xavier"
FIXED = "fixed"
NOT_CENTRED = "not-centred"
SPREAD = "spread"
REPEATED = "repeated"
OTHER_RANDOMNESS = "other-randomness"
SEED_IGNORED = "seed-ignored"

XAVIER = [lambda n_in, n_out: 1 / n_in, lambda n_in, n_out: 2 / (n_in + n_out)]  # both readings are right
HE = [lambda n_in, n_out: 2 / n_in]


def moments(draw):
    """What was drawn for each shape."""
    return {(n_in, n_out): expect_array(draw(n_in, n_out, Rng(n_in)), shape=(n_in, n_out)) for n_in, n_out in SHAPES}


def agree(drawn, variance):
    """Whether every sample has that variance, a function of n_in and n_out."""
    return all(abs(np.var(W) / variance(*shape) - 1) < SIX_SIGMA * np.sqrt(2 / W.size) for shape, W in drawn.items())


def has_variance(drawn, right, known):
    """Fails unless one of the `right` variances fits every shape."""
    for W in drawn.values():
        centred = abs(np.mean(W)) <= SIX_SIGMA * np.std(W) / np.sqrt(W.size)
        require(centred, f"the mean is {np.mean(W):.4g}", NOT_CENTRED, "not-centred")
    if any(agree(drawn, variance) for variance in right):
        return
    found = ", ".join(f"{shape}: {np.var(W):.4g}" for shape, W in drawn.items())
    for name, (hint, variances) in known.items():
        if any(agree(drawn, variance) for variance in variances):
            fail(f"variances {found}", hint, name)
    spreads = [np.std(W) for W in drawn.values()]
    if max(spreads) < 1.05 * min(spreads):
        fail(f"variances {found}", FIXED, "fixed-spread")
    fail(f"variances {found}", SPREAD)


def given_away(right):
    """The ways to get another variance than a right one."""

    def scaled(change):
        return [lambda n_in, n_out, v=v: change(v(n_in, n_out), n_in, n_out) for v in right]

    return {
        "variance-for-deviation": (VARIANCE_FOR_SD, scaled(lambda v, n_in, n_out: v**2)),
        "limit-for-deviation": (LIMIT_FOR_SD, scaled(lambda v, n_in, n_out: v / 3)),
        "outputs-for-inputs": (N_OUT, [lambda n_in, n_out: 1 / n_out, lambda n_in, n_out: 2 / n_out]),
    }


def draws_from_the_generator(draw):
    """Fails unless every weight is drawn for itself, from the generator that is passed in."""
    first, again, other = (expect_array(draw(40, 60, Rng(seed)), shape=(40, 60)) for seed in (1, 1, 2))
    require(np.array_equal(first, again), "two calls with one seed differ", OTHER_RANDOMNESS, "other-randomness")
    require(not np.array_equal(first, other), "two seeds give the same", SEED_IGNORED, "seed-ignored")
    different = len(np.unique(first)) > 0.99 * first.size  # float64 draws hardly ever meet
    require(different, f"{len(np.unique(first))} different numbers of {first.size}", REPEATED, "repeated-weights")
    for shape in [(1, 6), (5, 1)]:
        expect_array(draw(*shape, Rng(3)), shape=shape)


@exercise("xavier_init", weight=2)
def test_xavier_variance(student):
    has_variance(moments(student.xavier_init), XAVIER, given_away(XAVIER) | {"is-he": (IS_HE, HE)})


@exercise("xavier_init", weight=1, needs=test_xavier_variance)
def test_xavier_draws(student):
    draws_from_the_generator(student.xavier_init)


@exercise("he_init", weight=2)
def test_he_variance(student):
    has_variance(moments(student.he_init), HE, {"is-xavier": (IS_XAVIER, XAVIER)} | given_away(HE))


@exercise("he_init", weight=1, needs=test_he_variance)
def test_he_draws(student):
    draws_from_the_generator(student.he_init)


# ------------------------------------------------------------------------------------------------ gradient_norms

BACKWARDS = "backwards"
NO_DECAY = "no-decay"
INVENTED = "invented"
RELU_VANISHES = "relu-vanishes"
EXPLODES = "explodes"
NOT_POSITIVE = "not-positive"


def norms(student, depth, activation, seed):
    found = expect_array(student.gradient_norms(depth, activation, Rng(seed)), shape=(depth,), kind="float")
    require(np.all(found > 0), f"norms {found}", NOT_POSITIVE, "not-positive")
    return found


def first_to_last(student, depth, activation):
    """The median of first / last over five seeds."""
    ratios = []
    for seed in range(5):
        found = norms(student, depth, activation, seed)
        ratios.append(found[0] / found[-1])
    return float(np.median(ratios))


STARTS = ("xavier_init", "he_init")


@exercise("gradient_norms", weight=3, builds_on=STARTS)
def test_sigmoid_vanishes(student):
    ratio = first_to_last(student, 10, "sigmoid")
    if ratio > 10:
        fail(f"first / last = {ratio:.3g}", BACKWARDS, "output-side-first")
    require(ratio <= 0.1, f"first / last = {ratio:.3g}, expected at most 0.1", NO_DECAY, "no-decay")


@exercise("gradient_norms", weight=3, needs=test_sigmoid_vanishes, builds_on=STARTS)
def test_relu_does_not_vanish(student):
    ratio = first_to_last(student, 10, "relu")
    require(ratio > 0.1, f"first / last = {ratio:.3g}, expected more than 0.1", RELU_VANISHES, "relu-vanishes")
    # Whatever the inputs, the loss and the width (50 and more), right answers lie between 0.2 and 5 here: the scale of
    # the inputs cancels. A slope of 1 where ReLU is silent gives 2 ** 14, a slope of 1/2 less than 2 ** -14.
    ratio = first_to_last(student, 30, "relu")
    require(ratio > 0.01, f"first / last = {ratio:.3g} with 30 layers", RELU_VANISHES, "relu-vanishes")
    require(ratio < 1000, f"first / last = {ratio:.3g} with 30 layers", EXPLODES, "relu-explodes")


@exercise("gradient_norms", weight=1, needs=test_sigmoid_vanishes, builds_on=STARTS)
@table([Case("two-sigmoid", 2, "sigmoid"), Case("five-relu", 5, "relu"), Case("one-sigmoid", 1, "sigmoid")])
def test_depths_and_seeds(student, case):
    first, again, other = (norms(student, *case.args, seed) for seed in (1, 1, 2))
    require(
        np.allclose(first, again, rtol=1e-9), "two calls with one seed differ", OTHER_RANDOMNESS, "other-randomness"
    )
    require(not np.array_equal(first, other), "two seeds give the same", SEED_IGNORED, "seed-ignored")


NARROWEST = 50  # units: that many at least, so that many squared are the weights of a layer


@exercise("gradient_norms", weight=1, needs=test_sigmoid_vanishes, builds_on=STARTS)
@table([Case("sigmoid", 6, "sigmoid"), Case("relu", 4, "relu")])
def test_norms_are_measured(student, case):
    depth = case.args[0]
    generator = student.put(Rng(7))
    student.gradient_norms(*case.args, generator)
    weights = np.random.default_rng(7).random(depth * NARROWEST**2)
    drawn = not np.any(weights == expect_number(generator.random()))
    require(drawn, "fewer numbers were drawn than there are weights", INVENTED, "invented-norms")
    first, other = (norms(student, *case.args, seed) for seed in (1, 2))
    alike = np.isclose(first / first[-1], other / other[-1], rtol=1e-4, atol=0)[:-1]
    require(not alike.any(), "two networks have the same ratio of norms", INVENTED, "invented-norms")
