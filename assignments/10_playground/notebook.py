# %% [markdown] lang="en"
# # Playground: features, depth, hyperparameters
#
# At [playground.tensorflow.org](https://playground.tensorflow.org) you can watch a small network learn: choose a data set, choose
# which features go in, add layers, pick an activation function and a learning rate, and press play. It is fun, and it leaves a
# question: *why* does one setting work and another not?
#
# In this notebook you rebuild the parts that decide it:
#
# - **features** (1 to 3): with the right inputs a single unit separates a circle; with $x_1$ and $x_2$ alone it cannot;
# - **data** (4): what a network has seen in training says little about what it can do;
# - **starting weights and depth** (5 to 7): why deep networks of sigmoids hardly learn, and what helps;
# - **optimizers** (8 to 10): SGD, RMSProp and Adam, in a few lines each;
# - **when to stop** and **what a hyperparameter is** (11 and 12).
# %% [markdown] lang="ko"
# # 플레이그라운드: 특징, 깊이, 하이퍼파라미터
#
# [playground.tensorflow.org](https://playground.tensorflow.org)에서는 작은 신경망이 학습하는 모습을 볼 수 있습니다. 데이터와 입력 특징을
# 고르고, 은닉층을 추가하고, 활성화 함수와 학습률을 정한 다음 실행 버튼을 누르면 됩니다. 재미있지만 궁금증이 남습니다. 어떤 설정은 되고
# 어떤 설정은 안 되는데, *왜* 그럴까요?
#
# 이 노트북에서는 그것을 결정하는 부품을 직접 만들어 봅니다.
#
# - **특징**(1~3): 알맞은 특징을 입력으로 주면 유닛 하나로도 원형 데이터를 분류할 수 있지만, $x_1$과 $x_2$만으로는 안 됩니다.
# - **데이터**(4): 학습할 때 본 데이터의 성적만으로는 실력을 알 수 없습니다.
# - **가중치 초기화와 깊이**(5~7): 시그모이드를 깊게 쌓으면 왜 학습이 안 되는지, 어떻게 하면 되는지 알아봅니다.
# - **옵티마이저**(8~10): SGD, RMSProp, Adam을 몇 줄씩으로 만듭니다.
# - **언제 멈출까**, 그리고 **하이퍼파라미터란 무엇인가**(11, 12)를 다룹니다.
# %% [markdown] lang="en"
# The next cell is given: the sigmoid, safe from overflow, and the playground's four data sets. `playground(name, n, rng)` returns points
# `X`, `(n, 2)`, between $-6$ and $6$, and their classes `t`, `(n,)`, 0 or 1. The same generator seed gives the same points. (In the
# playground's `xor` class 1 is where the signs are *equal*: the opposite of the XOR of assignments 01 and 08. That changes nothing
# about how hard it is.)
# %% [markdown] lang="ko"
# 다음 셀은 주어진 것입니다. 오버플로가 나지 않는 시그모이드와 플레이그라운드의 데이터 네 가지입니다. `playground(name, n, rng)`는 $-6$과 $6$
# 사이의 점 `X`, `(n, 2)`와 그 클래스 `t`, `(n,)`를 반환합니다. 클래스는 0 또는 1입니다. 생성기의 시드가 같으면 점도 같습니다.
# (플레이그라운드의 `xor`에서는 두 좌표의 부호가 *같을* 때 클래스 1입니다. 과제 01과 08의 XOR와 반대이지만 문제의 어려움은 같습니다.)
# %%
import matplotlib.pyplot as plt
import numpy as np


def sigmoid(z):
    text(en="""1 / (1 + exp(-z)), element by element, without overflow.""", ko="""원소별로 1 / (1 + exp(-z)). 오버플로가 나지 않습니다.""")
    decay = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, decay) / (1 + decay)


def playground(name, n, rng, noise=0.0):
    text(en="""One of the playground's data sets: points (n, 2) and classes (n,), half 0 and half 1; n is even.""",
         ko="""플레이그라운드의 데이터 하나: 점 (n, 2)와 클래스 (n,). 절반은 0, 절반은 1이고 n은 짝수입니다.""")
    half = n // 2
    t = np.repeat([1.0, 0.0], half)
    if name == "gauss":  # text(en="a cloud at (2, 2), another at (-2, -2)", ko="(2, 2)와 (-2, -2)에 무리 하나씩")
        X = np.where(t[:, None] == 1, 2.0, -2.0) + rng.normal(0, 0.7, (n, 2))
    elif name == "circle":  # text(en="a disc, and a ring around it", ko="원판과, 그것을 둘러싼 고리")
        radius = np.where(t == 1, rng.uniform(0, 2.5, n), rng.uniform(3.5, 5, n))
        angle = rng.uniform(0, 2 * np.pi, n)
        X = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    elif name == "xor":  # text(en="class 1 where both coordinates have the same sign", ko="두 좌표의 부호가 같으면 클래스 1")
        X = rng.uniform(0.3, 5, (n, 2)) * rng.choice([-1.0, 1.0], (n, 1))
        X[t == 0, 1] *= -1
    elif name == "spiral":  # text(en="two arms, half a turn apart", ko="반 바퀴 떨어진 나선 두 개")
        along = np.tile(np.arange(half) / half, 2)
        angle = 1.75 * 2 * np.pi * along + np.pi * t
        X = 5 * along[:, None] * np.stack([np.sin(angle), np.cos(angle)], axis=1) + rng.uniform(-0.1, 0.1, (n, 2))
    else:
        raise ValueError(name)
    return X + rng.normal(0, 1, (n, 2)) * noise, t
# %% demo=true
DATASETS = ["gauss", "circle", "xor", "spiral"]


def draw_points(axes, X, t):
    text(en="""Class 1 as orange circles, class 0 as blue squares.""", ko="""클래스 1은 주황색 원, 클래스 0은 파란색 네모.""")
    axes.plot(*X[t == 1].T, "o", color="tab:orange", markersize=3)
    axes.plot(*X[t == 0].T, "s", color="tab:blue", markersize=3)
    axes.set(xlim=(-6, 6), ylim=(-6, 6), xticks=[], yticks=[], aspect="equal")


def draw_regions(axes, score, X, t):
    text(en="""Colour the plane by score(points) > 0, and draw the data over it.""",
         ko="""score(점) > 0인지에 따라 평면을 칠하고 그 위에 데이터를 그립니다.""")
    side = np.linspace(-6, 6, 120)
    a, b = np.meshgrid(side, side)
    heights = score(np.stack([a.ravel(), b.ravel()], axis=1)).reshape(a.shape)
    axes.contourf(a, b, np.clip(heights, -3, 3), levels=np.linspace(-3, 3, 13), cmap="PuOr_r", alpha=0.6)
    axes.contour(a, b, heights, levels=[0], colors="black", linewidths=1)
    draw_points(axes, X, t)


