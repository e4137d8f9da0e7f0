# %% [markdown] lang="en"
# # A small Sequential: Keras, in NumPy
#
# People who train networks for a living rarely write a backward pass. They write something like this:
#
# ```python
# model = Sequential()
# model.add(Dense(100, input_dim=17, activation='relu'))
# model.add(Dense(40, activation='relu'))
# model.add(Dense(1, activation='sigmoid'))
# model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])
# history = model.fit(X, Y, epochs=10, batch_size=10)
# model.save('CancerSurvival.h5')
# ```
#
# That is **Keras**. (Ours takes a seed as well, `Sequential(seed=0)`, so that a training can be repeated.) Seven lines, and nothing of what you have learned in this course is to be seen. It is all in there,
# though: weighted sums, activation functions, losses, gradients, mini-batches. In this last assignment you put the parts
# together and write `Dense`, `Sequential` and `load_model` yourself, so that these very lines run on your own code.
# Then you use it like a library: you build one model that predicts numbers and one that tells three classes apart.
#
# Keras changes with the years, and tutorials do not always follow. Three things in the course's material are out of date
# or wrong; you will meet each of them again below.
#
# - `hist.history['acc']`: in Keras today the key is `'accuracy'` with `metrics=['accuracy']`, and `fit` returns an object that holds the history.
#   Here the key is `'acc'` and `fit` returns the dict itself.
# - `model.predict_classes(X)` has been removed from Keras. Here it stays, because you should know what it does.
# - `Dense(1, activation='softmax')` for several classes has never worked: see the last exercise.
# %% [markdown] lang="ko"
# # 넘파이로 만드는 Sequential 모델
#
# 실무에서는 역전파를 직접 작성하는 일이 드뭅니다. 보통은 이렇게 씁니다.
#
# ```python
# model = Sequential()
# model.add(Dense(100, input_dim=17, activation='relu'))
# model.add(Dense(40, activation='relu'))
# model.add(Dense(1, activation='sigmoid'))
# model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])
# history = model.fit(X, Y, epochs=10, batch_size=10)
# model.save('CancerSurvival.h5')
# ```
#
# 이것이 **케라스**(Keras)입니다. (우리 것은 같은 학습을 되풀이할 수 있게 `Sequential(seed=0)`처럼 시드도 받습니다.) 일곱 줄 어디에도 이 과목에서 배운 것이 보이지 않지만, 사실은 모두 그 안에 들어 있습니다.
# 가중합, 활성화 함수, 손실 함수, 그래디언트, 미니배치까지 전부입니다. 마지막 과제에서는 지금까지 만든 부품을 조립하여 `Dense`,
# `Sequential`, `load_model`을 직접 작성합니다. 다 만들면 위의 코드가 여러분의 코드 위에서 그대로 돌아갑니다. 그다음에는
# 라이브러리를 쓰듯이 수치를 예측하는 모델과 세 클래스를 구별하는 모델을 하나씩 만들어 봅니다.
#
# 케라스는 해마다 바뀌는데 자료는 그대로인 경우가 많습니다. 강의 자료에서 낡았거나 틀린 것이 세 가지 있습니다. 아래에서 하나씩 다시
# 만나게 됩니다.
#
# - `hist.history['acc']`: 요즘 케라스에서는 `metrics=['accuracy']`이면 키가 `'accuracy'`이고, `fit`은 기록을 담은 객체를 반환합니다. 여기서는 키가
#   `'acc'`이고 `fit`이 딕셔너리를 바로 반환합니다.
# - `model.predict_classes(X)`는 케라스에서 없어졌습니다. 하는 일은 알아 둘 만하므로 여기서는 그대로 만듭니다.
# - 다중 분류에 쓴 `Dense(1, activation='softmax')`는 예나 지금이나 동작하지 않습니다. 마지막 문제에서 확인합니다.

# %% [markdown] lang="en"
# The next cell is given: what you wrote in earlier assignments and need again. `SGD` and `Adam` are those of the
# playground: `update(params, grads)` takes two dicts with the same keys and changes the arrays in `params` **in place**.
# %% [markdown] lang="ko"
# 다음 셀은 주어진 것입니다. 앞 과제에서 만든 것 가운데 다시 쓸 것을 모았습니다. `SGD`와 `Adam`은 플레이그라운드 과제의
# 것으로, `update(params, grads)`는 키가 같은 딕셔너리 두 개를 받아 `params`의 배열을 **제자리에서** 바꿉니다.

# %%
import os

import matplotlib.pyplot as plt
import numpy as np

EPSILON = 1e-7


def sigmoid(z):
    text(en="""1 / (1 + exp(-z)), element by element; exp never sees a positive number, so it cannot overflow.""",
         ko="""원소별로 1 / (1 + exp(-z)). exp에 양수가 들어가지 않으므로 오버플로가 나지 않습니다.""")
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, small) / (1.0 + small)


def softmax(z):
    text(en="""Row by row: (n, k) -> (n, k), every row sums to 1.""",
         ko="""행마다 계산합니다: (n, k) -> (n, k), 행마다 합이 1입니다.""")
    powers = np.exp(z - np.max(z, axis=1, keepdims=True))
    return powers / np.sum(powers, axis=1, keepdims=True)


def starting_weights(n_in, n_out, rng):
    text(en="""Xavier's start: normal, mean 0, variance 1 / n_in; (n_in, n_out).""",
         ko="""Xavier 초기화: 정규분포, 평균 0, 분산 1 / n_in, (n_in, n_out).""")
    return rng.normal(size=(n_in, n_out)) / np.sqrt(n_in)


class SGD:
    text(en="""w <- w - lr dL/dw, in place.""",
         ko="""제자리에서 w <- w - lr dL/dw.""")

    def __init__(self, lr=0.1):
        self.lr = lr

    def update(self, params, grads):
        for key in params:
            params[key] -= self.lr * grads[key]


