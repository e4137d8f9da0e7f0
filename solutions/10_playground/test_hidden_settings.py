"""Hidden suite of 10_playground: how weights start, what becomes of gradients on their way back, when to stop, and what is
a hyperparameter.

The statistics of n = 30,000 draws are sharp: the variance of a normal sample has a relative standard deviation of
sqrt(2 / n) = 0.8 % (of a uniform one 0.5 %), the mean one of sd / sqrt(n). All bands are six of these wide, so that a
right answer fails once in 10^9 seeds; the nearest wrong variance is 20 % away.
"""

import numpy as np

from autograder.suite import (
    EXACT,
    Case,
    Misconception,
    Rng,
    check,
    check_unchanged,
    exercise,
    expect_array,
    expect_number,
    fail,
    require,
    table,
    unchecked,
)

SHAPES = [(300, 100), (100, 300), (200, 150), (4, 7500)]  # with four inputs even one more or less would show
SIX_SIGMA = 6.0
XAVIER = [lambda n_in, n_out: 1 / n_in, lambda n_in, n_out: 2 / (n_in + n_out)]  # both readings are right
HE = [lambda n_in, n_out: 2 / n_in]


def moments(draw):
    """What was drawn for each shape."""
    return {(n_in, n_out): expect_array(draw(n_in, n_out, Rng(n_in)), shape=(n_in, n_out)) for n_in, n_out in SHAPES}


def agree(drawn, variance):
    """Whether every sample has that variance, a function of n_in and n_out."""
    return all(abs(np.var(W) / variance(*shape) - 1) < SIX_SIGMA * np.sqrt(2 / W.size) for shape, W in drawn.items())


def every_weight_is_drawn(W):
    different = len(np.unique(W))  # float64 draws hardly ever meet
    told = f"{different} different numbers of {W.size}"
    require(different > 0.99 * W.size, told, "repeated", "repeated-weights")


def has_variance(drawn, right, known):
    """Fails unless one of the `right` variances fits every shape."""
    for W in drawn.values():
        if abs(np.mean(W)) > SIX_SIGMA * np.std(W) / np.sqrt(W.size):
            if W.min() < 0:  # else the mean is off whatever was drawn
                every_weight_is_drawn(W)
            fail(f"the mean is {np.mean(W):.4g}", misconception="not-centred")
    if any(agree(drawn, variance) for variance in right):
        return
    found = ", ".join(f"{shape}: {np.var(W):.4g}" for shape, W in drawn.items())
    for name, (hint, variances) in known.items():
        if any(agree(drawn, variance) for variance in variances):
            fail(f"variances {found}", hint, name)
    spreads = [np.std(W) for W in drawn.values()]
    if max(spreads) < 1.05 * min(spreads):
        fail(f"variances {found}", "fixed", "fixed-spread")
    fail(f"variances {found}", "spread")


def given_away(right):
    """The ways to get another variance than a right one."""

    def scaled(change):
        return [lambda n_in, n_out, v=v: change(v(n_in, n_out), n_in, n_out) for v in right]

    return {
        "variance-for-deviation": ("variance-for-sd", scaled(lambda v, n_in, n_out: v**2)),
        "limit-for-deviation": ("limit-for-sd", scaled(lambda v, n_in, n_out: v / 3)),
        "root-of-the-numerator": (
            "root-of-the-numerator",
            [lambda n_in, n_out: 2 / n_in**2, lambda n_in, n_out: 2 / (n_in + n_out) ** 2],
        ),
        "outputs-for-inputs": ("n-out", [lambda n_in, n_out: 1 / n_out, lambda n_in, n_out: 2 / n_out]),
    }


def draws_from_the_generator(draw):
    """Fails unless every weight is drawn for itself, from the generator that is passed in."""
    first, again, other = (expect_array(draw(40, 60, Rng(seed)), shape=(40, 60)) for seed in (1, 1, 2))
    require(np.array_equal(first, again), "two calls with one seed differ", misconception="other-randomness")
    require(not np.array_equal(first, other), "two seeds give the same", misconception="seed-ignored")
    every_weight_is_drawn(first)
    for shape in [(1, 6), (5, 1)]:
        expect_array(draw(*shape, Rng(3)), shape=shape)


@exercise("xavier_init", weight=2, secret=False)
def test_xavier_variance(student):
    has_variance(moments(student.xavier_init), XAVIER, given_away(XAVIER) | {"is-he": ("is-he", HE)})


@exercise("xavier_init", weight=1, needs=test_xavier_variance)
def test_xavier_draws(student):
    draws_from_the_generator(student.xavier_init)


@exercise("he_init", weight=2, secret=False)
def test_he_variance(student):
    has_variance(moments(student.he_init), HE, {"is-xavier": ("is-xavier", XAVIER)} | given_away(HE))


