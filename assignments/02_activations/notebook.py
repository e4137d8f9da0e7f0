# %% [markdown] lang="en"
# # Activation functions
#
# A neuron does two things. First it adds up: every input times its weight, plus a bias. That gives one number, the
# **weighted sum** (or net) $z = w_1 x_1 + w_2 x_2 + \dots + b$. Then it reacts to that number: the **activation function** $f$
# turns $z$ into the neuron's output $y = f(z)$.
#
# Adding up is the same in every network. What differs is the reaction, and a lot hangs on it: whether a network can
# learn by gradient descent, whether ten layers are any better than one, and whether the numbers that come out can be
# read as probabilities. In this notebook you write the activation functions of the lecture, their slopes, and at
# the end you find out why extra layers are useless without them.
#
# You will meet these functions again in every later assignment, so write them for **whole arrays**: one call, one result for each
# element, the same shape out as in. None of them may change the array that it is given.
# %% [markdown] lang="ko"
# # 활성화 함수
#
# 뉴런(유닛)은 두 가지 일을 합니다. 먼저 더합니다. 입력마다 가중치를 곱해 모두 더하고 편향을 더하면 **가중합**(net)
# $z = w_1 x_1 + w_2 x_2 + \dots + b$라는 수 하나가 나옵니다. 그다음 이 수에 반응합니다. **활성화 함수** $f$가 $z$를
# 뉴런의 출력 $y = f(z)$로 바꿉니다.
#
# 더하는 방법은 어느 신경망이나 같습니다. 신경망마다 다른 것은 활성화 함수이고, 이에 따라 많은 것이 달라집니다. 경사하강법으로 학습할 수
# 있는지, 층을 열 개 쌓으면 한 개보다 나은지, 출력을 확률로 읽을 수 있는지가 모두 활성화 함수로 정해집니다. 이 노트북에서는
# 강의에 나온 활성화 함수와 그 기울기를 직접 만들고, 마지막에는 활성화 함수가 없으면 층을 쌓아도 왜 소용이 없는지 확인합니다.
#
# 뒤에 나오는 과제마다 이 함수들을 다시 만나게 됩니다. 그래서 **배열 전체**를 받도록 만듭니다. 한 번 호출하면 원소마다 결과가
# 하나씩 나오고, 출력의 형상은 입력과 같습니다. 입력으로 받은 배열의 값을 바꾸어서는 안 됩니다.

# %%
import matplotlib.pyplot as plt
import numpy as np


def is_array(y, shape):
    text(en="""Whether y is a NumPy array of that shape; used by the checks below.""",
         ko="""y가 그 형상의 넘파이 배열인지 답합니다. 아래 검사에서 씁니다.""")
    return isinstance(y, np.ndarray) and y.shape == shape

# %% demo=true
# text(en="One neuron: inputs, weights and bias, the sum, the activation function.",
#      ko="뉴런 하나: 입력, 가중치와 편향, 합, 활성화 함수.")
figure, axes = plt.subplots(figsize=(7, 2.8))
axes.set_axis_off()
axes.set_xlim(-0.5, 6.4)
axes.set_ylim(-1.5, 1.5)
for height, source, weight in [(1.0, "$x_1$", "$w_1$"), (0.0, "$x_2$", "$w_2$"), (-1.0, "$1$", "$b$")]:
    axes.annotate("", xy=(2.6, 0), xytext=(0.3, height), arrowprops={"arrowstyle": "->"})
    axes.text(0, height, source, fontsize=15, ha="center", va="center")
    axes.text(1.1, 0.66 * height + 0.14, weight, fontsize=12, ha="center")
for place, symbol in [(3.0, r"$\Sigma$"), (4.6, "$f$")]:
    axes.add_patch(plt.Circle((place, 0), 0.4, fill=False))
    axes.text(place, 0, symbol, fontsize=16, ha="center", va="center")
axes.annotate("", xy=(4.2, 0), xytext=(3.4, 0), arrowprops={"arrowstyle": "->"})
axes.text(3.8, 0.14, "$z$", fontsize=13, ha="center")
axes.annotate("", xy=(5.8, 0), xytext=(5.0, 0), arrowprops={"arrowstyle": "->"})
axes.text(6.1, 0, "$y$", fontsize=15, ha="center", va="center")
plt.show()

# %% demo=true
def picture(low=-5.0, high=5.0, **curves):
    text(en="""Draw functions, given as name=function, over [low, high]; say so where one is not written yet.""",
         ko="""이름=함수로 받은 함수를 [low, high]에서 그립니다. 아직 작성하지 않은 함수가 있으면 알려 줍니다.""")
    x = np.linspace(low, high, 400)
    try:
        heights = {name: curve(x) for name, curve in curves.items()}
    except NotImplementedError:
        print(text(en="Solve the exercise above, run its cell, then run this one to see the picture.",
                   ko="위 문제를 풀고 그 셀을 실행한 다음 이 셀을 실행하면 그림이 나타납니다."))
        return
    _, axes = plt.subplots(figsize=(5.5, 3))
    axes.axhline(0, color="0.8", linewidth=1)
    axes.axvline(0, color="0.8", linewidth=1)
    for name, height in heights.items():
        axes.plot(x, height, label=name)
    axes.set_xlabel("$z$")
    axes.set_ylabel("$f(z)$")
    axes.legend()
    plt.show()

# %% [markdown] lang="en"
# ## 1. The step function
#
# The perceptron's neuron knows only two states. It fires, or it does not:
#
# $$f(x) = \begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}$$
#
# Take the AND gate: $w = (0.5,\ 0.5)$, $b = -0.7$. For the inputs $(1, 1)$ the weighted sum is
# $0.5 + 0.5 - 0.7 = 0.3$, so the neuron fires; for $(0, 1)$ it is $-0.2$, and it stays silent.
#
# Two things to watch. **At 0 itself the answer is 0.** The course material contradicts itself here: one deck lets a neuron fire
# when the sum *reaches* its threshold, and the lecture's lab compares with $0.000001$, to be safe from rounding errors. The
# formula says *greater than 0*, and that is what counts in this course. And **the result is made of integers**, not of
# True and False. (You may meet `np.int` in old code: NumPy has removed it. Python's own `int` does the same.)
#
# Write `step(x)` for arrays of any shape, and for a plain number such as `step(3)` too.
# %% [markdown] lang="ko"
# ## 1. 계단 함수
#
# 퍼셉트론의 뉴런에는 두 가지 상태밖에 없습니다. 활성화되거나, 활성화되지 않거나 둘 중 하나입니다.
#
# $$f(x) = \begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}$$
#
# AND 게이트를 봅시다. 가중치는 $w = (0.5,\ 0.5)$, 편향은 $b = -0.7$입니다. 입력이 $(1, 1)$이면 가중합이
# $0.5 + 0.5 - 0.7 = 0.3$이므로 1을 출력하고, $(0, 1)$이면 $-0.2$이므로 0을 출력합니다.
#
# 두 가지를 조심하세요. 첫째, **입력이 정확히 0이면 출력은 0입니다.** 강의 자료끼리도 이 부분이 서로 다릅니다. 가중합이 임계값과
# *같을 때도* 활성화된다고 쓴 자료가 있고, 실습 코드는 부동소수점 오차를 피하려고 $0.000001$과 비교합니다. 수식은 *0보다 클
# 때*라고 말하며, 이 과목에서는 수식을 따릅니다. 둘째, **결과는 정수**이지 True와 False가 아닙니다. (오래된 코드에 나오는
# `np.int`는 이제 넘파이에 없습니다. 파이썬의 `int`를 쓰면 됩니다.)
#
# 어떤 형상의 배열이든, 그리고 `step(3)`처럼 수 하나도 받을 수 있게 `step(x)`를 작성하세요.

