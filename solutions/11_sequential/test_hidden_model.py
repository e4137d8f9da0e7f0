"""Hidden suite of 11_sequential: Sequential before any training: predict, classes, evaluate, counting, columns.

Layers are added to the model and then given known weights, before compile: how weights start is the student's choice.
"""

import re

import numpy as np

from autograder.suite import (
    EXACT,
    Case,
    Misconception,
    Tolerance,
    check,
    check_raises,
    check_unchanged,
    exercise,
    expect_array,
    expect_number,
    expect_object,
    expect_text,
    expect_tuple,
    fail,
    load_reference,
    require,
    table,
    text,
)

reference = load_reference(__file__)

TOL = Tolerance(rtol=1e-6, atol=1e-8, why="the course's accuracy; the formulas lose 1e-15, wrong ones are off by 1e-2")
LOG = Tolerance(rtol=1e-5, atol=1e-5, why="an epsilon of up to 1e-6 inside the logarithm, at probabilities above 0.05")
SATURATED = Tolerance(rtol=0.0, atol=1e-3, why="-log(1 - eps) for any clipping at eps up to 1e-3; exact would be 0")
MSE, BCE, CCE = "mean_squared_error", "binary_crossentropy", "categorical_crossentropy"


def add_layers(model, student, columns, units, activations):
    """Dense layers added to a model: their handles."""
    layers = []
    for count, activation in zip(units, activations, strict=True):
        first = {} if layers else {"input_dim": columns}
        layers.append(expect_object(student.Dense(count, activation=activation, **first)))
        model.add(layers[-1])
    return layers


def known(student, activations, weights, loss=None, optimizer="sgd"):
    """A model with known weights."""
    model = expect_object(student.Sequential(seed=3))
    layers = add_layers(model, student, len(weights[0][0]), [len(b) for _, b in weights], activations)
    for layer, (W, b) in zip(layers, weights, strict=True):
        layer.W, layer.b = W, b
    if loss is not None:
        model.compile(loss=loss, optimizer=optimizer, metrics=["accuracy"])
    return model


def outputs(X, activations, weights):
    """What the model predicts."""
    for activation, (W, b) in zip(activations, weights, strict=True):
        layer = reference.Dense(len(b), len(W), activation)
        layer.W, layer.b = W, b
        X = layer.forward(X)
    return X


def draw(rng, *sizes, scale=1.0):
    return [
        (rng.normal(size=(d, k)) * scale, rng.normal(size=k) * scale) for d, k in zip(sizes, sizes[1:], strict=False)
    ]


FIXED = np.random.default_rng(20)
PREDICT = [
    Case("square-layers", FIXED.normal(size=(4, 3)), ("relu", "sigmoid"), draw(FIXED, 3, 3, 3)),
    Case("one-layer", FIXED.normal(size=(5, 3)), (None,), draw(FIXED, 3, 2)),
    Case("regression", FIXED.normal(size=(7, 2)), ("tanh", None), draw(FIXED, 2, 4, 1)),
    Case("deep", FIXED.normal(size=(4, 2)), ("relu", "tanh", "sigmoid", "softmax"), draw(FIXED, 2, 6, 5, 4, 3)),
    Case("one-sample", FIXED.normal(size=(1, 2)), ("sigmoid", "sigmoid"), draw(FIXED, 2, 2, 1)),
]
LAYERS = [
    Misconception(
        "last-layer-missing",
        text(en="The outputs of a hidden layer came out. Is the last layer asked at all?",
             ko="은닉층의 출력이 나왔습니다. 마지막 층까지 갔나요?"),
        model=lambda X, activations, weights: outputs(X, activations[:-1], weights[:-1]),
    ),
    Misconception(
        "layers-not-chained",
        text(en="The last layer was given X itself. What is the input of a layer that is not the first?",
             ko="마지막 층에 X를 그대로 넣었습니다. 첫 층이 아닌 층의 입력은 무엇인가요?"),
        model=lambda X, activations, weights: outputs(X, activations[-1:], weights[-1:]),
    ),
    Misconception(
        "layers-reversed",
        text(en="The layers were passed in the wrong order. In which direction does a signal run?",
             ko="층을 거꾸로 지났습니다. 신호는 어느 방향으로 흐르나요?"),
        model=lambda X, activations, weights: outputs(X, activations[::-1], weights[::-1]),
    ),
]  # fmt: skip


@exercise(
    "Sequential",
    weight=2,
    builds_on=("Dense",),
    about=text(en="predict with known weights", ko="정해진 가중치로 predict"),
)
@table(PREDICT)
def test_predict(student, case):
    X, activations, weights = case.args
    seen = known(student, activations, weights).predict.observe(X)
    check(seen.value, outputs(*case.args), TOL, LAYERS, args=case.args)
    check_unchanged(seen)


