# %% [markdown] lang="en"
# # Perceptrons and logic gates
#
# In 1957 Frank Rosenblatt proposed a machine that was meant to learn from examples: the **perceptron**. It takes in several
# signals and sends out one, 1 (the signal flows) or 0 (it does not). Everything in this course grows out of it.
#
# You build one here, piece by piece: inputs, weights, the weighted sum, the threshold. You make it behave like the logic gates AND,
# NAND and OR, run into the gate that it cannot do, and get around that with a second layer. At the end the perceptron
# finds its weights by itself.
# %% [markdown] lang="ko"
# # 퍼셉트론과 논리 회로
#
# 1957년 프랑크 로젠블라트는 예를 보고 배우는 기계인 **퍼셉트론**을 제안했습니다. 퍼셉트론은 다수의 신호를 입력으로 받아 하나의 신호를
# 출력합니다. 1은 신호가 흐른다, 0은 흐르지 않는다는 뜻입니다. 이 과목의 모든 내용은 여기에서 출발합니다.
#
# 이 과제에서는 입력값, 가중치, 가중합, 임계값을 하나씩 만들어 퍼셉트론을 완성합니다. 이 퍼셉트론으로 AND, NAND, OR 게이트를 구현하고,
# 퍼셉트론 하나로는 만들 수 없는 게이트를 만나고, 층을 하나 더 쌓아 그 한계를 넘습니다. 마지막에는 퍼셉트론이 스스로 가중치를 찾게 합니다.

# %%
import matplotlib.pyplot as plt
import numpy as np

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
TABLES = {"AND": [0, 0, 0, 1], "NAND": [1, 1, 1, 0], "OR": [0, 1, 1, 1], "XOR": [0, 1, 1, 0]}

# %% demo=true
def draw_network(names, arrows, biases, size=(7.5, 3.2)):
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
    [["$x_0$", "$x_1$", "$x_2$"], ["$\\Sigma$"], ["$y$"]],
    {
        ("$x_0$", "$\\Sigma$"): "$w_0$", ("$x_1$", "$\\Sigma$"): "$w_1$", ("$x_2$", "$\\Sigma$"): "$w_2$",
        ("$\\Sigma$", "$y$"): "$> \\theta$ ?",
    },
    {},
)

# %% [markdown] lang="en"
# ## 1. The weighted sum
#
# Every input has a **weight**: how much it counts, and in which direction. The perceptron multiplies each input by its weight and
# adds up. Often a constant, the **bias** $b$, is added as well; it says how easily the perceptron fires.
#
# $$net = w_1 x_1 + w_2 x_2 + \dots + w_d x_d + b$$
#
# In the deck's example $w = (0.3,\ 0.4,\ 0.1)$ meets $x = (-1,\ 0,\ 0)$. Only the first product is not zero:
# $net = 0.3 \cdot (-1) + 0.4 \cdot 0 + 0.1 \cdot 0 = -0.3$. (That first input $x_0 = -1$ never changes. So its weight works just like
# a bias: writing a bias as one more weight is an old trick, and a good one.)
#
# Write `weighted_sum(x, w, b=0.0)`. `x` and `w` are arrays of the same length, and the answer is one number.
# %% [markdown] lang="ko"
# ## 1. 가중합
#
# 입력값마다 **가중치**가 있습니다. 가중치는 그 입력이 얼마나 중요한지, 어느 쪽으로 작용하는지를 나타냅니다. 퍼셉트론은 각 입력에 가중치를
# 곱해 모두 더합니다. 여기에 상수인 **편향**(바이어스) $b$를 더하기도 합니다. 편향은 퍼셉트론이 얼마나 쉽게 활성화되는지를 정합니다.
#
# $$net = w_1 x_1 + w_2 x_2 + \dots + w_d x_d + b$$
#
# 강의 자료의 예에서는 $w = (0.3,\ 0.4,\ 0.1)$이고 $x = (-1,\ 0,\ 0)$입니다. 첫 번째 곱만 0이 아니므로
# $net = 0.3 \cdot (-1) + 0.4 \cdot 0 + 0.1 \cdot 0 = -0.3$입니다. (첫 번째 입력 $x_0 = -1$은 언제나 같은 값입니다. 그래서 그 가중치는
# 편향과 같은 일을 합니다. 편향을 가중치 하나로 보는 것은 오래된 요령인데, 꽤 쓸모가 있습니다.)
#
# `weighted_sum(x, w, b=0.0)`을 작성하세요. `x`와 `w`는 길이가 같은 배열이고, 결과는 숫자 하나입니다.

# %% exercise="weighted_sum"

# %% public="weighted_sum"
net = weighted_sum(np.array([-1.0, 0.0, 0.0]), np.array([0.3, 0.4, 0.1]))
assert np.ndim(net) == 0, text(en="The products are to be added up to one number.", ko="곱을 모두 더해 숫자 하나가 되어야 합니다.")
assert abs(net + 0.3) < 1e-9, text(en="The deck's example should give -0.3.", ko="강의 자료의 예에서는 -0.3이 나와야 합니다.")
assert abs(weighted_sum(np.array([1.0, 2.0]), np.array([0.5, 0.25]), 3.0) - 4.0) < 1e-9, text(
    en="0.5 + 0.5 + 3 is 4. Is the bias in the sum, and just once?",
    ko="0.5 + 0.5 + 3은 4입니다. 편향이 한 번만 더해졌나요?")
