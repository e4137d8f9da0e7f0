"""Hidden suite of 10_playground: SGD, RMSProp, Adam.

Parameters change in place, so what counts is the dict after the calls. Parameters lie between 0.5 and 3 and gradients
between 0.1 and 60 in absolute value: there every usual place of Adam's epsilon gives the same to 1e-6.
"""

from functools import partial
from itertools import product

import numpy as np

from autograder.suite import Misconception, Tolerance, check, exercise, expect_object, fail, require, unchecked

TOL = Tolerance(why="a step loses 1e-16, epsilon in another place moves it by 1e-8, a mistake by 1e-4 or more")
SEVERAL = Tolerance(
    atol=1e-5,
    why="six steps may end near 0, where epsilon in another place is off by 3e-6; a mistake is by 1e-4 or more",
)
SHAPES = {"W1": (3, 2), "b1": (2,), "filters": (2, 1, 3), "b2": (2,), "W2": (3, 2)}  # read backwards they are the same


def draw(rng, scale=1.0):
    return {name: scale * rng.uniform(0.5, 3, shape) * rng.choice([-1.0, 1.0], shape) for name, shape in SHAPES.items()}


def backwards(grads):
    """From the last name to the first, as backpropagation finds them: only the names tell what belongs together."""
    return dict(reversed(grads.items()))


def signs(grads):
    return {name: np.sign(g) for name, g in grads.items()}


def by_position(params, grads):
    """Each parameter with the gradient that stands in its place."""
    return [dict(zip(params, part.values(), strict=True)) for part in grads]


# --------------------------------------------------------------------------------- the right way, and the wrong ones


def sgd(params, grads, lr=0.01, *, sign=-1, momentum=0.0):
    """The parameters after one update for each dict of gradients."""
    moves = dict.fromkeys(params, 0.0)
    for g in grads:
        moves = {name: momentum * moves[name] + sign * lr * g[name] for name in params}
        params = {name: p + moves[name] for name, p in params.items()}
    return params


def rmsprop(
    params, grads, lr=0.01, decay_rate=0.99, *, sign=-1, new=None, square=True, root=True, old=None, inside=False,
    forgets=False, key=lambda name: name, order=list, early=False, epsilon=1e-7,
):  # fmt: skip
    """`key`: under what the memory of a name is kept; `order`: the names, one after the other; `early`: the step is
    made with the average as it was before."""
    h = {}
    for g in grads:
        if forgets:
            h = {}
        for name in order(params):
            size = g[name] ** 2 if square else np.abs(g[name])
            before = h.get(key(name), np.zeros_like(size))
            average = (decay_rate if old is None else old(decay_rate)) * before
            average = average + (1 - decay_rate if new is None else new(decay_rate)) * size
            h[key(name)] = average
            average = before if early else average
            divisor = np.sqrt(average + epsilon) if inside else (np.sqrt(average) if root else average) + epsilon
            params = params | {name: params[name] + sign * lr * g[name] / divisor}
    return params


def adam(
    params, grads, lr=0.001, beta1=0.9, beta2=0.999, *, sign=-1, correct=(True, True), root=True, square=True,
    per_key=False, frozen=False, ahead=0, m_of_g=True, exchanged=False, forgets=False, key=lambda name: name, order=list,
    kept=False, whole=False, power=1,
):  # fmt: skip
    """`key` and `order` as in rmsprop; `ahead`: the step number before the first update; `kept`: the corrected means are
    what is remembered; `whole`: the new gradient and its square enter with their full weight; `power` 2: the correction
    of v is not under the root."""
    if exchanged:
        beta1, beta2 = beta2, beta1
    means, squares = {}, {}
    k = ahead
    for g in grads:
        k = 1 if frozen else k + (not per_key)
        if forgets:
            means, squares = {}, {}
        for name in order(params):
            k += per_key
            m = means[key(name)] = beta1 * means.get(key(name), 0.0) + (1 if whole else 1 - beta1) * g[name]
            v = squares.get(key(name), 0.0)
            new = g[name] ** 2 if square else np.abs(g[name])
            v = squares[key(name)] = beta2 * v + (1 if whole else 1 - beta2) * new
            mean = m / (1 - beta1**k) if correct[0] else m
            size = v / (1 - beta2**k) ** power if correct[1] else v
            if kept:
                means[key(name)], squares[key(name)] = mean, size
            step = (mean if m_of_g else g[name]) / ((np.sqrt(size) if root else size) + 1e-8)
            params = params | {name: params[name] + sign * lr * step}
    return params


