# %% [markdown] lang="en"
# # The XOR network, trained
#
# In the last assignment you worked one update out by hand. Now you let it happen 360,000 times. You build the lecture's
# network of nine numbers, train it until it computes XOR, and reproduce the weights that the lecture prints, to eight digits.
#
# XOR is one of the two smallest problems that a single perceptron cannot solve (its opposite is the other): no straight line has the two points with target 1 on one
# side and the two with target 0 on the other. A hidden layer can do it, and it finds the way by itself.
#
# The whole network lives in one dict, `params`, with the arrays `W1`, `B1`, `W2`, `B2`. Every function takes such a dict, and
# none of them changes what it is given.
# %% [markdown] lang="ko"
# # XOR 다층 퍼셉트론 학습
#
# 지난 과제에서는 갱신 한 번을 손으로 계산했습니다. 이번에는 그것을 36만 번 반복합니다. 매개변수가 9개인 강의의 신경망을 만들고,
# XOR를 계산할 때까지 학습시켜, 강의에 인쇄된 가중치를 여덟 자리까지 똑같이 얻어 봅시다.
#
# XOR는 퍼셉트론 하나로는 풀 수 없는 가장 작은 문제 둘 가운데 하나입니다(다른 하나는 그 반대입니다). 정답이 1인 두 점과 0인 두 점을 직선 하나로 나눌 수 없기 때문입니다.
# 은닉층이 있으면 풀 수 있고, 그 방법도 신경망이 스스로 찾아냅니다.
#
# 신경망은 배열 `W1`, `B1`, `W2`, `B2`를 담은 딕셔너리 `params` 하나로 나타냅니다. 모든 함수가 이 딕셔너리를 받으며, 받은 것을
# 바꾸는 함수는 하나도 없습니다.
# %%
import matplotlib.pyplot as plt
import numpy as np

X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
T = np.array([[0.0], [1.0], [1.0], [0.0]])


def sigmoid(x):
    text(en="""1 / (1 + exp(-x)), element by element.""", ko="""원소별로 1 / (1 + exp(-x)).""")
    return 1 / (1 + np.exp(-x))
# %% demo=true
# text(en="The four samples. Try to find a line with the circles on one side and the squares on the other.",
#      ko="샘플 네 개입니다. 원은 한쪽에, 네모는 다른 쪽에 있게 하는 직선을 찾아보세요.")
_, axes = plt.subplots(figsize=(3, 3))
axes.plot(*X[T[:, 0] == 1].T, "o", color="tab:orange", markersize=12, label="t = 1")
axes.plot(*X[T[:, 0] == 0].T, "s", color="tab:blue", markersize=12, label="t = 0")
axes.set_xlabel("$x_1$")
axes.set_ylabel("$x_2$")
axes.legend(loc="center")
plt.show()
# %% [markdown] lang="en"
# ## 1. `init_params`: where the lecture starts
#
# Two inputs, two hidden units, one output. Row $i$ of `W1` holds the weights that leave input $i$, column $j$ those that
# arrive at hidden unit $j$:
#
# $$W_1 = \begin{bmatrix} 0.1 & 0.2 \\ 0.3 & 0.4 \end{bmatrix}\qquad B_1 = \begin{bmatrix} 0.1 & 0.2 \end{bmatrix}\qquad
# W_2 = \begin{bmatrix} 0.5 \\ 0.6 \end{bmatrix}\qquad B_2 = \begin{bmatrix} 0.3 \end{bmatrix}$$
#
# A matrix is an array with two axes, a bias one with a single axis: the shapes are `(2, 2)`, `(2,)`, `(2, 1)` and `(1,)`. Make
# **new** arrays at every call. Whoever trains the network that one call gave out must not find another one changed.
# %% [markdown] lang="ko"
# ## 1. `init_params`: 강의의 출발점
#
# 입력 두 개, 은닉층 유닛 두 개, 출력 하나입니다. `W1`의 $i$번째 행은 입력 $i$에서 나가는 가중치이고, $j$번째 열은 은닉층 유닛
# $j$로 들어오는 가중치입니다.
#
# $$W_1 = \begin{bmatrix} 0.1 & 0.2 \\ 0.3 & 0.4 \end{bmatrix}\qquad B_1 = \begin{bmatrix} 0.1 & 0.2 \end{bmatrix}\qquad
# W_2 = \begin{bmatrix} 0.5 \\ 0.6 \end{bmatrix}\qquad B_2 = \begin{bmatrix} 0.3 \end{bmatrix}$$
#
# 행렬은 축이 두 개인 배열이고 편향은 축이 하나인 배열입니다. 형상은 차례로 `(2, 2)`, `(2,)`, `(2, 1)`, `(1,)`입니다. 호출할 때마다
# **새** 배열을 만드세요. 한 번 받아 간 신경망을 학습시켰다고 해서 다른 신경망까지 바뀌면 안 됩니다.
# %% exercise="init_params"
# %% public="init_params"
params = init_params()
shapes = {name: np.shape(params[name]) for name in ("W1", "B1", "W2", "B2")}
assert shapes == {"W1": (2, 2), "B1": (2,), "W2": (2, 1), "B2": (1,)}, text(
    en="Compare the shapes with the text:", ko="형상을 설명과 비교해 보세요:") + f" {shapes}"