print(text(en="weighted_sum: fine so far.", ko="weighted_sum: 여기까지 좋습니다."))

# %% [markdown] lang="en"
# ## 2. The threshold
#
# The sum alone is not the answer yet. The perceptron compares it with a **threshold** $\theta$:
#
# $$y = \begin{cases} 1 & w_1 x_1 + \dots + w_d x_d > \theta \\ 0 & w_1 x_1 + \dots + w_d x_d \le \theta \end{cases}$$
#
# With $w = (0.5,\ 0.5)$ and $\theta = 0.7$ the input $(1, 1)$ gives the sum $1$, so it fires. For $(1, 0)$ the sum is $0.5$: no.
#
# **Is it enough to reach the threshold?** The course material contradicts itself here. One deck writes $\ge$ in its formulas, the others
# write $>$, and one of them then writes `>= 0` in its code. It seldom matters, but in exercise 7 it will. This course
# says: **greater than**. On the threshold itself the perceptron does not fire.
#
# Write `fires(x, w, threshold)`, which answers 1 or 0.
# %% [markdown] lang="ko"
# ## 2. 임계값
#
# 가중합이 그대로 답이 되는 것은 아닙니다. 퍼셉트론은 가중합을 **임계값** $\theta$와 비교합니다.
#
# $$y = \begin{cases} 1 & w_1 x_1 + \dots + w_d x_d > \theta \\ 0 & w_1 x_1 + \dots + w_d x_d \le \theta \end{cases}$$
#
# $w = (0.5,\ 0.5)$, $\theta = 0.7$일 때 입력이 $(1, 1)$이면 가중합이 $1$이므로 활성화됩니다. $(1, 0)$이면 $0.5$이므로 활성화되지
# 않습니다.
#
# **임계값과 같을 때는 어떨까요?** 강의 자료끼리도 말이 다릅니다. 식에 $\ge$라고 쓴 자료가 있고, 다른 자료는 $>$라고 썼는데, 그중 하나는
# 정작 코드에 `>= 0`이라고 적었습니다. 대개는 상관없지만 7번 문제에서는 결과가 달라집니다. 이 과목에서는 **임계값보다 클 때만**
# 활성화되는 것으로 정합니다. 가중합이 임계값과 같으면 활성화되지 않습니다.
#
# 1 또는 0을 반환하는 `fires(x, w, threshold)`를 작성하세요.

# %% exercise="fires"

# %% public="fires"
half = np.array([0.5, 0.5])
assert fires(np.array([1.0, 1.0]), half, 0.7) == 1, text(en="The sum is 1, the threshold 0.7.", ko="가중합은 1, 임계값은 0.7입니다.")
assert fires(np.array([1.0, 0.0]), half, 0.7) == 0, text(en="The sum is 0.5, the threshold 0.7.", ko="가중합은 0.5, 임계값은 0.7입니다.")
assert fires(np.array([0.0, 0.0]), half, -0.7) == 1, text(en="The sum is 0, the threshold -0.7. Which is greater?",
                                                          ko="가중합은 0, 임계값은 -0.7입니다. 어느 쪽이 더 큰가요?")
assert fires(np.array([1.0, 1.0]), half, 1.0) == 0, text(en="The sum is 1, and so is the threshold. What did the text say?",
                                                         ko="가중합도 1, 임계값도 1입니다. 본문에서 어떻게 정했나요?")
print(text(en="fires: fine so far.", ko="fires: 여기까지 좋습니다."))

# %% [markdown] lang="en"
# ## 3. From the threshold to the bias
#
# A threshold of its own for every neuron is a nuisance: one would like to compare with 0 always. So the threshold goes to the
# other side of the inequality, and there it is called the bias:
#
# $$w \cdot x > \theta \qquad \Longleftrightarrow \qquad w \cdot x + b > 0$$
#
# The deck's example: with the bias $-10$ the sum of the products has to exceed $10$ before the perceptron fires. A larger bias makes it
# fire more easily, a higher threshold makes it fire less easily.
#
# Write `bias_from_threshold(threshold)`.
# %% [markdown] lang="ko"
# ## 3. 임계값에서 편향으로
#
# 뉴런마다 임계값이 다르면 다루기 번거롭습니다. 언제나 0과 비교할 수 있다면 좋겠지요. 그래서 임계값을 부등식의 반대쪽으로 옮기고
# 편향이라고 부릅니다.
#
# $$w \cdot x > \theta \qquad \Longleftrightarrow \qquad w \cdot x + b > 0$$
#
# 강의 자료의 예를 보면, 편향이 $-10$일 때는 곱의 합이 $10$을 넘어야 활성화됩니다. 편향이 커지면 더 쉽게 활성화되고, 임계값이 커지면
# 활성화되기 어려워집니다.
#
# `bias_from_threshold(threshold)`를 작성하세요.

# %% exercise="bias_from_threshold"

