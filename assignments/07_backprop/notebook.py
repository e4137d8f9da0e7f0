# %% [markdown] lang="en"
# # Backpropagation, derived and computed by hand
#
# In the last assignment every layer knew how to send a gradient back. Now you look at a whole network, the smallest one that deserves the
# name, and work the same gradients out with pencil and paper: first one update with numbers, then the two **delta rules** as
# functions, then training. In between you build two tools that professionals use: a **gradient check**, which tells you whether a gradient
# is right, and a tiny **automatic differentiation**, which finds gradients without any derivation.
#
# The algorithm in one line:
#
# $$\frac{\partial E}{\partial w_{ij}} = \delta_j\, out_i \qquad \delta_j = \begin{cases} (out_j - t_j)\, f'(net_j) & j \text{ is an output unit} \\ \left(\sum_k w_{jk}\,\delta_k\right) f'(net_j) & j \text{ is a hidden unit} \end{cases}$$
#
# Read it as a sentence: the gradient of a weight is *what came in at its start* times *the error at its end*; and the error of a hidden unit is what the units
# to its right blame it for.
# %% [markdown] lang="ko"
# # 역전파의 유도와 손 계산
#
# 지난 과제에서는 계층마다 그래디언트를 거꾸로 보낼 줄 알았습니다. 이번에는 신경망 하나를 통째로 놓고 같은 그래디언트를 종이와 연필로
# 구합니다. 먼저 숫자로 한 번 갱신해 보고, 두 가지 **델타** 규칙을 함수로 만들고, 학습까지 시킵니다. 그 사이에 실무에서도 쓰는 도구 두
# 가지를 만듭니다. 그래디언트가 맞는지 알려 주는 **그래디언트 검사**와, 유도 없이 그래디언트를 찾아 주는 작은 **자동 미분**입니다.
#
# 알고리즘을 한 줄로 쓰면 이렇습니다.
#
# $$\frac{\partial E}{\partial w_{ij}} = \delta_j\, out_i \qquad \delta_j = \begin{cases} (out_j - t_j)\, f'(net_j) & j \text{가 출력층 유닛이면} \\ \left(\sum_k w_{jk}\,\delta_k\right) f'(net_j) & j \text{가 은닉층 유닛이면} \end{cases}$$
#
# 말로 읽어 봅시다. 가중치의 그래디언트는 *출발점에서 들어온 값*에 *도착점의 오차*를 곱한 것입니다. 은닉층 유닛의 오차는 오른쪽에 있는 유닛들이
# 그 유닛에 묻는 책임의 합입니다.
# %% [markdown] lang="en"
# The next cell is given: the sigmoid, the forward pass from assignment 03, and the lecture's starting weights. `lecture_network()` makes new arrays at
# every call, so you may do with them what you like.
# %% [markdown] lang="ko"
# 다음 셀은 주어진 것입니다. 시그모이드, 과제 03의 순전파, 강의에 나온 초기 가중치입니다. `lecture_network()`는 호출할 때마다 새 배열을
# 만들어 주므로 마음대로 바꿔도 됩니다.
# %%
import math

import numpy as np


def sigmoid(x):
    text(en="""1 / (1 + exp(-x)), element by element.""", ko="""원소별로 1 / (1 + exp(-x)).""")
    return 1 / (1 + np.exp(-x))


def forward(x, W1, B1, W2, B2):
    text(en="""The forward pass of 03_forward_pass: x (n, d) -> outputs of the hidden (n, h) and the output layer (n, o).""",
         ko="""과제 03의 순전파: x (n, d) -> 은닉층의 출력 (n, h)와 출력층의 출력 (n, o).""")
    hidden = sigmoid(x @ W1 + B1)
    return hidden, sigmoid(hidden @ W2 + B2)


def lecture_network():
    text(en="""The lecture's starting weights, new arrays at every call.""", ko="""강의의 초기 가중치. 호출할 때마다 새 배열입니다.""")
    return {
        "W1": np.array([[0.10, 0.20], [0.30, 0.40]]),
        "B1": np.array([0.1, 0.2]),
        "W2": np.array([[0.50], [0.60]]),
        "B2": np.array([0.3]),
    }
# %% [markdown] lang="en"
# ## The network
#
# Two inputs, two hidden units, one output, sigmoid in every unit. Run the cell: the numbers in the circles are the outputs of the forward pass at
# $x = (0, 0)$.
# %% [markdown] lang="ko"
# ## 신경망
#
# 입력 두 개, 은닉층 유닛 두 개, 출력 하나이고 모든 유닛이 시그모이드를 씁니다. 셀을 실행해 보세요. 원 안의 숫자는 $x = (0, 0)$에서 순전파를
# 계산한 출력입니다.
# %% demo=true
import matplotlib.pyplot as plt