# %% exercise="step"

# %% public="step"
result = step(np.array([[-2.0, 0.3], [0.0, 7.0]]))
assert isinstance(result, np.ndarray), text(en="An array in, an array out.", ko="배열을 넣으면 배열이 나와야 합니다.")
assert result.shape == (2, 2), text(en="The result has the shape of x.", ko="결과의 형상은 x와 같아야 합니다.")
assert result[1, 0] == 0, text(en="What should happen at exactly 0?", ko="입력이 정확히 0일 때는 어떻게 되어야 할까요?")
assert result.tolist() == [[0, 1], [0, 1]], text(en="Some elements are wrong.", ko="틀린 원소가 있습니다.")
assert np.issubdtype(result.dtype, np.integer), text(en="The result should be made of integers.",
                                                     ko="결과는 정수로 이루어져야 합니다.")
assert (step(3), step(-0.5)) == (1, 0), text(en="Does it work for a plain number?", ko="수 하나를 넣어도 동작하나요?")
print(text(en="step: fine so far.", ko="step: 여기까지 좋습니다."))

# %% demo=true
picture(step=step)

# %% [markdown] lang="en"
# ## 2. The sigmoid
#
# The step function is flat everywhere. Turn a weight a little and nothing happens, so there is no slope that could tell
# gradient descent which way to go. The **sigmoid** (or logistic function) is a step with its corner rounded:
#
# $$f(x) = \frac{1}{1 + e^{-x}}$$
#
# Large inputs still give nearly 1 and small ones nearly 0, but in between the output rises smoothly. In the forward
# pass of the lecture's network, a weighted sum of $0.1$ becomes $1 / (1 + e^{-0.1}) = 0.524979$.
#
# **The catch.** Mathematics has no trouble with $x = -1000$. A computer has: $e^{1000}$ is beyond the largest
# float64, about $1.8 \cdot 10^{308}$, and NumPy warns of an *overflow*. In the other direction there is no such
# trouble: $e^{-1000}$ is just rounded to 0. So find a way in which `np.exp` never gets to see a large positive number.
# This may help: what becomes of the fraction if you multiply both its halves by $e^{x}$?
# %% [markdown] lang="ko"
# ## 2. 시그모이드 함수
#
# 계단 함수는 어디에서나 평평합니다. 가중치를 조금 바꾸어도 출력이 그대로이므로, 경사하강법이 어느 쪽으로 가야 할지 알려 줄
# 기울기가 없습니다. **시그모이드**(로지스틱) 함수는 계단의 모서리를 둥글게 깎은 함수입니다.
#
# $$f(x) = \frac{1}{1 + e^{-x}}$$
#
# 입력이 크면 1에, 작으면 0에 가까워지는 것은 같지만 그 사이에서 출력이 부드럽게 올라갑니다. 강의의 순전파 예제에서
# 가중합 $0.1$은 $1 / (1 + e^{-0.1}) = 0.524979$가 됩니다.
#
# **함정이 하나 있습니다.** 수학에서는 $x = -1000$도 아무 문제가 없지만 컴퓨터에서는 다릅니다. $e^{1000}$은 float64가 담을
# 수 있는 가장 큰 수(약 $1.8 \cdot 10^{308}$)를 넘으므로 넘파이가 *오버플로*를 경고합니다. 반대쪽은 괜찮습니다.
# $e^{-1000}$은 0으로 반올림될 뿐입니다. 그러니 `np.exp`에 큰 양수가 들어가지 않게 할 방법을 찾아보세요.
# 힌트: 분자와 분모에 똑같이 $e^{x}$를 곱하면 식이 어떻게 바뀔까요?

# %% exercise="sigmoid"

# %% public="sigmoid"
x = np.array([[0.0, 0.1], [2.0, -2.0]])
y = sigmoid(x)
assert is_array(y, x.shape), text(en="The result is an array of the shape of x.",
                                  ko="결과는 x와 형상이 같은 배열이어야 합니다.")
assert abs(y[0, 0] - 0.5) < 1e-12, text(en="At 0 the sigmoid is one half.", ko="0에서 시그모이드의 값은 0.5입니다.")
assert abs(y[0, 1] - 0.524979) < 1e-6, text(en="0.1 should give the lecture's 0.524979.",
                                            ko="0.1을 넣으면 강의에 나온 0.524979가 나와야 합니다.")
assert abs(y[1, 0] + y[1, 1] - 1) < 1e-12, text(en="The curve is symmetric: f(-x) = 1 - f(x).",
                                                ko="곡선은 대칭입니다: f(-x) = 1 - f(x).")
with np.errstate(over="raise"):  # text(en="here an overflow is an error, so that you see where it happens",
    #      ko="여기서는 오버플로가 오류가 되므로 어디에서 일어나는지 보입니다")
    ends = sigmoid(np.array([-1000.0, 1000.0]))
assert np.allclose(ends, [0, 1]), text(en="Far out the sigmoid is 0 on the left and 1 on the right.",
                                       ko="x가 아주 작으면 시그모이드는 0, 아주 크면 1이 됩니다.")
print(text(en="sigmoid: fine so far.", ko="sigmoid: 여기까지 좋습니다."))

# %% demo=true
picture(step=step, sigmoid=sigmoid)