assert params["W1"][0, 1] == 0.2, text(en="Which weight leads from the first input to the second hidden unit?",
                                       ko="첫 번째 입력에서 두 번째 은닉층 유닛으로 가는 가중치는 무엇인가요?")
params["W2"][0, 0] = 99.0
assert init_params()["W2"][0, 0] == 0.5, text(en="The second call gave out arrays that the first call already had.",
                                              ko="두 번째 호출이 첫 번째 호출과 같은 배열을 내주었습니다.")
print(text(en="init_params: fine so far.", ko="init_params: 여기까지 좋습니다."))
# %% [markdown] lang="en"
# ## 2. `predict`: the forward pass
#
# $$A_1 = f(X W_1 + B_1)\qquad A_2 = f(A_1 W_2 + B_2)$$
#
# with the sigmoid as $f$ in both layers. The lab's `predict` returns all three layers; here only the outputs are wanted, one
# row for each sample: `(n, 2)` in, `(n, 1)` out. It should work for any number of hidden units.
#
# | input | target | untrained output |
# | --- | ---: | ---: |
# | 0, 0 | 0 | 0.70938314 |
# | 0, 1 | 1 | 0.72844306 |
# | 1, 0 | 1 | 0.71791234 |
# | 1, 1 | 0 | 0.73598705 |
#
# These are not answers yet. The network outputs about 0.7 for every input.
# %% [markdown] lang="ko"
# ## 2. `predict`: 순전파
#
# $$A_1 = f(X W_1 + B_1)\qquad A_2 = f(A_1 W_2 + B_2)$$
#
# 두 층 모두 $f$는 시그모이드입니다. 실습 코드의 `predict`는 세 층을 모두 반환하지만 여기서는 출력만 필요합니다. 샘플마다 한 행씩,
# `(n, 2)`를 받아 `(n, 1)`을 반환합니다. 은닉층 유닛이 몇 개여도 동작해야 합니다.
#
# | 입력 | 정답 | 학습 전 출력 |
# | --- | ---: | ---: |
# | 0, 0 | 0 | 0.70938314 |
# | 0, 1 | 1 | 0.72844306 |
# | 1, 0 | 1 | 0.71791234 |
# | 1, 1 | 0 | 0.73598705 |
#
# 아직 답이라고 할 수 없습니다. 무엇을 넣든 0.7 정도를 내놓습니다.
# %% exercise="predict"
# %% public="predict"
out = predict(init_params(), X)
assert np.shape(out) == (4, 1), text(en="Four samples and one output unit: what shape is that?",
                                     ko="샘플이 네 개이고 출력층 유닛이 하나이면 형상은 무엇인가요?")
assert abs(out[0, 0] - 0.70938314) < 1e-8, text(en="At (0, 0) only the biases and W2 count. Are all three there?",
                                                ko="(0, 0)에서는 편향과 W2만 남습니다. 셋 다 들어 있나요?")
assert np.allclose(out[:, 0], [0.70938314, 0.72844306, 0.71791234, 0.73598705]), text(
    en="Compare with the table.", ko="표와 비교해 보세요.")
wide = {"W1": np.ones((2, 5)), "B1": np.zeros(5), "W2": np.ones((5, 1)), "B2": np.zeros(1)}
assert np.shape(predict(wide, X[:3])) == (3, 1), text(en="Does it work for five hidden units?",
                                                      ko="은닉층 유닛이 다섯 개여도 동작하나요?")
