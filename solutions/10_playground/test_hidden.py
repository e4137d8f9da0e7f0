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
    require,
    table,
    text,
)

TOL = Tolerance(
    rtol=1e-6, atol=1e-8, why="the course's accuracy: products and sines lose 1e-16, a wrong feature is off by 1e-2"
)

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


def other_columns(name, en, ko, **changes):
    renamed = {key.replace("_", "^"): function for key, function in changes.items()}
    return Misconception(name, text(en=en, ko=ko), model=lambda X, names: features(X, names, renamed))


FEATURES = [
    Misconception(
        "features-as-rows",
        text(
            en="Each feature became a row. Where do the samples go in this course, in rows or in columns?",
            ko="특징이 행으로 들어갔습니다. 이 과목에서 샘플은 행에 놓나요, 열에 놓나요?",
        ),
        model=lambda X, names: features(X, names).T,
    ),
    Misconception(
        "features-in-own-order",
        text(
            en="The right columns in an order of their own. Who decides which one comes first?",
            ko="열은 맞지만 순서가 다릅니다. 어느 열이 먼저 오는지는 무엇이 정하나요?",
        ),
        when=lambda got, X, names: (
            got.shape == (len(X), len(names)) and np.allclose(np.sort(got, axis=1), np.sort(features(X, names), axis=1))
        ),
    ),
    other_columns(
        "square-doubled",
        "A square is as large as twice the number. What does ^2 mean?",
        "제곱이어야 할 값이 두 배로 나왔습니다. ^2는 무슨 뜻인가요?",
        x1_2=lambda X: 2 * X[:, 0],
        x2_2=lambda X: 2 * X[:, 1],
    ),
    other_columns(
        "product-summed",
        "x1*x2 came out as another operation. For which points is the product positive?",
        "x1*x2가 다른 연산이 되었습니다. 곱이 양수가 되는 점은 어디에 있나요?",
        **{"x1*x2": lambda X: X[:, 0] + X[:, 1]},
    ),
    other_columns(
        "sine-in-degrees",
        "The sine was taken of degrees. What unit does np.sin work in, and what are the playground's coordinates?",
        "각도를 도 단위로 보고 사인을 구했습니다. np.sin은 어떤 단위를 받나요?",
        **{
            "sin(x1)": lambda X: np.sin(np.deg2rad(X[:, 0])),
            "sin(x2)": lambda X: np.sin(np.deg2rad(X[:, 1])),
        },
    ),
    Misconception(
        "coordinates-exchanged",
        text(
            en="A feature of x1 was computed from x2, or the other way round. Which column of X is which?",
            ko="x1의 특징을 x2로, 또는 x2의 특징을 x1로 계산했습니다. X의 어느 열이 x1인가요?",
        ),
        when=lambda got, X, names: (
            got.shape == (len(X), len(names))
            and all(
                np.allclose(column, COLUMNS[name](X)) or np.allclose(column, COLUMNS[name](X[:, ::-1]))
                for column, name in zip(got.T, names, strict=True)
            )
        ),
    ),
    Misconception(
        "names-ignored",
        text(
            en="Not as many columns as names. Which features are asked for?",
            ko="열의 수가 이름의 수와 다릅니다. 어떤 특징을 달라고 했나요?",
        ),
        when=lambda got, X, names: got.shape[0] == len(X) and got.shape[1] != len(names),
    ),
]
NO_ERROR = text(
    en="A name that is no feature should raise ValueError. What does your function do with it, and does it look at "
    "every "
    "name?",
    ko="특징이 아닌 이름이 있으면 ValueError를 일으켜야 합니다. 함수가 이런 이름을 어떻게 다루나요? 모든 이름을 "
    "확인하나요?",
)


def points(rng, n):
    return rng.uniform(0.3, 3, (n, 2)) * rng.choice([-1.0, 1.0], (n, 2))