@exercise("he_init", weight=1, needs=test_he_variance)
def test_he_draws(student):
    draws_from_the_generator(student.he_init)


# ------------------------------------------------------------------------------------------------ gradient_norms


def norms(student, depth, activation, seed):
    found = expect_array(student.gradient_norms(depth, activation, Rng(seed)), shape=(depth,), kind="float")
    require(np.all(found > 0), f"norms {found}", misconception="not-positive")
    return found


def medians(student, depth, activation):
    """Each norm by the last one, the median of five seeds."""
    found = [norms(student, depth, activation, seed) for seed in range(5)]
    return np.median([each / each[-1] for each in found], axis=0)


STARTS = ("xavier_init", "he_init")

# Ratios to the last norm, medians of five seeds, between which right answers lie whatever their inputs, loss and width:
FIRST = (0.0, 0.1)  # sigmoid, 10 layers: the exercise's own limit; 2e-7 to 5e-6
SECOND = (1e-7, np.inf)  # 0.23 ** 8 = 1e-5; squared norms have 1e-10
LAST_BUT_ONE = (0.12, 0.5)  # 0.2 to 0.36; layers taken in the wrong order have 0.65, delta x^T for x^T delta 0.05
FIRST_OF_RELU = (0.1, np.inf)  # 10 layers: the exercise's own limit; 0.4 to 4
LAST_OF_30 = (0.002, 100)  # relu, the last norm behind 30 layers by that behind 2: 0.04 to 5; with Xavier's start 3e-4
FIRST_OF_30 = (0.2, 100)  # relu: 0.4 to 15; a slope of 1 where it is silent: 700, one of 0 up to an output of 1: 0.12


@exercise("gradient_norms", weight=2, builds_on=STARTS, secret=False)
def test_sigmoid_vanishes(student):
    first = medians(student, 10, "sigmoid")[0]
    require(first <= 10, f"first / last = {first:.3g}", "backwards", "output-side-first")
    require(first <= FIRST[1], f"first / last = {first:.3g}, expected at most 0.1", misconception="no-decay")


@exercise("gradient_norms", weight=1, needs=test_sigmoid_vanishes, builds_on=STARTS)
def test_sigmoid_keeps_a_quarter(student):
    ratios = medians(student, 10, "sigmoid")
    told = f"second / last = {ratios[1]:.3g}, expected 1e-5"
    require(ratios[1] > SECOND[0], told, misconception="falls-too-steeply")
    told = f"last but one / last = {ratios[-2]:.3g}, expected a quarter"
    require(LAST_BUT_ONE[0] < ratios[-2] < LAST_BUT_ONE[1], told, misconception="no-quarter-at-the-end")


@exercise("gradient_norms", weight=2, needs=test_sigmoid_vanishes, builds_on=STARTS)
def test_relu_does_not_vanish(student):
    ratio = medians(student, 10, "relu")[0]
    require(
        ratio > FIRST_OF_RELU[0], f"first / last = {ratio:.3g}, expected more than 0.1", misconception="relu-vanishes"
    )
    ratio = medians(student, 30, "relu")[0]
    require(ratio > FIRST_OF_30[0], f"first / last = {ratio:.3g} with 30 layers", misconception="relu-fades")
    require(ratio < FIRST_OF_30[1], f"first / last = {ratio:.3g} with 30 layers", "explodes", "relu-explodes")


@exercise("gradient_norms", weight=1, needs=test_sigmoid_vanishes, builds_on=STARTS)
@table([Case("two-sigmoid", 2, "sigmoid"), Case("five-relu", 5, "relu"), Case("one-sigmoid", 1, "sigmoid")])
def test_depths_and_seeds(student, case):
    first, again, other = (norms(student, *case.args, seed) for seed in (1, 1, 2))
    require(
        np.allclose(first, again, rtol=1e-9), "two calls with one seed differ", "other-randomness", "other-randomness"
    )
    require(not np.array_equal(first, other), "two seeds give the same", misconception="seed-ignored")
    require(first[-1] != 1 or other[-1] != 1, "the last norm is 1 for two seeds", misconception="quotients-for-norms")


@exercise("gradient_norms", weight=1, needs=test_sigmoid_vanishes, builds_on=STARTS, secret=False)
def test_relu_keeps_the_signal(student):
    """Through any number of layers, and so the gradient of the last weights is as large behind 30 as behind 2."""
    deep, shallow = (np.median([norms(student, depth, "relu", seed)[-1] for seed in range(5)]) for depth in (30, 2))
    told = f"last norm {deep:.3g} behind 30 layers, {shallow:.3g} behind 2"
    if deep != shallow:  # else it is quotients, and charged elsewhere
        require(LAST_OF_30[0] < deep / shallow < LAST_OF_30[1], told, misconception="another-start")


