"""Hidden suite of 10_playground: features, logistic regression, and splitting data.

Logistic regression has many right answers: what counts is what it separates. All data sets here leave a margin that
plain gradient descent with mean or summed gradients, on cross entropy or squared errors, finds with the defaults.
"""

from itertools import pairwise

import numpy as np

from autograder.suite import (
    EXACT,
    Case,
    Misconception,
    Rng,
    Tolerance,
    check,
    check_raises,
    check_unchanged,
    exercise,
    expect_array,
    expect_number,
    expect_tuple,
    fail,
    hint,
    require,
    table,
    unchecked,
)

TOL = Tolerance(why="the course's accuracy: products and sines lose 1e-16, a wrong feature is off by 1e-2")

# ------------------------------------------------------------------------------------------------ expand_features

COLUMNS = {
    "x1": lambda X: X[:, 0],
    "x2": lambda X: X[:, 1],
    "x1^2": lambda X: X[:, 0] ** 2,
    "x2^2": lambda X: X[:, 1] ** 2,
    "x1*x2": lambda X: X[:, 0] * X[:, 1],
    "sin(x1)": lambda X: np.sin(X[:, 0]),
    "sin(x2)": lambda X: np.sin(X[:, 1]),
}
ALL = list(COLUMNS)


def features(X, names, changes=None):
    return np.stack([(COLUMNS | (changes or {}))[name](X) for name in names], axis=1)


def other_columns(name, **changes):
    renamed = {key.replace("_", "^"): function for key, function in changes.items()}
    return Misconception(name, model=lambda X, names: features(X, names, renamed))


FEATURES = [
    Misconception("features-as-rows", model=lambda X, names: features(X, names).T, about_form=True),
    Misconception("features-reshaped", model=lambda X, names: features(X, names).T.reshape(len(X), len(names))),
    Misconception(
        "features-in-own-order",
        when=lambda got, X, names: (
            got.shape == (len(X), len(names)) and np.allclose(np.sort(got, axis=1), np.sort(features(X, names), axis=1))
        ),
    ),
    other_columns("square-doubled", x1_2=lambda X: 2 * X[:, 0], x2_2=lambda X: 2 * X[:, 1]),
    other_columns("product-summed", **{"x1*x2": lambda X: X[:, 0] + X[:, 1]}),
    other_columns(
        "sine-in-degrees",
        **{"sin(x1)": lambda X: np.sin(np.deg2rad(X[:, 0])), "sin(x2)": lambda X: np.sin(np.deg2rad(X[:, 1]))},
    ),
    Misconception(
        "coordinates-exchanged",
        when=lambda got, X, names: (
            got.shape == (len(X), len(names))
            and all(
                np.allclose(column, COLUMNS[name](X)) or np.allclose(column, COLUMNS[name](X[:, ::-1]))
                for column, name in zip(got.T, names, strict=True)
            )
        ),
    ),
    Misconception(
        "another-feature",
        when=lambda got, X, names: all(
            any(np.allclose(column, right(X)) for right in COLUMNS.values()) for column in got.T
        ),
        broad=True,
    ),
    Misconception(
        "samples-for-coordinates",
        when=lambda got, X, names: (
            len(X) != X.shape[1] == got.size and np.allclose(got.ravel(), COLUMNS[names[0]](X.T))
        ),
        about_form=True,
    ),
    Misconception(
        "names-ignored",
        when=lambda got, X, names: got.shape[0] == len(X) and got.shape[1] != len(names),
        about_form=True,
    ),
]


def points(rng, n):
    return rng.uniform(0.3, 3, (n, 2)) * rng.choice([-1.0, 1.0], (n, 2))


def check_one_feature(student, rng, case):
    args = points(rng, 6), [case.args[0]]
    check(student.expand_features(*args), features(*args), TOL, FEATURES, args=args)


SINES = [name for name in ALL if name.startswith("sin")]
NO_SINES = [name for name in ALL if name not in SINES]