class Adam:
    text(en="""Two running means for every parameter, of the gradient and of its square, corrected for their start at 0.""",
         ko="""매개변수마다 이동 평균 두 개, 그래디언트의 것과 그 제곱의 것. 0에서 시작한 것을 보정합니다.""")

    def __init__(self, lr=0.01, beta1=0.9, beta2=0.999):
        self.lr, self.beta1, self.beta2 = lr, beta1, beta2
        self.t, self.m, self.v = 0, {}, {}

    def update(self, params, grads):
        self.t += 1
        for key, g in grads.items():
            self.m[key] = self.beta1 * self.m.get(key, 0.0) + (1 - self.beta1) * g
            self.v[key] = self.beta2 * self.v.get(key, 0.0) + (1 - self.beta2) * g**2
            m = self.m[key] / (1 - self.beta1**self.t)
            v = self.v[key] / (1 - self.beta2**self.t)
            params[key] -= self.lr * m / (np.sqrt(v) + 1e-8)


def is_array(y, shape):
    text(en="""Whether y is a NumPy array of that shape; used by the checks below.""",
         ko="""y가 그 형상의 넘파이 배열인지 답합니다. 아래 검사에서 씁니다.""")
    return isinstance(y, np.ndarray) and y.shape == shape

# %% [markdown] lang="en"
# ## 1. Dense: one layer
#
# A **Dense** (fully connected) layer is the Affine layer of assignment 06 with its activation function included:
#
# $$Z = X W + b \qquad Y = f(Z)$$
#
# | | shape | |
# | --- | --- | --- |
# | $X$ | (n, input_dim) | a batch of n samples |
# | $W$ | (input_dim, units) | a column for each unit |
# | $b$ | (units,) | |
# | $Y$ | (n, units) | |
#
# **A unit by hand.** Inputs $(2, 3, 4)$, weights $(0.1, 0.5, 0.9)$, bias $-2$: the weighted sum is
# $0.2 + 1.5 + 3.6 - 2 = 3.3$, and $\sigma(3.3) = 0.964429$.
#
# **Two steps to a layer.** `Dense(100, activation='relu')` does not say how many inputs there are, so it cannot make its
# weights yet. Only the first layer of a model is told (`input_dim=17`). The others learn it from the layer before, and
# then somebody calls `build(input_dim, rng)`. That is when `W` and `b` are created: random weights, drawn from the Generator
# `rng` and from nothing else, and biases 0.
#
# **The way back.** `backward(dout)` gets the gradient at the layer's output. First it passes the activation, then the
# weighted sum:
#
# $$\frac{\partial L}{\partial Z} = \text{dout} \odot f'(Z) \qquad dW = X^T \frac{\partial L}{\partial Z} \qquad
# db = \sum_{\text{samples}} \frac{\partial L}{\partial Z} \qquad \frac{\partial L}{\partial X} = \frac{\partial L}{\partial Z}\, W^T$$
#
# Remember what the slopes are expressed in: $y(1-y)$ for the sigmoid and $1-y^2$ for tanh take the **output** $y$.
#
# **Softmax is the exception.** Its slope alone is a whole matrix for each sample. Joined with cross entropy, all of it
# cancels, and the gradient at the softmax's *input* is just $(y - t)/n$. So here is an agreement: for a softmax
# layer, `dout` **is already** the gradient at $Z$. There is nothing left to multiply.
#
# An activation that the layer does not know is a mistake of whoever wrote the name. Raise a `ValueError` and do not
# carry on as if there were none.
# %% [markdown] lang="ko"
# ## 1. Dense: 층 하나
#
# **Dense**(전결합층, 밀집층, 완전 연결층)는 과제 06의 Affine 계층에 활성화 함수를 합친 것입니다.
#
# $$Z = X W + b \qquad Y = f(Z)$$
#
# | | 형상 | |
# | --- | --- | --- |
# | $X$ | (n, input_dim) | 샘플 n개의 배치 |
# | $W$ | (input_dim, units) | 유닛마다 한 열 |
# | $b$ | (units,) | |
# | $Y$ | (n, units) | |
#
# **유닛 하나를 손으로.** 입력이 $(2, 3, 4)$, 가중치가 $(0.1, 0.5, 0.9)$, 편향이 $-2$이면 가중합은
# $0.2 + 1.5 + 3.6 - 2 = 3.3$이고 $\sigma(3.3) = 0.964429$입니다.
#
# **층은 두 단계로 만들어집니다.** `Dense(100, activation='relu')`만으로는 입력이 몇 개인지 알 수 없으므로 아직 가중치를 만들 수
# 없습니다. 입력의 수는 모델의 첫 층에만 적어 줍니다(`input_dim=17`). 나머지 층은 앞 층을 보고 알 수 있고, 그때 누군가
# `build(input_dim, rng)`를 호출해 줍니다. `W`와 `b`는 이때 생깁니다. 가중치는 오직 Generator `rng`에서만 뽑은 난수이고,
# 편향은 0입니다.
#
# **거꾸로 가는 길.** `backward(dout)`는 층의 출력에 대한 그래디언트를 받습니다. 먼저 활성화 함수를, 그다음 가중합을 거슬러
# 올라갑니다.
#
# $$\frac{\partial L}{\partial Z} = \text{dout} \odot f'(Z) \qquad dW = X^T \frac{\partial L}{\partial Z} \qquad
# db = \sum_{\text{samples}} \frac{\partial L}{\partial Z} \qquad \frac{\partial L}{\partial X} = \frac{\partial L}{\partial Z}\, W^T$$
#
# 기울기를 무엇으로 나타냈는지 기억하세요. 시그모이드의 $y(1-y)$와 tanh의 $1-y^2$에는 **출력** $y$를 넣습니다.
#
# **소프트맥스만 예외입니다.** 소프트맥스의 미분은 샘플마다 행렬 하나입니다. 그런데 교차 엔트로피와 합치면 거의 다 지워지고, 소프트맥스
# *입력*의 그래디언트는 $(y - t)/n$만 남습니다. 그래서 이렇게 약속합니다. 소프트맥스 층에 전달되는 `dout`은 **이미** $Z$에
# 대한 그래디언트입니다. 더 곱할 것이 없습니다.
#
# 층이 모르는 활성화 함수 이름이 들어왔다면 이름을 잘못 쓴 것입니다. 없는 셈 치고 넘어가지 말고 `ValueError`를 일으키세요.

# %% exercise="Dense"

# %% public="Dense"
layer = Dense(3, input_dim=2, activation="relu")
layer.build(2, np.random.default_rng(0))
assert is_array(layer.W, (2, 3)), text(en="build: W has a row for each input and a column for each unit.",
                                       ko="build: W는 입력마다 한 행, 유닛마다 한 열입니다.")
