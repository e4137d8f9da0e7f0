"""Hidden suite of 09_mnist_mlp: TwoLayerNet.

Instances live in the student's process. The tests put known parameters into them, key by key, and compare with the
reference, so that it does not matter how a solution draws its starting weights. Networks are small: a numerical
gradient costs two losses a parameter.
"""

from functools import partial

import numpy as np

from autograder.suite import (
    Misconception,
    Rng,
    Tolerance,
    attempt,
    check,
    check_pure,
    check_unchanged,
    either,
    exercise,
    expect_array,
    expect_dict,
    expect_number,
    expect_object,
    hint,
    load_reference,
    require,
    slopes,
    unchecked,
)

reference = load_reference(__file__)

NAMES = ("W1", "b1", "W2", "b2")
TOL = Tolerance(why="float64 loses about 1e-14 here; the mildest wrong formula is off by 1e-3")
LOSS = Tolerance(
    rtol=1e-5, atol=2e-6, why="log(p + 1e-7) is as right as log(p): for p above 0.05 they differ by 2e-6 at most"
)
GRADIENT = Tolerance(rtol=1e-5, atol=1e-6, why="1e-7 in the log moves the gradient by 1e-6; a wrong factor by 1e-2")
NUMERICAL = Tolerance(
    rtol=1e-5,
    atol=4e-6,
    why="in 400 draws central differences with h from 1e-2 to 1e-6 stay within 0.97 of it, one-sided ones with 1e-4 are "
    "off by 1.07 times as much or more; a wrong factor by 1e-2",
)
RESTORED = Tolerance(rtol=0.0, atol=1e-9, why="adding and taking away h loses 1e-16; a forgotten h is at least 1e-8")


def some_params(rng, d=5, h=4, k=3):
    """Parameters that give every class a probability well above 0."""
    return {
        "W1": rng.normal(0, 0.8, (d, h)),
        "b1": rng.normal(0, 0.5, h),
        "W2": rng.normal(0, 0.9, (h, k)),
        "b2": rng.normal(0, 0.3, k),
    }


def some_batch(rng, n=6, d=5, k=3):
    """x (n, d) and class indices (n,), of which at least two differ and no two neighbours agree."""
    return rng.uniform(-1.5, 1.5, (n, d)), (np.arange(n) * (k - 1) + rng.integers(0, k)) % k


def right_net(params):
    """A reference network with these parameters."""
    net = reference.TwoLayerNet(*params["W1"].shape, params["W2"].shape[1], rng=np.random.default_rng(0))
    net.params = {name: value.copy() for name, value in params.items()}
    return net


def student_net(student, params):
    """A student's network with these parameters, written into its arrays.

    Whether it sees what is put in the place of an array, a test of its own asks; an array of another form is replaced.
    """
    (d, h), k = params["W1"].shape, params["W2"].shape[1]
    net = expect_object(student.TwoLayerNet(d, h, k, rng=Rng(1)))
    held, own = net.remote("params"), unchecked(net.params)
    for name, value in params.items():
        array = own.get(name) if isinstance(own, dict) else None
        if type(array) is np.ndarray and array.shape == value.shape and array.dtype == value.dtype:
            held.item(name)[...] = value
        else:
            held[name] = value
    return net


def params_of(net):
    """The parameters of a student's network, by value."""
    params = expect_dict(net.params, NAMES)
    return {name: expect_array(params[name]) for name in NAMES}


def of_either_form(way, k=3):
    """Pass if `way` passes for targets in one of their forms, t being written as `form[t]`.

    A network that takes only one form loses what tests of their own charge for the other, and not everything.
    """
    either(*(lambda form=form: way(form) for form in (np.eye(k), np.arange(k))))


# ------------------------------------------------------------------------------------------------ the start