# %% public="bias_from_threshold"
for threshold in (10.0, 0.75, -0.75):
    b = bias_from_threshold(threshold)
    for total in (threshold - 0.5, threshold + 0.5):
        assert (total + b > 0) == (total > threshold), text(
            en="Your bias and the threshold disagree. Threshold, sum, your bias: ",
            ko="편향으로 판단한 결과가 임계값으로 판단한 결과와 다릅니다. 임계값, 가중합, 편향: ") + f"{threshold}, {total}, {b}"
print(text(en="bias_from_threshold: fine so far.", ko="bias_from_threshold: 여기까지 좋습니다."))

# %% [markdown] lang="en"
# ## 4. Three gates
#
# | $x_1$ | $x_2$ | AND | NAND | OR |
# | --- | --- | --- | --- | --- |
# | 0 | 0 | 0 | 1 | 0 |
# | 0 | 1 | 0 | 1 | 1 |
# | 1 | 0 | 0 | 1 | 1 |
# | 1 | 1 | 1 | 0 | 1 |
#
# All three gates are the same perceptron with other numbers. For AND, both weights may be $0.5$: the four sums are then
# $0,\ 0.5,\ 0.5,\ 1$, and a threshold of $0.7$ cuts off the last one. In the picture each input is a point of the plane (filled: 1, empty: 0), and the
# line is where the sum equals the threshold. A perceptron answers 1 on one side of its line.
#
# Write `AND(x1, x2)`, `NAND(x1, x2)` and `OR(x1, x2)`, each as a weighted sum and a threshold. Your `fires` may help. Find the
# numbers for NAND and OR yourself: write down the four sums, then look for the gap that the threshold has to be in.
#
# **A trap.** One deck lists triples, $(w_1, w_2, \theta)$: AND $(0.5, 0.5, -0.7)$, NAND $(-0.5, -0.5, -0.7)$, OR $(0.5, 0.5, -0.2)$. They cannot all
# be meant in the same way. For NAND the third number really is a threshold: at $(0, 0)$ the sum is $0$, and $0 > -0.7$ holds. For AND and OR the
# third number is a **bias**; as thresholds, $-0.7$ and $-0.2$ would let them fire at $(0, 0)$. Try it before you copy a number.
# %% [markdown] lang="ko"
# ## 4. 세 가지 게이트
#
# | $x_1$ | $x_2$ | AND | NAND | OR |
# | --- | --- | --- | --- | --- |
# | 0 | 0 | 0 | 1 | 0 |
# | 0 | 1 | 0 | 1 | 1 |
# | 1 | 0 | 0 | 1 | 1 |
# | 1 | 1 | 1 | 0 | 1 |
#
# 세 게이트는 구조가 똑같은 퍼셉트론이고 매개변수의 값만 다릅니다. AND의 가중치를 둘 다 $0.5$로 하면 네 입력의 가중합은
# $0,\ 0.5,\ 0.5,\ 1$이고, 임계값을 $0.7$로 두면 마지막 것만 임계값을 넘습니다. 아래 그림에서 입력은 좌표평면의 점이고(채운 점은 1, 빈 점은 0),
# 직선은 가중합이 임계값과 같아지는 곳입니다. 퍼셉트론은 이 직선의 한쪽에서 1을 출력합니다.
#
# `AND(x1, x2)`, `NAND(x1, x2)`, `OR(x1, x2)`를 가중합과 임계값으로 작성하세요. 앞에서 만든 `fires`를 사용해도 좋습니다. NAND와 OR의 값은
# 직접 찾아보세요. 네 입력의 가중합을 적어 보고, 임계값이 어느 두 값 사이에 있어야 하는지 살펴보면 됩니다.
#
# **함정이 하나 있습니다.** 강의 자료에는 $(w_1, w_2, \theta)$가 AND $(0.5, 0.5, -0.7)$, NAND $(-0.5, -0.5, -0.7)$, OR $(0.5, 0.5, -0.2)$라고
# 적혀 있습니다. 그런데 세 번째 수의 뜻이 모두 같을 수는 없습니다. NAND에서는 정말로 임계값입니다. $(0, 0)$에서 가중합이 $0$이고
# $0 > -0.7$이니까요. 하지만 AND와 OR에서는 **편향**입니다. $-0.7$이나 $-0.2$가 임계값이라면 $(0, 0)$에서도 활성화되어 버립니다.
# 숫자를 옮겨 쓰기 전에 직접 확인해 보세요.

# %% demo=true
def draw_gate(axes, name, lines=(), corners=CORNERS):
    text(en="""The four inputs (filled: 1, empty: 0), and for each (w1, w2, b) the line w1 x1 + w2 x2 + b = 0.""",
         ko="""입력 네 개(채운 점: 1, 빈 점: 0)와, (w1, w2, b)마다 직선 w1 x1 + w2 x2 + b = 0을 그립니다.""")
    for (x1, x2), output in zip(corners, TABLES[name]):
        colour = "black" if output else "white"
        axes.plot(x1, x2, "o", markersize=13, color=colour, markeredgecolor="black")
    ends = np.array([-0.5, 1.6])
    for w1, w2, b in lines:
        if w2 != 0:
            axes.plot(ends, -(w1 * ends + b) / w2)
        elif w1 != 0:
            axes.axvline(-b / w1)
    axes.set_xlim(-0.5, 1.6)
    axes.set_ylim(-0.5, 1.6)
    axes.set_aspect("equal")
    axes.set_title(name)
    axes.set_xlabel("$x_1$")
    axes.set_ylabel("$x_2$")


