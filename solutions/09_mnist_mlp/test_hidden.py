"""Hidden suite of 09_mnist_mlp: normalize, one_hot, predict, accuracy, confusion_matrix, plot_history.

Images are 28 x 28 and x has 784 columns throughout: a solution may rely on that. The hidden layers are small, so that a
call costs nothing.
"""

import numpy as np

from autograder.suite import (
    EXACT,
    Case,
    Misconception,
    Tolerance,
    check,
    check_unchanged,
    dataset,
    exercise,
    expect_figure,
    load_reference,
    require,
    table,
    text,
)

reference = load_reference(__file__)

TOL = Tolerance(
    rtol=1e-6,
    atol=1e-8,
    why="the course's accuracy: float64 loses about 1e-13 over sums of 784 terms, and the mildest wrong formula is off "
    "by 1e-3",
)
FLOAT32 = Tolerance(rtol=1e-6, atol=1e-8, why="one division in float32 is off by 6e-8 of the value; 1/256 by 4e-3")
TRAINED = Tolerance(
    rtol=0.0, atol=1e-4, why="float32 weights and images lose about 1e-6; a wrong step shows above 1e-2"
)


# ------------------------------------------------------------------------------------------------ normalize


def scaled(images, divisor=255):
    """Flat rows, divided by a number."""
    return images.reshape(len(images), -1).astype(float) / divisor


NORMALIZE = [
    Misconception(
        "not-flattened",
        text(
            en="Each image is still a square. The network takes one row of numbers an image: how long is it?",
            ko="이미지가 아직 정사각형입니다. 신경망은 이미지 하나를 한 행으로 받습니다. 그 길이는 얼마일까요?",
        ),
        when=lambda actual, images: np.shape(actual) == images.shape,
    ),
    Misconception(
        "images-as-columns",
        text(
            en="The images are columns. One image is one row in this course.",
            ko="이미지가 열에 놓여 있습니다. 이 수업에서는 이미지 하나가 한 행입니다.",
        ),
        when=lambda actual, images: len(images) != 784 and np.shape(actual) == (784, len(images)),
    ),
    Misconception(
        "not-scaled",
        text(
            en="The numbers still run up to 255. Into which range should they come?",
            ko="값이 아직 255까지입니다. 어떤 범위로 바꾸어야 하나요?",
        ),
        model=lambda images: scaled(images, 1),
    ),
    Misconception(
        "divided-by-256",
        text(
            en="The brightest pixel does not become 1. There are 256 different values; what is the largest of them?",
            ko="가장 밝은 픽셀이 1이 되지 않습니다. 값의 종류는 256가지입니다. 그중 가장 큰 값은 무엇인가요?",
        ),
        model=lambda images: scaled(images, 256),
    ),
    Misconception(
        "whole-number-division",
        text(
            en="Almost everything became 0. What does a division of whole numbers give, or a conversion that comes too "
            "early or too late?",
            ko="거의 모든 값이 0이 되었습니다. 정수끼리 나누거나 형 변환의 순서가 틀리면 어떻게 될까요?",
        ),
        model=lambda images: scaled(images) // 1,
    ),
    Misconception(
        "scaled-by-own-maximum",
        text(
            en="The divisor depends on the images that came along. The same pixel must always become the same number.",
            ko="함께 들어온 이미지에 따라 나누는 수가 달라집니다. 같은 픽셀값은 언제나 같은 수가 되어야 합니다.",
        ),
        when=lambda actual, images: np.isclose(np.max(actual), 1) and np.max(images) < 255,
    ),
    Misconception(
        "pixels-out-of-order",
        text(
            en="All the right numbers are there, but not in the right places. In which order should the pixels of an "
            "image stand in its row, and which pixels belong to which image?",
            ko="맞는 값들이 있지만 자리가 다릅니다. 한 행에는 픽셀이 어떤 순서로 놓여야 하고, 어느 픽셀이 어느 "
            "이미지의 것일까요?",
        ),
        when=lambda actual, images: np.allclose(np.sort(actual, axis=None), np.sort(scaled(images), axis=None)),
    ),
]
NOT_FLOAT32 = text(
    en="The values are right, but of another dtype than the exercise asks for.",
    ko="값은 맞지만 문제에서 요구하는 자료형(dtype)이 아닙니다.",
)


