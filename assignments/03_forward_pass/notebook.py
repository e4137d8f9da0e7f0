# %% [markdown] lang="en"
# # The forward pass by hand and by matrix
#
# A multilayer perceptron has an input layer, at least one hidden layer, and an output layer. In the **forward pass** the
# input travels from the left to the right: every unit adds up what it receives, times the weights, plus its bias, and
# hands the activation of that sum on to the next layer.
#
# Nothing in it is harder than multiplying and adding. What goes wrong in practice is bookkeeping: which weight belongs to
# which arrow, what is a row and what is a column, which shapes fit together. So you do it three times here. First with
# pencil and calculator, to have seen every number once. Then by matrix, in two lines that serve a whole batch. Finally
# only with the shapes, as you will do on paper before you write any network.
# %% [markdown] lang="ko"
# # 순전파: 손으로, 행렬로
#
# 다층 퍼셉트론에는 입력층과 하나 이상의 은닉층, 그리고 출력층이 있습니다. **순전파**(순방향 패스)에서 입력 신호는 왼쪽에서 오른쪽으로
# 전파됩니다. 유닛마다 받은 값에 가중치를 곱해 모두 더하고, 편향을 더한 다음, 그 합에 활성화 함수를 적용해 다음 층으로 넘깁니다.
#
# 곱하기와 더하기만 할 줄 알면 됩니다. 실제로 자주 틀리는 것은 계산이 아니라 숫자의 위치입니다. 어느 가중치가 어느 화살표의 것인지,
# 무엇이 행이고 무엇이 열인지, 형상이 서로 맞는지에서 실수가 나옵니다. 그래서 이 과제에서는 순전파를 세 번 합니다. 먼저 종이와
# 계산기로 모든 숫자를 한 번씩 직접 구해 보고, 다음에는 행렬로 두 줄 만에 배치 전체를 계산합니다. 마지막에는 형상만 따져 봅니다.
# 신경망을 코드로 옮기기 전에 늘 하게 될 일입니다.

# %%
import matplotlib.pyplot as plt
import numpy as np


def sigmoid(x):
    text(en="""Squash any number into (0, 1): 1 / (1 + exp(-x)), element by element. The simple form of 02_activations will do here.""",
         ko="""어떤 수든 0과 1 사이로 바꿉니다: 원소별로 1 / (1 + exp(-x)). 여기서는 과제 02의 간단한 식으로 충분합니다.""")
    return 1 / (1 + np.exp(-x))

# %% demo=true
def draw_network(names, arrows, biases, size=(7.5, 3.6)):
    text(en="""Draw units in columns.

    names: a list of unit names for each layer; arrows: {(from, to): label}; biases: {unit: label}.
    """,
         ko="""유닛을 열로 늘어놓아 그립니다.

    names: 층마다 유닛 이름의 리스트, arrows: {(출발, 도착): label}, biases: {유닛: label}.
    """)
    _, axes = plt.subplots(figsize=size)
    axes.set_axis_off()
    grey = {"arrowstyle": "->", "color": "0.45"}
    place = {}
    for column, layer in enumerate(names):
        for row, name in enumerate(layer):
            place[name] = (3.0 * column, 1.6 * ((len(layer) - 1) / 2 - row))
    for (start, end), label in arrows.items():
        (x0, y0), (x1, y1) = place[start], place[end]
        length = np.hypot(x1 - x0, y1 - y0)
        dx, dy = 0.36 * (x1 - x0) / length, 0.36 * (y1 - y0) / length
        axes.annotate("", xy=(x1 - dx, y1 - dy), xytext=(x0 + dx, y0 + dy), arrowprops=grey)
        if label:
            axes.text(x0 + 0.29 * (x1 - x0), y0 + 0.29 * (y1 - y0), label, fontsize=11, ha="center",
                      va="center", bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})
    for name, (x, y) in place.items():
        axes.add_patch(plt.Circle((x, y), 0.34, facecolor="white", edgecolor="black"))
        axes.text(x, y, name, fontsize=13, ha="center", va="center")
        if name in biases:
            axes.annotate("", xy=(x, y - 0.34), xytext=(x, y - 0.72), arrowprops=grey)
            axes.text(x, y - 0.74, biases[name], fontsize=10, ha="center", va="top")
    heights = [y for _, y in place.values()]
    axes.set_xlim(-0.6, 3.0 * (len(names) - 1) + 0.6)
    axes.set_ylim(min(heights) - 1.2, max(heights) + 0.6)
    axes.set_aspect("equal")
    plt.show()


draw_network(
    [["$x_1$", "$x_2$"], ["$a_1$", "$a_2$"], ["$a_y$"]],
    {
        ("$x_1$", "$a_1$"): "$w_1=0.1$", ("$x_1$", "$a_2$"): "$w_2=0.2$",
        ("$x_2$", "$a_1$"): "$w_3=0.3$", ("$x_2$", "$a_2$"): "$w_4=0.4$",
        ("$a_1$", "$a_y$"): "$w_5=0.5$", ("$a_2$", "$a_y$"): "$w_6=0.6$",
    },
    {"$a_1$": "$b_1=0.1$", "$a_2$": "$b_2=0.2$", "$a_y$": "$b_3=0.3$"},
)