def check_start(params, sizes, std, misconception="std-ignored"):
    """Shapes, zero biases, and weights with that standard deviation."""
    d, h, k = sizes
    for name, shape in [("W1", (d, h)), ("b1", (h,)), ("W2", (h, k)), ("b2", (k,))]:
        array = expect_array(params[name], shape)
        if name.startswith("b"):
            require(not array.any(), f"{name} is {array}, expected zeros", misconception="biases-not-zero")
            continue
        # Of N normal numbers the measured standard deviation strays by 1 / sqrt(2 N), the mean by 1 / sqrt(N).
        allowed = 6 / np.sqrt(array.size)
        mean, spread = array.mean(), array.std()
        found = f"{name} has mean {mean:.3g} and standard deviation {spread:.3g}, expected 0 and {std}"
        told = hint(misconception, name=name, spread=f"{spread:.3g}", std=std)
        require(abs(mean) <= allowed * max(spread, std), found, misconception="weights-not-centred")
        require(abs(spread / std - 1) < allowed, found, told, misconception)


@exercise("TwoLayerNet", weight=2, secret=False)
def test_net_start(student):
    named = {"input_size": 100, "hidden_size": 80, "output_size": 50, "weight_init_std": 0.3}
    check_start(params_of(expect_object(student.TwoLayerNet(**named, rng=Rng(4)))), (100, 80, 50), 0.3)
    check_start(params_of(expect_object(student.TwoLayerNet(90, 70, 40, 2.0))), (90, 70, 40), 2.0)
    sizes = (200, 60, 30)
    check_start(params_of(expect_object(student.TwoLayerNet(*sizes, rng=Rng(3)))), sizes, 0.01, "another-default")


@exercise("TwoLayerNet", weight=1, secret=False)
def test_net_start_is_normal(student):
    params = params_of(expect_object(student.TwoLayerNet(150, 120, 100, 0.5, Rng(5))))
    for name in ("W1", "W2"):
        z = expect_array(params[name]).ravel()
        z = (z - z.mean()) / z.std()
        kurtosis = np.mean(z**4)  # 3 for a normal distribution, 1.8 for a uniform one; it strays by 0.05 here
        require(2.6 < kurtosis < 3.4, f"{name}: kurtosis {kurtosis:.2f}, expected 3", misconception="not-normal")
    first, second = (expect_array(params[name]).ravel()[:12000] for name in ("W1", "W2"))
    require(
        abs(np.corrcoef(first, second)[0, 1]) < 0.1,
        "W1 and W2 hold the same numbers",
        misconception="same-numbers-twice",
    )


@exercise("TwoLayerNet", weight=1, secret=False)
def test_net_start_reproducible(student):
    first, again, other = (params_of(expect_object(student.TwoLayerNet(6, 5, 4, rng=Rng(seed)))) for seed in (7, 7, 8))
    for name in ("W1", "W2"):
        w1, w2, w3 = (expect_array(params[name]) for params in (first, again, other))
        require(
            np.array_equal(w1, w2),
            f"{name} differs between two networks made with the same generator",
            misconception="rng-ignored",
        )
        differ = not np.array_equal(w1, w3)
        require(differ, f"{name} is the same for two different generators", "rng-ignored-2", "rng-ignored")


# ------------------------------------------------------------------------------------------------ predict