ORDERS = list, lambda params: list(params)[::-1]  # a loop over params, and one over grads


def some_only(run, got, params, *args):
    """Whether some parameters are right, and the others as they were."""
    right = run(params, *args)
    still = [np.array_equal(got[name], params[name]) for name in params]
    fits = [np.allclose(got[name], right[name], rtol=TOL.rtol, atol=TOL.atol) for name in params]
    return any(still) and any(fits) and all(map(max, still, fits))


def step_alone(run, params, *args):
    """What one update leaves where the step takes the place of the value."""
    return {name: value - params[name] for name, value in run(params, *args).items()}


def shared(run, default_lr):
    """Misconceptions of all three; `run` is like sgd."""
    return [
        Misconception("not-in-place", model=lambda params, grads, *settings: params),
        Misconception("some-parameters-only", when=partial(some_only, run)),
        Misconception("plus-for-minus", model=lambda *args: run(*args, sign=1)),
        Misconception("value-replaced", model=partial(step_alone, run)),
        Misconception(
            "gradients-by-position",
            model=lambda params, grads, *settings: run(params, by_position(params, grads), *settings),
        ),
        *(
            Misconception(
                "rate-ignored",
                model=lambda params, grads, lr=default_lr, *others, rate=rate: run(params, grads, rate, *others),
            )
            for rate in (default_lr, 1.0)
        ),
    ]


def remembering(run, default_lr):
    """Misconceptions of those with a memory; `run` is like rmsprop."""
    return [
        *shared(run, default_lr),
        *(Misconception("memory-by-shape", model=partial(run, key=SHAPES.get, order=order)) for order in ORDERS),
    ]


def other_defaults(run, *defaults):
    """Called without settings it takes those of a neighbour, or of a library."""
    return [
        Misconception("other-defaults", model=lambda params, grads, taken=taken: run(params, grads, *taken))
        for taken in defaults
    ]


SGD = [
    *shared(sgd, 0.01),
    *(
        Misconception(
            "momentum-added", model=lambda params, grads, lr=0.01, share=share: sgd(params, grads, lr, momentum=share)
        )
        for share in (0.9, 0.5)
    ),
    Misconception("gradient-normalised", model=lambda params, grads, lr=0.01: sgd(params, map(signs, grads), lr)),
]


def nan_where_negative(got, params, grads, *settings):
    """Whether the first update gives NaN where the gradient is negative, and numbers elsewhere."""
    return all(np.array_equal(np.isnan(got[name]), grads[0][name] < 0) for name in params)


ROOT_OF_NEGATIVE = Misconception("root-of-negative", when=nan_where_negative, about_form=True)
RMSPROP = [
    *remembering(rmsprop, 0.01),
    Misconception("forgets", model=lambda *args: rmsprop(*args, forgets=True)),
    Misconception("decay-exchanged", model=lambda *args: rmsprop(*args, old=lambda d: 1 - d, new=lambda d: d)),
    *(
        Misconception("average-unweighted", model=lambda *args, old=old: rmsprop(*args, old=old, new=lambda d: 1))
        for old in (None, lambda d: 1)
    ),
    Misconception("root-forgotten", model=lambda *args: rmsprop(*args, root=False)),
    Misconception("square-forgotten", model=lambda *args: rmsprop(*args, square=False)),
    Misconception("epsilon-inside", model=lambda *args: rmsprop(*args, inside=True)),
    Misconception("another-epsilon", model=lambda *args: rmsprop(*args, epsilon=1e-8)),
    ROOT_OF_NEGATIVE,
    Misconception("step-before-average", model=lambda *args: rmsprop(*args, early=True)),
    *(
        Misconception("decay-ignored", model=lambda params, grads, lr=0.01, *_, d=d: rmsprop(params, grads, lr, d))
        for d in (0.99, 0.9)
    ),
]
ADAM = [
    *remembering(adam, 0.001),
    Misconception("no-bias-correction", model=lambda *args: adam(*args, correct=(False, False))),
    *(Misconception("one-bias-correction", model=partial(adam, correct=one)) for one in ((True, False), (False, True))),
    *(Misconception("counts-parameters", model=partial(adam, per_key=True, order=order)) for order in ORDERS),
    Misconception("counts-from-two", model=partial(adam, ahead=1)),
    Misconception("step-number-stays", model=lambda *args: adam(*args, frozen=True)),
    *(Misconception("forgets", model=partial(adam, forgets=True, frozen=frozen)) for frozen in (False, True)),
    Misconception("betas-exchanged", model=lambda *args: adam(*args, exchanged=True)),
    Misconception("root-forgotten", model=lambda *args: adam(*args, root=False)),
    Misconception("correction-outside-the-root", model=partial(adam, power=2)),
    ROOT_OF_NEGATIVE,
    Misconception(
        "step-of-nan", when=lambda got, *_: all(np.isnan(part).all() for part in got.values()), about_form=True
    ),
    Misconception("momentum-forgotten", model=lambda *args: adam(*args, m_of_g=False)),
    Misconception("corrected-kept", model=lambda *args: adam(*args, kept=True)),
    Misconception("average-unweighted", model=lambda *args: adam(*args, whole=True)),
    Misconception("betas-ignored", model=lambda params, grads, lr=0.001, *_: adam(params, grads, lr)),
]


