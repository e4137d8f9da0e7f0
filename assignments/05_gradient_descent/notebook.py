# %% [markdown] lang="en"
# # Gradient descent
#
# You stand on a hillside in thick fog and want to get down into the valley. You cannot see the valley. But you feel
# with your feet how the ground slopes where you stand. So you take a step downhill, feel again, take another step, and
# so on.
#
# That is all there is to **gradient descent**. The place where you stand is the weight $w$ of a network, the height is
# its loss $E(w)$, and the slope under your feet is the gradient $\partial E / \partial w$. Learning means looking for
# the weights with the smallest loss, $W' = \arg\min_W E(W)$.
#
# This notebook takes a loss with a single variable, so that every step can be drawn and computed by hand; then two
# variables, and arrows; and at the end any number of them.
# %% [markdown] lang="ko"
# # 경사하강법
#
# 안개가 짙은 산비탈에서 골짜기로 내려가려고 합니다. 골짜기는 보이지 않지만, 서 있는 곳의 땅이 어느 쪽으로 기울었는지는
# 발로 느낄 수 있습니다. 그래서 내리막으로 한 걸음 내딛고, 다시 느끼고, 또 한 걸음을 내딛습니다.
#
# **경사하강법**(gradient descent)은 이것이 전부입니다. 서 있는 자리는 신경망의 가중치 $w$, 높이는 손실 $E(w)$, 발밑의
# 기울기는 그래디언트 $\partial E / \partial w$입니다. 학습이란 손실이 가장 작은 가중치 $W' = \arg\min_W E(W)$를 찾는
# 일입니다.
#
# 이 노트북에서는 먼저 변수가 하나인 손실 함수를 다룹니다. 모든 걸음을 그림으로 그리고 손으로 계산할 수 있기 때문입니다.
# 그다음 변수가 두 개일 때의 화살표를 그려 보고, 마지막에는 변수가 몇 개든 상관없는 경사하강법을 만듭니다.

# %%
import matplotlib.pyplot as plt
import numpy as np

# %% [markdown] lang="en"
# ## 1. A valley
#
# The loss of the lab is a parabola:
#
# $$E(x) = (x - 3)^2 + 10$$
#
# Its lowest point is easy to see: a square is never negative, so $E$ is smallest where $x - 3 = 0$, and there it is 10.
# At $x = 10$, where our walk will start, it is $7^2 + 10 = 59$. That we know the answer is what makes it a good
# exercise: we can judge every method by it.
# %% [markdown] lang="ko"
# ## 1. 골짜기 하나
#
# 실습의 손실 함수는 포물선입니다.
#
# $$E(x) = (x - 3)^2 + 10$$
#
# 가장 낮은 곳은 쉽게 알 수 있습니다. 제곱은 음수가 될 수 없으므로 $x - 3 = 0$일 때 $E$가 가장 작고, 그 값은 10입니다.
# 출발점인 $x = 10$에서는 $7^2 + 10 = 59$입니다. 답을 이미 알고 있으므로 어떤 방법이든 제대로 찾아가는지 확인할 수
# 있습니다.

# %% exercise="loss"

# %% public="loss"
assert np.isclose(loss(3), 10), text(
    en="The lowest point is at x = 3, with the loss 10.", ko="가장 낮은 곳은 x = 3이고 손실은 10입니다.")
assert np.isclose(loss(10), 59), text(en="At 10 the loss is 7^2 + 10.", ko="10에서 손실은 7^2 + 10입니다.")
assert np.isclose(loss(1), loss(5)), text(
    en="1 and 5 are equally far from 3: the loss must be the same.",
    ko="1과 5는 3에서 같은 거리에 있으므로 손실이 같아야 합니다.")

# %% [markdown] lang="en"
# ## 2. Its slope
#
# The gradient of a function of one variable is simply its derivative, the slope of the tangent. Multiply out,
# $(x - 3)^2 + 10 = x^2 - 6x + 19$, and differentiate term by term:
#
# $$E'(x) = 2x - 6$$
#
# It is 0 at the minimum, positive to the right of it, where the curve rises, and negative to the left.
# %% [markdown] lang="ko"
# ## 2. 기울기
#
# 변수가 하나일 때 그래디언트는 미분, 곧 **접선의 기울기**와 같습니다. 식을 전개하면 $(x - 3)^2 + 10 = x^2 - 6x + 19$이고,
# 항마다 미분하면 다음과 같습니다.
#
# $$E'(x) = 2x - 6$$
#
# 최저점에서는 0이고, 그 오른쪽에서는 곡선이 올라가므로 양수, 왼쪽에서는 음수입니다.