def forward(p, x, *, hidden=reference.sigmoid, out=reference.softmax):
    """The forward pass with the step changed that a misconception changes."""
    return out(hidden(x @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"])


def same(z):
    return z


def relu(z):
    return np.maximum(z, 0)


PREDICT = [
    Misconception("no-softmax", model=lambda p, x: forward(p, x, out=same)),
    Misconception("sigmoid-at-output", model=lambda p, x: forward(p, x, out=reference.sigmoid)),
    Misconception("relu-for-sigmoid", model=lambda p, x: forward(p, x, hidden=relu)),
    Misconception("hidden-layers-linear", model=lambda p, x: forward(p, x, hidden=same)),
    Misconception(
        "softmax-over-batch",
        when=lambda actual, p, x: (
            len(x) > 1
            and any(np.isclose(np.sum(actual), total) for total in (1, np.shape(actual)[1]))
            and not np.allclose(np.sum(actual, axis=1), 1)
        ),
    ),
    Misconception(
        "bias-missing",
        when=lambda actual, p, x: any(
            np.allclose(actual, right_net({**p, **{name: 0 * p[name] for name in names}}).predict(x))
            for names in (["b1"], ["b2"], ["b1", "b2"])
        ),
    ),
    Misconception(
        "params-not-read",
        hint="params-not-read-2",
        when=lambda actual, p, x: (  # weights of about 0.01: nearly the same for all classes and images, and not quite
            np.allclose(actual, 1 / len(p["b2"]), atol=0.03) and np.ptp(actual, axis=0).min() > 0
        ),
    ),
]


@exercise("TwoLayerNet", weight=3)
def test_net_predict(student, rng):
    for n, d, h, k in [(6, 5, 4, 3), (3, 3, 3, 3), (1, 4, 2, 5)]:
        params, x = some_params(rng, d, h, k), rng.uniform(-2, 2, (n, d))
        net = student_net(student, params)
        check(net.predict(x), right_net(params).predict(x), TOL, PREDICT, args=(params, x))


# ------------------------------------------------------------------------------------------------ loss


def chosen(p, x, t):
    """The probability of each image's right class."""
    return right_net(p).predict(x)[np.arange(len(x)), reference.class_indices(t)]


def squared(p, x, t):
    y = right_net(p).predict(x)
    return (y - np.eye(y.shape[1])[reference.class_indices(t)]) ** 2


LOSSES = [
    Misconception("loss-is-zero", when=lambda actual, *_: actual == 0),
    Misconception("loss-summed", model=lambda p, x, t: -np.sum(np.log(chosen(p, x, t)))),
    Misconception(
        "loss-mean-over-classes",
        when=lambda actual, p, x, t: np.isclose(
            actual * right_net(p).predict(x).shape[1], -np.mean(np.log(chosen(p, x, t))), rtol=1e-4
        ),
    ),
    Misconception("loss-sign", model=lambda p, x, t: np.mean(np.log(chosen(p, x, t)))),
    Misconception(
        "squares-for-cross-entropy",
        when=lambda actual, p, x, t: any(
            np.isclose(actual, value)
            for total in [np.sum(squared(p, x, t))]
            for value in (total / 2, total / 2 / len(x), total / len(x), total / squared(p, x, t).size)
        ),
    ),
    Misconception(
        "no-logarithm",
        when=lambda actual, p, x, t: any(
            np.isclose(actual, value, rtol=1e-4)
            for y in [chosen(p, x, t)]
            for value in (-np.mean(y), np.mean(y), 1 - np.mean(y), -np.mean(np.log2(y)), -np.mean(np.log10(y)))
        ),
    ),
]


def own_answers(net, x, k):
    """What the student's own `predict` says of a batch: a wrong one is charged once, if its answers differ."""
    y = expect_array(net.predict(x), (len(x), k))
    require(np.min(y) > 0 and np.ptp(y, axis=1).min() > 0, "no probabilities, or all alike")
    return y


def check_one_loss(net, params, x, t, misconceptions=LOSSES):
    """The loss of these probabilities, or of the student's own."""
    answer, rows, right = net.loss(x, t), np.arange(len(x)), reference.class_indices(t)

    def of_own_answers(added):
        check(answer, -np.mean(np.log(own_answers(net, x, len(params["b2"]))[rows, right] + added)), LOSS)

    def of_the_right_ones():
        check(answer, right_net(params).loss(x, t), LOSS, misconceptions, args=(params, x, t))

    either(of_the_right_ones, lambda: of_own_answers(0), lambda: of_own_answers(1e-7))


def check_loss(student, rng, form):
    for n in (6, 3, 1):
        params, (x, t) = some_params(rng), some_batch(rng, n)
        check_one_loss(student_net(student, params), params, x, form[t])


@exercise("TwoLayerNet", weight=1.5)  # not of predict: a net whose predict gives scores may have a right loss
def test_net_loss(student, rng):
    of_either_form(lambda form: check_loss(student, rng, form))


@exercise("TwoLayerNet", weight=0.5, needs=test_net_loss)
def test_net_loss_one_hot(student, rng):
    for n, k in [(6, 3), (3, 3), (1, 4)]:
        params, (x, t) = some_params(rng, k=k), some_batch(rng, n, k=k)
        check_one_loss(student_net(student, params), params, x, np.eye(k)[t])


INDICES_AS_ONE_HOT = Misconception(
    "indices-as-one-hot",
    raises="ValueError",
    match=r"^operands could not be broadcast together|^axis 1 is out of bounds for array of dimension 1",
)
INDICES_AXIS = Misconception(
    "indices-as-one-hot",
    hint=INDICES_AS_ONE_HOT.hint,
    raises="IndexError",
    match=r"axis 1 is out of bounds|^too many indices for array: array is 1-dimensional|^tuple index out of range",
)
INDICES_BROADCAST = Misconception("indices-as-one-hot", hint=INDICES_AS_ONE_HOT.hint, when=lambda *_: True)
BY_INDEX = [INDICES_AS_ONE_HOT, INDICES_AXIS]


@exercise("TwoLayerNet", weight=1, needs=test_net_loss, misconceptions=BY_INDEX)
def test_net_loss_indices(student, rng):
    for n, k in [(6, 3), (3, 3), (1, 4)]:
        params, (x, t) = some_params(rng, k=k), some_batch(rng, n, k=k)
        net = student_net(student, params)
        check_one_loss(net, params, x, t, [*LOSSES, INDICES_BROADCAST])
        check_one_loss(net, params, x, t.astype(np.uint8), [])


# ------------------------------------------------------------------------------------------------ accuracy


def check_accuracy(student, rng, written):
    """The share of right answers, the targets written as these rows or numbers."""
    for n, wrong in [(8, 3), (5, 1), (4, 0)]:
        params, (x, _) = some_params(rng, h=7), some_batch(rng, n)
        x[0] *= 5
        t = right_net(params).predict(x).argmax(axis=1)
        t[:wrong] = (t[:wrong] + 1) % 3
        slips = [
            Misconception(
                "share-is-zero", when=lambda actual, *_: actual == 0 and isinstance(actual, (int, np.integer))
            ),
            Misconception(
                "count-for-share",
                when=lambda actual, share, m: any(np.isclose(actual, factor * share) for factor in (m, 100)),
            ),
        ]
        share, net = (n - wrong) / n, student_net(student, params)
        check_share(net, x, t, written, share, slips)


def check_share(net, x, t, written, share, slips):
    """The share of right answers, or of the student's own."""
    answer = net.accuracy(x, written[t])

    def of_own_answers():
        chosen = own_answers(net, x, 3).argmax(axis=1)
        require(np.ptp(chosen) > 0, "every image is given the same class")
        check(answer, np.mean(chosen == t), TOL)

    either(lambda: check(answer, share, TOL, slips, args=(share, len(x))), of_own_answers)


@exercise("TwoLayerNet", weight=0.4)
def test_net_accuracy(student, rng):
    of_either_form(lambda form: check_accuracy(student, rng, form))


@exercise("TwoLayerNet", weight=0.2, needs=test_net_accuracy)
def test_net_accuracy_one_hot(student, rng):
    check_accuracy(student, rng, np.eye(3))


@exercise("TwoLayerNet", weight=0.4, needs=test_net_accuracy, misconceptions=BY_INDEX)
def test_net_accuracy_indices(student, rng):
    check_accuracy(student, rng, np.arange(3))


# ------------------------------------------------------------------------------------------------ gradient


def backward(p, x, t, *, divide=True, activation=reference.sigmoid, slope=None, delta=None):
    """The gradients, with some of the steps replaced."""
    hidden = activation(x @ p["W1"] + p["b1"])
    y = reference.softmax(hidden @ p["W2"] + p["b2"])
    error = y - np.eye(y.shape[1])[reference.class_indices(t)]
    dy = (error if delta is None else delta(error, y)) / (len(x) if divide else 1)
    dhidden = dy @ p["W2"].T * (hidden * (1 - hidden) if slope is None else slope(hidden, x @ p["W1"] + p["b1"]))
    return {"W1": x.T @ dhidden, "b1": dhidden.sum(axis=0), "W2": hidden.T @ dy, "b2": dy.sum(axis=0)}


def agrees(actual, wrong, *names, rtol=1e-4):
    return all(np.allclose(actual[name], wrong[name], rtol=rtol, atol=rtol**2) for name in names or NAMES)


def off(actual, right, *names):
    return any(not np.allclose(actual[name], right[name], rtol=1e-4, atol=1e-7) for name in names)


def slip(name, hint="", **changes):
    return Misconception(name, hint=hint, model=lambda p, x, t: backward(p, x, t, **changes))


def biases_off(name, mended_by):
    def when(actual, p, x, t):
        right, factor = backward(p, x, t), mended_by(len(x))
        mended = {key: value * (factor if key[0] == "b" else 1) for key, value in actual.items()}
        return any(agrees(mended, right, *layer) for layer in (("b1", "W1"), ("b2", "W2")))

    return Misconception(name, when=when)


NOT_DIVIDED = {"divide": False}
NEGATED = {"delta": lambda error, y: -error}
SLOPE_AT_OUTPUT = {"delta": lambda error, y: error * y * (1 - y)}
ANOTHER_ACTIVATION = [
    {"activation": relu, "slope": lambda hidden, _: hidden > 0},
    {"activation": np.tanh, "slope": lambda hidden, _: 1 - hidden**2},
    {"activation": same, "slope": lambda hidden, _: 1.0},
]

GRADIENTS = [
    slip("gradient-not-averaged", **NOT_DIVIDED),
    slip("gradient-sign", **NEGATED),
    slip("slope-of-input", slope=lambda hidden, net: net * (1 - net)),
    slip("slope-of-output-twice", slope=lambda out, _: reference.sigmoid(out) * (1 - reference.sigmoid(out))),
    slip("slope-missing", slope=lambda hidden, _: 1.0),
    slip("softmax-slope-extra", **SLOPE_AT_OUTPUT),
    biases_off("bias-gradient-averaged", lambda n: n),
    biases_off("bias-gradient-summed", lambda n: 1 / n),
    Misconception(
        "first-layer-wrong",
        when=lambda actual, p, x, t: (
            agrees(actual, backward(p, x, t), "W2", "b2") and off(actual, backward(p, x, t), "W1", "b1")
        ),
        broad=True,
    ),
]


def slopes_of_loss(student, params, x, t):
    """The gradient of the student's own loss, by differences."""

    def loss(name, at):
        return expect_number(student_net(student, {**params, name: at}).loss(x, t))

    return {name: slopes(lambda at, name=name: loss(name, at), params[name]) for name in NAMES}


def check_slopes(student, answer, params, x, t, tol, known):
    """The gradient of the loss, or of the student's own: a wrong loss is charged once, if all weights count in it."""
    expected = right_net(params).gradient(x, t)

    def of_own_loss():
        own = slopes_of_loss(student, params, x, t)
        alive = all(np.abs(own[name]).max() > 1e-3 for name in ("W1", "W2"))
        check(answer, own if alive else expected, NUMERICAL)

    either(lambda: check(answer, expected, tol, known, args=(params, x, t)), of_own_loss)


def own_gradient(student):
    """The slip, if any, with which at least two arrays of the student's gradient come out, and these.

    None if it has no two of them. What is wrong in a gradient one test charges; the others ask for what is right.
    """

    def right_ones(answer, expected):
        given = unchecked(answer)
        own = {name: given.get(name) for name in NAMES} if type(given) is dict else {}
        fits = {name for name, value in own.items() if type(value) is np.ndarray and value.dtype.kind == "f"}
        fits = {name for name in fits if own[name].shape == expected[name].shape}
        return [
            name
            for name in NAMES
            if name in fits and np.allclose(own[name], expected[name], GRADIENT.rtol, GRADIENT.atol)
        ]

    def find():
        params, (x, t) = some_params(draw := np.random.default_rng(9)), some_batch(draw)
        net = student_net(student, params)
        answers = [attempt(net.gradient, x, form[t])[0] for form in (np.eye(3), np.arange(3))]
        ways = [
            (slipped, right_ones(answer, backward(params, x, t, **slipped)))
            for slipped in ({}, NOT_DIVIDED, NEGATED, SLOPE_AT_OUTPUT, *ANOTHER_ACTIVATION)
            for answer in answers
        ]
        best = max(ways, key=lambda way: len(way[1]))  # the first of them: without a slip, if that does as well
        return best if len(best[1]) > 1 else None

    return student.once("own gradient", find)


def in_own_way(student, params, x, t):
    """The gradient with the student's own slip, and the names of the arrays that are right in it."""
    slipped, names = own_gradient(student) or ({}, list(NAMES))
    return backward(params, x, t, **slipped), names


def check_own_gradient(student, answer, params, x, t, known=()):
    """What is right in the student's gradient elsewhere is right here."""
    expected, names = in_own_way(student, params, x, t)
    check(answer, expected, GRADIENT, known, args=(params, x, t), part=names)


def check_gradient(student, rng, form, check_answer):
    for n, d, h, k in [(6, 5, 4, 3), (3, 3, 3, 3), (1, 4, 2, 3)]:
        params, (x, t) = some_params(rng, d, h, k), some_batch(rng, n, d, k)
        check_answer(student_net(student, params).gradient(x, form[t]), params, x, form[t])


@exercise("TwoLayerNet", weight=4)
def test_net_gradient(student, rng):
    def check_all(answer, params, x, t):
        check_slopes(student, answer, params, x, t, GRADIENT, GRADIENTS)

    of_either_form(lambda form: check_gradient(student, rng, form, check_all))


@exercise("TwoLayerNet", weight=0.5)
def test_net_gradient_in_part(student, rng):
    def check_all(answer, params, x, t):
        check(answer, right_net(params).gradient(x, t), GRADIENT, GRADIENTS, args=(params, x, t))

    if own_gradient(student) is None:  # then it says what is wrong
        of_either_form(lambda form: check_gradient(student, rng, form, check_all))


@exercise("TwoLayerNet", weight=0.5, needs=test_net_gradient_in_part)
def test_net_gradient_one_hot(student, rng):
    check_gradient(student, rng, np.eye(3), partial(check_own_gradient, student))


@exercise("TwoLayerNet", weight=2, needs=test_net_gradient_in_part, call_s=5)
def test_net_gradient_by_backpropagation(student, rng):
    """As many parameters as for digits: backwards, with loops too, within a second; by differences in half a minute."""
    params, (x, t) = some_params(rng, 784, 100, 10), some_batch(rng, 20, 784, 10)
    params["W1"] /= 20
    params["W2"] /= 10  # no probability is so small that an epsilon in the log would show in the exact gradient
    net = student_net(student, params)
    of_either_form(lambda form: check_own_gradient(student, net.gradient(x, form[t]), params, x, t), k=10)


@exercise("TwoLayerNet", weight=1, needs=test_net_gradient_in_part, misconceptions=BY_INDEX)
def test_net_gradient_indices(student, rng):
    for n in (6, 3):
        params, (x, t) = some_params(rng), some_batch(rng, n)
        net = student_net(student, params)
        check_own_gradient(student, net.gradient(x, t), params, x, t, [*GRADIENTS, INDICES_BROADCAST])
        check_own_gradient(student, net.gradient(x, t.astype(np.uint8)), params, x, t)


@exercise("TwoLayerNet", weight=1, needs=test_net_gradient_in_part)
def test_net_keeps_still(student, rng):
    params, (x, t) = some_params(rng), some_batch(rng)
    net = student_net(student, params)
    check_pure(net.predict, (x,))
    for method in (net.loss, net.accuracy, net.gradient):
        check_pure(method, (x, np.eye(3)[t]), (x, t))
    check(params_of(net), params, RESTORED)
    of_either_form(
        lambda form: check_own_gradient(student, net.gradient(x, form[t]), params, x, t)
    )  # not twice as much


@exercise("TwoLayerNet", weight=1, needs=[test_net_predict, test_net_loss, test_net_gradient_in_part])
def test_net_follows_params(student, rng):
    of_either_form(lambda form: check_following(student, rng, form))


def check_following(student, rng, form):
    params, other, third, (x, t) = some_params(rng), some_params(rng), some_params(rng), some_batch(rng)
    net, neighbour, t = student_net(student, params), student_net(student, params), form[t]
    held = net.remote("params")
    for name, given, told in (
        *((name, other, "params-not-read") for name in NAMES),
        *((name, third, "params-replaced") for name in NAMES),
    ):
        before, params = params, {**params, name: given[name]}
        if given is other:
            held.item(name)[...] = given[name]
        else:
            held[name] = given[name]
        kept, old, new = hint(told, name=name), right_net(before), right_net(params)
        for method, asked, tol in (("predict", (x,), TOL), ("loss", (x, t), LOSS)):
            stale = Misconception("params-not-read", hint=kept, model=getattr(old, method)(*asked))
            check(getattr(net, method)(*asked), getattr(new, method)(*asked), tol, [stale])
        stale = Misconception("params-not-read", hint=kept, model=in_own_way(student, before, x, t)[0])
        check_own_gradient(student, net.gradient(x, t), params, x, t, [stale])
    untouched = params_of(neighbour)
    require(
        not any(np.array_equal(untouched[name], given[name]) for name in NAMES for given in (other, third)),
        "changing one network changed another",
        misconception="params-shared",
    )


# ------------------------------------------------------------------------------------------------ numerical_gradient


def forward_differences(p, x, t, h=1e-4):
    """The gradient to one side."""

    def loss(name, at):
        return right_net({**p, name: at}).loss(x, t)

    def differences(name):
        steps = h * np.eye(p[name].size).reshape(-1, *p[name].shape)
        return np.array([(loss(name, p[name] + step) - loss(name, p[name])) / h for step in steps])

    return {name: differences(name).reshape(p[name].shape) for name in NAMES}


NUMERICALS = [
    Misconception("forward-difference", model=forward_differences),
    Misconception(
        "difference-not-halved",
        when=lambda actual, p, x, t: any(
            agrees({name: factor * actual[name] for name in NAMES}, backward(p, x, t), rtol=0.02) for factor in (0.5, 2)
        ),
    ),
    Misconception(
        "divided-before-multiplied",
        when=lambda actual, p, x, t: any(
            agrees({name: actual[name] / h**2 for name in NAMES}, backward(p, x, t), rtol=0.02)
            for h in (1e-3, 1e-4, 1e-5, 1e-6)
        ),
    ),
    slip("gradient-sign", "gradient-sign-2", delta=lambda error, y: -error),
]
ONE_INDEX = [  # x[i] is a number where x has one axis, and a row where it has two
    Misconception("one-index-for-a-matrix", raises="TypeError", match="^only .* can be converted to Python scalars$"),
    Misconception(
        "one-index-for-a-matrix", raises="IndexError", match="^index 3 is out of bounds for axis 0 with size 3"
    ),
]


ROUNDING = 1e-14  # what any difference of two losses near 1 exceeds, whatever h; backpropagation is off by 1e-16


def check_numerical(student, rng, form):
    for n in (4, 2):
        params, (x, t) = some_params(rng, 3, 2, 3), some_batch(rng, n, 3)
        net, t = student_net(student, params), form[t]
        answer = net.numerical_gradient(x, t)
        restored = Misconception("params-not-restored", when=lambda *_: True)
        check(params_of(net), params, RESTORED, [restored])  # first: what was left moved spoils the values, too
        check_slopes(student, answer, params, x, t, NUMERICAL, NUMERICALS)
        expected = right_net(params).gradient(x, t)
        found = expect_dict(answer, NAMES)
        away = max(np.abs(expect_array(found[name], expected[name].shape) - expected[name]).max() for name in NAMES)
        told = f"off by {away:.1g} and no more: no difference"
        require(away > ROUNDING, told, misconception="numerical-by-backpropagation")
        check_unchanged(net.numerical_gradient.observe(x, t))


@exercise("TwoLayerNet", weight=2, misconceptions=ONE_INDEX)
def test_net_numerical_gradient(student, rng):
    of_either_form(lambda form: check_numerical(student, rng, form))


@exercise("TwoLayerNet", weight=0.5, needs=[test_net_numerical_gradient, test_net_loss_indices])
def test_net_numerical_gradient_indices(student, rng):
    params, (x, t) = some_params(rng, 3, 2, 3), some_batch(rng, 3, 3)
    net = student_net(student, params)
    check_slopes(student, net.numerical_gradient(x, t), params, x, t, NUMERICAL, NUMERICALS)