_, axes = plt.subplots(figsize=(3.4, 3.4))
draw_gate(axes, "AND", [(0.5, 0.5, -0.7)])
plt.show()

# %% exercise="AND"

# %% public="AND"
for (x1, x2), wanted in zip([(0, 0), (0, 1), (1, 0), (1, 1)], TABLES["AND"]):
    assert AND(x1, x2) == wanted, text(en="A row of the table is wrong: ", ko="진리표에서 틀린 행: ") + f"{x1}, {x2}"
print(text(en="AND: fine so far.", ko="AND: 여기까지 좋습니다."))

# %% exercise="NAND"

# %% public="NAND"
for (x1, x2), wanted in zip([(0, 0), (0, 1), (1, 0), (1, 1)], TABLES["NAND"]):
    assert NAND(x1, x2) == wanted, text(en="A row of the table is wrong: ", ko="진리표에서 틀린 행: ") + f"{x1}, {x2}"
print(text(en="NAND: fine so far.", ko="NAND: 여기까지 좋습니다."))

# %% exercise="OR"

# %% public="OR"
for (x1, x2), wanted in zip([(0, 0), (0, 1), (1, 0), (1, 1)], TABLES["OR"]):
    assert OR(x1, x2) == wanted, text(en="A row of the table is wrong: ", ko="진리표에서 틀린 행: ") + f"{x1}, {x2}"
print(text(en="OR: fine so far.", ko="OR: 여기까지 좋습니다."))

# %% [markdown] lang="en"
# ## 5. The gates as weights and biases
#
# From now on a gate is only three numbers, $(w_1, w_2, b)$, and it answers 1 exactly where
#
# $$w_1 x_1 + w_2 x_2 + b > 0$$
#
# Write `gate_weights(gate)` for `"AND"`, `"NAND"` and `"OR"`. Many answers are right, for a line may be moved and turned quite a bit before it
# touches a point; any valid one counts. Mind that the third number is a bias now. For every other name, `"XOR"` or `"and"`, say, raise a
# `ValueError`: it is better to stop than to return weights that mean nothing.
# %% [markdown] lang="ko"
# ## 5. 가중치와 편향으로 나타낸 게이트
#
# 이제 게이트는 숫자 세 개 $(w_1, w_2, b)$일 뿐입니다. 다음이 성립하는 곳에서만 1을 출력합니다.
#
# $$w_1 x_1 + w_2 x_2 + b > 0$$
#
# `"AND"`, `"NAND"`, `"OR"`에 대해 `gate_weights(gate)`를 작성하세요. 직선은 점에 닿기 전까지 꽤 움직이거나 돌릴 수 있으므로 맞는 답이
# 여러 가지이고, 조건을 만족하면 모두 정답입니다. 이번에는 세 번째 수가 편향이라는 점에 주의하세요. `"XOR"`이나 `"and"` 같은 다른 이름에는
# `ValueError`를 일으키세요. 뜻 없는 가중치를 반환하는 것보다 멈추는 편이 낫습니다.

# %% exercise="gate_weights"

# %% public="gate_weights"
for name in ("AND", "NAND", "OR"):
    w1, w2, b = gate_weights(name)
    sums = [w1 * x1 + w2 * x2 + b for x1, x2 in CORNERS]
    assert [int(s > 0) for s in sums] == TABLES[name], text(
        en="These sums at (0,0), (0,1), (1,0), (1,1) have the wrong sign somewhere: ",
        ko="(0,0), (0,1), (1,0), (1,1)에서의 합 가운데 부호가 틀린 것이 있습니다: ") + f"{name} {[round(float(s), 3) for s in sums]}"
try:
    gate_weights("XOR")
except ValueError:
    print(text(en="gate_weights: fine so far.", ko="gate_weights: 여기까지 좋습니다."))
else:
    raise AssertionError(text(en="What about a name like XOR?", ko="XOR 같은 이름을 넣으면 어떻게 되어야 하나요?"))

# %% demo=true
try:
    lines = {name: gate_weights(name) for name in ("AND", "NAND", "OR")}
    _, all_axes = plt.subplots(1, 3, figsize=(9, 3.2))
    for axes, (name, line) in zip(all_axes, lines.items()):
        draw_gate(axes, name, [line])
    plt.tight_layout()
    plt.show()
except NotImplementedError:
    print(text(en="Solve the exercise above to see your lines.", ko="위 문제를 풀면 직선이 나타납니다."))