_, panels = plt.subplots(1, 4, figsize=(10, 2.7))
for panel, name in zip(panels, DATASETS):
    draw_points(panel, *playground(name, 200, np.random.default_rng(0)))
    panel.set_title(name)
plt.show()
# %% [markdown] lang="en"
# ## 1. `expand_features`: what a network gets to see
#
# The playground offers seven inputs: $x_1$, $x_2$, their squares, their product and their sines. Write `expand_features(X, names)`, which
# puts the asked-for features side by side, one **column** for each name, in the order of the names:
#
# | $x_1$ | $x_2$ | `x1^2` | `x1*x2` |
# | ---: | ---: | ---: | ---: |
# | 2 | 3 | 4 | 6 |
# | -1 | 5 | 1 | -5 |
#
# The names are `x1`, `x2`, `x1^2`, `x2^2`, `x1*x2`, `sin(x1)` and `sin(x2)`, the sines in radians. Any other name raises a `ValueError`,
# wherever it stands in the list.
# %% [markdown] lang="ko"
# ## 1. `expand_features`: 신경망이 보는 것
#
# 플레이그라운드에서 고를 수 있는 입력 특징은 일곱 가지입니다. $x_1$, $x_2$, 각각의 제곱, 둘의 곱, 각각의 사인입니다. `expand_features(X, names)`는
# 요청한 특징을 나란히 놓습니다. 이름마다 한 **열**씩, 이름의 순서대로입니다.
#
# | $x_1$ | $x_2$ | `x1^2` | `x1*x2` |
# | ---: | ---: | ---: | ---: |
# | 2 | 3 | 4 | 6 |
# | -1 | 5 | 1 | -5 |
#
# 이름은 `x1`, `x2`, `x1^2`, `x2^2`, `x1*x2`, `sin(x1)`, `sin(x2)`이고 사인은 라디안으로 계산합니다. 다른 이름이 있으면 목록의 어디에 있든
# `ValueError`를 일으킵니다.
# %% exercise="expand_features"
# %% public="expand_features"
X = np.array([[2.0, 3.0], [-1.0, 5.0]])
columns = expand_features(X, ["x1^2", "x1*x2", "x2"])
assert np.shape(columns) == (2, 3), text(en="Two samples and three names: two rows, three columns.",
                                         ko="샘플이 두 개, 이름이 세 개이면 2행 3열입니다.")
assert columns[:, 1].tolist() == [6.0, -5.0], text(en="Compare x1*x2 with the table.", ko="x1*x2를 표와 비교해 보세요.")
assert columns[:, 0].tolist() == [4.0, 1.0], text(en="Compare x1^2 with the table. Is it in the place where its name is?",
                                                  ko="x1^2를 표와 비교해 보세요. 이름과 같은 자리에 있나요?")
assert abs(expand_features(np.array([[0.5, 0.0]]), ["sin(x1)"])[0, 0] - 0.479426) < 1e-6, text(
    en="The sine of 0.5 radians is 0.479426.", ko="0.5라디안의 사인은 0.479426입니다.")
try:
    expand_features(X, ["x1", "x1^3"])
except ValueError:
    print(text(en="expand_features: fine so far.", ko="expand_features: 여기까지 좋습니다."))
else:
    raise AssertionError(text(en="'x1^3' is no feature: a ValueError is asked for.", ko="'x1^3'은 특징이 아니므로 ValueError가 나야 합니다."))
# %% [markdown] lang="en"
# ## 2. `logistic_regression`: a perceptron that can learn by gradient descent
#
# A perceptron with a step function gives no probabilities, and its slope is 0 wherever there is one: nothing for gradient descent to hold
# on to. Replace the step function by the logistic one, whose slope is nowhere 0:
#
# $$z = x \cdot w + b \qquad y = \frac{1}{1 + e^{-z}}$$
#
# and train it by gradient descent on the data, `epochs` times over all samples. With the cross entropy as the loss, the gradient is as
# simple as it gets:
#
# $$\frac{\partial E}{\partial w} = \frac1n \sum_i (y_i - t_i)\, x_i \qquad \frac{\partial E}{\partial b} = \frac1n \sum_i (y_i - t_i)$$
#
# (With the lecture's squared error, there is one more factor, $y_i (1 - y_i)$. Both work here.) Return `(w, b)`: a weight for each column of
# `X`, `(d,)`, and a number. On data that a line separates clearly, at least 95 of 100 points should end up on their side.
# %% [markdown] lang="ko"
# ## 2. `logistic_regression`: 경사하강법으로 배우는 퍼셉트론
#
# 계단 함수를 쓰는 퍼셉트론은 확률을 내놓지 않고, 미분할 수 있는 곳에서는 기울기가 항상 0이어서 경사하강법을 쓸 수 없습니다. 계단 함수를
# 로지스틱 함수로 바꿉시다. 로지스틱 함수는 기울기가 0인 곳이 없습니다.
#
# $$z = x \cdot w + b \qquad y = \frac{1}{1 + e^{-z}}$$
#
# 모든 샘플을 `epochs`번 사용해 경사하강법으로 학습시킵니다. 손실 함수로 교차 엔트로피를 쓰면 그래디언트가 아주 간단해집니다.
#
# $$\frac{\partial E}{\partial w} = \frac1n \sum_i (y_i - t_i)\, x_i \qquad \frac{\partial E}{\partial b} = \frac1n \sum_i (y_i - t_i)$$
#
# (강의의 제곱 오차를 쓰면 $y_i (1 - y_i)$가 하나 더 곱해집니다. 여기서는 둘 다 좋습니다.) `(w, b)`를 반환합니다. `w`는 `X`의 열마다 하나씩
# `(d,)`, `b`는 수 하나입니다. 직선으로 뚜렷이 나뉘는 데이터라면 점 100개 가운데 95개 이상이 제자리에 있어야 합니다.
# %% exercise="logistic_regression"
# %% public="logistic_regression"
def accuracy_of(w, b, X, t):
    text(en="""Share of the points on their side of the line x w + b = 0.""", ko="""직선 x w + b = 0에서 자기 쪽에 놓인 점의 비율.""")
    return np.mean((X @ w + b > 0) == (t == 1))


X, t = playground("gauss", 100, np.random.default_rng(1))
w, b = logistic_regression(X, t)
assert np.shape(w) == (2,), text(en="One weight for each column of X.", ko="가중치는 X의 열마다 하나씩입니다.")
assert accuracy_of(w, b, X, t) >= 0.95, text(en="Too many points on the wrong side of the line:",
                                             ko="직선의 반대쪽에 놓인 점이 너무 많습니다:") + f" {accuracy_of(w, b, X, t)}"
