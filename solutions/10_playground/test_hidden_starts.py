"""Hidden suite of 10_playground: how weights start, and what becomes of gradients on their way back.

The statistics of n = 30,000 draws are sharp: the variance of a normal sample has a relative standard deviation of
sqrt(2 / n) = 0.8 % (of a uniform one 0.5 %), the mean one of sd / sqrt(n). All bands are six of these wide, so that a
right answer fails once in 10^9 seeds; the nearest wrong variance is 20 % away.
"""

import numpy as np

from autograder.suite import (
    Case,
    Rng,
    exercise,
    expect_array,
    fail,
    require,
    table,
    text,
)

SHAPES = [(300, 100), (100, 300), (200, 150), (4, 7500)]  # with four inputs even one more or less would show
SIX_SIGMA = 6.0

LIMIT_FOR_SD = text(
    en="The variance is a third of what it should be. The variance of a uniform distribution from -a to a is not a "
    "squared: "
    "what is it?",
    ko="분산이 3분의 1밖에 되지 않습니다. -a에서 a까지의 균등 분포는 분산이 a의 제곱이 아닙니다. 얼마인가요?",
)
VARIANCE_FOR_SD = text(
    en="The weights are far too small: a variance was used as a standard deviation. What does rng.normal expect?",
    ko="가중치가 너무 작습니다. 분산을 표준편차로 썼습니다. rng.normal은 무엇을 받나요?",
)
N_OUT = text(
    en="The variance follows the number of outputs. How many terms does the sum have that one unit computes?",
    ko="분산이 출력의 수를 따릅니다. 유닛 하나가 계산하는 합에는 항이 몇 개 있나요?",
)
IS_HE = text(
    en="Twice the variance: that is the start for a unit that is silent half the time. Which one is it?",
    ko="분산이 두 배입니다. 그것은 절반은 0을 내는 유닛을 위한 초기값입니다. 어떤 유닛인가요?",
)
IS_XAVIER = text(
    en="That is Xavier's variance. ReLU throws half of the signal away: what makes up for it?",
    ko="Xavier의 분산입니다. ReLU는 신호의 절반을 버립니다. 그것을 무엇으로 보충하나요?",
)
FIXED = text(
    en="The spread is the same for every layer. On which number should it depend?",
    ko="어떤 층이든 퍼진 정도가 같습니다. 무엇에 따라 달라져야 하나요?",
)
NOT_CENTRED = text(
    en="The mean is not 0. What do weights that are mostly of one sign do to the sums of the next layer?",
    ko="평균이 0이 아닙니다. 가중치의 부호가 한쪽으로 쏠리면 다음 층의 합은 어떻게 될까요?",
)
SPREAD = text(
    en="The variance is not the one asked for. Draw 100,000 weights and compare np.var with the formula.",
    ko="분산이 다릅니다. 가중치를 10만 개 뽑아 np.var를 식과 비교해 보세요.",
)
REPEATED = text(
    en="The same numbers come again and again. Is every single weight drawn for itself?",
    ko="같은 수가 되풀이됩니다. 가중치를 하나하나 따로 뽑았나요?",
)
OTHER_RANDOMNESS = text(
    en="The same seed gave two different results. Does all randomness come from the rng that is passed in?",
    ko="같은 시드에서 서로 다른 결과가 나왔습니다. 무작위 수를 모두 인수로 받은 rng에서 뽑았나요?",
)
SEED_IGNORED = text(
    en="Every generator gives the same numbers. Where does the randomness of your function come from?",
    ko="어떤 생성기를 주어도 같은 수가 나옵니다. 무작위 수를 어디에서 뽑았나요?",
)

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


@exercise("xavier_init", weight=2, about=text(en="shape, mean and variance", ko="형상, 평균, 분산"))
def test_xavier_variance(student):
    has_variance(moments(student.xavier_init), XAVIER, given_away(XAVIER) | {"is-he": (IS_HE, HE)})


@exercise(
    "xavier_init",
    weight=1,
    needs=test_xavier_variance,
    about=text(en="every weight drawn from rng", ko="모든 가중치를 rng에서 뽑았는지"),
)
def test_xavier_draws(student):
    draws_from_the_generator(student.xavier_init)


@exercise("he_init", weight=2, about=text(en="shape, mean and variance", ko="형상, 평균, 분산"))
def test_he_variance(student):
    has_variance(moments(student.he_init), HE, {"is-xavier": (IS_XAVIER, XAVIER)} | given_away(HE))