print(text(en="predict: fine so far.", ko="predict: 여기까지 좋습니다."))
# %% [markdown] lang="en"
# ## 3. `total_loss`: how wrong is it?
#
# $$E = \frac{1}{2} \sum_i (out_i - t_i)^2$$
#
# over all samples. (One of the decks divides by $n$ instead; in this assignment it is the lecture's sum with one half.) For the
# untrained network:
#
# | sample | out - t | square |
# | --- | ---: | ---: |
# | 0, 0 | 0.709383 | 0.503224 |
# | 0, 1 | -0.271557 | 0.073743 |
# | 1, 0 | -0.282088 | 0.079573 |
# | 1, 1 | 0.735987 | 0.541677 |
# | sum | | 1.198218 |
#
# and half of that is $E = 0.599109$.
# %% [markdown] lang="ko"
# ## 3. `total_loss`: 얼마나 틀렸을까?
#
# $$E = \frac{1}{2} \sum_i (out_i - t_i)^2$$
#
# 모든 샘플에 대해 더합니다. ($n$으로 나눈 식을 쓰는 자료도 있지만, 이 과제에서는 앞에 1/2이 붙은 강의의 합을 씁니다.) 학습하지 않은
# 신경망의 손실을 구해 봅시다.
#
# | 샘플 | out - t | 제곱 |
# | --- | ---: | ---: |
# | 0, 0 | 0.709383 | 0.503224 |
# | 0, 1 | -0.271557 | 0.073743 |
# | 1, 0 | -0.282088 | 0.079573 |
# | 1, 1 | 0.735987 | 0.541677 |
# | 합 | | 1.198218 |
#
# 그 절반이 $E = 0.599109$입니다.
# %% exercise="total_loss"
# %% public="total_loss"
loss = total_loss(init_params(), X, T)
assert np.ndim(loss) == 0, text(en="One number for all samples together.", ko="모든 샘플을 합쳐 수 하나입니다.")
assert abs(loss - 0.599109) < 1e-6, text(en="Compare with the worked table, row by row:", ko="표와 한 줄씩 비교해 보세요:") + f" {loss}"
assert abs(total_loss(init_params(), X[:1], T[:1]) - 0.251612) < 1e-6, text(
    en="For the first sample alone it is the lecture's 0.251612.", ko="첫 번째 샘플만 넣으면 강의의 0.251612가 나와야 합니다.")
print(text(en="total_loss: fine so far.", ko="total_loss: 여기까지 좋습니다."))
# %% [markdown] lang="en"
# ## 4. `fit`: online learning
#
# The lecture's `mlp2.py` goes through the samples one by one, in order, and updates all weights **after each sample**. That is
# called *online* learning. For one sample $x$:
#
# 1. forward: $a_1 = f(x W_1 + B_1)$, $\;a_2 = f(a_1 W_2 + B_2)$
# 2. output delta: $\delta_2 = (a_2 - t)\; a_2 (1 - a_2)$
# 3. hidden delta: $\delta_1 = (\delta_2 W_2^T)\; a_1 (1 - a_1)$
# 4. update: $W_2 \leftarrow W_2 - \eta\, a_1^T \delta_2,\;\; B_2 \leftarrow B_2 - \eta\, \delta_2,\;\; W_1 \leftarrow W_1 - \eta\, x^T \delta_1,\;\; B_1 \leftarrow B_1 - \eta\, \delta_1$
#
# One **epoch** is one pass through all samples, so four updates.
#
# Four places where people trip:
#
# - the slides print a plus in the update rule, and compute with a minus;
# - the lab's `actf_deriv(x)` is `x * (1 - x)`, but what goes in is the **output** of a layer, never its weighted sum;
# - step 3 uses the $W_2$ with which the forward pass was computed, not the new one;
# - `params` belongs to the caller: `W1 -= ...` writes into the array itself, and copying a dict does not copy the arrays in it.
#
# Return a new dict. Any number of hidden units should do, and any number of samples.
# %% [markdown] lang="ko"
# ## 4. `fit`: 온라인 학습
#
# 강의의 `mlp2.py`는 샘플을 순서대로 하나씩 꺼내고, **샘플마다** 모든 가중치를 갱신합니다. 이것을 *온라인* 학습이라고 합니다. 샘플
# $x$ 하나에 대해 하는 일은 다음과 같습니다.
#
# 1. 순전파: $a_1 = f(x W_1 + B_1)$, $\;a_2 = f(a_1 W_2 + B_2)$
# 2. 출력층의 델타: $\delta_2 = (a_2 - t)\; a_2 (1 - a_2)$
# 3. 은닉층의 델타: $\delta_1 = (\delta_2 W_2^T)\; a_1 (1 - a_1)$
# 4. 갱신: $W_2 \leftarrow W_2 - \eta\, a_1^T \delta_2,\;\; B_2 \leftarrow B_2 - \eta\, \delta_2,\;\; W_1 \leftarrow W_1 - \eta\, x^T \delta_1,\;\; B_1 \leftarrow B_1 - \eta\, \delta_1$
#
# 모든 샘플을 한 번씩 도는 것이 한 **에포크**이므로, 한 에포크에 갱신을 네 번 합니다.
#
# 걸려 넘어지기 쉬운 곳이 네 군데 있습니다.
#
# - 슬라이드의 갱신식에는 더하기가 인쇄되어 있지만 계산은 빼기로 합니다.
# - 실습 코드의 `actf_deriv(x)`는 `x * (1 - x)`인데, 여기에 넣는 것은 가중합이 아니라 언제나 층의 **출력**입니다.
# - 3번에서 쓰는 $W_2$는 갱신한 것이 아니라 순전파를 계산할 때 쓴 것입니다.
# - `params`는 함수를 호출한 쪽의 것입니다. `W1 -= ...`는 배열 자체를 바꾸고, 딕셔너리를 복사해도 그 안의 배열은 복사되지 않습니다.
#
# 새 딕셔너리를 반환하세요. 은닉층 유닛과 샘플이 몇 개여도 동작해야 합니다.
# %% exercise="fit"
# %% public="fit"
params = init_params()
after = fit(params, X[:1], T[:1], learning_rate=0.2, epochs=1)
assert abs(after["W2"][0, 0] - 0.484645) < 1e-6, text(en="The first sample should take w5 from 0.5 to 0.484645.",
                                                      ko="첫 번째 샘플로 w5가 0.5에서 0.484645로 바뀌어야 합니다.")