def draw_network(x, params):
    text(en="""The 2-2-1 network with its weights on the edges and its outputs in the circles.""",
         ko="""2-2-1 신경망. 선 위에 가중치를, 원 안에 출력을 적습니다.""")
    hidden, out = forward(np.array([x]), **params)
    places = {"x1": (0, 1), "x2": (0, 0), "h1": (1, 1), "h2": (1, 0), "y": (2, 0.5)}
    values = {"x1": x[0], "x2": x[1], "h1": hidden[0, 0], "h2": hidden[0, 1], "y": out[0, 0]}
    W1, W2 = params["W1"], params["W2"]
    edges = [("x1", "h1", "w_1", W1[0, 0]), ("x1", "h2", "w_2", W1[0, 1]), ("x2", "h1", "w_3", W1[1, 0]),
             ("x2", "h2", "w_4", W1[1, 1]), ("h1", "y", "w_5", W2[0, 0]), ("h2", "y", "w_6", W2[1, 0])]
    fig, ax = plt.subplots(figsize=(9, 4))
    for start, end, name, weight in edges:
        (x0, y0), (x1, y1) = places[start], places[end]
        ax.plot([x0, x1], [y0, y1], color="lightgray", zorder=1)
        ax.text(x0 + 0.3 * (x1 - x0), y0 + 0.3 * (y1 - y0), f"${name}$={weight:.3g}", color="tab:blue", ha="center", va="bottom")
    for name, (px, py) in places.items():
        ax.scatter([px], [py], s=2400, color="white", edgecolors="gray", zorder=2)
        ax.text(px, py, f"{values[name]:.6g}", ha="center", va="center", fontsize=9, zorder=3)
    for (px, py), bias, value in (((1, 1), "b_1", params["B1"][0]), ((1, 0), "b_2", params["B1"][1]), ((2, 0.5), "b_3", params["B2"][0])):
        ax.text(px, py + 0.2, f"${bias}$={value:.3g}", color="tab:green", ha="center")
    ax.set_xlim(-0.3, 2.3)
    ax.set_ylim(-0.3, 1.35)
    ax.axis("off")
    plt.show()