assert is_array(layer.b, (3,)) and not layer.b.any(), text(en="build: one bias for each unit, starting at 0.",
                                                           ko="build: 편향은 유닛마다 하나이고 0에서 시작합니다.")
neuron = Dense(1, activation="sigmoid")
neuron.build(3, np.random.default_rng(0))
neuron.W, neuron.b = np.array([[0.1], [0.5], [0.9]]), np.array([-2.0])
y = neuron.forward(np.array([[2.0, 3.0, 4.0]]))
assert is_array(y, (1, 1)), text(en="One sample, one unit: the output is (1, 1).",
                                 ko="샘플 하나, 유닛 하나이므로 출력의 형상은 (1, 1)입니다.")
assert abs(y[0, 0] - 0.964429) < 1e-6, text(en="Compare with the unit computed by hand above.",
                                            ko="위에서 손으로 계산한 유닛과 비교해 보세요.")
dx = neuron.backward(np.array([[1.0]]))
assert is_array(dx, (1, 3)), text(en="backward returns a gradient for each input.",
                                  ko="backward는 입력마다 그래디언트를 반환합니다.")
assert abs(neuron.db[0] - 0.034306) < 1e-6, text(
    en="The slope at output 0.964429 is 0.964429 * 0.035571 = 0.034306.",
    ko="출력이 0.964429일 때 기울기는 0.964429 * 0.035571 = 0.034306입니다.")
assert np.allclose(neuron.dW[:, 0], [0.068612, 0.102917, 0.137223], atol=1e-6), text(
    en="dW: the gradient at the weighted sum times what came in along each weight.",
    ko="dW: 가중합의 그래디언트에 가중치마다 들어온 값을 곱합니다.")
last = Dense(2, activation="softmax")
last.build(2, np.random.default_rng(0))
last.W, last.b = np.eye(2), np.zeros(2)
y = last.forward(np.array([[1.0, 1.0], [0.0, np.log(3.0)]]))
assert np.allclose(y, [[0.5, 0.5], [0.25, 0.75]]), text(en="softmax: each row sums to 1.",
                                                        ko="softmax: 각 행의 합이 1입니다.")
dout = np.array([[0.5, -0.5], [0.25, -0.25]])
assert np.allclose(last.backward(dout), dout), text(
    en="softmax: at which point does the gradient that arrives already stand?",
    ko="softmax: 도착하는 그래디언트는 이미 어디까지 와 있나요?")
try:
    Dense(2, input_dim=2, activation="sofmax").build(2, np.random.default_rng(0))
    raise AssertionError(text(en="'sofmax' is no activation. Nobody complained.",
                              ko="'sofmax'라는 활성화 함수는 없는데 아무 오류도 나지 않았습니다."))
except ValueError:
    pass
print(text(en="Dense: fine so far.", ko="Dense: 여기까지 좋습니다."))