# %% exercise="gradient"

# %% public="gradient"
assert np.isclose(gradient(3), 0), text(en="At the minimum the ground is level.", ko="최저점에서는 평평합니다.")
assert gradient(4) > 0 > gradient(2), text(
    en="To the right of 3 the curve rises, to the left it falls.",
    ko="3의 오른쪽에서는 곡선이 올라가고 왼쪽에서는 내려갑니다.")
measured = ((10.5 - 3) ** 2 - (9.5 - 3) ** 2) / 1.0  # text(en="a central difference around 10; exact for a parabola",
#      ko="10을 중심으로 한 중심 차분, 포물선에서는 정확합니다")
assert np.isclose(gradient(10), measured), text(
    en="Measured around 10, the loss changes by 14 for a step of 1.",
    ko="10 근처에서 재어 보면 손실은 1만큼 갈 때 14만큼 변합니다.")

# %% demo=true
try:
    xs = np.linspace(-4, 10.5, 100)
    heights = [loss(x) for x in xs]
    tangents = {x: [loss(x) - 1.5 * gradient(x), loss(x) + 1.5 * gradient(x)] for x in (-2.0, 3.0, 8.0)}
    plt.figure(figsize=(5.5, 3.2))
    plt.plot(xs, heights)
    for x, ends in tangents.items():
        plt.plot([x - 1.5, x + 1.5], ends, "--")
        plt.plot(x, loss(x), "ko")
        plt.annotate(f"{gradient(x):g}", (x, loss(x)), textcoords="offset points", xytext=(8, 8))
    plt.xlabel("$x$")
    plt.ylabel("$E$")
    plt.show()
except NotImplementedError:
    print(text(en="Solve exercises 1 and 2 to see the picture.", ko="1번과 2번 문제를 풀면 그림이 나타납니다."))

# %% [markdown] lang="en"
# ## 3. Which way?
#
# The picture shows three tangents with their slopes. Read off the rule:
#
# - Slope **positive**: the loss rises to the right, so $x$ must become **smaller**.
# - Slope **negative**: the loss falls to the right, so $x$ must become **larger**.
# - Slope **0**: no direction leads down at once, stay. (It need not be the bottom: a summit is level, too, and so is a pass.)
#
# Write this as a number: $-1$, $+1$ or $0$. However small a slope is, it has a direction.
# %% [markdown] lang="ko"
# ## 3. 어느 쪽으로?
#
# 그림에는 접선 세 개와 그 기울기가 있습니다. 여기서 규칙을 읽어 봅시다.
#
# - 기울기가 **양수**: 오른쪽으로 갈수록 손실이 커지므로 $x$를 **감소**시킵니다.
# - 기울기가 **음수**: 오른쪽으로 갈수록 손실이 작아지므로 $x$를 **증가**시킵니다.
# - 기울기가 **0**: 어느 쪽이 내리막인지 알 수 없으므로 그대로 있습니다. (꼭 최저점은 아닙니다. 꼭대기나 안장점도 평평합니다.)
#
# 이것을 $-1$, $+1$, $0$으로 나타내세요. 기울기가 아무리 작아도 방향은 있습니다.

# %% exercise="update_direction"

# %% public="update_direction"
for slope in (14.0, 0.5, -2.0, 0.0):
    assert update_direction(slope) in (-1, 0, 1), text(
        en="There are three answers: -1, 0 and 1.", ko="답은 -1, 0, 1 세 가지입니다.")
assert update_direction(14.0) != update_direction(-2.0), text(
    en="Rising and falling ground need different directions.", ko="오르막과 내리막에서는 방향이 달라야 합니다.")