draw_network([0.0, 0.0], lecture_network())
# %% [markdown] lang="en"
# ### One weight, three questions
#
# The target is $t = 0$, but the output is 0.709383. With $E = \frac12 (t - out_y)^2$ the error is 0.251612. What should happen to $w_5$, which leads from the first hidden
# unit to the output? The chain rule asks three questions, one after the other:
#
# $$\frac{\partial E}{\partial w_5} = \underbrace{\frac{\partial E}{\partial out_y}}_{①}\;\underbrace{\frac{\partial out_y}{\partial net_y}}_{②}\;\underbrace{\frac{\partial net_y}{\partial w_5}}_{③}$$
#
# - ① How does the error change with the output? $\;out_y - t$
# - ② How does the output change with the unit's weighted sum (net)? $\;f'(net_y) = out_y (1 - out_y)$
# - ③ How does the weighted sum change with the weight? By what comes in along it: $\;a_1$
#
# Three places in the lecture's slides where people trip:
#
# > **Plus or minus?** The slides print the update as $w(t+1) = w(t) + \eta\,\partial E/\partial w$ and then compute $0.5 - 0.2 \cdot 0.076775$. The minus is right: the
# > gradient points uphill, and you want to go down.
#
# > **Which argument?** The slides write ② as $f'(out_y)$. What is meant is $f'$ *at* $net_y$, *written with* $out_y$. If you put $net_y = 0.892390$ into $y(1-y)$, or send the output through
# > the sigmoid once more, you get a different number.
#
# > **Cut or rounded?** Some printed figures are cut after six decimals, not rounded: $\partial E/\partial w_5$ is 0.0767758…, printed 0.076775; $b_3$ is 0.2707509, printed 0.270750. Either
# > is accepted here, and so is full precision.
# %% [markdown] lang="ko"
# ### 가중치 하나, 질문 세 가지
#
# 정답은 $t = 0$인데 출력은 0.709383입니다. $E = \frac12 (t - out_y)^2$이면 오차는 0.251612입니다. 첫 번째 은닉층 유닛에서 출력으로 가는 $w_5$를 어떻게 바꿔야 할까요?
# 연쇄 법칙은 세 가지를 차례로 묻습니다.
#
# $$\frac{\partial E}{\partial w_5} = \underbrace{\frac{\partial E}{\partial out_y}}_{①}\;\underbrace{\frac{\partial out_y}{\partial net_y}}_{②}\;\underbrace{\frac{\partial net_y}{\partial w_5}}_{③}$$
#
# - ① 출력값이 변하면 오차는 얼마나 변하는가? $\;out_y - t$
# - ② 가중합이 변하면 유닛의 출력은 얼마나 변하는가? $\;f'(net_y) = out_y (1 - out_y)$
# - ③ 가중치가 변하면 가중합은 얼마나 변하는가? 그 가중치를 타고 들어오는 값만큼: $\;a_1$
#
# 강의 슬라이드에서 걸려 넘어지기 쉬운 곳이 세 군데 있습니다.
#
# > **더하기인가 빼기인가?** 슬라이드의 갱신식은 $w(t+1) = w(t) + \eta\,\partial E/\partial w$로 인쇄되어 있지만, 계산은 $0.5 - 0.2 \cdot 0.076775$로 합니다. 빼는 것이 맞습니다.
# > 그래디언트는 오르막을 가리키고, 우리는 내려가고 싶으니까요.
#
# > **무엇을 넣는가?** 슬라이드는 ②를 $f'(out_y)$라고 씁니다. 뜻은 $net_y$*에서의* $f'$을 $out_y$*로 나타낸* 것입니다. $y(1-y)$에 $net_y = 0.892390$을 넣거나 출력을 시그모이드에 한 번 더
# > 통과시키면 다른 값이 나옵니다.
#
# > **버림인가 반올림인가?** 인쇄된 값 가운데 몇 개는 소수점 아래 여섯 자리에서 반올림하지 않고 버린 것입니다. $\partial E/\partial w_5$는 0.0767758…인데 0.076775로, $b_3$은 0.2707509인데
# > 0.270750으로 인쇄되었습니다. 여기서는 어느 쪽이든, 전체 자릿수를 그대로 써도 맞습니다.
# %% [markdown] lang="en"
# ## 1. `hand_backprop`
#
# Do the whole update by hand: $x = (0, 0)$, $t = 0$, $\eta = 0.2$. Take pencil and calculator or let Python calculate, as you like. Return a dict:
#
# | keys | what |
# | --- | --- |
# | `E`, `dE_dout`, `dout_dnet`, `dnet_dw5`, `dE_dw5` | the error and the three factors for $w_5$, **before** the update |
# | `w1` … `w6`, `b1`, `b2`, `b3` | all parameters **after** the update |
# | `out_after`, `E_after` | output and error of the updated network |
#
# Two things to think about. A bias is a weight whose input is always 1. And the deltas of the hidden units are made with $w_5$ and $w_6$ as they were in the forward pass, **before** they are changed:
# all gradients belong to the same network.
#
# The way to the hidden layer once, with numbers. The delta of the output unit is ① times ②, $\delta_y = 0.709383 \cdot 0.206159 = 0.146246$. The first hidden unit is blamed for it over its
# weight $w_5 = 0.5$, and its own slope is $a_1 (1 - a_1) = 0.249376$, so $\delta_1 = 0.5 \cdot 0.146246 \cdot 0.249376 = 0.018235$. Its bias, whose input is 1, moves to $b_1 = 0.1 - 0.2 \cdot 0.018235 = 0.096353$.
# %% [markdown] lang="ko"
# ## 1. `hand_backprop` (손으로 한 번 갱신하기)
#
# $x = (0, 0)$, $t = 0$, $\eta = 0.2$로 갱신 한 번을 전부 손으로 해 봅시다. 연필과 계산기로 해도 되고 파이썬으로 계산해도 됩니다. 딕셔너리를 반환하세요.
#
# | 키 | 내용 |
# | --- | --- |
# | `E`, `dE_dout`, `dout_dnet`, `dnet_dw5`, `dE_dw5` | 갱신 **전**의 오차와 $w_5$에 대한 세 인수, 그 곱 |
# | `w1` … `w6`, `b1`, `b2`, `b3` | 갱신 **후**의 모든 매개변수 |
# | `out_after`, `E_after` | 갱신한 신경망의 출력과 오차 |
#
# 두 가지를 생각해 보세요. 편향은 입력이 늘 1인 가중치입니다. 그리고 은닉층의 델타는 순전파 때의 $w_5$, $w_6$, 곧 **바꾸기 전**의 값으로 만듭니다. 모든
# 그래디언트는 같은 신경망의 것이어야 하니까요.
#
# 은닉층으로 가는 길을 숫자로 한 번 따라가 봅시다. 출력층 유닛의 델타는 ①과 ②의 곱, $\delta_y = 0.709383 \cdot 0.206159 = 0.146246$입니다. 첫 번째 은닉층 유닛은 가중치 $w_5 = 0.5$를 거쳐 책임을 나누어 지고
# 자신의 기울기는 $a_1 (1 - a_1) = 0.249376$이므로, $\delta_1 = 0.5 \cdot 0.146246 \cdot 0.249376 = 0.018235$입니다. 편향의 입력은 1이므로 $b_1 = 0.1 - 0.2 \cdot 0.018235 = 0.096353$이 됩니다.
# %% exercise="hand_backprop"
# %% public="hand_backprop"
answer = hand_backprop()
needed = {"E", "dE_dout", "dout_dnet", "dnet_dw5", "dE_dw5", "out_after", "E_after", "b1", "b2", "b3"} | {f"w{i}" for i in range(1, 7)}
assert set(answer) >= needed, text(en="A key is missing.", ko="빠진 키가 있습니다.")
assert abs(answer["E"] - 0.251612) < 2e-6, text(
    en="E is the error before the update: half of the squared difference.", ko="E는 갱신 전의 오차, 곧 차이의 제곱의 절반입니다.")
assert abs(answer["dE_dout"] * answer["dout_dnet"] * answer["dnet_dw5"] - answer["dE_dw5"]) < 2e-6, text(
    en="dE_dw5 should be the product of the three factors.", ko="dE_dw5는 세 인수의 곱이어야 합니다.")
assert answer["w5"] < 0.5, text(
    en="The output is too large and w5 carries a positive value: in which direction must it go?",
    ko="출력이 너무 큰데 w5는 양수를 전달합니다. w5는 어느 쪽으로 움직여야 할까요?")
