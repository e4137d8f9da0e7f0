"""Hidden suite of 02_activations: maxout, softmax, plot_activations, collapse_linear.

Square shapes stand beside oblong ones: with n = k a wrong axis, a lost axis or a wrong order raises nothing.
"""

from itertools import pairwise

import numpy as np

from autograder.suite import (
    Case,
    Misconception,
    Tolerance,
    check,
    check_unchanged,
    exercise,
    expect_array,
    expect_figure,
    expect_tuple,
    fail,
    load_reference,
    require,
    table,
    text,
)

reference = load_reference(__file__)

TOL = Tolerance(
    rtol=1e-6,
    atol=1e-8,
    why="the course's accuracy: float64 loses about 1e-15 in these formulas, other right formulas no more than "
    "1e-12, and the mildest wrong one is off by 1e-3",
)


# ------------------------------------------------------------------------------------------------ maxout


def pieces(x, W1, b1, W2, b2):
    """The two linear pieces of a maxout layer, (n, k) each."""
    return x @ W1 + b1, x @ W2 + b2


MAXOUT_NO_BIAS = Misconception(
    "maxout-no-bias",
    text(
        en="The biases are missing. What should a piece give for an input of zeros?",
        ko="편향이 빠졌습니다. 입력이 모두 0이면 각 조각의 값은 무엇이어야 하나요?",
    ),
    model=lambda x, W1, b1, W2, b2: np.maximum(x @ W1, x @ W2),
)
MAXOUT_MINIMUM = Misconception(
    "maxout-minimum",
    text(en="Of the two pieces it is the smaller that comes out.", ko="두 조각 중 작은 쪽이 나옵니다."),
    model=lambda *args: np.minimum(*pieces(*args)),
)
MAXOUT_SUM = Misconception(
    "maxout-sum",
    text(
        en="The two pieces are added up. A sum of two linear functions is linear again: what should be done with "
        "them instead?",
        ko="두 조각을 더했습니다. 선형 함수 둘의 합은 다시 선형입니다. 더하는 대신 무엇을 해야 할까요?",
    ),
    model=lambda *args: sum(pieces(*args)),
)
MAXOUT_COLLAPSED = Misconception(
    "maxout-collapsed",
    text(
        en="A maximum was taken over samples or units. It should be taken between the two pieces, for each sample "
        "and each unit on its own. What shape should the result have?",
        ko="샘플이나 유닛에 걸쳐 최댓값을 구했습니다. 최댓값은 샘플마다, 유닛마다, 두 조각 사이에서 구해야 합니다. "
        "결과의 형상은 무엇이어야 할까요?",
    ),
    when=lambda actual, x, W1, *_: np.shape(actual) != (x.shape[0], W1.shape[1]),
)
MAXOUT_WHOLE_PIECE = Misconception(
    "maxout-whole-piece",
    text(
        en="One of the two pieces is chosen for a whole row or for the whole batch. Each element has to be compared "
        "on its own.",
        ko="한 행이나 배치 전체에 대해 두 조각 중 하나를 통째로 골랐습니다. 원소마다 따로 비교해야 합니다.",
    ),
    when=lambda actual, *args: any(np.allclose(actual, piece) for piece in pieces(*args)),
)
MAXOUT_ONE_BIAS = Misconception(
    "maxout-one-bias",
    text(en="One of the pieces uses the other's bias.", ko="한 조각이 다른 조각의 편향을 쓰고 있습니다."),
    when=lambda actual, x, W1, b1, W2, b2: any(
        np.allclose(actual, np.maximum(x @ W1 + b, x @ W2 + b)) for b in (b1, b2)
    ),
)
MAXOUT = [MAXOUT_COLLAPSED, MAXOUT_NO_BIAS, MAXOUT_MINIMUM, MAXOUT_SUM, MAXOUT_WHOLE_PIECE, MAXOUT_ONE_BIAS]


def maxout_arguments(rng, n, d, k):
    """x (n, d) and two pieces (d, k), (k,)."""
    return tuple(rng.normal(size=shape) for shape in [(n, d), (d, k), (k,), (d, k), (k,)])