# %% [markdown] lang="en"
# ## 2. Sequential: layers in a row
#
# A `Sequential` model is a list of layers with everything around it that training needs. The stub has a method for each
# part. Write them in this order, and the model grows step by step. It is the longest exercise of the course: after each method, make a
# small model in a cell of your own and try what you have. One batch goes this way:
#
# `fit` → `train_on_batch(X, Y)` → `predict`: forward through every layer → `loss_gradient(y, t)` → `backward` through the layers from last to first →
# one step of the optimizer
#
# **`compile(loss, optimizer, metrics)`** remembers what is to be minimised and how. The losses are those of the table below; the optimizers are
# `"sgd"` and `"adam"`, made from the given classes with their default learning rates (0.1 and 0.01). `metrics` may be ignored: the accuracy is measured anyway.
#
# **`add(layer)`** appends the layer to the list `layers` and builds it. How many inputs does it have? For the first layer it is `input_dim`, for all
# others the number of units before.
#
# **`predict(X)`** sends X through all layers. If X has the wrong number of columns, a `ValueError` has to come, and
# never a result. (Try what NumPy's `@` says to shapes that do not fit.) The same goes for targets of two columns where
# the model has three outputs: NumPy refuses to subtract them. A single column of targets it does not refuse, it
# broadcasts it over all outputs. Nobody asks you to notice that here, but the loss of such a pair means nothing.
#
# **`predict_classes(X)`** gives one class for each sample, shape (n,). With several outputs it is the index of the
# largest. With a *single* output there is nothing to choose from, since the largest of one number is always number 0. There the
# class is 1 if the output is above 0.5, else 0.
#
# **`loss_value(y, t)`** and **`loss_gradient(y, t)`**: which loss it is was chosen in `compile`.
#
# | loss | value | gradient for the last layer |
# | --- | --- | --- |
# | `mean_squared_error` | mean of $(y - t)^2$ | at $y$ |
# | `binary_crossentropy` | mean of $-t \ln y - (1 - t) \ln (1 - y)$ | at $y$ |
# | `categorical_crossentropy` | $-\frac1n \sum t \ln y$ | at the softmax's input: $(y - t)/n$ |
#
# Work the first two gradients out yourself. There is no $\frac12$ in this mean squared error. And keep 0 out of
# the logarithm: `EPSILON` is there for that. Keep it out of the denominator of your gradient, too: training has to survive outputs of exactly 0 and 1. Are you sure that your binary cross entropy gives a gradient at $y$? The famous
# $(y - t)$ stands one step further back, *before* the sigmoid, whose slope `Dense.backward` is going to multiply.
#
# **`train_on_batch(X, Y)`** is one update. Forward, then backward through the layers from last to first, and only when *all*
# gradients are known, one step of the optimizer.
#
# **`evaluate(X, Y)`** gives (loss, accuracy) and trains nothing. The accuracy is the share of samples whose class is
# right. (For regression it is a number of no meaning; any will do.) A trap waits here: Y is (n, 1), your classes are (n,). What is the shape of `(n,) == (n, 1)`?
#
# **`fit(...)`** runs through the data `epochs` times, in batches, in a new random order each time. X and Y must stay in
# step, and the caller's arrays must stay as they are. After each epoch the history gets **one** entry for `'loss'` and one for
# `'acc'`, and if validation data are given, also for `'val_loss'` and `'val_acc'`. An entry speaks of the **whole** epoch: the mean over all its batches, or what `evaluate` says
# after it, but not the last batch alone. If samples are left over at the end of an epoch, they make a last, smaller batch. A second `fit` goes on from where the first
# one stopped.
#
# **`count_params()`** and **`summary()`**: every layer learns `input_dim * units` weights and `units` biases. The
# wiki's network with 2 inputs and layers of 4, 2 and 1 units has $(8 + 4) + (8 + 2) + (2 + 1) = 25$ parameters; the
# digits' network 784-50-100-10 has 45,360. `summary` *returns* its text and does not just print it.
#
# (`save(path)` belongs to the next exercise and is graded there. You may leave it for now.)
# %% [markdown] lang="ko"
# ## 2. Sequential: 층을 한 줄로
#
# `Sequential` 모델은 층의 리스트에 학습에 필요한 것을 모두 붙인 것입니다. 스텁에는 부분마다 메서드가 하나씩 있습니다. 아래 순서대로
# 작성하면 모델이 조금씩 자라납니다. 이 과목에서 가장 긴 문제입니다. 메서드를 하나 쓸 때마다 셀을 만들어 작은 모델로 시험해 보세요.
# 배치 하나는 이렇게 지나갑니다.
#
# `fit` → `train_on_batch(X, Y)` → `predict`: 모든 층의 순전파 → `loss_gradient(y, t)` → 마지막 층부터 첫 층까지 `backward` →
# 옵티마이저의 한 걸음
#
# **`compile(loss, optimizer, metrics)`**: 무엇을 어떻게 줄일지 기억합니다. 손실 함수는 아래 표에 있는 것이고, 옵티마이저 `"sgd"`와 `"adam"`은
# 주어진 클래스를 기본 학습률(0.1과 0.01)로 만들어 씁니다. `metrics`는 쓰지 않아도 됩니다. 정확도는 어차피 구합니다.
#
# **`add(layer)`**: 층을 리스트 `layers`에 쌓고 build를 호출해 줍니다. 이 층의 입력은 몇 개일까요? 첫 층은 `input_dim`, 나머지는 앞 층의 유닛
# 수입니다.
#
# **`predict(X)`**: X를 모든 층에 차례로 통과시킵니다. X의 열 수가 틀리면 결과 대신 `ValueError`가 나와야 합니다. (형상이 맞지 않을 때 넘파이의 `@`가 무엇이라고 하는지
# 시험해 보세요.) 출력이 세 개인데 정답이 두 열일 때도 그래야 하고, 넘파이는 둘을 빼지 않고 오류를 냅니다. 그러나 정답이 한 열뿐이면
# 모든 출력으로 브로드캐스트되어 오류 없이 지나갑니다. 여기서 그것까지 확인할 필요는 없지만, 그렇게 구한 손실에는 아무 뜻이 없습니다.
#
# **`predict_classes(X)`**: 샘플마다 클래스 하나를 줍니다. 형상은 (n,)입니다. 출력이 여러 개면 가장 큰 출력의 인덱스입니다.
# 출력이 *하나*뿐이면 고를 것이 없습니다. 수 하나 중에서 가장 큰 것은 언제나 0번이니까요. 이때는 출력이 0.5보다 크면 1, 아니면
# 0입니다.
#
# **`loss_value(y, t)`**, **`loss_gradient(y, t)`**: 어떤 손실 함수를 쓸지는 `compile`에서 정했습니다.
#
# | 손실 함수 | 값 | 마지막 층에 넘기는 그래디언트 |
# | --- | --- | --- |
# | `mean_squared_error` | $(y - t)^2$의 평균 | $y$에 대한 것 |
# | `binary_crossentropy` | $-t \ln y - (1 - t) \ln (1 - y)$의 평균 | $y$에 대한 것 |
# | `categorical_crossentropy` | $-\frac1n \sum t \ln y$ | 소프트맥스의 입력에 대한 것: $(y - t)/n$ |
#
# 위의 두 그래디언트는 직접 유도해 보세요. 여기의 평균 제곱 오차에는 $\frac12$이 없습니다. 로그에 0이 들어가지 않게 하는 것도 잊지
# 마세요. `EPSILON`은 그러라고 있습니다. 그래디언트의 분모도 0이 되지 않게 하세요. 출력이 정확히 0이나 1이어도 학습이 계속되어야 합니다. 이진 교차 엔트로피의 그래디언트는 정말 $y$에 대한 것인가요? 유명한 $(y - t)$는 한 걸음
# 더 들어간 곳, 시그모이드 *앞*의 그래디언트입니다. 시그모이드의 기울기는 `Dense.backward`가 곱합니다.
#
# **`train_on_batch(X, Y)`**: 갱신 한 번입니다. 순전파를 하고, 마지막 층부터 첫 층까지 역전파를 하고, *모든* 그래디언트를 구한
# 다음에야 옵티마이저가 한 걸음 움직입니다.
#
# **`evaluate(X, Y)`**: (손실, 정확도)를 반환하고 학습은 하지 않습니다. 정확도는 클래스를 맞힌 샘플의 비율입니다. (회귀에서는 뜻이 없으므로 아무 수나 좋습니다.) 여기에 함정이
# 있습니다. Y는 (n, 1)이고 여러분의 클래스는 (n,)입니다. `(n,) == (n, 1)`의 형상은 무엇일까요?
#
# **`fit(...)`**: 전체 데이터를 `epochs`번 반복합니다. 매번 새로운 순서로 섞어 배치로 나누어 학습합니다. X와 Y의 짝이 흐트러지면
# 안 되고, 호출한 쪽의 배열이 바뀌어도 안 됩니다. 에포크가 끝날 때마다 history의 `'loss'`와 `'acc'`에 항목이 **하나씩** 늘어나고,
# 검증 데이터를 주면 `'val_loss'`와 `'val_acc'`도 늘어납니다. 항목은 **에포크 전체**에 대한 것입니다. 모든 배치에 대한 평균이나 에포크가 끝난 뒤의
# `evaluate` 값이며, 마지막 배치만의 값이 아닙니다. 에포크 끝에 남은 샘플은 더 작은 배치 하나가 됩니다. `fit`을 다시 호출하면 멈춘 곳에서 이어서 학습합니다.
#
# **`count_params()`**, **`summary()`**: 층마다 가중치 `input_dim * units`개와 편향 `units`개를 학습합니다. 위키의
# 예처럼 입력이 2개이고 층의 유닛이 4, 2, 1개인 신경망의 매개변수는 $(8 + 4) + (8 + 2) + (2 + 1) = 25$개이고, 손글씨 숫자
# 신경망 784-50-100-10은 45,360개입니다. `summary`는 문자열을 출력하는 데 그치지 않고 *반환*해야 합니다.
#
# (`save(path)`는 다음 문제에 속하고 거기서 채점합니다. 지금은 남겨 두어도 됩니다.)

