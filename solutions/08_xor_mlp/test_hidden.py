"""Hidden suite of 08_xor_mlp: the lecture's network and what can be asked of it, without training.

Parameters are W1 (2, h), B1 (h,), W2 (h, 1), B2 (1,), drawn at random with h = 2, 3, 5: a transposed W1 goes through
without an error for h = 2 only, so each width finds other mistakes.
"""

import numpy as np

from autograder.suite import (
    EXACT,
    Case,
    Misconception,
    Tolerance,
    check,
    check_unchanged,
    exercise,
    expect_dict,
    expect_figure,
    fail,
    require,
    table,
    text,
)

TOL = Tolerance(
    rtol=1e-6,
    atol=1e-8,
    why="the course's accuracy: float64 loses about 1e-15 in a forward pass, and the mildest wrong one is off by 1e-3",
)
FIGURE = Tolerance(rtol=0.0, atol=1e-8, why="the lecture prints the untrained outputs to eight decimals, rounded")

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR = np.array([[0.0], [1.0], [1.0], [0.0]])


def squash(x):
    return 1 / (1 + np.exp(-x))


def lecture_params():
    return {
        "W1": np.array([[0.1, 0.2], [0.3, 0.4]]),
        "B1": np.array([0.1, 0.2]),
        "W2": np.array([[0.5], [0.6]]),
        "B2": np.array([0.3]),
    }


def draw_params(rng, width, scale=1.5):
    shapes = {"W1": (2, width), "B1": (width,), "W2": (width, 1), "B2": (1,)}
    return {name: scale * rng.normal(size=shape) for name, shape in shapes.items()}


# ------------------------------------------------------------------------------------------------ init_params

READ_DOWN = text(
    en="W1 is turned around: one row holds what leaves one input. Compare it with the table, entry by entry.",
    ko="W1의 행과 열이 바뀌었습니다. 한 행에는 입력 하나에서 나가는 가중치가 들어갑니다. 표와 하나씩 비교해 보세요.",
)
INIT = [
    Misconception("weights-read-down", READ_DOWN, model=lambda: lecture_params() | {"W1": lecture_params()["W1"].T}),
    Misconception(
        "column-flattened",
        text(
            en="W2 has lost an axis. It leads from two hidden units to one output: how many rows and columns is that?",
            ko="W2의 축 하나가 없어졌습니다. 은닉층 유닛 두 개에서 출력 하나로 갑니다. 몇 행 몇 열인가요?",
        ),
        when=lambda got: np.ndim(got["W2"]) == 1,
    ),
    Misconception(
        "bias-shape",
        text(
            en="A bias is one number for each unit of its layer, in an array with one axis. Look at B1 and B2 again.",
            ko="바이어스는 그 층의 유닛마다 하나씩이고, 축이 하나인 배열에 담습니다. B1과 B2를 다시 보세요.",
        ),
        when=lambda got: np.ndim(got["B1"]) != 1 or np.ndim(got["B2"]) != 1,
    ),
]
SHARED = text(
    en="Two calls handed out the same arrays: whoever trains one network trains them all. Where are the arrays made?",
    ko="두 번의 호출이 같은 배열을 내주었습니다. 한 신경망을 학습시키면 다른 것도 바뀝니다. 배열을 어디에서 만드나요?",
)


@exercise("init_params", weight=2, about=text(en="the lecture's weights", ko="강의의 가중치"))
def test_init_values(student):
    check(student.init_params(), lecture_params(), TOL, INIT)


@exercise(
    "init_params", weight=1, needs=test_init_values, about=text(en="new arrays each time", ko="부를 때마다 새 배열")
)
def test_init_is_fresh(student):
    for name in lecture_params():
        student.init_params.keep().item(name)[...] = -7.0
        student.init_params.keep()[name] = None
        again = expect_dict(student.init_params(), lecture_params())
        shared = Misconception("arrays-shared", SHARED, when=lambda got: got is None or np.any(np.asarray(got) == -7.0))
        check(again[name], lecture_params()[name], TOL, [shared])


# ------------------------------------------------------------------------------------------------ predict


def forward(params, x, *, hidden=squash, out=squash, b1=1, b2=1):
    """The forward pass with one step changed."""
    return out(hidden(x @ params["W1"] + b1 * params["B1"]) @ params["W2"] + b2 * params["B2"])


def same(z):
    return z