# ------------------------------------------------------------------------------------------------ the tests' bodies


def update_of(make, *settings, **named):
    """The method `update` of a new optimizer."""
    update = expect_object(make(*settings, **named)).update
    if not callable(update):
        fail("update is no method", "update-of")
    return update


def one_update(make, params, grads, *settings):
    """The dict of parameters after one update by a new optimizer."""
    return update_of(make, *settings).observe(params, grads).args[0]


def several_updates(student, update, params, grads):
    """The same after one update for each dict of gradients, on one dict that stays with the student."""
    kept = student.put(params)
    for part in grads:
        update(kept, part)
    return student.value_of(kept)


def check_values(make, right, known, rng, settings, restarted=None):
    """One update by each of several optimizers; the second has the settings of the first.

    `restarted` is like `right` for an optimizer that inherits everything but its step number.
    """
    earlier = None
    for chosen in [settings[0], *settings]:
        params, grads = draw(rng), draw(rng)
        carried_on = [
            Misconception("state-in-class", model=carry_on(run, earlier))
            for run in (right, restarted)
            if run is not None and earlier is not None
        ]
        check(one_update(make, params, grads, *chosen), right(params, [grads], *chosen), TOL, [*known, *carried_on],
              args=(params, [grads], *chosen))  # fmt: skip
        earlier = grads


def alike(first, second):
    """Whether two answers are dicts of the same arrays, with NaN in the same places."""
    if type(first) is not dict or type(second) is not dict or first.keys() != second.keys():
        return False
    floats = all(type(value) is np.ndarray and value.dtype.kind == "f" for value in (*first.values(), *second.values()))
    return floats and all(np.array_equal(first[name], second[name], equal_nan=True) for name in first)


def check_defaults(student, make, right, defaults, rng, settings):
    """Three updates by an optimizer that is called without settings: of one alone, Adam's betas do not show.

    Whoever comes to the same with the `settings` written out has these defaults; what else is wrong is charged elsewhere.
    """
    args = draw(rng), [draw(rng) for _ in range(3)]
    answers = [several_updates(student, update_of(make, *written), *args) for written in ((), settings)]
    if not alike(*map(unchecked, answers)):
        check(answers[0], right(*args), TOL, defaults, args=args)


SGD_DEFAULTS = other_defaults(sgd, *product([0.1, 0.001, 1.0, 0.05]))
RMSPROP_DEFAULTS = other_defaults(rmsprop, *product([0.01, 0.001, 0.1], [0.99, 0.9, 0.999, 0.95]))
ADAM_DEFAULTS = other_defaults(adam, *product([0.001, 0.01, 0.1], [0.9, 0.99, 0.5], [0.999, 0.99, 0.9]))


def carry_on(right, earlier):
    """What comes out if an optimizer has seen the gradients of an earlier one; no step depends on the parameters."""

    def model(params, grads, *settings):
        before, after = (right(params, seen, *settings) for seen in ([earlier], [earlier, *grads]))
        return {name: params[name] + after[name] - before[name] for name in params}

    return model


def check_sequence(student, make, right, known, rng, settings, others):
    """Six updates, while a second optimizer with other settings is there; it knows nothing of the first.

    Args:
        settings: of the first, by name, in the order of the signature.
        others: the same of the second.
    """
    params = draw(rng)
    grads = [backwards(draw(rng, scale)) for scale in (1.0, 0.4, 1.0, 0.2, 0.6, 20.0)]
    args = params, grads, *settings.values()
    first, other = update_of(make, **settings), update_of(make, **others)
    mixed = list(product(*zip(settings.values(), others.values(), strict=True)))[1:]  # some or all taken over
    taken_over = [
        Misconception("settings-shared", model=lambda params, grads, *_, mix=mix: right(params, grads, *mix))
        for mix in mixed
    ]
    check(several_updates(student, first, params, grads), right(*args), SEVERAL, [*known, *taken_over], args=args)
    carried_on = Misconception("state-in-class", when=lambda *_: True)
    expected = right(params, grads[:2], *others.values())
    check(several_updates(student, other, params, grads[:2]), expected, SEVERAL, [carried_on])