# %% [markdown] lang="en"
# ## 3. tanh
#
# The outputs of a sigmoid are all positive. The **hyperbolic tangent** has the same S shape, but it runs from $-1$ to
# $1$ and goes through the origin:
#
# $$f(x) = \frac{e^x - e^{-x}}{e^x + e^{-x}} = \frac{2}{1 + e^{-2x}} - 1$$
#
# For example $f(0.5) = 2 / (1 + e^{-1}) - 1 = 0.462117$. On paper both forms are equal. In float64 they are not: put
# $x = 1000$ into the first one, and you divide infinity by infinity. Write `tanh(x)` so that it is right at
# $\pm 1000$ too. Look at the second form next to the sigmoid's formula, and you may need only one short line.
# (NumPy has `np.tanh`. Try it yourself first, and then compare with it.)
# %% [markdown] lang="ko"
# ## 3. tanh 함수
#
# 시그모이드의 출력은 모두 양수입니다. **하이퍼볼릭 탄젠트**는 같은 S자 모양이지만 출력이 $-1$에서 $1$까지이고 원점을 지납니다.
#
# $$f(x) = \frac{e^x - e^{-x}}{e^x + e^{-x}} = \frac{2}{1 + e^{-2x}} - 1$$
#
# 예를 들어 $f(0.5) = 2 / (1 + e^{-1}) - 1 = 0.462117$입니다. 종이 위에서는 두 식이 같지만 float64에서는 그렇지 않습니다.
# 첫 번째 식에 $x = 1000$을 넣으면 무한대를 무한대로 나누게 됩니다. $\pm 1000$에서도 값이 맞도록 `tanh(x)`를 작성하세요.
# 두 번째 식을 시그모이드의 식과 나란히 놓고 보면 짧은 한 줄로 끝날지도 모릅니다.
# (넘파이에는 `np.tanh`가 있습니다. 먼저 직접 만들어 보고 나서 그 결과와 비교해 보세요.)

# %% exercise="tanh"

# %% public="tanh"
x = np.array([-0.5, 0.0, 0.5])
y = tanh(x)
assert is_array(y, x.shape), text(en="The result is an array of the shape of x.",
                                  ko="결과는 x와 형상이 같은 배열이어야 합니다.")
assert abs(y[1]) < 1e-12, text(en="tanh goes through the origin.", ko="tanh는 원점을 지납니다.")
assert abs(y[2] - 0.462117) < 1e-6, text(en="0.5 should give 0.462117. Look at the exponent again.",
                                         ko="0.5를 넣으면 0.462117이 나와야 합니다. 지수를 다시 보세요.")
assert abs(y[0] + y[2]) < 1e-12, text(en="tanh is odd: f(-x) = -f(x).", ko="tanh는 홀함수입니다: f(-x) = -f(x).")
with np.errstate(all="ignore"):
    ends = tanh(np.array([-1000.0, 1000.0]))
assert np.allclose(ends, [-1, 1]), text(en="Far out, tanh is -1 on the left and 1 on the right.",
                                        ko="x가 아주 작으면 tanh는 -1, 아주 크면 1이 됩니다.")
print(text(en="tanh: fine so far.", ko="tanh: 여기까지 좋습니다."))

# %% demo=true
picture(sigmoid=sigmoid, tanh=tanh)

# %% [markdown] lang="en"
# ## 4. ReLU
#
# Sigmoid and tanh level out on both sides. There, their slope is close to 0, and a deep network learns very slowly.
# The **rectified linear unit** is simpler than both, and it is what most networks use today:
#
# $$f(x) = \max(x, 0)$$
#
# Positive inputs pass unchanged, everything else becomes 0: $(-1.5,\ 0,\ 2.5)$ turns into $(0,\ 0,\ 2.5)$.
#
# The array that you are given belongs to the caller, who may need it again (backpropagation will). Return a **new**
# array and leave `x` as it was.
# %% [markdown] lang="ko"
# ## 4. ReLU 함수
#
# 시그모이드와 tanh는 양쪽 끝이 평평해집니다. 그곳에서는 기울기가 0에 가까워서 깊은 신경망의 학습이 아주 느려집니다.
# **ReLU**(Rectified Linear Unit)는 둘보다 더 간단하면서도 오늘날 가장 많이 쓰이는 활성화 함수입니다.
#
# $$f(x) = \max(x, 0)$$
#
# 양수는 그대로 내보내고 나머지는 모두 0으로 만듭니다. $(-1.5,\ 0,\ 2.5)$는 $(0,\ 0,\ 2.5)$가 됩니다.
#
# 입력으로 받은 배열은 함수를 호출한 쪽의 것이고, 나중에 다시 쓰일 수 있습니다(역전파에서 실제로 그렇습니다).
# **새** 배열을 반환하고 `x`는 그대로 두세요.

# %% exercise="relu"

# %% public="relu"
x = np.array([[-1.5, 0.0], [2.5, -4.0]])
before = x.copy()
y = relu(x)
assert is_array(y, x.shape), text(en="The result is an array of the shape of x.",
                                  ko="결과는 x와 형상이 같은 배열이어야 합니다.")
assert np.array_equal(x, before), text(en="The call changed x itself. Does the function write into its argument?",
                                       ko="호출하고 나니 x 자체가 바뀌었습니다. 함수가 인수의 배열에 값을 쓰고 있는지 확인하세요.")
assert np.all(y >= 0), text(en="A ReLU never gives a negative number.", ko="ReLU의 출력은 음수가 될 수 없습니다.")
assert (y[0, 0], y[1, 1]) == (0, 0), text(en="What becomes of negative inputs?", ko="음수 입력은 어떻게 되어야 하나요?")
assert y[1, 0] == 2.5, text(en="Positive inputs pass unchanged.", ko="양수는 그대로 나와야 합니다.")
print(text(en="relu: fine so far.", ko="relu: 여기까지 좋습니다."))

# %% demo=true
picture(relu=relu)

# %% [markdown] lang="en"
# ## 5. Leaky ReLU
#
# A ReLU whose weighted sum is negative for every sample outputs 0, has slope 0, and so never learns again: it is dead.
# The **leaky ReLU** lets a little through:
#
# $$f(x) = \max(\alpha x,\ x), \qquad 0 \le \alpha \le 1$$
#
# Because $\alpha$ is at most 1, the larger of the two is $x$ for positive inputs and $\alpha x$ for negative ones. With
# the lecture's $\alpha = 0.1$, the input $-3$ becomes $-0.3$ and not 0. (Libraries often take $0.01$ unless told
# otherwise: a default is a choice and not a law.)
# %% [markdown] lang="ko"
# ## 5. Leaky ReLU 함수
#
# 모든 샘플에 대해 가중합이 음수인 ReLU는 출력도 0, 기울기도 0이어서 다시는 학습하지 못합니다. 죽은 유닛이 되는
# 것입니다. **Leaky ReLU**는 음수도 조금은 새어 나가게 합니다.
#
# $$f(x) = \max(\alpha x,\ x), \qquad 0 \le \alpha \le 1$$
#
# $\alpha$가 1 이하이므로 둘 중 큰 값은 양수에서는 $x$, 음수에서는 $\alpha x$입니다. 강의에서처럼 $\alpha = 0.1$이면
# 입력 $-3$은 0이 아니라 $-0.3$이 됩니다. (라이브러리에서는 $0.01$을 기본값으로 쓰는 경우가 많습니다. 기본값은 법칙이 아니라
# 선택일 뿐입니다.)