PREDICT = [
    Misconception(
        "hidden-not-activated",
        text(
            en="The hidden layer passes its sums on as they are. What does each hidden unit do with its net input?",
            ko="은닉층이 입력의 총합을 그대로 넘깁니다. 은닉층 유닛은 입력의 총합으로 무엇을 하나요?",
        ),
        model=lambda params, x: forward(params, x, hidden=same),
    ),
    Misconception(
        "output-not-activated",
        text(
            en="Some outputs lie outside the range from 0 to 1. Which step is left after the last sum?",
            ko="0과 1 사이를 벗어난 출력이 있습니다. 마지막 합 다음에 남은 단계는 무엇인가요?",
        ),
        model=lambda params, x: forward(params, x, out=same),
    ),
    Misconception(
        "bias-forgotten",
        text(
            en="A bias is missing. How many of them does the network have, and at which sums do they enter?",
            ko="빠진 바이어스가 있습니다. 이 신경망에는 바이어스가 몇 개 있고 어느 합에 더해지나요?",
        ),
        when=lambda got, params, x: any(
            np.allclose(got, forward(params, x, b1=b1, b2=b2)) for b1, b2 in ((0, 1), (1, 0), (0, 0))
        ),
    ),
    Misconception(
        "weights-read-down",
        text(
            en="W1 is used the wrong way round. Which index of W1 belongs to the input, which to the hidden unit?",
            ko="W1의 행과 열을 바꾸어 사용했습니다. 행과 열 중 어느 것이 입력이고 어느 것이 은닉층 유닛인가요?",
        ),
        model=lambda params, x: forward(params | {"W1": params["W1"].T}, x),
    ),
    Misconception(
        "outputs-flattened",
        text(
            en="The numbers are right, the shape is not: n samples and one output unit, so how many rows and columns?",
            ko="값은 맞지만 형상이 다릅니다. 샘플이 n개이고 출력 유닛이 하나이면 몇 행 몇 열인가요?",
        ),
        when=lambda got, params, x: got.shape != (len(x), 1) and np.allclose(got.ravel(), forward(params, x).ravel()),
    ),
    Misconception(
        "hidden-returned",
        text(
            en="That is what the hidden layer says, or the layers together. What does the network as a whole answer?",
            ko="은닉층의 출력이거나 모든 층의 출력입니다. 신경망 전체의 답은 무엇인가요?",
        ),
        when=lambda got, params, x: (
            type(got) in (tuple, list) or np.allclose(got, squash(x @ params["W1"] + params["B1"]))
        ),
    ),
]


@exercise("predict", weight=2, about=text(en="outputs of several networks", ko="여러 신경망의 출력"))
def test_predict_values(student, rng):
    for width, n in [(2, 4), (3, 5), (5, 2)]:
        args = draw_params(rng, width), rng.normal(size=(n, 2))
        check(student.predict(*args), forward(*args), TOL, PREDICT, args=args)


@exercise(
    "predict",
    weight=1,
    needs=test_predict_values,
    about=text(en="the lecture's untrained outputs, and a single sample", ko="학습 전 강의의 출력, 그리고 샘플 하나"),
)
def test_predict_lecture(student):
    untrained = np.array([[0.70938314], [0.72844306], [0.71791234], [0.73598705]])
    check(student.predict(lecture_params(), CORNERS), untrained, FIGURE, PREDICT, args=(lecture_params(), CORNERS))
    check(student.predict(lecture_params(), CORNERS[:1]), untrained[:1], FIGURE)


@exercise(
    "predict",
    weight=0.5,
    needs=test_predict_values,
    about=text(en="params and x are not changed", ko="params와 x가 바뀌지 않는지"),
)
def test_predict_keeps_its_arguments(student, rng):
    check_unchanged(student.predict.observe(draw_params(rng, 3), rng.normal(size=(4, 2))))


# ------------------------------------------------------------------------------------------------ total_loss


def half_square(params, X, T):
    return float(np.sum((forward(params, X) - T) ** 2) / 2)