def keeps_gradients(make, rng):
    """Two updates by one optimizer: what it remembers of the first gradients must not change the second."""
    update = update_of(make, 0.1)
    for _ in range(2):
        seen = update.observe(draw(rng), draw(rng))
        require(1 not in seen.changed, "grads was changed", "grads-changed", "changes-gradients")


@exercise("SGD", weight=2)
def test_sgd_update(student, rng):
    check_values(student.SGD, sgd, SGD, rng, [(0.1,), (0.5,)])


@exercise("SGD", weight=0.5, needs=test_sgd_update)
def test_sgd_defaults(student, rng):
    check_defaults(student, student.SGD, sgd, SGD_DEFAULTS, rng, (0.01,))


@exercise("SGD", weight=1, needs=test_sgd_update)
def test_sgd_sequence(student, rng):
    check_sequence(student, student.SGD, sgd, SGD, rng, {"lr": 0.2}, {"lr": 0.5})


@exercise("SGD", weight=0.5, needs=test_sgd_update)
def test_sgd_keeps_gradients(student, rng):
    keeps_gradients(student.SGD, rng)


@exercise("RMSProp", weight=2)
def test_rmsprop_update(student, rng):
    # 0.01 / 0.04 is no ratio that another mistake in the average makes: with 0.03 a plus in 1 - decay_rate comes to it.
    check_values(student.RMSProp, rmsprop, RMSPROP, rng, [(0.04, 0.8), (0.02, 0.5)])


@exercise("RMSProp", weight=0.5, needs=test_rmsprop_update)
def test_rmsprop_defaults(student, rng):
    check_defaults(student, student.RMSProp, rmsprop, RMSPROP_DEFAULTS, rng, (0.01, 0.99))


@exercise("RMSProp", weight=2, needs=test_rmsprop_update)
def test_rmsprop_sequence(student, rng):
    settings, others = {"lr": 0.05, "decay_rate": 0.8}, {"lr": 0.02, "decay_rate": 0.5}
    check_sequence(student, student.RMSProp, rmsprop, RMSPROP, rng, settings, others)


@exercise("RMSProp", weight=1, needs=test_rmsprop_update)
def test_rmsprop_small_gradients(student):
    params = {"w": np.array([1.0, -2.0, 0.5, 3.0])}
    grads = {"w": np.array([0.0, 1e-6, -1e-7, 2.0])}  # beside these the 1e-7 of the formula shows
    check(one_update(student.RMSProp, params, grads, 0.1, 0.9), rmsprop(params, [grads], 0.1, 0.9), TOL, RMSPROP,
          args=(params, [grads], 0.1, 0.9))  # fmt: skip


@exercise("RMSProp", weight=0.5, needs=test_rmsprop_update)
def test_rmsprop_keeps_gradients(student, rng):
    keeps_gradients(student.RMSProp, rng)


@exercise("Adam", weight=2)
def test_adam_update(student, rng):
    check_values(student.Adam, adam, ADAM, rng, [(0.05, 0.8, 0.9), (0.02, 0.7, 0.99)], partial(adam, frozen=True))


@exercise("Adam", weight=0.5, needs=test_adam_update)
def test_adam_defaults(student, rng):
    check_defaults(student, student.Adam, adam, ADAM_DEFAULTS, rng, (0.001, 0.9, 0.999))


@exercise("Adam", weight=3, needs=test_adam_update)
def test_adam_sequence(student, rng):
    settings, others = {"lr": 0.05, "beta1": 0.8, "beta2": 0.95}, {"lr": 0.02, "beta1": 0.7, "beta2": 0.9}
    check_sequence(student, student.Adam, adam, ADAM, rng, settings, others)


@exercise("Adam", weight=1, needs=test_adam_sequence)
def test_adam_long(student, rng):
    args = draw(rng), [draw(rng) for _ in range(200)], 0.001, 0.9, 0.999
    after = several_updates(student, update_of(student.Adam, *args[2:]), *args[:2])
    check(after, adam(*args), TOL, ADAM, args=args)


@exercise("Adam", weight=0.5, needs=test_adam_update)
def test_adam_keeps_gradients(student, rng):
    keeps_gradients(student.Adam, rng)