def some_images(rng, n, brightest=255):
    """Images with every shade up to `brightest`, most pixels dark, as in MNIST."""
    images = rng.integers(0, brightest + 1, (n, 28, 28))
    images[rng.random(images.shape) < 0.5] = 0
    images[0, 3, 5] = brightest
    return images.astype(np.uint8)


@exercise("normalize", weight=3, about=text(en="values and shape", ko="값과 형상"))
def test_normalize_values(student, rng):
    for n, brightest in [(3, 255), (1, 255), (4, 180), (28, 254)]:
        images = some_images(rng, n, brightest)
        check(student.normalize(images), scaled(images), FLOAT32, NORMALIZE, args=(images,))


@exercise(
    "normalize", weight=1, needs=test_normalize_values, about=text(en="the dtype is float32", ko="dtype이 float32인지")
)
def test_normalize_gives_float32(student, rng):
    answer = student.normalize(some_images(rng, 2))
    dtype = getattr(answer, "dtype", None)
    require(dtype == np.float32, f"got dtype {dtype}, expected float32", NOT_FLOAT32, "not-float32")


@exercise(
    "normalize",
    weight=1,
    needs=test_normalize_values,
    about=text(en="the images are not changed", ko="이미지가 바뀌지 않는지"),
)
def test_normalize_keeps_its_argument(student, rng):
    check_unchanged(student.normalize.observe(some_images(rng, 2)))


# ------------------------------------------------------------------------------------------------ one_hot

ONE_HOT = [
    Misconception(
        "one-hot-turned",
        text(
            en="Rows and columns are exchanged: each label should become a row.",
            ko="행과 열이 바뀌었습니다. 레이블 하나가 한 행이 되어야 합니다.",
        ),
        model=lambda labels, classes=10: np.eye(classes)[labels].T,
    ),
    Misconception(
        "one-hot-off-by-one",
        text(
            en="The 1 stands one place beside where it belongs. At which position does class 0 have its 1?",
            ko="1이 한 칸 옆에 있습니다. 클래스 0은 몇 번째 자리에 1이 있어야 하나요?",
        ),
        when=lambda actual, labels, classes=10: any(
            np.array_equal(actual, np.eye(classes)[(labels.astype(int) + shift) % classes]) for shift in (-1, 1)
        ),
    ),
    Misconception(
        "classes-ignored",
        text(
            en="There are as many columns as the labels need, or always ten. How many did the caller ask for?",
            ko="열의 수가 레이블에서 나왔거나 언제나 10개입니다. 호출한 쪽에서는 몇 개를 요구했나요?",
        ),
        when=lambda actual, labels, classes=10: (
            np.ndim(actual) == 2 and np.shape(actual)[0] == len(labels) and np.shape(actual)[1] != classes
        ),
    ),
    Misconception(
        "one-hot-inverted",
        text(en="Zeros and ones are exchanged.", ko="0과 1이 뒤바뀌었습니다."),
        model=lambda labels, classes=10: 1 - np.eye(classes)[labels],
    ),
    Misconception(
        "one-hot-too-many",
        text(
            en="Some rows hold more than one 1. Assigning to a column sets it in every row: which row is meant?",
            ko="1이 여러 개인 행이 있습니다. 열 전체에 값을 넣으면 모든 행이 바뀝니다. 어느 행에 넣어야 하나요?",
        ),
        when=lambda actual, *_: np.any(np.sum(actual, axis=1) > 1),
    ),
]
ONE_HOT_CASES = [
    Case("ten-classes", np.array([3, 0, 9, 3, 5])),
    Case("one-label", np.array([7])),
    Case("bytes", np.array([2, 9, 0, 0, 1, 8], dtype=np.uint8)),
    Case("all-classes", np.array([1, 0, 2, 9, 4, 3, 5, 8, 7, 6])),
]
ONE_HOT_OTHER = [
    Case("three", np.array([2, 0, 1, 2]), 3),
    Case("more-than-occur", np.array([1, 0, 1]), 6),
    Case("keyword", np.array([11, 0, 4], dtype=np.uint8), classes=12),
]