assert (3.5 + 0.1 * update_direction(2 * 3.5 - 6) - 3) ** 2 < (3.5 - 3) ** 2, text(
    en="From 3.5, a small step in your direction takes you away from the minimum at 3.",
    ko="3.5에서 이 방향으로 조금 움직이면 최저점 x = 3에서 멀어집니다.")

# %% [markdown] lang="en"
# ## 4. The walk
#
# Direction and length in one: step against the slope, and the longer, the steeper it is. The factor $\eta$ ("eta") is
# the **learning rate**.
#
# $$x(t+1) = x(t) - \eta\, E'\big(x(t)\big)$$
#
# By hand, with $\eta = 0.2$ from $x = 10$: the slope is 14, so the step is $-0.2 \cdot 14 = -2.8$, and we are at 7.2.
# There the slope is 8.4, the step $-1.68$: 5.52. Then 4.512, then 3.9072. The steps shrink by themselves, because the
# ground gets flatter.
#
# **A slip on the slides.** In some places the rule is printed as $w + \eta\, \partial E / \partial w$, and in the very
# same line computed with a minus. The minus is right: $0.5 - 0.2 \cdot 0.076775 = 0.484645$. With a plus you climb.
#
# Return the **whole path**: `max_iterations + 1` points, the start first. `gradient` is passed in as an argument, so
# that your function can walk in any valley. (Inside your function, the name `gradient` means this argument and not the
# function of exercise 2.)
# %% [markdown] lang="ko"
# ## 4. 내려가기
#
# 방향과 보폭을 한 번에 정합니다. 기울기의 반대쪽으로, 가파를수록 크게 움직입니다. 곱하는 값 $\eta$("에타")를
# **학습률**(learning rate)이라고 합니다.
#
# $$x(t+1) = x(t) - \eta\, E'\big(x(t)\big)$$
#
# $\eta = 0.2$로 $x = 10$에서 출발하여 손으로 계산해 봅시다. 기울기가 14이므로 $-0.2 \cdot 14 = -2.8$만큼 움직여
# 7.2가 됩니다. 그곳의 기울기는 8.4이고 $-1.68$만큼 움직여 5.52가 됩니다. 그다음은 4.512, 3.9072입니다. 점점
# 평평해지므로 보폭도 저절로 줄어듭니다.
#
# **슬라이드의 오류.** 갱신 규칙이 $w + \eta\, \partial E / \partial w$로 인쇄된 곳이 있는데, 바로 그 줄의 계산은
# 빼기로 되어 있습니다. 빼기가 맞습니다: $0.5 - 0.2 \cdot 0.076775 = 0.484645$. 더하면 손실이 커지는 쪽으로 올라갑니다.
#
# **경로 전체**를 반환하세요. 출발점부터 시작하여 점이 `max_iterations + 1`개입니다. `gradient`는 인수로 받으므로 어떤
# 골짜기에서도 쓸 수 있습니다. (함수 안에서 `gradient`라는 이름은 2번 문제의 함수가 아니라 이 인수를 가리킵니다.)

# %% exercise="gradient_descent"

# %% public="gradient_descent"
path = gradient_descent(lambda x: 2 * x - 6, 10, 0.2, 4)
assert isinstance(path, np.ndarray) and path.shape == (5,), text(
    en="4 steps give a path of 5 points, in an array.", ko="4걸음을 걸으면 점 5개의 경로가 배열로 나옵니다.")
assert path[0] == 10, text(en="The path begins at x0.", ko="경로는 x0에서 시작합니다.")
assert np.allclose(path, [10, 7.2, 5.52, 4.512, 3.9072]), text(
    en="Compare your points with those computed by hand: the first one that differs shows the step that goes wrong.",
    ko="손으로 계산한 점들과 비교해 보세요. 처음으로 달라지는 점이 잘못된 걸음을 알려 줍니다.")
other = gradient_descent(lambda x: x + 1, 3.0, 0.5, 1)
assert np.allclose(other, [3.0, 1.0]), text(
    en="In another valley, with the slope x + 1, one step with rate 0.5 leads from 3 to 1.",
    ko="기울기가 x + 1인 다른 골짜기에서는 학습률 0.5로 한 걸음 가면 3에서 1이 됩니다.")