shifted = X + np.array([3.0, -2.0])
w, b = logistic_regression(shifted, 1 - t)
assert accuracy_of(w, b, shifted, 1 - t) >= 0.95, text(
    en="It fails where the line does not pass through the origin. What moves a line away from it?",
    ko="직선이 원점을 지나지 않으면 실패합니다. 직선을 원점에서 옮기는 것은 무엇인가요?")
X, t = playground("circle", 100, np.random.default_rng(2))
w, b = logistic_regression(X**2, t)
assert accuracy_of(w, b, X**2, t) >= 0.95, text(en="With the squares as inputs the circle should work, too.",
                                                ko="제곱을 입력으로 주면 circle도 나눌 수 있어야 합니다.")
print(text(en="logistic_regression: fine so far.", ko="logistic_regression: 여기까지 좋습니다."))
# %% [markdown] lang="en"
# Your two functions side by side: a single unit, without any hidden layer, on four data sets and with four sets of features. The border is always
# a line, plane or hyperplane *in the space of the features*. Seen from $x_1$ and $x_2$ it can be a circle.
# %% [markdown] lang="ko"
# 여러분의 두 함수를 함께 써 봅시다. 은닉층 없이 유닛 하나만으로, 데이터 네 가지와 특징 네 묶음을 조합했습니다. 경계는 *특징의 공간에서* 언제나 직선,
# 평면, 초평면입니다. 그런데 $x_1$, $x_2$ 평면에서 보면 원이 될 수도 있습니다.
# %% demo=true
CHOICES = [["x1", "x2"], ["x1^2", "x2^2"], ["x1*x2"],
           ["x1", "x2", "x1^2", "x2^2", "x1*x2", "sin(x1)", "sin(x2)"]]
try:
    _, panels = plt.subplots(4, 4, figsize=(10, 10.5))
    for row, name in zip(panels, DATASETS):
        X, t = playground(name, 200, np.random.default_rng(0))
        for panel, names in zip(row, CHOICES):
            w, b = logistic_regression(expand_features(X, names), t)
            draw_regions(panel, lambda P: expand_features(P, names) @ w + b, X, t)
            share = accuracy_of(w, b, expand_features(X, names), t)
            panel.set_title(f"{', '.join(names) if len(names) < 7 else '7'}: {share:.0%}", fontsize=10)
        row[0].set_ylabel(name)
    plt.show()
except NotImplementedError:
    plt.close()
    print(text(en="Solve the exercises above to see the pictures.", ko="위 문제들을 풀면 그림이 나타납니다."))
# %% [markdown] lang="en"
# ## 3. `needs_hidden_layer`
#
# Look at the first column of the picture. For which of the four data sets does a network that sees **only $x_1$ and $x_2$** need a hidden layer?
# Return `True` or `False` for `'gauss'`, `'circle'`, `'xor'` and `'spiral'`.
# %% [markdown] lang="ko"
# ## 3. `needs_hidden_layer`
#
# 그림의 첫 번째 열을 보세요. **$x_1$과 $x_2$만** 입력으로 받는 신경망에 은닉층이 필요한 데이터는 어느 것일까요? `'gauss'`, `'circle'`,
# `'xor'`, `'spiral'`에 대해 `True`나 `False`를 반환하세요.
# %% exercise="needs_hidden_layer"
# %% public="needs_hidden_layer"
answers = [needs_hidden_layer(name) for name in ("gauss", "circle", "xor", "spiral")]
assert all(answer in (True, False) for answer in answers), text(en="True or False.", ko="True 또는 False입니다.")
assert len(set(answers)) == 2, text(en="All four the same? Look at the first column of the picture again.",
                                    ko="넷 다 같은가요? 그림의 첫 번째 열을 다시 보세요.")
print(text(en="needs_hidden_layer: an answer for each of the four.", ko="needs_hidden_layer: 네 가지 모두 답했습니다."))
# %% [markdown] lang="en"
# ## 4. `train_test_split`
#
# The playground has a slider for the share of the data that is used for training. The rest is for testing: points that the network has never
# seen. Write `train_test_split(X, t, train_ratio, rng)`, which returns `(X_train, X_test, t_train, t_test)`.
#
# Three things must hold: the samples are **shuffled**, also within the parts (our data sets are sorted by class: without shuffling the test part would hold one class only);
# every sample lands in exactly one part; and every sample keeps its own target. `rng.permutation(n)` gives the numbers from 0 to $n - 1$ in random
# order. The arrays that are passed in stay as they are.
# %% [markdown] lang="ko"
# ## 4. `train_test_split`
#
# 플레이그라운드에는 학습 데이터와 테스트 데이터의 비율을 정하는 슬라이더가 있습니다. 테스트 데이터는 신경망이 한 번도 보지 못한 점들입니다.
# `train_test_split(X, t, train_ratio, rng)`를 작성하세요. `(X_train, X_test, t_train, t_test)`를 반환합니다.
#
# 지켜야 할 것이 세 가지 있습니다. 샘플을 **섞어야** 하고, 각 부분 안에서도 순서가 섞여 있어야 합니다(우리 데이터는 클래스별로 정렬되어 있어서, 섞지 않으면 테스트 데이터에 한 클래스만 남습니다).
# 모든 샘플은 정확히 한쪽에 들어가야 합니다. 그리고 샘플과 정답의 짝이 유지되어야 합니다. `rng.permutation(n)`은 0부터 $n - 1$까지의 수를
# 무작위 순서로 반환합니다. 인수로 받은 배열은 그대로 두세요.
# %% exercise="train_test_split"
# %% public="train_test_split"
X, t = np.stack([np.arange(20.0), np.arange(20.0)], axis=1), 10 * np.arange(20.0)
X_train, X_test, t_train, t_test = train_test_split(X, t, 0.75, np.random.default_rng(0))
assert (np.shape(X_train), np.shape(X_test)) == ((15, 2), (5, 2)), text(
    en="A ratio of 0.75 makes 15 of 20 samples for training, 5 for testing.", ko="비율이 0.75이면 20개 중 15개가 학습용, 5개가 테스트용입니다.")
