"""Hidden suite of 11_sequential: Dense, with x (n, d), W (d, k), b (k,).

Every layer is built first and then given known weights: how weights start is the student's choice.
"""

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
    expect_object,
    load_reference,
    require,
    table,
    text,
)

reference = load_reference(__file__)

TOL = Tolerance(rtol=1e-6, atol=1e-8, why="the course's accuracy; the formulas lose 1e-15, wrong ones are off by 1e-2")
FIGURE = Tolerance(rtol=0.0, atol=1e-9, why="the lecture's figure, recomputed to ten decimals")
SLOPE = Tolerance(
    rtol=1e-5,
    atol=1e-8,
    why="central differences with h = 1e-5: truncation h^2 = 1e-10, rounding 1e-16 / h = 1e-11 for values near 1",
)
STEP = 1e-5
ACTIVATIONS = (None, "relu", "sigmoid", "tanh", "softmax")


def make(student, activation, W, b):
    """A layer with known parameters."""
    layer = expect_object(student.Dense(W.shape[1], activation=activation))
    layer.build(W.shape[0], Rng(5))
    layer.W, layer.b = W, b
    return layer


def right(activation, x, W, b, dout=None):
    """The reference's layer after forward, and backward if there is an upstream gradient: (y, dx, dW, db)."""
    layer = reference.Dense(W.shape[1], W.shape[0], activation)
    layer.W, layer.b = W, b
    y = layer.forward(x)
    return (y, None, None, None) if dout is None else (y, layer.backward(dout), layer.dW, layer.db)


def react(activation, z):
    return {
        None: lambda: z,
        "relu": lambda: np.maximum(z, 0),
        "sigmoid": lambda: reference.sigmoid(z),
        "tanh": lambda: np.tanh(z),
        "softmax": lambda: reference.softmax(z),
    }[activation]()


def sample(rng, n, d, k):
    """x, W, b, dout for a batch; the weighted sums are kept away from the corner of ReLU."""
    while True:
        x, W, b = rng.normal(size=(n, d)), rng.normal(size=(d, k)), rng.normal(size=k)
        if np.abs(x @ W + b).min() > 0.01:
            return x, W, b, rng.normal(size=(n, k))