# %% [markdown] lang="en"
# ## 1. By hand
#
# This is the lecture's network: two inputs, two hidden units, one output unit, a sigmoid in each unit of the hidden and
# the output layer. Each unit has two numbers: $z$, the weighted sum with the bias, and $a$, the sigmoid of $z$.
#
# $$z_1 = w_1 x_1 + w_3 x_2 + b_1 \qquad a_1 = \frac{1}{1 + e^{-z_1}}$$
# $$z_2 = w_2 x_1 + w_4 x_2 + b_2 \qquad a_2 = \frac{1}{1 + e^{-z_2}}$$
# $$z_y = w_5 a_1 + w_6 a_2 + b_3 \qquad a_y = \frac{1}{1 + e^{-z_y}}$$
#
# To see how it goes, take the input $(1, 1)$. Then $z_1 = 0.1 \cdot 1 + 0.3 \cdot 1 + 0.1 = 0.5$ and
# $a_1 = 1 / (1 + e^{-0.5}) = 0.622459$; on to $z_2 = 0.8$, and so on until $a_y = 0.735987$.
#
# Your turn, with $x = (0, 0)$: work the six numbers out with a calculator and let `hand_forward()` return them in a dict.
# Six decimals are asked for; it does not matter whether you round or cut the last one.
#
# **Keep more digits than you show.** If you round $a_1$ and $a_2$ to two or three decimals and go on with those, the last
# digits of $z_y$ and $a_y$ are wrong.
# %% [markdown] lang="ko"
# ## 1. 손으로 계산해 보기
#
# 강의에 나온 신경망입니다. 입력이 두 개, 은닉층 유닛이 두 개, 출력층 유닛이 하나이고, 은닉층과 출력층의 유닛은 모두 시그모이드를
# 사용합니다. 유닛마다 숫자가 두 개씩 있습니다. $z$는 편향까지 더한 가중합이고, $a$는 $z$의 시그모이드입니다.
#
# $$z_1 = w_1 x_1 + w_3 x_2 + b_1 \qquad a_1 = \frac{1}{1 + e^{-z_1}}$$
# $$z_2 = w_2 x_1 + w_4 x_2 + b_2 \qquad a_2 = \frac{1}{1 + e^{-z_2}}$$
# $$z_y = w_5 a_1 + w_6 a_2 + b_3 \qquad a_y = \frac{1}{1 + e^{-z_y}}$$
#
# 입력이 $(1, 1)$일 때를 예로 들어 봅시다. $z_1 = 0.1 \cdot 1 + 0.3 \cdot 1 + 0.1 = 0.5$이고
# $a_1 = 1 / (1 + e^{-0.5}) = 0.622459$입니다. 이어서 $z_2 = 0.8$을 구하고, 이렇게 계속하면 $a_y = 0.735987$이 나옵니다.
#
# 이제 $x = (0, 0)$일 때의 여섯 값을 계산기로 구해서 `hand_forward()`가 딕셔너리로 반환하게 하세요. 소수 여섯째 자리까지 적습니다.
# 마지막 자리는 반올림해도 되고 버려도 됩니다.
#
# **계산 도중에는 자릿수를 넉넉히 남겨 두세요.** $a_1$과 $a_2$를 소수 둘째나 셋째 자리에서 반올림한 다음 그 값으로 계속하면 $z_y$와
# $a_y$의 끝자리가 틀립니다.

# %% exercise="hand_forward"

# %% public="hand_forward"
values = hand_forward()
assert isinstance(values, dict), text(en="Return a dict.", ko="딕셔너리를 반환해야 합니다.")
missing = [key for key in ("z1", "a1", "z2", "a2", "zy", "ay") if key not in values]
assert not missing, text(en="The dict lacks a key: ", ko="빠진 키가 있습니다: ") + ", ".join(missing)
for unit in ("1", "2", "y"):
    assert 0 < values["a" + unit] < 1, text(en="A sigmoid lies between 0 and 1: a", ko="시그모이드의 값은 0과 1 사이입니다: a") + unit
    assert abs(values["a" + unit] - sigmoid(values["z" + unit])) < 4e-6, text(
        en="This a is not the sigmoid of your z, to six decimals: a",
        ko="여러분의 z에 시그모이드를 적용한 값과 소수 여섯째 자리까지 같지 않습니다: a") + unit
assert abs(0.5 * values["a1"] + 0.6 * values["a2"] - values["zy"]) > 0.1, text(
    en="zy is only the sum of the products. What else does the output unit add?",
    ko="zy가 곱의 합뿐입니다. 출력층 유닛은 무엇을 더 더하나요?")
print(text(en="hand_forward: fine so far.", ko="hand_forward: 여기까지 좋습니다."))