assert answer["w1"] == 0.1, text(
    en="No weight of the hidden layer moves: what are their inputs?", ko="은닉층의 가중치는 움직이지 않습니다. 들어오는 입력이 얼마인가요?")
assert answer["b1"] != 0.1, text(en="A bias moves even when all inputs are 0.", ko="입력이 모두 0이어도 편향은 움직입니다.")
assert answer["E_after"] < answer["E"], text(en="The update should make the error smaller.", ko="갱신하면 오차가 줄어야 합니다.")
# %% [markdown] lang="en"
# ## 2. `output_delta`
#
# The product of ① and ② is called **delta**, $\delta$. Think of it as the error that the weights of a unit see. For an output unit with sigmoid:
#
# $$\delta_j = (out_j - t_j)\, f'(net_j)$$
#
# From here on a batch: `out` and `t` are $(n, o)$, one row a sample. Remember what $f'$ is expressed in: the input or the output?
# %% [markdown] lang="ko"
# ## 2. `output_delta` (출력층의 델타)
#
# ①과 ②의 곱을 **델타** $\delta$라고 부릅니다. 그 유닛의 가중치가 보는 '오차'라고 생각하면 됩니다. 시그모이드를 쓰는 출력층 유닛이면
#
# $$\delta_j = (out_j - t_j)\, f'(net_j)$$
#
# 이제부터는 배치를 다룹니다. `out`과 `t`는 $(n, o)$이고 한 행이 샘플 하나입니다. $f'$을 무엇으로 나타내는지 떠올려 보세요.
# %% exercise="output_delta"
# %% public="output_delta"
delta = output_delta(np.array([[0.5, 0.9]]), np.array([[1.0, 0.9]]))
assert delta.shape == (1, 2), text(en="One delta for each output.", ko="출력마다 델타가 하나씩 있습니다.")
assert delta[0, 0] < 0, text(en="The output is too small here: delta should be negative.", ko="출력이 정답보다 작으므로 델타는 음수여야 합니다.")
assert delta[0, 1] == 0, text(en="No error, no delta.", ko="오차가 없으면 델타도 0입니다.")
assert delta[0, 0] == -0.125, text(en="out = 0.5 and t = 1: is f' in it, and written with the output?", ko="out = 0.5, t = 1입니다. f'이 들어 있나요? 출력으로 나타냈나요?")
# %% [markdown] lang="en"
# ## 3. `hidden_delta`
#
# A hidden unit has no target. It acts on the error only through the units $k$ to its right, so it collects their deltas, each over the weight that connects them:
#
# $$\delta_j = \Big(\sum_k w_{jk}\,\delta_k\Big) f'(net_j)$$
#
# With `delta_next` $(n, o)$, `W_next` $(h, o)$ and `out` $(n, h)$ the answer is $(n, h)$. In the forward pass the signal went from $h$ to $o$; now it goes from $o$ to $h$ through the same
# weights. What has to be done with the matrix?
# %% [markdown] lang="ko"
# ## 3. `hidden_delta` (은닉층의 델타)
#
# 은닉층 유닛에는 정답이 없습니다. 오른쪽 유닛 $k$들을 거쳐서만 오차에 영향을 주므로, 그들의 델타를 연결된 가중치만큼 모읍니다.
#
# $$\delta_j = \Big(\sum_k w_{jk}\,\delta_k\Big) f'(net_j)$$
#
# `delta_next`가 $(n, o)$, `W_next`가 $(h, o)$, `out`이 $(n, h)$이면 답은 $(n, h)$입니다. 순전파에서 신호는 $h$에서 $o$로 갔고, 이제는 같은 가중치를 타고 $o$에서 $h$로 갑니다.
# 행렬을 어떻게 해야 할까요?
# %% exercise="hidden_delta"
# %% public="hidden_delta"
W = np.array([[1.0, 0.0, 2.0], [0.0, 1.0, 0.0]])
delta = hidden_delta(np.array([[1.0, 10.0, 100.0]]), W, np.array([[0.5, 0.5]]))
assert delta.shape == (1, 2), text(en="One delta for each hidden unit.", ko="은닉층 유닛마다 델타가 하나씩 있습니다.")
assert delta[0, 0] > delta[0, 1] > 0, text(
    en="The first unit feeds the units with deltas 1 and 100, the second only the one with delta 10.",
    ko="첫째 유닛은 델타가 1과 100인 유닛에, 둘째는 델타가 10인 유닛에만 연결되어 있습니다.")