SQUARE = (  # the same number of samples, inputs and units: here a wrong transposition or axis is no error of shapes
    np.array([[1.0, 2.0], [-0.5, 4.0]]),
    np.array([[1.0, -0.4], [0.5, -0.3]]),
    np.array([0.3, -0.7]),
    np.array([[2.0, -1.0], [0.5, 3.0]]),
)
WIDE = (
    np.array([[0.5, -1.0, 2.0], [1.5, 0.3, -0.7], [0.0, 1.0, 1.0], [-2.0, 0.6, 0.1], [0.4, 0.4, -1.2]]),
    np.array([[0.6, -1.1, 0.2, 0.9], [-0.3, 0.8, 1.2, -0.5], [0.7, 0.1, -0.9, 0.4]]),
    np.array([0.1, -0.2, 0.35, -0.15]),
    np.linspace(-1.3, 1.1, 20).reshape(5, 4),
)
ONE = (
    np.array([[0.7, -1.1]]),
    np.array([[0.5, 1.2, -0.6], [-0.4, 0.3, 0.8]]),
    np.array([0.25, -0.5, 1.0]),
    np.array([[0.8, -0.3, 1.7]]),
)
CASES = [
    Case(f"{activation}-{name}", activation, *data)
    for activation in ACTIVATIONS
    for name, data in (("square", SQUARE), ("wide", WIDE), ("one-sample", ONE))
]
NEURON = Case(
    "lecture-neuron",
    "sigmoid",
    np.array([[2.0, 3.0, 4.0]]),
    np.array([[0.1], [0.5], [0.9]]),
    np.array([-2.0]),
    np.array([[1.0]]),
)
OVERFLOW = Misconception(
    "overflow",
    text(
        en="A weighted sum of several hundred turned into NaN. Where does exp see a large positive number?",
        ko="가중합이 몇백이 되자 NaN이 나왔습니다. exp에 큰 양수가 들어가는 곳은 어디인가요?",
    ),
    when=lambda got, *_: bool(np.isnan(got).any()),
)
FORWARD = [
    OVERFLOW,
    Misconception(
        "bias-left-out",
        text(en="The outputs are those of a layer without biases.", ko="바이어스(편향)가 없는 층의 출력입니다."),
        model=lambda f, x, W, b: react(f, x @ W),
    ),
    Misconception(
        "activation-left-out",
        text(
            en="What came out are the weighted sums. What does a layer do with them before it passes them on?",
            ko="가중합이 그대로 나왔습니다. 층은 가중합을 다음 층에 넘기기 전에 무엇을 하나요?",
        ),
        model=lambda f, x, W, b: x @ W + b,
    ),
    Misconception(
        "weights-transposed",
        text(
            en="The weights were turned over. A column of W belongs to a unit: which way do (n, d) and (d, k) fit?",
            ko="가중치가 전치되었습니다. W의 열 하나가 유닛 하나입니다. (n, d)와 (d, k)는 어떻게 맞물리나요?",
        ),
        model=lambda f, x, W, b: react(f, x @ W.T + b),
    ),
    Misconception(
        "softmax-over-the-batch",
        text(
            en="The probabilities were shared out among the samples. Whose outputs have to sum to 1?",
            ko="확률을 샘플들끼리 나누었습니다. 합이 1이어야 하는 것은 무엇의 출력들인가요?",
        ),
        model=lambda f, x, W, b: react(f, (x @ W + b).T).T,
    ),
    Misconception(
        "softmax-over-the-batch",
        text(
            en="The probabilities of the whole batch sum to 1. Which outputs belong together?",
            ko="배치 전체의 확률을 합하면 1이 됩니다. 함께 1이 되어야 하는 출력은 어느 것들인가요?",
        ),
        model=lambda f, x, W, b: react(f, (x @ W + b).reshape(1, -1)).reshape(len(x), -1),
    ),
    Misconception(
        "tanh-for-sigmoid",
        text(
            en="sigmoid and tanh look alike, but their outputs lie in different ranges. Which is which?",
            ko="sigmoid와 tanh는 모양이 비슷하지만 출력의 범위가 다릅니다. 어느 것이 어느 것인가요?",
        ),
        model=lambda f, x, W, b: react({"tanh": "sigmoid", "sigmoid": "tanh"}[f], x @ W + b),
    ),
]


@exercise("Dense", weight=2, about=text(en="forward with each activation", ko="활성화 함수마다 forward"))
@table([*CASES, NEURON])
def test_dense_forward(student, case):
    activation, x, W, b, _ = case.args
    expected = np.array([[0.9644288107]]) if case is NEURON else right(activation, x, W, b)[0]
    args = (activation, x, W, b)
    check(make(student, activation, W, b).forward(x), expected, FIGURE if case is NEURON else TOL, FORWARD, args=args)


@exercise("Dense", needs=test_dense_forward, about=text(en="weighted sums of several hundred", ko="몇백이 되는 가중합"))
@table([Case(str(name), name) for name in ACTIVATIONS[1:]])
def test_dense_large_sums(student, case):
    x, W, b = np.array([[1.0, 0.5], [-1.0, 2.0]]), np.array([[800.0, -750.0], [30.0, 0.0]]), np.array([1.0, -1.0])
    (activation,) = case.args
    check(make(student, activation, W, b).forward(x), right(activation, x, W, b)[0], TOL, [OVERFLOW])


GLOBAL_RANDOM = text(
    en="The same Generator with the same seed gave other weights. Which random numbers do not come from rng?",
    ko="시드가 같은 Generator를 주었는데 가중치가 다릅니다. rng에서 나오지 않은 난수가 있나요?",
)