assert abs(after["B2"][0] - 0.270751) < 1e-6, text(en="And b3 from 0.3 to 0.270751.", ko="b3은 0.3에서 0.270751로 바뀌어야 합니다.")
assert abs(after["B1"][0] - 0.096353) < 1e-6, text(en="And b1 from 0.1 to 0.096353: with which W2 is the hidden delta made?",
                                                   ko="b1은 0.1에서 0.096353으로 바뀌어야 합니다. 은닉층의 델타를 어떤 W2로 구했나요?")
assert np.array_equal(params["W2"], [[0.5], [0.6]]), text(en="The params that were passed in have changed.",
                                                          ko="인수로 준 params가 바뀌었습니다.")
one_epoch = fit(params, X, T, 0.2, 1)
one_by_one = params
for row in range(4):
    one_by_one = fit(one_by_one, X[row : row + 1], T[row : row + 1], 0.2, 1)
assert np.allclose(one_epoch["W1"], one_by_one["W1"]), text(
    en="An epoch should be the same as learning the four samples one after the other.",
    ko="한 에포크의 결과는 네 샘플을 차례로 하나씩 학습한 결과와 같아야 합니다.")
print(text(en="fit: fine so far.", ko="fit: 여기까지 좋습니다."))
# %% [markdown] lang="en"
# Now the lecture's experiment: 90,000 epochs, 360,000 updates. It takes from five to thirty seconds. Compare with what the lecture
# prints:
#
# | input | trained output | | weights |
# | --- | ---: | --- | --- |
# | 0, 0 | 0.00814407 | `W1` | -6.7181009, -5.22651178; -6.75291089, -5.23369975 |
# | 0, 1 | 0.99154105 | `B1` | 2.8151334, 7.80251731 |
# | 1, 0 | 0.99152258 | `W2` | -11.19451524; 11.04437812 |
# | 1, 1 | 0.01038517 | `B2` | -5.28026114 |
#
# (The lecture shows results of `mlp2.py` twice. The first time, large outputs stand beside the inputs 0, 0 and 1, 1: there the rows are
# mixed up. The table above is the right one.)
# %% [markdown] lang="ko"
# 이제 강의의 실험을 해 봅시다. 90,000 에포크, 곧 갱신 360,000번입니다. 5초에서 30초쯤 걸립니다. 강의에 인쇄된 결과와 비교해 보세요.
#
# | 입력 | 학습 후 출력 | | 가중치 |
# | --- | ---: | --- | --- |
# | 0, 0 | 0.00814407 | `W1` | -6.7181009, -5.22651178; -6.75291089, -5.23369975 |
# | 0, 1 | 0.99154105 | `B1` | 2.8151334, 7.80251731 |
# | 1, 0 | 0.99152258 | `W2` | -11.19451524; 11.04437812 |
# | 1, 1 | 0.01038517 | `B2` | -5.28026114 |
#
# (강의에는 `mlp2.py`의 결과가 두 번 나옵니다. 처음 것에는 입력 0, 0과 1, 1 옆에 큰 출력이 적혀 있는데, 행이 뒤바뀐 것입니다. 위의 표가
# 맞습니다.)
# %% demo=true
trained = None
try:
    trained = fit(init_params(), X, T)
    for name, value in trained.items():
        print(name, value.tolist())
    print(predict(trained, X))
