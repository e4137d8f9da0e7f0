"""Hidden suite of 08_xor_mlp: training.

`fit` and `fit_batch` are deterministic: a few epochs tell every wrong way from the right one, and cost nothing. The
lecture's 90,000 epochs are one test of their own, at the end. `solve_xor` has many right answers: its property counts.
"""

from functools import partial
from itertools import permutations

import numpy as np

from autograder.suite import (
    Case,
    Misconception,
    Rng,
    Tolerance,
    check,
    check_unchanged,
    either,
    exercise,
    expect_array,
    expect_dict,
    expect_tuple,
    fail,
    hint,
    listed,
    load_reference,
    require,
    solved_linearly,
    table,
    unchecked,
)

TOL = Tolerance(why="a few dozen updates lose 1e-14; the mildest mistake, new for old weights, moves W1 by 1e-5")
PRINTED = Tolerance(why="eight decimals are printed; after 360,000 updates right ways still agree to 1e-14")

reference = load_reference(__file__)
X, T = reference.X, reference.T
squash, lecture_params, outputs = reference.sigmoid, reference.init_params, reference.predict
NAMES = ("W1", "B1", "W2", "B2")


def draw_params(seed, width):
    rng = np.random.default_rng(seed)
    shapes = {"W1": (2, width), "B1": (width,), "W2": (width, 1), "B2": (1,)}
    return {name: rng.normal(size=shape) for name, shape in shapes.items()}


SLOPES = {
    "right": lambda net, out: out * (1 - out),
    "of the net input": lambda net, out: net * (1 - net),
    "squashed again": lambda net, out: squash(out) * (1 - squash(out)),
    "left out": lambda net, out: np.ones_like(out),
}


WRONG_SLOPES = [
    ("derivative-of-net", "of-net", "of the net input"),
    ("sigmoid-twice", "twice", "squashed again"),
    ("slope-left-out", "no-slope", "left out"),
]


def steps(params, parts, rate, *, sign=-1, error=1.0, slope="right", hidden_slope=None, new_weights=False,
          biases=True, still="", mean=(False, False), momentum=0.0, units=None):  # fmt: skip
    """The params after each part (x, t) of the data, with the step changed that a misconception changes.

    `mean`: whether the gradients of weights, and those of biases, are means over the part; `units`: so many learn;
    `still`: a parameter that is not updated.
    """
    f_out, f_hidden = SLOPES[slope], SLOPES[hidden_slope or slope]
    learning = np.arange(len(params["B1"])) < (len(params["B1"]) if units is None else units)
    moves = dict.fromkeys(NAMES, 0.0)

    def moved(name, gradient, size):
        moves[name] = momentum * moves[name] + sign * rate / (size if mean[name[0] == "B"] else 1) * gradient
        return params[name] + moves[name]

    for x, t in parts:
        net1 = x @ params["W1"] + params["B1"]
        hidden = squash(net1)
        net2 = hidden @ params["W2"] + params["B2"]
        out = squash(net2)
        delta2 = error * (out - t) * f_out(net2, out)
        W2 = moved("W2", learning[:, None] * (hidden.T @ delta2), len(x))
        delta1 = delta2 @ (W2 if new_weights else params["W2"]).T * f_hidden(net1, hidden) * learning
        after = params | {"W1": moved("W1", x.T @ delta1, len(x)), "W2": W2}
        if biases:
            after |= {"B1": moved("B1", delta1.sum(axis=0), len(x)), "B2": moved("B2", delta2.sum(axis=0), len(x))}
        params = after | {name: params[name] for name in NAMES if name == still}
        yield params


def descend(params, parts, rate, **changes):
    """One update for each part of the data."""
    for after in steps(params, parts, rate, **changes):
        params = after
    return params


def singly(X, T, epochs, order=None):
    rows = range(len(X)) if order is None else order
    return [(X[[row]], T[[row]]) for _ in range(epochs) for row in rows]


def online(params, X, T, learning_rate, epochs, **changes):
    return descend(params, singly(X, T, epochs), learning_rate, **changes)