# %% [markdown] lang="en"
# ## 6. The gate that one perceptron cannot do
#
# XOR is 1 if exactly one of its inputs is 1. Look at the picture: no straight line has both filled points on one side and both
# empty ones on the other. Whatever weights you try, one perceptron cannot do it. Minsky and Papert showed this in their book *Perceptrons*
# (1969), and for years many lost interest in neural networks.
#
# The way out is one more layer. Two gates look at the inputs, and a third one looks at the two:
#
# | $x_1$ | $x_2$ | $s_1$ = NAND | $s_2$ = OR | $y$ = AND of $s_1, s_2$ |
# | --- | --- | --- | --- | --- |
# | 0 | 0 | 1 | 0 | 0 |
# | 0 | 1 | 1 | 1 | 1 |
# | 1 | 0 | 1 | 1 | 1 |
# | 1 | 1 | 0 | 1 | 0 |
#
# Write `XOR(x1, x2)` with the gates of exercise 4.
# %% [markdown] lang="ko"
# ## 6. 퍼셉트론 하나로는 만들 수 없는 게이트
#
# XOR는 두 입력 가운데 정확히 하나만 1일 때 1입니다. 그림을 보세요. 채운 점 둘을 한쪽에, 빈 점 둘을 다른 쪽에 두는 직선은 그을 수 없습니다.
# 가중치를 어떻게 정해도 단층 퍼셉트론으로는 안 됩니다. 민스키와 페퍼트가 1969년에 책 《퍼셉트론즈》에서 이것을 밝혔고, 그 뒤로 오랫동안
# 많은 사람이 신경망에 관심을 잃었습니다.
#
# 해결책은 층을 하나 더 쌓는 것입니다. 두 게이트가 입력을 보고, 세 번째 게이트가 그 두 결과를 봅니다.
#
# | $x_1$ | $x_2$ | $s_1$ = NAND | $s_2$ = OR | $y$ = $s_1, s_2$의 AND |
# | --- | --- | --- | --- | --- |
# | 0 | 0 | 1 | 0 | 0 |
# | 0 | 1 | 1 | 1 | 1 |
# | 1 | 0 | 1 | 1 | 1 |
# | 1 | 1 | 0 | 1 | 0 |
#
# 4번 문제의 게이트들로 `XOR(x1, x2)`를 작성하세요.

# %% demo=true
_, axes = plt.subplots(figsize=(3.4, 3.4))
draw_gate(axes, "XOR", [(0.5, 0.5, -0.7), (0.6, 0.6, -0.5), (1.0, 0.2, -0.5), (-0.4, 1.0, -0.3)])
plt.show()

# %% exercise="XOR"

# %% public="XOR"
for (x1, x2), wanted in zip([(0, 0), (0, 1), (1, 0), (1, 1)], TABLES["XOR"]):
    assert XOR(x1, x2) == wanted, text(en="A row of the table is wrong: ", ko="진리표에서 틀린 행: ") + f"{x1}, {x2}"
print(text(en="XOR: fine so far.", ko="XOR: 여기까지 좋습니다."))

# %% [markdown] lang="en"
# ## 7. The same as a network
#
# Three perceptrons in two layers are a network. This one, from the wiki, has two inputs, two hidden units $n_1$ and $n_2$, and one output
# unit $y$. Each unit is 1 where its weighted sum, bias included, is greater than 0, and else 0.
#
# | unit | reads | $w_1$ | $w_2$ | $b$ |
# | --- | --- | --- | --- | --- |
# | $n_1$ | $x_1, x_2$ | $-2$ | $-2$ | $3$ |
# | $n_2$ | $x_1, x_2$ | $2$ | $2$ | $-1$ |
# | $y$ | $n_1, n_2$ | $1$ | $1$ | $-1$ |
#
# Follow $(0, 1)$ through it: $n_1$ gets $-2 + 3 = 1$ and fires; $n_2$ gets $2 - 1 = 1$ and fires; $y$ gets $1 + 1 - 1 = 1$ and fires.
#
# Now do $(0, 0)$ with a pencil. The sum of $y$ is **exactly 0** there (and once more at $(1, 1)$). With *greater than or equal* this
# network would answer 1 to everything: here the rule of exercise 2 decides.
#
# (In the wiki's own table all four rows are labelled `0 0`. In order they belong to $(0,0), (0,1), (1,0), (1,1)$.)
#
# Write `xor_network(x1, x2)`, which returns $(n_1, n_2, y)$.
# %% [markdown] lang="ko"
# ## 7. 신경망으로 만든 XOR
#
# 퍼셉트론 세 개를 두 층으로 쌓으면 신경망이 됩니다. 위키에 나온 이 신경망에는 입력이 두 개, 은닉층 유닛 $n_1$과 $n_2$, 그리고 출력층 유닛 $y$가
# 있습니다. 유닛은 편향까지 더한 가중합이 0보다 크면 1, 그렇지 않으면 0입니다.
#
# | 유닛 | 입력 | $w_1$ | $w_2$ | $b$ |
# | --- | --- | --- | --- | --- |
# | $n_1$ | $x_1, x_2$ | $-2$ | $-2$ | $3$ |
# | $n_2$ | $x_1, x_2$ | $2$ | $2$ | $-1$ |
# | $y$ | $n_1, n_2$ | $1$ | $1$ | $-1$ |
#
# $(0, 1)$을 따라가 봅시다. $n_1$은 $-2 + 3 = 1$이므로 활성화되고, $n_2$는 $2 - 1 = 1$이므로 활성화되고, $y$도 $1 + 1 - 1 = 1$이므로
# 활성화됩니다.
#
# 이번에는 $(0, 0)$을 직접 계산해 보세요. $y$의 가중합이 **정확히 0**이 됩니다($(1, 1)$에서도 그렇습니다). *크거나 같을 때* 활성화된다고
# 하면 이 신경망은 무엇을 넣어도 1을 출력합니다. 2번 문제에서 정한 규칙이 여기에서 결과를 가릅니다.
#
# (위키의 표에는 네 행이 모두 `0 0`으로 적혀 있습니다. 차례대로 $(0,0), (0,1), (1,0), (1,1)$입니다.)
#
# $(n_1, n_2, y)$를 반환하는 `xor_network(x1, x2)`를 작성하세요.