@exercise(
    "Dense",
    needs=test_dense_forward,
    about=text(en="build: shapes, biases, randomness from rng", ko="build: 형상, 바이어스, rng에서 나오는 난수"),
)
@table([Case("two-five", 2, 5, None), Case("seventeen-hundred", 17, 100, "relu"), Case("one-one", 1, 1, "tanh")])
def test_dense_build(student, case):
    input_dim, units, activation = case.args
    biases = Misconception(
        "biases-not-zero",
        text(en="How do biases start?", ko="바이어스는 어떤 값에서 시작하나요?"),
        when=lambda got, *_: got.shape == (units,) and bool((got != 0).any()),
    )
    layers = [  # of one activation: the start may depend on it
        expect_object(student.Dense(units, input_dim, activation)),
        expect_object(student.Dense(units, activation=activation)),
    ]
    for layer in layers:
        layer.build(input_dim, Rng(11))
        check(layer.b, np.zeros(units), EXACT, [biases])
    first, second = (expect_array(layer.W, (input_dim, units)) for layer in layers)
    require(np.array_equal(first, second), "two builds from the same seed differ", GLOBAL_RANDOM, "random-without-rng")


def wrong_dz(name):
    """The gradient at the weighted sums as a misconception has it."""

    def dz(f, x, W, b, dout):
        z = x @ W + b
        y = react(f, z)
        if name == "slope-left-out" and f in ("relu", "sigmoid", "tanh"):
            return dout
        if name == "slope-of-the-sum" and f in ("sigmoid", "tanh"):
            return dout * (z * (1 - z) if f == "sigmoid" else 1 - z**2)
        if name == "activation-twice" and f in ("sigmoid", "tanh"):
            again = react(f, y)
            return dout * (again * (1 - again) if f == "sigmoid" else 1 - again**2)
        if name == "softmax-slope-again" and f == "softmax":
            return y * (dout - (dout * y).sum(axis=1, keepdims=True))
        if name == "softmax-slope-of-sigmoid" and f == "softmax":
            return dout * y * (1 - y)
        raise ValueError(name)

    return dz


SLOPES = [
    (
        "slope-left-out",
        text(
            en="The gradient passed the activation as if it were not there. How steep is f at each unit's weighted "
            "sum?",
            ko="그래디언트가 활성화 함수를 그냥 지나쳤습니다. 유닛마다 가중합에서 f의 기울기는 얼마인가요?",
        ),
    ),
    (
        "slope-of-the-sum",
        text(
            en="y (1 - y) and 1 - y^2 were fed with the weighted sum. With what are these slopes written?",
            ko="y (1 - y)나 1 - y^2에 가중합을 넣었습니다. 이 기울기는 무엇으로 나타낸 식인가요?",
        ),
    ),
    (
        "activation-twice",
        text(
            en="The activation was applied once more to its own output before the slope was taken.",
            ko="활성화 함수의 출력에 활성화 함수를 한 번 더 적용하고 기울기를 구했습니다.",
        ),
    ),
    (
        "softmax-slope-again",
        text(
            en="With softmax, the gradient that arrives is already the one at its input, joined with cross entropy. "
            "What "
            "is left to be done?",
            ko="softmax에는 교차 엔트로피와 합쳐 이미 softmax의 입력까지 온 그래디언트가 도착합니다. 더 할 일이 "
            "남았나요?",
        ),
    ),
    (
        "softmax-slope-of-sigmoid",
        text(
            en="A slope y (1 - y) was applied to a softmax. At which point does the gradient given to it already "
            "stand?",
            ko="softmax에 기울기 y (1 - y)를 곱했습니다. 전달받은 그래디언트는 이미 어디까지 와 있나요?",
        ),
    ),
]


def through(finish):
    """The misconceptions about the activation's slope, as they show in what `finish(dz, x, W)` makes of it."""

    def model(name):
        return lambda f, x, W, b, dout: finish(wrong_dz(name)(f, x, W, b, dout), x, W)

    return [Misconception(name, hint, model=model(name)) for name, hint in SLOPES]


def right_dz(f, x, W, b, dout):
    """The right gradient at the weighted sums: that of a layer whose weights do nothing."""
    units = W.shape[1]
    return right(f, x @ W + b, np.eye(units), np.zeros(units), dout)[1]