# %% [markdown] lang="en"
# ## 2. By matrix
#
# Writing a formula for every unit is no fun with 50 hidden units. The lecture puts the weights into matrices:
#
# $$X = \begin{bmatrix} x_1 & x_2 \end{bmatrix} \qquad
# W_1 = \begin{bmatrix} w_1 & w_2 \\ w_3 & w_4 \end{bmatrix} \qquad
# B_1 = \begin{bmatrix} b_1 & b_2 \end{bmatrix} \qquad
# Z_1 = X W_1 + B_1$$
#
# Row times column: the first entry of $X W_1$ is $x_1 w_1 + x_2 w_3$, which is just what the first hidden unit adds up. So
# **each column of $W_1$ belongs to one unit of the layer, and each row to one input.** Whoever reads it the other way round gets
# numbers that look perfectly reasonable, because this matrix is square and nothing complains. (At $(0, 0)$ nobody would notice:
# there the weights of the first layer do not count. Exercise 3 will tell.)
#
# The output layer does the same with what the hidden layer hands on:
#
# $$A_1 = f(Z_1) \qquad Z_2 = A_1 W_2 + B_2 \qquad A_2 = f(Z_2)$$
#
# And now the best of it: if $X$ has $n$ rows, one for each sample, then the same formulas treat them all at once. NumPy adds the
# bias (h,) to every row of (n, h) by broadcasting.
#
# | what | shape | in the lecture's network |
# | --- | --- | --- |
# | `x`, which is also `layer0` | (n, d) | (4, 2) |
# | `W1`, `B1` | (d, h), (h,) | (2, 2), (2,) |
# | `layer1` | (n, h) | (4, 2) |
# | `W2`, `B2` | (h, o), (o,) | (2, 1), (1,) |
# | `layer2` | (n, o) | (4, 1) |
#
# Write `forward(x, W1, B1, W2, B2)`. It returns the three layers, because backpropagation will need all of them.
# %% [markdown] lang="ko"
# ## 2. 행렬로 표시해 보기
#
# 은닉층 유닛이 50개라면 유닛마다 식을 따로 쓸 수는 없습니다. 강의에서는 가중치를 행렬에 모읍니다.
#
# $$X = \begin{bmatrix} x_1 & x_2 \end{bmatrix} \qquad
# W_1 = \begin{bmatrix} w_1 & w_2 \\ w_3 & w_4 \end{bmatrix} \qquad
# B_1 = \begin{bmatrix} b_1 & b_2 \end{bmatrix} \qquad
# Z_1 = X W_1 + B_1$$
#
# 행렬의 곱은 행과 열을 곱하는 것이므로 $X W_1$의 첫 번째 원소는 $x_1 w_1 + x_2 w_3$입니다. 첫 번째 은닉층 유닛이 더하는 값과
# 같습니다. 즉 **$W_1$의 열 하나가 그 층의 유닛 하나에 해당하고, 행 하나가 입력 하나에 해당합니다.** 거꾸로 읽어도 그럴듯한 숫자가
# 나옵니다. 이 행렬은 정사각행렬이라서 아무 오류도 나지 않기 때문입니다. ($(0, 0)$에서는 첫 층의 가중치가 쓰이지 않으므로 알아챌 수도
# 없습니다. 3번 문제에서는 드러납니다.)
#
# 출력층은 은닉층이 넘겨준 값으로 똑같은 일을 합니다.
#
# $$A_1 = f(Z_1) \qquad Z_2 = A_1 W_2 + B_2 \qquad A_2 = f(Z_2)$$
#
# 가장 좋은 점은 이것입니다. $X$가 샘플마다 한 행씩 $n$개의 행을 가지면, 같은 식이 모든 샘플을 한꺼번에 처리합니다. 넘파이는
# 브로드캐스트로 편향 (h,)를 (n, h)의 모든 행에 더해 줍니다.
#
# | 이름 | 형상 | 강의의 신경망에서 |
# | --- | --- | --- |
# | `x` (곧 `layer0`) | (n, d) | (4, 2) |
# | `W1`, `B1` | (d, h), (h,) | (2, 2), (2,) |
# | `layer1` | (n, h) | (4, 2) |
# | `W2`, `B2` | (h, o), (o,) | (2, 1), (1,) |
# | `layer2` | (n, o) | (4, 1) |
#
# `forward(x, W1, B1, W2, B2)`를 작성하세요. 나중에 역전파에서 모든 층의 값이 필요하므로 세 층을 모두 반환합니다.

# %% exercise="forward"

# %% public="forward"
x = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])
W1 = np.array([[0.0, 5.0], [-5.0, 0.0]])
layers = forward(x, W1, np.zeros(2), np.zeros((2, 1)), np.array([-4.0]))
assert len(layers) == 3, text(en="Return three layers.", ko="층 세 개를 반환해야 합니다.")
layer0, layer1, layer2 = layers
assert np.array_equal(layer0, x), text(en="The first of the three is the input.", ko="세 값 중 첫 번째는 입력입니다.")
assert np.shape(layer1) == (3, 2), text(en="layer1 has a row for each sample, a column for each hidden unit.",
                                        ko="layer1은 샘플마다 한 행, 은닉층 유닛마다 한 열을 가집니다.")
assert np.shape(layer2) == (3, 1), text(en="layer2 has a row for each sample, a column for each output unit.",
                                        ko="layer2는 샘플마다 한 행, 출력층 유닛마다 한 열을 가집니다.")
assert np.allclose(layer1[2], 0.5), text(en="A weighted sum of 0 should leave the hidden layer as 0.5.",
                                         ko="가중합이 0이면 은닉층의 출력은 0.5여야 합니다.")
assert layer1[0, 1] > 0.9, text(en="x1 reaches the second unit with weight +5. In which row and column is that?",
                                ko="x1은 가중치 +5로 두 번째 유닛에 연결됩니다. 그 가중치는 몇 행 몇 열에 있나요?")
assert np.all(layer2 > 0), text(en="Is there an activation after the output layer, too?", ko="출력층 다음에도 활성화 함수가 있나요?")
assert np.all(layer2 < 0.1), text(en="The output unit has a bias of -4 here. Does it count?",
                                  ko="여기서 출력층 유닛의 편향은 -4입니다. 계산에 들어갔나요?")
print(text(en="forward: fine so far.", ko="forward: 여기까지 좋습니다."))

# %% [markdown] lang="en"
# Compare with the lecture. The slide prints $z_y = 0.892389$; the cell below shows $0.89238999\ldots$ The slide cut the number off
# after six decimals instead of rounding it to $0.892390$. Both are accepted in exercise 1. The output $a_y = 0.709383$ is the same
# either way, for the sigmoid makes small differences smaller still.
# %% [markdown] lang="ko"
# 강의의 값과 비교해 봅시다. 슬라이드에는 $z_y = 0.892389$라고 적혀 있고, 아래 셀에서는 $0.89238999\ldots$가 나옵니다. 슬라이드의 값은
# 반올림이 아니라 여섯째 자리 아래를 버린 것이고, 반올림하면 $0.892390$입니다. 1번 문제에서는 둘 다 정답입니다.
# 출력 $a_y = 0.709383$은 어느 쪽으로 계산해도 같습니다. 시그모이드를 지나면 작은 차이가 더 작아지기 때문입니다.