assert np.array_equal(10 * X_train[:, 0], t_train), text(en="Every sample keeps its target.", ko="샘플과 정답의 짝이 맞아야 합니다.")
assert sorted([*t_train, *t_test]) == sorted(t), text(en="Every sample lands in exactly one part.", ko="모든 샘플이 정확히 한쪽에 들어가야 합니다.")
assert not np.array_equal(t_train, t[:15]), text(en="The samples should be shuffled.", ko="샘플을 섞어야 합니다.")
print(text(en="train_test_split: fine so far.", ko="train_test_split: 여기까지 좋습니다."))
# %% [markdown] lang="en"
# ## 5. `xavier_init`: a start for sigmoids
#
# The lecture's algorithm begins with "random numbers between 0 and 1" for all weights. For two hidden units that will do. For a hundred it will not: a
# sum of a hundred positive products is far from 0, where the sigmoid is flat. Weights should be centred at 0, and the more inputs a unit
# has, the smaller they should be. If $n_{in}$ independent inputs have mean 0 and variance 1, and the weights mean 0, then
#
# $$\mathrm{Var}(z) = \sum_{i=1}^{n_{in}} \mathrm{Var}(w_i x_i) = n_{in}\,\mathrm{Var}(w)$$
#
# so with $\mathrm{Var}(w) = 1 / n_{in}$ the weighted sums have variance 1. For tanh, which hardly changes small numbers, this holds roughly from layer to
# layer; for sigmoids it at least keeps the sums out of the flat parts. This is the **Xavier** start. (The paper averages
# over both directions, $2 / (n_{in} + n_{out})$. You may take either, from a normal or a uniform distribution with mean 0.)
#
# Two traps: `rng.normal` wants the **standard deviation**, which is the root of the variance; and the variance of a uniform distribution from
# $-a$ to $a$ is $a^2 / 3$. With $n_{in} = 100$, the standard deviation is $\sqrt{1/100} = 0.1$.
# %% [markdown] lang="ko"
# ## 5. `xavier_init`: 시그모이드를 위한 초기 가중치
#
# 강의의 알고리즘은 모든 가중치를 "0부터 1 사이의 난수"로 시작합니다. 은닉층 유닛이 두 개라면 괜찮지만 백 개라면 곤란합니다. 양수인 곱을 백 개 더하면
# 0에서 멀어지고, 그곳에서 시그모이드는 평평합니다. 가중치의 평균은 0이어야 하고, 유닛에 들어오는 입력이 많을수록 가중치는 작아야 합니다. 서로
# 독립인 입력 $n_{in}$개의 평균이 0, 분산이 1이고 가중치의 평균이 0이라면
#
# $$\mathrm{Var}(z) = \sum_{i=1}^{n_{in}} \mathrm{Var}(w_i x_i) = n_{in}\,\mathrm{Var}(w)$$
#
# 이므로 $\mathrm{Var}(w) = 1 / n_{in}$이면 가중합의 분산이 1이 됩니다. 작은 수를 거의 그대로 내보내는 tanh에서는 층을 지나도 대체로 유지되고, 시그모이드에서는 적어도
# 가중합이 평평한 곳에 들어가지 않게 해 줍니다. 이것이 **Xavier** 초기화입니다. (논문은 두 방향을 평균해
# $2 / (n_{in} + n_{out})$을 씁니다. 둘 중 어느 것이든, 평균이 0인 정규분포든 균등분포든 좋습니다.)
#
# 함정이 두 가지 있습니다. `rng.normal`이 받는 것은 분산이 아니라 그 제곱근인 **표준편차**입니다. 그리고 $-a$부터 $a$까지의 균등분포는 분산이
# $a^2 / 3$입니다. $n_{in} = 100$이면 표준편차는 $\sqrt{1/100} = 0.1$입니다.
# %% exercise="xavier_init"
# %% public="xavier_init"
W = xavier_init(400, 400, np.random.default_rng(0))
assert np.shape(W) == (400, 400), text(en="The shape is (n_in, n_out).", ko="형상은 (n_in, n_out)입니다.")
assert abs(np.mean(W)) < 0.002, text(en="The mean should be 0.", ko="평균이 0이어야 합니다.")
assert 0.0475 < np.std(W) < 0.0525, text(en="For 400 inputs and 400 outputs the standard deviation is 0.05:",
                                         ko="입력이 400개, 출력이 400개이면 표준편차는 0.05입니다:") + f" {np.std(W)}"
assert np.array_equal(xavier_init(3, 2, np.random.default_rng(5)), xavier_init(3, 2, np.random.default_rng(5))), text(
    en="The same seed should give the same weights.", ko="시드가 같으면 가중치도 같아야 합니다.")
print(text(en="xavier_init: fine so far.", ko="xavier_init: 여기까지 좋습니다."))
# %% [markdown] lang="en"
# ## 6. `he_init`: a start for ReLU
#
# ReLU sets half of its inputs to 0 and so halves the mean square of the signal. Twice the variance makes up for it:
#
# $$\mathrm{Var}(w) = \frac{2}{n_{in}}$$
#
# Again with mean 0, normal or uniform. (He et al., 2015. Here there is only one reading.)
# %% [markdown] lang="ko"
# ## 6. `he_init`: ReLU를 위한 초기 가중치
#
# ReLU는 입력의 절반을 0으로 만들어 신호의 제곱 평균을 반으로 줄입니다. 분산을 두 배로 하면 이것을 보충할 수 있습니다.
#
# $$\mathrm{Var}(w) = \frac{2}{n_{in}}$$
#
# 이번에도 평균은 0이고, 정규분포든 균등분포든 좋습니다. (He et al., 2015. 이쪽은 식이 하나뿐입니다.)
# %% exercise="he_init"
# %% public="he_init"
W = he_init(200, 800, np.random.default_rng(0))
assert np.shape(W) == (200, 800), text(en="The shape is (n_in, n_out).", ko="형상은 (n_in, n_out)입니다.")
assert abs(np.mean(W)) < 0.004, text(en="The mean should be 0.", ko="평균이 0이어야 합니다.")
assert 0.095 < np.std(W) < 0.105, text(en="For 200 inputs the standard deviation is 0.1:",
                                       ko="입력이 200개이면 표준편차는 0.1입니다:") + f" {np.std(W)}"
print(text(en="he_init: fine so far.", ko="he_init: 여기까지 좋습니다."))
# %% [markdown] lang="en"
# What the start does to a signal on its way through ten layers of 100 ReLUs: the root of the mean square of each layer's outputs. Too small, and the signal dies out; too large,
# and it explodes (mind the scale: each line is a factor of ten thousand). With your `he_init` it keeps its size; with `xavier_init` it slowly loses half of its mean square at every layer.
# %% [markdown] lang="ko"
# 초기 가중치에 따라 신호가 ReLU 100개짜리 층 열 개를 지나며 어떻게 되는지 봅시다. 층마다 출력의 제곱 평균의 제곱근을 그렸습니다. 너무 작으면 신호가 사라지고, 너무 크면 폭발합니다(눈금 한 칸이 만
# 배입니다). 여러분의 `he_init`에서는 크기가 유지되고, `xavier_init`에서는 층마다 제곱 평균이 반씩 줄어듭니다.
# %% demo=true
try:
    starts = {
        "0.01": lambda a, b, rng: 0.01 * rng.normal(size=(a, b)),
        "1.0": lambda a, b, rng: rng.normal(size=(a, b)),
        "xavier_init": xavier_init,
        "he_init": he_init,
    }
    _, axes = plt.subplots(figsize=(5.5, 3.2))
    for label, start in starts.items():
        rng = np.random.default_rng(0)
        signal, sizes = rng.normal(size=(500, 100)), []
        for _ in range(10):
            signal = np.maximum(signal @ start(100, 100, rng), 0)
            sizes.append(np.sqrt(np.mean(signal**2)))
        axes.semilogy(range(1, 11), sizes, "o-", label=label)
    axes.set(xlabel="layer", ylabel="size of the outputs", xticks=range(1, 11), yticks=10.0 ** np.arange(-12, 9, 4))
    axes.legend()
    plt.show()