assert delta[0, 1] == 2.5, text(en="10 arrives at the second unit; what does its own slope make of it?", ko="둘째 유닛에 10이 도착합니다. 자신의 기울기를 곱하면 얼마가 될까요?")
# %% [markdown] lang="en"
# ## 4. `weight_gradient`
#
# $\partial E/\partial w_{ij} = \delta_j\, out_i$, added up over the samples of the batch. `out_prev` is $(n, i)$, `delta` is $(n, j)$, the answer has the shape of the weights, $(i, j)$. It is a sum and not a mean, because $E$
# is a sum over the batch.
# %% [markdown] lang="ko"
# ## 4. `weight_gradient` (가중치의 그래디언트)
#
# $\partial E/\partial w_{ij} = \delta_j\, out_i$를 배치의 샘플에 대해 모두 더합니다. `out_prev`는 $(n, i)$, `delta`는 $(n, j)$이고 답은 가중치와 같은 형상인 $(i, j)$입니다. $E$가 배치에 대한 합이므로 평균이
# 아니라 합입니다.
# %% exercise="weight_gradient"
# %% public="weight_gradient"
gradient = weight_gradient(np.array([[1.0, 0.0, 2.0]]), np.array([[3.0, 4.0]]))
assert gradient.shape == (3, 2), text(en="A row for each unit on the left, a column for each on the right.", ko="행은 왼쪽 유닛, 열은 오른쪽 유닛의 수만큼 있습니다.")
assert gradient[2, 1] == 8.0, text(en="The weight from unit 2 to unit 1 sees the input 2 and the delta 4.", ko="유닛 2에서 유닛 1로 가는 가중치는 입력 2와 델타 4를 봅니다.")
twice = weight_gradient(np.array([[1.0, 0.0, 2.0]] * 2), np.array([[3.0, 4.0]] * 2))
assert twice[2, 1] == 16.0, text(en="The same sample twice should give twice the gradient.", ko="같은 샘플이 두 번 있으면 그래디언트도 두 배여야 합니다.")
# %% [markdown] lang="en"
# ## 5. `backward`
#
# Put it together for the network with one hidden layer and $E = \frac12 \sum (out - t)^2$ over the batch:
#
# 1. forward pass, keeping the hidden outputs;
# 2. delta of the output layer, then of the hidden layer;
# 3. gradients of $W_1$, $B_1$, $W_2$, $B_2$ — each with the shape of its parameter: $(d, h)$, $(h{,})$, $(h, o)$, $(o{,})$.
#
# Return `(dW1, dB1, dW2, dB2)` and leave the arguments as they are.
# %% [markdown] lang="ko"
# ## 5. `backward` (역전파)
#
# 은닉층이 하나인 신경망에 대해 모두 합쳐 봅시다. $E = \frac12 \sum (out - t)^2$이고 합은 배치 전체에 대한 것입니다.
#
# 1. 순전파를 하고 은닉층의 출력을 남겨 둡니다.
# 2. 출력층의 델타, 그다음 은닉층의 델타를 구합니다.
# 3. $W_1$, $B_1$, $W_2$, $B_2$의 그래디언트를 구합니다. 형상은 각 매개변수와 같습니다. $(d, h)$, $(h{,})$, $(h, o)$, $(o{,})$.
#
# `(dW1, dB1, dW2, dB2)`를 반환하고, 인수는 바꾸지 마세요.
# %% exercise="backward"
# %% public="backward"
params = lecture_network()
x, t = np.array([[1.0, 0.5], [0.0, 1.0], [1.0, 1.0]]), np.array([[1.0], [0.0], [1.0]])
grads = dict(zip(("W1", "B1", "W2", "B2"), backward(x, t, **params)))
for name, parameter in params.items():
    assert np.shape(grads[name]) == parameter.shape, text(
        en="Every gradient has the shape of its parameter.", ko="그래디언트는 각 매개변수와 형상이 같아야 합니다.")


def error(params):
    return np.sum((forward(x, **params)[1] - t) ** 2) / 2


for name, index in (("W2", (1, 0)), ("B2", (0,)), ("W1", (0, 1)), ("B1", (1,))):
    up, down = lecture_network(), lecture_network()
    up[name][index] += 1e-5
    down[name][index] -= 1e-5
    slope = (error(up) - error(down)) / 2e-5
    assert abs(grads[name][index] - slope) < 1e-7, f"d{name}{list(index)}: {grads[name][index]:.8f} != {slope:.8f}"
