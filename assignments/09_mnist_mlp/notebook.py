# %% [markdown] lang="en"
# # Handwritten digits with an MLP
#
# Somebody writes a digit on paper, and a program says which one. Try to write that program with `if` and `else`: what *is*
# a 7? Nobody can say it in rules, yet everybody can show examples. So we let a network learn it from examples.
#
# The examples are the famous **MNIST** images: 28 x 28 pixels, each a number from 0 (paper) to 255 (ink), and for every
# image the right answer. In this notebook you will
#
# 1. make numbers of images and answers (`normalize`, `one_hot`),
# 2. run a network that somebody else has trained, and measure how good it is (`predict`, `accuracy`),
# 3. build a network of your own, with gradients by backpropagation (`TwoLayerNet`),
# 4. train it (`train`, `build_and_train`),
# 5. and look at what it confuses and how it learned (`confusion_matrix`, `plot_history`).
#
# You have written all the parts before: activation functions, losses, layers, gradient descent. Here they come together.
# %% [markdown] lang="ko"
# # MNIST 손글씨 숫자 인식
#
# 종이에 쓴 숫자를 보고 무슨 숫자인지 맞히는 프로그램을 `if`와 `else`로 만들 수 있을까요? 7이란 *무엇*일까요? 규칙으로 말할 수
# 있는 사람은 없지만 예를 보여 줄 수는 있습니다. 그래서 신경망이 예에서 스스로 배우게 합니다.
#
# 예로 쓸 데이터는 유명한 **MNIST** 이미지입니다. 크기는 28 x 28 픽셀이고, 픽셀 하나는 0(종이)부터 255(잉크)까지의 수이며, 이미지마다
# 정답이 있습니다. 이 노트북에서 할 일은 다음과 같습니다.
#
# 1. 이미지와 정답을 계산할 수 있는 수로 바꿉니다(`normalize`, `one_hot`).
# 2. 이미 학습된 신경망으로 추론하고 얼마나 잘 맞히는지 알아봅니다(`predict`, `accuracy`).
# 3. 역전파로 그래디언트를 구하는 신경망을 직접 만듭니다(`TwoLayerNet`).
# 4. 학습시킵니다(`train`, `build_and_train`).
# 5. 무엇을 헷갈리는지, 어떻게 배웠는지 살펴봅니다(`confusion_matrix`, `plot_history`).
#
# 활성화 함수, 손실 함수, 계층, 경사하강법은 모두 앞에서 만들어 본 것들입니다. 여기서는 그것들을 하나로 모읍니다.

# %% [markdown] lang="en"
# The next cell repeats what you wrote in earlier assignments: `sigmoid` and a `softmax` that treats every **row** of a batch
# on its own. `class_indices` is new and small: answers come as class indices (`[5, 0, 4]`) or one-hot, and it turns either
# form into class indices.
# %% [markdown] lang="ko"
# 다음 셀에는 앞 과제에서 만든 것들이 있습니다. `sigmoid`, 그리고 배치의 **행마다** 따로 계산하는 `softmax`입니다. `class_indices`는
# 새로 나온 작은 함수입니다. 정답은 클래스 인덱스(`[5, 0, 4]`)로도, 원-핫으로도 주어지는데, 어느 쪽이든 클래스 인덱스로 바꾸어 줍니다.

# %%
import matplotlib.pyplot as plt
import numpy as np


def sigmoid(x):
    text(en="""1 / (1 + exp(-x)), element by element, as in 02_activations; exp never sees a large positive number.""",
         ko="""과제 02에서처럼 원소별로 1 / (1 + exp(-x)). exp에 큰 양수가 들어가지 않습니다.""")
    decay = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + decay), decay / (1 + decay))


def softmax(a):
    text(en="""Scores to probabilities, as in 02_activations: along the last axis, so that every row sums to 1.""",
         ko="""과제 02에서처럼 점수를 확률로 바꿉니다. 마지막 축을 따라 계산하므로 행마다 합이 1입니다.""")
    powers = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return powers / np.sum(powers, axis=-1, keepdims=True)


def class_indices(t):
    text(en="""Targets as class indices (n,), whether they come as such or one-hot (n, k).""",
         ko="""정답을 클래스 인덱스 (n,)으로. 클래스 인덱스로도, 원-핫 (n, k)로도 받습니다.""")
    return np.argmax(t, axis=1) if np.ndim(t) == 2 else t

# %% [markdown] lang="en"
# ## The data
#
# Two files lie beside this notebook. `mnist_small.npz` holds 4,000 of MNIST's 60,000 training images, 400 of each digit.
# `mnist_network.npz` holds the weights of a trained network. The next cell opens them and puts the last 500 images aside:
# **test images**, which no training may touch. (If the cell cannot find the files, put them into the notebook's folder.)
#
# The deck loads its weights from `sample_weight.pkl` with `pickle`. Do not copy that habit: *unpickling a file runs whatever
# program is hidden in it*. An `.npz` file opened with `allow_pickle=False` is arrays and nothing else.
#
# One thing to know: the cells that show real digits are for you. When your work is graded, your functions get their
# images as arguments, so never use `x_train` and its friends inside a function other than as a parameter.
# %% [markdown] lang="ko"
# ## 데이터
#
# 이 노트북 옆에 파일이 두 개 있습니다. `mnist_small.npz`에는 MNIST 학습 이미지 60,000장 중 4,000장이 숫자마다 400장씩 들어 있고,
# `mnist_network.npz`에는 학습된 신경망의 가중치가 들어 있습니다. 다음 셀은 두 파일을 열고 마지막 500장을 따로 떼어 둡니다. 이것이
# 학습에 절대로 쓰지 않는 **테스트 이미지**입니다. (파일을 찾지 못하면 노트북이 있는 폴더에 넣어 주세요.)
#
# 강의 자료는 가중치를 `sample_weight.pkl`에서 `pickle`로 읽습니다. 이 습관은 따라 하지 마세요. *피클 파일을 열면 그 안에 숨은 프로그램이
# 실행됩니다.* `allow_pickle=False`로 연 `.npz` 파일에는 배열밖에 없습니다.
#
# 한 가지 알아 둘 점이 있습니다. 실제 숫자를 보여 주는 셀은 여러분을 위한 것입니다. 채점할 때는 함수가 이미지를 인수로 받으므로,
# 함수 안에서 `x_train` 같은 이름은 인수로만 쓰세요.

# %% demo=true
with np.load("mnist_small.npz", allow_pickle=False) as small:
    images, labels = small["x_train"], small["t_train"]
with np.load("mnist_network.npz", allow_pickle=False) as weights:
    trained = {name: weights[name].astype(np.float64) for name in weights.files}