# %% exercise="leaky_relu"

# %% public="leaky_relu"
x = np.array([-3.0, 0.0, 2.0])
y = leaky_relu(x)
assert is_array(y, x.shape), text(en="The result is an array of the shape of x.",
                                  ko="결과는 x와 형상이 같은 배열이어야 합니다.")
assert y[2] == 2.0, text(en="Positive inputs pass unchanged.", ko="양수는 그대로 나와야 합니다.")
assert abs(y[0] + 0.3) < 1e-12, text(en="-3 should become -0.3.", ko="-3은 -0.3이 되어야 합니다.")
assert abs(leaky_relu(x, 0.5)[0] + 1.5) < 1e-12, text(en="Does your function use the alpha that it is given?",
                                                      ko="함수가 인수로 받은 alpha를 사용하나요?")
print(text(en="leaky_relu: fine so far.", ko="leaky_relu: 여기까지 좋습니다."))

# %% [markdown] lang="en"
# ## 6. ELU
#
# The **exponential linear unit** bends smoothly below zero and levels out at $-\alpha$:
#
# $$f(x) = \begin{cases} x & x \ge 0 \\ \alpha\,(e^x - 1) & x < 0 \end{cases}$$
#
# With $\alpha = 1$, the input $-1$ becomes $e^{-1} - 1 = -0.632121$.
#
# Mind how `np.where(condition, A, B)` works: it does not skip anything. Python computes **all** of A and **all** of B before
# `np.where` picks from them. An input of $1000$ uses the upper branch, and yet $e^{1000}$ may have been computed,
# with the same overflow as in exercise 2.
# %% [markdown] lang="ko"
# ## 6. ELU 함수
#
# **ELU**(Exponential Linear Unit)는 0 아래에서 부드럽게 휘어 $-\alpha$에 가까워집니다.
#
# $$f(x) = \begin{cases} x & x \ge 0 \\ \alpha\,(e^x - 1) & x < 0 \end{cases}$$
#
# $\alpha = 1$일 때 입력 $-1$은 $e^{-1} - 1 = -0.632121$이 됩니다.
#
# `np.where(조건, A, B)`가 어떻게 동작하는지 생각해 보세요. 아무것도 건너뛰지 않습니다. 파이썬이 A **전체**와 B **전체**를 먼저
# 계산하고, `np.where`는 그중에서 고르기만 합니다. 입력 $1000$은 위쪽 식을 쓰지만 $e^{1000}$도 이미 계산되었을 수 있고, 그러면
# 2번 문제에서와 같은 오버플로가 일어납니다.

# %% exercise="elu"

# %% public="elu"
x = np.array([-1.0, 0.0, 2.0])
y = elu(x)
assert is_array(y, x.shape), text(en="The result is an array of the shape of x.",
                                  ko="결과는 x와 형상이 같은 배열이어야 합니다.")
assert y[2] == 2.0, text(en="Positive inputs pass unchanged.", ko="양수는 그대로 나와야 합니다.")
assert abs(y[0] + 0.632121) < 1e-6, text(en="-1 should become -0.632121.", ko="-1은 -0.632121이 되어야 합니다.")
assert abs(elu(x, 2.0)[0] + 1.264241) < 1e-6, text(en="Where does alpha belong in the formula?",
                                                   ko="식에서 alpha는 어디에 있어야 할까요?")
with np.errstate(over="raise"):  # text(en="an overflow is an error here", ko="여기서는 오버플로가 오류가 됩니다")
    assert elu(np.array([1000.0]))[0] == 1000.0, text(en="1000 passes unchanged.", ko="1000은 그대로 나와야 합니다.")
print(text(en="elu: fine so far.", ko="elu: 여기까지 좋습니다."))

# %% demo=true
picture(-4.0, 2.0, relu=relu, leaky_relu=leaky_relu, elu=elu)

# %% [markdown] lang="en"
# ## 7. Maxout
#
# So far somebody chose the shape of $f$. A **maxout** unit learns it: it has two sets of weights, computes two linear
# functions of its inputs, and gives the larger result.
#
# $$f(x) = \max(x W_1 + b_1,\ x W_2 + b_2)$$
#
# Here `x` is a whole batch, $(n, d)$: one sample in each row. The weights are $(d, k)$ and the biases $(k{,})$, so the
# result is $(n, k)$. (Exercise sheet 10-4 writes $w^T x$ for one sample as a column. With samples as rows, it is $xW$.)
#
# For one input, $x = 3$, with $W_1 = 1,\ b_1 = 0$ and $W_2 = -1,\ b_2 = 2$, the pieces are $3$ and $-1$, so the unit
# gives $3$; for $x = -3$ they are $-3$ and $5$, and it gives $5$. The larger one is chosen for **each sample and each
# unit** on its own.
# %% [markdown] lang="ko"
# ## 7. Maxout
#
# 지금까지는 $f$의 모양을 사람이 정했습니다. **Maxout** 유닛은 모양까지 학습합니다. 가중치를 두 벌 가지고 입력의 선형 함수 두 개를
# 계산한 뒤 더 큰 쪽을 내보냅니다.
#
# $$f(x) = \max(x W_1 + b_1,\ x W_2 + b_2)$$
#
# 여기서 `x`는 배치 전체이고 형상은 $(n, d)$입니다. 한 행이 샘플 하나입니다. 가중치가 $(d, k)$, 편향이 $(k{,})$이므로 결과는
# $(n, k)$입니다. (연습문제 10-4에는 샘플 하나를 열벡터로 놓고 $w^T x$라고 썼습니다. 샘플이 행이면 $xW$가 됩니다.)
#
# 입력이 하나뿐이고 $W_1 = 1,\ b_1 = 0$, $W_2 = -1,\ b_2 = 2$라고 합시다. $x = 3$이면 두 값은 $3$과 $-1$이므로 $3$을,
# $x = -3$이면 $-3$과 $5$이므로 $5$를 출력합니다. 큰 값은 **샘플마다, 유닛마다** 따로 고릅니다.

# %% exercise="maxout"

# %% public="maxout"
x = np.array([[3.0], [-3.0], [0.0]])
W1, b1, W2, b2 = np.array([[1.0, 2.0]]), np.array([0.0, 1.0]), np.array([[-1.0, 0.0]]), np.array([2.0, 0.0])
y = maxout(x, W1, b1, W2, b2)
assert is_array(y, (3, 2)), text(
    en="3 samples and 2 units: the result is (3, 2). Which axis, if any, should a maximum run over?",
    ko="샘플 3개, 유닛 2개이므로 결과는 (3, 2)입니다. 최댓값을 구할 때 축이 필요할까요?")