@exercise("one_hot", weight=3, about=text(en="ten classes", ko="클래스가 10개일 때"))
@table(ONE_HOT_CASES)
def test_one_hot_values(student, case):
    check(student.one_hot(*case.args), case.expect(reference.one_hot), EXACT, ONE_HOT, args=case.args)


@exercise(
    "one_hot", weight=2, needs=test_one_hot_values, about=text(en="another number of classes", ko="클래스 수가 다를 때")
)
@table(ONE_HOT_OTHER)
def test_one_hot_classes(student, case):
    answer = student.one_hot(*case.args, **case.kwargs)
    check(answer, case.expect(reference.one_hot), EXACT, ONE_HOT, args=case.args, kwargs=case.kwargs)


@exercise(
    "one_hot",
    weight=1,
    needs=test_one_hot_values,
    about=text(en="the labels are not changed", ko="레이블이 바뀌지 않는지"),
)
def test_one_hot_keeps_its_argument(student):
    check_unchanged(student.one_hot.observe(np.array([4, 0, 9])))


# ------------------------------------------------------------------------------------------------ predict


def logistic(x):
    return 1 / (1 + np.exp(-x))


def scores(network, x, hidden=logistic):
    """The scores of the last layer, with another function in the hidden layers if one is given."""
    z = hidden(x @ network["W1"] + network["b1"])
    z = hidden(z @ network["W2"] + network["b2"])
    return z @ network["W3"] + network["b3"]


def without_biases(network, *names):
    return {name: np.zeros_like(value) if name in names else value for name, value in network.items()}


def softmax_over_all(network, x):
    powers = np.exp(scores(network, x))
    return powers / powers.sum()


def softmax_along_batch(network, x):
    powers = np.exp(scores(network, x))
    return powers / powers.sum(axis=0)


PREDICT = [
    Misconception(
        "softmax-over-batch",
        text(
            en="The probabilities of all images together sum to 1, not those of each. In a batch the sum has to run "
            "along one axis only: which one? (The deck's softmax was written for one image.)",
            ko="이미지마다가 아니라 배치 전체의 확률을 더해야 1이 됩니다. 배치에서는 한 축을 따라서만 더해야 합니다. "
            "어느 축일까요? (강의 자료의 softmax는 이미지 한 장을 위한 것입니다.)",
        ),
        when=lambda actual, network, x: (
            x.ndim == 2
            and len(x) > 1
            and any(np.allclose(actual, wrong(network, x)) for wrong in (softmax_over_all, softmax_along_batch))
        ),
    ),
    Misconception(
        "no-softmax",
        text(
            en="These are scores, not probabilities. Which function turns scores into probabilities?",
            ko="확률이 아니라 점수입니다. 점수를 확률로 바꾸는 함수는 무엇인가요?",
        ),
        model=scores,
    ),
    Misconception(
        "sigmoid-at-output",
        text(
            en="The output layer used the sigmoid. Do its outputs sum to 1, as probabilities of ten classes should?",
            ko="출력층에 시그모이드를 썼습니다. 열 개 클래스의 확률처럼 출력의 합이 1이 되나요?",
        ),
        model=lambda network, x: logistic(scores(network, x)),
    ),
    Misconception(
        "sigmoid-before-softmax",
        text(
            en="The scores of the last layer went through the sigmoid before softmax. What does softmax take?",
            ko="마지막 층의 점수가 소프트맥스 전에 시그모이드를 거쳤습니다. 소프트맥스의 입력은 무엇이어야 하나요?",
        ),
        model=lambda network, x: reference.softmax(logistic(scores(network, x))),
    ),
    Misconception(
        "hidden-layers-linear",
        text(
            en="The hidden layers compute weighted sums and nothing more. What comes after the sum?",
            ko="은닉층이 가중합만 계산합니다. 가중합 다음에 무엇이 와야 하나요?",
        ),
        model=lambda network, x: reference.softmax(scores(network, x, lambda z: z)),
    ),
    Misconception(
        "relu-for-sigmoid",
        text(
            en="Another activation function stands in the hidden layers than the one this network was trained with.",
            ko="이 신경망이 학습할 때와 다른 활성화 함수가 은닉층에 있습니다.",
        ),
        model=lambda network, x: reference.softmax(scores(network, x, lambda z: np.maximum(z, 0))),
    ),
    Misconception(
        "bias-missing",
        text(en="A bias is missing in at least one layer.", ko="적어도 한 층에 편향이 빠졌습니다."),
        when=lambda actual, network, x: any(
            np.allclose(actual, reference.predict(without_biases(network, *names), x))
            for names in (["b1"], ["b2"], ["b3"], ["b1", "b2", "b3"])
        ),
    ),
    Misconception(
        "class-for-probabilities",
        text(
            en="The most probable class came back. Here all probabilities are asked for; choosing comes later.",
            ko="확률이 가장 큰 클래스를 돌려주었습니다. 여기서는 확률 전부가 필요합니다. 고르는 것은 나중 일입니다.",
        ),
        when=lambda actual, network, x: np.array_equal(actual, reference.predict(network, x).argmax(axis=-1)),
    ),
]