LOSS = [
    Misconception(
        "mean-for-sum",
        text(
            en="The error was averaged over the samples. Does the lecture's E sum up, or does it take the mean?",
            ko="샘플의 평균을 구했습니다. 강의의 E는 합인가요, 평균인가요?",
        ),
        when=lambda got, *args: any(np.isclose(got, share * half_square(*args) / len(args[1])) for share in (1, 2)),
    ),
    Misconception(
        "half-forgotten",
        text(
            en="Twice too large: which factor stands in front of the lecture's sum?",
            ko="두 배입니다. 강의의 식에서 합 앞에 있는 계수는 무엇인가요?",
        ),
        model=lambda *args: 2 * half_square(*args),
    ),
    Misconception(
        "absolute-for-square",
        text(
            en="The errors were summed up without being squared.",
            ko="오차를 제곱하지 않고 더했습니다.",
        ),
        when=lambda got, params, X, T: any(
            np.isclose(abs(got), share * wrong)
            for share in (1, 0.5)
            for wrong in (np.sum(np.abs(forward(params, X) - T)), abs(np.sum(forward(params, X) - T)))
        ),
    ),
    Misconception(
        "broadcast",
        text(
            en="Every output was compared with every target. What does NumPy make of (n, 1) and (n,)?",
            ko="모든 출력을 모든 정답과 비교했습니다. 넘파이는 (n, 1)과 (n,)을 어떻게 맞추나요?",
        ),
        model=lambda params, X, T: float(np.sum((forward(params, X) - T.ravel()) ** 2) / 2),
    ),
    Misconception(
        "squared-sum",
        text(
            en="Errors of different signs cancelled each other. Which comes first, squaring or summing?",
            ko="부호가 다른 오차끼리 상쇄되었습니다. 제곱과 합 중 어느 것이 먼저인가요?",
        ),
        model=lambda params, X, T: float(np.sum(forward(params, X) - T) ** 2 / 2),
    ),
]


@exercise(
    "total_loss",
    weight=2,
    builds_on=("predict",),
    about=text(en="several networks and batches", ko="여러 신경망과 배치"),
)
def test_loss_values(student, rng):
    check(student.total_loss(lecture_params(), CORNERS, XOR), 0.5991089945685536, TOL, LOSS,
          args=(lecture_params(), CORNERS, XOR))  # fmt: skip
    for width, n in [(2, 3), (3, 6), (5, 1)]:
        args = draw_params(rng, width), rng.normal(size=(n, 2)), rng.uniform(size=(n, 1))
        check(student.total_loss(*args), half_square(*args), TOL, LOSS, args=args)


@exercise(
    "total_loss",
    weight=0.5,
    needs=test_loss_values,
    builds_on=("predict",),
    about=text(en="nothing is changed", ko="인수가 바뀌지 않는지"),
)
def test_loss_keeps_its_arguments(student, rng):
    check_unchanged(student.total_loss.observe(draw_params(rng, 3), rng.normal(size=(4, 2)), rng.uniform(size=(4, 1))))


# ------------------------------------------------------------------------------------------------ classify


def decided(rng, width, n):
    """Parameters and inputs with outputs on both sides of 0.5, none of them within 0.01."""
    while True:
        params, X = draw_params(rng, width), rng.normal(size=(n, 2))
        out = forward(params, X)
        if np.abs(out - 0.5).min() > 0.01 and (n == 1 or out.min() < 0.5 < out.max()):
            return params, X


CLASSES = [
    Misconception(
        "outputs-for-classes",
        text(
            en="These are the outputs themselves. Which side of 0.5 does each of them lie on?",
            ko="출력값 그대로입니다. 각 출력은 0.5의 어느 쪽에 있나요?",
        ),
        when=lambda got, *args: np.allclose(np.ravel(got), forward(*args).ravel()),
    ),
    Misconception(
        "classes-in-a-column",
        text(
            en="The classes are right, the shape is not: one number for each sample, on one axis.",
            ko="분류는 맞지만 형상이 다릅니다. 샘플마다 수 하나씩, 축은 하나입니다.",
        ),
        when=lambda got, *args: (
            np.array_equal(np.ravel(got), forward(*args).ravel() >= 0.5) and got.shape == (len(args[1]), 1)
        ),
    ),
    Misconception(
        "classes-reversed",
        text(
            en="Every 0 should be a 1 and the other way round. Which way does the comparison point?",
            ko="0과 1이 모두 뒤바뀌었습니다. 부등호의 방향을 확인해 보세요.",
        ),
        when=lambda got, *args: np.array_equal(np.ravel(got), forward(*args).ravel() < 0.5),
    ),
    Misconception(
        "threshold-at-zero",
        text(
            en="Every sample lands in one class. Can the output of a sigmoid be below your threshold at all?",
            ko="모든 샘플이 한 클래스로 분류됩니다. 시그모이드의 출력이 그 기준보다 작을 수 있나요?",
        ),
        when=lambda got, *args: len(set(np.ravel(got).tolist())) == 1,
    ),
]
NOT_INTEGER = Misconception(
    "classes-not-integers",
    text(
        en="The classes are right, but they are not integers. What type does a comparison give, or np.round?",
        ko="분류는 맞지만 정수가 아닙니다. 비교 연산이나 np.round의 결과는 어떤 자료형인가요?",
    ),
    when=lambda got, *args: np.asarray(got).dtype.kind not in "iu",
)
ABOVE_HALF = Misconception(
    "half-is-zero",
    text(
        en="At exactly 0.5 the answer should be 1: at least 0.5, it says. (np.round has its own view of halves.)",
        ko="정확히 0.5이면 1이어야 합니다. '0.5 이상'이라고 했습니다. (np.round는 0.5를 다르게 다룹니다.)",
    ),
    when=lambda got, *args: np.all(np.asarray(got) == 0),
)