# %% demo=true
draw_network(
    [["$x_1$", "$x_2$"], ["$n_1$", "$n_2$"], ["$y$"]],
    {
        ("$x_1$", "$n_1$"): "$-2$", ("$x_1$", "$n_2$"): "$2$",
        ("$x_2$", "$n_1$"): "$-2$", ("$x_2$", "$n_2$"): "$2$",
        ("$n_1$", "$y$"): "$1$", ("$n_2$", "$y$"): "$1$",
    },
    {"$n_1$": "$b=3$", "$n_2$": "$b=-1$", "$y$": "$b=-1$"},
)

# %% exercise="xor_network"

# %% public="xor_network"
for (x1, x2), wanted in zip([(0, 0), (0, 1), (1, 0), (1, 1)], TABLES["XOR"]):
    units = xor_network(x1, x2)
    assert len(units) == 3, text(en="Return three values: n1, n2, y.", ko="세 값 n1, n2, y를 반환해야 합니다.")
    assert all(unit in (0, 1) for unit in units), text(en="A step unit is 0 or 1.", ko="계단 함수의 출력은 0 아니면 1입니다.")
    assert units[2] == wanted, text(en="The output y is wrong for ", ko="출력 y가 틀린 입력: ") + f"{x1}, {x2}"
assert tuple(xor_network(0, 1)) == (1, 1, 1), text(en="Compare with the example of the text.", ko="본문의 예와 비교해 보세요.")
print(text(en="xor_network: fine so far.", ko="xor_network: 여기까지 좋습니다."))

# %% [markdown] lang="en"
# What has the hidden layer done? It has moved the points. In the plane of $n_1$ and $n_2$ the two inputs whose answer is 1 lie on the same spot, and
# a straight line can cut it off. That is what hidden layers are for: they bend the plane until a line will do.
# %% [markdown] lang="ko"
# 은닉층은 무슨 일을 한 것일까요? 점들을 옮겼습니다. $n_1$과 $n_2$의 평면에서는 정답이 1인 두 입력이 같은 자리에 놓이고, 직선 하나로 나눌 수
# 있습니다. 은닉층의 역할이 바로 이것입니다. 직선 하나로 나눌 수 있을 때까지 평면을 휘어 줍니다.

# %% demo=true
try:
    moved = [tuple(xor_network(int(x1), int(x2)))[:2] for x1, x2 in CORNERS]
    _, all_axes = plt.subplots(1, 2, figsize=(7, 3.4))
    draw_gate(all_axes[0], "XOR")
    draw_gate(all_axes[1], "XOR", [(1, 1, -1.5)], corners=moved)
    all_axes[1].set_xlabel("$n_1$")
    all_axes[1].set_ylabel("$n_2$")
    plt.tight_layout()
    plt.show()
except NotImplementedError:
    print(text(en="Solve the exercise above to see the picture.", ko="위 문제를 풀면 그림이 나타납니다."))