def agree(got, expected):
    """Equal in shape too: a bias of shape (1, h) is a mistake of its own, not that of a misconception."""
    return all(
        np.shape(got[name]) == expected[name].shape
        and np.allclose(got[name], expected[name], rtol=TOL.rtol, atol=TOL.atol)
        for name in NAMES
    )


def as_charged(got, train, args, others=()):
    """What `args` come to, or the answer itself where one mistake explains all of it.

    The hidden layer is held against this: a mistake that shows in the output layer is charged there.
    """
    right = train(*args)
    values = [got.get(name) for name in NAMES] if type(got) is dict else [None]
    if not all(type(value) is np.ndarray and value.dtype.kind == "f" for value in values):
        return right
    slopes = [{"slope": wrong, "hidden_slope": hidden} for *_, wrong in WRONG_SLOPES for hidden in (wrong, "right")]
    for changes in ({"sign": 1}, {"error": 2.0}, {"biases": False}, *slopes, *others):
        wrong = train(*args, **changes)
        if agree(got, wrong) and not agree(right | {name: wrong[name] for name in ("W2", "B2")}, right):
            return wrong
    return right


def shared(train):
    """Misconceptions of both ways of training; `train` is like `online`, with `changes`."""

    def known(name, hint, **changes):
        return Misconception(name, hint=hint, model=lambda *args, **kwargs: train(*args, **kwargs, **changes))

    return [
        known("plus-for-minus", "plus", sign=1),
        *(
            known(name, hint, slope=output, hidden_slope=hidden)
            for name, hint, wrong in WRONG_SLOPES
            for output, hidden in ((wrong, wrong), (wrong, "right"), ("right", wrong))
        ),
        known("new-for-old-weights", "new-weights", new_weights=True),
        known("biases-not-updated", "no-biases", biases=False),
        *(known("one-stays", "one-stays", still=name) for name in NAMES),
        known("gradient-doubled", "doubled", error=2.0),
        *(known("momentum-added", "momentum", momentum=share) for share in (0.9, 0.5)),
        Misconception("off-by-one-epoch", model=lambda *args: train(*args[:-1], args[-1] + 1)),
        Misconception("off-by-one-epoch", model=lambda *args: train(*args[:-1], max(args[-1] - 1, 0))),
        Misconception("rate-ignored", model=lambda params, X, T, rate, epochs: train(params, X, T, 0.2, epochs)),
    ]


# ------------------------------------------------------------------------------------------------ fit


def in_some_other_order(got, params, X, T, learning_rate, epochs):
    """One epoch in any order, or any number of them backwards."""
    orders = permutations(range(len(X))) if epochs == 1 and len(X) <= 4 else [range(len(X))[::-1]]
    return any(agree(got, descend(params, singly(X, T, epochs, order), learning_rate)) for order in orders)


def in_one_sample_after_the_other(params, X, T, learning_rate, epochs):
    """All epochs with the first sample, then all with the next."""
    return descend(params, [part for part in singly(X, T, 1) for _ in range(epochs)], learning_rate)


def as_given(got, params, *_):
    return agree(got, params)


def after_one_epoch(train):
    """Whether the parameters are those after the first of several epochs."""

    def when(params, *args):
        return args[-1] > 1 and agree(params, train(*args[:-1], 1))

    return when


FIT = [
    Misconception("as-given", when=as_given),
    Misconception("single-epoch", when=after_one_epoch(online)),
    *shared(online),
    Misconception(
        "batch-for-online",
        when=lambda got, params, X, T, learning_rate, epochs: any(
            agree(got, descend(params, [(X, T)] * epochs, learning_rate, mean=(mean, mean))) for mean in (False, True)
        ),
    ),
    Misconception("loops-exchanged", model=in_one_sample_after_the_other),
    Misconception("another-order", when=in_some_other_order),
    Misconception(
        "one-sample-only",
        when=lambda got, params, X, T, learning_rate, epochs: any(
            agree(got, descend(params, singly(X, T, epochs, [row]), learning_rate)) for row in (0, -1)
        ),
    ),
    Misconception("width-fixed", model=lambda *args, **kwargs: online(*args, **kwargs, units=2)),
    Misconception("gradient-turned", edit=("x[:, None] * delta1", "x * delta1[:, None]")),
    Misconception("bias-one-number", edit=("B1 -= learning_rate * delta1", "B1 -= learning_rate * delta1.sum()")),
]
WIDER = np.random.default_rng(8)
POINTS, TARGETS = WIDER.normal(size=(6, 2)), WIDER.uniform(size=(6, 1))