@exercise("expand_features", weight=3, about=text(en="every feature alone", ko="특징 하나씩"))
@table([Case(name, name) for name in ALL])
def test_single_features(student, rng, case):
    args = points(rng, 6), [case.args[0]]
    check(student.expand_features(*args), features(*args), TOL, FEATURES, args=args)


@exercise(
    "expand_features",
    weight=3,
    needs=test_single_features,
    about=text(en="several features, in the order of their names", ko="여러 특징을 이름 순서대로"),
)
@table(
    [
        Case("all", ALL, 5),
        Case("backwards", ALL[::-1], 7),
        Case("mixed", ["sin(x2)", "x1", "x1*x2"], 4),
        Case("twice", ["x2", "x1^2", "x2"], 3),
        Case("one-point", ["x2^2", "x1"], 1),
    ]
)
def test_several_features(student, rng, case):
    args = points(rng, case.args[1]), case.args[0]
    check(student.expand_features(*args), features(*args), TOL, FEATURES, args=args)


@exercise(
    "expand_features",
    weight=1,
    needs=test_single_features,
    about=text(en="an unknown name raises ValueError", ko="모르는 이름에는 ValueError"),
)
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
    check_raises(student.expand_features, points(rng, 4), case.args[0], hint=NO_ERROR)


@exercise(
    "expand_features",
    weight=1,
    needs=test_single_features,
    about=text(en="X and names are not changed", ko="X와 names가 바뀌지 않는지"),
)
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
    if type(value) is np.ndarray:
        return expect_array(value).ravel()
    return np.array([expect_number(item) for item in (value if type(value) in (list, tuple) else [value])])


def plain(value, d):
    """The pair as w (d,) and a number."""
    w, b = (flat(part) for part in expect_tuple(value, 2))
    if w.size != d or b.size != 1:
        fail(
            f"w has {w.size} numbers, b has {b.size}, expected {d} and 1",
            text(
                en=f"{d} features need {d} weights and one bias; there are {w.size} and {b.size}.",
                ko=f"특징이 {d}개이면 가중치 {d}개와 바이어스 1개입니다. 지금은 {w.size}개와 {b.size}개입니다.",
            ),
        )
    return w, float(b[0])


REVERSED = text(
    en="The line is there, but the classes lie on the wrong sides. In which direction does an update go, and what is "
    "the "
    "sign of y - t?",
    ko="직선은 찾았지만 두 클래스가 반대쪽에 있습니다. 갱신은 어느 방향으로 가고, y - t의 부호는 무엇인가요?",
)
NO_BIAS = text(
    en="b is 0: the line goes through the origin whatever the data. What is the gradient of b?",
    ko="b가 0입니다. 데이터와 상관없이 직선이 원점을 지납니다. b의 그래디언트는 무엇인가요?",
)
UNTRAINED = text(
    en="All weights are 0. Does the result of each step arrive in w?",
    ko="가중치가 모두 0입니다. 각 걸음의 결과가 w에 반영되나요?",
)
SINGLE_EPOCH = text(
    en="However many epochs it trains, w and b are what a single one gives. When does the loop end, and where does each "
    "epoch start?",
    ko="아무리 여러 에포크를 학습해도 w와 b가 한 에포크만 학습했을 때와 같습니다. 반복은 언제 끝나고, 각 에포크는 "
    "어디에서 시작하나요?",
)
INACCURATE = text(
    en="Too many points lie on the wrong side. Print the accuracy after every hundred epochs: does it rise?",
    ko="반대쪽에 놓인 점이 너무 많습니다. 100 에포크마다 정확도를 출력해 보세요. 올라가고 있나요?",
)