@exercise("expand_features", weight=2)
@table([Case(name, name) for name in NO_SINES])
def test_single_features(student, rng, case):
    check_one_feature(student, rng, case)


@exercise("expand_features", weight=1, needs=test_single_features)
@table([Case(name, name) for name in SINES])
def test_sines(student, rng, case):
    check_one_feature(student, rng, case)


@exercise("expand_features", weight=2, needs=test_single_features)
@table(
    [
        Case("all", NO_SINES, 6),
        Case("backwards", NO_SINES[::-1], 7),
        Case("mixed", ["x1*x2", "x1", "x2^2"], 4),
        Case("twice", ["x2", "x1^2", "x2"], 3),
        Case("one-point", ["x2^2", "x1"], 1),
    ]
)
def test_several_features(student, rng, case):
    args = points(rng, case.args[1]), case.args[0]
    check(student.expand_features(*args), features(*args), TOL, FEATURES, args=args)


@exercise("expand_features", weight=1, needs=test_several_features)
@table([Case("all", ALL, 5), Case("backwards", ALL[::-1], 7), Case("mixed", ["sin(x2)", "x1", "x1*x2"], 4)])
def test_sines_among_others(student, rng, case):
    """In their places, and as they are alone: what a sine is worth is charged above."""
    names, n = case.args
    X = points(rng, n)
    expected = features(X, names)
    for at, name in enumerate(names):
        if name in SINES:
            expected[:, [at]] = expect_array(student.expand_features(X, [name]), (n, 1))
    check(student.expand_features(X, names), expected, TOL, FEATURES, args=(X, names))


@exercise("expand_features", weight=1, needs=test_single_features)
@table(
    [
        Case("alone", ["x3"]),
        Case("last", ["x1", "x2", "x1^3"]),
        Case("first", ["cos(x1)", "x1"]),
        Case("beside-a-double", ["x2", "x3", "x2"]),
        Case("half-a-name", ["x"]),
        Case("another-product", ["x1*x1"]),
        Case("a-sum", ["x1+x2"]),
        Case("another-power", ["x2^1"]),
        Case("another-argument", ["sin(x3)"]),
        Case("another-function", ["x1", "tanh(x1)"]),
    ]
)
def test_unknown_feature(student, rng, case):
    check_raises(student.expand_features, points(rng, 4), case.args[0], hint="no-error")


@exercise("expand_features", weight=1, needs=test_sines)
def test_features_keep_their_arguments(student, rng):
    check_unchanged(student.expand_features.observe(points(rng, 4), list(ALL)))


# ------------------------------------------------------------------------------------------------ logistic_regression