@exercise("maxout", weight=2, about=text(en="values and shapes", ko="값과 형상"))
def test_maxout_values(student, rng):
    # with n = k a bias added along the wrong axis still broadcasts, with d = k transposed weights still fit
    for n, d, k in [(5, 3, 4), (4, 2, 4), (6, 4, 1), (5, 3, 3)]:
        args = maxout_arguments(rng, n, d, k)
        check(student.maxout(*args), reference.maxout(*args), TOL, MAXOUT, args=args)


@exercise(
    "maxout",
    weight=1,
    needs=test_maxout_values,
    about=text(en="ReLU and leaky ReLU are special cases", ko="ReLU와 Leaky ReLU는 특별한 경우"),
)
def test_maxout_contains_relu(student, rng):
    x, identity, zero = rng.normal(size=(4, 3)), np.eye(3), np.zeros(3)
    check(student.maxout(x, identity, zero, 0 * identity, zero), np.maximum(x, 0), TOL)
    check(student.maxout(x, 0.2 * identity, zero, identity, zero), np.maximum(0.2 * x, x), TOL)


@exercise(
    "maxout", weight=0.5, needs=test_maxout_values, about=text(en="no argument is changed", ko="인수가 바뀌지 않는지")
)
def test_maxout_keeps_its_arguments(student, rng):
    check_unchanged(student.maxout.observe(*maxout_arguments(rng, 4, 3, 2)))


# ------------------------------------------------------------------------------------------------ softmax


def softmax_along(a, axis):
    """Stable softmax with its sum over the given axis; None sums over everything."""
    powers = np.exp(a - np.max(a))
    return powers / np.sum(powers, axis=axis, keepdims=True)


def without_keepdims(a):
    """What comes out of a square batch if the row sums, or the row maxima, have lost their axis."""
    shifted = np.exp(a - np.max(a, axis=-1))
    yield np.exp(a) / np.sum(np.exp(a), axis=-1)
    yield shifted / np.sum(shifted, axis=-1, keepdims=True)
    yield shifted / np.sum(shifted, axis=-1)