def some_network(rng, hidden=(7, 6), classes=10, strength=1.0):
    """A network with 784 inputs whose hidden units are neither idle nor saturated."""
    sizes = [784, *hidden, classes]
    network = {}
    for i, (d, k) in enumerate(zip(sizes[:-1], sizes[1:], strict=True), 1):
        network[f"W{i}"] = rng.normal(0, strength * (2.5 if i > 1 else 0.06), (d, k))
        network[f"b{i}"] = rng.normal(0, 1, k)
    return network


@exercise("predict", weight=3, about=text(en="a batch of images", ko="이미지 여러 장(배치)"))
def test_predict_batch(student, rng):
    for n, hidden, classes in [(5, (7, 6), 10), (10, (10, 10), 10), (1, (3, 8), 10)]:
        network, x = some_network(rng, hidden, classes), rng.random((n, 784))
        check(student.predict(network, x), reference.predict(network, x), TOL, PREDICT, args=(network, x))


@exercise(
    "predict", weight=2, needs=test_predict_batch, about=text(en="a single image (784,)", ko="이미지 한 장 (784,)")
)
def test_predict_one_image(student, rng):
    network, x = some_network(rng), rng.random(784)
    check(student.predict(network, x), reference.predict(network, x), TOL, PREDICT, args=(network, x))


@exercise(
    "predict",
    weight=2,
    needs=test_predict_batch,
    about=text(en="the trained network, real digits", ko="학습된 신경망과 실제 숫자"),
)
def test_predict_trained_network(student):
    network = dict(dataset("mnist_network"))
    x = dataset("mnist_small")["x_train_flat"][::400]
    expected = reference.predict({name: value.astype(float) for name, value in network.items()}, x.astype(float))
    check(student.predict(network, x), expected, TRAINED, PREDICT, args=(network, x))


@exercise(
    "predict", weight=1, needs=test_predict_batch, about=text(en="no argument is changed", ko="인수가 바뀌지 않는지")
)
def test_predict_keeps_its_arguments(student, rng):
    check_unchanged(student.predict.observe(some_network(rng), rng.random((3, 784))))


# ------------------------------------------------------------------------------------------------ accuracy


def hits(network, x, t):
    """Which answers are right: (n,) bools."""
    return reference.predict(network, x).argmax(axis=1) == t


def batches(values, batch_size):
    return [values[i : i + batch_size] for i in range(0, len(values), batch_size)]