NARROWEST = 50  # units: that many at least, so that many squared are the weights of a layer


@exercise("gradient_norms", weight=4, needs=test_sigmoid_vanishes, builds_on=STARTS)
@table([Case("sigmoid", 6, "sigmoid"), Case("relu", 4, "relu")])
def test_norms_are_measured(student, case):
    depth = case.args[0]
    generator = student.put(Rng(7))
    student.gradient_norms(*case.args, generator)
    weights = np.random.default_rng(7).random(depth * NARROWEST**2)
    drawn = not np.any(weights == expect_number(generator.random()))
    require(drawn, "fewer numbers were drawn than there are weights", misconception="too-few-drawn")
    first, other = (norms(student, *case.args, seed) for seed in (1, 2))
    alike = np.isclose(first / first[-1], other / other[-1], rtol=1e-4, atol=0)[:-1]
    require(not alike.any(), "two networks have the same ratio of norms", "invented", "invented-norms")


# ------------------------------------------------------------------------------------------------ early_stopping


def stopped(losses, patience, *, tie=False, tie_waits=True, compare="best", resets=True, margin=0, best_of="seen"):
    """(stop, best) with the rule that a misconception has."""
    best, waited, stop = 0, 0, len(losses) - 1
    for epoch in range(1, len(losses)):
        reference = losses[best] if compare == "best" else losses[epoch - 1]
        if losses[epoch] < losses[best] or (tie and losses[epoch] == losses[best]):
            best = epoch
        if losses[epoch] < reference or (tie and losses[epoch] == reference):
            waited = 0 if resets else waited
        elif tie_waits or losses[epoch] != reference:
            waited += 1
        if waited >= patience + margin:
            stop = epoch
            break
    if best_of == "all":
        best = losses.index(min(losses))
    return stop, best


STOPPING = [
    Misconception("tie-counts", model=lambda *args: stopped(*args, tie=True)),
    Misconception("tie-skipped", model=lambda *args: stopped(*args, tie_waits=False)),
    Misconception("compared-with-previous", model=lambda *args: stopped(*args, compare="previous")),
    Misconception("count-not-reset", model=lambda *args: stopped(*args, resets=False)),
    Misconception("off-by-one", model=lambda *args: stopped(*args, margin=1)),
    Misconception("off-by-one", model=lambda *args: stopped(*args, margin=-1)),
    Misconception("counts-from-one", model=lambda *args: tuple(n + 1 for n in stopped(*args))),
    Misconception("best-of-the-future", model=lambda *args: stopped(*args, best_of="all")),
    Misconception("exchanged", model=lambda *args: stopped(*args)[::-1]),
    Misconception(
        "best-of-the-future",
        when=lambda got, losses, patience: got[0] - patience == got[1] > stopped(losses, patience)[0],
    ),
    Misconception("loss-for-epoch", when=lambda got, losses, patience: got[1] == losses[stopped(losses, patience)[1]]),
    Misconception("last-for-best", model=lambda *args: (stopped(*args)[0],) * 2),
    Misconception(
        "start-too-low",
        when=lambda got, losses, patience: got[0] == patience - 1 < len(losses) - 1 and got[1] <= got[0],
    ),
    Misconception("length-for-last", when=lambda got, losses, patience: got[0] == len(losses)),
    Misconception(
        "never-stops", when=lambda got, losses, patience: got[0] == len(losses) - 1 > stopped(losses, patience)[0]
    ),
]


BETTER_AGAIN = [
    Case("rises", [0.9, 0.7, 0.6, 0.65, 0.7, 0.8, 0.9], 2, expected=(4, 2)),
    Case("patience-one", [0.9, 0.5, 0.6, 0.7, 0.4, 0.3], 1, expected=(2, 1)),
    Case("new-minimum-in-time", [0.9, 0.8, 0.85, 0.7, 0.75, 0.72, 0.71, 0.6], 3, expected=(6, 3)),
    Case("better-later", [0.9, 0.5, 0.7, 0.65, 0.6, 0.1], 3, expected=(4, 1)),
    Case("worse-from-the-start", [0.2, 0.3, 0.4, 0.35, 0.5], 2, expected=(2, 0)),
    Case("up-and-down", [1.0, 0.5, 0.9, 0.8, 0.7, 0.6, 0.55], 4, expected=(5, 1), secret=True),
]


@exercise("early_stopping", weight=2)
@table(BETTER_AGAIN)
def test_stops(student, case):
    check(student.early_stopping(*case.args), case.expected, EXACT, STOPPING, args=case.args, part=0)