# %% demo=true
try:
    first, biases = np.array([[0.1, 0.2], [0.3, 0.4]]), np.array([0.1, 0.2])
    last, bias = np.array([[0.5], [0.6]]), np.array([0.3])
    _, a, output = forward(np.array([[0.0, 0.0]]), first, biases, last, bias)
    print("a1, a2 =", a[0])
    print("zy     =", (a @ last + bias)[0, 0])
    print("ay     =", output[0, 0])
except NotImplementedError:
    print(text(en="Solve the exercise above to see the numbers.", ko="위 문제를 풀면 숫자가 나타납니다."))

# %% [markdown] lang="en"
# ## 3. What the network says before it has learned
#
# The lecture wants this network to compute XOR one day. For now its weights are simply 0.1, 0.2, 0.3, ... Let `xor_outputs()`
# return its outputs for all four inputs, in the order $(0, 0), (0, 1), (1, 0), (1, 1)$, as an array (4, 1). The lecture prints
# eight digits of each; so let your own `forward` do the work (typing in all the digits counts as right, too).
#
# Row $i$ of the result belongs to input $i$. XOR would be $0, 1, 1, 0$. How far off is the network?
# %% [markdown] lang="ko"
# ## 3. 학습하기 전의 출력
#
# 강의의 목표는 이 신경망이 XOR를 계산하게 만드는 것입니다. 지금 가중치는 그저 0.1, 0.2, 0.3, ...으로 정해 둔 값입니다.
# `xor_outputs()`가 네 입력 $(0, 0), (0, 1), (1, 0), (1, 1)$의 출력을 이 순서대로 (4, 1) 배열로 반환하게 하세요. 강의에는 여덟 자리까지
# 나와 있으니 직접 만든 `forward`에 계산을 맡기는 것이 좋습니다(숫자를 모두 직접 적어 넣어도 정답입니다).
#
# 결과의 $i$번째 행이 $i$번째 입력의 출력입니다. XOR라면 $0, 1, 1, 0$이어야 합니다. 얼마나 차이가 나나요?

# %% exercise="xor_outputs"

# %% public="xor_outputs"
outputs = xor_outputs()
assert isinstance(outputs, np.ndarray), text(en="Return an array.", ko="배열을 반환해야 합니다.")
assert outputs.shape == (4, 1), text(en="Four samples, one output unit: (4, 1).", ko="샘플이 네 개, 출력층 유닛이 하나이므로 (4, 1)입니다.")
assert np.all((outputs > 0.7) & (outputs < 0.75)), text(
    en="Untrained, this network answers between 0.70 and 0.75 to everything. Are all weights and biases in place?",
    ko="학습하지 않은 이 신경망은 무엇을 넣어도 0.70과 0.75 사이의 값을 냅니다. 가중치와 편향이 모두 제자리에 있나요?")
print(text(en="xor_outputs: fine so far.", ko="xor_outputs: 여기까지 좋습니다."))

# %% demo=true
# text(en="The network's output over the whole square, with what XOR would be in the corners.",
#      ko="정사각형 전체에서 신경망의 출력. 귀퉁이의 숫자는 XOR의 정답입니다.")
try:
    steps = np.linspace(-0.25, 1.25, 61)
    x1, x2 = np.meshgrid(steps, steps)
    grid = np.column_stack([x1.ravel(), x2.ravel()])  # (61 * 61, 2)
    height = forward(grid, first, biases, last, bias)[2]  # (61 * 61, 1)
    figure, axes = plt.subplots(figsize=(4.6, 3.6))
    filled = axes.contourf(x1, x2, height.reshape(x1.shape), levels=np.linspace(0, 1, 21), cmap="RdBu")
    figure.colorbar(filled, ax=axes, label="$a_y$")
    for corner, target in [((0, 0), 0), ((0, 1), 1), ((1, 0), 1), ((1, 1), 0)]:
        axes.plot(*corner, "o", color="white", markeredgecolor="black", markersize=14)
        axes.text(*corner, str(target), ha="center", va="center")
    axes.set_xlabel("$x_1$")
    axes.set_ylabel("$x_2$")
    plt.show()
except NotImplementedError:
    print(text(en="Solve exercise 2 to see the picture.", ko="2번 문제를 풀면 그림이 나타납니다."))

# %% [markdown] lang="en"
# One colour all over: whatever comes in, the answer is about 0.72. In the corners you see what XOR would be. A network does not know
# anything until its weights have been adjusted, and how that is done fills the next assignments.
#
# ## 4. One unit alone
#
# Take a single unit out of a larger network. Its inputs are $x = (2, 3, 4)$, its weights $w = (0.1, 0.5, 0.9)$, its bias is $b = -2$:
#
# $$net = 2 \cdot 0.1 + 3 \cdot 0.5 + 4 \cdot 0.9 - 2 = 0.2 + 1.5 + 3.6 - 2 = 3.3$$
# $$\frac{1}{1 + e^{-3.3}} = 0.964429$$
#
# Write `node_output(x, w, b)` for any number of inputs; `x` and `w` are arrays of the same length. The answer is one number.
# (The material rounds $e$ to 2.71828 on the way. With `np.exp` there is no need to.)
# %% [markdown] lang="ko"
# 그림 전체가 거의 같은 색입니다. 무엇을 넣어도 0.72쯤 나옵니다. 네 귀퉁이의 숫자가 XOR의 정답입니다. 가중치를 조절하기 전의 신경망은
# 아무것도 모릅니다. 어떻게 조절하는지는 다음 과제들에서 다룹니다.
#
# ## 4. 유닛 하나
#
# 큰 신경망에서 유닛 하나만 떼어 봅시다. 입력은 $x = (2, 3, 4)$, 가중치는 $w = (0.1, 0.5, 0.9)$, 편향은 $b = -2$입니다.
#
# $$net = 2 \cdot 0.1 + 3 \cdot 0.5 + 4 \cdot 0.9 - 2 = 0.2 + 1.5 + 3.6 - 2 = 3.3$$
# $$\frac{1}{1 + e^{-3.3}} = 0.964429$$
#
# 입력이 몇 개이든 계산할 수 있게 `node_output(x, w, b)`를 작성하세요. `x`와 `w`는 길이가 같은 배열이고 결과는 숫자 하나입니다.
# (강의 자료는 계산 도중 $e$를 2.71828로 반올림했지만, `np.exp`를 쓰면 그럴 필요가 없습니다.)