# %% [markdown] lang="en"
# ## 6. `sgd_step`
#
# One step of gradient descent for a dict of parameters: $w \leftarrow w - \eta\,\partial E/\partial w$. (On the slide there is a plus; see above.) Return a **new** dict and leave `params` and `grads` as they are.
# Careful: `w -= …` changes the array itself, and whoever else holds it.
# %% [markdown] lang="ko"
# ## 6. `sgd_step` (경사하강법 한 걸음)
#
# 매개변수 딕셔너리에 경사하강법을 한 번 적용합니다. $w \leftarrow w - \eta\,\partial E/\partial w$. (슬라이드에는 더하기로 인쇄되어 있습니다. 위의 설명을 보세요.) **새** 딕셔너리를 반환하고 `params`와
# `grads`는 그대로 두세요. `w -= …`는 배열 자체를 바꾸므로, 그 배열을 함께 쓰는 쪽에도 영향을 준다는 점에 주의하세요.
# %% exercise="sgd_step"
# %% public="sgd_step"
before = {"w": np.array([1.0, -2.0])}
after = sgd_step(before, {"w": np.array([10.0, -10.0])}, 0.1)
assert after["w"][0] < 1.0, text(en="A positive slope: to go down, w has to become smaller.", ko="기울기가 양수이면 내려가기 위해 w가 작아져야 합니다.")
assert before["w"][0] == 1.0, text(en="The old parameters were changed.", ko="원래 매개변수가 바뀌었습니다.")
# %% [markdown] lang="en"
# ## 7. `train_single`
#
# Start from `lecture_network()`, make `updates` updates on the single sample $x = (0, 0)$, $t = 0$, and return `(out, E)` of the network that results. After 0 updates that is 0.709383 and 0.251612, after one 0.699553 and
# 0.244687.
#
# > **A slip on the slide.** It says that 10,000 updates give an output of 0.005770 and $E$ = 0.000016. On this single sample 10,000 updates give 0.0120885; 0.0057709, with
# > $E$ = 0.0000167, appears only after 40,000. So whatever was counted there, it was not updates. Yours should be.
# %% [markdown] lang="ko"
# ## 7. `train_single` (샘플 하나로 학습하기)
#
# `lecture_network()`에서 시작해 샘플 하나 $x = (0, 0)$, $t = 0$으로 `updates`번 갱신한 뒤, 그 신경망의 `(out, E)`를 반환하세요. 0번이면 0.709383과 0.251612, 한 번이면 0.699553과 0.244687입니다.
#
# > **슬라이드의 오류.** 슬라이드에는 10,000번 적용하면 출력이 0.005770, $E$가 0.000016이라고 되어 있습니다. 이 샘플 하나로 10,000번 갱신하면 0.0120885이고, 0.0057709와
# > $E$ = 0.0000167은 40,000번 갱신해야 나옵니다. 슬라이드의 횟수는 갱신 횟수가 아닙니다. 여기서는 갱신 횟수를 세세요.
# %% exercise="train_single"
# %% public="train_single"
out, E = train_single(1)
assert abs(out - 0.699553) < 2e-6, text(en="After one update the output is 0.699553.", ko="한 번 갱신한 뒤의 출력은 0.699553입니다.")
assert abs(E - out**2 / 2) < 1e-9, text(en="E should belong to the returned output.", ko="E는 반환한 출력에 대한 오차여야 합니다.")
assert train_single(1) == (out, E), text(en="The second call starts from other weights than the first.", ko="두 번째 호출이 첫 번째와 다른 가중치에서 시작합니다.")
assert train_single(20)[1] < train_single(10)[1] < E, text(en="The error should keep falling.", ko="오차는 계속 줄어야 합니다.")
# %% [markdown] lang="en"
# The error over the updates, both axes logarithmic: fast at first, then slower and slower, because the slope of the sigmoid fades as the output approaches 0.
# %% [markdown] lang="ko"
# 갱신 횟수에 따른 오차입니다(두 축 모두 로그). 처음에는 빠르게, 나중에는 점점 느리게 줄어듭니다. 출력이 0에 가까워질수록 시그모이드의 기울기가 사라지기 때문입니다.
# %% demo=true
try:
    counts = [1, 3, 10, 30, 100, 300, 1000, 3000, 10000]
    plt.figure(figsize=(6, 3))
    plt.loglog(counts, [train_single(n)[1] for n in counts], "o-")
    plt.xlabel("updates")
    plt.ylabel("E")
    plt.grid(True)
    plt.show()
except NotImplementedError:
    plt.close()
    print(text(en="Solve the exercises above to see the picture.", ko="위 문제들을 풀면 그림이 나타납니다."))
# %% [markdown] lang="en"
# ## 8. `gradient_check`
#
# How do you know that a gradient is right when no slide prints it? Compare it with central differences. For each entry of each parameter, move it by $\pm\varepsilon$ and look at $f$:
#
# $$n = \frac{f(\dots, w + \varepsilon, \dots) - f(\dots, w - \varepsilon, \dots)}{2\varepsilon} \qquad \text{relative error} = \frac{|n - g|}{\max(10^{-8},\; |n| + |g|)}$$
#
# Return the **largest** relative error of all entries. The $10^{-8}$ is for the case that both are 0. `f` takes the whole dict; you may move entries in place or in a copy, but when you return, `params` is as it was.
#
# How to read the result (CS231n's rule of thumb, in double precision; CS231n divides by the larger of the two instead of their sum, so its numbers are up to twice as large): above $10^{-2}$ the gradient is wrong; $10^{-4}$ is suspicious for smooth functions; $10^{-7}$ and below, be happy.
# %% [markdown] lang="ko"
# ## 8. `gradient_check` (그래디언트 검사)
#
# 슬라이드에 답이 인쇄되어 있지 않을 때, 그래디언트가 맞는지 어떻게 알 수 있을까요? 중심 차분과 비교하면 됩니다. 매개변수의 원소를 하나씩 $\pm\varepsilon$만큼 움직이며 $f$를 봅니다.
#
# $$n = \frac{f(\dots, w + \varepsilon, \dots) - f(\dots, w - \varepsilon, \dots)}{2\varepsilon} \qquad \text{상대 오차} = \frac{|n - g|}{\max(10^{-8},\; |n| + |g|)}$$
#
# 모든 원소의 상대 오차 가운데 **가장 큰 것**을 반환하세요. $10^{-8}$은 둘 다 0인 경우를 위한 것입니다. `f`는 딕셔너리 전체를 받습니다. 원소를 제자리에서 움직여도 되고 복사본에서 움직여도 되지만, 함수가 끝났을 때 `params`는
# 원래대로여야 합니다.
#
# 결과를 읽는 법(배정밀도에서 CS231n의 경험칙. CS231n은 합 대신 둘 중 큰 것으로 나누므로 값이 최대 두 배입니다): $10^{-2}$보다 크면 그래디언트가 틀린 것이고, 매끄러운 함수에서 $10^{-4}$이면 의심스럽고, $10^{-7}$ 이하이면 안심해도 됩니다.
# %% exercise="gradient_check"
# %% public="gradient_check"
def bowl(params):
    return np.sum(params["a"] ** 2) + 3 * np.sum(params["b"])