except NotImplementedError:
    print(text(en="Solve the exercises above to train the network.", ko="위 문제들을 풀면 신경망을 학습시킬 수 있습니다."))
# %% [markdown] lang="en"
# ### What has it learned?
#
# Look at the two hidden units. Their outputs are a new pair of coordinates for every sample, so training has **bent the plane**:
# to the left the samples as they come in, to the right as the hidden layer shows them to the output unit. To the right a
# straight line is enough. The first unit says 1 for $(0, 0)$ only (NOR), the second for all but $(1, 1)$ (NAND), and the output
# unit fires where the second does and the first does not.
#
# The wiki builds XOR out of two such units by hand, with NAND and OR. (If you look it up: in its table all four rows are labelled
# "0 0". They should read 0 0, 0 1, 1 0 and 1 1; the last one, with $n_1 = 0$ and $n_2 = 1$, is the row of 1 1.)
# %% [markdown] lang="ko"
# ### 무엇을 배웠을까?
#
# 은닉층 유닛 두 개를 봅시다. 두 유닛의 출력은 샘플마다 새 좌표 한 쌍이 됩니다. 학습이 **평면을 휘어 놓은** 것입니다. 왼쪽은 들어온 그대로의
# 샘플이고, 오른쪽은 은닉층을 지나 출력층 유닛에 전달되는 샘플입니다. 오른쪽에서는 직선 하나로 나눌 수 있습니다. 첫 번째 유닛은
# $(0, 0)$에서만 1이고(NOR), 두 번째 유닛은 $(1, 1)$만 빼고 모두 1입니다(NAND). 출력층 유닛은 두 번째가 1이고 첫 번째가 0일 때
# 활성화됩니다.
#
# 위키에서는 이런 유닛 두 개, 곧 NAND와 OR로 XOR를 손수 만듭니다. (찾아볼 때 주의하세요. 그 표는 네 행의 입력이 모두 "0 0"으로 적혀
# 있습니다. 0 0, 0 1, 1 0, 1 1이어야 하고, $n_1 = 0$, $n_2 = 1$인 마지막 행이 1 1입니다.)
# %% demo=true
if trained is None:
    print(text(en="Solve fit to see the picture.", ko="fit을 풀면 그림이 나타납니다."))
else:
    hidden = sigmoid(X @ trained["W1"] + trained["B1"])
    _, panels = plt.subplots(1, 2, figsize=(7, 3.2))
    for panel, points, names in zip(panels, [X, hidden], [("$x_1$", "$x_2$"), ("hidden 1", "hidden 2")]):
        panel.plot(*points[T[:, 0] == 1].T, "o", color="tab:orange", markersize=10)
        panel.plot(*points[T[:, 0] == 0].T, "s", color="tab:blue", markersize=10)
        for point, sample, up in zip(points, ["00", "01", "10", "11"], [6, 6, -14, 6]):
            panel.annotate(sample, point, xytext=(8, up), textcoords="offset points")
        panel.set(xlabel=names[0], ylabel=names[1], xlim=(-0.15, 1.25), ylim=(-0.15, 1.25))
    first = np.array([-0.15, 1.25])
    (w1, w2), b = trained["W2"][:, 0], trained["B2"][0]
    panels[1].plot(first, -(w1 * first + b) / w2, "k--")  # text(en="where the output is 0.5", ko="출력이 0.5인 곳")
    plt.tight_layout()
    plt.show()