assert (y[0, 0], y[1, 0]) == (3.0, 5.0), text(en="Compare with the worked numbers above.", ko="위의 계산과 비교해 보세요.")
assert y[2, 0] == 2.0, text(en="At x = 0 only the biases are left.", ko="x = 0이면 편향만 남습니다.")
print(text(en="maxout: fine so far.", ko="maxout: 여기까지 좋습니다."))

# %% demo=true
picture(**{"maxout": lambda z: maxout(z.reshape(-1, 1), W1[:, :1], b1[:1], W2[:, :1], b2[:1])[:, 0]})

# %% [markdown] lang="en"
# ## 8. Softmax
#
# The output layer of a classifier has one unit for each class, and each gives a score $a_k$. **Softmax** turns the
# scores of a sample into probabilities: all of them positive, together 1, the largest score with the largest share.
#
# $$y_k = \frac{e^{a_k}}{\sum_i e^{a_i}}$$
#
# | score $a_k$ | $e^{a_k}$ | share $y_k$ |
# | ---: | ---: | ---: |
# | 0.3 | 1.3499 | 0.01821127 |
# | 2.9 | 18.1741 | 0.24519181 |
# | 4.0 | 54.5982 | 0.73659691 |
# | sum | 74.1221 | 1.0 |
#
# **Overflow again.** With scores of $1000$ the powers are infinite, and infinity divided by infinity is not a number
# (`nan`). The way out: add any constant $c$ to all scores of a sample, and the result stays the same, because
# numerator and denominator both get the factor $e^{c}$. You may choose $c$; choose it so that `np.exp` is safe.
#
# **Batches.** The lecture's function handles one sample, $(k{,})$. Yours takes a batch $(n, k)$ too, and there every row is
# a sample of its own: its own sum, and its own $c$. `axis=-1` means the last axis, whether there are one or two, and
# `keepdims=True` keeps a sum of rows as $(n, 1)$, so that it broadcasts against $(n, k)$.
#
# A last thought: a softmax over *one* score is always 1, whatever the score. So a `Dense(1, activation='softmax')`, which one
# of our sources gives for several classes, learns nothing. It takes one unit for each class.
# %% [markdown] lang="ko"
# ## 8. 소프트맥스 함수
#
# 분류기의 출력층에는 클래스마다 유닛이 하나씩 있고, 각 유닛은 점수 $a_k$를 냅니다. **소프트맥스**는 한 샘플의 점수들을 확률로
# 바꿉니다. 모두 양수이고, 합은 1이며, 점수가 클수록 확률도 큽니다.
#
# $$y_k = \frac{e^{a_k}}{\sum_i e^{a_i}}$$
#
# | 점수 $a_k$ | $e^{a_k}$ | 확률 $y_k$ |
# | ---: | ---: | ---: |
# | 0.3 | 1.3499 | 0.01821127 |
# | 2.9 | 18.1741 | 0.24519181 |
# | 4.0 | 54.5982 | 0.73659691 |
# | 합 | 74.1221 | 1.0 |
#
# **다시 오버플로.** 점수가 $1000$이면 거듭제곱이 무한대가 되고, 무한대를 무한대로 나누면 수가 아닌 값(`nan`)이 됩니다. 빠져나갈
# 길이 있습니다. 한 샘플의 모든 점수에 같은 상수 $c$를 더해도 결과는 그대로입니다. 분자와 분모에 똑같이 $e^{c}$가 곱해지기
# 때문입니다. $c$는 마음대로 고를 수 있으니 `np.exp`가 안전해지도록 고르세요.
#
# **배치.** 강의의 함수는 샘플 하나 $(k{,})$만 다룹니다. 여러분의 함수는 배치 $(n, k)$도 받아야 하고, 이때 한 행이 샘플 하나입니다.
# 합도 행마다, $c$도 행마다 따로입니다. `axis=-1`은 축이 하나든 둘이든 마지막 축을 뜻하고, `keepdims=True`는 행의 합을
# $(n, 1)$로 남겨 $(n, k)$와 브로드캐스트되게 합니다.
#
# 마지막으로 하나 더. 점수가 *하나*뿐이면 소프트맥스는 점수와 상관없이 언제나 1입니다. 그래서 자료 중 한 곳에 다중 분류용으로
# 적혀 있는 `Dense(1, activation='softmax')`는 아무것도 학습하지 못합니다. 클래스마다 유닛이 하나씩 필요합니다.

# %% exercise="softmax"

# %% public="softmax"
y = softmax(np.array([0.3, 2.9, 4.0]))
assert is_array(y, (3,)), text(en="Three scores in, three probabilities out.",
                               ko="점수가 세 개면 확률도 세 개입니다.")
assert np.allclose(y, [0.01821127, 0.24519181, 0.73659691]), text(en="Compare with the table above.",
                                                                  ko="위의 표와 비교해 보세요.")
batch = np.array([[0.3, 2.9, 4.0], [1.0, 1.0, 1.0]])
y = softmax(batch)
assert y.shape == (2, 3), text(en="A batch keeps its shape.", ko="배치의 형상은 그대로 유지됩니다.")
assert np.allclose(y.sum(axis=1), 1), text(en="Each row, and not the whole batch, sums to 1.",
                                           ko="배치 전체가 아니라 각 행의 합이 1이어야 합니다.")
assert np.allclose(y[1], 1 / 3), text(en="Three equal scores share equally.", ko="점수가 같으면 확률도 같습니다.")
assert np.allclose(softmax(np.array([1000.0, 1000.0])), 0.5), text(en="Large scores: did exp overflow?",
                                                                   ko="점수가 클 때 exp가 오버플로하지 않았나요?")
print(text(en="softmax: fine so far.", ko="softmax: 여기까지 좋습니다."))

# %% demo=true
try:
    scores = np.array([0.3, 2.9, 4.0])
    shares = [softmax(scores), softmax(scores + 2.0), softmax(2.0 * scores)]
except NotImplementedError:
    print(text(en="Solve the exercise above to see what softmax does with scores, shifted scores and doubled scores.",
               ko="위 문제를 풀면 점수를 그대로, 옮겨서, 두 배로 넣었을 때의 결과를 볼 수 있습니다."))
else:
    _, panels = plt.subplots(1, 3, figsize=(8, 2.6), sharey=True)
    for panel, share, title in zip(panels, shares, ["$a$", "$a + 2$", "$2a$"]):
        panel.bar(["0", "1", "2"], share)
        panel.set_title(f"softmax({title})")
    plt.show()