# %% exercise="node_output"

# %% public="node_output"
answer = node_output(np.array([2.0, 3.0, 4.0]), np.array([0.1, 0.5, 0.9]), -2.0)
assert np.ndim(answer) == 0, text(en="One unit gives one number.", ko="유닛 하나는 숫자 하나를 냅니다.")
assert 0 < answer < 1, text(en="The output of a sigmoid lies between 0 and 1. Did net come back?",
                            ko="시그모이드의 출력은 0과 1 사이입니다. net을 그대로 반환하지 않았나요?")
assert abs(answer - 0.964429) < 1e-6, text(en="This should be 0.964429. Check net first: is it 3.3?",
                                           ko="0.964429가 나와야 합니다. net이 3.3인지부터 확인하세요.")
assert abs(node_output(np.array([1.0]), np.array([0.0]), 0.0) - 0.5) < 1e-9, text(
    en="With net = 0 the output is one half.", ko="net = 0이면 출력은 0.5입니다.")
print(text(en="node_output: fine so far.", ko="node_output: 여기까지 좋습니다."))

# %% demo=true
columns = [["$x_1$", "$x_2$"], ["$z_1^{(1)}$", "$z_2^{(1)}$", "$z_3^{(1)}$"],
           ["$z_1^{(2)}$", "$z_2^{(2)}$"], ["$y_1$", "$y_2$"]]
everybody = {(start, end): "" for left, right in zip(columns, columns[1:]) for start in left for end in right}
draw_network(columns, everybody, {}, size=(8.5, 3.6))

# %% [markdown] lang="en"
# ## 5. A network in a dict
#
# The deck's network has two inputs, a hidden layer of three units, another of two, and two outputs: 2-3-2-2. Unit by
# unit, these are its numbers:
#
# | unit | weights of what comes in, from top to bottom | bias |
# | --- | --- | --- |
# | $z_1^{(1)}$ | 0.1, 0.2 | 0.1 |
# | $z_2^{(1)}$ | 0.3, 0.4 | 0.2 |
# | $z_3^{(1)}$ | 0.5, 0.6 | 0.3 |
# | $z_1^{(2)}$ | 0.1, 0.2, 0.3 | 0.1 |
# | $z_2^{(2)}$ | 0.4, 0.5, 0.6 | 0.2 |
# | $y_1$ | 0.1, 0.2 | 0.1 |
# | $y_2$ | 0.3, 0.4 | 0.2 |
#
# Let `init_network()` return them in a dict with the keys `W1`, `b1`, `W2`, `b2`, `W3`, `b3`, as arrays that fit the formula
# $A = X W + B$. You know from exercise 2 whether a unit is a row or a column. A bias is one number for each unit, so `b1` has
# the shape (3,).
#
# **Mind the indices.** The deck writes $w^{(1)}_{12}$ for the weight *to* unit 1 *from* unit 2: first where it goes, then where it comes
# from. In the matrix the row says where a weight comes from and the column where it goes. On one slide this matrix
# even has three rows, but from two inputs to three units it has the shape (2, 3).
# %% [markdown] lang="ko"
# ## 5. 딕셔너리에 담은 신경망
#
# 강의 자료에 나오는 신경망은 입력이 두 개, 첫 번째 은닉층이 세 개, 두 번째 은닉층이 두 개, 출력이 두 개입니다(2-3-2-2). 유닛마다 적으면
# 다음과 같습니다.
#
# | 유닛 | 들어오는 신호의 가중치(위에서 아래로) | 편향 |
# | --- | --- | --- |
# | $z_1^{(1)}$ | 0.1, 0.2 | 0.1 |
# | $z_2^{(1)}$ | 0.3, 0.4 | 0.2 |
# | $z_3^{(1)}$ | 0.5, 0.6 | 0.3 |
# | $z_1^{(2)}$ | 0.1, 0.2, 0.3 | 0.1 |
# | $z_2^{(2)}$ | 0.4, 0.5, 0.6 | 0.2 |
# | $y_1$ | 0.1, 0.2 | 0.1 |
# | $y_2$ | 0.3, 0.4 | 0.2 |
#
# `init_network()`가 이 숫자들을 `W1`, `b1`, `W2`, `b2`, `W3`, `b3`을 키로 하는 딕셔너리로 반환하게 하세요. 값은 모두 $A = XW + B$에
# 맞는 배열입니다. 유닛 하나가 행인지 열인지는 2번 문제에서 알아보았습니다. 편향은 유닛마다 숫자 하나이므로 `b1`의 형상은 (3,)입니다.
#
# **첨자에 주의하세요.** 강의 자료에서 $w^{(1)}_{12}$는 앞 층의 2번째 유닛에서 다음 층의 1번째 유닛*으로* 가는 가중치입니다. 도착하는 곳을 먼저
# 쓰고 출발하는 곳을 나중에 씁니다. 그런데 행렬에서는 행이 출발하는 곳이고 열이 도착하는 곳입니다. 이 행렬이 3행으로 적힌 슬라이드도
# 있지만, 입력 두 개에서 유닛 세 개로 가는 가중치의 형상은 (2, 3)입니다.

# %% exercise="init_network"