# %% [markdown] lang="en"
# ## 5. `fit_batch`: all samples at once
#
# The 360,000 updates took so long because each of them was a handful of Python statements on tiny arrays. NumPy is made for matrices: one
# statement on a large array costs hardly more than one on a small array. Instead of one sample, send all of them through the network, and update **once per epoch**. With the samples
# as rows nothing in the formulas changes:
#
# $$\Delta_2 = (A_2 - T) * A_2 * (1 - A_2)\qquad \Delta_1 = (\Delta_2 W_2^T) * A_1 * (1 - A_1)$$
# $$\frac{\partial E}{\partial W_2} = A_1^T \Delta_2\qquad \frac{\partial E}{\partial W_1} = X^T \Delta_1$$
#
# The matrix product adds up the gradients of the samples; the bias gradients are the columns of the deltas, summed. Sum, do not
# average: $E$ is a sum, too.
#
# Return two things: the trained dict, and the loss of every epoch, `(epochs,)`, each measured **before** the update. So the first is
# the loss of the untrained network.
# %% [markdown] lang="ko"
# ## 5. `fit_batch`: 모든 샘플을 한꺼번에
#
# 갱신 36만 번이 오래 걸린 까닭은, 한 번마다 파이썬 문장 여러 개가 아주 작은 배열을 다루었기 때문입니다. 넘파이는 행렬에 강합니다. 큰 배열을
# 다루는 문장 하나는 작은 배열을 다룰 때보다 거의 더 걸리지 않습니다. 샘플 하나가 아니라 전체를 한 번에 신경망에 넣고 **에포크마다 한 번** 갱신합시다. 샘플을 행으로 쌓으면 식은
# 그대로입니다.
#
# $$\Delta_2 = (A_2 - T) * A_2 * (1 - A_2)\qquad \Delta_1 = (\Delta_2 W_2^T) * A_1 * (1 - A_1)$$
# $$\frac{\partial E}{\partial W_2} = A_1^T \Delta_2\qquad \frac{\partial E}{\partial W_1} = X^T \Delta_1$$
#
# 행렬 곱이 샘플들의 그래디언트를 더해 줍니다. 편향의 그래디언트는 델타를 열마다 더한 것입니다. 평균이 아니라 합입니다. $E$도
# 합이니까요.
#
# 두 가지를 반환합니다. 학습한 딕셔너리, 그리고 에포크마다 갱신하기 **전에** 잰 손실 `(epochs,)`입니다. 그러므로 첫 번째 손실은 학습하지
# 않은 신경망의 손실입니다.
# %% exercise="fit_batch"
# %% public="fit_batch"
params = init_params()
after, losses = fit_batch(params, X, T, 0.2, 50)
assert len(losses) == 50, text(en="One loss for each epoch.", ko="손실은 에포크마다 하나씩입니다.")
assert abs(losses[0] - 0.599109) < 1e-6, text(en="The first loss is that of the untrained network.",
                                              ko="첫 번째 손실은 학습하지 않은 신경망의 손실입니다.")
assert losses[-1] < losses[0], text(en="The loss should fall.", ko="손실은 줄어들어야 합니다.")
assert np.array_equal(params["B1"], [0.1, 0.2]), text(en="The params that were passed in have changed.",
                                                      ko="인수로 준 params가 바뀌었습니다.")
single, online = fit_batch(params, X[:1], T[:1], 0.2, 3)[0], fit(params, X[:1], T[:1], 0.2, 3)
assert all(np.allclose(single[name], online[name]) for name in params), text(
    en="With a single sample, batch and online learning are the same.", ko="샘플이 하나뿐이면 배치 학습과 온라인 학습이 같습니다.")
double = np.vstack([X[:1], X[:1]]), np.vstack([T[:1], T[:1]])
twice, step = fit_batch(params, *double, 0.1, 1)[0], fit_batch(params, X[:1], T[:1], 0.2, 1)[0]
assert all(np.allclose(twice[name], step[name]) for name in params), text(
    en="The same sample twice should pull twice as hard: are the gradients summed, in every parameter?",
    ko="같은 샘플을 두 번 넣으면 두 배로 움직여야 합니다. 모든 매개변수에서 그래디언트를 더했나요?")
print(text(en="fit_batch: fine so far.", ko="fit_batch: 여기까지 좋습니다."))
# %% [markdown] lang="en"
# ## 6. `classify`: deciding
#
# An output of 0.99 is as good as a 1. Say 1 where the output is **at least** 0.5, else 0: integers, `(n,)`, one for each sample.
# (`np.round` would send exactly 0.5 to 0. It rounds halves to the even neighbour.)
# %% [markdown] lang="ko"
# ## 6. `classify`: 판정
#
# 출력 0.99는 1이나 마찬가지입니다. 출력이 0.5 **이상**이면 1, 아니면 0으로 판정합니다. 결과는 정수이고 샘플마다 하나씩, 형상은 `(n,)`입니다.
# (`np.round`는 정확히 0.5를 0으로 보냅니다. 가까운 짝수로 반올림하기 때문입니다.)
# %% exercise="classify"
# %% public="classify"
classes = classify(init_params(), X)
assert np.shape(classes) == (4,), text(en="One number for each sample, on one axis.", ko="샘플마다 수 하나, 축은 하나입니다.")
assert np.array_equal(classes, [1, 1, 1, 1]), text(en="The untrained network outputs about 0.7 for every input.",
                                                   ko="학습하지 않은 신경망은 무엇을 넣든 0.7 정도를 출력합니다.")