# %% demo=true
# text(en="The wiki's network 2-4-2-1 with the number of parameters between its layers.",
#      ko="위키의 2-4-2-1 신경망. 층 사이에 매개변수의 수를 적었습니다.")
_, axes = plt.subplots(figsize=(7, 3))
axes.set_axis_off()
sizes = [2, 4, 2, 1]
for left, (m, n) in enumerate(zip(sizes[:-1], sizes[1:])):
    for i in range(m):
        for j in range(n):
            axes.plot([left, left + 1], [i - (m - 1) / 2, j - (n - 1) / 2], color="0.75", linewidth=1, zorder=1)
    axes.text(left + 0.5, 2.1, f"{m} x {n} + {n} = {m * n + n}", ha="center", fontsize=11)
for place, size in enumerate(sizes):
    for i in range(size):
        axes.scatter([place], [i - (size - 1) / 2], s=420, color="white", edgecolors="black", zorder=2)
axes.text(1.5, -2.2, "12 + 10 + 3 = 25", ha="center", fontsize=12)
axes.set_ylim(-2.5, 2.5)
plt.show()

# %% exercise="Sequential"

# %% public="Sequential"
model = Sequential(seed=0)
first, last = Dense(2, input_dim=2, activation="relu"), Dense(1, activation="sigmoid")
model.add(first)
model.add(last)
assert first.W.shape == (2, 2) and last.W.shape == (2, 1), text(
    en="add builds each layer: its inputs are the outputs of the layer before.",
    ko="add가 층을 만듭니다. 층의 입력은 앞 층의 출력입니다.")
first.W, first.b = np.array([[1.0, -1.0], [-1.0, 1.0]]), np.zeros(2)  # text(en="|x1 - x2|, in two halves", ko="|x1 - x2|를 둘로 나눈 것")
last.W, last.b = np.array([[4.0], [4.0]]), np.array([-2.0])
X, Y = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([[0.0], [1.0], [1.0], [0.0]])
model.compile(loss="mean_squared_error", optimizer="sgd", metrics=["accuracy"])
y = model.predict(X)
assert is_array(y, (4, 1)), text(en="predict: a row for each sample, a column for each output.",
                                 ko="predict: 샘플마다 한 행, 출력마다 한 열입니다.")
assert np.allclose(y[:, 0], [0.119203, 0.880797, 0.880797, 0.119203], atol=1e-6), text(
    en="predict: this network computes sigmoid(4 |x1 - x2| - 2). What does yours do?",
    ko="predict: 이 신경망은 sigmoid(4 |x1 - x2| - 2)를 계산합니다. 여러분의 것은 어떤가요?")
classes = model.predict_classes(X)
assert is_array(classes, (4,)), text(en="predict_classes: one number for each sample, shape (n,).",
                                     ko="predict_classes: 샘플마다 수 하나, 형상은 (n,)입니다.")
assert classes.tolist() == [0, 1, 1, 0], text(en="predict_classes: what is the class when there is one output?",
                                              ko="predict_classes: 출력이 하나일 때 클래스는 어떻게 정하나요?")
loss, accuracy = model.evaluate(X, np.array([[1.0], [0.0], [1.0], [1.0]]))
assert abs(accuracy - 0.25) < 1e-9, text(
    en="evaluate: with these targets one sample of four is right.",
    ko="evaluate: 이 정답으로는 네 샘플 중 하나만 맞습니다.")
for name, expected in [("mean_squared_error", 0.014209), ("binary_crossentropy", 0.126928)]:
    model.compile(loss=name, optimizer="sgd", metrics=["accuracy"])
    loss, accuracy = model.evaluate(X, Y)
    assert abs(loss - expected) < 1e-5, text(en="evaluate: the loss is not right for ",
                                             ko="evaluate: 손실이 맞지 않습니다: ") + name
    assert accuracy == 1, text(en="evaluate: all four are right here.", ko="evaluate: 여기서는 네 개가 모두 맞습니다.")
history = model.fit(X, Y, epochs=3, batch_size=2, validation_data=(X[:2], Y[:2]))
assert isinstance(history, dict), text(en="fit returns the history, a dict.", ko="fit은 딕셔너리 history를 반환합니다.")
for key in ["loss", "acc", "val_loss", "val_acc"]:
    assert len(history[key]) == 3, text(en="The history should have one entry an epoch for ",
                                        ko="에포크마다 항목이 하나씩 있어야 합니다: ") + key
assert model.evaluate(X, Y)[0] < loss, text(en="After training, the loss should be smaller.",
                                            ko="학습하고 나면 손실이 줄어야 합니다.")
assert set(model.fit(X, Y, epochs=1, batch_size=4)) == {"loss", "acc"}, text(
    en="Without validation data there is nothing to say about them.", ko="검증 데이터가 없으면 검증 항목도 없어야 합니다.")
assert model.count_params() == 9, text(en="2-2-1: how many weights, how many biases?",
                                       ko="2-2-1에서 가중치는 몇 개, 편향은 몇 개인가요?")
assert isinstance(model.summary(), str) and "9" in model.summary(), text(
    en="summary returns a text with the total of the parameters.", ko="summary는 매개변수의 총 개수가 든 문자열을 반환합니다.")
try:
    model.predict(np.ones((4, 3)))
    raise AssertionError(text(en="Three columns for a model with two inputs: nobody complained.",
                              ko="입력이 두 개인 모델에 열이 세 개인데 아무 오류도 나지 않았습니다."))
except ValueError:
    pass
print(text(en="Sequential: fine so far.", ko="Sequential: 여기까지 좋습니다."))