# %% [markdown] lang="en"
# ## 9. The slope of the sigmoid
#
# To learn, a network must know how much each neuron's output changes with its weighted sum: the derivative $f'$. For the
# sigmoid it has a convenient form. With $y = f(x)$,
#
# $$f'(x) = \frac{e^{-x}}{(1 + e^{-x})^2} = y\,(1 - y)$$
#
# So once the forward pass has computed the output $y$, the slope costs one multiplication. That is why this function
# takes **y, the output, and not x**. In the lecture's hand calculation the output is $0.709383$ and the slope
# $0.709383 \cdot (1 - 0.709383) = 0.206158\ldots$ (the slide cuts the rest off; rounded it is $0.206159$).
#
# The labs call the parameter of this function `x`, and that has led many astray: what they pass to it is always the
# output of a layer. Feeding it weighted sums, or applying the sigmoid a second time, are the commonest errors of the course.
# %% [markdown] lang="ko"
# ## 9. 시그모이드의 기울기
#
# 신경망이 학습하려면 가중합이 변할 때 뉴런의 출력이 얼마나 변하는지, 곧 도함수 $f'$를 알아야 합니다. 시그모이드의 도함수는
# 편리한 꼴입니다. $y = f(x)$라고 하면
#
# $$f'(x) = \frac{e^{-x}}{(1 + e^{-x})^2} = y\,(1 - y)$$
#
# 순전파에서 출력 $y$를 구해 두었다면 곱셈 한 번으로 기울기를 얻습니다. 그래서 이 함수는 **x가 아니라 출력 y**를
# 받습니다. 강의에서 손으로 계산한 예를 보면 출력이 $0.709383$이고 기울기는
# $0.709383 \cdot (1 - 0.709383) = 0.206158\ldots$입니다(슬라이드는 나머지를 버렸습니다. 반올림하면 $0.206159$입니다).
#
# 실습 코드는 이 함수의 인수를 `x`라고 불러서 많은 사람이 헷갈립니다. 하지만 실제로 넘기는 값은 언제나 층의 출력입니다.
# 가중합을 그대로 넣거나 시그모이드를 한 번 더 적용하는 것이 이 과목에서 가장 흔한 실수입니다.

# %% exercise="sigmoid_grad"

# %% public="sigmoid_grad"
slope = sigmoid_grad(np.array([0.0, 0.5, 0.709383, 1.0]))
assert is_array(slope, (4,)), text(en="The result is an array of the shape of y.",
                                   ko="결과는 y와 형상이 같은 배열이어야 합니다.")
assert (slope[0], slope[3]) == (0, 0), text(en="Where the output is 0 or 1, the curve is flat.",
                                            ko="출력이 0이나 1인 곳에서는 곡선이 평평합니다.")
assert abs(slope[1] - 0.25) < 1e-12, text(en="The curve is steepest at y = 0.5, with slope 0.25. Is your y an output?",
                                          ko="곡선은 y = 0.5에서 가장 가파르고 기울기는 0.25입니다. y를 출력으로 다루었나요?")
assert abs(slope[2] - 0.206158) < 1e-6, text(en="Compare with the lecture's number.", ko="강의의 숫자와 비교해 보세요.")
print(text(en="sigmoid_grad: fine so far.", ko="sigmoid_grad: 여기까지 좋습니다."))

# %% [markdown] lang="en"
# ## 10. The slope of tanh
#
# The same idea, with the output $y = \tanh(x)$:
#
# $$f'(x) = 1 - y^2$$
#
# At the origin $y = 0$ and the slope is 1, four times as steep as the sigmoid. Again, the function takes **the output**.
# %% [markdown] lang="ko"
# ## 10. tanh의 기울기
#
# 같은 방법입니다. 출력이 $y = \tanh(x)$이면
#
# $$f'(x) = 1 - y^2$$
#
# 원점에서는 $y = 0$이고 기울기는 1입니다. 시그모이드보다 네 배 가파릅니다. 이번에도 함수가 받는 것은 **출력**입니다.

# %% exercise="tanh_grad"

# %% public="tanh_grad"
slope = tanh_grad(np.array([-1.0, 0.0, 0.5]))
assert is_array(slope, (3,)), text(en="The result is an array of the shape of y.",
                                   ko="결과는 y와 형상이 같은 배열이어야 합니다.")
assert slope[1] == 1, text(en="Through the origin tanh runs with slope 1.", ko="원점에서 tanh의 기울기는 1입니다.")
assert slope[0] == 0, text(en="Where the output is -1, the curve is flat.", ko="출력이 -1인 곳에서는 곡선이 평평합니다.")
assert abs(slope[2] - 0.75) < 1e-12, text(en="What is squared, and what is it taken from?",
                                          ko="무엇을 제곱하고, 그것을 어디에서 빼나요?")
print(text(en="tanh_grad: fine so far.", ko="tanh_grad: 여기까지 좋습니다."))

# %% [markdown] lang="en"
# ## 11. The slope of ReLU
#
# To the right ReLU is the line $y = x$ with slope 1; to the left it is flat:
#
# $$f'(x) = \begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}$$
#
# At the corner, $x = 0$, there is no derivative. By convention 0 is used there. Numbers or bools are both fine.
# %% [markdown] lang="ko"
# ## 11. ReLU의 기울기
#
# ReLU는 오른쪽에서는 기울기가 1인 직선 $y = x$이고, 왼쪽에서는 평평합니다.
#
# $$f'(x) = \begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}$$
#
# 꺾이는 점 $x = 0$에서는 미분할 수 없으므로 0으로 정해 두고 씁니다. 결과는 수여도, bool이어도 됩니다.

# %% exercise="relu_grad"

# %% public="relu_grad"
slope = relu_grad(np.array([[-2.0, 0.0], [0.5, 30.0]]))
assert is_array(slope, (2, 2)), text(en="The result is an array of the shape of x.",
                                     ko="결과는 x와 형상이 같은 배열이어야 합니다.")
assert slope[0, 0] == 0, text(en="To the left, ReLU is flat.", ko="왼쪽에서 ReLU는 평평합니다.")
assert (slope[1, 0], slope[1, 1]) == (1, 1), text(en="To the right the slope is the same everywhere.",
                                                  ko="오른쪽에서는 어디서나 기울기가 같습니다.")
assert slope[0, 1] == 0, text(en="And at the corner?", ko="꺾이는 점에서는 어떻게 되나요?")
print(text(en="relu_grad: fine so far.", ko="relu_grad: 여기까지 좋습니다."))