BY_HAND = {  # the lecture's calculation
    "W1": np.array([[0.1, 0.2], [0.3, 0.4]]),
    "B1": np.array([0.0963529875, 0.1956562176]),
    "W2": np.array([[0.4846448305], [0.5839178497]]),
    "B2": np.array([0.2707508987]),
}


def own_params(answer, params):
    """The student's own parameters after a call, in the right form and moved."""
    own = expect_dict(answer, NAMES)
    own = {name: expect_array(own[name], params[name].shape) for name in NAMES}
    require(any(np.any(own[name] != params[name]) for name in NAMES), "nothing moved", "as-given", "as-given")
    return own


def among_others(params, x, t, rate, epochs):
    """The sample as the third of four; the others are what the network says already, and teach it nothing."""
    before, after = (outputs(at, x) for at in (params, online(params, x, t, rate, epochs)))
    return params, np.repeat(x, 4, axis=0), np.concatenate([before, before, t, after]), rate, epochs


def check_sample(student, rng, part, expected=lambda got, args: online(*args)):
    """One sample, once: what it makes of one parameter hangs on no other that it changes.

    A loop that counts to four, or over one sample too few, does not know it alone, and one over the notebook's samples
    not at all: that is charged with the epochs.
    """

    def learnt(args, given=None):
        got = student.fit(*(given or args))
        check(got, expected(got, args), TOL, FIT, args=args, part=part)

    drawn = ((lecture_params(), 2), (draw_params(3, 3), 1), (draw_params(5, 5), 4))
    samples = [(params, POINTS[[point]], TARGETS[[point]], rng.uniform(0.4, 0.9), 1) for params, point in drawn]
    for args in (*samples, (lecture_params(), X[:1], T[:1], 0.2, 1)):
        of_the_notebook = args[0], X, T, *args[3:]
        either(
            partial(learnt, args),
            lambda args=args: learnt(among_others(*args)),
            partial(learnt, of_the_notebook, args),
        )


@exercise("fit", weight=2)
def test_fit_output_layer(student, rng):
    check_sample(student, rng, ["W2", "B2"])


@exercise("fit", weight=2)
def test_fit_hidden_layer(student, rng):
    check_sample(student, rng, ["W1", "B1"], lambda got, args: as_charged(unchecked(got), online, args))


@exercise("fit", weight=2)
def test_fit_epochs(student, rng):
    """Some epochs come to what as many calls with one sample come to, whatever such a call does."""
    params, sample = draw_params(5, 5), (POINTS[:1], TARGETS[:1])
    got = unchecked(student.fit(params, *sample, 0.5, 1))
    arrays = [got.get(name) for name in NAMES] if type(got) is dict else [None]
    whole = all(type(array) is np.ndarray and array.dtype.kind == "f" for array in arrays)
    ours = whole and agree(got, online(params, X, T, 0.5, 1))
    require(not ours, "a sample made of the parameters what those of XOR do", misconception="own-samples")
    others = (draw_params(3, 3), X, T, 1), (draw_params(5, 5), POINTS, TARGETS, 2)
    for start, *data, epochs in ((lecture_params(), X, T, 3), *others):
        args = start, *data, rng.uniform(0.4, 0.9), epochs
        own = start
        for point, target in singly(*data, epochs):
            own = own_params(student.fit(own, point, target, args[3], 1), own)
        check(student.fit(*args), own, TOL, FIT, args=args)
    own = own_params(student.fit(lecture_params(), X, T, 0.2, 2), lecture_params())
    check(student.fit(lecture_params(), X, T, epochs=2), own, TOL, FIT, args=(lecture_params(), X, T, 0.2, 2))


@exercise("fit", weight=1)
def test_fit_keeps_its_arguments(student, rng):
    either(partial(check_sample, student, rng, ["W2", "B2"]), partial(test_fit_epochs, student, rng))  # not for zeros
    check_unchanged(student.fit.observe(lecture_params(), X, T, 0.3, 2), "in-place")