except NotImplementedError:
    plt.close()
    print(text(en="Solve the exercises above to see the picture.", ko="위 문제들을 풀면 그림이 나타납니다."))
# %% [markdown] lang="en"
# ## 7. `gradient_norms`: the vanishing gradient, measured
#
# On the way back, a gradient passes the slope of every activation function. The sigmoid's is at most $1/4$. Ten layers back there is less than a millionth
# left: the layers at the input hardly learn. ReLU's slope is 1 wherever it lets a signal through.
#
# Measure it. Build a network of `depth` weight matrices, all layers equally wide (at least 50 units), with random inputs and any loss you like; start it with Xavier for
# `'sigmoid'` and He for `'relu'`; do one forward and one backward pass; and return the Frobenius norm of each layer's gradient, the layer **at the input
# first**, as an array `(depth,)`:
#
# $$\left\lVert \frac{\partial E}{\partial W} \right\rVert = \sqrt{\sum_{i,j} \left(\frac{\partial E}{\partial w_{ij}}\right)^2}$$
#
# `np.linalg.norm(dW)` computes just that. The formulas of the backward pass are those of assignment 07: $\delta = \text{error} * f'$, $\;\partial E/\partial W = x^T \delta$,
# $\;\text{error of the layer before} = \delta W^T$. No biases are needed.
# %% [markdown] lang="ko"
# ## 7. `gradient_norms`: 기울기 소실을 재어 보기
#
# 그래디언트는 거꾸로 가면서 모든 활성화 함수의 기울기를 거칩니다. 시그모이드의 기울기는 최대 $1/4$입니다. 열 층을 거슬러 가면 백만분의 1도 남지
# 않아서 입력에 가까운 층은 거의 배우지 못합니다. ReLU의 기울기는 신호가 지나가는 곳에서 언제나 1입니다.
#
# 직접 재어 봅시다. 가중치 행렬이 `depth`개이고 모든 층의 크기가 같은(유닛 50개 이상) 신경망을 만드세요. 입력은 무작위, 손실 함수는 마음대로입니다. `'sigmoid'`는
# Xavier로, `'relu'`는 He로 시작합니다. 순전파와 역전파를 한 번씩 한 다음, 층마다 그래디언트의 프로베니우스 노름을 구해 **입력에 가까운 층부터**
# 배열 `(depth,)`로 반환하세요.
#
# $$\left\lVert \frac{\partial E}{\partial W} \right\rVert = \sqrt{\sum_{i,j} \left(\frac{\partial E}{\partial w_{ij}}\right)^2}$$
#
# `np.linalg.norm(dW)`가 바로 이것을 계산합니다. 역전파의 식은 과제 07에서 본 것입니다. $\delta = \text{error} * f'$, $\;\partial E/\partial W = x^T \delta$,
# 앞 층의 $\text{error} = \delta W^T$입니다. 편향은 없어도 됩니다.
# %% exercise="gradient_norms"
# %% public="gradient_norms"
norms = gradient_norms(4, "relu", np.random.default_rng(0))
assert np.shape(norms) == (4,), text(en="One norm for each layer, in an array.", ko="층마다 노름 하나씩, 배열로 반환하세요.")
assert np.all(norms > 0), text(en="A norm of 0: did the gradient arrive at every layer?", ko="노름이 0입니다. 그래디언트가 모든 층에 도착했나요?")
norms = gradient_norms(10, "sigmoid", np.random.default_rng(0))
assert norms[0] < norms[-1], text(en="The layer at the input comes first, and with sigmoids it gets least.",
                                  ko="입력에 가까운 층이 먼저이고, 시그모이드에서는 그 층의 값이 가장 작아야 합니다.")
print(text(en="gradient_norms: fine so far.", ko="gradient_norms: 여기까지 좋습니다."))
# %% demo=true
try:
    _, axes = plt.subplots(figsize=(5.5, 3.2))
    for activation in ("sigmoid", "relu"):
        found = [gradient_norms(10, activation, np.random.default_rng(seed)) for seed in range(5)]
        axes.semilogy(range(1, 11), np.median(found, axis=0) / np.median(found, axis=0)[-1], "o-", label=activation)
    axes.set(xlabel="layer (1 is at the input)", ylabel="gradient, last layer = 1", xticks=range(1, 11))
    axes.legend()
    plt.show()
except NotImplementedError:
    plt.close()
    print(text(en="Solve the exercises above to see the picture.", ko="위 문제들을 풀면 그림이 나타납니다."))
