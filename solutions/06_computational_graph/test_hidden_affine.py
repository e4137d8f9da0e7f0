"""Hidden suite of 06_computational_graph: Affine, with x (n, d), W (d, k), b (k,)."""

import numpy as np

from autograder.suite import (
    Case,
    Misconception,
    Tolerance,
    check,
    check_unchanged,
    exercise,
    expect_array,
    expect_object,
    require,
    table,
    text,
)

TOL = Tolerance(
    rtol=1e-6, atol=1e-8, why="a handful of float64 operations lose 1e-15; the mildest wrong rule is off by 1e-2"
)
SLOPE = Tolerance(
    rtol=1e-6,
    atol=1e-8,
    why="central differences with h = 1e-5: truncation h^2 = 1e-10, rounding 1e-16 / h = 1e-11 for values near 1; "
    "CS231n calls a relative error of 1e-7 right and 1e-4 suspect",
)
STEP = 1e-5


def numerical(f, x):
    """Gradient of f, a number, at x by central differences; for the suite's own arrays."""
    slopes = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += STEP
        down[index] -= STEP
        slopes[index] = (f(up) - f(down)) / (2 * STEP)
    return slopes


def check_kept(student, kept, before):
    """Fail if an array that stayed in the student's process is no longer as it was."""
    require(
        np.array_equal(expect_array(student.value_of(kept)), before),
        "an array given to an earlier call was altered",
        text(
            en="An array that was passed in earlier has been overwritten. Which statement works in place on "
            "something that came from outside?",
            ko="앞서 전달받은 배열이 덮어써졌습니다. 밖에서 받은 것을 제자리에서 바꾸는 문장은 어느 것일까요?",
        ),
        "changes-argument",
    )


SQUARE_W = np.array([[1.0, -2.0], [0.5, 3.0]])
AFFINE_CASES = [  # the square one first: there a transposition too few or too many is not yet an error of shapes
    Case(
        "square",
        np.array([[1.0, 2.0], [-0.5, 4.0]]),
        SQUARE_W,
        np.array([0.3, -0.7]),
        np.array([[2.0, -1.0], [0.5, 3.0]]),
    ),
    Case(
        "lecture-like",
        np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]),
        np.array([[0.1, 0.2, 0.5], [0.3, 0.4, 0.6]]),
        np.array([0.1, 0.2, 0.3]),
        np.linspace(-1.0, 1.2, 12).reshape(4, 3),
    ),
    Case(
        "one-sample",
        np.array([[0.7, -1.1, 2.0]]),
        np.array([[1.0, 2.0], [-3.0, 0.4], [0.6, -0.9]]),
        np.array([1.5, -2.5]),
        np.array([[0.8, -0.3]]),
    ),
    Case(
        "one-unit",
        np.array([[1.0, 2.0], [3.0, 4.0], [5.0, -6.0]]),
        np.array([[0.25], [-0.5]]),
        np.array([0.75]),
        np.array([[1.0], [-2.0], [4.0]]),
    ),
]