@exercise(
    "he_init",
    weight=1,
    needs=test_he_variance,
    about=text(en="every weight drawn from rng", ko="모든 가중치를 rng에서 뽑았는지"),
)
def test_he_draws(student):
    draws_from_the_generator(student.he_init)


# ------------------------------------------------------------------------------------------------ gradient_norms

BACKWARDS = text(
    en="The largest norm stands first. At which end of the network does backpropagation begin, and which end comes "
    "first in "
    "the answer?",
    ko="가장 큰 값이 맨 앞에 있습니다. 역전파는 신경망의 어느 쪽에서 시작하나요? 답에는 어느 쪽이 먼저 와야 하나요?",
)
NO_DECAY = text(
    en="With sigmoids the gradient should shrink from layer to layer. Which factor does it pick up at each of them?",
    ko="시그모이드에서는 층을 지날 때마다 그래디언트가 줄어야 합니다. 층마다 어떤 인수가 곱해지나요?",
)
RELU_VANISHES = text(
    en="With ReLU the gradient vanishes as it does with sigmoids. How steep is ReLU where it lets the signal through, "
    "and does your function look at `activation`?",
    ko="ReLU인데도 시그모이드처럼 그래디언트가 사라집니다. ReLU는 신호가 지나가는 곳에서 기울기가 얼마인가요? 함수가 "
    "`activation`을 확인하나요?",
)
EXPLODES = text(
    en="Through thirty layers the gradient grows a thousandfold. What does ReLU do, on the way back, where it was "
    "silent?",
    ko="30층을 지나는 동안 그래디언트가 천 배 넘게 커집니다. ReLU는 0을 냈던 곳에서 거꾸로 갈 때 무엇을 하나요?",
)
NOT_POSITIVE = text(
    en="A norm is positive as long as any weight matters. Which layer got no gradient?",
    ko="가중치가 조금이라도 영향을 주면 노름은 양수입니다. 그래디언트가 도착하지 않은 층은 어디인가요?",
)


def norms(student, depth, activation, seed):
    found = expect_array(student.gradient_norms(depth, activation, Rng(seed)), shape=(depth,))
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


@exercise("gradient_norms", weight=3, builds_on=STARTS, about=text(en="ten layers of sigmoids", ko="시그모이드 10층"))
def test_sigmoid_vanishes(student):
    ratio = first_to_last(student, 10, "sigmoid")
    if ratio > 10:
        fail(f"first / last = {ratio:.3g}", BACKWARDS, "output-side-first")
    require(ratio <= 0.1, f"first / last = {ratio:.3g}, expected at most 0.1", NO_DECAY, "no-decay")


@exercise(
    "gradient_norms",
    weight=3,
    needs=test_sigmoid_vanishes,
    builds_on=STARTS,
    about=text(en="ten and thirty layers of ReLU", ko="ReLU 10층과 30층"),
)
def test_relu_does_not_vanish(student):
    ratio = first_to_last(student, 10, "relu")
    require(ratio > 0.1, f"first / last = {ratio:.3g}, expected more than 0.1", RELU_VANISHES, "relu-vanishes")
    # Whatever the inputs, the loss and the width (50 and more), right answers lie between 0.2 and 5 here: the scale of
    # the inputs cancels. A slope of 1 where ReLU is silent gives 2 ** 14, a slope of 1/2 less than 2 ** -14.
    ratio = first_to_last(student, 30, "relu")
    require(ratio > 0.01, f"first / last = {ratio:.3g} with 30 layers", RELU_VANISHES, "relu-vanishes")
    require(ratio < 1000, f"first / last = {ratio:.3g} with 30 layers", EXPLODES, "relu-explodes")


@exercise(
    "gradient_norms",
    weight=1,
    needs=test_sigmoid_vanishes,
    builds_on=STARTS,
    about=text(en="other depths; the same seed gives the same norms", ko="다른 깊이; 같은 시드면 같은 결과"),
)
@table([Case("two-sigmoid", 2, "sigmoid"), Case("five-relu", 5, "relu"), Case("one-sigmoid", 1, "sigmoid")])
def test_depths_and_seeds(student, case):
    first, again, other = (norms(student, *case.args, seed) for seed in (1, 1, 2))
    require(
        np.allclose(first, again, rtol=1e-9), "two calls with one seed differ", OTHER_RANDOMNESS, "other-randomness"
    )
    require(not np.array_equal(first, other), "two seeds give the same", SEED_IGNORED, "seed-ignored")