@exercise(
    "fit",
    weight=1,
    needs=[test_fit_output_layer, test_fit_hidden_layer, test_fit_epochs],
    call_s=120,  # 10 s of plain NumPy; twice the promised minute, because a busy machine is nobody's mistake
)
def test_fit_gives_the_lectures_weights(student):
    printed = {
        "W1": np.array([[-6.7181009, -5.22651178], [-6.75291089, -5.23369975]]),
        "B1": np.array([2.8151334, 7.80251731]),
        "W2": np.array([[-11.19451524], [11.04437812]]),
        "B2": np.array([-5.28026114]),
    }
    check(student.fit(lecture_params(), X[:1], T[:1], 0.2, 1), BY_HAND, TOL)
    got = check(student.fit(lecture_params(), X, T), printed, PRINTED)
    trained = np.array([[0.00814407], [0.99154105], [0.99152258], [0.01038517]])
    check(outputs(got, X), trained, PRINTED)


# ------------------------------------------------------------------------------------------------ fit_batch


def batch(params, X, T, learning_rate, epochs, samples=None, **changes):
    X, T = X[:samples], T[:samples]
    path = [params, *steps(params, [(X, T)] * epochs, learning_rate, **changes)]
    return path[-1], np.array([np.sum((outputs(before, X) - T) ** 2) / 2 for before in path[:-1]])


def batch_params(*args, **changes):
    return batch(*args, **changes)[0]


def losses_after(params, X, T, learning_rate, epochs):
    losses = batch(params, X, T, learning_rate, epochs + 1)[1]
    return batch(params, X, T, learning_rate, epochs)[0], losses[1:]


def scaled_losses(factor):
    def model(params, X, T, learning_rate, epochs):
        trained, losses = batch(params, X, T, learning_rate, epochs)
        return trained, factor(len(X)) * losses

    return model


def losses_are_wrong(wrong):
    return lambda got, *args: agree(got[0], batch(*args)[0]) and wrong(got[1], *args)


FIT_BATCH = [
    Misconception("as-given", when=lambda got, *args: as_given(got[0], *args)),
    Misconception(
        "single-epoch",
        when=lambda got, *args: after_one_epoch(batch_params)(got[0], *args),
        about_form=True,
    ),
    *shared(batch),
    Misconception("gradient-averaged", model=lambda *args: batch(*args, mean=(True, True))),
    Misconception("biases-averaged", model=lambda *args: batch(*args, mean=(False, True))),
    Misconception("weights-averaged", model=lambda *args: batch(*args, mean=(True, False))),
    Misconception("bias-one-number", edit=("delta1.sum(axis=0)", "delta1.sum()")),
    Misconception("four-samples", model=lambda *args: batch(*args, samples=4)),
    Misconception("online-for-batch", when=lambda got, *args: agree(got[0], online(*args))),
    Misconception("loss-after-update", model=losses_after),
    *(Misconception("loss-scale", model=scaled_losses(f)) for f in (lambda n: 2, lambda n: 1 / n, lambda n: 2 / n)),
    Misconception(
        "whole-division", when=losses_are_wrong(lambda losses, *args: losses.shape == (args[-1],) and not losses.any())
    ),
    Misconception(
        "loss-stays",
        when=losses_are_wrong(
            lambda losses, *args: losses.shape == (args[-1],) and len(set(losses.tolist())) == 1 < args[-1]
        ),
    ),
    Misconception(
        "number-of-losses",
        when=losses_are_wrong(
            lambda losses, *args: isinstance(losses, (float, np.ndarray)) and np.shape(losses)[:1] != (args[-1],)
        ),
        about_form=True,
    ),
]


def plain(value, losses=None):
    """The pair with its losses as an array: a list of numbers is as good.

    Parameters alone are taken with these `losses`: they are charged where losses are asked for.
    """
    if losses is not None and isinstance(unchecked(value), dict):
        return value, losses
    params, losses = expect_tuple(value, 2)
    return params, listed(losses)


CHARGED = [{"samples": 4}, *({"mean": mean} for mean in ((True, True), (False, True), (True, False)))]