# %% demo=true
try:
    path = gradient_descent(lambda x: 2 * x - 6, 10, 0.2, 100)
    print(text(en="after 100 steps:", ko="100걸음 뒤:"), path[-1])
    xs = np.linspace(-1, 10.5, 100)
    plt.figure(figsize=(5.5, 3.2))
    plt.plot(xs, (xs - 3) ** 2 + 10)
    plt.plot(path, (path - 3) ** 2 + 10, "o-")
    plt.xlabel("$x$")
    plt.ylabel("$E$")
    plt.show()
except NotImplementedError:
    print(text(en="Solve the exercise above to see the path.", ko="위 문제를 풀면 경로가 나타납니다."))

# %% [markdown] lang="en"
# After 100 steps the walk has arrived: 3.0000000000000004, with the loss 10.0. The last digit is the rounding of
# float64, 3 itself is hardly ever hit. (The slide prints 3.000000000000004: a zero was lost in print.)
#
# ## 5. Knowing when to stop
#
# Were 100 steps needed? Hardly: after 40 of them nothing visible happens any more. The lab's program begins with
# `precision = 0.00001` for that purpose, and then **never uses it**: it always walks all 100 steps. Fix that.
#
# Take a step, look at the change $|x(t+1) - x(t)|$, and if it is smaller than `precision`, stop *there*: the small step
# has been taken, and it counts. If that never happens, stop after `max_iterations` steps. With 0 steps allowed, one
# stays at `x0`.
#
# By hand, with $\eta = 0.2$ from 10: the changes are 2.8, 1.68, 1.008, 0.6048, ... With `precision = 0.7` the walk ends
# after 4 steps, at 3.9072.
# %% [markdown] lang="ko"
# 100걸음 뒤에는 3.0000000000000004에 도착하고 손실은 10.0입니다. 마지막 자리는 float64의 반올림 때문이며, 정확히 3이
# 되는 일은 드뭅니다. (슬라이드에는 3.000000000000004로 되어 있습니다. 인쇄하면서 0이 하나 빠졌습니다.)
#
# ## 5. 언제 멈출까
#
# 100걸음이 다 필요했을까요? 40걸음쯤 지나면 눈에 띄는 변화가 없습니다. 실습 프로그램은 이를 위해
# `precision = 0.00001`을 정해 놓고 **한 번도 사용하지 않습니다**. 그래서 항상 100걸음을 다 걷습니다. 이것을 고쳐
# 봅시다.
#
# 한 걸음을 걷고 변화 $|x(t+1) - x(t)|$를 봅니다. `precision`보다 작으면 *거기서* 멈춥니다. 그 작은 걸음도 이미 걸은
# 것이므로 셉니다. 그런 일이 없으면 `max_iterations`걸음 뒤에 멈춥니다. 0걸음만 허용되면 `x0`에 그대로 있습니다.
#
# 손으로 계산하면, $\eta = 0.2$로 10에서 출발할 때 변화는 2.8, 1.68, 1.008, 0.6048, ... 입니다. `precision = 0.7`이면
# 4걸음 뒤 3.9072에서 멈춥니다.

# %% exercise="descend_until"

# %% public="descend_until"
x, steps = descend_until(lambda x: 2 * x - 6, 10, 0.2, 0.7, 100)
assert steps == 4 and np.isclose(x, 3.9072), text(
    en="With precision 0.7 the fourth step, of 0.6048, is the last one. It is taken and counted.",
    ko="precision이 0.7이면 0.6048만큼 움직이는 네 번째 걸음이 마지막입니다. 그 걸음도 걷고 셉니다.")
x, steps = descend_until(lambda x: 2 * x - 6, 10, 0.2, 0.7, 2)
assert steps == 2 and np.isclose(x, 5.52), text(
    en="If only 2 steps are allowed, the walk ends at 5.52, however large its steps still are.",
    ko="2걸음만 허용되면 걸음이 아직 커도 5.52에서 끝납니다.")
x, steps = descend_until(lambda x: 2 * x - 6, -4, 0.2, 0.7, 100)
assert steps == 4 and np.isclose(x, 2.0928), text(
    en="From -4 the same walk happens in the mirror.", ko="-4에서 출발하면 거울에 비친 것처럼 똑같이 움직입니다.")