def separates(train, X, t):
    """Fails unless `train`, the student's function, puts 95 % of the points on their side."""
    w, b = plain(train(X, t), X.shape[1])
    accuracy = np.mean((X @ w + b > 0) == (t == 1))
    if accuracy >= 0.95:
        return
    hint, known = INACCURATE, ""
    w_once, b_once = plain(train(X, t, epochs=1), X.shape[1])
    if not np.any(w):
        hint, known = UNTRAINED, "not-trained"
    elif np.array_equal(w, w_once) and b == b_once:
        hint, known = SINGLE_EPOCH, "single-epoch"
    elif b == 0:  # as after one epoch, if half of the targets are 1: so that comes first
        hint, known = NO_BIAS, "no-bias"
    elif accuracy <= 0.4:
        hint, known = REVERSED, "uphill"
    fail(f"accuracy {accuracy:.3f}, expected at least 0.95", hint, known)


@exercise("logistic_regression", weight=4, about=text(en="data that a line separates", ko="직선으로 나뉘는 데이터"))
@table(
    [
        Case("through-the-origin", 200, (1.0, 1.0), 0.0),
        Case("off-the-origin", 200, (1.0, -0.4), 3.0),
        Case("other-side", 120, (-1.0, 0.3), 2.5),
        Case("upright", 300, (0.1, -1.0), -2.0),
    ]
)
def test_line(student, rng, case):
    X, t = beside_a_line(rng, *case.args)
    separates(student.logistic_regression, X, t)


@exercise(
    "logistic_regression",
    weight=2,
    needs=test_line,
    about=text(en="the circle, seen through x1^2 and x2^2", ko="x1^2, x2^2로 본 circle 데이터"),
)
def test_circle(student, rng):
    X, t = circle(rng, 240)
    separates(student.logistic_regression, X**2, t)
    separates(student.logistic_regression, X**2, 1 - t)


@exercise(
    "logistic_regression",
    weight=1,
    needs=test_line,
    about=text(en="one feature, three features", ko="특징이 한 개일 때와 세 개일 때"),
)
@table([Case("one", 120, (1.0,), 2.0), Case("three", 160, (1.0, -0.5, 0.8), 2.0)])
def test_other_widths(student, rng, case):
    separates(student.logistic_regression, *beside_a_line(rng, *case.args))


STOPS = Misconception(
    "stops-learning",
    text(
        en="Fifty more epochs change nothing at all. A step function is content once every point is on its side; "
        "what does "
        "the logistic function answer there?",
        ko="50 에포크를 더 학습해도 아무것도 바뀌지 않습니다. 계단 함수는 모든 점이 제자리에 오면 멈춥니다. 로지스틱 "
        "함수는 "
        "그때 무엇이라고 답하나요?",
    ),
    when=lambda got, *_: True,
)
RATE_IGNORED = text(
    en="Another learning rate gives the very same weights.", ko="학습률을 바꾸어도 가중치가 똑같습니다."
)


@exercise(
    "logistic_regression",
    weight=1,
    needs=test_line,
    about=text(en="learning_rate and epochs count", ko="learning_rate와 epochs가 쓰이는지"),
)
def test_rate_and_epochs_count(student, rng):
    X, t = beside_a_line(rng, 100, (0.6, -0.8), 1.5)
    keys = [(0.01, 50), (0.01, 100), (0.03, 50), (0.01, 1)]
    runs = {(rate, n): plain(student.logistic_regression(X, t, learning_rate=rate, epochs=n), 2) for rate, n in keys}

    def moved(first, second):
        """By more than rounding: fifty more steps of 0.01 change any unit that still learns by 1e-4 and more."""
        (w1, b1), (w2, b2) = runs[first], runs[second]
        return np.linalg.norm(w2 - w1) + abs(b2 - b1) > 1e-7 * (np.linalg.norm(w1) + abs(b1))

    hint, known = (STOPS.hint, STOPS.id) if moved((0.01, 1), (0.01, 50)) else (SINGLE_EPOCH, "single-epoch")
    require(moved((0.01, 50), (0.01, 100)), "50 and 100 epochs give the same", hint, known)
    require(moved((0.01, 50), (0.03, 50)), "rates 0.01 and 0.03 give the same", RATE_IGNORED, "rate-ignored")