# %% [markdown] lang="en"
# ## 8. Let it learn
#
# So far *you* have chosen the weights. Rosenblatt's idea was to let the perceptron do it. Show it one sample $x$ after another, together with the
# right answer $t$ (0 or 1). Let $y$ be what it predicts, and then correct it:
#
# $$w \leftarrow w + \eta\,(t - y)\,x \qquad\qquad b \leftarrow b + \eta\,(t - y)$$
#
# The step size $\eta$ is the **learning rate**. If the answer was right, $t - y = 0$ and nothing changes. If the perceptron should have fired and did
# not, the weights move toward $x$ and its sum grows; if it fired without need, they move away. (Here $y$ is 1 or 0, the *output*,
# not the weighted sum.) One pass through all samples is an **epoch**.
#
# An example with $\eta = 1$: OR, starting from $w = (0, 0)$, $b = 0$. Sample $(0, 0)$, $t = 0$: the sum is $0$, not greater than $0$, so $y = 0$, which is
# right. Sample $(0, 1)$, $t = 1$: the sum is $0$, so $y = 0$, wrong, and $t - y = 1$; now $w = (0, 1)$, $b = 1$. Sample $(1, 0)$: the sum is $1$, so
# $y = 1$, right. And so on.
#
# Write `train_perceptron(X, t, learning_rate=0.1, epochs=100)`. Start from zeros, take the samples in their order, and use the new weights for the very next
# sample. Predict 1 where the sum is greater than 0. Return $w$, an array (d,), and $b$. Leave `X` and `t` as they are.
#
# (Do not be surprised if with the rate 0.1 your weights differ a little from those of others. $0.1 + 0.2 - 0.3$ is not exactly 0 in float64, so
# rounding may decide whether a sum lies above 0. With the rates 1 and 0.5 everything is exact.)
# %% [markdown] lang="ko"
# ## 8. 학습하게 하기
#
# 지금까지는 *여러분이* 가중치를 정했습니다. 로젠블라트의 생각은 이 일을 퍼셉트론에 맡기는 것이었습니다. 샘플 $x$를 정답 $t$(0 또는 1)와 함께
# 하나씩 보여 줍니다. 퍼셉트론의 예측값을 $y$라고 할 때 다음과 같이 고칩니다.
#
# $$w \leftarrow w + \eta\,(t - y)\,x \qquad\qquad b \leftarrow b + \eta\,(t - y)$$
#
# 한 걸음의 크기 $\eta$를 **학습률**이라고 합니다. 맞혔다면 $t - y = 0$이므로 아무것도 바뀌지 않습니다. 활성화되어야 하는데 되지 않았다면 가중치가
# $x$ 쪽으로 움직여 가중합이 커지고, 활성화되지 말아야 하는데 되었다면 반대쪽으로 움직입니다. (여기서 $y$는 가중합이 아니라 *출력*, 곧
# 1 또는 0입니다.) 모든 샘플을 한 번씩 보는 것을 한 **에포크**라고 합니다.
#
# $\eta = 1$로 OR를 배우는 예를 봅시다. $w = (0, 0)$, $b = 0$에서 시작합니다. 샘플 $(0, 0)$의 정답은 $t = 0$입니다. 가중합 $0$은 $0$보다 크지
# 않으므로 $y = 0$, 맞았습니다. 샘플 $(0, 1)$의 정답은 $t = 1$입니다. 가중합이 $0$이므로 $y = 0$, 틀렸습니다. $t - y = 1$이므로 $w = (0, 1)$,
# $b = 1$이 됩니다. 샘플 $(1, 0)$에서는 가중합이 $1$이므로 $y = 1$, 맞았습니다. 이렇게 계속합니다.
#
# `train_perceptron(X, t, learning_rate=0.1, epochs=100)`을 작성하세요. 0에서 시작해서 샘플을 주어진 순서대로 보고, 바뀐 가중치를 바로 다음
# 샘플부터 사용합니다. 가중합이 0보다 크면 1로 예측합니다. (d,) 배열 $w$와 수 $b$를 반환하세요. `X`와 `t`의 값은 그대로 두어야 합니다.
#
# (학습률이 0.1일 때 가중치가 다른 사람과 조금 다르더라도 놀라지 마세요. float64에서 $0.1 + 0.2 - 0.3$은 정확히 0이 아니어서, 합이 0보다 큰지를
# 반올림 오차가 정하기도 합니다. 학습률이 1이나 0.5이면 모든 계산이 정확합니다.)

# %% exercise="train_perceptron"

# %% public="train_perceptron"
t = np.array([0.0, 1.0, 1.0, 1.0])
w, b = train_perceptron(CORNERS, t, 1.0, 1)
assert np.shape(w) == (2,) and np.ndim(b) == 0, text(en="Return two weights and one bias.", ko="가중치 두 개와 편향 하나를 반환해야 합니다.")
assert np.allclose(w, [0, 1]) and abs(b - 1) < 1e-9, text(
    en="After one epoch of OR at rate 1 only the second sample should have changed anything. Compare with the example of the text.",
    ko="학습률 1로 OR를 한 에포크 배우는 동안 가중치는 두 번째 샘플에서만 바뀌어야 합니다. 본문의 예와 비교해 보세요.")
for name in ("AND", "NAND", "OR"):
    w, b = train_perceptron(CORNERS, np.array(TABLES[name], dtype=float), 0.5, 50)
    assert [int(np.dot(w, x) + b > 0) for x in CORNERS] == TABLES[name], text(
        en="After 50 epochs this gate is not learned: ", ko="50 에포크가 지나도 배우지 못한 게이트: ") + name
print(text(en="train_perceptron: fine so far.", ko="train_perceptron: 여기까지 좋습니다."))

# %% demo=true
# text(en="Your perceptron learns AND: its line after some of the epochs.",
#      ko="퍼셉트론이 AND를 배웁니다. 에포크가 몇 번 지난 뒤의 직선입니다.")
try:
    answers = np.array(TABLES["AND"], dtype=float)
    found = {epochs: train_perceptron(CORNERS, answers, 1.0, epochs) for epochs in (2, 3, 6)}
    _, all_axes = plt.subplots(1, 3, figsize=(9, 3.2))
    for axes, (epochs, (w, b)) in zip(all_axes, found.items()):
        draw_gate(axes, "AND", [(w[0], w[1], b)])
        axes.set_title(f"AND, epochs = {epochs}")
    plt.tight_layout()
    plt.show()
except NotImplementedError:
    print(text(en="Solve the exercise above to see the lines.", ko="위 문제를 풀면 직선이 나타납니다."))