# %% [markdown] lang="en"
# Here are the three slopes. The sigmoid's is never above $0.25$. On the way back through ten layers of sigmoids a gradient is
# multiplied by such a number ten times, and $0.25^{10}$ is less than a millionth: this is the **vanishing gradient**.
# Where a ReLU lets a signal through, its slope is 1: there the activation no longer shrinks the gradient, and that is the main
# reason why it took over.
# %% [markdown] lang="ko"
# 세 기울기를 그려 봅시다. 시그모이드의 기울기는 $0.25$를 넘지 못합니다. 시그모이드 층 열 개를 거슬러 올라가면 그래디언트에 이런
# 수가 열 번 곱해지는데, $0.25^{10}$은 백만분의 1보다도 작습니다. 이것이 **기울기 소실**(vanishing gradient)입니다. ReLU는 신호가
# 지나가는 곳에서 기울기가 1이므로 활성화 함수가 그래디언트를 줄이지 않습니다. ReLU가 시그모이드를 대신하게 된 가장 큰 이유입니다.

# %% demo=true
picture(**{
    "sigmoid'": lambda z: sigmoid_grad(sigmoid(z)),
    "tanh'": lambda z: tanh_grad(tanh(z)),
    "relu'": relu_grad,
})
print("0.25 ** 10 =", 0.25**10)

# %% [markdown] lang="en"
# ## 12. One picture of four functions
#
# Now draw them yourself. Write `plot_activations(x)`: it makes a **new** figure, draws `step`, `sigmoid`, `tanh` and
# `relu` over the positions `x`, and returns the Figure. One pair of axes or several, as you like.
#
# Whoever reads a plot must be able to tell the lines apart. Give each line its name, `step`, `sigmoid`, `tanh` or
# `relu`, as its **label** when you draw it; a legend then finds the names by itself. (A title over the axes is not a
# label: it belongs to the axes and not to the line.)
# %% [markdown] lang="ko"
# ## 12. 네 함수를 한눈에
#
# 이제 직접 그려 봅시다. `plot_activations(x)`를 작성하세요. **새** Figure를 만들고, 위치 `x`에서 `step`, `sigmoid`, `tanh`,
# `relu`를 그린 다음 그 Figure를 반환합니다. 좌표축(axes)은 하나여도 여러 개여도 됩니다.
#
# 그래프를 보는 사람은 어느 선이 어느 함수인지 알 수 있어야 합니다. 선을 그릴 때 `step`, `sigmoid`, `tanh`, `relu`라는 이름을
# 각 선의 **label**로 주세요. 그러면 범례(legend)가 이름을 알아서 찾습니다. (좌표축의 제목은 label이 아닙니다. 제목은 선이
# 아니라 좌표축의 것입니다.)

# %% exercise="plot_activations"

# %% public="plot_activations"
figure = plot_activations(np.linspace(-3, 3, 61))
assert isinstance(figure, plt.Figure), text(en="Return the Figure.", ko="Figure를 반환해야 합니다.")
lines = {line.get_label(): line for axes in figure.axes for line in axes.get_lines()}
for name in ["step", "sigmoid", "tanh", "relu"]:
    assert name in lines, text(en="One of the four labels is missing: compare the printed names.",
                               ko="네 개의 label 중 빠진 것이 있습니다. 출력된 이름과 비교해 보세요.") + f" {sorted(lines)}"
assert len(lines["relu"].get_xdata()) == 61, text(en="Draw over the positions x that are given.",
                                                  ko="인수로 받은 위치 x에서 그려야 합니다.")
plt.show()
print(text(en="plot_activations: fine so far.", ko="plot_activations: 여기까지 좋습니다."))

# %% [markdown] lang="en"
# ## 13. Why activation functions at all?
#
# What if we left them out? A layer would then only compute $x W + b$. Put a second one behind it:
#
# $$(x W_1 + b_1)\,W_2 + b_2 \;=\; x\,\underbrace{W_1 W_2}_{W} \;+\; \underbrace{b_1 W_2 + b_2}_{b}$$
#
# That is again of the form $x W + b$. **Two linear layers are one linear layer**, and so are a hundred. All the
# additional weights buy nothing; it is the nonlinear activation function between the layers that makes depth worth having.
#
# With numbers: $W_1 = 2,\ b_1 = 1$ and $W_2 = 3,\ b_2 = -4$ give $W = 6$ and $b = 1 \cdot 3 - 4 = -1$.
#
# Write `collapse_linear(weights, biases)` for a stack of any height: `weights` and `biases` are lists of equal length,
# at least 1, in the order in which the signal passes the layers. The order of a matrix product matters, and none of the
# arrays in the lists may change.
# %% [markdown] lang="ko"
# ## 13. 활성화 함수는 왜 필요할까?
#
# 활성화 함수를 빼면 어떻게 될까요? 층은 $x W + b$만 계산합니다. 그 뒤에 층을 하나 더 붙여 봅시다.
#
# $$(x W_1 + b_1)\,W_2 + b_2 \;=\; x\,\underbrace{W_1 W_2}_{W} \;+\; \underbrace{b_1 W_2 + b_2}_{b}$$
#
# 다시 $x W + b$ 꼴입니다. **선형 층 두 개는 선형 층 하나와 같고**, 백 개도 마찬가지입니다. 늘어난 가중치는 아무 쓸모가
# 없습니다. 층을 깊게 쌓는 의미는 층 사이에 비선형 활성화 함수가 있을 때 생깁니다.
#
# 숫자로 해 보면, $W_1 = 2,\ b_1 = 1$이고 $W_2 = 3,\ b_2 = -4$일 때 $W = 6$, $b = 1 \cdot 3 - 4 = -1$입니다.
#
# 층이 몇 개든 하나로 접는 `collapse_linear(weights, biases)`를 작성하세요. `weights`와 `biases`는 길이가 같은 리스트(길이 1
# 이상)이고, 신호가 지나가는 순서대로 들어 있습니다. 행렬 곱은 순서가 중요합니다. 리스트 안의 배열을 바꾸어서는 안 됩니다.

# %% demo=true
# text(en="Three linear layers, and the one layer that does the same.", ko="선형 층 세 개와, 똑같이 계산하는 층 하나.")
_, axes = plt.subplots(figsize=(8, 2.8))
axes.set_axis_off()
columns = [(0, 2), (1, 4), (2, 3), (3, 1), (4.6, 2), (6.2, 1)]  # text(en="place of a layer, number of its units", ko="층의 위치, 유닛의 수")
for (left, m), (right, n), joined in zip(columns[:-1], columns[1:], [True, True, True, False, True]):
    for i in range(m * joined):
        for j in range(n):
            axes.plot([left, right], [i - (m - 1) / 2, j - (n - 1) / 2], color="0.7", linewidth=1, zorder=1)
for place, size in columns:
    for i in range(size):
        axes.add_patch(plt.Circle((place, i - (size - 1) / 2), 0.14, facecolor="white", edgecolor="black", zorder=2))
for place, label in [(0.5, "$W_1$"), (1.5, "$W_2$"), (2.5, "$W_3$"), (5.4, "$W_1 W_2 W_3$")]:
    axes.text(place, 1.85, label, ha="center", fontsize=13)