assert np.issubdtype(classes.dtype, np.integer), text(en="The classes should be integers.", ko="클래스는 정수여야 합니다.")
print(text(en="classify: fine so far.", ko="classify: 여기까지 좋습니다."))
# %% [markdown] lang="en"
# ## 7. `solve_xor`: now you
#
# The lecture's start was well chosen. Now choose yourself: the number of hidden units, the starting weights, the learning rate, how
# long to train. `solve_xor(rng)` returns the params of a network that `classify` gets right on all four samples, **whatever generator
# it is given** (the check tries 5, grading 20, and all must succeed), within ten seconds each (far less is possible). Your function should train it and not look it up, and all random numbers come from
# `rng`, as in `rng.normal(size=(2, 3))`. Another generator then gives another network, not the same one with a little noise.
#
# Think of two things. If all hidden units start equal, they get equal gradients, and stay equal for ever. And with few hidden units, some
# starts get stuck where the loss does not fall any more. What can you choose so that this is rare, and what can your function do when it
# happens?
# %% [markdown] lang="ko"
# ## 7. `solve_xor`: 이번에는 직접
#
# 강의의 출발점은 잘 고른 것이었습니다. 이번에는 은닉층 유닛의 수, 초기 가중치, 학습률, 학습 기간을 직접 정하세요. `solve_xor(rng)`는
# `classify`가 네 샘플을 모두 맞히는 신경망의 params를 반환합니다. **어떤 생성기를 받더라도** 10초 안에 끝나야 합니다(훨씬 빨리 끝낼 수
# 있습니다). 아래 검사는 생성기 5개로, 채점은 20개로 하며 모두 성공해야 합니다. 가중치를 적어 넣지 말고 학습시키세요. 난수는 `rng.normal(size=(2, 3))`처럼 모두 `rng`에서 뽑습니다.
# 그러면 생성기가 다를 때 신경망도 달라집니다. 같은 신경망에 잡음만 조금 더한 것이 아닙니다.
#
# 두 가지를 생각해 보세요. 은닉층 유닛이 모두 똑같이 시작하면 그래디언트도 똑같아서 영원히 똑같습니다. 그리고 은닉층 유닛이 적으면,
# 손실이 더는 줄지 않는 곳에 갇히는 출발점이 있습니다. 무엇을 어떻게 정하면 그런 일이 드물어질까요? 그래도 갇혔을 때 함수가 할 수 있는
# 일은 무엇일까요?
# %% exercise="solve_xor"
# %% public="solve_xor"
for seed in range(5):
    own = solve_xor(np.random.default_rng(seed))
    answers = classify(own, X)
    assert np.array_equal(answers, [0, 1, 1, 0]), text(en="Not XOR with seed", ko="XOR가 되지 않은 시드:") + f" {seed}: {answers}"
print(text(en="solve_xor: fine so far.", ko="solve_xor: 여기까지 좋습니다."))
# %% [markdown] lang="en"
# ## 8. `decision_grid`: a map of the answers
#
# What does the network say between the corners? Compute its output on a grid over the unit square, `(n, n)`: in row $i$ is
# $x_2 = i / (n - 1)$, in column $j$ is $x_1 = j / (n - 1)$. So $x_1$ grows to the right and $x_2$ downwards in the array. For $n = 2$ the grid holds the
# four samples:
#
# | | $x_1 = 0$ | $x_1 = 1$ |
# | --- | ---: | ---: |
# | $x_2 = 0$ | 0.709383 | 0.717912 |
# | $x_2 = 1$ | 0.728443 | 0.735987 |
# %% [markdown] lang="ko"
# ## 8. `decision_grid`: 답의 지도
#
# 네 꼭짓점 사이에서는 신경망이 무엇이라고 답할까요? 단위 정사각형 위의 격자점 `(n, n)`에서 출력을 계산합니다. $i$번째 행은
# $x_2 = i / (n - 1)$, $j$번째 열은 $x_1 = j / (n - 1)$입니다. 배열에서 오른쪽으로 갈수록 $x_1$이, 아래로 갈수록 $x_2$가 커집니다. $n = 2$이면
# 격자에 네 샘플이 들어갑니다.
#
# | | $x_1 = 0$ | $x_1 = 1$ |
# | --- | ---: | ---: |
# | $x_2 = 0$ | 0.709383 | 0.717912 |
# | $x_2 = 1$ | 0.728443 | 0.735987 |
# %% exercise="decision_grid"
# %% public="decision_grid"
grid = decision_grid(init_params(), 2)
assert np.shape(grid) == (2, 2), text(en="n = 2 gives two rows and two columns.", ko="n = 2이면 2행 2열입니다.")
assert abs(grid[0, 0] - 0.709383) < 1e-6, text(en="The first corner is (0, 0).", ko="첫 번째 꼭짓점은 (0, 0)입니다.")
assert abs(grid[0, 1] - 0.717912) < 1e-6, text(en="One column further is x1 = 1, not x2 = 1.",
                                               ko="한 열 옆은 x2 = 1이 아니라 x1 = 1입니다.")