# %% [markdown] lang="en"
# ## 8. `SGD`
#
# An optimizer is what makes a step out of gradients. The simplest is the lecture's:
#
# $$p \leftarrow p - \eta\, g$$
#
# A class keeps the settings (and later the memory) of an optimizer. `update(params, grads)` gets two dicts with the same names and changes `params` **in place**:
# after the call the caller's dict holds the new values. Whether you write into the arrays or put new arrays into the dict is up to you. `grads` stays as it is.
#
# With $\eta = 0.1$, a parameter $2.0$ with gradient $3.0$ becomes $2.0 - 0.1 \cdot 3.0 = 1.7$.
# %% [markdown] lang="ko"
# ## 8. `SGD`
#
# 옵티마이저는 그래디언트를 이용해 매개변수를 갱신하는 방법입니다. 가장 간단한 것은 강의에 나온 방법입니다.
#
# $$p \leftarrow p - \eta\, g$$
#
# 클래스는 옵티마이저의 설정을(나중에는 기억도) 보관합니다. `update(params, grads)`는 이름이 같은 딕셔너리 두 개를 받아 `params`를 **제자리에서**
# 바꿉니다. 호출이 끝나면 호출한 쪽의 딕셔너리에 새 값이 들어 있어야 합니다. 배열을 제자리에서 바꾸어도 되고 새 배열을 딕셔너리에 넣어도 됩니다. `grads`는
# 그대로 둡니다.
#
# $\eta = 0.1$이면 그래디언트가 $3.0$인 매개변수 $2.0$은 $2.0 - 0.1 \cdot 3.0 = 1.7$이 됩니다.
# %% exercise="SGD"
# %% public="SGD"
params, grads = {"w": np.array([2.0, -1.0])}, {"w": np.array([3.0, 0.5])}
SGD(lr=0.1).update(params, grads)
assert not np.array_equal(params["w"], [2.0, -1.0]), text(en="params holds what it held before.", ko="params가 그대로입니다.")
assert np.allclose(params["w"], [1.7, -1.05]), text(en="Compare with the worked numbers:", ko="위의 계산과 비교해 보세요:") + f" {params['w']}"
assert np.array_equal(grads["w"], [3.0, 0.5]), text(en="grads should stay as it is.", ko="grads는 그대로여야 합니다.")
print(text(en="SGD: fine so far.", ko="SGD: 여기까지 좋습니다."))
# %% [markdown] lang="en"
# ## 9. `RMSProp`
#
# In a narrow valley the gradient across is large and the one along is small. One learning rate cannot suit both. RMSProp divides every gradient by the size that it
# has had lately. It keeps a running average of the squares, starting at 0:
#
# $$h \leftarrow \rho\, h + (1 - \rho)\, g^2 \qquad p \leftarrow p - \eta\, \frac{g}{\sqrt{h} + 10^{-7}}$$
#
# $\rho$ is `decay_rate`. With $\eta = 0.1$, $\rho = 0.9$ and $g = 3$: first $h = 0.9 \cdot 0 + 0.1 \cdot 9 = 0.9$, so the step is $0.1 \cdot 3 / \sqrt{0.9} = 0.316228$. If the second
# gradient is $3$ again, $h = 0.9 \cdot 0.9 + 0.9 = 1.71$ and the step $0.1 \cdot 3 / \sqrt{1.71} = 0.229416$. So an optimizer needs a memory: one $h$ for every name, of
# the shape of its parameter.
# %% [markdown] lang="ko"
# ## 9. `RMSProp`
#
# 좁은 골짜기에서는 가로지르는 방향의 그래디언트는 크고 골짜기를 따라가는 방향은 작습니다. 학습률 하나로는 둘 다 맞출 수 없습니다. RMSProp은 그래디언트를
# 최근의 크기로 나눕니다. 이를 위해 제곱의 이동 평균을 0에서 시작해 기억해 둡니다.
#
# $$h \leftarrow \rho\, h + (1 - \rho)\, g^2 \qquad p \leftarrow p - \eta\, \frac{g}{\sqrt{h} + 10^{-7}}$$
#
# $\rho$는 `decay_rate`입니다. $\eta = 0.1$, $\rho = 0.9$, $g = 3$이면 먼저 $h = 0.9 \cdot 0 + 0.1 \cdot 9 = 0.9$이고 걸음은 $0.1 \cdot 3 / \sqrt{0.9} = 0.316228$입니다.
# 두 번째 그래디언트도 $3$이면 $h = 0.9 \cdot 0.9 + 0.9 = 1.71$이고 걸음은 $0.1 \cdot 3 / \sqrt{1.71} = 0.229416$입니다. 그래서 옵티마이저에는 기억이 필요합니다.
# 이름마다 $h$가 하나씩 있고, 형상은 매개변수와 같습니다.
# %% exercise="RMSProp"
# %% public="RMSProp"
params, grads = {"w": np.array([2.0, -1.0]), "b": np.array([0.5])}, {"w": np.array([3.0, 0.0]), "b": np.array([-1.0])}
optimizer = RMSProp(lr=0.1, decay_rate=0.9)
optimizer.update(params, grads)
assert abs(params["w"][0] - (2.0 - 0.316228)) < 1e-5, text(en="The first step should be 0.316228.", ko="첫 걸음은 0.316228이어야 합니다.")
assert params["w"][1] == -1.0, text(en="Without a gradient there is no step.", ko="그래디언트가 0이면 움직이지 않습니다.")
optimizer.update(params, grads)
assert abs(params["w"][0] - (2.0 - 0.316228 - 0.229416)) < 1e-5, text(
    en="The second step should be 0.229416: is h remembered?", ko="두 번째 걸음은 0.229416이어야 합니다. h를 기억하나요?")
print(text(en="RMSProp: fine so far.", ko="RMSProp: 여기까지 좋습니다."))
# %% [markdown] lang="en"
# ## 10. `Adam`
#
# Adam adds a second memory: a running average of the gradients themselves, which damps the zigzag. Both averages start at 0 and are therefore too small at first; Adam makes up for it. In
# step $k = 1, 2, \dots$ (counting the calls of `update`):
#
# $$m \leftarrow \beta_1 m + (1 - \beta_1)\, g \qquad v \leftarrow \beta_2 v + (1 - \beta_2)\, g^2$$
# $$\hat m = \frac{m}{1 - \beta_1^k} \qquad \hat v = \frac{v}{1 - \beta_2^k} \qquad p \leftarrow p - \eta\, \frac{\hat m}{\sqrt{\hat v} + 10^{-8}}$$
#
# In the first step $m = (1 - \beta_1) g$ and $\hat m = g$; likewise $\hat v = g^2$. So in the first step every entry moves by $\eta$, against the sign of its gradient, however large
# the gradient is. Without the correction, it would be $\eta\,(1-\beta_1)/\sqrt{1-\beta_2} \approx 3.16\,\eta$.
# %% [markdown] lang="ko"
# ## 10. `Adam`
#
# Adam에는 기억이 하나 더 있습니다. 그래디언트 자체의 이동 평균이며, 지그재그를 줄여 줍니다. 두 평균은 0에서 시작하므로 처음에는 너무 작은데, Adam은 이것을 보정합니다.
# $k = 1, 2, \dots$번째 걸음에서(`update`를 호출한 횟수입니다)
#
# $$m \leftarrow \beta_1 m + (1 - \beta_1)\, g \qquad v \leftarrow \beta_2 v + (1 - \beta_2)\, g^2$$
# $$\hat m = \frac{m}{1 - \beta_1^k} \qquad \hat v = \frac{v}{1 - \beta_2^k} \qquad p \leftarrow p - \eta\, \frac{\hat m}{\sqrt{\hat v} + 10^{-8}}$$
#
# 첫 걸음에서는 $m = (1 - \beta_1) g$이므로 $\hat m = g$이고, 마찬가지로 $\hat v = g^2$입니다. 그래서 첫 걸음은 그래디언트가 얼마나 크든 원소마다 크기가 $\eta$이고 부호는
# 그래디언트의 반대입니다. 보정하지 않으면 $\eta\,(1-\beta_1)/\sqrt{1-\beta_2} \approx 3.16\,\eta$가 됩니다.
# %% exercise="Adam"
# %% public="Adam"
params = {"w": np.array([2.0, -1.0]), "b": np.array([0.5])}
optimizer = Adam(lr=0.1)
optimizer.update(params, {"w": np.array([30.0, -0.5]), "b": np.array([-1.0])})
assert np.allclose(params["w"], [1.9, -0.9]), text(en="The first step has the length lr, whatever the gradient:",
                                                   ko="첫 걸음의 크기는 그래디언트와 상관없이 lr입니다:") + f" {params['w']}"