def check_epoch(student, rng, part, expected=lambda got, args: batch_params(*args)):
    """One epoch: what it makes of one parameter hangs on no other that it changes."""
    for params, *data in ((draw_params(13, 3), X, T), (lecture_params(), X, T), (draw_params(15, 5), POINTS, TARGETS)):
        args = (params, *data, rng.uniform(0.4, 0.9), 1)
        right = batch(*args)[1]
        got, losses = plain(student.fit_batch(*args), right)
        wanted = expected(unchecked(got), args), right
        check((got, losses), wanted, TOL, FIT_BATCH, args=args, part=(0, part))


def after(student, params, *args):
    return own_params(plain(student.fit_batch(params, *args), ())[0], params)


@exercise("fit_batch")
def test_batch_output_layer(student, rng):
    check_epoch(student, rng, ["W2", "B2"])


@exercise("fit_batch")
def test_batch_hidden_layer(student, rng):
    check_epoch(student, rng, ["W1", "B1"], lambda got, args: as_charged(got, batch_params, args, CHARGED))


@exercise("fit_batch")
def test_batch_epochs(student, rng):
    """Some epochs come to what as many calls of one epoch come to, whatever an epoch does."""
    for start, epochs in ((draw_params(13, 3), 4), (lecture_params(), 2)):
        args = start, X, T, rng.uniform(0.4, 0.9), epochs
        own, (_, losses) = start, batch(*args)
        for _ in range(epochs):
            own = after(student, own, *args[1:4], 1)
        check(plain(student.fit_batch(*args), losses), (own, losses), TOL, FIT_BATCH, args=args, part=0)


@exercise("fit_batch")
def test_batch_losses(student, rng):
    """The losses are those of the student's own parameters, right or wrong."""
    for start, epochs in ((lecture_params(), 1), (draw_params(13, 3), 4)):
        args = start, X, T, rng.uniform(0.4, 0.9), epochs
        path = [start, *(after(student, *args[:4], epoch) for epoch in range(1, epochs))]
        losses = np.array([np.sum((outputs(before, X) - T) ** 2) / 2 for before in path])
        check(plain(student.fit_batch(*args)), (batch(*args)[0], losses), TOL, FIT_BATCH, args=args, part=1)


@exercise("fit_batch", needs=[test_batch_epochs, test_batch_losses])
def test_batch_learns(student, rng):
    args = draw_params(21, 4), X, T, rng.uniform(0.9, 1.1), 3000
    check(plain(student.fit_batch(*args)), batch(*args), TOL)


@exercise("fit_batch")
def test_batch_keeps_its_arguments(student, rng):
    either(partial(check_epoch, student, rng, ["W2", "B2"]), partial(test_batch_epochs, student, rng))  # not for zeros
    check_unchanged(student.fit_batch.observe(lecture_params(), X, T, 0.3, 2), "in-place")


# ------------------------------------------------------------------------------------------------ solve_xor

SOLVE_S = 20  # twice the promised 10 s, because a busy machine is nobody's mistake
SIXTEEN = range(100, 116)


def lifted(value):
    """A single number as an array: B2 may be one."""
    value = unchecked(value)
    single = isinstance(value, (int, float, np.generic)) or (type(value) is np.ndarray and value.ndim == 0)
    return np.reshape(value, 1) if single else value


def network(value):
    """The four arrays of an answer; any shape that broadcasts like the lecture's will do."""
    answer = expect_dict(value, NAMES)
    params = {name: expect_array(lifted(answer[name])) for name in NAMES}
    width = params["W1"].shape[-1]
    allowed = {"W1": [(2, width)], "B1": [(width,), (1, width)], "W2": [(width, 1)], "B2": [(1,), (1, 1)]}
    for name, shapes in allowed.items():
        if params[name].shape not in shapes:
            fail(
                f"{name} has shape {params[name].shape}, expected {shapes[0]}",
                hint("network", name=name, params_name_shape=params[name].shape, shapes_0=shapes[0], width=width),
            )
    return params


def solved(student, seed):
    """The answer for a generator; asked once, however many tests look at it."""
    return student.once(f"seed {seed}", lambda: network(student.solve_xor(Rng(seed))))