# %% public="init_network"
network = init_network()
assert isinstance(network, dict), text(en="Return a dict.", ko="딕셔너리를 반환해야 합니다.")
for key in ("W1", "b1", "W2", "b2", "W3", "b3"):
    assert key in network, text(en="A key is missing: ", ko="빠진 키가 있습니다: ") + key
    assert isinstance(network[key], np.ndarray), text(en="This is not an array: ", ko="배열이 아닙니다: ") + key
    if key[0] == "b":
        assert network[key].ndim == 1, text(en="A bias has one axis: ", ko="편향의 축은 하나입니다: ") + key
assert (np.ones(2) @ network["W1"]).shape == (3,), text(en="Two inputs times W1 should give three sums.",
                                                        ko="입력 두 개와 W1을 곱하면 가중합 세 개가 나와야 합니다.")
assert (np.ones(3) @ network["W2"]).shape == (2,), text(en="Three inputs times W2 should give two sums.",
                                                        ko="입력 세 개와 W2를 곱하면 가중합 두 개가 나와야 합니다.")
print(text(en="init_network: fine so far.", ko="init_network: 여기까지 좋습니다."))

# %% [markdown] lang="en"
# ## 6. Three layers
#
# $$Z^{(1)} = f(X W^{(1)} + B^{(1)}) \qquad Z^{(2)} = f(Z^{(1)} W^{(2)} + B^{(2)}) \qquad Y = Z^{(2)} W^{(3)} + B^{(3)}$$
#
# In the hidden layers $f$ is the sigmoid. The output layer has **no** activation here, or, as the deck says, the identity: the network is
# meant for regression, where an output may be any number. (For classification softmax would take its place.)
#
# Write `forward3(network, x)`. It should take one sample (2,) as well as a batch (n, 2), and use the network that it is given. With
# the deck's network and $x = (1.0, 0.5)$ the deck gets $(0.31682708,\ 0.69627909)$.
# %% [markdown] lang="ko"
# ## 6. 3층 신경망
#
# $$Z^{(1)} = f(X W^{(1)} + B^{(1)}) \qquad Z^{(2)} = f(Z^{(1)} W^{(2)} + B^{(2)}) \qquad Y = Z^{(2)} W^{(3)} + B^{(3)}$$
#
# 은닉층의 $f$는 시그모이드입니다. 이 신경망의 출력층에는 활성화 함수가 **없습니다**. 강의 자료의 말로는 항등 함수입니다. 출력이 어떤 수든
# 될 수 있는 회귀 문제에 쓰기 때문입니다. (분류 문제라면 그 자리에 소프트맥스를 씁니다.)
#
# `forward3(network, x)`를 작성하세요. 샘플 하나 (2,)와 배치 (n, 2)를 모두 받을 수 있어야 하고, 인수로 받은 network를 사용해야 합니다.
# 강의 자료의 신경망에 $x = (1.0, 0.5)$를 넣으면 $(0.31682708,\ 0.69627909)$가 나옵니다.

# %% exercise="forward3"

# %% public="forward3"
plain = {"W1": np.zeros((2, 3)), "b1": np.zeros(3), "W2": np.zeros((3, 2)), "b2": np.zeros(2),
         "W3": np.array([[2.0, 0.0], [0.0, -6.0]]), "b3": np.array([1.0, 0.0])}
y = forward3(plain, np.array([1.0, 0.5]))
assert np.shape(y) == (2,), text(en="One sample in, (2,); one answer out, (2,).", ko="샘플 하나 (2,)를 넣으면 출력도 (2,)여야 합니다.")
assert np.any(np.abs(y) > 1), text(en="Is there an activation on the output layer? An identity does not squash.",
                                   ko="출력층에 활성화 함수가 들어 있지 않은지 확인하세요. 항등 함수는 값을 그대로 내보냅니다.")
assert np.allclose(y, [2.0, -3.0]), text(
    en="With zeros in layers 1 and 2 both units of layer 2 give 0.5. What should W3 and b3 make of that?",
    ko="1층과 2층이 모두 0이면 2층의 두 유닛은 0.5를 냅니다. W3와 b3를 거치면 얼마가 되어야 하나요?")
assert np.shape(forward3(plain, np.ones((5, 2)))) == (5, 2), text(en="A batch of five should give five answers.",
                                                                 ko="샘플 다섯 개를 넣으면 답도 다섯 개여야 합니다.")
print(text(en="forward3: fine so far.", ko="forward3: 여기까지 좋습니다."))

# %% demo=true
try:
    print(forward3(init_network(), np.array([1.0, 0.5])))
except NotImplementedError:
    print(text(en="Solve exercises 5 and 6 to see the numbers.", ko="5번과 6번 문제를 풀면 숫자가 나타납니다."))