SOFTMAX_NOT_FINITE = Misconception(
    "no-max-shift",
    text(
        en="The result is not a number: exp overflowed, or all powers were rounded to 0. What can you add to every "
        "score of a row without changing the result?",
        ko="결과가 수가 아닙니다. exp가 오버플로했거나 거듭제곱이 모두 0으로 반올림되었습니다. 결과를 바꾸지 "
        "않으면서 한 행의 모든 점수에 더할 수 있는 것은 무엇일까요?",
    ),
    when=lambda actual, *_: not np.all(np.isfinite(actual)),
)
SOFTMAX_SHARED_MAX = Misconception(
    "shared-max",
    text(
        en="A row of small scores beside a row of large ones goes wrong: all its powers were rounded to 0. Which "
        "scores should the shift of a row depend on?",
        ko="점수가 큰 행 옆에 있는 점수가 작은 행이 잘못되었습니다. 거듭제곱이 모두 0으로 반올림되었습니다. 한 "
        "행에서 빼는 값은 어떤 점수들로 정해져야 할까요?",
    ),
    when=lambda actual, *_: not np.all(np.isfinite(actual)),
)
SOFTMAX_NO_EXP = Misconception(
    "softmax-no-exp",
    text(
        en="The scores are divided by their sum as they are. What makes every share positive, even that of a "
        "negative score?",
        ko="점수를 그대로 합으로 나누었습니다. 음수 점수까지 모든 확률을 양수로 만드는 것은 무엇인가요?",
    ),
    model=lambda a: a / np.sum(a, axis=-1, keepdims=True),
)
SOFTMAX_NOT_NORMALISED = Misconception(
    "softmax-not-normalised",
    text(
        en="The results do not sum to 1. What are the powers to be divided by?",
        ko="결과의 합이 1이 아닙니다. 거듭제곱을 무엇으로 나누어야 하나요?",
    ),
    when=lambda actual, a: not np.allclose(np.sum(actual), np.size(a) // np.shape(a)[-1]),
)
SOFTMAX_SIGMOID = Misconception(
    "softmax-is-sigmoid",
    text(
        en="Each score is squashed on its own. In a softmax all scores of a row compete: what is each power divided "
        "by?",
        ko="점수를 하나씩 따로 변환했습니다. 소프트맥스에서는 한 행의 모든 점수가 서로 경쟁합니다. 각 거듭제곱을 "
        "무엇으로 나누나요?",
    ),
    model=lambda a: 1 / (1 + np.exp(-a)),
)
SOFTMAX_WHOLE_BATCH = Misconception(
    "softmax-whole-batch",
    text(
        en="The whole batch sums to 1. Each row is a sample of its own: over which axis should the sum run?",
        ko="배치 전체의 합이 1입니다. 한 행이 하나의 샘플입니다. 합은 어느 축을 따라 구해야 할까요?",
    ),
    model=lambda a: softmax_along(a, None),
)
SOFTMAX_COLUMNS = Misconception(
    "softmax-columns",
    text(
        en="The columns sum to 1 and not the rows. Which axis runs along a row?",
        ko="행이 아니라 열의 합이 1입니다. 한 행을 따라가는 축은 어느 것인가요?",
    ),
    model=lambda a: softmax_along(a, 0),
)
SOFTMAX_KEEPDIMS = Misconception(
    "softmax-keepdims",
    text(
        en="The sum or the maximum of a row went to the elements of other rows. What shape do the row sums have, and "
        "how does that broadcast against (n, k)?",
        ko="한 행의 합이나 최댓값이 다른 행의 원소에 쓰였습니다. 행의 합은 형상이 무엇이고, (n, k)와 어떻게 "
        "브로드캐스트되나요?",
    ),
    when=lambda actual, a: any(np.allclose(actual, wrong) for wrong in without_keepdims(a)),
)
SOFTMAX_KEEPDIMS_ERROR = Misconception(
    "softmax-keepdims",
    text(
        en="The shapes of a batch do not fit together. What shape do the row sums or row maxima have, and how does "
        "that broadcast against (n, k)?",
        ko="배치에서 형상이 서로 맞지 않습니다. 행의 합이나 최댓값은 형상이 무엇이고, (n, k)와 어떻게 "
        "브로드캐스트되나요?",
    ),
    raises="ValueError",
)


@exercise("softmax", weight=2, about=text(en="one sample", ko="샘플 하나"))
def test_softmax_one_sample(student, rng):
    for scores in [rng.uniform(-2, 2, 5), rng.uniform(-3, 3, 4)]:
        check(
            student.softmax(scores),
            reference.softmax(scores),
            TOL,
            [SOFTMAX_NO_EXP, SOFTMAX_SIGMOID, SOFTMAX_NOT_NORMALISED],
            args=(scores,),
        )
    lecture = np.array([0.3, 2.9, 4.0])
    check(student.softmax(lecture), np.array([0.01821127, 0.24519181, 0.73659691]), TOL, args=(lecture,))


@exercise(
    "softmax",
    weight=3,
    needs=test_softmax_one_sample,
    about=text(en="a batch, row by row", ko="배치를 행마다"),
    misconceptions=[SOFTMAX_KEEPDIMS_ERROR],
)
def test_softmax_rows(student, rng):
    for shape in [(3, 3), (4, 3), (1, 4), (3, 1)]:  # square first: there a wrong axis or shape goes through silently
        a = rng.uniform(-2, 2, shape)
        check(
            student.softmax(a),
            reference.softmax(a),
            TOL,
            [SOFTMAX_WHOLE_BATCH, SOFTMAX_COLUMNS, SOFTMAX_KEEPDIMS],
            args=(a,),
        )


@exercise(
    "softmax", weight=2, needs=test_softmax_one_sample, about=text(en="scores around 1000", ko="1000쯤 되는 큰 점수")
)
@table(
    [
        Case("equal", np.array([1000.0, 1000.0]), expected=np.array([0.5, 0.5])),
        Case("close", np.array([1000.0, 1001.0, 999.0])),
        Case("far-apart", np.array([1000.0, 0.0, -1000.0])),
    ]
)
def test_softmax_large_scores(student, case):
    check(student.softmax(*case.args), case.expect(reference.softmax), TOL, [SOFTMAX_NOT_FINITE], args=case.args)


@exercise(
    "softmax",
    weight=1,
    needs=[test_softmax_rows, test_softmax_large_scores],
    about=text(en="large and small scores in one batch", ko="큰 점수와 작은 점수가 함께 있는 배치"),
)
def test_softmax_rows_of_different_size(student, rng):
    a = rng.uniform(-2, 2, (3, 4)) + np.array([[1000.0], [0.0], [-1000.0]])
    check(student.softmax(a), reference.softmax(a), TOL, [SOFTMAX_SHARED_MAX], args=(a,))


@exercise(
    "softmax",
    weight=1,
    needs=test_softmax_rows,
    about=text(en="a constant added to a row changes nothing", ko="한 행에 상수를 더해도 결과가 같은지"),
)
def test_softmax_ignores_a_shift(student, rng):
    a = rng.uniform(-2, 2, (4, 3))
    shifted = a + rng.uniform(-50, 50, (4, 1))
    check(student.softmax(shifted), reference.softmax(a), TOL, args=(shifted,))


@exercise("softmax", weight=1, needs=test_softmax_one_sample, about=text(en="a is not changed", ko="a가 바뀌지 않는지"))
def test_softmax_keeps_its_argument(student, rng):
    for a in (rng.uniform(-2, 2, 5), rng.uniform(-2, 2, (3, 4)), np.array([[1000.0, 999.0], [3.0, 1001.0]])):
        check_unchanged(student.softmax.observe(a))


# ------------------------------------------------------------------------------------------------ plot_activations

NAMES = ("step", "sigmoid", "tanh", "relu")


def values_of(name, x):
    """What the reference draws under that name, as floats."""
    return getattr(reference, name)(x).astype(float)


LABEL_MISSING = text(
    en="No line has one of the four labels. Compare your labels letter by letter with step, sigmoid, tanh, relu.",
    ko="네 가지 label 중 하나를 가진 선이 없습니다. label을 step, sigmoid, tanh, relu와 한 글자씩 비교해 보세요.",
)
LABEL_ELSEWHERE = text(
    en="The name stands in a legend or a title, but the line itself does not carry it. What does the call that draws "
    "the line have to be told?",
    ko="이름이 범례나 제목에는 있지만 선 자체에는 없습니다. 선을 그리는 호출에 무엇을 알려 주어야 할까요?",
)
OTHER_POSITIONS = text(
    en="A line is not drawn over the x that was passed in. Where do your horizontal positions come from?",
    ko="인수로 받은 x에서 그리지 않은 선이 있습니다. 가로 위치를 어디에서 가져왔나요?",
)
SAME_FIGURE = text(
    en="The second call drew into the figure of the first. Which call makes a new figure, and which one uses what is "
    "already there?",
    ko="두 번째 호출이 첫 번째 Figure 위에 그렸습니다. 새 Figure를 만드는 호출은 무엇이고, 이미 있는 것을 쓰는 "
    "호출은 무엇인가요?",
)
LINES_SWAPPED = Misconception(
    "lines-swapped",
    text(
        en="A line carries the name of another function. Which values did you draw under which label?",
        ko="선의 이름과 함수가 서로 다릅니다. 어떤 label에 어떤 값을 그렸나요?",
    ),
    when=lambda actual, x, name: any(np.allclose(actual, values_of(other, x)) for other in NAMES if other != name),
)


def drawn(student, rng):
    """x, and what plotting over it came to. Drawing takes longer than all else here, so it is done once for all tests."""

    def ask():
        x = np.linspace(-rng.uniform(3, 6), rng.uniform(3, 6), 41)
        return x, student.plot_activations.observe(x)

    return student.once("drawn", ask)


@exercise("plot_activations", weight=4, builds_on=NAMES, about=text(en="the four lines", ko="네 개의 선"))
def test_plot_lines(student, rng):
    x, observed = drawn(student, rng)
    figure = expect_figure(observed.value)
    written = {words for axes in figure.axes for words in (axes.title, *axes.legend)}
    for name in NAMES:
        if name in written and name not in [line.label for line in figure.lines]:
            fail(f"{name!r} is in a legend or title and no line's label", LABEL_ELSEWHERE, "labels-not-on-lines")
        require(name in [line.label for line in figure.lines], f"no line {name!r}", LABEL_MISSING, "line-missing")
        line = figure.line(name)
        over_x = line.x.shape == x.shape and np.allclose(line.x, x)
        require(over_x, f"line {name!r} is not drawn over x", OTHER_POSITIONS, "other-positions")
        check(line.y, values_of(name, x), TOL, [LINES_SWAPPED], args=(x, name))


@exercise(
    "plot_activations",
    weight=1,
    needs=test_plot_lines,
    about=text(
        en="each call makes a new figure and leaves x as it is", ko="호출할 때마다 새 Figure를 만들고 x를 바꾸지 않는지"
    ),
)
def test_plot_makes_a_new_figure(student, rng):
    _, observed = drawn(student, rng)
    check_unchanged(observed)
    first = expect_figure(observed.value)
    second = expect_figure(student.plot_activations(np.linspace(-1, 1, 5)))
    fresh = first.identity != second.identity and len(first.lines) == len(second.lines)
    require(fresh, "two calls drew into one figure", SAME_FIGURE, "same-figure")


# ------------------------------------------------------------------------------------------------ collapse_linear


def biases_added(weights, biases):
    """Right weights, but the biases are added up as they are."""
    return reference.collapse_linear(weights, biases)[0], sum(biases)


def only_last_bias(weights, biases):
    """Right weights, but the earlier biases are lost."""
    return reference.collapse_linear(weights, biases)[0], biases[-1]


def in_reverse(weights, biases):
    """The layers folded from the wrong end: W_n ... W_1."""
    return reference.collapse_linear(weights[::-1], biases[::-1])


def is_pair_with(first=None, second=None):
    """A predicate: the answer's W (or b) is that of a wrong computation."""

    def agrees(actual, weights, biases):
        W, b = actual
        return (first is None or np.allclose(W, first(weights, biases))) and (
            second is None or np.allclose(b, second(weights, biases))
        )

    return agrees


BIAS_NOT_PROPAGATED = Misconception(
    "bias-not-propagated",
    text(
        en="W is right and b is not: the biases were added up as they are. What does the second layer do to the "
        "first layer's bias?",
        ko="W는 맞지만 b가 틀렸습니다. 편향을 그대로 더했습니다. 두 번째 층은 첫 번째 층의 편향에 무엇을 하나요?",
    ),
    model=biases_added,
)
BIAS_LOST = Misconception(
    "bias-lost",
    text(
        en="W is right, but b is only the last layer's bias. What is the output of the stack for an input of zeros?",
        ko="W는 맞지만 b가 마지막 층의 편향뿐입니다. 입력이 모두 0이면 전체의 출력은 무엇인가요?",
    ),
    model=only_last_bias,
)
WRONG_ORDER = Misconception(
    "collapse-order",
    text(
        en="The matrices are multiplied in the wrong order. Follow a row x through the stack: which matrix does it "
        "meet first?",
        ko="행렬을 곱하는 순서가 틀렸습니다. 행벡터 x가 층을 지나는 길을 따라가 보세요. 어떤 행렬을 먼저 만나나요?",
    ),
    when=is_pair_with(first=lambda weights, biases: in_reverse(weights, biases)[0]),
)
ELEMENTWISE = Misconception(
    "collapse-elementwise",
    text(
        en="The matrices are multiplied element by element. Which operator is the matrix product?",
        ko="행렬을 원소끼리 곱했습니다. 행렬 곱을 나타내는 연산자는 무엇인가요?",
    ),
    when=is_pair_with(first=lambda weights, biases: np.prod(weights, axis=0)),
)
TWO_LAYERS_ONLY = Misconception(
    "collapse-two-only",
    text(
        en="It works for two layers and not for more, or not for fewer. How many steps does your loop make for n "
        "layers?",
        ko="층이 두 개일 때는 맞지만 그보다 많거나 적을 때는 틀립니다. 층이 n개라면 반복을 몇 번 하나요?",
    ),
    when=is_pair_with(first=lambda weights, biases: weights[0] @ weights[1] if len(weights) > 1 else weights[0]),
)
BIAS_ONE_STEP = Misconception(
    "bias-one-step",
    text(
        en="For two layers b is right, for three it is not. Through how many of the later layers must the first bias "
        "pass?",
        ko="층이 두 개면 b가 맞지만 세 개면 틀립니다. 첫 번째 층의 편향은 뒤에 있는 층을 몇 개나 지나야 하나요?",
    ),
    when=is_pair_with(first=lambda weights, biases: reference.collapse_linear(weights, biases)[0]),
)


def linear_stack(rng, sizes):
    """Weights and biases of linear layers between the given numbers of units."""
    weights = [rng.normal(size=shape) for shape in pairwise(sizes)]
    return weights, [rng.normal(size=size) for size in sizes[1:]]


@exercise("collapse_linear", weight=2, about=text(en="two layers", ko="층이 두 개일 때"))
def test_collapse_two_layers(student, rng):
    for sizes in [(3, 3, 3), (2, 4, 3), (5, 2, 1)]:  # square first: there a wrong order goes through without an error
        stack = linear_stack(rng, sizes)
        check(
            student.collapse_linear(*stack),
            reference.collapse_linear(*stack),
            TOL,
            [BIAS_NOT_PROPAGATED, BIAS_LOST, WRONG_ORDER, ELEMENTWISE],
            args=stack,
        )


@exercise(
    "collapse_linear",
    weight=2,
    needs=test_collapse_two_layers,
    about=text(en="three layers and more", ko="층이 세 개 이상일 때"),
)
def test_collapse_many_layers(student, rng):
    for sizes in [(3, 3, 3, 3), (2, 4, 3, 5), (3, 2, 4, 2, 3, 1)]:
        stack = linear_stack(rng, sizes)
        check(
            student.collapse_linear(*stack),
            reference.collapse_linear(*stack),
            TOL,
            [BIAS_ONE_STEP, TWO_LAYERS_ONLY],
            args=stack,
        )


@exercise(
    "collapse_linear", weight=1, needs=test_collapse_two_layers, about=text(en="one layer", ko="층이 하나뿐일 때")
)
def test_collapse_one_layer(student, rng):
    weights, biases = linear_stack(rng, (3, 2))
    check(
        student.collapse_linear(weights, biases),
        (weights[0], biases[0]),
        TOL,
        [TWO_LAYERS_ONLY],
        args=(weights, biases),
    )


@exercise(
    "collapse_linear",
    weight=1,
    needs=test_collapse_many_layers,
    about=text(en="the one layer does what the stack does", ko="하나로 접은 층의 출력이 여러 층의 출력과 같은지"),
)
def test_collapsed_layer_does_the_same(student, rng):
    weights, biases = linear_stack(rng, (4, 3, 3, 2))
    W, b = expect_tuple(student.collapse_linear(weights, biases), 2)
    x = signal = rng.normal(size=(6, 4))
    for weight, bias in zip(weights, biases, strict=True):
        signal = signal @ weight + bias
    check(x @ expect_array(W, shape=(4, 2)) + expect_array(b, shape=(2,)), signal, TOL)


@exercise(
    "collapse_linear",
    weight=1,
    needs=test_collapse_two_layers,
    about=text(en="no list and no array is changed", ko="리스트와 배열이 바뀌지 않는지"),
)
def test_collapse_keeps_its_arguments(student, rng):
    check_unchanged(student.collapse_linear.observe(*linear_stack(rng, (3, 3, 3, 3))))