@exercise(
    "Sequential",
    needs=test_predict,
    builds_on=("Dense",),
    about=text(en="add builds the layer: shapes of W and b", ko="add가 층을 만듦: W와 b의 형상"),
)
@table([Case("wiki", 2, (4, 2, 1)), Case("one-layer", 3, (2,)), Case("medical", 17, (100, 40, 1))])
def test_add_builds(student, case):
    columns, units = case.args
    model = expect_object(student.Sequential())
    layers = add_layers(model, student, columns, units, ["relu"] * len(units))
    for layer, (d, k) in zip(layers, zip((columns, *units), units, strict=False), strict=True):
        expect_array(layer.W, (d, k))
        check(layer.b, np.zeros(k), EXACT)


BINARY = (np.array([[0.2], [0.9], [0.45], [0.55], [0.05], [0.7]]), np.array([0, 1, 0, 1, 0, 1]))
SEVERAL = (
    np.array([[0.2, 0.3, 0.5], [0.6, 0.3, 0.1], [0.1, 0.46, 0.44], [0.3, 0.4, 0.3], [0.25, 0.3, 0.45]]),
    np.array([2, 0, 1, 1, 2]),
)
TWO = (np.array([[0.2, 0.8], [0.6, 0.4], [0.45, 0.55]]), np.array([1, 0, 1]))


def with_outputs(student, probabilities, loss=None):
    """A model that answers the rows of the identity matrix with these probabilities, and that matrix."""
    n, k = probabilities.shape
    activation, logits = ("sigmoid", np.log(probabilities / (1 - probabilities))) if k == 1 else (
        "softmax", np.log(probabilities))  # fmt: skip
    return known(student, (activation,), [(logits, np.zeros(k))], loss), np.eye(n)


CLASSES = [
    Misconception(
        "argmax-of-one-column",
        text(
            en="With a single output every class came out as 0. Which index can the largest of one number have?",
            ko="출력이 하나인데 클래스가 모두 0입니다. 수 하나에서 가장 큰 것의 인덱스는 무엇일 수밖에 없나요?",
        ),
        when=lambda got, P: P.shape[1] == 1 and got.shape == (len(P),) and not got.any(),
    ),
    Misconception(
        "classes-keep-a-column",
        text(
            en="The classes are right, but they stand in a column. One number for each sample: what shape is that?",
            ko="클래스는 맞지만 열로 서 있습니다. 샘플마다 수 하나라면 형상은 무엇인가요?",
        ),
        when=lambda got, P: got.shape == (len(P), 1),
    ),
    Misconception(
        "one-hot-for-index",
        text(
            en="One row of zeros and ones came out for each sample. predict_classes gives the index of the class.",
            ko="샘플마다 0과 1로 된 행이 나왔습니다. predict_classes가 주는 것은 클래스의 인덱스입니다.",
        ),
        when=lambda got, P: P.shape[1] > 1 and got.shape == P.shape,
    ),
    Misconception(
        "largest-over-the-batch",
        text(en="The largest was sought among the samples, not among a sample's outputs.",
             ko="한 샘플의 출력들이 아니라 샘플들 사이에서 가장 큰 것을 찾았습니다."),
        model=lambda P: np.argmax(P, axis=0),
    ),
]  # fmt: skip


@exercise(
    "Sequential", needs=test_predict, builds_on=("Dense",), about=text(en="predict_classes", ko="predict_classes")
)
@table([Case("binary", *BINARY), Case("three-classes", *SEVERAL), Case("two-classes", *TWO)])
def test_predict_classes(student, case):
    probabilities, classes = case.args
    model, X = with_outputs(student, probabilities)
    check(model.predict_classes(X), classes, EXACT, CLASSES, args=(probabilities,))


ONE_HOT = np.eye(3)[[2, 0, 1, 0, 1]]
TARGETS = np.array([[0.0], [1.0], [1.0], [1.0], [0.0], [0.0]])
REGRESSION = (np.array([[0.2], [1.9], [-0.45], [-2.5]]), np.array([[0.5], [1.0], [0.25], [-3.5]]))


def cross_entropy(y, t):
    return -(t * np.log(y))


def where_defined(model):
    """A model that is defined for some cases only; for the others it answers None."""

    def answer(*args):
        value = model(*args)
        if value is None:
            raise ValueError("not defined here")
        return value

    return answer


def losses(name, hint, *models):
    return [Misconception(name, hint, model=where_defined(model)) for model in models]