# %% [markdown] lang="en"
# ## 7. Only the shapes
#
# Before they write a network, experienced people write down its shapes. Every layer is $Y = X W + b$:
#
# $$\underset{(m,\,n)}{X} \cdot \underset{(n,\,j)}{W} + \underset{(j{,})}{b} = \underset{(m,\,j)}{Y}$$
#
# where $m$ is the number of samples in a batch, $n$ the number of units before and $j$ the number of units in this layer. The two $n$
# must meet inside the product, and what is left over, $m$ and $j$, is the shape of $Y$. That $Y$ is the next layer's $X$.
#
# The picture shows the exercise that this comes from: 10 inputs, 50 hidden units, 5 outputs, and a batch of $m = 8$.
#
# **A slip in the printed answers:** they say that a bias written as a matrix would be $m \times n$. It is added to $X W$, so it would
# have to be $m \times j$, the same row over and over. No one writes it so: the bias is a vector (j,), and broadcasting repeats it.
#
# Write `layer_shapes(batch, sizes)`, where `sizes` lists the units from input to output, such as `[10, 50, 5]`. It returns a list with a
# dict for each layer that has weights; the keys `X`, `W`, `b` and `Y` hold tuples.
# %% [markdown] lang="ko"
# ## 7. 형상만 따져 보기
#
# 경험이 많은 사람은 신경망을 코드로 옮기기 전에 형상부터 적어 봅니다. 모든 층에서 $Y = XW + b$입니다.
#
# $$\underset{(m,\,n)}{X} \cdot \underset{(n,\,j)}{W} + \underset{(j{,})}{b} = \underset{(m,\,j)}{Y}$$
#
# $m$은 배치에 든 샘플의 수, $n$은 앞 층의 유닛 수, $j$는 이 층의 유닛 수입니다. 곱셈의 안쪽에서 두 $n$이 만나야 하고, 남은 $m$과 $j$가
# $Y$의 형상이 됩니다. 이 $Y$가 다음 층의 $X$가 됩니다.
#
# 아래 그림은 연습문제에 나온 신경망입니다. 입력 10개, 은닉층 유닛 50개, 출력 5개이고, 배치 크기는 $m = 8$로 그렸습니다.
#
# **연습문제 풀이에 잘못된 곳이 있습니다.** 편향을 행렬로 쓰면 $m \times n$이라고 적혀 있지만, 편향은 $XW$에 더해지므로 $m \times j$여야 합니다.
# 같은 행이 $m$번 되풀이되는 행렬입니다. 실제로는 그렇게 쓰지 않고 벡터 (j,)로 둡니다. 되풀이는 브로드캐스트가 해 줍니다.
#
# `layer_shapes(batch, sizes)`를 작성하세요. `sizes`는 `[10, 50, 5]`처럼 입력층부터 출력층까지의 유닛 수입니다. 가중치가 있는 층마다 딕셔너리
# 하나씩을 담은 리스트를 반환합니다. 키는 `X`, `W`, `b`, `Y`이고 값은 튜플입니다.

# %% demo=true
def draw_shapes(batch, sizes):
    text(en="""Draw X W + b = Y to scale for each layer: rows downwards, columns to the right.""",
         ko="""층마다 X W + b = Y의 크기를 그대로 그립니다. 행은 아래로, 열은 오른쪽으로 갑니다.""")
    layers = list(zip(sizes, sizes[1:]))
    heights = [max(batch, n) + 14 for n, _ in layers]
    _, all_axes = plt.subplots(len(layers), 1, figsize=(7.5, sum(heights) / 20), squeeze=False,
                               gridspec_kw={"height_ratios": heights})
    for axes, (n, j), height in zip(all_axes[:, 0], layers, heights):
        axes.set_axis_off()
        axes.set_aspect("equal", anchor="W")
        parts = [("", "X", batch, n), (r"$\cdot$", "W", n, j), ("+", "b", 1, j), ("=", "Y", batch, j)]
        x = 0.0
        for sign, name, rows, columns in parts:
            if sign:
                axes.text(x + 4, 0, sign, fontsize=14, ha="center", va="center")
                x += 8
            axes.add_patch(plt.Rectangle((x, -rows / 2), columns, rows, facecolor="0.9", edgecolor="black"))
            axes.text(x + columns / 2, rows / 2 + 1.5, f"${name}$", fontsize=13, ha="center", va="bottom")
            x += columns
        axes.set_xlim(-2, 188)
        axes.set_ylim(-height / 2, height / 2)
    plt.show()


draw_shapes(8, [10, 50, 5])

# %% exercise="layer_shapes"

# %% public="layer_shapes"
shapes = layer_shapes(8, [10, 50, 5])
assert len(shapes) == 2, text(en="Three columns of units have two sets of weights between them.",
                              ko="유닛의 층이 세 개이면 그 사이의 가중치는 두 벌입니다.")
for layer in shapes:
    assert sorted(layer) == ["W", "X", "Y", "b"], text(en="Each dict has the keys X, W, b, Y.", ko="딕셔너리의 키는 X, W, b, Y입니다.")
    assert len(layer["X"]) == 2 and layer["X"][0] == 8, text(en="X has a row for each sample.", ko="X에는 샘플마다 한 행이 있습니다.")
    assert layer["X"][1] == layer["W"][0], text(en="In X W the inner numbers should meet.", ko="XW에서 안쪽의 두 수가 같아야 합니다.")
    assert layer["W"][1] == layer["Y"][1], text(en="The columns of W become those of Y.", ko="W의 열이 Y의 열이 됩니다.")
    assert len(layer["b"]) == 1, text(en="The bias is a vector: how many axes does it have?", ko="편향은 벡터입니다. 축이 몇 개인가요?")
assert tuple(shapes[0]["Y"]) == tuple(shapes[1]["X"]), text(en="One layer's Y is the next layer's X.", ko="한 층의 Y는 다음 층의 X입니다.")
print(text(en="layer_shapes: fine so far.", ko="layer_shapes: 여기까지 좋습니다."))

# %% [markdown] lang="en"
# ## 8. How many numbers does a network learn?
#
# All weights and all biases together are the **parameters**. The first layer of a 2-4-2-1 network has $2 \cdot 4 = 8$ weights and $4$ biases,
# the second $4 \cdot 2 = 8$ weights and $2$ biases. Go on to the end, and you get 25.
#
# Write `count_parameters(sizes)`. Try it on `[784, 50, 100, 10]`, the network that will read handwritten digits: where do most of
# its parameters sit?
# %% [markdown] lang="ko"
# ## 8. 신경망이 배우는 숫자는 몇 개일까?
#
# 가중치와 편향을 모두 합쳐 **매개변수**(파라미터)라고 합니다. 2-4-2-1 신경망의 첫 번째 층에는 가중치가 $2 \cdot 4 = 8$개, 편향이 $4$개 있고,
# 두 번째 층에는 가중치가 $4 \cdot 2 = 8$개, 편향이 $2$개 있습니다. 끝까지 세면 모두 25개입니다.
#
# `count_parameters(sizes)`를 작성하세요. 나중에 손글씨 숫자를 읽게 될 신경망 `[784, 50, 100, 10]`에도 써 보세요. 매개변수는 대부분
# 어디에 있나요?