@exercise(
    "logistic_regression",
    weight=1,
    needs=test_line,
    about=text(en="X and t are not changed", ko="X와 t가 바뀌지 않는지"),
)
def test_regression_keeps_its_arguments(student, rng):
    check_unchanged(student.logistic_regression.observe(*beside_a_line(rng, 40, (1.0, 0.5), 1.0), 0.1, 20))


# ------------------------------------------------------------------------------------------------ needs_hidden_layer


@exercise("needs_hidden_layer", about=text(en="four data sets", ko="데이터 네 가지"))
@table(
    [
        Case("circle", "circle", expected=True),
        Case("gauss", "gauss", expected=False),
        Case("xor", "xor", expected=True),
        Case("spiral", "spiral", expected=True),
    ]
)
def test_hidden_layer(student, case):
    hints = {
        "circle": text(
            en="With the squares as inputs the circle needs none. But with x1 and x2 alone?",
            ko="제곱을 입력으로 주면 필요 없습니다. 하지만 x1과 x2만 있다면 어떨까요?",
        ),
        "gauss": text(
            en="Look at the two clouds: what is the simplest border between them?",
            ko="두 무리를 보세요. 둘 사이의 가장 단순한 경계는 무엇인가요?",
        ),
        "xor": text(
            en="Which of the gates could a single perceptron not build?",
            ko="퍼셉트론 하나로 만들 수 없었던 게이트는 무엇인가요?",
        ),
        "spiral": text(
            en="Follow one arm of the spiral with your finger. Can a straight line keep it on one side?",
            ko="나선 팔 하나를 따라가 보세요. 직선 하나로 그 팔을 한쪽에 둘 수 있나요?",
        ),
    }
    wrong = Misconception(f"wrong-about-{case.name}", hints[case.name], model=not case.expected)
    check(student.needs_hidden_layer(*case.args), case.expected, EXACT, [wrong])


# ------------------------------------------------------------------------------------------------ train_test_split

ORDER = text(
    en="The sizes are in each other's places. In which order do the four parts come back (X_train, X_test, t_train, "
    "t_test), and whose share is train_ratio?",
    ko="크기가 서로 뒤바뀌었습니다. 네 부분을 어떤 순서로 돌려주나요(X_train, X_test, t_train, t_test)? "
    "train_ratio는 어느 "
    "쪽의 비율인가요?",
)
SIZES = text(
    en="The parts have the wrong sizes. Of how many samples is train_ratio a share, and whose share is it?",
    ko="나눈 크기가 다릅니다. train_ratio는 전체 몇 개 중 어느 쪽의 비율인가요?",
)
PAIRS = text(
    en="Samples have lost their targets: X and t were not put into the same order. How can one order serve both?",
    ko="샘플과 정답의 짝이 어긋났습니다. X와 t의 순서가 다릅니다. 하나의 순서를 둘 다에 쓰려면 어떻게 해야 할까요?",
)
LOST = text(
    en="A sample is missing, or appears twice. Was each index drawn exactly once?",
    ko="빠지거나 두 번 나온 샘플이 있습니다. 각 번호를 정확히 한 번씩 뽑았나요?",
)
UNSHUFFLED = text(
    en="The first samples always land in the same part. If the data are sorted by class, what does the network get "
    "to see?",
    ko="앞쪽 샘플이 언제나 같은 부분에 들어갑니다. 데이터가 클래스별로 정렬되어 있다면 신경망은 무엇을 보게 될까요?",
)
STILL_SORTED = text(
    en="Within a part the samples still stand in their old order, or in its reverse. What does training see first if it "
    "takes them one after the other?",
    ko="나눈 뒤에도 각 부분의 샘플이 원래 순서나 그 역순으로 놓여 있습니다. 차례대로 학습하면 무엇부터 보게 될까요?",
)
OTHER_RANDOMNESS = text(
    en="The same seed gave two different results. Does all randomness come from the rng that is passed in?",
    ko="같은 시드에서 서로 다른 결과가 나왔습니다. 무작위 수를 모두 인수로 받은 rng에서 뽑았나요?",
)