# %% demo=true
try:
    x, steps = descend_until(lambda x: 2 * x - 6, 10, 0.2, 0.00001, 100)
    print(text(en="with the lab's precision:", ko="실습의 precision으로:"), x, text(en="steps:", ko="걸음 수:"), steps)
except NotImplementedError:
    print(text(en="Solve the exercise above first.", ko="위 문제를 먼저 풀어 보세요."))

# %% [markdown] lang="en"
# ## 6. How large a learning rate?
#
# Put the slope into the rule and subtract 3 on both sides:
#
# $$x(t+1) - 3 = x(t) - 3 - \eta\,(2x(t) - 6) = (1 - 2\eta)\,\big(x(t) - 3\big)$$
#
# Every step multiplies the distance to the minimum by the same factor $1 - 2\eta$. With $\eta = 0.2$ it is 0.6. What
# happens with other rates can be read from this factor alone:
#
# - between 0 and 1: the distance shrinks, on one and the same side. `'monotone'`. (If the factor is exactly 0, one step
#   arrives; that counts as monotone.)
# - between $-1$ and 0: it shrinks as well, but every step jumps over the minimum. `'overshoots'`.
# - exactly $-1$: back and forth between two points forever. `'oscillates'`.
# - below $-1$: every jump takes it farther away. `'diverges'`.
#
# Translate this into learning rates. A rate of 0 does not move, a negative one climbs: raise a `ValueError` for both.
# %% [markdown] lang="ko"
# ## 6. 학습률은 얼마가 좋을까
#
# 갱신 규칙에 기울기를 넣고 양변에서 3을 빼 봅시다.
#
# $$x(t+1) - 3 = x(t) - 3 - \eta\,(2x(t) - 6) = (1 - 2\eta)\,\big(x(t) - 3\big)$$
#
# 한 걸음마다 최저점까지의 거리에 같은 값 $1 - 2\eta$가 곱해집니다. $\eta = 0.2$이면 0.6입니다. 다른 학습률에서 어떻게
# 되는지도 이 값만 보면 알 수 있습니다.
#
# - 0과 1 사이: 같은 쪽에서 거리가 줄어듭니다. `'monotone'`. (정확히 0이면 한 걸음에 도착합니다. 이것도 monotone입니다.)
# - $-1$과 0 사이: 거리가 줄어들지만 걸을 때마다 최저점을 뛰어넘습니다. `'overshoots'`.
# - 정확히 $-1$: 두 점 사이를 끝없이 왔다 갔다 합니다. `'oscillates'`.
# - $-1$보다 작음: 뛸 때마다 더 멀어집니다(발산). `'diverges'`.
#
# 이것을 학습률의 범위로 바꾸어 보세요. 학습률이 0이면 움직이지 않고 음수이면 올라갑니다. 두 경우 모두 `ValueError`를
# 일으키세요.

# %% demo=true
# text(en="Four rates, twelve steps each, from x = 10.", ko="학습률 네 가지, x = 10에서 열두 걸음씩.")
figure, plots = plt.subplots(1, 4, figsize=(11, 2.6), layout="tight")
for axes, rate in zip(plots, (0.2, 0.8, 1.0, 1.05)):
    axes.plot(3 + 7 * (1 - 2 * rate) ** np.arange(13), "o-", markersize=3)
    axes.axhline(3, color="gray", linewidth=0.8)
    axes.set_title(rf"$\eta = {rate}$")
plt.show()

# %% exercise="behaviour"

# %% public="behaviour"
words = ("monotone", "overshoots", "oscillates", "diverges")
for rate in (0.1, 0.3, 0.6, 0.9, 1, 1.2, 3):
    assert behaviour(rate) in words, text(en="The answer is one of the four words.", ko="답은 네 단어 중 하나입니다.")
for rate, figure_word in ((0.2, "monotone"), (0.8, "overshoots")):
    assert behaviour(rate) == figure_word, text(
        en="Look at the picture of this rate again: on which side of the line are the points?",
        ko="이 학습률의 그림을 다시 보세요. 점들이 선의 어느 쪽에 있나요?")