def first_epoch(student):
    """What the first epoch is called, as stop_epoch and as best_epoch: 1 for 0 is charged where it is asked for alone."""

    def called():
        probes = [*((case.args, case.expected) for case in BETTER_AGAIN), (([0.9, 0.8, 0.7, 0.6], 1), (3, 3))]
        answers = [unchecked(student.early_stopping(*args)) for args, _ in probes]
        pairs = all(type(answer) is tuple and len(answer) == 2 for answer in answers)
        if not pairs or not all(isinstance(part, (int, float, np.number)) for answer in answers for part in answer):
            return 0, 0
        from_one = [
            all(answer[part] == right[part] + 1 for answer, (_, right) in zip(answers, probes, strict=True))
            for part in (0, 1)
        ]
        return tuple(map(int, from_one))

    return student.once("first", called)


def check_both(student, args, expected):
    stop, best = first_epoch(student)
    check(student.early_stopping(*args), (expected[0] + stop, expected[1] + best), EXACT, STOPPING, args=args)


@exercise("early_stopping", weight=2)
@table(BETTER_AGAIN)
def test_best_epoch(student, case):
    stop, best = case.expected
    expected = stop, best + (first_epoch(student) == (1, 1))  # where both are counted from 1, the first one costs
    check(student.early_stopping(*case.args), expected, EXACT, STOPPING, args=case.args, part=1)


@exercise("early_stopping", weight=1)
def test_many_trainings(student, rng):
    for patience in [*range(1, 13)] * 3:  # with a reason to stop and without a tie: those have tests of their own
        losses = [*rng.uniform(0.1, 6, rng.integers(1, 40)), *7 + np.arange(patience + 1.0)]
        args = np.round(losses, 6).tolist(), patience
        check_both(student, args, stopped(*args))


@exercise("early_stopping", weight=1, needs=test_many_trainings)
@table(
    [
        Case("above-one", [5.1, 3.2, 2.4, 2.6, 2.5, 2.9, 1.8], 2, expected=(4, 2)),
        Case("huge", [8e12, 3e12, 3.5e12, 2e12, 2.1e12, 2.2e12, 1e12], 2, expected=(5, 3)),
        Case("below-zero", [-0.2, -1.5, -1.1, -2.3, -2.2, -2.1, -2.2, -4.0], 2, expected=(5, 3)),
    ]
)
def test_any_size(student, case):
    check_both(student, case.args, case.expected)


@exercise("early_stopping", weight=1, needs=test_many_trainings)
@table(
    [
        Case("falls", [0.9, 0.8, 0.7, 0.6], 1, expected=(3, 3)),
        Case("not-long-enough", [0.9, 0.5, 0.6, 0.7], 3, expected=(3, 1)),
        Case("just-at-the-end", [0.9, 0.5, 0.6, 0.7], 2, expected=(3, 1)),
        Case("patient", [0.4, 0.5, 0.6], 10, expected=(2, 0)),
        Case("one-epoch", [0.7], 1, expected=(0, 0)),
        Case("slowly", [0.3 - 1e-8 * epoch for epoch in range(9)], 2, expected=(8, 8)),  # however small, a new minimum
    ]
)
def test_runs_to_the_end(student, case):
    check_both(student, case.args, case.expected)


@exercise("early_stopping", weight=1, needs=test_many_trainings)
@table(
    [
        Case("level", [0.5, 0.5, 0.5, 0.5], 2, expected=(2, 0)),
        Case("tie-with-the-best", [0.8, 0.4, 0.6, 0.4, 0.3], 2, expected=(3, 1)),
    ]
)
def test_ties(student, case):
    check_both(student, case.args, case.expected)


@exercise("early_stopping", weight=0.5, needs=test_many_trainings)
def test_stopping_keeps_its_argument(student):
    check_unchanged(student.early_stopping.observe([0.9, 0.7, 0.8, 0.75, 0.6], 2))


# ------------------------------------------------------------------------------------------------ classify_setting
OTHER = {"parameter": "hyperparameter", "hyperparameter": "parameter"}
SPELLING = Misconception("other-words", when=lambda got: got not in OTHER)


def told_apart(student, hyperparameters, parameter):
    sides = [("hyperparameter", name) for name in hyperparameters] + [("parameter", parameter)]
    for side, name in sides:
        wrong_side = Misconception("wrong-side", model=OTHER[side])
        check(student.classify_setting(name), side, EXACT, [wrong_side, SPELLING])


@exercise("classify_setting", secret=False)
def test_how_it_is_trained(student):
    told_apart(student, ("learning rate", "batch size", "epochs", "optimizer"), "weight")


@exercise("classify_setting", secret=False)
def test_what_the_network_is_like(student):
    told_apart(student, ("hidden layers", "units per layer", "activation"), "bias")