EVALUATE = [
    *losses(
        "summed-for-mean",
        text(
            en="The loss grows with the number of samples. How is a sum over a batch made comparable?",
            ko="손실이 샘플 수에 따라 커집니다. 배치 전체의 합을 서로 비교할 수 있게 하려면 어떻게 하나요?",
        ),
        lambda loss, y, t: np.sum((y - t) ** 2) if loss == MSE else None,
        lambda loss, y, t: np.sum(cross_entropy(y, t)) if loss == CCE else None,
        lambda loss, y, t: np.sum(cross_entropy(y, t) + cross_entropy(1 - y, 1 - t)) if loss == BCE else None,
    ),
    *losses(
        "half-the-squares",
        text(
            en="That is half the mean: the 1/2 belongs to the sum of squares of earlier assignments. What does "
            "'mean' say?",
            ko="평균의 절반입니다. 1/2은 앞 과제의 오차제곱합에 붙는 것입니다. '평균'은 무엇을 뜻하나요?",
        ),
        lambda loss, y, t: np.mean((y - t) ** 2) / 2 if loss == MSE else None,
        lambda loss, y, t: np.sum((y - t) ** 2) / 2 if loss == MSE else None,
    ),
    *losses(
        "root-of-the-mean",
        text(en="A root was taken. Whose mean is the mean squared error?",
             ko="제곱근을 씌웠습니다. 무엇의 평균인가요?"),
        lambda loss, y, t: np.sqrt(np.mean((y - t) ** 2)) if loss == MSE else None,
        lambda loss, y, t: np.mean(np.abs(y - t)) if loss == MSE else None,
    ),
    *losses(
        "zeros-left-out",
        text(
            en="Samples with target 0 cost nothing. What is the probability of class 0 when the output is y?",
            ko="목표가 0인 샘플의 손실이 빠졌습니다. 출력이 y일 때 클래스 0의 확률은 얼마인가요?",
        ),
        lambda loss, y, t: np.mean(cross_entropy(y, t)) if loss == BCE else None,
    ),
    *losses(
        "zeros-added",
        text(
            en="Each of the outputs was treated as a yes or no of its own. How many classes does a sample belong to?",
            ko="출력 하나하나를 따로 예/아니요로 다루었습니다. 한 샘플은 몇 개의 클래스에 속하나요?",
        ),
        lambda loss, y, t: np.sum(cross_entropy(y, t) + cross_entropy(1 - y, 1 - t)) / len(t) if loss == CCE else None,
        lambda loss, y, t: np.mean(cross_entropy(y, t) + cross_entropy(1 - y, 1 - t)) if loss == CCE else None,
    ),
    *losses(
        "divided-by-classes-too",
        text(
            en="The cross entropy was averaged over the classes as well. What is the loss of one sample?",
            ko="교차 엔트로피를 클래스 수로도 나누었습니다. 샘플 하나의 손실은 얼마인가요?",
        ),
        lambda loss, y, t: np.mean(cross_entropy(y, t)) if loss == CCE else None,
    ),
    *losses(
        "sign-of-the-logarithm",
        text(en="The loss is negative. What sign has the logarithm of a probability?",
             ko="손실이 음수입니다. 확률의 로그는 부호가 무엇인가요?"),
        lambda loss, y, t: -np.sum(cross_entropy(y, t)) / len(t) if loss == CCE else None,
        lambda loss, y, t: -np.mean(cross_entropy(y, t) + cross_entropy(1 - y, 1 - t)) if loss == BCE else None,
    ),
]  # fmt: skip
ACCURACY = [
    Misconception(
        "compared-across-samples",
        text(
            en="The accuracy compares each sample with every other one. What is the shape of (n,) == (n, 1)?",
            ko="정확도를 구할 때 모든 샘플을 서로 비교했습니다. (n,) == (n, 1)의 형상은 무엇인가요?",
        ),
        model=where_defined(lambda P, Y: np.mean((P[:, 0] > 0.5) == Y) if P.shape[1] == 1 else None),
    ),
    Misconception(
        "argmax-of-one-column",
        text(
            en="With one column, the accuracy is that of always answering 0, or it is always 1. What does argmax do "
            "with "
            "a single number?",
            ko="열이 하나일 때 정확도가 항상 0이라고 답한 것이거나 항상 1입니다. 수 하나에 argmax를 쓰면 어떻게 "
            "되나요?",
        ),
        when=lambda got, P, Y: P.shape[1] == 1 and (got == 1 or abs(got - np.mean(Y == 0)) < 1e-9),
    ),
    Misconception(
        "entries-counted",
        text(
            en="The ones and zeros of the targets were compared one by one. Of how many samples is the class right?",
            ko="정답의 0과 1을 하나씩 비교했습니다. 클래스를 맞힌 샘플은 몇 개인가요?",
        ),
        model=lambda P, Y: np.mean((P > 0.5) == Y),
    ),
    Misconception(
        "count-for-share",
        text(
            en="Is that a number of samples, a percentage, or a share?",
            ko="샘플의 개수인가요, 백분율인가요, 비율인가요?",
        ),
        when=lambda got, P, Y: got > 1,
    ),
]