train_images, train_labels = images[:3500], labels[:3500]
test_images, test_labels = images[3500:], labels[3500:]
print(text(en="images", ko="이미지"), images.shape, images.dtype, text(en=" labels", ko=" 레이블"), labels.shape, labels.dtype)


def show_digits(pictures, titles, columns=10):
    text(en="""Draw images (n, 28, 28) in rows, each with a title.""", ko="""이미지 (n, 28, 28)을 제목과 함께 줄지어 그립니다.""")
    rows = -(-len(pictures) // columns)
    _, grid = plt.subplots(rows, columns, figsize=(columns * 0.9, rows * 1.15), squeeze=False)
    for axes in grid.flat:
        axes.set_axis_off()
    for axes, picture, title in zip(grid.flat, pictures, titles):
        axes.imshow(picture, cmap="Greys", vmin=0, vmax=255)
        axes.set_title(title, fontsize=9)
    plt.show()


show_digits(train_images[:20], train_labels[:20])

# %% [markdown] lang="en"
# ## 1. `normalize`
#
# A network wants one **row** of modest numbers for each image. Two steps:
#
# - **flatten**: the 28 x 28 pixels become one row of 784, line after line from the top;
# - **normalize**: $x = \text{pixel} / 255$, so that 0 stays 0 and the blackest pixel, 255, becomes 1. A pixel of 51 becomes
#   $51 / 255 = 0.2$.
#
# Why bother? With inputs up to 255 the weighted sums would be in the hundreds, every sigmoid would be saturated, and no
# gradient would come through. And always divide by the same 255: a pixel must mean the same in every image.
#
# The result is `float32`, half as large as NumPy's usual `float64` and exact enough for a pixel. The images come as
# `uint8`, whole numbers from 0 to 255: mind *when* you convert.
# %% [markdown] lang="ko"
# ## 1. `normalize` (정규화)
#
# 신경망은 이미지 하나를 적당한 크기의 수가 늘어선 한 **행**으로 받습니다. 두 단계가 필요합니다.
#
# - **flatten**: 28 x 28 픽셀을 맨 윗줄부터 차례로 이어 784개짜리 한 행으로 만듭니다.
# - **normalize**: $x = \text{pixel} / 255$. 0은 그대로 0이고 가장 진한 픽셀 255는 1이 됩니다. 값이 51인 픽셀은 $51 / 255 = 0.2$입니다.
#
# 왜 그래야 할까요? 입력이 255까지이면 가중합이 수백이 되어 시그모이드가 모두 포화되고 그래디언트가 전달되지 않습니다. 나누는 수는 언제나
# 255입니다. 같은 픽셀값은 어느 이미지에서나 같은 뜻이어야 하니까요.
#
# 결과의 자료형은 `float32`입니다. 넘파이가 보통 쓰는 `float64`의 절반 크기이고 픽셀을 담기에 충분히 정확합니다. 이미지는 0부터
# 255까지의 정수인 `uint8`로 들어옵니다. *언제* 변환하는지에 주의하세요.

# %% exercise="normalize"

# %% public="normalize"
sample = np.zeros((2, 28, 28), dtype=np.uint8)
sample[0, 0, 1], sample[0, 1, 0], sample[1, 27, 27] = 51, 102, 255
rows = normalize(sample)
assert isinstance(rows, np.ndarray), text(en="An array is asked for.", ko="배열을 반환해야 합니다.")
assert rows.shape == (2, 784), text(en="Two images are two rows: what is the length of a row?",
                                    ko="이미지 두 장은 두 행입니다. 한 행의 길이는 얼마인가요?")
assert rows[1, 783] > 0, text(en="The last pixel of the second image was lost.", ko="두 번째 이미지의 마지막 픽셀이 사라졌습니다.")
assert np.isclose(rows[1, 783], 1), text(en="255 should become 1.", ko="255는 1이 되어야 합니다.")
assert np.isclose(rows[0, 1], 0.2), text(en="Compare with the worked number above.", ko="위에서 계산한 수와 비교해 보세요.")
assert np.isclose(rows[0, 28], 0.4), text(en="Where does the second line of an image begin in its row?",
                                          ko="이미지의 두 번째 줄은 행의 어디에서 시작하나요?")
assert rows.dtype == np.float32, text(en="The values are right; look at the dtype.", ko="값은 맞습니다. dtype을 확인해 보세요.")
print(text(en="normalize: fine so far.", ko="normalize: 여기까지 좋습니다."))

# %% [markdown] lang="en"
# ## 2. `one_hot`
#
# The network has **ten** output units, one for each digit, and answers with ten probabilities. (A single softmax unit, as one
# of the course's sources has it, would always say 1: it has nobody to share with.) To compare, the right answer has to take
# the same form: 3 becomes `[0, 0, 0, 1, 0, 0, 0, 0, 0, 0]`. Only one entry is "hot".
#
# Write `one_hot(labels, classes=10)`. The labels are whole numbers of any integer type, also `uint8` as in the file.
# %% [markdown] lang="ko"
# ## 2. `one_hot` (원-핫 인코딩)
#
# 신경망의 출력층에는 숫자마다 하나씩 **열 개**의 유닛이 있고, 확률 열 개로 답합니다. (강의 자료 중 하나처럼 소프트맥스 유닛을 하나만 두면
# 나누어 가질 상대가 없어서 언제나 1이 나옵니다.) 비교하려면 정답도 같은 꼴이어야 합니다. 3은 `[0, 0, 0, 1, 0, 0, 0, 0, 0, 0]`이
# 됩니다. 정답을 뜻하는 원소 하나만 1입니다.
#
# `one_hot(labels, classes=10)`을 작성하세요. 레이블은 정수이며 자료형은 무엇이든 될 수 있습니다. 파일에서처럼 `uint8`일 수도 있습니다.

# %% exercise="one_hot"

# %% public="one_hot"
result = one_hot(np.array([3, 0]))
assert result.shape == (2, 10), text(en="One row for each label, one column for each class.", ko="레이블마다 한 행, 클래스마다 한 열입니다.")
assert np.argmax(result[0]) == 3, text(en="Counting starts at 0.", ko="0부터 셉니다.")
assert result.sum() == 2, text(en="Exactly one 1 in each row.", ko="행마다 1은 정확히 하나입니다.")
assert one_hot(np.array([1], dtype=np.uint8), classes=4).tolist() == [[0, 1, 0, 0]], text(
    en="Does it follow the number of classes?", ko="클래스의 수를 따르나요?")
print(text(en="one_hot: fine so far.", ko="one_hot: 여기까지 좋습니다."))

# %% [markdown] lang="en"
# ## 3. `predict`: a trained network at work
#
# The lecture's network has two hidden layers:
#
# $$784 \;\xrightarrow{W_1, b_1}\; 50 \;\xrightarrow{W_2, b_2}\; 100 \;\xrightarrow{W_3, b_3}\; 10$$
#
# How many numbers is that? $784 \cdot 50 + 50 + 50 \cdot 100 + 100 + 100 \cdot 10 + 10 = 45{,}360$ parameters, and all of
# them come from training.
#
# With $x$ as a row, each layer is one line:
#
# $$z_1 = \mathrm{sigmoid}(x W_1 + b_1), \qquad z_2 = \mathrm{sigmoid}(z_1 W_2 + b_2), \qquad y = \mathrm{softmax}(z_2 W_3 + b_3)$$
#
# Write `predict(network, x)`; `network` is a dict with the keys `W1`, `b1`, ..., `b3`. It should work for a single image
# `(784,)` and for a batch `(n, 784)`. With rows as images the same three lines do both.
#
# **Watch out.** The deck's `softmax` divides by `np.sum(exp_a)`, the sum over *everything*. For one image that is right. For
# a batch of 100 the probabilities of all images *together* then sum to 1. The largest of each row is still the largest, so
# the deck's accuracy does not show it, but the probabilities are wrong. The `softmax` given above adds row by row.
# %% [markdown] lang="ko"
# ## 3. `predict`: 학습된 신경망으로 추론하기
#
# 강의의 신경망에는 은닉층이 두 개 있습니다.
#
# $$784 \;\xrightarrow{W_1, b_1}\; 50 \;\xrightarrow{W_2, b_2}\; 100 \;\xrightarrow{W_3, b_3}\; 10$$
#
# 매개변수는 모두 몇 개일까요? $784 \cdot 50 + 50 + 50 \cdot 100 + 100 + 100 \cdot 10 + 10 = 45{,}360$개이고, 전부 학습으로 얻은
# 값입니다.
#
# $x$를 행으로 놓으면 층마다 한 줄입니다.
#
# $$z_1 = \mathrm{sigmoid}(x W_1 + b_1), \qquad z_2 = \mathrm{sigmoid}(z_1 W_2 + b_2), \qquad y = \mathrm{softmax}(z_2 W_3 + b_3)$$
#
# `predict(network, x)`를 작성하세요. `network`는 `W1`, `b1`, ..., `b3`을 키로 가지는 딕셔너리입니다. 이미지 한 장 `(784,)`도, 배치
# `(n, 784)`도 받을 수 있어야 합니다. 이미지가 행이면 같은 세 줄로 둘 다 됩니다.
#
# **주의.** 강의 자료의 `softmax`는 `np.sum(exp_a)`, 곧 *전체*의 합으로 나눕니다. 이미지 한 장이라면 맞습니다. 그러나 100장을 배치로
# 넣으면 100장의 확률을 *모두 더해야* 1이 됩니다. 행마다 가장 큰 원소는 그대로이므로 강의 자료의 정확도에는 드러나지 않지만 확률은
# 틀립니다. 위에서 주어진 `softmax`는 행마다 따로 더합니다.

# %% exercise="predict"

# %% public="predict"
tiny = {"W1": np.zeros((784, 2)), "b1": np.array([0.0, 30.0]), "W2": np.array([[2.0], [1.0]]), "b2": np.array([-2.0]),
        "W3": np.array([[0.0, np.log(9.0)]]), "b3": np.zeros(2)}  # z1 = (0.5, 1), z2 = 0.5, y = (1/4, 3/4)
y = predict(tiny, np.ones(784))
assert np.shape(y) == (2,), text(en="One image in, one probability a class out.", ko="이미지 한 장을 넣으면 클래스마다 확률이 하나씩 나와야 합니다.")
assert np.isclose(np.sum(y), 1), text(en="Probabilities should sum to 1.", ko="확률의 합은 1이어야 합니다.")
assert np.allclose(y, [0.25, 0.75]), text(en="Follow the comment in this check layer by layer: where do you first differ?",
                                          ko="이 검사의 주석을 따라 한 층씩 비교해 보세요. 어디에서 처음 달라지나요?")
y = predict(tiny, np.ones((3, 784)))
assert y.shape == (3, 2), text(en="Three images, three rows.", ko="이미지 세 장이면 세 행입니다.")
assert np.allclose(y.sum(axis=1), 1), text(en="Each row should sum to 1 on its own.", ko="행마다 합이 1이어야 합니다.")
print(text(en="predict: fine so far.", ko="predict: 여기까지 좋습니다."))

# %% demo=true
try:
    y = predict(trained, normalize(test_images[:20]))
    show_digits(test_images[:20], [f"{np.argmax(row)} ({np.max(row):.0%})" for row in y])
except NotImplementedError:
    print(text(en="Solve the exercises above to see what the network answers.", ko="위 문제들을 풀면 신경망의 답이 나타납니다."))

# %% [markdown] lang="en"
# ## 4. `accuracy`, batch by batch
#
# The answer of the network is the class with the largest probability. The **accuracy** is the share of images for which that
# is the right one. In the deck, this network (with the deck's own weights) gets 0.9352 of MNIST's 10,000 test images right.
#
# One image at a time would be slow, all 10,000 at once would need much memory. So take **batches** of 100: NumPy is at its
# best with one large product instead of many small ones.
#
# The pitfall is the end. Seven images in batches of three are 3 + 3 + **1**. Say 3, 2 and 0 of them are right. The accuracy
# is $5 / 7 = 0.714$. It is not the mean of the batches' accuracies, $(1 + 0.667 + 0) / 3 = 0.556$, and the last image may
# not be forgotten either. The batch size must never change the result.
# %% [markdown] lang="ko"
# ## 4. `accuracy`: 배치 처리로 정확도 구하기
#
# 신경망의 답은 확률이 가장 큰 클래스입니다. 그것이 정답인 이미지의 비율이 **정확도**(accuracy)입니다. 강의 자료에 따르면 이 신경망은
# (강의 자료의 가중치로) MNIST 테스트 이미지 10,000장에서 0.9352를 얻습니다.
#
# 한 장씩 계산하면 느리고, 10,000장을 한꺼번에 계산하면 메모리가 많이 듭니다. 그래서 100장씩 **배치**로 묶습니다. 넘파이는 작은 곱을 여러
# 번 하는 것보다 큰 곱을 한 번 하는 데 뛰어납니다.
#
# 함정은 끝에 있습니다. 이미지 7장을 3장씩 묶으면 3 + 3 + **1**입니다. 그중 3, 2, 0장을 맞혔다고 합시다. 정확도는 $5 / 7 = 0.714$입니다.
# 배치별 정확도의 평균 $(1 + 0.667 + 0) / 3 = 0.556$이 아니고, 마지막 한 장을 빠뜨려서도 안 됩니다. 배치 크기가 달라져도 결과는 같아야
# 합니다.

# %% exercise="accuracy"

# %% public="accuracy"
sure = {"W1": np.zeros((784, 1)), "b1": np.zeros(1), "W2": np.zeros((1, 1)), "b2": np.zeros(1),
        "W3": np.zeros((1, 3)), "b3": np.array([0.0, 5.0, 0.0])}  # text(en="answers 1, whatever it sees", ko="무엇을 보든 1이라고 답합니다")
seven, t = np.zeros((7, 784)), np.array([1, 1, 1, 1, 0, 1, 2])
assert np.isclose(accuracy(sure, seven, t, batch_size=7), 5 / 7), text(en="Five of seven are right.", ko="일곱 장 중 다섯 장이 맞습니다.")
for size in (1, 2, 3, 100):
    assert np.isclose(accuracy(sure, seven, t, batch_size=size), 5 / 7), text(
        en="The batch size changed the result. Look at the last batch.", ko="배치 크기에 따라 결과가 달라집니다. 마지막 배치를 살펴보세요.")
print(text(en="accuracy: fine so far.", ko="accuracy: 여기까지 좋습니다."))

# %% [markdown] lang="en"
# How good is the trained network? It has learned the first 3,500 images and has never seen the last 500.
# %% [markdown] lang="ko"
# 학습된 신경망은 얼마나 잘할까요? 이 신경망은 앞의 3,500장을 배웠고 마지막 500장은 본 적이 없습니다.

# %% demo=true
import time

try:
    x_train, x_test = normalize(train_images), normalize(test_images)
    print(text(en="3,500 training images:", ko="학습 이미지 3,500장:"), f"{accuracy(trained, x_train, train_labels):.4f}")
    print(text(en="500 test images:      ", ko="테스트 이미지 500장:"), f"{accuracy(trained, x_test, test_labels):.4f}")
    for size in (1, 10, 100, 500):
        start = time.perf_counter()
        accuracy(trained, x_train, train_labels, batch_size=size)
        print(text(en="batch size", ko="배치 크기"), f"{size:3d}: {1000 * (time.perf_counter() - start):6.1f} ms")
except NotImplementedError:
    print(text(en="Solve the exercises above to see the figures.", ko="위 문제들을 풀면 결과가 나타납니다."))

# %% [markdown] lang="en"
# It knows nearly every image it has learned, and fewer of the others. The gap is **overfitting**: part of what it learned
# is peculiar to those 3,500 images. That is why only images that it has not learned from tell how good a network is.
#
# ## 5. `TwoLayerNet`: a network that can learn
#
# Now build one yourself, with one hidden layer:
#
# $$h = \mathrm{sigmoid}(x W_1 + b_1) \qquad y = \mathrm{softmax}(h W_2 + b_2) \qquad
#   L = -\frac{1}{n}\sum_{i=1}^{n} \log y_{i,\,t_i}$$
#
# ("Two layers" counts layers of weights.) It keeps its parameters in the dict `self.params`, with the keys `W1`, `b1`, `W2`,
# `b2`. The methods:
#
# | method | what it does |
# | --- | --- |
# | `__init__` | weights normal with standard deviation `weight_init_std`, from `rng`; biases zero |
# | `predict(x)` | probabilities $(n, k)$ |
# | `loss(x, t)` | the mean cross entropy $L$; `t` one-hot or class indices |
# | `accuracy(x, t)` | the share of right answers |
# | `gradient(x, t)` | $\partial L/\partial W_1$ and so on by backpropagation, as a dict with the keys of `params` |
# | `numerical_gradient(x, t)` | the same by central differences, to check the other |
#
# **Backpropagation.** Softmax and cross entropy together have a derivative that is hard to believe at first:
#
# $$\delta_2 = \frac{y - t}{n} \qquad\text{(t one-hot)}$$
#
# From there on it is two `Affine` layers and a sigmoid in between, which you know from 06: the weights of a layer get
# (its input)$^T \delta$, the biases the sum of $\delta$ over the batch, and the layer before gets $\delta W^T$, times
# $h (1 - h)$ where it passes the sigmoid. $h$ is the sigmoid's **output**, not its input.
# The $1/n$ stands in $\delta_2$ once and for all: divide nowhere else.
#
# With numbers, for one image and $k = 3$: $y = (0.2, 0.5, 0.3)$ and the right class 2 give $L = -\log 0.3 = 1.204$ and
# $\delta_2 = (0.2,\ 0.5,\ -0.7)$.
#
# **Read the parameters when you need them**: whoever changes `net.params["W1"]`, by a new array or in place, changes the
# network. So no method should keep a copy.
#
# No need to worry about $\log 0$: the probabilities that occur here are never 0. You may add $10^{-7}$ as in 04, or leave it.
#
# A sanity check for later: with tiny weights a new network thinks all ten digits equally likely, so its loss is
# $\log 10 = 2.303$.
# %% [markdown] lang="ko"
# 배운 이미지는 거의 다 알지만 처음 보는 이미지는 그만큼 맞히지 못합니다. 이 차이가 **과적합**(오버피팅)입니다. 배운 것의 일부는 3,500장에만
# 있는 특징이기 때문입니다. 그래서 신경망의 실력은 테스트 이미지로만 알 수 있습니다.
#
# ## 5. `TwoLayerNet`: 학습하는 신경망
#
# 이제 은닉층이 하나인 신경망을 직접 만듭니다.
#
# $$h = \mathrm{sigmoid}(x W_1 + b_1) \qquad y = \mathrm{softmax}(h W_2 + b_2) \qquad
#   L = -\frac{1}{n}\sum_{i=1}^{n} \log y_{i,\,t_i}$$
#
# ('2층'은 가중치가 있는 층의 수입니다.) 매개변수는 딕셔너리 `self.params`에 `W1`, `b1`, `W2`, `b2`라는 키로 보관합니다. 메서드는 다음과
# 같습니다.
#
# | 메서드 | 하는 일 |
# | --- | --- |
# | `__init__` | 가중치는 `rng`로 뽑은, 표준편차가 `weight_init_std`인 정규분포의 수, 편향은 0 |
# | `predict(x)` | 확률 $(n, k)$ |
# | `loss(x, t)` | 교차 엔트로피의 평균 $L$; `t`는 원-핫 또는 클래스 인덱스 |
# | `accuracy(x, t)` | 정확도 |
# | `gradient(x, t)` | 역전파로 구한 $\partial L/\partial W_1$ 등, 키가 `params`와 같은 딕셔너리 |
# | `numerical_gradient(x, t)` | 같은 것을 수치 미분(중심 차분)으로, 검산용 |
#
# **역전파.** 소프트맥스와 교차 엔트로피를 함께 미분하면 믿기 어려울 만큼 간단해집니다.
#
# $$\delta_2 = \frac{y - t}{n} \qquad\text{(t는 원-핫)}$$
#
# 그다음은 06에서 만든 대로 `Affine` 계층 두 개와 그 사이의 시그모이드입니다. 가중치의 그래디언트는 (그 층의 입력)$^T \delta$, 편향의 그래디언트는
# 배치에 대한 $\delta$의 합이고, 앞 층으로는 $\delta W^T$가 전달되며 시그모이드를 지날 때 $h (1 - h)$가 곱해집니다. $h$는 시그모이드의
# **출력**입니다. 입력을 넣지 않도록 주의하세요. $1/n$은 $\delta_2$에 이미 들어 있으므로 다른 곳에서 또 나누지 않습니다.
#
# 숫자로 해 봅시다. 이미지가 한 장이고 $k = 3$일 때 $y = (0.2, 0.5, 0.3)$, 정답이 클래스 2이면 $L = -\log 0.3 = 1.204$이고
# $\delta_2 = (0.2,\ 0.5,\ -0.7)$입니다.
#
# **매개변수는 필요할 때 읽으세요.** `net.params["W1"]`에 새 배열을 넣거나 그 배열을 제자리에서 바꾸면 신경망도 바뀌어야 합니다. 그러니
# 메서드가 복사본을 따로 가지고 있으면 안 됩니다.
#
# 로그 0은 걱정하지 않아도 됩니다. 여기에 나오는 확률은 0이 되지 않습니다. 04처럼 $10^{-7}$을 더해도 되고, 더하지 않아도 됩니다.
#
# 나중을 위한 검산 하나: 가중치가 아주 작은 새 신경망은 열 숫자를 모두 똑같이 가능하다고 여기므로 손실이 $\log 10 = 2.303$입니다.

# %% exercise="TwoLayerNet"

# %% public="TwoLayerNet"
net = TwoLayerNet(4, 3, 2, rng=np.random.default_rng(0))
assert {name: net.params[name].shape for name in ("W1", "b1", "W2", "b2")} == {
    "W1": (4, 3), "b1": (3,), "W2": (3, 2), "b2": (2,)}, text(en="Compare the shapes of the parameters.", ko="매개변수의 형상을 비교해 보세요.")
assert not np.any(net.params["b1"]), text(en="Biases start at zero.", ko="편향은 0에서 시작합니다.")
assert 0.001 < np.std(TwoLayerNet(50, 40, 2).params["W1"]) < 0.02, text(en="How far should new weights scatter?",
                                                                       ko="새 가중치는 얼마나 퍼져 있어야 하나요?")
net.params["W1"] = np.array([[1.0, -1.0, 0.5], [0.5, 2.0, -0.5], [0.0, 1.0, 1.0], [-1.0, 0.5, 0.0]])
net.params["W2"] = np.array([[1.0, -1.0], [0.5, 0.0], [-2.0, 1.0]])
x, t = np.array([[0.2, 0.9, -0.4, 0.6], [1.0, 0.0, 0.3, -0.7], [-0.5, 0.4, 0.8, 0.1]]), np.array([0, 1, 1])
y = net.predict(x)
assert y.shape == (3, 2), text(en="One row for each image.", ko="이미지마다 한 행입니다.")
assert np.allclose(y.sum(axis=1), 1), text(en="Each row should sum to 1.", ko="행마다 합이 1이어야 합니다.")
assert np.allclose(net.loss(x, t), -np.mean(np.log([y[0, 0], y[1, 1], y[2, 1]]))), text(
    en="The loss is a mean over the images.", ko="손실은 이미지에 대한 평균입니다.")
assert np.allclose(net.loss(x, np.eye(2)[t]), net.loss(x, t)), text(en="Both forms of t mean the same.", ko="t의 두 형태는 뜻이 같습니다.")
assert np.isclose(net.accuracy(x, t), np.mean([y[0, 0] > 0.5, y[1, 1] > 0.5, y[2, 1] > 0.5])), text(
    en="Look at accuracy.", ko="accuracy를 살펴보세요.")
by_differences, by_backprop = net.numerical_gradient(x, t), net.gradient(x, t)
for name in ("W2", "b2", "W1", "b1"):
    assert by_backprop[name].shape == net.params[name].shape, text(en="A gradient has its parameter's shape: ",
                                                                   ko="그래디언트의 형상은 매개변수와 같습니다: ") + name
    assert np.allclose(by_differences[name], by_backprop[name], atol=1e-5), text(
        en="The two gradients do not agree for ", ko="두 그래디언트가 서로 다릅니다: ") + name
net.params["b2"][...] = [30.0, 0.0]
assert net.accuracy(x, np.zeros(3, dtype=int)) == 1, text(en="A parameter was changed in place. Does the network notice?",
                                                          ko="매개변수를 제자리에서 바꾸었습니다. 신경망이 알아차리나요?")
print(text(en="TwoLayerNet: fine so far.", ko="TwoLayerNet: 여기까지 좋습니다."))

# %% [markdown] lang="en"
# Why two ways to the gradient? Because one is simple and slow, the other fast and easy to get wrong. Look at the time for a
# small net and one image, and think of 45,360 parameters and a batch of 100.
# %% [markdown] lang="ko"
# 그래디언트를 왜 두 가지 방법으로 구할까요? 하나는 간단하지만 느리고, 다른 하나는 빠르지만 틀리기 쉽기 때문입니다. 작은 신경망과 이미지 한
# 장에 걸리는 시간을 보고, 매개변수 45,360개와 100장짜리 배치라면 어떨지 생각해 보세요.

# %% demo=true
try:
    net = TwoLayerNet(784, 3, 10, rng=np.random.default_rng(1))
    print(text(en="loss of a new network:", ko="새 신경망의 손실:"),
          f"{net.loss(normalize(train_images), train_labels):.3f}   (log 10 = {np.log(10):.3f})")
    x, t = normalize(train_images[:1]), train_labels[:1]
    for method in (net.numerical_gradient, net.gradient):
        start = time.perf_counter()
        grads = method(x.astype(float), t)
        print(f"{method.__name__:20s} {1000 * (time.perf_counter() - start):8.1f} ms   dL/db2[0] = {grads['b2'][0]:.6f}")
except NotImplementedError:
    print(text(en="Solve the exercise above to see the figures.", ko="위 문제를 풀면 결과가 나타납니다."))

# %% [markdown] lang="en"
# ## 6. `train`: mini-batch SGD
#
# **Stochastic gradient descent** repeats three lines. Draw a *random* batch of `batch_size` images with their labels; compute
# the gradient of its loss; take a step downhill:
#
# $$W \leftarrow W - \eta\,\frac{\partial L}{\partial W}$$
#
# (The slides print the update with a **plus**. That would climb. What the lab computes has the minus.)
#
# Write `train(network, x_train, t_train, iters_num, batch_size=100, learning_rate=0.1, rng=None)`. It changes the parameters
# of `network` and returns a list of `iters_num` numbers: the loss of each batch, taken before or after its step as you like.
# Draw with or without replacement, but draw everything from `rng`, so that the same generator gives the same training; if it
# is `None`, make a new one. The training images themselves are not changed: do not shuffle them in place.
# %% [markdown] lang="ko"
# ## 6. `train`: 미니배치 학습
#
# **확률적 경사하강법**(SGD)은 세 가지를 되풀이합니다. 이미지와 레이블을 `batch_size`개 *무작위로* 뽑고, 그 손실의 그래디언트를 구하고,
# 내려가는 방향으로 한 걸음 움직입니다.
#
# $$W \leftarrow W - \eta\,\frac{\partial L}{\partial W}$$
#
# (슬라이드에는 갱신식이 **더하기**로 적혀 있습니다. 그러면 올라갑니다. 실습에서 계산하는 것은 빼기입니다.)
#
# `train(network, x_train, t_train, iters_num, batch_size=100, learning_rate=0.1, rng=None)`을 작성하세요. `network`의 매개변수를
# 바꾸고, 배치마다의 손실 `iters_num`개를 리스트로 반환합니다. 손실은 갱신 전에 구해도 되고 후에 구해도 됩니다. 복원 추출이든 비복원 추출이든
# 좋지만 난수는 모두 `rng`에서 뽑으세요. 그래야 같은 생성기로 같은 학습을 되풀이할 수 있습니다. `None`이면 새로 만듭니다. 학습
# 이미지 자체는 바꾸지 않습니다. 제자리에서 섞지 마세요.

# %% exercise="train"

# %% public="train"
rng = np.random.default_rng(2)
t = np.arange(60) % 3
x = np.eye(3)[t] @ rng.normal(0, 2, (3, 5)) + rng.normal(0, 0.1, (60, 5))  # text(en="three groups that are easy to tell apart",
#      ko="쉽게 구별되는 세 무리")
net = TwoLayerNet(5, 6, 3, weight_init_std=0.5, rng=rng)
before = {name: array.copy() for name, array in net.params.items()}
losses = train(net, x, t, 200, batch_size=10, learning_rate=0.5, rng=np.random.default_rng(3))
assert losses is not None, text(en="Return the losses.", ko="손실을 반환해야 합니다.")
assert len(losses) == 200, text(en="One loss for each update.", ko="갱신마다 손실 하나입니다.")
assert any(np.any(net.params[name] != before[name]) for name in before), text(en="The network did not change.", ko="신경망이 바뀌지 않았습니다.")
assert net.loss(x, t) < 0.5 * losses[0], text(en="The loss should fall. Which way do the steps go?", ko="손실이 줄어야 합니다. 어느 방향으로 움직이고 있나요?")
net.params = {name: array.copy() for name, array in before.items()}
assert np.allclose(losses, train(net, x, t, 200, 10, 0.5, np.random.default_rng(3))), text(
    en="The same generator should give the same training.", ko="같은 생성기이면 학습도 같아야 합니다.")
print(text(en="train: fine so far.", ko="train: 여기까지 좋습니다."))

# %% demo=true
try:
    net = TwoLayerNet(784, 50, 10, rng=np.random.default_rng(4))
    x_train = normalize(train_images)
    losses = train(net, x_train, train_labels, 1000, rng=np.random.default_rng(5))
    plt.figure(figsize=(6, 3))
    plt.plot(losses, linewidth=0.6)
    plt.axhline(np.log(10), color="0.6", linestyle="--")
    plt.xlabel("update")
    plt.ylabel("loss of the batch")
    plt.show()
    print(text(en="accuracy on the test images:", ko="테스트 이미지의 정확도:"), f"{net.accuracy(normalize(test_images), test_labels):.3f}")
except NotImplementedError:
    print(text(en="Solve the exercise above to see the loss fall.", ko="위 문제를 풀면 손실이 줄어드는 모습이 나타납니다."))

# %% [markdown] lang="en"
# The curve starts at $\log 10$, as promised, and wobbles: every point belongs to another batch. It has not come to rest.
#
# ## 7. `build_and_train`: your own network
#
# Now you decide. `build_and_train(x_train, t_train, rng)` gets 4,000 images as `normalize` gives them and their class indices,
# and returns a trained `TwoLayerNet`. It is then tested on **1,000 images that you have never seen**. What it predicts has to come
# from its `params`.
#
# | right answers | points |
# | --- | --- |
# | at least 80 % | 1 |
# | at least 85 % | 1 more |
# | at least 90 % | 2 more |
#
# You have 60 seconds, and a sound network needs only a few. What can you turn? The number of **hidden units**, the **learning
# rate**, the number of **updates** (one *epoch* is as many updates as it takes to draw 4,000 images), the **batch size**, the
# spread of the starting weights. These are *hyperparameters*: no gradient tells you how to choose them. So try, and measure.
#
# **But not on the test images.** Whoever tries twenty settings and keeps the one with the best result on the test images has chosen by
# them, and their result is no longer honest. So the images are split three ways:
#
# | images | what for |
# | --- | --- |
# | 3,000 to learn from | the gradient sees them |
# | 500 for **validation** | you look at the result and choose the hyperparameters |
# | 500 for the **test** | one look at the very end |
#
# The cell below the check trains with the first and measures with the second. Note down what you try:
#
# | hidden units | learning rate | updates | accuracy on the validation images |
# | ---: | ---: | ---: | ---: |
# | 50 | 0.1 | 1,000 | ? |
# | ... | ... | ... | ... |
# %% [markdown] lang="ko"
# 곡선은 예상대로 $\log 10$에서 시작해 들쭉날쭉 내려갑니다. 점마다 배치가 다르기 때문입니다. 아직 다 내려오지 않았습니다.
#
# ## 7. `build_and_train`: 나만의 신경망
#
# 이제 여러분이 정할 차례입니다. `build_and_train(x_train, t_train, rng)`은 `normalize`를 거친 이미지 4,000장과 클래스 인덱스를 받아 학습된
# `TwoLayerNet`을 반환합니다. 채점은 **여러분이 본 적 없는 이미지 1,000장**으로 합니다. 예측은 신경망의 `params`에서 나온 값이어야 합니다.
#
# | 정확도 | 점수 |
# | --- | --- |
# | 80% 이상 | 1점 |
# | 85% 이상 | 1점 더 |
# | 90% 이상 | 2점 더 |
#
# 시간은 60초이고, 제대로 만든 신경망이라면 몇 초로 충분합니다. 무엇을 바꿀 수 있을까요? **은닉층 유닛 수**, **학습률**, **갱신 횟수**(4,000장을 한
# 번 다 뽑을 만큼의 갱신이 1 *에포크*입니다), **배치 크기**, 초기 가중치의 표준편차가 있습니다. 이런 값을 *하이퍼파라미터*라고 하며, 어떻게
# 골라야 하는지 알려 주는 그래디언트는 없습니다. 그러니 시도해 보고 비교하세요.
#
# **다만 테스트 이미지로 고르면 안 됩니다.** 설정 스무 가지를 시험해 테스트 이미지에서 가장 좋은 것을 남겼다면 테스트 이미지로 고른 것이므로, 그 결과를 그대로 믿을 수
# 없습니다. 그래서 이미지를 셋으로 나눕니다.
#
# | 이미지 | 쓰임 |
# | --- | --- |
# | 학습 이미지 3,000장 | 그래디언트를 구할 때 씁니다 |
# | **검증** 이미지 500장 | 결과를 보고 하이퍼파라미터를 고릅니다 |
# | **테스트** 이미지 500장 | 맨 끝에 한 번만 봅니다 |
#
# 검사 다음 셀이 첫째 것으로 학습하고 둘째 것으로 정확도를 구합니다. 시험한 것을 적어 두세요.
#
# | 은닉층 유닛 수 | 학습률 | 갱신 횟수 | 검증 이미지의 정확도 |
# | ---: | ---: | ---: | ---: |
# | 50 | 0.1 | 1,000 | ? |
# | ... | ... | ... | ... |

# %% exercise="build_and_train"

# %% public="build_and_train"
rng = np.random.default_rng(6)
patterns = rng.random((10, 784)) < 0.15  # text(en="ten made-up signs instead of digits, with noise", ko="숫자 대신 만들어 낸 무늬 열 가지, 잡음이 있습니다")
t = rng.integers(0, 10, 4000)
x = np.clip(0.8 * patterns[t] + rng.normal(0, 0.1, (4000, 784)), 0, 1).astype(np.float32)
net = build_and_train(x, t, np.random.default_rng(7))
assert isinstance(net, TwoLayerNet), text(en="Return the network, a TwoLayerNet.", ko="TwoLayerNet인 신경망을 반환해야 합니다.")
assert net.accuracy(x, t) > 0.8, text(en="These signs are easier than digits. Does the loss fall far enough?",
                                      ko="이 무늬들은 숫자보다 쉽습니다. 손실이 충분히 줄어드나요?")
print(text(en="build_and_train: fine so far. Now real digits:", ko="build_and_train: 여기까지 좋습니다. 이제 실제 숫자입니다."))

# %% demo=true
try:
    x_train, x_test = normalize(train_images), normalize(test_images)
    start = time.perf_counter()
    my_net = build_and_train(x_train[:3000], train_labels[:3000].astype(int), np.random.default_rng(8))
    print(f"{time.perf_counter() - start:.1f} s")
    print(text(en="accuracy on the images it learned from:", ko="학습 이미지의 정확도:"),
          f"{my_net.accuracy(x_train[:3000], train_labels[:3000]):.3f}")
    print(text(en="accuracy on the validation images:     ", ko="검증 이미지의 정확도:"),
          f"{my_net.accuracy(x_train[3000:], train_labels[3000:]):.3f}")
    # text(en="When you have chosen, and only then: my_net.accuracy(x_test, test_labels)",
    #      ko="다 고른 다음에 한 번만: my_net.accuracy(x_test, test_labels)")
    W1 = my_net.params["W1"]
    _, grid = plt.subplots(2, 8, figsize=(8, 2.3))
    for axes, unit in zip(grid.flat, W1.T):  # text(en="what each hidden unit looks at: red for, blue against",
        #      ko="은닉층 유닛마다 보는 곳: 빨강은 활성화, 파랑은 억제")
        axes.imshow(unit.reshape(28, 28), cmap="RdBu_r", vmin=-np.abs(W1).max(), vmax=np.abs(W1).max())
        axes.set_axis_off()
    plt.show()
except NotImplementedError:
    print(text(en="Solve the exercise above to see your network's accuracy.", ko="위 문제를 풀면 신경망의 정확도가 나타납니다."))

# %% [markdown] lang="en"
# Those pictures are the weights of some hidden units: a unit fires for ink on red pixels and is kept quiet by ink on blue.
# (The hidden images are legible ones, so expect a somewhat higher accuracy there than on these 500.)
#
# ## 8. `confusion_matrix`
#
# One number says how often a network errs, but not *how*. The **confusion matrix** counts: row $i$, column $j$ holds how many
# images of class $i$ were called $j$. Right answers stand on the diagonal.
#
# With `true = [7, 2, 4, 4]` and `predicted = [7, 2, 9, 9]`: a 1 at $(7, 7)$, a 1 at $(2, 2)$ and a **2** at $(4, 9)$. If you
# get a 1 there, find out what NumPy does with `counts[[4, 4], [9, 9]] += 1`. The counts are integers.
# %% [markdown] lang="ko"
# 그림은 은닉층 유닛 몇 개의 가중치입니다. 빨간 픽셀에 잉크가 있으면 활성화되고, 파란 픽셀에 잉크가 있으면 억제됩니다. (숨겨진 이미지는
# 알아보기 쉬운 것들이므로 이 500장보다 정확도가 조금 더 높게 나옵니다.)
#
# ## 8. `confusion_matrix` (혼동 행렬)
#
# 정확도는 얼마나 자주 틀리는지 말해 주지만 *어떻게* 틀리는지는 말해 주지 않습니다. **혼동 행렬**은 그것을 셉니다. $i$행 $j$열은 클래스 $i$의
# 이미지를 $j$라고 답한 횟수입니다. 맞은 답은 대각선에 놓입니다.
#
# `true = [7, 2, 4, 4]`, `predicted = [7, 2, 9, 9]`이면 $(7, 7)$에 1, $(2, 2)$에 1, $(4, 9)$에 **2**가 들어갑니다. 여기에 1이 나온다면
# 넘파이가 `counts[[4, 4], [9, 9]] += 1`을 어떻게 계산하는지 알아보세요. 개수는 정수입니다.

# %% exercise="confusion_matrix"

# %% public="confusion_matrix"
counts = confusion_matrix(np.array([7, 2, 4, 4]), np.array([7, 2, 9, 9]))
assert counts.shape == (10, 10), text(en="One row and one column for each class.", ko="클래스마다 한 행, 한 열입니다.")
assert counts[9, 4] == 0, text(en="Rows are the truth, columns the answers.", ko="행이 정답이고 열이 신경망의 답입니다.")
assert counts[4, 9] == 2, text(en="Two fours were called nine.", ko="4 두 장을 9라고 답했습니다.")
assert counts.sum() == 4, text(en="Every image is counted once.", ko="모든 이미지를 한 번씩 셉니다.")
assert np.issubdtype(counts.dtype, np.integer), text(en="Counts are integers.", ko="개수는 정수입니다.")
assert confusion_matrix(np.array([0]), np.array([1]), classes=3).shape == (3, 3), text(en="Look at classes.", ko="classes를 살펴보세요.")
print(text(en="confusion_matrix: fine so far.", ko="confusion_matrix: 여기까지 좋습니다."))

# %% demo=true
try:
    answers = np.argmax(predict(trained, normalize(test_images)), axis=1)
    counts = confusion_matrix(test_labels, answers)
    plt.figure(figsize=(4.5, 4))
    plt.imshow(np.sqrt(counts), cmap="Blues")
    for i in range(10):
        for j in range(10):
            if counts[i, j]:
                plt.text(j, i, counts[i, j], ha="center", va="center", fontsize=8, color="white" if i == j else "black")
    plt.xticks(range(10))
    plt.yticks(range(10))
    plt.xlabel("answer")
    plt.ylabel("truth")
    plt.show()
    wrong = np.flatnonzero(answers != test_labels)[:20]
    show_digits(test_images[wrong], [f"{test_labels[i]}, not {answers[i]}" for i in wrong])
except NotImplementedError:
    print(text(en="Solve the exercises above to see what is confused.", ko="위 문제들을 풀면 무엇을 헷갈리는지 나타납니다."))

# %% [markdown] lang="en"
# Would you have read all of these correctly?
#
# ## 9. `plot_history`
#
# Measure both accuracies after every epoch and draw them: as long as both rise, the network learns; where the training curve
# leaves the test curve behind, it begins to learn by heart. Write `plot_history(train_acc, test_acc)`. It draws two lines over
# the epochs in a **new** figure, with the labels `train acc` and `test acc`, adds a legend, and returns the Figure.
#
# (In the deck the test for "one epoch is over" reads `i % iter_per_epoch == 0` with an `iter_per_epoch` that is a float: it
# works for 60,000 / 100, but with 4,050 images it would be true only in every second epoch. And Keras of today calls its curve
# `history['accuracy']`; the `'acc'` in older material is gone.)
# %% [markdown] lang="ko"
# 여러분이라면 모두 맞혔을까요?
#
# ## 9. `plot_history`
#
# 에포크마다 두 가지 정확도를 재어 그려 봅시다. 둘 다 올라가는 동안은 배우고 있는 것이고, 학습 이미지의 정확도만 혼자 올라가기 시작하면 외우고 있는
# 것입니다. `plot_history(train_acc, test_acc)`를 작성하세요. **새** Figure에 에포크에 따른 선 두 개를 `train acc`, `test acc`라는 label로
# 그리고, 범례를 붙이고, Figure를 반환합니다.
#
# (강의 자료는 한 에포크가 끝났는지를 `i % iter_per_epoch == 0`으로 판단하는데 `iter_per_epoch`가 실수입니다. 60,000 / 100이면 괜찮지만
# 이미지가 4,050장이라면 두 에포크에 한 번만 참이 됩니다. 그리고 요즘 케라스에서는 이 곡선의 이름이 `history['accuracy']`입니다. 예전 자료의
# `'acc'`는 없어졌습니다.)

# %% exercise="plot_history"

# %% public="plot_history"
figure = plot_history([0.2, 0.6, 0.8], [0.2, 0.5, 0.7])
assert isinstance(figure, plt.Figure), text(en="Return the Figure.", ko="Figure를 반환해야 합니다.")
lines = {line.get_label(): line for axes in figure.axes for line in axes.get_lines()}
for name in ["train acc", "test acc"]:
    assert name in lines, text(en="A label is missing: compare the printed names.", ko="빠진 label이 있습니다. 출력된 이름과 비교해 보세요.") + f" {sorted(lines)}"
assert list(lines["train acc"].get_ydata()) == [0.2, 0.6, 0.8], text(en="Which list belongs to which label?", ko="어느 리스트가 어느 label의 것인가요?")
assert any(axes.get_legend() for axes in figure.axes), text(en="A legend is missing.", ko="범례가 없습니다.")
plt.close(figure)
print(text(en="plot_history: fine so far.", ko="plot_history: 여기까지 좋습니다."))

# %% demo=true
try:
    x_train, x_test, rng = normalize(train_images), normalize(test_images), np.random.default_rng(9)
    net, history = TwoLayerNet(784, 50, 10, rng=rng), ([], [])
    for _ in range(40):
        for curve, (x, t) in zip(history, [(x_train, train_labels), (x_test, test_labels)]):
            curve.append(net.accuracy(x, t))
        train(net, x_train, train_labels, 35, learning_rate=0.5, rng=rng)  # text(en="35 batches of 100: one epoch", ko="100장씩 35번: 한 에포크")
    figure = plot_history(*history)
    plt.show()
except NotImplementedError:
    print(text(en="Solve the exercise above to see the curves.", ko="위 문제를 풀면 곡선이 나타납니다."))

# %% [markdown] lang="en"
# With all 60,000 training images and the deck's settings (50 hidden units, rate 0.1, 10,000 updates of 100 images) the same
# class reaches about 0.95 on MNIST's 10,000 test images. More data is the surest cure for overfitting.
# %% [markdown] lang="ko"
# 학습 이미지 60,000장을 모두 쓰고 강의 자료의 설정(은닉층 유닛 50개, 학습률 0.1, 100장씩 10,000번 갱신)으로 학습하면 같은 클래스가 MNIST 테스트
# 이미지 10,000장에서 약 0.95에 이릅니다. 데이터를 늘리는 것이 과적합을 막는 가장 확실한 방법입니다.