@exercise("classify", weight=2, builds_on=("predict",), about=text(en="classes", ko="클래스"))
def test_classes(student, rng):
    for width, n in [(2, 5), (3, 8), (5, 2)]:
        args = decided(rng, width, n)
        expected = (forward(*args)[:, 0] >= 0.5).astype(int)
        check(student.classify(*args), expected, EXACT, CLASSES, args=args)


@exercise(
    "classify",
    weight=1,
    needs=test_classes,
    builds_on=("predict",),
    about=text(en="integers, and a single sample", ko="정수인지, 그리고 샘플 하나일 때"),
)
def test_classes_are_integers(student, rng):
    for n in (6, 1):
        args = decided(rng, 3, n)
        expected = (forward(*args)[:, 0] >= 0.5).astype(int)
        check(student.classify(*args), expected, EXACT, [NOT_INTEGER], args=args, kind="int")


@exercise(
    "classify",
    weight=1,
    needs=test_classes,
    builds_on=("predict",),
    about=text(en="exactly 0.5", ko="출력이 정확히 0.5일 때"),
)
def test_half_is_one(student):
    zeros = {name: np.zeros_like(value) for name, value in lecture_params().items()}
    check(student.classify(zeros, CORNERS), np.ones(4), EXACT, [ABOVE_HALF], args=(zeros, CORNERS))


@exercise(
    "classify",
    weight=0.5,
    needs=test_classes,
    builds_on=("predict",),
    about=text(en="nothing is changed", ko="인수가 바뀌지 않는지"),
)
def test_classify_keeps_its_arguments(student, rng):
    check_unchanged(student.classify.observe(*decided(rng, 3, 4)))


# ------------------------------------------------------------------------------------------------ decision_grid


def outputs_over(params, n, *, step=None):
    """Rows x2, columns x1."""
    side = np.arange(n) * (1 / (n - 1) if step is None else step)
    x1, x2 = np.meshgrid(side, side)
    return forward(params, np.stack([x1.ravel(), x2.ravel()], axis=1)).reshape(n, n)


GRID = [
    Misconception(
        "grid-transposed",
        text(
            en="Rows and columns have changed places. Along which axis of the array does x1 grow?",
            ko="행과 열이 바뀌었습니다. x1은 배열의 어느 축을 따라 커지나요?",
        ),
        model=lambda params, n: outputs_over(params, n).T,
    ),
    Misconception(
        "grid-upside-down",
        text(
            en="The picture is mirrored: which x2 belongs to row 0, which x1 to column 0?",
            ko="그림이 뒤집혔습니다. 0번 행의 x2와 0번 열의 x1은 얼마인가요?",
        ),
        when=lambda got, *args: any(
            np.allclose(got, np.flip(outputs_over(*args), axis=axis)) for axis in (0, 1, (0, 1))
        ),
    ),
    Misconception(
        "grid-spacing",
        text(
            en="The points have the wrong spacing. Where do the first and the last of them have to lie?",
            ko="점 사이의 간격이 다릅니다. 첫 점과 마지막 점은 어디에 있어야 하나요?",
        ),
        when=lambda got, params, n: any(
            np.allclose(got, outputs_over(params, n, step=step)) for step in (1 / n, 1 / (n + 1), 1)
        ),
    ),
    Misconception(
        "grid-of-classes",
        text(
            en="The grid holds the classes. Which numbers would show how sure the network is?",
            ko="클래스만 담겨 있습니다. 신경망이 얼마나 확신하는지는 어떤 수가 보여 주나요?",
        ),
        when=lambda got, *args: np.array_equal(np.asarray(got, dtype=float), outputs_over(*args) >= 0.5),
    ),
    Misconception(
        "grid-not-square",
        text(
            en="All outputs are there, but in one long row or column. How does the picture get its rows back?",
            ko="출력은 모두 있지만 한 줄로 늘어서 있습니다. 어떻게 하면 다시 행과 열이 생기나요?",
        ),
        when=lambda got, params, n: got.shape != (n, n) and np.allclose(got.ravel(), outputs_over(params, n).ravel()),
    ),
]