# %% [markdown] lang="en"
# ### XOR in a few lines
#
# In assignment 08 the XOR network took a page of code and 90,000 epochs. Here it is again. (If you look XOR up in the wiki:
# its table labels all four rows '0 0'. They are (0,0), (0,1), (1,0) and (1,1).) The chart is the wiki's, the loss on the left
# axis and the accuracy on the right one.
# %% [markdown] lang="ko"
# ### 몇 줄로 푸는 XOR
#
# 과제 08에서는 XOR 신경망에 코드 한 쪽과 90,000번의 에포크가 들었습니다. 이제 다시 풀어 봅시다. (위키의 XOR 표에는 네 행이 모두
# '0 0'으로 적혀 있습니다. 바르게는 (0,0), (0,1), (1,0), (1,1)입니다.) 그래프는 위키의 차트처럼 왼쪽 축이 손실, 오른쪽 축이
# 정확도입니다.

# %% demo=true
def draw_history(history):
    text(en="""The chart of the Keras workflow: losses on the left axis, accuracies on the right one.""",
         ko="""케라스의 작업 흐름에 나오는 그래프. 왼쪽 축이 손실, 오른쪽 축이 정확도입니다.""")
    _, loss_axes = plt.subplots(figsize=(7, 3))
    accuracy_axes = loss_axes.twinx()
    for key, style in [("loss", "C0-"), ("val_loss", "C0:")]:
        if key in history:
            loss_axes.plot(history[key], style, label=key)
    for key, style in [("acc", "C1-"), ("val_acc", "C1:")]:
        if key in history:
            accuracy_axes.plot(history[key], style, label=key)
    loss_axes.set_xlabel("epoch")
    loss_axes.set_ylabel("loss", color="C0")
    accuracy_axes.set_ylabel("accuracy", color="C1")
    accuracy_axes.set_ylim(-0.05, 1.05)
    loss_axes.legend(loc="center")
    accuracy_axes.legend(loc="center right")
    plt.show()


try:
    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    Y = np.array([[0.0], [1.0], [1.0], [0.0]])
    model = Sequential(seed=4)
    model.add(Dense(8, input_dim=2, activation="tanh"))
    model.add(Dense(1, activation="sigmoid"))
    model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
    history = model.fit(X, Y, epochs=300, batch_size=4)
    print(model.summary())
    print(model.predict(X).round(4))
except NotImplementedError:
    print(text(en="Solve Dense and Sequential to see XOR learned.",
               ko="Dense와 Sequential을 풀면 XOR를 학습하는 모습을 볼 수 있습니다."))
else:
    draw_history(history)

# %% [markdown] lang="en"
# ## 3. Saving and loading
#
# A trained model is worth keeping. `model.save('CancerSurvival.h5')` writes it to a file, and `load_model('CancerSurvival.h5')`
# gets it back. Keras stores four things: how the model is built, its weights, what was said in `compile`, and the state of
# training. You only need the first two: a loaded model has to **predict the same, to the last bit**. Nothing else is
# asked of it.
#
# Write `save(path)` (a method of `Sequential`: go back to its cell) and `load_model(path)` here. `np.savez` puts several
# arrays into one file, `np.load` reads them. Three traps:
#
# > **The name.** `np.savez('model', ...)` writes a file called `model.npz`. Then `np.load('model')` finds nothing. Any path must
# > work, 'model' as well as 'CancerSurvival.h5'. `np.savez` also takes an *opened file* instead of a name, and that name it leaves alone.
#
# > **What is an array?** The activation `None` is neither a number nor text. NumPy makes an array of Python *objects* of it
# > and can only store that as a **pickle**.
#
# > **Never unpickle what you have not written yourself.** A pickle is not data, it is a little program that Python runs while
# > loading. Whoever sends you a pickled model can run anything on your computer. So load with `np.load(path, allow_pickle=False)`
# > (the default today), and store nothing that needs more: numbers and text. Your model files then are harmless
# > for everybody.
# %% [markdown] lang="ko"
# ## 3. 모델의 저장과 로딩
#
# 학습한 모델은 보관해 둘 가치가 있습니다. `model.save('CancerSurvival.h5')`로 파일에 저장하고 `load_model('CancerSurvival.h5')`로
# 불러옵니다. 케라스는 네 가지를 저장합니다. 모델의 구성 정보, 가중치, `compile`의 학습 설정, 마지막 학습 상태입니다. 여기서는 앞의
# 두 가지면 충분합니다. 불러온 모델의 예측이 **비트까지 똑같으면** 되고, 그 밖의 것은 요구하지 않습니다.
#
# `save(path)`(`Sequential`의 메서드이므로 그 셀로 돌아가서 작성합니다)와 `load_model(path)`를 작성하세요. `np.savez`는 여러
# 배열을 파일 하나에 담고 `np.load`는 그것을 읽습니다. 함정이 세 가지 있습니다.
#
# > **이름.** `np.savez('model', ...)`은 `model.npz`라는 파일을 만듭니다. 그래서 `np.load('model')`은 파일을 찾지 못합니다.
# > 'model'이든 'CancerSurvival.h5'든 어떤 경로라도 되어야 합니다. `np.savez`에 이름 대신 *열어 둔 파일*을 넘길 수도 있는데,
# > 그러면 이름을 건드리지 않습니다.
#
# > **배열이 되는 것.** 활성화 함수가 없다는 `None`은 수도 문자열도 아닙니다. 넘파이는 이것을 파이썬 *객체*의 배열로 만들고, 그런
# > 배열은 **피클**(pickle)로만 저장할 수 있습니다.
#
# > **직접 만들지 않은 피클은 절대로 열지 마세요.** 피클은 데이터가 아니라, 불러올 때 파이썬이 실행하는 작은 프로그램입니다. 피클로 된
# > 모델을 보낸 사람은 여러분의 컴퓨터에서 무엇이든 실행할 수 있습니다. 그러니 `np.load(path, allow_pickle=False)`(요즘은
# > 기본값)로 읽고, 수와 문자열만 저장하세요. 그러면 여러분의 모델 파일은 누구에게나 안전합니다.

# %% exercise="load_model"