def same_but_for_noise(answers):
    """Whether networks are one and the same: multiples of each other, or close, with noise on every number.

    Networks that are trained from close starts end close to each other as well, but along the valley of the loss: their
    numbers move together. Scaled to a standard deviation of 1 each, the smallest of the singular values is then less
    than 1 % of the largest (2 to 8 hidden units); noise on every number leaves 8 % and more.
    """
    rows = np.array([np.concatenate([params[name].ravel() for name in NAMES]) for params in answers])
    sizes = np.linalg.svd(rows, compute_uv=False)
    if sizes[1] < 1e-9 * sizes[0]:
        return True
    apart = rows - rows.mean(axis=0)
    if np.linalg.norm(apart) > 0.25 * np.linalg.norm(rows):
        return False
    apart = apart[:, apart.std(axis=0) > 1e-12 * np.abs(rows).max()]
    sizes = np.linalg.svd(apart / apart.std(axis=0), compute_uv=False)
    return sizes[min(len(rows) - 1, len(sizes)) - 1] > 0.03 * sizes[0]


def hand_set(answers):
    """Which units of the first network, not all of them, stand in every other one as well, to 5 %.

    Of trained networks with 2 to 64 units, from 16 random starts, even the closest units are 20 % apart.
    """
    first, *others = (np.column_stack([params["W1"].T, params["B1"].ravel()]) for params in answers)
    if len(first) > 500:  # of so many, some come close by chance
        return []
    sizes = np.linalg.norm(first, axis=1) + 1e-300
    nearest = [[np.linalg.norm(units - unit, axis=1).min() for unit in first] for units in others]
    same = np.flatnonzero(np.max(nearest, axis=0) < 0.05 * sizes)
    return same.tolist() if len(same) < len(first) else []


def solves(params):
    with np.errstate(over="ignore"):
        classes = outputs(params, X)[:, 0] >= 0.5
    if np.array_equal(classes, T[:, 0] == 1):
        return
    columns = params["W1"].T
    symmetric = len(columns) > 1 and np.allclose(columns, columns[0]) and np.allclose(params["W2"], params["W2"][0])
    hint, known = ("symmetric", "symmetric-start") if symmetric else ("stuck", "stuck")
    fail(f"classifies {classes.astype(int).tolist()}", hint, known)


def trained(params):
    written = all(np.array_equal(value, np.round(value, 8)) for value in params.values())
    require(not written, "every number has at most eight decimals", "by-hand", "set-by-hand")
    hidden = squash(X @ params["W1"] + params["B1"])
    solved = solved_linearly(hidden, params["W2"], params["B2"].ravel(), T)
    require(not solved, "the output unit solves a linear equation", misconception="solved-not-trained")


@exercise("solve_xor", weight=2, call_s=SOLVE_S, builds_on=("fit", "fit_batch", "classify"), secret=False)
@table([Case(f"seed-{seed}", seed) for seed in (11, 2024, 5, 777)])
def test_solves_xor(student, case):
    params = network(student.solve_xor(Rng(case.args[0])))
    solves(params)
    trained(params)


@exercise("solve_xor", weight=3, needs=test_solves_xor, call_s=SOLVE_S, builds_on=("fit", "fit_batch", "classify"))
@table([Case(f"seed-{seed}", seed) for seed in SIXTEEN])
def test_solves_xor_always(student, case):
    solves(solved(student, case.args[0]))


@exercise("solve_xor", weight=1, needs=test_solves_xor_always, call_s=SOLVE_S)
def test_solve_xor_draws_its_start(student):
    answers = [solved(student, seed) for seed in SIXTEEN]
    units = hand_set(answers)
    require(not units, f"units {units} are the same for 16 generators", misconception="some-units-hand-set")
    shapes = {tuple(params[name].shape for name in NAMES) for params in answers}
    different = len(shapes) > 1 or not same_but_for_noise(answers)
    require(different, "one network, with noise at most, for 16 generators", "same-network", "same-for-every-generator")


@exercise("solve_xor", weight=1, needs=test_solves_xor, call_s=SOLVE_S)
def test_solve_xor_is_reproducible(student):
    first, second = (network(student.solve_xor(Rng(31))) for _ in range(2))
    same = all(first[name].shape == second[name].shape for name in NAMES) and agree(first, second)
    require(same, "two calls with the same seed differ", misconception="other-randomness")