AFFINE_FORWARD = [
    Misconception(
        "bias-left-out",
        text(en="The weighted sums are right and the bias is missing.", ko="가중합은 맞는데 편향이 빠졌습니다."),
        model=lambda x, W, b: x @ W,
    ),
    Misconception(
        "elementwise-product",
        text(
            en="x and W were multiplied element by element. Each unit needs a sum over all inputs: which product "
            "gives that?",
            ko="x와 W를 원소별로 곱했습니다. 유닛마다 모든 입력에 대한 합이 필요합니다. 어떤 곱을 써야 할까요?",
        ),
        model=lambda x, W, b: x * W + b,
    ),
    Misconception(
        "weights-transposed",
        text(
            en="The weights were turned over. In this course a column of W belongs to a unit: which way do the "
            "shapes (n, d) and (d, k) fit?",
            ko="가중치가 전치되었습니다. 이 수업에서는 W의 열 하나가 유닛 하나입니다. (n, d)와 (d, k)는 어떤 "
            "방향으로 맞물리나요?",
        ),
        model=lambda x, W, b: x @ W.T + b,
    ),
]
AFFINE_DX = [
    Misconception(
        "weights-not-transposed",
        text(
            en="On the way back the weights are used the other way round: dout is (n, k), dx is (n, d), W is (d, k). "
            "What makes the shapes fit?",
            ko="역전파에서는 가중치를 반대 방향으로 씁니다. dout은 (n, k), dx는 (n, d), W는 (d, k)입니다. 모양을 "
            "맞추려면 무엇이 필요할까요?",
        ),
        model=lambda x, W, b, dout: dout @ W,
    ),
    Misconception(
        "weights-left-out",
        text(
            en="dx came out as dout. How strongly does an input act on the output? That strength has to appear.",
            ko="dx가 dout 그대로입니다. 입력이 출력에 얼마나 세게 작용하나요? 그 세기가 식에 나타나야 합니다.",
        ),
        model=lambda x, W, b, dout: dout,
    ),
    Misconception(
        "gradient-of-weights-for-x",
        text(
            en="backward returned the gradient of the weights. Those are kept as attributes: which gradient does the "
            "layer to the left need?",
            ko="backward가 가중치의 미분을 돌려주었습니다. 그것은 속성으로 보관합니다. 왼쪽 계층에 필요한 것은 "
            "무엇의 미분인가요?",
        ),
        model=lambda x, W, b, dout: x.T @ dout,
    ),
]
AFFINE_DW = [
    Misconception(
        "dW-transposed",
        text(
            en="dW is turned over: entry (i, j) should belong to the weight from input i to unit j. What shape has W?",
            ko="dW가 전치되어 있습니다. (i, j) 원소는 입력 i에서 유닛 j로 가는 가중치의 것이어야 합니다. W의 모양은 "
            "무엇인가요?",
        ),
        model=lambda x, W, b, dout: dout.T @ x,
    ),
    Misconception(
        "dW-averaged",
        text(
            en="dW was divided by the number of samples. If the loss is a mean, where has that division already been "
            "made?",
            ko="dW를 샘플 수로 나누었습니다. 손실이 평균이라면 그 나눗셈은 이미 어디에서 이루어졌을까요?",
        ),
        model=lambda x, W, b, dout: x.T @ dout / len(x),
    ),
    Misconception(
        "dW-without-transposing",
        text(
            en="x and dout have one row for each sample; dW adds up over the samples. Which axis has to meet which?",
            ko="x와 dout은 샘플마다 한 행을 가지며, dW는 샘플에 대해 더한 값입니다. 어느 축끼리 만나야 하나요?",
        ),
        model=lambda x, W, b, dout: x @ dout,
    ),
]
AFFINE_DB = [
    Misconception(
        "db-not-summed",
        text(
            en="db still has one row for each sample. The same b served all of them: what becomes of their gradients?",
            ko="db에 아직 샘플마다 한 행이 있습니다. 모든 샘플이 같은 b를 썼습니다. 그 미분들은 어떻게 되어야 할까요?",
        ),
        model=lambda x, W, b, dout: dout,
    ),
    Misconception(
        "db-averaged",
        text(
            en="db is a mean over the samples. Copied forward means added up backward; where would a mean come from?",
            ko="db가 샘플의 평균입니다. 순전파에서 복사된 것은 역전파에서 더해집니다. 평균이 나올 이유가 있을까요?",
        ),
        model=lambda x, W, b, dout: dout.mean(axis=0),
    ),
    Misconception(
        "db-over-units",
        text(
            en="The sum runs over the units. Each unit has a bias of its own: over which axis do its samples lie?",
            ko="유닛 방향으로 더했습니다. 유닛마다 자기 편향이 있습니다. 샘플은 어느 축을 따라 놓여 있나요?",
        ),
        model=lambda x, W, b, dout: dout.sum(axis=1),
    ),
    Misconception(
        "db-one-number",
        text(
            en="Everything was added into one number. How many biases has the layer?",
            ko="모두 더해 하나의 수가 되었습니다. 이 계층의 편향은 몇 개인가요?",
        ),
        model=lambda x, W, b, dout: dout.sum(),
    ),
    Misconception(
        "db-keeps-an-axis",
        text(
            en="The sums are right, but db has two axes. What shape has b?",
            ko="합은 맞지만 db의 축이 두 개입니다. b의 모양은 무엇인가요?",
        ),
        model=lambda x, W, b, dout: dout.sum(axis=0, keepdims=True),
    ),
]
ACCUMULATES = Misconception(
    "gradients-accumulate",
    text(
        en="The second backward added to the gradients of the first. Whose gradient should dW be after each backward?",
        ko="두 번째 backward가 첫 번째 미분에 더해졌습니다. backward를 부를 때마다 dW는 무엇의 미분이어야 하나요?",
    ),
    model=lambda x, dout, first_x, first_dout: x.T @ dout + first_x.T @ first_dout,
)


@exercise("Affine", weight=1, about=text(en="forward: weighted sums of a batch", ko="forward: 배치의 가중합"))
@table(AFFINE_CASES)
def test_affine_forward(student, case):
    x, W, b, _ = case.args
    check(expect_object(student.Affine(W, b)).forward(x), x @ W + b, TOL, AFFINE_FORWARD, args=(x, W, b))