params = {"a": np.array([[1.0, -2.0], [0.5, 3.0]]), "b": np.array([4.0, 5.0])}
right = {"a": 2 * params["a"], "b": np.full(2, 3.0)}
assert gradient_check(bowl, params, right) < 1e-7, text(en="This gradient is right, so the error should be tiny.", ko="이 그래디언트는 맞으므로 상대 오차가 아주 작아야 합니다.")
assert np.array_equal(params["b"], [4.0, 5.0]), text(en="params should be as before.", ko="params는 원래대로여야 합니다.")
wrong = {"a": right["a"], "b": np.array([3.0, 0.0])}
assert gradient_check(bowl, params, wrong) > 0.9, text(
    en="A single wrong entry has to show: is it the largest error that is returned?",
    ko="원소 하나만 틀려도 드러나야 합니다. 가장 큰 오차를 반환하나요?")
# %% [markdown] lang="en"
# Now check your own `backward` with it, for several $\varepsilon$. Too large: the curve is not straight. Too small: rounding errors take over. In between is the best place.
# %% [markdown] lang="ko"
# 이제 여러분의 `backward`를 여러 $\varepsilon$으로 검사해 봅시다. 너무 크면 곡선이 직선처럼 보이지 않고, 너무 작으면 반올림 오차가 지배합니다. 가장 좋은 곳은 그 사이에 있습니다.
# %% demo=true
try:
    x, t = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([[0.0], [1.0], [1.0], [0.0]])
    params = lecture_network()
    grads = dict(zip(("W1", "B1", "W2", "B2"), backward(x, t, **params)))
    steps = 10.0 ** np.arange(-12, 0)
    errors = [gradient_check(lambda p: np.sum((forward(x, **p)[1] - t) ** 2) / 2, params, grads, eps) for eps in steps]
    plt.figure(figsize=(6, 3))
    plt.loglog(steps, errors, "o-")
    plt.axhline(1e-7, color="tab:green", linestyle="--")
    plt.axhline(1e-2, color="tab:red", linestyle="--")
    plt.xlabel("eps")
    plt.ylabel("relative error")
    plt.show()
except NotImplementedError:
    print(text(en="Solve the exercises above to see the picture.", ko="위 문제들을 풀면 그림이 나타납니다."))
# %% [markdown] lang="en"
# ## 9. `Value`
#
# Can a program do the derivation for you? Yes, if every number remembers how it was made. A `Value` holds `data` and `grad`. An operation on `Value`s makes a new `Value` that knows its inputs and the local derivatives: a
# computational graph that grows by itself while you calculate. `backward()` then walks through it from the result to the leaves. This is reverse-mode automatic differentiation, and it is what the big frameworks do.
#
# Write the class with `+`, `*`, `-` (between two values and in front of one), `sigmoid()` and `backward()`. Plain numbers may stand on either side: `2 * v`, `v + 1`, `1 - v`. For the left side Python calls `__radd__`, `__rmul__`, `__rsub__`.
#
# Two traps:
#
# - A value that is used **twice** gets a contribution from each use. In $v \cdot v$ both factors are the same `v`.
# - A value may pass its gradient on only when *all* contributions have arrived. So the order matters: after everything it went into.
#
# `backward()` is called once for a graph, and a graph may be 200 operations deep.
# %% [markdown] lang="ko"
# ## 9. `Value` (자동 미분)
#
# 유도를 프로그램에 맡길 수 있을까요? 모든 수가 자신이 어떻게 만들어졌는지 기억한다면 가능합니다. `Value`는 `data`와 `grad`를 가집니다. `Value`에 연산을 하면 입력과 국소적 미분을 아는 새 `Value`가 생깁니다. 계산하는
# 동안 계산 그래프가 저절로 자라는 것입니다. `backward()`는 결과에서 맨 앞의 값까지 그래프를 거슬러 갑니다. 이것이 역방향(reverse mode) 자동 미분이며, 큰 프레임워크들이 하는 일입니다.
#
# `+`, `*`, `-`(두 값 사이와 값 하나 앞), `sigmoid()`, `backward()`를 가진 클래스를 작성하세요. 파이썬의 일반 숫자가 연산자의 왼쪽에 와도, 오른쪽에 와도 됩니다: `2 * v`, `v + 1`, `1 - v`. 숫자가 왼쪽에 있으면 파이썬은 `__radd__`,
# `__rmul__`, `__rsub__`를 호출합니다.
#
# 함정이 두 가지 있습니다.
#
# - **두 번** 쓰인 값은 쓰인 곳마다 그래디언트를 받습니다. $v \cdot v$에서는 두 인수가 모두 같은 `v`입니다.
# - 값은 받을 것을 *모두* 받은 뒤에야 자신의 그래디언트를 넘길 수 있습니다. 그래서 순서가 중요합니다. 자신이 들어간 모든 값이 먼저 처리되어야 합니다.
#
# `backward()`는 그래프마다 한 번만 호출하고, 그래프의 깊이는 200까지입니다.
# %% exercise="Value"
# %% public="Value"
a, b = Value(2.0), Value(-3.0)
c = a * b + 1
assert c.data == -5.0, text(en="The forward calculation is not right.", ko="순전파 계산이 맞지 않습니다.")
c.backward()
assert (a.grad, b.grad) == (-3.0, 2.0), text(
    en="In a product each factor's derivative is the other factor.", ko="곱에서 한 인수의 미분은 다른 인수입니다.")