DX = [
    *through(lambda dz, x, W: dz @ W.T),
    Misconception(
        "weights-not-transposed",
        text(
            en="On the way back the weights are used the other way round: dout is (n, k), dx is (n, d), W is (d, k).",
            ko="거꾸로 갈 때는 가중치를 반대 방향으로 씁니다. dout은 (n, k), dx는 (n, d), W는 (d, k)입니다.",
        ),
        model=lambda f, x, W, b, dout: right_dz(f, x, W, b, dout) @ W,
    ),
    Misconception(
        "weights-left-out",
        text(
            en="The gradient came back to the weighted sums and stopped there. How strongly does an input act on them?",
            ko="그래디언트가 가중합까지만 돌아오고 멈췄습니다. 입력은 가중합에 얼마나 세게 작용하나요?",
        ),
        model=right_dz,
    ),
]
DW = [
    *through(lambda dz, x, W: x.T @ dz),
    Misconception(
        "gradient-averaged",
        text(
            en="The gradient was divided by the number of samples. If the loss is a mean, where has that been done?",
            ko="그래디언트를 샘플 수로 나누었습니다. 손실이 평균이라면 그 나눗셈은 이미 어디에서 했을까요?",
        ),
        model=lambda f, x, W, b, dout: x.T @ right_dz(f, x, W, b, dout) / len(x),
    ),
    Misconception(
        "gradient-transposed",
        text(en="dW is turned over. What shape has W?", ko="dW가 전치되어 있습니다. W의 형상은 무엇인가요?"),
        model=lambda f, x, W, b, dout: right_dz(f, x, W, b, dout).T @ x,
    ),
]
DB = [
    *through(lambda dz, x, W: dz.sum(axis=0)),
    Misconception(
        "gradient-averaged",
        text(
            en="db is a mean over the samples. Copied forward means added up backward; where would a mean come from?",
            ko="db가 샘플의 평균입니다. 순전파에서 복사된 것은 역전파에서 더해집니다. 평균이 나올 이유가 있을까요?",
        ),
        model=lambda f, x, W, b, dout: right_dz(f, x, W, b, dout).mean(axis=0),
    ),
    Misconception(
        "db-not-summed",
        text(
            en="db still has a row for each sample. The same b served all of them: what becomes of their gradients?",
            ko="db에 아직 샘플마다 한 행이 있습니다. 모든 샘플이 같은 b를 썼습니다. 그 그래디언트들은 어떻게 되어야 "
            "하나요?",
        ),
        model=right_dz,
    ),
    Misconception(
        "db-not-summed",
        text(
            en="The sum runs over the units. Each unit has a bias of its own: over which axis do the samples lie?",
            ko="유닛 방향으로 더했습니다. 유닛마다 자기 바이어스가 있습니다. 샘플은 어느 축을 따라 놓여 있나요?",
        ),
        model=lambda f, x, W, b, dout: right_dz(f, x, W, b, dout).sum(axis=1),
    ),
]


@exercise("Dense", weight=2, about=text(en="backward returns dx", ko="backward가 dx를 돌려줌"))
@table(CASES)
def test_dense_dx(student, case):
    activation, x, W, b, dout = case.args
    layer = make(student, activation, W, b)
    layer.forward(x)
    check(layer.backward(dout), right(*case.args)[1], TOL, DX, args=case.args)


@exercise("Dense", weight=2, about=text(en="backward sets dW and db", ko="backward가 dW와 db를 설정"))
@table(CASES)
def test_dense_parameter_gradients(student, case):
    activation, x, W, b, dout = case.args
    layer = make(student, activation, W, b)
    layer.forward(x)
    layer.backward(dout)
    _, _, dW, db = right(*case.args)
    check(layer.dW, dW, TOL, DW, args=case.args)
    check(layer.db, db, TOL, DB, args=case.args)


def numerical(f, at):
    """Gradient of f, a number, by central differences."""
    slopes = np.zeros_like(at)
    for index in np.ndindex(at.shape):
        up, down = at.copy(), at.copy()
        up[index] += STEP
        down[index] -= STEP
        slopes[index] = (f(up) - f(down)) / (2 * STEP)
    return slopes