# %% [markdown] lang="en"
# (A line may touch an empty point. There the sum is exactly 0, and the answer is 0, as it should be.)
#
# ## 9. Separable or not?
#
# Data whose two classes lie strictly on different sides of some straight line are called **linearly separable**. On such data Rosenblatt's rule makes
# no mistakes any more after finitely many corrections: this is the perceptron convergence theorem. On other data it never comes to rest.
#
# Write `separable(X, t)`, which says whether a line separates the points with $t = 1$ from those with $t = 0$. There are at most 20 points in the
# plane. *Strictly* means that no point lies on the line. With a single class there is nothing to separate: True. Two
# equal points with different labels can never be separated: False.
#
# This is the hardest exercise of the notebook; take your time. Two ways to think about it:
#
# - **Train.** If a line exists, the rule finds one. But if it has not found one yet, was it not there, or were you too impatient? The narrower the
#   gap between the classes, the longer it takes; a hundred epochs are not many.
# - **Look from the side.** A line separates the classes if, seen along it, all of class 1 lies to one side of class 0. So take it in two steps.
#   First: for one given direction $v$, how do you see from the numbers $v \cdot x$ whether $v$ separates the classes? Then: which directions are worth
#   trying? And what does a separating line mean for the arrows that lead from the points of class 0 to those of class 1?
#
# The points that are tested are never a matter of rounding: moving each by 0.05 would not change the answer.
# %% [markdown] lang="ko"
# (직선이 빈 점을 지나기도 합니다. 그 점에서는 가중합이 정확히 0이므로 출력은 0이고, 이것이 맞는 답입니다.)
#
# ## 9. 나눌 수 있을까?
#
# 두 클래스가 어떤 직선의 서로 다른 쪽에 완전히 놓이는 데이터를 **선형 분리 가능**하다고 합니다. 이런 데이터에서는 로젠블라트의 규칙이 가중치를
# 유한한 횟수만 고치고 나면 더는 틀리지 않습니다. 이것이 퍼셉트론 수렴 정리입니다. 그렇지 않은 데이터에서는 아무리 오래 학습해도 가중치가 계속 바뀝니다.
#
# $t = 1$인 점들과 $t = 0$인 점들을 나누는 직선이 있는지 알려 주는 `separable(X, t)`를 작성하세요. 평면 위의 점이 많아야 20개 주어집니다.
# *완전히* 나눈다는 것은 직선 위에 놓인 점이 없다는 뜻입니다. 클래스가 하나뿐이면 나눌 것이 없으므로 True입니다. 같은 점에 서로 다른
# 레이블이 붙어 있으면 절대 나눌 수 없으므로 False입니다.
#
# 이 노트북에서 가장 어려운 문제이니 천천히 푸세요. 두 가지로 생각해 볼 수 있습니다.
#
# - **학습시켜 본다.** 직선이 있다면 퍼셉트론이 찾아냅니다. 그런데 아직 못 찾았다면 직선이 없는 것일까요, 아니면 너무 일찍 그만둔 것일까요?
#   두 클래스 사이의 간격이 좁을수록 오래 걸립니다. 100 에포크는 긴 시간이 아닙니다.
# - **옆에서 바라본다.** 직선이 두 클래스를 나눈다면, 그 직선을 따라 바라볼 때 클래스 1의 점이 모두 클래스 0의 한쪽에 있습니다. 두 단계로
#   생각해 보세요. 먼저, 방향 $v$가 하나 주어지면 $v \cdot x$의 값들을 보고 $v$가 두 클래스를 나누는지 어떻게 알 수 있을까요? 그다음, 어느
#   방향들을 살펴보면 될까요? 나누는 직선이 있다는 것은 클래스 0의 점에서 클래스 1의 점으로 가는 화살표들에 무엇을 뜻할까요?
#
# 채점에 쓰는 점들은 반올림 오차로 답이 갈리지 않습니다. 점마다 0.05씩 움직여도 답이 그대로입니다.

# %% exercise="separable"

# %% public="separable"
for name in ("AND", "OR", "NAND"):
    assert separable(CORNERS, np.array(TABLES[name], dtype=float)), text(
        en="One perceptron can do this gate, so its points are separable: ",
        ko="퍼셉트론 하나로 만들 수 있는 게이트이므로 나눌 수 있어야 합니다: ") + name
assert not separable(CORNERS, np.array(TABLES["XOR"], dtype=float)), text(en="And XOR?", ko="XOR는 어떤가요?")
assert separable(CORNERS, np.ones(4)), text(en="With one class there is nothing to separate.", ko="클래스가 하나뿐이면 나눌 것이 없습니다.")
assert not separable(np.array([[1.0, 1.0], [1.0, 1.0]]), np.array([0.0, 1.0])), text(
    en="Can one point lie on both sides of a line?", ko="한 점이 직선의 양쪽에 동시에 있을 수 있나요?")
print(text(en="separable: fine so far.", ko="separable: 여기까지 좋습니다."))

# %% [markdown] lang="en"
# A perceptron learns what a straight line can separate, and not a bit more. Two layers can do more, but Rosenblatt's rule does not know how to train
# the hidden one: a step has no slope. The next assignment rounds the step off.
# %% [markdown] lang="ko"
# 퍼셉트론은 직선으로 나눌 수 있는 것만 배울 수 있습니다. 층을 쌓으면 더 많은 것을 할 수 있지만, 로젠블라트의 규칙으로는 은닉층을 학습시킬 수
# 없습니다. 계단 함수에는 기울기가 없기 때문입니다. 다음 과제에서는 계단의 모서리를 둥글게 깎아 봅니다.