# %% public="load_model"
model = Sequential(seed=5)
model.add(Dense(3, input_dim=2, activation="tanh"))
model.add(Dense(1))
model.compile(loss="mean_squared_error", optimizer="sgd")
X = np.array([[0.3, -1.2], [2.0, 0.7]])
for path in ["checked_model", "checked_model.h5"]:
    model.save(path)
    loaded = load_model(path)
    assert is_array(loaded.predict(X), (2, 1)), text(en="The loaded model should predict.",
                                                     ko="불러온 모델로 예측할 수 있어야 합니다.")
    assert np.allclose(loaded.predict(X), model.predict(X)), text(
        en="The loaded model predicts something else. What makes a layer what it is?",
        ko="불러온 모델의 예측이 다릅니다. 층을 그 층으로 만드는 것은 무엇무엇인가요?")
    assert np.array_equal(loaded.predict(X), model.predict(X)), text(
        en="Nearly the same, but not to the last bit: were digits lost?",
        ko="거의 같지만 비트까지 같지는 않습니다. 자릿수를 잃지 않았나요?")
    if os.path.exists(path):
        os.remove(path)
print(text(en="load_model: fine so far.", ko="load_model: 여기까지 좋습니다."))

# %% [markdown] lang="en"
# ## 4. A model that predicts numbers
#
# Your library is complete. Now use it. Which activation belongs in the **last** layer, and which loss goes with it?
# That depends on what is to be predicted:
#
# | to be predicted | last activation | loss |
# | --- | --- | --- |
# | yes or no | sigmoid, one unit | binary_crossentropy |
# | one of several classes | softmax, one unit a class | categorical_crossentropy |
# | several labels, each yes or no | sigmoid, one unit a label | binary_crossentropy |
# | any number | none | mean_squared_error |
# | a number between 0 and 1 | sigmoid | mean_squared_error or binary_crossentropy |
#
# Write `regression_model(X, Y)`: build a model, compile it, train it on X (n, 2) and Y (n, 1), and return it. The targets are
# a smooth, curved function of the two inputs, and they may be negative. Layers, units, optimizer, epochs: all your choice.
# The predictions have to be those of the layers in `model.layers`, from their `W` and `b`.
#
# It is graded with functions and points that you do not see, by
#
# $$R^2 = 1 - \frac{\sum (t - y)^2}{\sum (t - \bar t)^2}$$
#
# which is 1 for perfect predictions and 0 for a model that always answers with the mean. At least **0.9** is asked for, with
# n = 400 and inputs between -2 and 2. You have 60 seconds; a few are plenty.
# %% [markdown] lang="ko"
# ## 4. 수치를 예측하는 모델
#
# 라이브러리가 완성되었으니 이제 써 봅시다. **마지막 층**에는 어떤 활성화 함수를 쓰고, 어떤 손실 함수와 짝을 지어야 할까요? 무엇을
# 예측하느냐에 달려 있습니다.
#
# | 예측할 것 | 마지막 층의 활성화 함수 | 손실 함수 |
# | --- | --- | --- |
# | 이진 분류 | sigmoid, 유닛 하나 | binary_crossentropy |
# | 단일 레이블 다중 분류 | softmax, 클래스마다 유닛 하나 | categorical_crossentropy |
# | 다중 레이블 다중 분류 | sigmoid, 레이블마다 유닛 하나 | binary_crossentropy |
# | 임의 값에 대한 회귀 | 없음 | mean_squared_error |
# | 0과 1 사이 값에 대한 회귀 | sigmoid | mean_squared_error 또는 binary_crossentropy |
#
# `regression_model(X, Y)`를 작성하세요. 모델을 만들고, compile하고, X (n, 2)와 Y (n, 1)로 학습시켜 반환합니다. 정답은 두 입력에
# 대한 매끄러운 비선형 함수의 값이고 음수일 수도 있습니다. 층, 유닛 수, 옵티마이저, 에포크는 모두 여러분이 정합니다. 예측은
# `model.layers`에 있는 층들의 `W`와 `b`에서 나온 값이어야 합니다.
#
# 채점은 여러분이 보지 못한 함수와 점으로 합니다. 기준은 결정 계수입니다.
#
# $$R^2 = 1 - \frac{\sum (t - y)^2}{\sum (t - \bar t)^2}$$
#
# 예측이 완벽하면 1, 언제나 평균만 답하는 모델이면 0입니다. n = 400, 입력은 -2와 2 사이일 때 **0.9** 이상이어야 합니다. 제한
# 시간은 60초이지만 몇 초면 충분합니다.

# %% exercise="regression_model"

# %% public="regression_model"
def rolling_hills(X):
    text(en="""A function to practise on; the hidden ones are others.""",
         ko="""연습용 함수. 채점에는 다른 함수를 씁니다.""")
    return np.sin(1.5 * X[:, :1]) * X[:, 1:]


generator = np.random.default_rng(1)
X, X_new = generator.uniform(-2, 2, size=(400, 2)), generator.uniform(-2, 2, size=(300, 2))
model = regression_model(X, rolling_hills(X))
predicted, wanted = model.predict(X_new), rolling_hills(X_new)
assert is_array(predicted, (300, 1)), text(en="One number is to be predicted for each sample.",
                                           ko="샘플마다 수 하나를 예측해야 합니다.")
assert predicted.min() < 0, text(en="Half of the targets are negative. Can your last layer say so?",
                                 ko="정답의 절반은 음수입니다. 마지막 층이 음수를 낼 수 있나요?")
score = 1 - np.sum((wanted - predicted) ** 2) / np.sum((wanted - wanted.mean()) ** 2)
print("R^2 =", score.round(4))
assert score > 0.9, text(en="Not good enough on new points. Train longer, or give the model more units?",
                         ko="새 점에서 아직 부족합니다. 더 오래 학습할까요, 유닛을 늘릴까요?")
print(text(en="regression_model: fine so far.", ko="regression_model: 여기까지 좋습니다."))

# %% demo=true
try:
    generator = np.random.default_rng(1)
    X = generator.uniform(-2, 2, size=(400, 2))
    model = regression_model(X, np.sin(1.5 * X[:, :1]) * X[:, 1:])
    side = np.linspace(-2, 2, 60)
    grid = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    surfaces = {"target": np.sin(1.5 * grid[:, :1]) * grid[:, 1:], "model": model.predict(grid)}