@exercise(
    "Dense",
    needs=[test_dense_forward, test_dense_dx, test_dense_parameter_gradients],
    about=text(en="gradients agree with central differences", ko="중심 차분으로 구한 그래디언트와 일치"),
)
@table([Case(str(name), name) for name in ACTIVATIONS])
def test_dense_gradients_are_slopes_of_forward(student, rng, case):
    (activation,) = case.args
    x, W, b, G = sample(rng, 2, 3, 2)
    target = np.eye(2)
    layer = make(student, activation, W, b)

    def loss(x, W, b):
        """Cross entropy for softmax, whose backward begins behind it; else sum(G * output)."""
        layer.W, layer.b = W, b
        y = expect_array(layer.forward(x), (2, 2))
        return float(-np.sum(target * np.log(np.abs(y) + 1e-300)) if activation == "softmax" else np.sum(G * y))

    y = expect_array(layer.forward(x), (2, 2))
    dx = layer.backward(y - target if activation == "softmax" else G)
    dW, db = layer.dW, layer.db
    check(dx, numerical(lambda at: loss(at, W, b), x), SLOPE)
    check(dW, numerical(lambda at: loss(x, at, b), W), SLOPE)
    check(db, numerical(lambda at: loss(x, W, at), b), SLOPE)


ACCUMULATES = Misconception(
    "gradients-accumulate",
    text(
        en="The second backward added to the gradients of the first. Whose gradient should dW be after a backward?",
        ko="두 번째 backward가 첫 번째 그래디언트에 더해졌습니다. backward 뒤에 dW는 무엇의 그래디언트여야 하나요?",
    ),
    model=lambda now, before: now + before,
)
SHARED = Misconception(
    "layers-share-state",
    text(
        en="A layer went back with what another layer had seen. Where does a layer keep its input: in the object, or "
        "in "
        "something that all layers share?",
        ko="한 층이 다른 층의 입력을 가지고 거꾸로 갔습니다. 층은 입력을 어디에 보관하나요? 객체인가요, 모두가 함께 "
        "쓰는 곳인가요?",
    ),
    when=lambda *_: True,
)


@exercise(
    "Dense",
    needs=[test_dense_forward, test_dense_dx, test_dense_parameter_gradients],
    about=text(en="two layers, two batches; arguments as they were", ko="두 층과 두 배치; 인수는 그대로"),
)
@table([Case(str(name), name) for name in ACTIVATIONS])
def test_dense_layers_are_independent(student, rng, case):
    (activation,) = case.args
    first, second = sample(rng, 4, 3, 2), sample(rng, 4, 3, 2)
    one, other = make(student, activation, *first[1:3]), make(student, activation, *second[1:3])
    check_unchanged(one.forward.observe(first[0]))
    other.forward(second[0])
    seen = one.backward.observe(first[3])
    check_unchanged(seen)
    _, dx, dW, _ = right(activation, *first)
    check(seen.value, dx, TOL, [SHARED])
    check(one.dW, dW, TOL, [SHARED])
    x, _, _, dout = sample(rng, 5, 3, 2)  # another batch through the same layer
    x = x * 0.5 + 0.1
    one.forward(x)
    one.backward(dout)
    _, _, again, db = right(activation, x, *first[1:3], dout)
    check(one.dW, again, TOL, [ACCUMULATES], args=(again, dW))
    check(one.db, db, TOL)


@exercise(
    "Dense",
    needs=test_dense_forward,
    about=text(en="an unknown activation", ko="모르는 활성화 함수"),
)
@table([Case("swish", "swish"), Case("step", "step"), Case("misspelt", "sigmoyd")])
def test_dense_unknown_activation(student, case):
    def use():
        layer = expect_object(student.Dense(2, activation=case.args[0]))
        layer.build(2, Rng(1))
        return layer.forward(np.ones((1, 2)))

    check_raises(
        use,
        hint=text(
            en="A name that the layer does not know should raise ValueError. Who would notice a misspelling otherwise?",
            ko="층이 모르는 이름이면 ValueError가 나야 합니다. 아니면 틀린 철자를 누가 알아차릴까요?",
        ),
    )