@exercise(
    "Sequential",
    weight=2,
    needs=test_predict,
    builds_on=("Dense",),
    about=text(en="evaluate: the loss", ko="evaluate: 손실"),
)
@table(
    [
        Case("squared-error", MSE, *REGRESSION),
        Case("squared-error-of-probabilities", MSE, BINARY[0], TARGETS),
        Case("binary", BCE, BINARY[0], TARGETS),
        Case("categorical", CCE, SEVERAL[0], ONE_HOT),
        Case("categorical-two", CCE, TWO[0], np.eye(2)[[0, 0, 1]]),
    ]
)
def test_evaluate_loss(student, case):
    loss, y, t = case.args
    if y is REGRESSION[0]:
        model, X = known(student, (None,), [(y, np.zeros(1))], loss), np.eye(len(y))
    else:
        model, X = with_outputs(student, y, loss)
    expected = {
        MSE: lambda: np.mean((y - t) ** 2),
        BCE: lambda: np.mean(cross_entropy(y, t) + cross_entropy(1 - y, 1 - t)),
        CCE: lambda: np.sum(cross_entropy(y, t)) / len(t),
    }[loss]()
    seen = model.evaluate.observe(X, t)
    check(expect_tuple(seen.value, 2)[0], float(expected), LOG, EVALUATE, args=case.args)
    check_unchanged(seen)


@exercise(
    "Sequential",
    needs=test_evaluate_loss,
    builds_on=("Dense",),
    about=text(en="evaluate: the accuracy; nothing is trained", ko="evaluate: 정확도; 학습은 하지 않음"),
)
@table(
    [
        Case("binary", BCE, BINARY[0], TARGETS, expected=4 / 6),
        Case("three-classes", CCE, SEVERAL[0], ONE_HOT, expected=3 / 5),
        Case("two-classes", CCE, TWO[0], np.eye(2)[[0, 0, 1]], expected=2 / 3),
    ]
)
def test_evaluate_accuracy(student, case):
    loss, probabilities, Y = case.args
    model, X = with_outputs(student, probabilities, loss)
    for _ in range(2):
        accuracy = expect_tuple(model.evaluate(X, Y), 2)[1]
        check(accuracy, case.expected, TOL, ACCURACY, args=(probabilities, Y))
    check(model.predict(X), probabilities, TOL)


@exercise(
    "Sequential",
    needs=test_evaluate_loss,
    builds_on=("Dense",),
    about=text(
        en="evaluate where a probability is 0 or 1 to the last bit", ko="확률이 정확히 0이나 1이 될 때의 evaluate"
    ),
)
@table([Case("binary", BCE, ("sigmoid",), np.array([[-900.0], [900.0]]), np.array([[0.0], [1.0]])),
        Case("categorical", CCE, ("softmax",), np.array([[900.0, 0.0], [0.0, 900.0]]), np.eye(2))])  # fmt: skip
def test_evaluate_saturated(student, case):
    loss, activations, logits, Y = case.args
    not_finite = Misconception(
        "log-of-zero",
        text(
            en="The logarithm of 0 got into the loss. What keeps a probability of 0 away from the logarithm?",
            ko="손실에 0의 로그가 들어갔습니다. 확률 0이 로그에 들어가지 않게 하려면 무엇이 필요한가요?",
        ),
        when=lambda got, *_: not np.isfinite(got),
    )
    model = known(student, activations, [(logits, np.zeros(logits.shape[1]))], loss)
    check(expect_tuple(model.evaluate(np.eye(2), Y), 2)[0], 0.0, SATURATED, [not_finite])
    worst = expect_tuple(model.evaluate(np.eye(2), 1 - Y), 2)[0]
    if type(worst) in (float, np.float64) and not np.isfinite(worst):
        fail(f"the loss of certain and wrong predictions is {worst}", not_finite.hint, not_finite.id)
    require(
        expect_number(worst) > 5,  # -log(eps) for any clipping at eps below 6e-3
        "certain and wrong predictions cost less than 5",
        text(en="To be certain and wrong should cost a lot.", ko="확신하면서 틀리면 손실이 커야 합니다."),
    )