v = Value(3.0)
(v * v).backward()
assert v.grad == 6.0, text(en="v is used twice: do both uses count?", ko="v가 두 번 쓰였습니다. 두 번 모두 더해졌나요?")
v = Value(3.0)
assert (1 - v).data == -2.0, text(en="1 - v is not v - 1.", ko="1 - v는 v - 1이 아닙니다.")
v = Value(0.0)
v.sigmoid().backward()
assert v.grad == 0.25, text(en="The sigmoid is steepest at 0: its slope there is a quarter.", ko="시그모이드는 0에서 가장 가파르고 기울기는 1/4입니다.")
# %% [markdown] lang="en"
# The lecture's network once more, now without any derivation of ours. Compare the numbers with `hand_backprop`.
# %% [markdown] lang="ko"
# 강의의 신경망을 다시 한번, 이번에는 아무것도 유도하지 않고 계산합니다. `hand_backprop`의 값과 비교해 보세요.
# %% demo=true
try:
    w = {name: Value(0.1 * number) for number, name in enumerate(("w1", "w2", "w3", "w4", "w5", "w6"), 1)}
    b = {name: Value(0.1 * number) for number, name in enumerate(("b1", "b2", "b3"), 1)}
    a1 = (w["w1"] * 0.0 + w["w3"] * 0.0 + b["b1"]).sigmoid()
    a2 = (w["w2"] * 0.0 + w["w4"] * 0.0 + b["b2"]).sigmoid()
    out = (w["w5"] * a1 + w["w6"] * a2 + b["b3"]).sigmoid()
    E = 0.5 * (out - 0.0) * (out - 0.0)
    E.backward()
    for name, value in (w | b).items():
        print(f"{name}: dE/d{name} = {value.grad:.7f}   ->   {value.data - 0.2 * value.grad:.6f}")
except NotImplementedError:
    print(text(en="Solve the exercise above to see the numbers.", ko="위 문제를 풀면 값이 나타납니다."))
# %% [markdown] lang="en"
# ## 10. The derivation
#
# Now in your own words. Derive **both** delta rules with the chain rule: for an output unit $j$ and for a hidden unit $j$. Say in words what each factor means, and why a sum over $k$ appears in the hidden layer. Close with
# two remarks: what $f'$ of the sigmoid is expressed in, and why the update subtracts the gradient.
#
# This part is graded by a person, with these criteria: three factors, written down and explained (1); the output delta (1); the hidden delta with its sum (1.5); the two remarks (0.5). You can write formulas in LaTeX between dollar signs:
# `$\frac{\partial E}{\partial w_{ij}}$` becomes $\frac{\partial E}{\partial w_{ij}}$.
# %% [markdown] lang="ko"
# ## 10. 유도
#
# 이제 자신의 말로 써 봅시다. 출력층 유닛 $j$와 은닉층 유닛 $j$의 델타를 연쇄 법칙으로 **둘 다** 유도하세요. 각 인수가 무엇을 뜻하는지, 은닉층에서는 왜 $k$에 대한 합이 나타나는지 말로 설명하세요. 끝으로 두 가지를 덧붙이세요.
# 시그모이드에서 $f'$을 무엇으로 나타내는지, 갱신할 때 왜 그래디언트를 빼는지입니다.
#
# 이 문제는 사람이 채점하며 기준은 다음과 같습니다. 세 인수를 쓰고 설명하기(1), 출력층의 델타(1), 합을 포함한 은닉층의 델타(1.5), 두 가지 덧붙임(0.5). 수식은 달러 기호 사이에 LaTeX로 쓰면 됩니다:
# `$\frac{\partial E}{\partial w_{ij}}$`라고 쓰면 $\frac{\partial E}{\partial w_{ij}}$가 됩니다.
# %% [markdown] exercise="derivation" lang="en"
# **The output unit**
#
# *(your derivation)*
#
# **The hidden unit**
#
# *(your derivation)*
#
# **Two remarks**
#
# *(what f' is expressed in; why minus)*
# %% [markdown] exercise="derivation" lang="ko"
# **출력층 유닛**
#
# *(여기에 유도 과정을 쓰세요)*
#
# **은닉층 유닛**
#
# *(여기에 유도 과정을 쓰세요)*
#
# **덧붙임 두 가지**
#
# *(f'을 무엇으로 나타내는가, 왜 빼는가)*