assert np.allclose(params["b"], [0.6]), text(en="The second array takes its first step as well: what does k count?",
                                             ko="두 번째 배열도 첫 걸음입니다. k는 무엇을 세나요?")
before = params["w"].copy()
optimizer.update(params, {"w": np.array([-30.0, -0.5]), "b": np.array([1.0])})
assert abs(params["w"][0] - before[0]) < 0.01, text(en="After 30 and -30 the two gradients nearly cancel in m: is m remembered?",
                                                    ko="30 다음에 -30이면 m에서 거의 상쇄됩니다. m을 기억하나요?")
print(text(en="Adam: fine so far.", ko="Adam: 여기까지 좋습니다."))
# %% [markdown] lang="en"
# Your three optimizers in a narrow valley, $E = x^2 / 20 + y^2$, forty steps from the same point. SGD zigzags across the valley; RMSProp and Adam make headway along it.
# %% [markdown] lang="ko"
# 좁은 골짜기 $E = x^2 / 20 + y^2$에서 세 옵티마이저를 같은 점에서 마흔 걸음씩 걷게 해 봅시다. SGD는 골짜기를 가로지르며 지그재그로 가고, RMSProp과 Adam은 골짜기를 따라
# 나아갑니다.
# %% demo=true
try:
    _, panels = plt.subplots(1, 3, figsize=(10, 2.8), sharey=True)
    a, b = np.meshgrid(np.linspace(-9, 5, 80), np.linspace(-4, 4, 60))
    for panel, (label, optimizer) in zip(panels, {"SGD(0.95)": SGD(0.95), "RMSProp(0.3, 0.9)": RMSProp(0.3, 0.9),
                                                  "Adam(0.5)": Adam(0.5)}.items()):
        params, path = {"x": np.array([-7.0]), "y": np.array([2.0])}, [(-7.0, 2.0)]
        for _ in range(40):
            optimizer.update(params, {"x": params["x"] / 10, "y": 2 * params["y"]})
            path.append((params["x"][0], params["y"][0]))
        panel.contour(a, b, a**2 / 20 + b**2, levels=12, colors="lightgray")
        panel.plot(*np.array(path).T, "o-", markersize=3, color="tab:red")
        panel.plot(0, 0, "k+", markersize=10)
        panel.set_title(label)
    plt.show()
except NotImplementedError:
    plt.close()
    print(text(en="Solve the exercises above to see the picture.", ko="위 문제들을 풀면 그림이 나타납니다."))
# %% [markdown] lang="en"
# And now depth. The next cell trains networks with $x_1$ and $x_2$ as their only inputs, with your `xavier_init` and your `Adam`: without a hidden layer, with one of four tanh units, and with two
# of sixteen. It takes a few seconds. What no hidden layer can do, one layer does; for the spiral it takes two, or very many units.
# %% [markdown] lang="ko"
# 이제 깊이 차례입니다. 다음 셀은 $x_1$과 $x_2$만 입력으로 받는 신경망을 여러분의 `xavier_init`과 `Adam`으로 학습시킵니다. 은닉층이 없는 것, tanh 유닛 네 개짜리 은닉층이 하나인 것,
# 열여섯 개짜리가 둘인 것입니다. 몇 초 걸립니다. 은닉층 없이는 안 되던 것이 하나만 있으면 됩니다. spiral에는 두 층이나 아주 많은 유닛이 필요합니다.
# %% demo=true
def train_network(X, t, hidden, optimizer, steps, rng, watch=None):
    text(en="""A network of tanh layers and one logistic output, trained on the mean cross entropy; returns its score function.

    `watch`, if given, is called after each step with the current score function.
    """,
         ko="""tanh 층들과 로지스틱 출력 하나로 된 신경망을 교차 엔트로피의 평균으로 학습시키고 점수 함수를 반환합니다.

    `watch`를 주면 한 걸음마다 그때의 점수 함수로 호출합니다.
    """)
    sizes = [X.shape[1], *hidden, 1]
    params = {}
    for layer, (n_in, n_out) in enumerate(zip(sizes[:-1], sizes[1:])):
        params[f"W{layer}"], params[f"b{layer}"] = xavier_init(n_in, n_out, rng), np.zeros(n_out)

    def run(P):
        outs = [P]
        for layer in range(len(hidden)):
            outs.append(np.tanh(outs[-1] @ params[f"W{layer}"] + params[f"b{layer}"]))
        return outs, (outs[-1] @ params[f"W{len(hidden)}"] + params[f"b{len(hidden)}"])[:, 0]

    for _ in range(steps):
        outs, z = run(X)
        delta, grads = ((sigmoid(z) - t) / len(t))[:, None], {}
        for layer in reversed(range(len(sizes) - 1)):
            grads[f"W{layer}"], grads[f"b{layer}"] = outs[layer].T @ delta, delta.sum(axis=0)
            delta = delta @ params[f"W{layer}"].T * (1 - outs[layer] ** 2)
        optimizer.update(params, grads)
        if watch is not None:
            watch(lambda P: run(P)[1])
    return lambda P: run(P)[1]


try:
    _, panels = plt.subplots(3, 3, figsize=(8.5, 9))
    for row, name in zip(panels, ["circle", "xor", "spiral"]):
        X, t = playground(name, 200, np.random.default_rng(0))
        for panel, hidden in zip(row, [(), (4,), (16, 16)]):
            score = train_network(X, t, hidden, Adam(0.02), 1000, np.random.default_rng(1))
            draw_regions(panel, score, X, t)
            panel.set_title(f"hidden {hidden}: {np.mean((score(X) > 0) == (t == 1)):.0%}", fontsize=10)
        row[0].set_ylabel(name)
    plt.show()
except NotImplementedError:
    plt.close()
    print(text(en="Solve the exercises above to see the pictures.", ko="위 문제들을 풀면 그림이 나타납니다."))
