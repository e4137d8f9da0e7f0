"""Hidden suite of 03_forward_pass: whole networks, their shapes and their parameters.

Figures: the deck's 2-3-2-2 network, parameter counts of the wiki's and of the MNIST network. Weights and biases are
drawn so that none is near 0, for a term that hardly counts could be forgotten unseen.
"""

from itertools import pairwise

import numpy as np

from autograder.suite import (
    EXACT,
    Case,
    Misconception,
    Tolerance,
    check,
    check_unchanged,
    exercise,
    expect_array,
    load_reference,
    table,
    text,
)

reference = load_reference(__file__)
sigmoid = reference.sigmoid

TOL = Tolerance(
    rtol=1e-6, atol=1e-8, why="float64 sums and exp lose about 1e-15; the mildest wrong formula is off by 1e-3"
)


def away_from_zero(rng, *shape):
    """Numbers of either sign with 0.3 <= abs <= 1.5."""
    return rng.uniform(0.3, 1.5, shape) * rng.choice([-1.0, 1.0], shape)


def two_layers(rng, n, d, h, o):
    """A batch (n, d) and W1 (d, h), B1 (h,), W2 (h, o), B2 (o,)."""
    return tuple(away_from_zero(rng, *shape) for shape in ((n, d), (d, h), (h,), (h, o), (o,)))


def same(z):
    return z


def softmax(z):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def agree(actual, wrong):
    """Whether two arrays are of one shape and close."""
    return np.shape(actual) == np.shape(wrong) and np.allclose(actual, wrong, rtol=1e-6, atol=1e-8)


SHAPES_CLASH = Misconception(
    "factors-swapped",
    text(
        en="The shapes of a product do not fit. x is (n, d), W1 is (d, h): in which order do the inner numbers meet?",
        ko="행렬의 형상이 맞지 않습니다. x는 (n, d), W1은 (d, h)입니다. 어느 순서로 곱해야 안쪽의 두 수가 같아질까요?",
    ),
    raises="ValueError",
)


# ------------------------------------------------------------------------------------------- init_network

DECK = reference.init_network()


def network_with(change):
    return {key: change(key, value) for key, value in DECK.items()}


NETWORK = [
    Misconception(
        "weights-transposed",
        text(
            en="The weight matrices lie on their side. With x (2,), what shape must W1 have for x W1 to give "
            "three sums?",
            ko="가중치 행렬의 행과 열이 바뀌었습니다. x가 (2,)일 때 x W1이 값 세 개를 내려면 W1의 형상은 "
            "무엇이어야 할까요?",
        ),
        model=lambda: network_with(lambda key, value: value.T),
    ),
    Misconception(
        "biases-2d",
        text(
            en="The biases are matrices with one row or column. One number for each neuron: how many axes does "
            "that need?",
            ko="편향이 행렬로 되어 있습니다. 뉴런마다 숫자 하나씩이면 축은 몇 개가 필요할까요?",
        ),
        when=lambda actual: all(np.ndim(actual[key]) == 2 for key in ("b1", "b2", "b3")),
    ),
    Misconception(
        "numbers-out-of-place",
        text(
            en="All numbers are there, but not all in their place. Follow the arrows of one neuron at a time: "
            "which column is it?",
            ko="숫자는 다 있지만 자리가 틀린 것이 있습니다. 뉴런 하나로 들어가는 화살표를 따라가 보세요. 어느 "
            "열의 숫자인가요?",
        ),
        when=lambda actual: (
            set(actual) == set(DECK)
            and sorted(float(v) for a in actual.values() for v in np.ravel(a))
            == sorted(float(v) for a in DECK.values() for v in np.ravel(a))
        ),
    ),
]


@exercise(
    "init_network", about=text(en="weights and biases of the 2-3-2-2 network", ko="2-3-2-2 신경망의 가중치와 편향")
)
def test_deck_network(student):
    check(student.init_network(), DECK, TOL, NETWORK)


# ------------------------------------------------------------------------------------------- forward3


def forward3_like(network, x, activations=(sigmoid, sigmoid, same), without=()):
    for layer, activation in zip("123", activations, strict=True):
        bias = 0 * network["b" + layer] if layer in without else network["b" + layer]
        x = activation(x @ network["W" + layer] + bias)
    return x