# %% exercise="count_parameters"

# %% public="count_parameters"
assert count_parameters([2, 1]) == 3, text(en="Two weights and one bias: that is all that one unit with two inputs has.",
                                           ko="입력이 두 개인 유닛 하나에는 가중치 두 개와 편향 하나가 있습니다.")
assert count_parameters([2, 4]) == 12, text(en="Count the first layer of the example again.", ko="예제의 첫 번째 층을 다시 세어 보세요.")
assert count_parameters([2, 4, 2, 1]) == 25, text(en="The example has 25 in all.", ko="예제의 매개변수는 모두 25개입니다.")
print(text(en="count_parameters: fine so far.", ko="count_parameters: 여기까지 좋습니다."))

# %% demo=true
try:
    print(count_parameters([784, 50, 100, 10]))
except NotImplementedError:
    print(text(en="Solve the exercise above to see the number.", ko="위 문제를 풀면 숫자가 나타납니다."))

# %% [markdown] lang="en"
# ## 9. The same with ReLU
#
# Last, the network of the printed exercise, with ReLU in both layers:
#
# $$Y = \mathrm{relu}\big(\,\mathrm{relu}(X W_h + b_h)\, W_o + b_o\,\big) \qquad \mathrm{relu}(z) = \max(z, 0)$$
#
# An example: $x = (1, -2)$, $W_h = \begin{bmatrix} 1 & 2 \\ 1 & -1 \end{bmatrix}$, $b_h = (0, 0)$. The sums are $(-1, 4)$, the hidden layer gives
# $(0, 4)$. With $W_o = \begin{bmatrix} 3 \\ 0.5 \end{bmatrix}$ and $b_o = -1$ the output is $\mathrm{relu}(0 + 2 - 1) = 1$.
#
# A word of caution. With a ReLU at the end, an output can be 0 or positive, never negative, and it has no upper bound. That suits a
# number of rooms, say, but neither a probability nor a class: there you would use a sigmoid or softmax.
#
# Write `relu_mlp(X, Wh, bh, Wo, bo)` for a batch, and leave all five arguments as they are.
# %% [markdown] lang="ko"
# ## 9. ReLU를 쓰는 신경망
#
# 마지막으로 연습문제의 신경망을 만듭니다. 두 층 모두 ReLU를 사용합니다.
#
# $$Y = \mathrm{relu}\big(\,\mathrm{relu}(X W_h + b_h)\, W_o + b_o\,\big) \qquad \mathrm{relu}(z) = \max(z, 0)$$
#
# 예를 들어 $x = (1, -2)$, $W_h = \begin{bmatrix} 1 & 2 \\ 1 & -1 \end{bmatrix}$, $b_h = (0, 0)$이면 가중합은 $(-1, 4)$이고 은닉층의 출력은
# $(0, 4)$입니다. $W_o = \begin{bmatrix} 3 \\ 0.5 \end{bmatrix}$, $b_o = -1$이면 출력은 $\mathrm{relu}(0 + 2 - 1) = 1$입니다.
#
# 한 가지 조심할 점이 있습니다. 출력층에 ReLU를 쓰면 출력은 0이거나 양수이고, 음수는 나오지 않으며 위로는 한계가 없습니다. 방의 개수 같은
# 값에는 어울리지만 확률이나 클래스에는 맞지 않습니다. 그런 경우에는 시그모이드나 소프트맥스를 씁니다.
#
# 배치를 받는 `relu_mlp(X, Wh, bh, Wo, bo)`를 작성하세요. 인수 다섯 개의 값은 그대로 두어야 합니다.

# %% exercise="relu_mlp"

# %% public="relu_mlp"
X = np.array([[1.0, -2.0], [0.0, 0.0], [-1.0, 2.0]])
Wh, bh = np.array([[1.0, 2.0], [1.0, -1.0]]), np.zeros(2)
Wo, bo = np.array([[3.0], [0.5]]), np.array([-1.0])
before = X.copy()
Y = relu_mlp(X, Wh, bh, Wo, bo)
assert isinstance(Y, np.ndarray) and Y.shape == (3, 1), text(en="Three samples, one output: an array (3, 1).",
                                                             ko="샘플이 세 개, 출력이 하나이므로 (3, 1) 배열입니다.")
assert np.array_equal(X, before), text(en="The call changed X itself.", ko="호출하고 나니 X 자체가 바뀌었습니다.")
assert np.all(Y >= 0), text(en="There is a negative output. Where is the outer relu?", ko="음수인 출력이 있습니다. 바깥쪽 relu는 어디에 있나요?")
assert Y[0, 0] != 0, text(en="The first sample is the example of the text. Do negative hidden sums still pass?",
                          ko="첫 번째 샘플은 본문의 예입니다. 은닉층의 음수 가중합이 그대로 전달되고 있지 않나요?")
assert abs(Y[0, 0] - 1) < 1e-9, text(en="The example of the text should give 1.", ko="본문의 예에서는 1이 나와야 합니다.")
print(text(en="relu_mlp: fine so far.", ko="relu_mlp: 여기까지 좋습니다."))

# %% [markdown] lang="en"
# You have carried signals through four networks, and each time it was the same line, $f(X W + b)$. What is missing is a way to find
# good weights. For that a network has to know how wrong it is: that is the next assignment, the loss.
# %% [markdown] lang="ko"
# 네 가지 신경망으로 신호를 보내 보았지만 매번 같은 한 줄, $f(XW + b)$였습니다. 이제 남은 것은 좋은 가중치를 찾는 방법입니다. 그러려면
# 신경망이 얼마나 틀렸는지부터 알아야 합니다. 그것이 다음 과제의 주제인 손실 함수입니다.