ACCURACY = [
    Misconception(
        "last-batch-lost",
        text(
            en="The images of the last, shorter batch were not counted. What happens when the batch size does not "
            "divide the number of images?",
            ko="마지막의 짧은 배치에 있는 이미지를 세지 않았습니다. 이미지 수가 배치 크기로 나누어떨어지지 않으면 "
            "어떻게 되나요?",
        ),
        when=lambda actual, network, x, t, batch_size=100: any(
            np.isclose(actual, hits(network, x, t)[: len(x) // batch_size * batch_size].sum() / m)
            for m in (len(x), max(len(x) // batch_size * batch_size, 1))
        ),
    ),
    Misconception(
        "mean-of-batches",
        text(
            en="This is the mean of the batches' accuracies. A short last batch then weighs as much as a full one: "
            "does each image still count the same?",
            ko="배치별 정확도의 평균입니다. 그러면 짧은 마지막 배치가 꽉 찬 배치와 똑같이 반영됩니다. 모든 이미지가 "
            "똑같이 세어지나요?",
        ),
        model=lambda network, x, t, batch_size=100: np.mean(
            [part.mean() for part in batches(hits(network, x, t), batch_size)]
        ),
    ),
    Misconception(
        "full-batches-assumed",
        text(
            en="The number of right answers was divided by more images than there are.",
            ko="맞은 개수를 실제보다 많은 이미지 수로 나누었습니다.",
        ),
        when=lambda actual, network, x, t, batch_size=100: np.isclose(
            actual, hits(network, x, t).sum() / (-(-len(x) // batch_size) * batch_size)
        ),
    ),
    Misconception(
        "count-for-share",
        text(
            en="This is a number of images or a percentage, not a share between 0 and 1.",
            ko="0과 1 사이의 비율이 아니라 개수나 백분율입니다.",
        ),
        when=lambda actual, network, x, t, *_: any(
            np.isclose(actual, factor * hits(network, x, t).mean()) for factor in (len(x), 100)
        ),
    ),
    Misconception(
        "error-for-accuracy",
        text(en="This is the share of wrong answers.", ko="틀린 답의 비율입니다."),
        model=lambda network, x, t, *_: 1 - hits(network, x, t).mean(),
    ),
    Misconception(
        "first-batch-only",
        text(
            en="Only the first or only the last batch was counted. Does the counter start anew in each round, or does "
            "the loop end too early?",
            ko="첫 배치나 마지막 배치만 세었습니다. 반복할 때마다 개수가 0으로 되돌아가거나 반복문이 너무 일찍 "
            "끝나지 않나요?",
        ),
        when=lambda actual, network, x, t, batch_size=100: any(
            np.isclose(actual, part.sum() / m)
            for part in (batches(hits(network, x, t), batch_size)[i] for i in (0, -1))
            for m in (len(x), len(part))
        ),
    ),
]


def labelled(rng, n, wrong):
    """A network, images, and labels that are its own answers but for the images in `wrong`."""
    network = some_network(rng, strength=1.6)
    x = rng.random((n, 784)) * rng.integers(0, 2, (n, 784))
    y = np.sort(reference.predict(network, x), axis=1)
    clear = y[:, -1] - y[:, -2] > 1e-4  # an answer that hangs on rounding is nobody's mistake
    x[~clear] = x[clear][0]
    t = reference.predict(network, x).argmax(axis=1)
    t[wrong] = (t[wrong] + 1 + rng.integers(0, 8, len(t[wrong]))) % 10
    return network, x, t


@exercise(
    "accuracy",
    weight=2,
    builds_on=["predict"],
    about=text(en="one batch size that fits", ko="배치 크기가 나누어떨어질 때"),
)
def test_accuracy_values(student, rng):
    for n, wrong, batch_size in [(12, slice(3, 8), 4), (10, slice(0, 1), 10), (6, slice(2, 4), 1)]:
        args = (*labelled(rng, n, wrong), batch_size)
        check(student.accuracy(*args), reference.accuracy(*args), TOL, ACCURACY, args=args)


@exercise(
    "accuracy",
    weight=3,
    needs=test_accuracy_values,
    builds_on=["predict"],
    about=text(en="a short last batch", ko="마지막 배치가 짧을 때"),
)
def test_accuracy_short_batch(student, rng):
    for n, wrong, batch_size in [
        (11, slice(8, 11), 4),
        (11, slice(9, 11), 3),
        (7, slice(5, 6), 50),
        (5, slice(4, 5), 4),
    ]:
        args = (*labelled(rng, n, wrong), batch_size)
        check(student.accuracy(*args), reference.accuracy(*args), TOL, ACCURACY, args=args)


@exercise(
    "accuracy",
    weight=1,
    needs=test_accuracy_values,
    builds_on=["predict"],
    about=text(en="the batch size changes nothing", ko="배치 크기와 결과가 무관한지"),
)
def test_accuracy_any_batch_size(student, rng):
    network, x, t = labelled(rng, 130, slice(90, 125))
    for batch_size in (7, 64, 129, 130, 131):
        args = (network, x, t.astype(np.uint8), batch_size)
        check(student.accuracy(*args[:3], batch_size=batch_size), 95 / 130, TOL, ACCURACY, args=args)
    check(student.accuracy(network, x, t), 95 / 130, TOL, ACCURACY, args=(network, x, t))


@exercise(
    "accuracy", weight=1, needs=test_accuracy_values, about=text(en="no argument is changed", ko="인수가 바뀌지 않는지")
)
def test_accuracy_keeps_its_arguments(student, rng):
    check_unchanged(student.accuracy.observe(*labelled(rng, 7, slice(1, 2)), 3))


# ------------------------------------------------------------------------------------------------ confusion_matrix


def once_each(true, predicted, classes=10):
    counts = np.zeros((classes, classes), dtype=int)
    counts[true, predicted] += 1
    return counts


CONFUSION = [
    Misconception(
        "confusion-turned",
        text(
            en="Rows and columns are exchanged. Which of them stands for the truth?",
            ko="행과 열이 바뀌었습니다. 정답은 어느 쪽에 놓여야 하나요?",
        ),
        model=lambda true, predicted, classes=10: reference.confusion_matrix(predicted, true, classes),
    ),
    Misconception(
        "repeated-pairs-once",
        text(
            en="A pair that occurs several times was counted once. NumPy's fancy indexing reads, adds and writes once "
            "for all: what happens to an index that stands there twice?",
            ko="여러 번 나온 쌍을 한 번만 세었습니다. 넘파이의 팬시 인덱싱은 한꺼번에 읽고, 더하고, 씁니다. 같은 "
            "인덱스가 두 번 나오면 어떻게 될까요?",
        ),
        model=once_each,
    ),
    Misconception(
        "confusion-shares",
        text(
            en="These are shares. How many images is asked for.",
            ko="비율이 들어 있습니다. 이미지의 개수를 구해야 합니다.",
        ),
        when=lambda actual, *_: not np.array_equal(actual, np.round(actual)),
    ),
    Misconception(
        "errors-only",
        text(
            en="The right answers on the diagonal are missing, or nothing but the diagonal is there.",
            ko="대각선에 있어야 할 맞은 답이 없거나, 대각선만 있습니다.",
        ),
        when=lambda actual, true, predicted, classes=10: any(
            np.array_equal(actual, right * part)
            for right in [reference.confusion_matrix(true, predicted, classes)]
            for part in (np.eye(classes), 1 - np.eye(classes))
        ),
    ),
    Misconception(
        "confusion-size",
        text(
            en="The size of the matrix depends on the labels that occur. It should depend on the number of classes.",
            ko="행렬의 크기가 나타난 레이블에 따라 달라집니다. 클래스의 수에 따라 정해져야 합니다.",
        ),
        when=lambda actual, true, predicted, classes=10: (
            np.ndim(actual) == 2 and np.shape(actual) != (classes, classes)
        ),
    ),
]
NOT_WHOLE = Misconception(
    "counts-not-integers",
    text(
        en="The counts are right, but they are not integers. Of which dtype is the array that you start from?",
        ko="개수는 맞지만 정수가 아닙니다. 처음에 만든 배열의 dtype은 무엇인가요?",
    ),
    when=lambda actual, *_: np.asarray(actual).dtype.kind not in "iu",
)
CONFUSION_CASES = [
    Case("worked", np.array([7, 2, 1, 0, 4, 1]), np.array([7, 2, 1, 0, 9, 1])),
    Case("nines-and-fours", np.array([4, 4, 9, 4, 9, 4, 0]), np.array([9, 4, 9, 9, 4, 9, 0])),
    Case("one-image", np.array([9]), np.array([0])),
    Case("more-than-a-byte-counts", np.repeat([3, 8, 5], [300, 270, 4]), np.repeat([3, 5, 8], [300, 270, 4])),
]


@exercise("confusion_matrix", weight=3, about=text(en="ten classes", ko="클래스가 10개일 때"))
@table(CONFUSION_CASES)
def test_confusion_values(student, case):
    expected = case.expect(reference.confusion_matrix)
    check(student.confusion_matrix(*case.args), expected, EXACT, CONFUSION, args=case.args)


@exercise(
    "confusion_matrix",
    weight=2,
    needs=test_confusion_values,
    about=text(en="many images, other classes", ko="많은 이미지, 다른 클래스 수"),
)
def test_confusion_classes(student, rng):
    for classes, n in [(10, 500), (3, 40), (12, 9)]:
        args = (rng.integers(0, min(classes, 10), n), rng.integers(0, min(classes, 9), n), classes)
        check(student.confusion_matrix(*args), reference.confusion_matrix(*args), EXACT, CONFUSION, args=args)
    true, predicted = rng.integers(0, 4, (2, 30))
    expected = reference.confusion_matrix(true, predicted, 4)
    check(student.confusion_matrix(true, predicted, classes=4), expected, EXACT, CONFUSION, args=(true, predicted, 4))


@exercise(
    "confusion_matrix",
    weight=1,
    needs=test_confusion_values,
    about=text(en="the counts are integers", ko="개수가 정수인지"),
)
def test_confusion_gives_integers(student, rng):
    args = tuple(rng.integers(0, 10, (2, 20)))
    check(student.confusion_matrix(*args), reference.confusion_matrix(*args), EXACT, [NOT_WHOLE], args=args, kind="int")


@exercise(
    "confusion_matrix",
    weight=1,
    needs=test_confusion_values,
    about=text(en="no argument is changed", ko="인수가 바뀌지 않는지"),
)
def test_confusion_keeps_its_arguments(student, rng):
    check_unchanged(student.confusion_matrix.observe(*rng.integers(0, 10, (2, 12))))


# ------------------------------------------------------------------------------------------------ plot_history

TRAIN_ACC, TEST_ACC = [0.11, 0.62, 0.81, 0.93, 0.96], [0.10, 0.60, 0.79, 0.88, 0.89]
LINES = [
    Misconception(
        "curves-exchanged",
        text(en="The two labels are exchanged.", ko="두 선의 label이 서로 바뀌었습니다."),
        when=lambda actual, own, other: np.allclose(actual, other),
    ),
]
ONE_POINT_AN_EPOCH = text(
    en="Each accuracy belongs to one epoch: what should stand on the x axis?",
    ko="정확도 하나가 한 에폭의 것입니다. x축에는 무엇이 와야 하나요?",
)


def check_lines(figure, train, test):
    """Both curves by their labels, over epochs that begin with 0 or 1."""
    for label, own, other in [("train acc", train, test), ("test acc", test, train)]:
        line = figure.line(label)
        check(line.y, np.array(own), TOL, LINES, args=(own, other))
        steps = line.x - np.arange(len(own))
        require(
            np.all(np.isin(steps, [0.0, 1.0])) and np.ptp(steps) == 0,
            f"'{label}' is drawn over {line.x}, expected epochs 0, 1, 2... or 1, 2, 3...",
            ONE_POINT_AN_EPOCH,
            "x-is-not-the-epoch",
        )


@exercise("plot_history", weight=3, about=text(en="two labelled lines over the epochs", ko="에폭에 따른 두 선과 label"))
def test_plot_lines(student):
    check_lines(expect_figure(student.plot_history(TRAIN_ACC, TEST_ACC)), TRAIN_ACC, TEST_ACC)


@exercise("plot_history", weight=1, needs=test_plot_lines, about=text(en="a legend", ko="범례"))
def test_plot_legend(student):
    figure = expect_figure(student.plot_history(TRAIN_ACC, TEST_ACC))
    shown = {entry for axes in figure.axes for entry in axes.legend}
    require(
        {"train acc", "test acc"} <= shown,
        f"the legends show {sorted(shown)}",
        text(
            en="The lines have names, but no legend shows them.",
            ko="선에 이름은 있지만 범례에 나타나지 않습니다.",
        ),
        "no-legend",
    )


@exercise(
    "plot_history",
    weight=1,
    needs=test_plot_lines,
    about=text(en="a new figure each time", ko="부를 때마다 새 Figure"),
)
def test_plot_is_new(student):
    first = expect_figure(student.plot_history(TRAIN_ACC, TEST_ACC))
    observed = student.plot_history.observe(TRAIN_ACC[:3], TEST_ACC[1:4])
    second = expect_figure(observed.value)
    require(
        first.identity != second.identity,
        "two calls returned the same Figure",
        text(
            en="The second call drew into the first call's figure. What makes a new one?",
            ko="두 번째 호출이 첫 번째 그림에 덧그렸습니다. 새 Figure는 어떻게 만드나요?",
        ),
        "same-figure",
    )
    check_lines(second, TRAIN_ACC[:3], TEST_ACC[1:4])
    check_unchanged(observed)