FORWARD3 = [
    Misconception(
        "sigmoid-at-the-output",
        text(
            en="The output was squashed between 0 and 1. Which activation does the deck give to the output layer, "
            "and why?",
            ko="출력까지 0과 1 사이로 눌렸습니다. 이 신경망의 출력층에는 어떤 활성화 함수를 쓰고, 그 이유는 "
            "무엇인가요?",
        ),
        model=lambda network, x: forward3_like(network, x, (sigmoid, sigmoid, sigmoid)),
    ),
    Misconception(
        "softmax-at-the-output",
        text(
            en="The outputs add up to 1. Is this network asked for probabilities, or for the weighted sums as "
            "they are?",
            ko="출력의 합이 1입니다. 이 신경망의 출력은 확률인가요, 아니면 가중합 그대로인가요?",
        ),
        model=lambda network, x: forward3_like(
            network, x, (sigmoid, sigmoid, lambda a: softmax(np.atleast_2d(a)).reshape(a.shape))
        ),
    ),
    Misconception(
        "hidden-activation-forgotten",
        text(
            en="At least one hidden layer passes its sums on without an activation. What happens between a and z "
            "there?",
            ko="은닉층 가운데 활성화 함수를 거치지 않은 층이 있습니다. 그 층에서 a와 z 사이에는 무엇이 있어야 하나요?",
        ),
        when=lambda actual, network, x: any(
            agree(actual, forward3_like(network, x, activations))
            for activations in ((same, same, same), (same, sigmoid, same), (sigmoid, same, same))
        ),
    ),
    Misconception(
        "bias-forgotten",
        text(
            en="A bias is missing in one of the three layers. Compare each line with A = X W + B.",
            ko="세 층 가운데 어딘가에서 편향이 빠졌습니다. 각 줄을 A = XW + B와 비교해 보세요.",
        ),
        when=lambda actual, network, x: any(
            agree(actual, forward3_like(network, x, without=without))
            for without in ("1", "2", "3", "12", "13", "23", "123")
        ),
    ),
    Misconception(
        "another-network",
        text(
            en="The answer does not depend on the network that was given. Where do your weights come from?",
            ko="주어진 network와 상관없는 값이 나왔습니다. 가중치를 어디에서 가져오고 있나요?",
        ),
        model=lambda network, x: forward3_like(DECK, x),
    ),
]


def three_layers(rng):
    """A network of the deck's shapes with other numbers."""
    return {key: away_from_zero(rng, *value.shape) for key, value in DECK.items()}


@exercise(
    "forward3",
    weight=2,
    misconceptions=[SHAPES_CLASH],
    about=text(en="one sample, the deck's network and others", ko="샘플 하나: 강의의 신경망과 다른 신경망"),
)
def test_forward3_one_sample(student, rng):
    args = (DECK, np.array([1.0, 0.5]))
    check(student.forward3(*args), np.array([0.31682708, 0.69627909]), TOL, FORWARD3, args=args)
    for _ in range(2):
        args = (three_layers(rng), away_from_zero(rng, 2))
        check(student.forward3(*args), reference.forward3(*args), TOL, FORWARD3, args=args)


@exercise(
    "forward3",
    weight=1,
    needs=test_forward3_one_sample,
    about=text(
        en="a batch; nothing is altered, for a single sample either",
        ko="배치, 그리고 샘플이 하나일 때도 받은 값을 바꾸지 않음",
    ),
)
@table([Case("four-rows", 4), Case("one-row", 1), Case("two-rows", 2)])
def test_forward3_batch(student, rng, case):
    args = (three_layers(rng), away_from_zero(rng, *case.args, 2))
    observation = student.forward3.observe(*args)
    check(observation.value, reference.forward3(*args), TOL, FORWARD3, args=args)
    check_unchanged(observation)
    check_unchanged(student.forward3.observe(args[0], args[1][0]))


# ------------------------------------------------------------------------------------------- layer_shapes