assert behaviour(1) != behaviour(1.2), text(
    en="With 1 the distance stays the same. Does it with 1.2?",
    ko="학습률이 1이면 거리가 그대로입니다. 1.2일 때도 그런가요?")
try:
    behaviour(-0.1)
except ValueError:
    pass
else:
    raise AssertionError(text(
        en="A negative rate must raise a ValueError.",
        ko="음수 학습률에는 ValueError를 일으켜야 합니다."))

# %% [markdown] lang="en"
# ## 7. Two variables: a field of arrows
#
# With two weights the loss is a surface over a plane. Take $f(x, y) = x^2 + y^2$. Its gradient has two parts, one
# for each variable: $\nabla f = (2x,\ 2y)$. It points where the function rises fastest; its negative, the way down.
#
# For every point of a grid, return the two parts of the **negative gradient**, $U$ and $V$, as arrays of the grid's
# shape. At $(1, -2)$ the arrow is $(-2, 4)$: to the left and up, towards the origin. Keep the arrows' lengths: they
# show how steep it is.
# %% [markdown] lang="ko"
# ## 7. 두 변수: 화살표로 그리는 벡터장
#
# 가중치가 두 개이면 손실은 평면 위의 곡면이 됩니다. $f(x, y) = x^2 + y^2$을 봅시다. 그래디언트는 변수마다 하나씩 두
# 성분을 가집니다: $\nabla f = (2x,\ 2y)$. 그래디언트는 함수가 가장 빨리 커지는 쪽을 가리키고, 그래디언트의 음수는
# 내려가는 쪽을 가리킵니다.
#
# 격자의 모든 점에서 **그래디언트의 음수**의 두 성분 $U$와 $V$를 격자와 같은 형상의 배열로 반환하세요. $(1, -2)$에서
# 화살표는 $(-2, 4)$입니다. 왼쪽 위, 곧 원점 쪽을 가리킵니다. 화살표의 길이는 그대로 두세요. 얼마나 가파른지를
# 나타냅니다.

# %%
# text(en="The lab's grid: X holds the x of every point, Y the y.", ko="실습의 격자. X에는 점마다의 x가, Y에는 y가 들어 있습니다.")
X, Y = np.meshgrid(np.arange(-5, 5, 0.5), np.arange(-5, 5, 0.5))

# %% exercise="descent_field"

# %% public="descent_field"
U, V = descent_field(np.array([[1.0, 0.0]]), np.array([[-2.0, 3.0]]))
assert np.shape(U) == np.shape(V) == (1, 2), text(
    en="Both parts have the shape of the grid.", ko="두 성분 모두 격자와 형상이 같습니다.")
assert np.allclose([U[0, 0], V[0, 0]], [-2, 4]), text(
    en="At (1, -2) the arrow is (-2, 4): it points at the origin.",
    ko="(1, -2)에서 화살표는 (-2, 4)이고 원점을 가리킵니다.")
assert np.allclose(U[0, 1], 0), text(
    en="At (0, 3) the way down leads straight along y.", ko="(0, 3)에서 내려가는 길은 y 방향으로 곧게 뻗습니다.")

# %% [markdown] lang="en"
# ## 8. The surface
#
# Draw $z = x^2 + y^2$ over the grid as a surface in three dimensions, with the method `plot_surface` of 3-D axes, and
# **return the Figure**. Make a new Figure in each call.
#
# **Gone from today's matplotlib:** one deck makes its 3-D axes by `fig.gca(projection='3d')`. Since version 3.6 `gca`
# no longer takes this argument. `fig.add_subplot` does, and so does `plt.subplots` through `subplot_kw`.
# %% [markdown] lang="ko"
# ## 8. 곡면
#
# $z = x^2 + y^2$을 격자 위의 3차원 곡면으로 그리세요. 3차원 축의 `plot_surface` 메서드를 사용하고,
# **Figure를 반환**합니다. 호출할 때마다 새 Figure를 만드세요.
#
# **요즘 matplotlib에는 없는 방법:** 강의 자료 한 곳에서는 `fig.gca(projection='3d')`로 3차원 축을 만듭니다. 3.6
# 버전부터 `gca`는 이 인수를 받지 않습니다. `fig.add_subplot`은 받고, `plt.subplots`도 `subplot_kw`를 통해 받습니다.