def numbered(n, d):
    """Samples and targets that tell which row they were: row i is (i, 1000 + i, ...), d numbers, its target 3 i."""
    rows = np.arange(n, dtype=float)
    return rows[:, None] + 1000 * np.arange(d), 3 * rows


def split(student, n, ratio, seed, d=2):
    """The rows in each part, after everything but the order has been checked."""
    X, t = numbered(n, d)
    parts = expect_tuple(student.train_test_split(X, t, ratio, Rng(seed)), 4)
    arrays = [expect_array(part) for part in parts]
    count = round(n * ratio)
    wanted = [(count, d), (n - count, d), (count,), (n - count,)]
    shapes = [part.shape for part in arrays]
    if shapes != wanted:
        sorted_out = sorted(shapes) == sorted(wanted)
        hint, known = (ORDER, "parts-exchanged") if sorted_out else (SIZES, "wrong-sizes")
        fail(f"shapes {shapes}, expected {wanted}", hint, known)
    X_train, X_test, t_train, t_test = arrays
    rows = np.concatenate([X_train[:, 0], X_test[:, 0]])
    require(np.array_equal(np.sort(rows), X[:, 0]), "a sample is lost or doubled", LOST, "lost-or-doubled")
    whole = np.array_equal(np.concatenate([X_train, X_test]), rows[:, None] + 1000 * np.arange(d))
    paired = np.array_equal(np.concatenate([t_train, t_test]), 3 * rows)
    require(whole and paired, "a sample lost its target", PAIRS, "pairs-broken")
    return rows[:count], rows[count:]


@exercise(
    "train_test_split", weight=2, about=text(en="four parts, nothing lost, pairs kept", ko="네 부분, 빠짐없이, 짝 유지")
)
@table(
    [
        Case("three-quarters", 20, 0.75, 2),
        Case("half", 8, 0.5, 2),
        Case("a-quarter", 100, 0.25, 2),
        Case("most", 16, 0.875, 2),
        Case("one-feature", 12, 0.75, 1),
        Case("three-features", 12, 0.5, 3),
    ]
)
def test_split_parts(student, case):
    n, ratio, d = case.args
    test_parts = {tuple(np.sort(split(student, n, ratio, seed, d)[1])) for seed in range(5)}
    # Five random choices of the same half out of 8 rows have a chance of 70 ** -4.
    require(len(test_parts) > 1, "the same rows are tested with every seed", UNSHUFFLED, "not-shuffled")


@exercise(
    "train_test_split",
    weight=1,
    needs=test_split_parts,
    about=text(en="shuffled, within the parts too", ko="각 부분 안에서도 섞였는지"),
)
def test_split_is_shuffled(student):
    for part in split(student, 200, 0.5, 17):  # a random order of 100 rows has 50 +- 3 places where it rises
        rises = sum(first < second for first, second in pairwise(part))
        require(25 < rises < 75, f"{rises} of 99 neighbours rise", STILL_SORTED, "not-shuffled")


@exercise(
    "train_test_split",
    weight=1,
    needs=test_split_parts,
    about=text(en="the same seed, the same parts; X and t stay", ko="같은 시드면 같은 결과; X와 t는 그대로"),
)
def test_split_is_reproducible(student):
    first, second = (np.concatenate(split(student, 40, 0.5, 5)) for _ in range(2))
    require(np.array_equal(first, second), "two calls with one seed differ", OTHER_RANDOMNESS, "other-randomness")
    X, t = numbered(12, 2)
    observed = student.train_test_split.observe(X, t, 0.75, Rng(3))
    require(
        not observed.changed & {0, 1},
        "X or t was changed",
        text(
            en="X or t came back in another order: the shuffling happened in the arrays that were passed in.",
            ko="X나 t의 순서가 바뀌었습니다. 전달받은 배열을 그 자리에서 섞었습니다.",
        ),
        "changes-argument",
    )