def shapes_like(batch, sizes, **changes):
    """The right list with some of the shapes replaced: each change maps (m, n, j) to a shape."""
    rows = []
    for n, j in pairwise(sizes):
        row = {"X": (batch, n), "W": (n, j), "b": (j,), "Y": (batch, j)}
        rows.append(row | {key: change(batch, n, j) for key, change in changes.items()})
    return rows


LAYER_SHAPES = [
    Misconception(
        "bias-as-matrix",
        text(
            en="The bias has a row for each sample, or an axis too many. Does a neuron's bias depend on the "
            "sample? The "
            "short answers' 'm x n' for a bias matrix is a slip, too: look at what is added to X W.",
            ko="편향에 샘플마다 행이 있거나 축이 하나 더 있습니다. 뉴런의 편향이 샘플에 따라 달라지나요? 연습문제 "
            "풀이에 적힌 편향 "
            "행렬 'm x n'도 잘못된 것입니다. XW에 무엇이 더해지는지 살펴보세요.",
        ),
        when=lambda actual, batch, sizes: any(
            [dict(row, b=tuple(row["b"])) for row in actual]
            == [dict(row) for row in shapes_like(batch, sizes, b=wrong)]
            for wrong in (
                lambda m, n, j: (m, j),
                lambda m, n, j: (m, n),
                lambda m, n, j: (1, j),
                lambda m, n, j: (j, 1),
            )
        ),
    ),
    Misconception(
        "weights-transposed",
        text(
            en="The weights are (out, in). In X W the inner numbers must meet: which one stands first in W?",
            ko="가중치가 (출력, 입력) 순서입니다. XW에서 안쪽의 두 수가 같아야 합니다. W의 첫 번째 수는 무엇일까요?",
        ),
        model=lambda batch, sizes: shapes_like(batch, sizes, W=lambda m, n, j: (j, n)),
    ),
    Misconception(
        "bias-of-inputs",
        text(
            en="There is a bias for each input. Who has a bias, the neurons that send or the neurons that add up?",
            ko="편향이 입력의 개수만큼 있습니다. 편향은 신호를 보내는 뉴런과 받아서 더하는 뉴런 중 어느 쪽에 있나요?",
        ),
        model=lambda batch, sizes: shapes_like(batch, sizes, b=lambda m, n, j: (n,)),
    ),
    Misconception(
        "batch-forgotten",
        text(
            en="X and Y are shapes of one sample. How many rows does a batch have?",
            ko="X와 Y가 샘플 하나의 형상입니다. 배치에는 행이 몇 개 있을까요?",
        ),
        when=lambda actual, batch, sizes: all(len(row["X"]) == 1 or row["X"][0] != batch for row in actual),
    ),
    Misconception(
        "layers-of-neurons",
        text(
            en="The number of dicts is not the number of weight matrices. How many gaps are there between k rows "
            "of neurons?",
            ko="dict의 개수가 가중치 행렬의 개수와 다릅니다. 뉴런의 층이 k개일 때 층과 층 사이는 몇 곳일까요?",
        ),
        when=lambda actual, batch, sizes: len(actual) != len(sizes) - 1,
    ),
]


SIZES_USED_UP = text(
    en="The list that was passed in is not the same after the call. Who else may still need it?",
    ko="호출한 뒤에 인수로 받은 리스트가 달라졌습니다. 그 리스트가 다른 곳에서도 필요하지 않을까요?",
)


@exercise("layer_shapes", weight=1, about=text(en="input, hidden, output", ko="입력층, 은닉층, 출력층"))
@table([Case("exercise", 32, [10, 50, 5]), Case("small", 7, [3, 4, 2])])
def test_shapes_of_two_layers(student, case):
    check(student.layer_shapes(*case.args), case.expect(reference.layer_shapes), EXACT, LAYER_SHAPES, args=case.args)


@exercise(
    "layer_shapes",
    weight=1,
    needs=test_shapes_of_two_layers,
    about=text(en="more layers, fewer layers, a batch of one", ko="층이 더 많거나 적을 때, 샘플이 하나일 때"),
)
@table(
    [
        Case("mnist", 100, [784, 50, 100, 10]),
        Case("one-sample", 1, [2, 3, 2, 2]),
        Case("one-layer", 5, [4, 6]),
        Case("deep", 3, [9, 8, 7, 6, 5, 4]),
    ]
)
def test_shapes_of_other_networks(student, case):
    check(student.layer_shapes(*case.args), case.expect(reference.layer_shapes), EXACT, LAYER_SHAPES, args=case.args)