# %% exercise="plot_surface"

# %% public="plot_surface"
figure = plot_surface(X, Y)
assert isinstance(figure, plt.Figure), text(
    en="Return the Figure, not the axes, and not None.", ko="축이나 None이 아니라 Figure를 반환하세요.")
assert figure.axes[0].name == "3d", text(
    en="The axes are flat: 3-D ones are needed.", ko="축이 2차원입니다. 3차원 축이 필요합니다.")
assert figure.axes[0].collections, text(en="The axes are empty.", ko="축이 비어 있습니다.")
plt.close(figure)

# %% demo=true
try:
    plot_surface(X, Y)
    plt.show()
except NotImplementedError:
    print(text(en="Solve the exercise above to see the surface.", ko="위 문제를 풀면 곡면이 나타납니다."))

# %% [markdown] lang="en"
# ## 9. The arrows, drawn
#
# Draw the arrows of your `descent_field` at the points of the grid. `quiver(X, Y, U, V)` puts an arrow $(U, V)$ at
# every point $(X, Y)$. Return the Figure, a new one each time. If all is well, every arrow points at the minimum.
# %% [markdown] lang="ko"
# ## 9. 화살표 그리기
#
# 앞에서 만든 `descent_field`의 화살표를 격자의 점에 그리세요. `quiver(X, Y, U, V)`는 점 $(X, Y)$마다 화살표 $(U, V)$를
# 그립니다. 이번에도 호출할 때마다 새 Figure를 만들어 반환합니다. 제대로 되었다면 모든 화살표가 최저점을 가리킵니다.

# %% exercise="plot_quiver"

# %% public="plot_quiver"
figure = plot_quiver(X, Y)
assert isinstance(figure, plt.Figure), text(
    en="Return the Figure, not the axes, and not None.", ko="축이나 None이 아니라 Figure를 반환하세요.")
assert any(type(drawn).__name__ == "Quiver" for drawn in figure.axes[0].collections), text(
    en="There are no arrows in the figure.", ko="그림에 화살표가 없습니다.")
plt.close(figure)

# %% demo=true
try:
    plot_quiver(X, Y)
    plt.show()
except NotImplementedError:
    print(text(en="Solve exercises 7 and 9 to see the arrows.", ko="7번과 9번 문제를 풀면 화살표가 나타납니다."))

# %% [markdown] lang="en"
# ## 10. Any number of variables, any function
#
# Now the general case: `f` takes an array and returns the loss, and nobody tells you its gradient. Measure it, as in
# the last assignment, with a central difference for each variable, and walk:
#
# $$\mathbf{x}(t+1) = \mathbf{x}(t) - \eta\, \nabla f\big(\mathbf{x}(t)\big)$$
#
# - Measure all slopes at the **same** point, and only then move.
# - `init_x` must not move. After `x = init_x` both names mean *one* array: what would `x -= ...` do to it?
# - This notebook does not have the functions of assignment 04: put a numerical gradient inside your function.
# - Return the last point.
#
# From $(-3, 4)$ on $x_0^2 + x_1^2$, with $\eta = 0.1$ and 100 steps, one ends at about
# $(-6.1 \cdot 10^{-10},\ 8.1 \cdot 10^{-10})$: each step multiplies by 0.8, and $0.8^{100} \approx 2 \cdot 10^{-10}$.
# %% [markdown] lang="ko"
# ## 10. 변수가 몇 개든, 어떤 함수든
#
# 이제 일반적인 경우입니다. `f`는 배열을 받아 손실을 반환하지만, 그래디언트는 아무도 알려 주지 않습니다. 지난
# 과제에서처럼 변수마다 중심 차분으로 재면서 내려갑니다.
#
# $$\mathbf{x}(t+1) = \mathbf{x}(t) - \eta\, \nabla f\big(\mathbf{x}(t)\big)$$
#
# - 모든 기울기를 **같은** 점에서 잰 다음에 움직이세요.
# - `init_x`는 움직이면 안 됩니다. `x = init_x`라고 쓰면 두 이름이 *같은* 배열을 가리킵니다. 여기에 `x -= ...`를 하면
#   어떻게 될까요?
# - 이 노트북에는 과제 04의 함수가 없습니다. 수치 미분을 함수 안에 함께 넣으세요.
# - 마지막 점을 반환합니다.
#
# $x_0^2 + x_1^2$에서 $(-3, 4)$를 출발하여 $\eta = 0.1$로 100걸음을 가면 약
# $(-6.1 \cdot 10^{-10},\ 8.1 \cdot 10^{-10})$에 도착합니다. 한 걸음마다 0.8이 곱해지고
# $0.8^{100} \approx 2 \cdot 10^{-10}$이기 때문입니다.