def beside_a_line(rng, n, normal, offset, margin=1.0):
    """Points within +-6, half on either side of the line normal x + offset = 0, all at least `margin` away.

    As many coordinates as `normal` has: one makes it a point on an axis, three a plane.
    """
    normal = np.asarray(normal) / np.linalg.norm(normal)
    cloud = rng.uniform(-6, 6, (60 * n, len(normal)))
    height = cloud @ normal + offset
    above, below = cloud[height > margin][: n // 2], cloud[height < -margin][: n // 2]
    return shuffled(rng, above, below)


def shuffled(rng, ones, zeros):
    X, t = np.vstack([ones, zeros]), np.repeat([1.0, 0.0], [len(ones), len(zeros)])
    order = rng.permutation(len(t))
    return X[order], t[order]


def circle(rng, n):
    """The playground's: class 1 within radius 2.5, class 0 from 3.5 to 5."""
    radius = np.concatenate([rng.uniform(0, 2.5, n // 2), rng.uniform(3.5, 5, n // 2)])
    angle = rng.uniform(0, 2 * np.pi, n)
    X = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    return shuffled(rng, X[: n // 2], X[n // 2 :])


def flat(value):
    """Numbers in any form on one axis: lists, columns and single numbers are as good."""
    value = unchecked(value)
    if type(value) is np.ndarray:
        return expect_array(value).ravel()
    return np.array([expect_number(item) for item in (value if type(value) in (list, tuple) else [value])])


def plain(value, d):
    """The pair as w (d,) and a number."""
    size = np.size(unchecked(value)) if type(unchecked(value)) is np.ndarray else 0
    if size == d > 1:
        fail(f"an array of {d} numbers, expected a pair", hint("w-alone", d=d))
    w, b = (flat(part) for part in expect_tuple(value, 2))
    if (w.size, b.size) == (1, d):  # the pair the other way round
        check((w.size, b.size), (d, 1), EXACT)
    if w.size != d or b.size != 1:
        fail(
            f"w has {w.size} numbers, b has {b.size}, expected {d} and 1",
            hint("plain", d=d, w_size=w.size, b_size=b.size),
        )
    return w, float(b[0])


def share(w, b, X, t):
    """Of the points, how many are on their side of the line."""
    return np.mean((X @ w + b > 0) == (t == 1))


EPOCHS = 1000  # as many as there are if nobody says how many


def separates(train, X, t):
    """Fails unless `train`, the student's function, puts 95 % of the points on their side."""
    w, b = plain(train(X, t), X.shape[1])
    accuracy = share(w, b, X, t)
    if accuracy >= 0.95:
        return
    hint, known = "inaccurate", ""
    w_once, b_once = plain(train(X, t, epochs=1), X.shape[1])
    w_twice, b_twice = plain(train(X, t, epochs=2), X.shape[1])
    first, second, last = (np.array([*ws, bs]) for ws, bs in ((w_once, b_once), (w_twice, b_twice), (w, b)))
    uneven = np.where(np.arange(len(t)) % 4, t, 1.0)  # half ones, half zeros: every output less every target is 0 at first
    mixed, others = (np.hstack(plain(train(X, targets, epochs=3), X.shape[1])) for targets in (uneven, np.roll(uneven, 1)))
    if np.any(mixed[:-1]) and np.allclose(mixed, others, rtol=1e-6, atol=0):
        hint, known = "every-pair", "every-pair"
    elif not np.any(w):
        hint, known = "untrained", "not-trained"
    elif np.array_equal(w, w_once) and b == b_once:
        hint, known = "single-epoch", "single-epoch"
    elif np.allclose(last - first, (EPOCHS - 1) * (second - first), rtol=1e-6, atol=1e-9):
        hint, known = "steps-alike", "steps-alike"
    elif b == 0:  # as after one epoch, if half of the targets are 1: so that comes first
        hint, known = "no-bias", "no-bias"
    elif np.mean((X @ w + b < 0) == (t == 1)) >= 0.95:
        hint, known = "reversed", "uphill"
    elif share(w, b, (X - X.mean(axis=0)) / X.std(axis=0), t) >= 0.95 and np.allclose(
        last, np.hstack(plain(train(2 * X + 3, t), X.shape[1])), rtol=1e-6
    ):  # the same points, once scaled
        hint, known = "of-scaled-data", "of-scaled-data"
    fail(f"accuracy {accuracy:.3f}, expected at least 0.95", hint, known)


@exercise("logistic_regression", weight=4)
@table(
    [
        Case("through-the-origin", 200, (1.0, 1.0), 0.0),
        Case("off-the-origin", 200, (1.0, -0.4), 3.5),
        Case("other-side", 120, (-1.0, 0.3), 2.5),
        Case("upright", 300, (0.1, -1.0), -2.0),
    ]
)
def test_line(student, rng, case):
    X, t = beside_a_line(rng, *case.args)
    separates(student.logistic_regression, X, t)


@exercise("logistic_regression", weight=2, needs=test_line)
def test_circle(student, rng):
    X, t = circle(rng, 240)
    separates(student.logistic_regression, X**2, t)
    separates(student.logistic_regression, X**2, 1 - t)


@exercise("logistic_regression", weight=1, needs=test_line)
@table([Case("one", 120, (1.0,), 2.0), Case("three", 160, (1.0, -0.5, 0.8), 2.0)])
def test_other_widths(student, rng, case):
    separates(student.logistic_regression, *beside_a_line(rng, *case.args))


def cosine_of_a_step(student, rng):
    """Between one step and the gradient that is nearest, whichever way it goes; None if each run starts elsewhere."""
    X, t = beside_a_line(rng, 120, (0.5, 1.0), 1.5)
    few = np.concatenate([np.flatnonzero(t == 1)[:15], np.flatnonzero(t == 0)])  # so that b has far to go
    X, t = X[few], t[few]
    ways = [(1e-6, 1), (1e-6, 1), (1e-6, 2), (2e-6, 1)]
    runs = (plain(student.logistic_regression(X, t, learning_rate=rate, epochs=n), 2) for rate, n in ways)
    start, again, after, faster = (np.array([*w, b]) for w, b in runs)
    if not np.array_equal(start, again):
        return None
    # A longer step is as good to see as one more: another test charges a loop that does not count its epochs.
    step = faster - start if np.array_equal(start, after) else after - start
    A = np.column_stack([X, np.ones(len(X))])
    y = 1 / (1 + np.exp(-A @ start))
    along = [A.T @ ((t - y) * slope) for slope in (1.0, y * (1 - y))]  # on the cross entropy, on the squared error
    return max(abs(step @ way) / (np.linalg.norm(step) * np.linalg.norm(way) + 1e-300) for way in along)


ALONG = 0.999  # the least cosine of a step on the gradient


def learns(student, rng):
    """Fails where no step goes along the gradient and nothing is separated: zeros, or chance, meet no other demand."""
    if (cosine_of_a_step(student, rng) or 0) <= ALONG:
        for normal in ((1.0, -0.4), (-1.0, 0.3)):
            separates(student.logistic_regression, *beside_a_line(rng, 120, normal, 3.5))


STOPS = Misconception("stops-learning", when=lambda got, *_: True)


@exercise("logistic_regression", weight=1)
def test_rate_and_epochs_count(student, rng):
    learns(student, rng)
    X, t = beside_a_line(rng, 100, (0.6, -0.8), 3.0)  # far enough that one epoch of a perceptron does not do
    keys = [(0.01, 50), (0.01, 100), (0.03, 50), (0.01, 1)]
    runs = {(rate, n): plain(student.logistic_regression(X, t, learning_rate=rate, epochs=n), 2) for rate, n in keys}

    def moved(first, second):
        """By more than rounding: fifty more steps of 0.01 change any unit that still learns by 1e-4 and more."""
        (w1, b1), (w2, b2) = runs[first], runs[second]
        return np.linalg.norm(w2 - w1) + abs(b2 - b1) > 1e-7 * (np.linalg.norm(w1) + abs(b1))

    hint, known = (STOPS.hint, STOPS.id) if moved((0.01, 1), (0.01, 50)) else ("single-epoch", "single-epoch")
    require(moved((0.01, 50), (0.01, 100)), "50 and 100 epochs give the same", hint, known)
    require(moved((0.01, 50), (0.03, 50)), "rates 0.01 and 0.03 give the same", misconception="rate-ignored")


@exercise("logistic_regression", weight=3)
def test_steps_go_along_the_gradient(student, rng):
    """Too few of them, or all of them uphill, are charged with the line."""
    cosine = cosine_of_a_step(student, rng)
    if cosine is None:  # another start every time: right, too, and no step to be seen
        learns(student, rng)
    else:
        known = "not-along-the-gradient" if cosine else ""  # 0: w and b did not move at all
        require(cosine > ALONG, f"cosine of {cosine} to the gradient", misconception=known)


def overlapping(rng):
    """Ten points that no line separates: descent has an end, where the gradient is 0.

    They are turned for everybody, and moved a little: how fast descent comes to its end is the same for all.
    """
    ones = np.array([[1.0, 0.5], [1.5, -1.0], [-0.5, 1.5], [2.0, 1.0], [-0.4, -0.3]])
    ones, zeros = (points + rng.uniform(-0.05, 0.05, ones.shape) for points in (ones, -ones))
    cos, sin = np.cos(angle := rng.uniform(-0.4, 0.4)), np.sin(angle)
    X, t = shuffled(rng, ones, zeros)
    return X @ np.array([[cos, -sin], [sin, cos]]), t


def end_of_descent(X, t, slope):
    """Where the gradient of the error is 0, w and b on one axis, by Gauss and Newton's steps.

    `slope` is that of the error by z, divided by y - t: of the cross entropy 1, of the squared error y (1 - y).
    """
    A, v = np.column_stack([X, np.ones(len(X))]), np.zeros(X.shape[1] + 1)
    for _ in range(200):
        y = 1 / (1 + np.exp(-A @ v))
        v -= 0.5 * np.linalg.solve(A.T @ ((y * (1 - y) * slope(y))[:, None] * A), A.T @ ((y - t) * slope(y)))
    return v


@exercise("logistic_regression", weight=2)
def test_descends_to_the_end(student, rng):
    learns(student, rng)
    X, t = overlapping(rng)
    # Sample by sample, every update leaves a trace of its rate; from first to last and from last to first it cancels out.
    runs = [
        plain(student.logistic_regression(X[way], t[way], 0.05, 8000), 2)
        for way in (slice(None), slice(None, None, -1))
    ]
    found = np.mean([[*w, b] for w, b in runs], axis=0)
    ends = [end_of_descent(X, t, slope) for slope in (np.ones_like, lambda y: y * (1 - y))]
    # In 2000 draws descent on either error, on its sum or mean or sample by sample, comes within 1.1 %; the nearest
    # thing without it, the end with noise, is 1.7 % away and more.
    apart = min(np.linalg.norm(found - end) / np.linalg.norm(end) for end in ends)
    require(apart < 0.014, f"{apart:.2%} away from where the gradient is 0", misconception="not-descended")


@exercise("logistic_regression", weight=1)
def test_regression_keeps_its_arguments(student, rng):
    learns(student, rng)
    check_unchanged(student.logistic_regression.observe(*beside_a_line(rng, 40, (1.0, 0.5), 1.0), 0.1, 20))


# ------------------------------------------------------------------------------------------------ needs_hidden_layer


def told_from_gauss(student, name, misconception):
    """For both the answer is not the same, and one that is the same for all data sets earns nothing."""
    gauss = Misconception("wrong-about-gauss", model=True)
    check(student.needs_hidden_layer("gauss"), False, EXACT, [gauss])
    check(student.needs_hidden_layer(name), True, EXACT, [Misconception(misconception, model=False)])


@exercise("needs_hidden_layer", secret=False)
def test_circle_needs_one(student):
    told_from_gauss(student, "circle", "wrong-about-circle")


@exercise("needs_hidden_layer", secret=False)
def test_xor_needs_one(student):
    told_from_gauss(student, "xor", "wrong-about-xor")


@exercise("needs_hidden_layer", secret=False)
def test_spiral_needs_one(student):
    told_from_gauss(student, "spiral", "wrong-about-spiral")


# ------------------------------------------------------------------------------------------------ train_test_split


def numbered(n, d):
    """Samples and targets that tell which row they were: row i is (i, 1000 + i, ...), d numbers, its target 3 i."""
    rows = np.arange(n, dtype=float)
    return rows[:, None] + 1000 * np.arange(d), 3 * rows


def split(student, n, ratio, seed, d=2, *, order=False):
    """X_train, X_test, t_train and t_test, of the right sizes; in whatever order they came, unless that is asked for."""
    parts = [expect_array(part) for part in expect_tuple(student.train_test_split(*numbered(n, d), ratio, Rng(seed)), 4)]
    count = round(n * ratio)
    wanted = [(count, d), (n - count, d), (count,), (n - count,)]
    shapes = [part.shape for part in parts]
    sorted_out = sorted(shapes) == sorted(wanted)
    if not order and not sorted_out and student.once("sizes", lambda: all_of_other_sizes(student)):
        return parts
    if shapes != wanted and (order or not sorted_out):
        for part, shape in [] if sorted_out else zip(parts, wanted, strict=True):
            expect_array(part, shape=(*part.shape[:1], *shape[1:]))  # rows may be missing, or an axis is one too many
        hint, known = ("order", "parts-exchanged") if sorted_out else ("sizes", "wrong-sizes")
        fail(f"shapes {shapes}, expected {wanted}", hint, known)
    return [parts.pop([part.shape for part in parts].index(shape)) for shape in wanted]


def all_of_other_sizes(student):
    """Whether the four parts are what they should be but for how many samples they have, which `PARTS` charges."""
    known = False
    for n, ratio, d in (case.args for case in PARTS):
        came = unchecked(student.train_test_split(*numbered(n, d), ratio, Rng(0)))
        shapes = [part.shape for part in came if type(part) is np.ndarray] if type(came) is tuple else []
        sizes = [shape[0] for shape in shapes if shape]
        if len(sizes) != 4 or shapes != [(sizes[0], d), (sizes[1], d), (sizes[0],), (sizes[1],)] or 0 in sizes:
            return False
        known = known or sizes[0] != round(n * ratio) or sizes[1] != n - sizes[0]
    return known


def rows(student, n, ratio, seed):
    """Which rows are in X_train and which in X_test."""
    X_train, X_test, *_ = split(student, n, ratio, seed)
    return X_train[:, 0], X_test[:, 0]


PARTS = [
    Case("three-quarters", 20, 0.75, 2),
    Case("half", 8, 0.5, 2),
    Case("a-quarter", 100, 0.25, 2),
    Case("most", 16, 0.875, 2),
    Case("one-feature", 12, 0.75, 1),
    Case("three-features", 12, 0.5, 3),
]


@exercise("train_test_split", weight=2, secret=False)
@table(PARTS)
def test_split_parts(student, case):
    n, ratio, d = case.args
    X_train, X_test, *_ = split(student, n, ratio, 0, d, order=True)
    found = np.concatenate([X_train[:, 0], X_test[:, 0]])
    require(np.array_equal(np.sort(found), np.arange(n)), "a sample is lost or doubled", "lost", "lost-or-doubled")


@exercise("train_test_split", weight=2, secret=False)
@table(PARTS)
def test_split_keeps_pairs(student, case):
    n, ratio, d = case.args
    for seed in range(3):
        X_train, X_test, t_train, t_test = split(student, n, ratio, seed, d)
        both, targets = np.concatenate([X_train, X_test]), np.concatenate([t_train, t_test])
        whole = np.array_equal(both, both[:, :1] + 1000 * np.arange(d))
        require(whole and np.array_equal(targets, 3 * both[:, 0]), "a sample lost its target", "pairs", "pairs-broken")


@exercise("train_test_split", weight=2, secret=False)
def test_split_is_shuffled(student):
    for n, ratio in ((8, 0.5), (20, 0.75)):
        tested = {tuple(tuple(np.sort(part)) for part in rows(student, n, ratio, seed)) for seed in range(5)}
        # Five random choices of the same half out of 8 rows have a chance of 70 ** -4.
        require(len(tested) > 1, "the same rows are tested with every seed", "unshuffled", "not-shuffled")
    for part in rows(student, 200, 0.5, 17):  # a random order of 100 rows has 50 +- 3 places where it rises
        rises = sum(first < second for first, second in pairwise(part))
        pairs = len(part) - 1
        require(pairs / 4 < rises < pairs * 3 / 4, f"{rises} of {pairs} neighbours rise", "still-sorted", "not-shuffled")


@exercise("train_test_split", weight=1, needs=test_split_is_shuffled, secret=False)
def test_split_is_reproducible(student):
    first, second = (np.concatenate(rows(student, 40, 0.5, 5)) for _ in range(2))
    require(np.array_equal(first, second), "two calls with one seed differ", misconception="other-randomness")
    X, t = numbered(12, 2)
    observed = student.train_test_split.observe(X, t, 0.75, Rng(3))
    require(not observed.changed & {0, 1}, "X or t was changed", misconception="changes-argument")