except NotImplementedError:
    print(text(en="Solve the exercise above to see target and prediction side by side.",
               ko="위 문제를 풀면 정답과 예측을 나란히 볼 수 있습니다."))
else:
    _, panels = plt.subplots(1, 2, figsize=(8, 3.4), sharey=True)
    for panel, (name, heights) in zip(panels, surfaces.items()):
        panel.contourf(side, side, heights.reshape(60, 60), levels=np.linspace(-2.2, 2.2, 23), cmap="RdBu", extend="both")
        panel.set_title(name)
        panel.set_xlabel("$x_1$")
    panels[0].set_ylabel("$x_2$")
    plt.show()

# %% [markdown] lang="en"
# ## 5. A model that tells three classes apart
#
# Now one of several classes. The wiki writes `Dense(1, activation='softmax')` for it, and that cannot work. Softmax shares
# out the number 1 among the units of its layer:
#
# $$y_k = \frac{e^{z_k}}{\sum_j e^{z_j}}$$
#
# With a single unit, numerator and denominator are the same: the output is **always 1**, whatever the weights. Such a layer
# cannot learn. It takes one unit for each class, and targets in one-hot form: class 2 of three is $(0, 0, 1)$.
#
# Write `multiclass_model(X, Y)`: X (n, 2), Y one-hot (n, 3). It is graded by its accuracy on new points, at least **0.9**, with
# n = 300 points in three clusters, between -3 and 3.
# %% [markdown] lang="ko"
# ## 5. 세 클래스를 구별하는 모델
#
# 이번에는 여러 클래스 중 하나를 맞히는 다중 분류입니다. 위키에는 `Dense(1, activation='softmax')`라고 적혀 있지만 그렇게는 되지
# 않습니다. 소프트맥스는 1을 그 층의 유닛들에 나누어 줍니다.
#
# $$y_k = \frac{e^{z_k}}{\sum_j e^{z_j}}$$
#
# 유닛이 하나뿐이면 분자와 분모가 같으므로 가중치가 무엇이든 출력이 **언제나 1**입니다. 이런 층은 학습할 수 없습니다. 클래스마다
# 유닛이 하나씩 있어야 하고, 정답은 원-핫으로 나타냅니다. 세 클래스 중 2번이면 $(0, 0, 1)$입니다.
#
# `multiclass_model(X, Y)`를 작성하세요. X는 (n, 2), Y는 원-핫 (n, 3)입니다. 새 점에서 잰 정확도로 채점하며 **0.9** 이상이어야
# 합니다. 데이터는 -3과 3 사이에 세 무리로 모여 있는 점 n = 300개입니다.

# %% demo=true
print(text(en="softmax of a single unit:", ko="유닛이 하나일 때의 소프트맥스:"), softmax(np.array([[-5.0], [0.0], [7.3]])).ravel())

# %% exercise="multiclass_model"

# %% public="multiclass_model"
generator = np.random.default_rng(2)
centres = np.array([[-1.0, 1.2], [1.4, 1.0], [0.2, -1.5]])
labels = generator.permutation(np.arange(600) % 3)
points = centres[labels] + 0.5 * generator.normal(size=(600, 2))
model = multiclass_model(points[:300], np.eye(3)[labels[:300]])
predicted = model.predict(points[300:])
assert is_array(predicted, (300, 3)), text(en="A column for each class: how many units does the last layer have?",
                                           ko="클래스마다 한 열입니다. 마지막 층의 유닛은 몇 개인가요?")
assert np.allclose(predicted.sum(axis=1), 1), text(en="The outputs of a sample should be probabilities.",
                                                   ko="한 샘플의 출력은 확률이어야 합니다.")
accuracy = np.mean(model.predict_classes(points[300:]) == labels[300:])
print(text(en="accuracy =", ko="정확도 ="), accuracy.round(4))
assert accuracy > 0.9, text(en="Too many of the new points are wrong.", ko="새 점에서 틀린 것이 너무 많습니다.")
print(text(en="multiclass_model: fine so far.", ko="multiclass_model: 여기까지 좋습니다."))

# %% demo=true
try:
    generator = np.random.default_rng(2)
    centres = np.array([[-1.0, 1.2], [1.4, 1.0], [0.2, -1.5]])
    labels = generator.permutation(np.arange(300) % 3)
    points = centres[labels] + 0.5 * generator.normal(size=(300, 2))
    model = multiclass_model(points, np.eye(3)[labels])
    side = np.linspace(-3, 3, 150)
    regions = model.predict_classes(np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2))
except NotImplementedError:
    print(text(en="Solve the exercise above to see the three regions.", ko="위 문제를 풀면 세 영역을 볼 수 있습니다."))
else:
    _, axes = plt.subplots(figsize=(4.5, 4))
    axes.contourf(side, side, regions.reshape(150, 150), levels=[-0.5, 0.5, 1.5, 2.5], colors=["C0", "C1", "C2"], alpha=0.25)
    for label in range(3):
        axes.scatter(*points[labels == label].T, s=8, color=f"C{label}", label=f"class {label}")
    axes.set_xlabel("$x_1$")
    axes.set_ylabel("$x_2$")
    axes.legend()
    plt.show()

# %% [markdown] lang="en"
# ## Where to go from here
#
# You have a small Keras, and you know every line of it. The real one has other kinds of layers, finds gradients automatically
# (as your `Value` did in assignment 07), and runs on graphics cards. But `add`, `compile`, `fit`, `evaluate`, `predict` mean there
# what they mean here. When a model does not learn, look first at what you now know to look at: the shapes, the pair of
# last activation and loss, the learning rate, and the history.
# %% [markdown] lang="ko"
# ## 이다음에는
#
# 여러분에게는 이제 속속들이 아는 작은 케라스가 있습니다. 진짜 케라스에는 다른 종류의 층도 있고, 그래디언트를 자동으로 구하고(과제 07의
# `Value`처럼), 그래픽 카드에서 돌아갑니다. 그래도 `add`, `compile`, `fit`, `evaluate`, `predict`의 뜻은 여기서와 같습니다.
# 모델이 학습하지 않으면 이제 어디를 보아야 할지 알 것입니다. 형상, 마지막 층의 활성화 함수와 손실 함수의 짝, 학습률, 그리고 history를
# 먼저 살펴보세요.