BIASES = text(
    en="Those are the weights alone. What else does a layer learn?",
    ko="가중치만 센 수입니다. 층이 학습하는 것이 더 있나요?",
)


def total(sizes, *, biases=True):
    return sum(d * k + biases * k for d, k in zip(sizes, sizes[1:], strict=False))


COUNTS = [
    Case("wiki", (2, 4, 2, 1), expected=25),
    Case("medical", (17, 100, 40, 1), expected=5881),
    Case("mnist", (784, 50, 100, 10), expected=45_360),
    Case("one-layer", (3, 2), expected=8),
]


@exercise("Sequential", needs=test_predict, builds_on=("Dense",), about=text(en="count_params", ko="count_params"))
@table(COUNTS)
def test_count_params(student, case):
    (sizes,) = case.args
    model = expect_object(student.Sequential())
    add_layers(model, student, sizes[0], sizes[1:], ["tanh"] * (len(sizes) - 1))
    known_counts = [
        Misconception("biases-not-counted", BIASES, model=lambda sizes: total(sizes, biases=False)),
        Misconception(
            "units-for-parameters",
            text(en="Those are the units. How many numbers does each of them learn?",
                 ko="유닛의 수입니다. 유닛 하나가 학습하는 수는 몇 개인가요?"),
            model=lambda sizes: sum(sizes[1:]),
        ),
        Misconception(
            "arrays-for-parameters",
            text(en="Those are the arrays. How many numbers are in them?",
                 ko="배열의 수입니다. 그 안에 수가 몇 개 있나요?"),
            model=lambda sizes: 2 * len(sizes) - 2,
        ),
    ]  # fmt: skip
    check(model.count_params(), case.expected, EXACT, known_counts, args=case.args)


@exercise(
    "Sequential",
    needs=test_predict,
    builds_on=("Dense",),
    about=text(en="summary names the total", ko="summary에 총 개수"),
)
@table(COUNTS)
def test_summary(student, case):
    (sizes,) = case.args
    model = expect_object(student.Sequential())
    add_layers(model, student, sizes[0], sizes[1:], ["tanh"] * (len(sizes) - 1))
    seen = model.summary.observe()
    if seen.value is None and type(seen.printed) is str and seen.printed.strip():
        fail(
            "summary printed its text and returned None",
            text(
                en="The text was printed, and then it was gone. How does whoever called summary() get hold of it?",
                ko="글을 출력만 하고 끝났습니다. summary()를 부른 쪽은 그 글을 어떻게 받나요?",
            ),
            "printed-for-returned",
        )
    shown = expect_text(seen.value)
    numbers = re.findall(r"\d+", re.sub(r"(?<=\d)[,_' ](?=\d{3}(?!\d))", "", shown)) + re.findall(r"\d+", shown)
    without = [number for number in numbers if number == str(total(sizes, biases=False))]
    require(
        str(case.expected) in numbers,
        f"the summary of {sizes} does not name {case.expected}",
        BIASES if without else text(
            en="The total number of parameters is not in the text.", ko="매개변수의 총 개수가 글에 없습니다."
        ),
        "biases-not-counted" if without else "",
    )  # fmt: skip


@exercise(
    "Sequential",
    needs=test_evaluate_loss,
    builds_on=("Dense",),
    about=text(en="the wrong number of columns", ko="열의 수가 틀릴 때"),
)
@table([Case("too-few", 1), Case("too-many", 3), Case("many-more", 6)])
def test_wrong_number_of_columns(student, case):
    hint = text(
        en="Data with the wrong number of columns went through. With how many inputs was the first layer built?",
        ko="열의 수가 틀린 데이터가 그냥 지나갔습니다. 첫 층은 입력이 몇 개라고 만들었나요?",
    )
    activations, weights = ("tanh", "softmax"), draw(np.random.default_rng(4), 2, 3, 3)
    model = known(student, activations, weights, CCE)
    X, Y = np.ones((3, case.args[0])), np.eye(3)
    check_raises(model.predict, X, hint=hint)
    check_raises(model.predict_classes, X, hint=hint)
    check_raises(model.evaluate, X, Y, hint=hint)
    check_raises(model.fit, X, Y, epochs=1, batch_size=3, hint=hint)
    fitting = np.ones((3, 2))
    two_columns = text(
        en="Three outputs were held against targets with two columns.", ko="출력은 세 개인데 정답의 열은 두 개였습니다."
    )
    check_raises(model.evaluate, fitting, Y[:, :2], hint=two_columns)
    check(model.predict(fitting), outputs(fitting, activations, weights), TOL)