# %% exercise="gradient_descent_nd"

# %% public="gradient_descent_nd"
def bowl(x):
    return x[0] ** 2 + 2 * (x[1] - 1) ** 2

start = np.array([1.0, 2.0])
assert np.allclose(gradient_descent_nd(bowl, start, 0.1, 1), [0.8, 1.6], atol=1e-6), text(
    en="The slopes at (1, 2) are 2 and 4. Where does one step with rate 0.1 lead?",
    ko="(1, 2)에서 기울기는 2와 4입니다. 학습률 0.1로 한 걸음 가면 어디인가요?")
assert np.array_equal(start, [1.0, 2.0]), text(en="The start has moved.", ko="출발점이 움직였습니다.")
assert np.allclose(gradient_descent_nd(bowl, start), [0.0, 1.0], atol=1e-6), text(
    en="With 100 steps the walk arrives at the minimum (0, 1).", ko="100걸음을 가면 최저점 (0, 1)에 도착합니다.")

# %% demo=true
try:
    end = gradient_descent_nd(lambda x: x[0] ** 2 + x[1] ** 2, np.array([-3.0, 4.0]))
    print(text(en="from (-3, 4):", ko="(-3, 4)에서 출발:"), end)
    corner = lambda x: x[0] ** 2 / 20 + x[1] ** 2
    places = [gradient_descent_nd(corner, np.array([-7.0, 2.0]), 0.9, steps) for steps in range(30)]
    xs, ys = np.meshgrid(np.linspace(-8, 4, 80), np.linspace(-3, 3, 60))
    plt.figure(figsize=(5.5, 3))
    plt.contour(xs, ys, xs**2 / 20 + ys**2, levels=12, linewidths=0.6)
    plt.plot(*np.transpose(places), "o-", markersize=3)
    plt.show()
except NotImplementedError:
    print(text(en="Solve the exercise above to see the walk.", ko="위 문제를 풀면 경로가 나타납니다."))

# %% [markdown] lang="en"
# The last picture is a long, narrow valley, $x_0^2 / 20 + x_1^2$. The walk overshoots across the valley and creeps
# along it: one learning rate is too large for one variable and too small for the other. And in a loss with several
# valleys the walk ends in the one where it started, deep or not; level ground may also be a pass. Better optimizers take up this
# problem. But there is a more urgent one: measuring a gradient needs two evaluations of the loss *for each parameter*. A
# network with 45,360 parameters would be evaluated 90,720 times for a single step. The way out is **backpropagation**,
# which gets all slopes at the price of two or three evaluations. It begins in the next assignment, with computational
# graphs.
# %% [markdown] lang="ko"
# 마지막 그림은 좁고 긴 골짜기 $x_0^2 / 20 + x_1^2$입니다. 골짜기를 가로지르는 방향으로는 계속 뛰어넘고, 골짜기를
# 따라가는 방향으로는 아주 천천히 움직입니다. 학습률 하나가 한 변수에는 너무 크고 다른 변수에는 너무 작습니다. 골짜기가
# 여러 개이면 출발한 골짜기에서 끝날 뿐, 가장 깊은 곳이라는 보장도 없습니다. 더 나은 옵티마이저들이 이런 문제를 다룹니다. 그런데 더 급한 문제가 있습니다. 수치 미분은 *매개변수마다* 손실을 두 번씩 계산해야
# 합니다. 매개변수가 45,360개인 신경망이라면 한 걸음에 90,720번입니다. 해결책은 손실을 두세 번 계산하는 비용으로 모든
# 기울기를 구하는 **역전파**입니다. 다음 과제의 계산 그래프에서 시작합니다.