# %% [markdown] lang="en"
# ## 11. `early_stopping`
#
# A large network and few data: the loss on the training data falls and falls, but on data that the network does not train on it rises again. The network has begun to learn the noise by
# heart. This is **overfitting**, and one remedy is to stop in time: keep an eye on the loss on validation data, remember the epoch with the lowest, and give up when `patience` epochs in a row have brought no
# new minimum.
#
# `early_stopping(val_losses, patience)` gets the losses of epochs 0, 1, 2, ... and returns `(stop_epoch, best_epoch)`. With `patience` 2:
#
# | epoch | 0 | 1 | 2 | 3 | 4 | 5 | 6 |
# | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
# | loss | 0.9 | 0.6 | 0.7 | 0.5 | 0.5 | 0.6 | 0.1 |
# | in a row without a new minimum | 0 | 0 | 1 | 0 | 1 | 2 | |
#
# A tie (epoch 4) is no new minimum. Training stops at epoch 5 and never sees epoch 6: the answer is `(5, 3)`. If there is no reason to stop, `stop_epoch` is the last epoch.
# %% [markdown] lang="ko"
# ## 11. `early_stopping` (조기 종료)
#
# 신경망은 크고 데이터는 적다고 합시다. 학습 데이터의 손실은 계속 줄어드는데, 학습에 쓰지 않은 데이터의 손실은 다시 커집니다. 신경망이 잡음까지 외우기 시작한 것입니다. 이것이
# **과적합**이고, 제때 멈추는 것이 한 가지 해결책입니다. 검증 데이터의 손실을 지켜보면서 가장 낮았던 에포크를 기억하고, 새로운 최솟값이 없는 에포크가 `patience`번 이어지면 멈춥니다.
#
# `early_stopping(val_losses, patience)`는 에포크 0, 1, 2, ...의 손실을 받아 `(stop_epoch, best_epoch)`를 반환합니다. `patience`가 2이면
#
# | 에포크 | 0 | 1 | 2 | 3 | 4 | 5 | 6 |
# | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
# | 손실 | 0.9 | 0.6 | 0.7 | 0.5 | 0.5 | 0.6 | 0.1 |
# | 새 최솟값 없이 이어진 횟수 | 0 | 0 | 1 | 0 | 1 | 2 | |
#
# 같은 값(에포크 4)은 새로운 최솟값이 아닙니다. 학습은 에포크 5에서 멈추고 에포크 6은 보지 못합니다. 답은 `(5, 3)`입니다. 멈출 까닭이 없으면 `stop_epoch`는 마지막 에포크입니다.
# %% exercise="early_stopping"
# %% public="early_stopping"
losses = [0.9, 0.6, 0.7, 0.5, 0.5, 0.6, 0.1]
assert tuple(early_stopping(losses, 2)) == (5, 3), text(en="Compare with the table:", ko="표와 비교해 보세요:") + f" {early_stopping(losses, 2)}"
assert tuple(early_stopping(losses, 1)) == (2, 1), text(en="With patience 1 the first epoch without a new minimum is the end.",
                                                        ko="patience가 1이면 새 최솟값이 없는 첫 에포크에서 멈춥니다.")
assert tuple(early_stopping(losses, 5)) == (6, 6), text(en="With patience 5 training goes on to the end.",
                                                        ko="patience가 5이면 끝까지 학습합니다.")
print(text(en="early_stopping: fine so far.", ko="early_stopping: 여기까지 좋습니다."))
# %% [markdown] lang="en"
# Overfitting in real life: noisy xor data, 40 points for training, 360 for validation, and a network that is far too large. The dashed line is where your `early_stopping` keeps the weights, the dotted one where it stops.
# %% [markdown] lang="ko"
# 실제로 과적합을 봅시다. 잡음이 섞인 xor 데이터에서 40개로 학습하고 360개로 검증하며, 신경망은 지나치게 큽니다. 여러분의 `early_stopping`이 가중치를 남기는 곳이 파선, 멈추는 곳이 점선입니다.
# %% demo=true
def cross_entropy(score, X, t):
    text(en="""Mean cross entropy of logistic outputs, from their weighted sums.""", ko="""가중합으로 구한, 로지스틱 출력의 교차 엔트로피 평균.""")
    z = score(X)
    return np.mean(np.maximum(z, 0) - z * t + np.log1p(np.exp(-np.abs(z))))


try:
    X, t = playground("xor", 400, np.random.default_rng(3), noise=1.2)
    X_train, X_val, t_train, t_val = train_test_split(X, t, 0.1, np.random.default_rng(4))
    history = []
    train_network(X_train, t_train, (32, 32), Adam(0.01), 200, np.random.default_rng(5),
                  watch=lambda score: history.append((cross_entropy(score, X_train, t_train), cross_entropy(score, X_val, t_val))))
    train_losses, val_losses = np.array(history).T
    stop, best = early_stopping(val_losses.tolist(), 20)
    _, axes = plt.subplots(figsize=(6, 3.2))
    axes.plot(train_losses, label="training")
    axes.plot(val_losses, label="validation")
    axes.axvline(best, color="black", linestyle="--", linewidth=1)
    axes.axvline(stop, color="black", linestyle=":", linewidth=1)
    axes.set(xlabel="epoch", ylabel="loss", title=f"stop_epoch {stop}, best_epoch {best}")
    axes.legend()
    plt.show()
except NotImplementedError:
    plt.close()
    print(text(en="Solve the exercises above to see the picture.", ko="위 문제들을 풀면 그림이 나타납니다."))
# %% [markdown] lang="en"
# ## 12. `classify_setting`
#
# Most settings of the playground are **hyperparameters**: a person sets them before training (or searches for good values by trying many). (The noise belongs to the data.) What gradient descent changes during the training is a
# **parameter**. Say for each of these names which it is, `'hyperparameter'` or `'parameter'`:
#
# `'learning rate'`, `'batch size'`, `'epochs'`, `'hidden layers'`, `'units per layer'`, `'optimizer'`, `'activation'`, `'weight'`, `'bias'`
# %% [markdown] lang="ko"
# ## 12. `classify_setting`
#
# 플레이그라운드의 설정은 대부분 **하이퍼파라미터**입니다. 학습을 시작하기 전에 사람이 정하거나, 여러 값을 시험해 보고 고르는 값입니다. (잡음은 데이터에 속합니다.) 학습하는 동안 경사하강법이 바꾸는 값은
# **매개변수**(파라미터)입니다. 다음 이름이 각각 `'hyperparameter'`인지 `'parameter'`인지 답하세요.
#
# `'learning rate'`, `'batch size'`, `'epochs'`, `'hidden layers'`, `'units per layer'`, `'optimizer'`, `'activation'`, `'weight'`, `'bias'`
# %% exercise="classify_setting"
# %% public="classify_setting"
names = ["learning rate", "batch size", "epochs", "hidden layers", "units per layer", "optimizer", "activation", "weight", "bias"]
answers = {name: classify_setting(name) for name in names}
assert set(answers.values()) == {"parameter", "hyperparameter"}, text(
    en="The two answers are 'parameter' and 'hyperparameter', and both occur.", ko="답은 'parameter'와 'hyperparameter' 두 가지이고, 둘 다 나와야 합니다.")
assert answers["learning rate"] == "hyperparameter", text(en="Does training find the learning rate, or do you?",
                                                          ko="학습률은 학습이 찾나요, 여러분이 정하나요?")
print(text(en="classify_setting: an answer for each name.", ko="classify_setting: 모든 이름에 답했습니다."))