axes.text(3.8, 0, "$=$", ha="center", va="center", fontsize=20)
axes.set_aspect("equal")
plt.show()

# %% exercise="collapse_linear"

# %% public="collapse_linear"
W, b = collapse_linear([np.array([[2.0]]), np.array([[3.0]])], [np.array([1.0]), np.array([-4.0])])
assert np.allclose(W, 6.0), text(en="Compare W with the worked numbers above.", ko="W를 위의 계산과 비교해 보세요.")
assert np.allclose(b, -1.0), text(en="What happens to the first bias on its way through the second layer?",
                                  ko="첫 번째 층의 편향은 두 번째 층을 지나면서 어떻게 되나요?")
weights = [np.array([[1.0, 0.0, 2.0], [0.5, -1.0, 1.0]]), np.array([[1.0], [2.0], [-0.5]])]
biases = [np.array([0.5, -0.5, 1.0]), np.array([2.0])]
W, b = collapse_linear(weights, biases)
assert (W.shape, b.shape) == ((2, 1), (1,)), text(en="Two inputs, one output: W is (2, 1) and b is (1,).",
                                                  ko="입력이 2개, 출력이 1개이므로 W는 (2, 1), b는 (1,)입니다.")
x = np.array([[1.0, 2.0], [-3.0, 0.5]])
layer_by_layer = (x @ weights[0] + biases[0]) @ weights[1] + biases[1]
assert np.allclose(x @ W + b, layer_by_layer), text(en="The one layer does not do what the two do.",
                                                    ko="하나로 접은 층의 결과가 두 층을 차례로 지난 결과와 다릅니다.")
print(text(en="collapse_linear: fine so far.", ko="collapse_linear: 여기까지 좋습니다."))

# %% [markdown] lang="en"
# The picture shows three layers of random weights, once without and once with your ReLU between them. Without, there is a
# straight line, and the dashed line is your one collapsed layer. With it, the same weights bend.
#
# To look up in the later assignments:
#
# | function | formula | range | slope, from the output $y$ or the input $x$ | used for | trap |
# | --- | --- | --- | --- | --- | --- |
# | step | $1$ for $x > 0$, else $0$ | $\{0, 1\}$ | $0$ | perceptrons | cannot be trained by gradient descent |
# | sigmoid | $1 / (1 + e^{-x})$ | $(0, 1)$ | $y (1 - y)$ | output: yes or no | overflow; slope at most $1/4$ |
# | tanh | $2 / (1 + e^{-2x}) - 1$ | $(-1, 1)$ | $1 - y^2$ | hidden layers | flat far out |
# | ReLU | $\max(x, 0)$ | $[0, \infty)$ | $1$ for $x > 0$, else $0$ | hidden layers | dead units |
# | leaky ReLU | $\max(\alpha x, x)$ | all numbers | $1$ for $x > 0$, else $\alpha$ | hidden layers | $\alpha$ is a choice |
# | ELU | $x$ for $x \ge 0$, else $\alpha (e^x - 1)$ | $(-\alpha, \infty)$ | $1$ for $x > 0$, else $y + \alpha$ | hidden layers | overflow in the branch not taken |
# | softmax | $e^{a_k} / \sum_i e^{a_i}$ | $(0, 1)$, sum 1 | with cross entropy: see assignment 06 | output: one of several classes | overflow; one unit for each class |
# %% [markdown] lang="ko"
# 무작위 가중치로 된 세 층을 그려 봅니다. 한 번은 층 사이에 아무것도 없이, 한 번은 여러분의 ReLU를 넣어서 그립니다. ReLU가
# 없으면 직선이고, 점선은 여러분이 하나로 접은 층입니다. ReLU를 넣으면 같은 가중치인데도 선이 꺾입니다.
#
# 뒤의 과제에서 찾아볼 수 있게 표로 정리했습니다.
#
# | 함수 | 식 | 값의 범위 | 기울기(출력 $y$ 또는 입력 $x$로) | 쓰는 곳 | 함정 |
# | --- | --- | --- | --- | --- | --- |
# | 계단 함수 | $x > 0$이면 $1$, 아니면 $0$ | $\{0, 1\}$ | $0$ | 퍼셉트론 | 경사하강법으로 학습할 수 없음 |
# | 시그모이드 | $1 / (1 + e^{-x})$ | $(0, 1)$ | $y (1 - y)$ | 출력층: 예/아니요 | 오버플로, 기울기가 최대 $1/4$ |
# | tanh | $2 / (1 + e^{-2x}) - 1$ | $(-1, 1)$ | $1 - y^2$ | 은닉층 | 양쪽 끝이 평평함 |
# | ReLU | $\max(x, 0)$ | $[0, \infty)$ | $x > 0$이면 $1$, 아니면 $0$ | 은닉층 | 죽은 유닛 |
# | Leaky ReLU | $\max(\alpha x, x)$ | 모든 수 | $x > 0$이면 $1$, 아니면 $\alpha$ | 은닉층 | $\alpha$는 선택할 값 |
# | ELU | $x \ge 0$이면 $x$, 아니면 $\alpha (e^x - 1)$ | $(-\alpha, \infty)$ | $x > 0$이면 $1$, 아니면 $y + \alpha$ | 은닉층 | 고르지 않은 쪽의 오버플로 |
# | 소프트맥스 | $e^{a_k} / \sum_i e^{a_i}$ | $(0, 1)$, 합은 1 | 교차 엔트로피와 함께: 과제 06 | 출력층: 여러 클래스 중 하나 | 오버플로, 클래스마다 유닛 하나 |

# %% demo=true
try:
    generator = np.random.default_rng(5)
    stack = [generator.normal(size=shape) for shape in [(1, 8), (8, 8), (8, 1)]]
    shifts = [generator.normal(size=W.shape[1]) for W in stack]
    x = np.linspace(-3, 3, 300).reshape(-1, 1)
    linear = bent = x
    for W, b in zip(stack[:-1], shifts[:-1]):
        linear, bent = linear @ W + b, relu(bent @ W + b)
    linear, bent = linear @ stack[-1] + shifts[-1], bent @ stack[-1] + shifts[-1]
    W, b = collapse_linear(stack, shifts)
except NotImplementedError:
    print(text(en="Solve relu and collapse_linear to see the picture.",
               ko="relu와 collapse_linear를 풀면 그림이 나타납니다."))
else:
    _, axes = plt.subplots(figsize=(5.5, 3))
    axes.plot(x, linear, linewidth=4, alpha=0.4, label="3 linear layers")
    axes.plot(x, x @ W + b, "k--", linewidth=1, label="collapse_linear")
    axes.plot(x, bent, label="with relu between")
    axes.legend()
    plt.show()