@exercise(
    "layer_shapes",
    weight=0.5,
    needs=test_shapes_of_two_layers,
    about=text(en="sizes is not changed", ko="sizes가 바뀌지 않는지"),
)
def test_shapes_keep_the_sizes(student):
    check_unchanged(student.layer_shapes.observe(6, [4, 6, 3]), SIZES_USED_UP)


# ------------------------------------------------------------------------------------------- count_parameters


def pairs(sizes):
    return list(pairwise(sizes))


COUNT = [
    Misconception(
        "biases-not-counted",
        text(
            en="Only the weights were counted. What else does a neuron learn?",
            ko="가중치만 세었습니다. 뉴런이 학습하는 값에는 또 무엇이 있나요?",
        ),
        model=lambda sizes: sum(n * j for n, j in pairs(sizes)),
    ),
    Misconception(
        "input-biases-counted",
        text(
            en="The input layer got biases, too. Do its neurons add anything up?",
            ko="입력층에도 편향을 넣어 세었습니다. 입력층의 뉴런도 무언가를 더하나요?",
        ),
        when=lambda actual, sizes: (
            actual in (sum(n * j for n, j in pairs(sizes)) + sum(sizes), sum(n * j + n for n, j in pairs(sizes)))
        ),
    ),
    Misconception(
        "one-bias-a-layer",
        text(
            en="One bias for a whole layer was counted. How many neurons of a layer have a bias of their own?",
            ko="층마다 편향을 하나씩만 세었습니다. 자기 편향을 가진 뉴런은 한 층에 몇 개인가요?",
        ),
        model=lambda sizes: sum(n * j + 1 for n, j in pairs(sizes)),
    ),
    Misconception(
        "sizes-multiplied-through",
        text(
            en="Layers that are not next to each other were connected, or neurons were counted. Between which "
            "layers are there weights?",
            ko="이웃하지 않은 층을 이었거나 뉴런의 수를 세었습니다. 가중치는 어느 층과 어느 층 사이에 있나요?",
        ),
        when=lambda actual, sizes: actual in (int(np.prod(sizes)), sum(sizes), sizes[0] * sizes[-1]),
    ),
]


@exercise("count_parameters", about=text(en="networks of one to five layers", ko="1층에서 5층까지의 신경망"))
@table(
    [
        Case("wiki", [2, 4, 2, 1], expected=25),
        Case("mnist", [784, 50, 100, 10], expected=45360),
        Case("lecture", [2, 2, 1]),
        Case("one-layer", [7, 3]),
        Case("deep", [3, 9, 4, 8, 5, 2]),
    ]
)
def test_parameter_counts(student, case):
    check(student.count_parameters(*case.args), case.expect(reference.count_parameters), EXACT, COUNT, args=case.args)


@exercise(
    "count_parameters",
    weight=0.5,
    needs=test_parameter_counts,
    about=text(en="sizes is not changed", ko="sizes가 바뀌지 않는지"),
)
def test_counting_keeps_its_argument(student):
    check_unchanged(student.count_parameters.observe([4, 6, 3]), SIZES_USED_UP)


# ------------------------------------------------------------------------------------------- relu_mlp


def relu(z):
    return np.maximum(z, 0)


def relu_like(X, Wh, bh, Wo, bo, hidden=relu, output=relu):
    return output(hidden(X @ Wh + bh) @ Wo + bo)


def relu_batch(rng, m, n, j, k):
    """A batch for which every wrong activation shows: sums of both signs in both layers, and different answers."""
    while True:
        args = two_layers(rng, m, n, j, k)
        inner, outer = args[0] @ args[1] + args[2], relu_like(*args, output=same)
        linear = relu_like(*args, hidden=same)
        both_signs = inner.min() < -0.1 < 0.1 < inner.max() and outer.min() < -0.1 < 0.1 < outer.max()
        before_bias = outer - args[4]
        if both_signs and before_bias.min() < -0.1 and np.max(np.abs(linear - relu(outer))) > 0.1:
            return args