assert np.shape(decision_grid(init_params(), 7)) == (7, 7), text(en="n = 7 gives seven rows.", ko="n = 7이면 일곱 행입니다.")
print(text(en="decision_grid: fine so far.", ko="decision_grid: 여기까지 좋습니다."))
# %% [markdown] lang="en"
# Three maps: the untrained network, the lecture's trained one, and yours. Along the black line the output is 0.5.
# %% [markdown] lang="ko"
# 지도 세 장입니다. 학습 전의 신경망, 강의대로 학습한 신경망, 그리고 여러분의 신경망입니다. 검은 선에서 출력이 0.5입니다.
# %% demo=true
try:
    networks = {"untrained": init_params(), "lecture, trained": trained, "solve_xor": solve_xor(np.random.default_rng(1))}
    maps = {name: decision_grid(network, 60) for name, network in networks.items() if network is not None}
except NotImplementedError:
    print(text(en="Solve the exercises above to see the maps.", ko="위 문제들을 풀면 지도가 나타납니다."))
else:
    _, panels = plt.subplots(1, len(maps), figsize=(3.4 * len(maps), 3), squeeze=False)
    for panel, (name, heights) in zip(panels[0], maps.items()):
        panel.imshow(heights, origin="lower", extent=(0, 1, 0, 1), vmin=0, vmax=1, cmap="coolwarm")
        if heights.min() < 0.5 < heights.max():
            panel.contour(heights, levels=[0.5], extent=(0, 1, 0, 1), colors="black")
        panel.set(title=name, xlabel="$x_1$", ylabel="$x_2$")
    plt.tight_layout()
    plt.show()
# %% [markdown] lang="en"
# ## 9. `plot_loss`: watching it learn
#
# Draw the loss against the epoch: a new figure with the curve, a label on each axis, returned. Whether you call the first epoch 0 or 1 is up to
# you.
# %% [markdown] lang="ko"
# ## 9. `plot_loss`: 학습 지켜보기
#
# 에포크에 따른 손실을 그립니다. 새 Figure에 곡선을 그리고, 두 축에 이름을 붙인 다음 Figure를 반환하세요. 첫 에포크를 0이라고 하든 1이라고 하든
# 상관없습니다.
# %% exercise="plot_loss"
# %% public="plot_loss"
figure = plot_loss(np.array([0.6, 0.4, 0.3, 0.1]))
assert isinstance(figure, plt.Figure), text(en="Return the Figure.", ko="Figure를 반환해야 합니다.")
heights = [list(line.get_ydata()) for axes in figure.axes for line in axes.get_lines()]
assert [0.6, 0.4, 0.3, 0.1] in heights, text(en="The losses should be the heights of a line.", ko="손실이 선의 높이여야 합니다.")
assert all(axes.get_xlabel() and axes.get_ylabel() for axes in figure.axes), text(
    en="Give both axes a label.", ko="두 축에 모두 이름을 붙이세요.")
plt.close(figure)
print(text(en="plot_loss: fine so far.", ko="plot_loss: 여기까지 좋습니다."))
# %% [markdown] lang="en"
# The lecture's network, 8,000 epochs of batch learning. For a long time hardly anything seems to happen: the loss is near 0.5 because the network
# answers about 0.5 to everything, and the slope there is very small. Then the two hidden units part, and the loss falls. If your own training
# sits on such a plateau, it may be about to learn, or it may be stuck. Only patience, or another start, will tell.
# %% [markdown] lang="ko"
# 강의의 신경망을 배치로 8,000 에포크 학습시킵니다. 오랫동안 아무 일도 없는 것처럼 보입니다. 무엇을 넣든 0.5쯤이라고 답하니 손실은 0.5 근처이고,
# 그곳의 기울기는 아주 작습니다. 그러다가 두 은닉층 유닛이 서로 달라지면 손실이 떨어집니다. 여러분의 학습이 이렇게 평평한 곳에 머물러 있다면,
# 곧 배우려는 참일 수도 있고 갇힌 것일 수도 있습니다. 더 기다려 보거나 다른 곳에서 출발해 보아야 알 수 있습니다.
# %% demo=true
try:
    figure = plot_loss(fit_batch(init_params(), X, T, 0.2, 8000)[1])
except NotImplementedError:
    print(text(en="Solve the exercises above to see the curve.", ko="위 문제들을 풀면 곡선이 나타납니다."))
else:
    plt.show()