@exercise("Affine", weight=1, about=text(en="backward returns dx", ko="backward가 dx를 돌려줌"))
@table(AFFINE_CASES)
def test_affine_dx(student, case):
    x, W, b, dout = case.args
    layer = expect_object(student.Affine(W, b))
    layer.forward(x)
    check(layer.backward(dout), dout @ W.T, TOL, AFFINE_DX, args=case.args)


@exercise("Affine", weight=1, about=text(en="backward sets dW", ko="backward가 dW를 설정"))
@table(AFFINE_CASES)
def test_affine_dW(student, case):
    x, W, b, dout = case.args
    layer = expect_object(student.Affine(W, b))
    layer.forward(x)
    layer.backward(dout)
    check(layer.dW, x.T @ dout, TOL, AFFINE_DW, args=case.args)


@exercise("Affine", weight=1, about=text(en="backward sets db", ko="backward가 db를 설정"))
@table(AFFINE_CASES)
def test_affine_db(student, case):
    x, W, b, dout = case.args
    layer = expect_object(student.Affine(W, b))
    layer.forward(x)
    layer.backward(dout)
    check(layer.db, dout.sum(axis=0), TOL, AFFINE_DB, args=case.args)


@exercise(
    "Affine",
    weight=1,
    needs=[test_affine_dW, test_affine_db],
    about=text(en="every backward sets dW and db anew", ko="backward마다 dW와 db를 새로 설정"),
)
def test_affine_gradients_are_set_anew(student, rng):
    layer = student.Affine(rng.normal(size=(3, 2)), rng.normal(size=2))
    first_x, first_dout = rng.normal(size=(4, 3)), rng.normal(size=(4, 2))
    x, dout = rng.normal(size=(5, 3)), rng.normal(size=(5, 2))
    for inputs, upstream in ((first_x, first_dout), (x, dout)):
        layer.forward(inputs)
        layer.backward(upstream)
    check(layer.dW, x.T @ dout, TOL, [ACCUMULATES], args=(x, dout, first_x, first_dout))
    check(
        layer.db,
        dout.sum(axis=0),
        TOL,
        [Misconception(ACCUMULATES.id, ACCUMULATES.hint, model=dout.sum(axis=0) + first_dout.sum(axis=0))],
    )


@exercise(
    "Affine",
    weight=1,
    needs=[test_affine_forward, test_affine_dx, test_affine_dW, test_affine_db],
    about=text(en="gradients agree with central differences", ko="중심 차분으로 구한 기울기와 일치"),
)
def test_affine_gradients_are_the_slopes_of_forward(student, rng):
    x, W, b = rng.normal(size=(3, 2)), rng.normal(size=(2, 2)), rng.normal(size=2)
    G = rng.normal(size=(3, 2))  # the loss is sum(G * output), so dout = G
    layer = expect_object(student.Affine(W, b))
    layer.forward(x)
    dx = layer.backward(G)
    dW, db = layer.dW, layer.db

    def loss(x, W, b):
        return float(np.sum(G * expect_array(expect_object(student.Affine(W, b)).forward(x), (3, 2))))

    check(dx, numerical(lambda at: loss(at, W, b), x), SLOPE)
    check(dW, numerical(lambda at: loss(x, at, b), W), SLOPE)
    check(db, numerical(lambda at: loss(x, W, at), b), SLOPE)


@exercise(
    "Affine",
    weight=1,
    needs=[test_affine_forward, test_affine_dx],
    about=text(en="a chain of layers; arguments as they were", ko="계층의 연결; 인수는 그대로"),
)
def test_affine_layers_chain_and_change_nothing(student, rng):
    x, dout = rng.normal(size=(4, 3)), rng.normal(size=(4, 2))
    W1, b1, W2, b2 = rng.normal(size=(3, 5)), rng.normal(size=5), rng.normal(size=(5, 2)), rng.normal(size=2)
    kept = [student.put(array) for array in (W1, b1, W2, b2)]
    first, second = expect_object(student.Affine(kept[0], kept[1])), expect_object(student.Affine(kept[2], kept[3]))
    seen = first.forward.observe(x)
    check_unchanged(seen)
    out = second.forward(expect_array(seen.value, (4, 5)))
    check(out, x @ (W1 @ W2) + (b1 @ W2 + b2), TOL)  # two linear layers are one linear layer
    seen = second.backward.observe(dout)
    check_unchanged(seen)
    dx = first.backward(expect_array(seen.value, (4, 5)))
    check(dx, dout @ (W1 @ W2).T, TOL)
    for handle, before in zip(kept, (W1, b1, W2, b2), strict=True):
        check_kept(student, handle, before)