RELU = [
    Misconception(
        "output-relu-forgotten",
        text(
            en="There are negative outputs. The formula has two relu: around what is the outer one?",
            ko="음수인 출력이 있습니다. 식에는 relu가 두 번 나옵니다. 바깥쪽 relu는 무엇을 감싸고 있나요?",
        ),
        model=lambda *args: relu_like(*args, output=same),
    ),
    Misconception(
        "hidden-relu-forgotten",
        text(
            en="Negative sums of the hidden layer reach the output layer. What does the inner relu do to them?",
            ko="은닉층의 음수 가중합이 출력층까지 전달되고 있습니다. 안쪽 relu는 음수를 어떻게 바꾸나요?",
        ),
        model=lambda *args: relu_like(*args, hidden=same),
    ),
    Misconception(
        "inputs-clipped",
        text(
            en="Negative inputs were set to 0 before the first sum. Is the input layer a layer of neurons with an "
            "activation?",
            ko="음수인 입력이 첫 가중합을 구하기도 전에 0이 되었습니다. 입력층에도 활성화 함수가 있나요?",
        ),
        model=lambda X, *parameters: relu_like(relu(X), *parameters),
    ),
    Misconception(
        "no-activation",
        text(
            en="Both layers are linear here. What would one layer alone do differently?",
            ko="두 층 모두 선형입니다. 이렇게 하면 한 층짜리 신경망과 무엇이 다를까요?",
        ),
        model=lambda *args: relu_like(*args, hidden=same, output=same),
    ),
    Misconception(
        "another-activation",
        text(
            en="One of the layers has another activation function. Which values can relu give at all?",
            ko="relu가 아닌 활성화 함수를 쓴 층이 있습니다. relu의 출력은 어떤 범위의 값인가요?",
        ),
        when=lambda actual, *args: any(
            agree(actual, relu_like(*args, hidden=f, output=g))
            for f in (relu, sigmoid, np.tanh, np.abs)
            for g in (relu, sigmoid, np.tanh, np.abs, softmax)
        ),
    ),
    Misconception(
        "bias-forgotten",
        text(
            en="A bias is missing in one of the layers, or it was added after relu. Where does it stand in the "
            "formula?",
            ko="어느 층에선가 편향이 빠졌거나 relu 다음에 더해졌습니다. 식에서 편향은 어디에 있나요?",
        ),
        when=lambda actual, X, Wh, bh, Wo, bo: any(
            agree(actual, wrong)
            for wrong in (
                relu_like(X, Wh, 0 * bh, Wo, bo),
                relu_like(X, Wh, bh, Wo, 0 * bo),
                relu_like(X, Wh, 0 * bh, Wo, 0 * bo),
                relu((relu(X @ Wh) + bh) @ Wo) + bo,
                relu(relu(X @ Wh + bh) @ Wo) + bo,
            )
        ),
    ),
]


@exercise(
    "relu_mlp",
    weight=2,
    misconceptions=[SHAPES_CLASH],
    about=text(en="values, for several sizes", ko="여러 크기에서의 값"),
)
@table([Case("small", 6, 2, 3, 2), Case("wide", 5, 4, 6, 3), Case("narrow", 8, 3, 2, 1)])
def test_relu_values(student, rng, case):
    args = relu_batch(rng, *case.args)
    check(student.relu_mlp(*args), reference.relu_mlp(*args), TOL, RELU, args=args)


@exercise(
    "relu_mlp",
    weight=1,
    needs=test_relu_values,
    about=text(
        en="a batch is its rows, one by one; nothing is altered", ko="배치와 한 행씩의 결과가 같음, 받은 값은 그대로"
    ),
)
def test_relu_rows_and_side_effects(student, rng):
    X, *parameters = relu_batch(rng, 4, 3, 5, 2)
    observation = student.relu_mlp.observe(X, *parameters)
    whole = expect_array(observation.value, shape=(4, 2))
    for row in range(4):
        one = X[row : row + 1]
        check(student.relu_mlp(one, *parameters), whole[row : row + 1], TOL, RELU, args=(one, *parameters))
    check_unchanged(observation)