@exercise("decision_grid", weight=2, builds_on=("predict",), about=text(en="several sizes", ko="여러 크기"))
def test_grid_values(student, rng):
    for width, n in [(3, 5), (2, 4), (5, 9)]:
        args = draw_params(rng, width), n
        check(student.decision_grid(*args), outputs_over(*args), TOL, GRID, args=args)


@exercise(
    "decision_grid",
    weight=1,
    needs=test_grid_values,
    builds_on=("predict",),
    about=text(en="two points a side: the four corners", ko="한 변에 점 두 개: 네 꼭짓점"),
)
def test_grid_corners(student):
    params = lecture_params()
    expected = np.array([[0.70938314, 0.71791234], [0.72844306, 0.73598705]])  # the lecture's, (0, 1) is x2 = 1
    check(student.decision_grid(params, 2), expected, FIGURE, GRID, args=(params, 2))
    observed = student.decision_grid.observe(params, 3)
    check_unchanged(observed)
    check(observed.value, outputs_over(params, 3), TOL)


# ------------------------------------------------------------------------------------------------ plot_loss

NO_CURVE = text(
    en="No line has the losses as its heights. What goes to the right, what goes up?",
    ko="높이가 손실인 선이 없습니다. 가로축은 무엇이고 세로축은 무엇인가요?",
)
AXES_SWAPPED = text(
    en="The losses lie on the horizontal axis. What depends on what?",
    ko="손실이 가로축에 있습니다. 무엇이 무엇에 따라 변하나요?",
)
NOT_EPOCHS = text(
    en="The heights are right, but the positions are not the epochs. How far apart are two epochs?",
    ko="높이는 맞지만 가로 위치가 에포크가 아닙니다. 이웃한 두 에포크는 얼마나 떨어져 있나요?",
)
NO_LABELS = text(
    en="An axis has no label. How is somebody to know what is drawn against what?",
    ko="이름이 없는 축이 있습니다. 그림을 보는 사람이 무엇을 그렸는지 어떻게 알 수 있을까요?",
)
SAME_FIGURE = text(
    en="The second call drew into the figure of the first. Which call makes a new figure?",
    ko="두 번째 호출이 첫 번째 Figure 위에 그렸습니다. 새 Figure를 만드는 호출은 무엇인가요?",
)


def close(values, expected):
    return values.shape == expected.shape and np.allclose(values, expected, rtol=1e-6, atol=1e-8)


def curve(figure, losses):
    """The axes that hold the curve; fails if there is none."""
    for axes in figure.axes:
        for line in axes.lines:
            if close(line.y, losses):
                first = line.x[0] if len(line.x) else -1.0
                # The first epoch may be called 0 or 1.
                counted = first in (0.0, 1.0) and close(line.x, first + np.arange(len(losses)))
                require(counted, f"the curve is drawn over {line.x[:3]}...", NOT_EPOCHS, "not-over-epochs")
                return axes
    if any(close(line.x, losses) for line in figure.lines):
        fail("the losses are the x of a line", AXES_SWAPPED, "axes-swapped")
    return fail("no line has the losses as its y", NO_CURVE, "no-curve")


@exercise("plot_loss", weight=2, about=text(en="the curve and the labels", ko="곡선과 축 이름"))
@table([Case("falling", 12), Case("one-epoch", 1), Case("longer", 57), Case("restless", 20)])
def test_plot_curve(student, rng, case):
    losses = rng.uniform(0.01, 0.6, case.args[0])
    if case.name != "restless":  # whoever sorts the losses draws a falling curve rightly
        losses = np.sort(losses)[::-1].copy()
    axes = curve(expect_figure(student.plot_loss(losses)), losses)
    require(axes.xlabel.strip() and axes.ylabel.strip(), "an axis has no label", NO_LABELS, "no-axis-labels")


@exercise(
    "plot_loss",
    weight=1,
    needs=test_plot_curve,
    about=text(en="a new figure each time; losses stay as they are", ko="부를 때마다 새 그림; losses는 그대로"),
)
def test_plot_is_a_new_figure(student):
    observed = student.plot_loss.observe(np.array([0.6, 0.5, 0.5, 0.3]))
    check_unchanged(observed)
    losses = np.array([0.9, 0.7, 0.2])
    first, second = expect_figure(observed.value), expect_figure(student.plot_loss(losses))
    require(first.identity != second.identity, "two calls returned one figure", SAME_FIGURE, "same-figure")
    curve(second, losses)
    require(len(first.lines) == len(second.lines), "lines pile up", SAME_FIGURE, "same-figure")
