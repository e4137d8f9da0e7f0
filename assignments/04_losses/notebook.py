# %% [markdown] lang="en"
# # Loss functions and numerical differentiation
#
# A network without training gives random answers. To make it better, one has to be able to say *how wrong* it is: with
# one number that is large for bad answers and small for good ones. That number is the **loss**, and the function that
# computes it from the outputs $y$ and the right answers (the targets) $t$ is the **loss function**.
#
# Tuning the weights is like turning the dial of a radio: you turn it a little, listen to whether the noise gets better or
# worse, and turn it again. The loss is the ear. Two questions follow, and they are the two halves of this notebook:
#
# 1. Which loss? Squared errors, cross entropy: you write four of them.
# 2. If I turn this dial a little, does the loss rise or fall, and how fast? That is the **derivative**, and you
#    measure it: by **numerical differentiation**.
#
# Why a loss, and not simply the share of right answers? Because the share hardly ever changes when a weight moves a
# little, and when it does, it jumps. It has the slope 0 almost everywhere, like the step function, and a slope of 0
# says nothing about where to turn the dial. A loss changes smoothly.
# %% [markdown] lang="ko"
# # 손실 함수와 수치 미분
#
# 학습하지 않은 신경망은 아무 답이나 내놓습니다. 더 나아지게 하려면 *얼마나 틀렸는지* 말할 수 있어야 합니다. 답이 나쁠수록
# 커지고 좋을수록 작아지는 수 하나가 필요합니다. 이 수를 **손실**이라 하고, 신경망의 출력 $y$와 정답 $t$로 손실을 계산하는
# 함수를 **손실 함수**(loss function)라고 합니다.
#
# 가중치를 조절하는 일은 라디오의 다이얼을 돌리는 것과 같습니다. 조금 돌려 보고, 잡음이 줄었는지 늘었는지 듣고, 다시
# 돌립니다. 손실이 바로 그 귀의 역할을 합니다. 여기서 두 가지 질문이 나오고, 이 노트북도 둘로 나뉩니다.
#
# 1. 어떤 손실을 쓸까? 제곱 오차와 교차 엔트로피 등 네 가지를 만듭니다.
# 2. 다이얼을 조금 돌리면 손실은 늘어날까, 줄어들까, 얼마나 빨리 변할까? 이것이 **미분**이고, **수치 미분**으로 직접
#    재어 봅니다.
#
# 정확도를 쓰면 될 텐데 왜 손실이 필요할까요? 가중치를 조금 움직여도 정확도는 거의 변하지 않고, 변할 때는 갑자기 뜁니다.
# 계단 함수처럼 거의 모든 곳에서 미분이 0이므로 다이얼을 어느 쪽으로 돌려야 할지 알려 주지 못합니다. 손실은 매끄럽게
# 변합니다.

# %%
import numpy as np

# %% demo=true
import matplotlib.pyplot as plt

# %% [markdown] lang="en"
# Our example comes from digit recognition. The network has ten outputs, one for each digit, and says with which
# probability the picture shows it. The picture shows a 2, so the target is **one-hot**: 1 for the right class, 0 for
# all others.
# %% [markdown] lang="ko"
# 예제는 손글씨 숫자 인식입니다. 신경망의 출력은 숫자마다 하나씩 열 개이고, 그림이 그 숫자일 확률을 나타냅니다. 그림이
# 2라면 정답은 **원-핫 인코딩**으로 나타냅니다. 정답 클래스만 1이고 나머지는 모두 0입니다.

# %%
y_digits = np.array([0.1, 0.05, 0.6, 0.0, 0.05, 0.1, 0.0, 0.1, 0.0, 0.0])  # text(en="a 2, with 60 %", ko="60%의 확률로 2")
t_digits = np.array([0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0])    # text(en="it is a 2", ko="정답은 2")

# %% demo=true
places = np.arange(10)
plt.figure(figsize=(6, 2.4))
plt.bar(places - 0.2, y_digits, 0.4, label="$y$")
plt.bar(places + 0.2, t_digits, 0.4, label="$t$")
plt.xticks(places)
plt.legend()
plt.show()

# %% [markdown] lang="en"
# ## 1. Half the sum of squared errors
#
# Take the difference of output and target, square it, add up, halve:
#
# $$E = \frac{1}{2} \sum_k (y_k - t_k)^2$$
#
# Squaring does two things: errors of opposite sign cannot cancel, and one large error weighs more than many small ones.
# The $\frac{1}{2}$ is for convenience: the derivative of $\frac{1}{2}(y_k - t_k)^2$ with respect to $y_k$ is simply
# $y_k - t_k$.
#
# For the example above: $0.1^2 + 0.05^2 + (0.6 - 1)^2 + 0.05^2 + 0.1^2 + 0.1^2 = 0.195$, so $E = 0.0975$.
#
# **Careful with the name.** Two documents of the lecture call this $E$ "mean squared error (MSE)", although there is no
# mean in it; the third one uses the same name for the formula of exercise 2. Here each has its own name.
# %% [markdown] lang="ko"
# ## 1. 오차제곱합의 절반
#
# 출력과 정답의 차이를 제곱하여 모두 더하고 반으로 나눕니다.
#
# $$E = \frac{1}{2} \sum_k (y_k - t_k)^2$$
#
# 제곱에는 두 가지 효과가 있습니다. 부호가 반대인 오차가 서로 지워지지 않고, 큰 오차 하나가 작은 오차 여럿보다 크게
# 반영됩니다. $\frac{1}{2}$은 계산의 편의를 위한 것입니다. $\frac{1}{2}(y_k - t_k)^2$을 $y_k$로 미분하면 깔끔하게
# $y_k - t_k$가 됩니다.
#
# 위의 예에서는 $0.1^2 + 0.05^2 + (0.6 - 1)^2 + 0.05^2 + 0.1^2 + 0.1^2 = 0.195$이므로 $E = 0.0975$입니다.
#
# **이름에 주의하세요.** 강의 자료 두 곳에서는 평균을 내지 않는 이 $E$를 "평균 제곱 오차(MSE)"라고 부르고, 다른 한
# 곳에서는 같은 이름으로 2번 문제의 공식을 가리킵니다. 이 과제에서는 두 공식에 서로 다른 이름을 붙입니다.

# %% exercise="half_squared_error"

# %% public="half_squared_error"
assert np.ndim(half_squared_error(y_digits, t_digits)) == 0, text(
    en="The loss is one number, however many classes there are.", ko="클래스가 몇 개이든 손실은 수 하나입니다.")
assert np.isclose(half_squared_error(np.array([3.0, 1.0]), np.array([0.0, 5.0])), 12.5), text(
    en="The errors are 3 and -4. What is the sum of their squares, and what is half of it?",
    ko="오차는 3과 -4입니다. 제곱의 합은 얼마이고, 그 절반은 얼마인가요?")
assert np.isclose(half_squared_error(y_digits, t_digits), 0.0975), text(
    en="The ten digits should give 0.0975.", ko="숫자 열 개의 예에서는 0.0975가 나와야 합니다.")

# %% demo=true
# text(en="A better answer: 80 % for the 2. The loss should be smaller.", ko="더 나은 답: 2의 확률이 80%입니다. 손실이 더 작아야 합니다.")
y_better = np.array([0.0, 0.0, 0.8, 0.1, 0.0, 0.0, 0.0, 0.1, 0.0, 0.0])
try:
    print(half_squared_error(y_digits, t_digits), half_squared_error(y_better, t_digits))
except NotImplementedError:
    print(text(en="Solve the exercise above first.", ko="위 문제를 먼저 풀어 보세요."))

# %% [markdown] lang="en"
# ## 2. Mean squared error
#
# The other formula divides by the number $n$ of entries. It is the MSE of statistics, and of Keras' `loss='mse'`:
#
# $$\text{MSE} = \frac{1}{n} \sum_{i=1}^{n} (y_i - t_i)^2$$
#
# If every error occurs twice, a sum doubles, and a mean stays what it was. For the ten digits it is
# $0.195 / 10 = 0.0195$.
# %% [markdown] lang="ko"
# ## 2. 평균 제곱 오차
#
# 다른 공식은 원소의 개수 $n$으로 나눕니다. 통계학에서 말하는 MSE이고, 케라스의 `loss='mse'`도 이것입니다.
#
# $$\text{MSE} = \frac{1}{n} \sum_{i=1}^{n} (y_i - t_i)^2$$
#
# 모든 오차가 두 번씩 나오면 합은 두 배가 되지만 평균은 그대로입니다. 숫자 열 개의 예에서는 $0.195 / 10 = 0.0195$입니다.

# %% exercise="mean_squared_error"

# %% public="mean_squared_error"
errors = np.array([3.0, -4.0, 0.0, 0.0, 5.0])
assert np.isclose(mean_squared_error(errors, np.zeros(5)), 10.0), text(
    en="The squares 9, 16, 0, 0 and 25 add up to 50. What is their mean?",
    ko="제곱 9, 16, 0, 0, 25의 합은 50입니다. 평균은 얼마인가요?")
assert np.isclose(mean_squared_error(np.tile(errors, 2), np.zeros(10)), 10.0), text(
    en="With every error twice, the mean stays the same.", ko="모든 오차가 두 번씩 나와도 평균은 그대로입니다.")

# %% [markdown] lang="en"
# ## 3. Cross entropy
#
# For classes there is a loss that fits better. It asks only one thing: **which probability did the network give to the
# right class?**
#
# $$E = -\sum_k t_k \log y_k$$
#
# With a one-hot target all terms but one are 0, and what is left is $-\log y_{\text{right}}$ (log is the natural
# logarithm). A confident right answer costs nothing; the more confident the network is of a wrong answer, the more it
# costs, without limit.
# %% [markdown] lang="ko"
# ## 3. 교차 엔트로피 오차
#
# 분류 문제에는 더 잘 맞는 손실이 있습니다. 이 손실은 한 가지만 묻습니다.
# **신경망은 정답 클래스에 얼마의 확률을 주었는가?**
#
# $$E = -\sum_k t_k \log y_k$$
#
# 정답이 원-핫이면 항 하나만 남고 나머지는 모두 0이 되어, 결국 $-\log y_{\text{정답}}$이 됩니다(log는 자연로그입니다).
# 확신하고 맞히면 손실이 0이고, 틀린 답을 확신할수록 손실은 끝없이 커집니다.

# %% demo=true
p = np.linspace(0.002, 1, 500)
plt.figure(figsize=(5, 2.8))
plt.plot(p, -np.log(p), label=r"$-\log\ y$")
plt.plot(p, 0.5 * (p - 1) ** 2, label=r"$\frac{1}{2}(y - 1)^2$")
plt.xlabel("$y$")
plt.ylabel("$E$")
plt.legend()
plt.show()

# %% [markdown] lang="en"
# Two worked numbers:
#
# - The ten digits: the 2 got 0.6, and $-\log 0.6 = 0.510826$.
# - "I ___ a bicycle": a language model gives *buy* 0.22, *break* 0.02, *repair* 0.20, *ride* 0.51, *send* 0.05. The
#   right word was *buy*: $-\log 0.22 = 1.514128$. That *ride* got more does not count by itself, but what *ride* got,
#   *buy* could not get.
#
# Three things your function has to deal with:
#
# 1. **$\log 0$ is $-\infty$**, and $0 \cdot \infty$ is not a number. The lecture adds a very small number before taking
#    the logarithm: $\log(y + 10^{-7})$. A class of probability 0 then costs 16.118 at most. (With it the two numbers
#    above become 0.510825 and 1.514127.) Use exactly $10^{-7}$ here.
# 2. **Batches.** For $n$ samples $y$ is an $(n, k)$ matrix, one row a sample. The loss of the batch is the *mean* of
#    the rows' losses, so that it does not depend on how many samples there are. Over $k$ you sum, over $n$ you average.
# 3. **Class indices.** Instead of one-hot rows, `t` may be an array of shape $(n{,})$ with the number of the right class
#    in each row. `[2, 0]` says the same as `[[0, 0, 1], [1, 0, 0]]`. Compare `t.ndim` with `y.ndim` to tell the forms
#    apart.
# %% [markdown] lang="ko"
# 직접 계산해 봅시다.
#
# - 숫자 열 개의 예: 2의 확률이 0.6이므로 $-\log 0.6 = 0.510826$입니다.
# - "나는 자전거를 ___": 언어 모델이 *산다* 0.22, *부순다* 0.02, *고친다* 0.20, *탄다* 0.51, *보낸다* 0.05로
#   예측했습니다. 정답이 *산다*라면 $-\log 0.22 = 1.514128$입니다. *탄다*의 확률이 더 크다는 사실은 직접 들어가지
#   않지만, *탄다*가 가져간 만큼 *산다*의 확률은 줄어듭니다.
#
# 함수는 세 가지를 처리해야 합니다.
#
# 1. **로그 0.** $\log 0$은 $-\infty$이고 $0 \cdot \infty$는 수가 아닙니다. 강의에서는 로그를 취하기 전에 아주 작은 수를
#    더합니다: $\log(y + 10^{-7})$. 그러면 확률이 0인 클래스의 손실도 16.118을 넘지 않습니다. (이때 위의 두 값은
#    0.510825와 1.514127이 됩니다.) 여기서는 정확히 $10^{-7}$을 사용하세요.
# 2. **배치.** 샘플이 $n$개이면 $y$는 한 행이 한 샘플인 $(n, k)$ 행렬입니다. 배치의 손실은 각 행의 손실의 *평균*이므로
#    샘플 수와 상관이 없습니다. $k$ 방향으로는 더하고 $n$ 방향으로는 평균을 냅니다.
# 3. **클래스 인덱스.** 원-핫 행렬 대신 정답 클래스의 인덱스를 담은 형상 $(n{,})$의 배열이 올 수도 있습니다. `[2, 0]`은
#    `[[0, 0, 1], [1, 0, 0]]`과 같은 뜻입니다. `t.ndim`과 `y.ndim`을 비교하면 구별할 수 있습니다.

# %% exercise="cross_entropy_error"

# %% public="cross_entropy_error"
words = np.array([0.22, 0.02, 0.20, 0.51, 0.05])
bought = np.array([1.0, 0.0, 0.0, 0.0, 0.0])
assert np.isclose(cross_entropy_error(words, bought), 1.514127, atol=2e-6), text(
    en="One sample: what is -log of the probability of the right word?",
    ko="샘플 하나: 정답 단어의 확률에 -log를 취하면 얼마인가요?")
batch = np.array([[0.5, 0.25, 0.25], [0.125, 0.75, 0.125]])
one_hot = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
rows = [cross_entropy_error(batch[0], one_hot[0]), cross_entropy_error(batch[1], one_hot[1])]
assert np.isclose(cross_entropy_error(batch, one_hot), (rows[0] + rows[1]) / 2), text(
    en="The loss of a batch is the mean of its rows' losses.", ko="배치의 손실은 각 행의 손실의 평균입니다.")
assert np.isclose(cross_entropy_error(batch, np.array([0, 2])), cross_entropy_error(batch, one_hot)), text(
    en="Class indices and one-hot rows say the same: the losses must agree.",
    ko="클래스 인덱스와 원-핫은 같은 뜻이므로 손실도 같아야 합니다.")
assert np.isfinite(cross_entropy_error(np.array([0.0, 1.0]), np.array([1.0, 0.0]))), text(
    en="A class of probability 0 needs a finite loss.", ko="확률이 0인 클래스의 손실도 유한해야 합니다.")

# %% [markdown] lang="en"
# ## 4. Binary cross entropy
#
# Is this mail spam? Did the passenger survive? For a yes-or-no question the network gives one number $y$, the
# probability of "yes"; "no" has $1 - y$. With $t = 1$ for yes and $t = 0$ for no, the loss of $n$ questions is
#
# $$E = -\frac{1}{n} \sum_i \big[\, t_i \log y_i + (1 - t_i) \log (1 - y_i) \,\big]$$
#
# Exactly one of the two terms is at work for each question. There are two logarithms now, so there are two places where
# $\log 0$ can happen: $y = 0$ and $y = 1$. Any guard is fine as long as it does not noticeably change the result; a distance of
# $10^{-7}$ from 0 and from 1 is fine, more than $10^{-6}$ is too much.
# %% [markdown] lang="ko"
# ## 4. 이진 교차 엔트로피
#
# 이 메일은 스팸인가? 승객은 생존했는가? 예/아니요 문제에서 신경망은 수 하나 $y$, 곧 "예"일 확률을 내놓습니다.
# "아니요"일 확률은 $1 - y$입니다. 정답이 예이면 $t = 1$, 아니요이면 $t = 0$이라 할 때, 질문 $n$개의 손실은 다음과
# 같습니다.
#
# $$E = -\frac{1}{n} \sum_i \big[\, t_i \log y_i + (1 - t_i) \log (1 - y_i) \,\big]$$
#
# 질문마다 두 항 가운데 하나만 남습니다. 로그가 둘이므로 $\log 0$이 생길 수 있는 곳도 $y = 0$과 $y = 1$, 두
# 군데입니다. 값에 눈에 띄는 영향을 주지 않는다면 어떤 방법으로 막아도 좋습니다. 0과 1에서 $10^{-7}$만큼 떨어지게 하면
# 충분하고, $10^{-6}$보다 크면 지나칩니다.

# %% exercise="binary_cross_entropy"

# %% public="binary_cross_entropy"
half = np.array([0.5, 0.5, 0.5])
assert np.isclose(binary_cross_entropy(half, np.array([1.0, 0.0, 0.0])), np.log(2), atol=1e-5), text(
    en="Always answering 50 % costs log 2 per question, so log 2 on average.",
    ko="항상 50%라고 답하면 질문마다 손실이 log 2이고, 평균도 log 2입니다.")
sure = np.array([0.9, 0.1])
assert binary_cross_entropy(sure, np.array([1.0, 0.0])) < binary_cross_entropy(sure, np.array([0.0, 1.0])), text(
    en="A confident right answer must cost less than a confident wrong one.",
    ko="확신하고 맞혔을 때의 손실이 확신하고 틀렸을 때보다 작아야 합니다.")
ends = np.array([0.0, 1.0])
assert np.isfinite(binary_cross_entropy(ends, ends)) and np.isfinite(binary_cross_entropy(ends, 1 - ends)), text(
    en="y = 0 and y = 1 must give finite losses, whether right or wrong.",
    ko="맞았든 틀렸든 y = 0과 y = 1에서 손실이 유한해야 합니다.")

# %% [markdown] lang="en"
# ## 5. The derivative, taken literally
#
# Now the second question: how does a function change when $x$ moves a little? The derivative is defined as a limit,
#
# $$\frac{df(x)}{dx} = \lim_{h \to 0} \frac{f(x + h) - f(x)}{h}$$
#
# A computer takes no limits, but it can put in a small $h$. That is the **forward difference**. Write it with $h$ as an
# argument, and then let us see how small $h$ should be. Our curve is $f(x) = 0.01x^2 + 0.1x$; by hand its derivative is
# $0.02x + 0.1$, which is 0.2 at $x = 5$.
#
# `f` is a *function* that is passed to your function. You call it like any other, `f(x + h)`, without knowing what is
# inside.
# %% [markdown] lang="ko"
# ## 5. 정의 그대로의 미분
#
# 이제 두 번째 질문입니다. $x$를 조금 움직이면 함수는 어떻게 변할까요? 미분은 극한으로 정의됩니다.
#
# $$\frac{df(x)}{dx} = \lim_{h \to 0} \frac{f(x + h) - f(x)}{h}$$
#
# 컴퓨터는 극한을 구하지 못하지만 작은 $h$를 넣어 볼 수는 있습니다. 이것이 **전방 차분**입니다. $h$를 인수로 받도록
# 만든 다음, $h$가 얼마나 작아야 좋은지 살펴봅시다. 예로 쓸 곡선은 $f(x) = 0.01x^2 + 0.1x$입니다. 손으로 미분하면
# $0.02x + 0.1$이고, $x = 5$에서 0.2입니다.
#
# `f`는 인수로 전달되는 *함수*입니다. 안에 무엇이 들어 있는지 몰라도 다른 함수처럼 `f(x + h)`로 호출하면 됩니다.

# %%
def curve(x):
    return 0.01 * x**2 + 0.1 * x

# %% exercise="naive_diff"

# %% public="naive_diff"
assert np.isclose(naive_diff(curve, 5, 1), 0.21), text(
    en="f(5) = 0.75 and f(6) = 0.96. How much does f rise from 5 to 6, per step of 1?",
    ko="f(5) = 0.75이고 f(6) = 0.96입니다. 5에서 6까지 f는 1당 얼마나 올라가나요?")
assert np.isclose(naive_diff(curve, 5, 10), 0.3), text(
    en="With h = 10 the run is 10: divide by it.", ko="h = 10이면 밑변의 길이가 10입니다. 그것으로 나누세요.")

# %% [markdown] lang="en"
# **The smaller the better? No.** The lecture puts in $h = 10^{-50}$. Run the next cell: the slope comes out as exactly
# 0. float64 holds about 16 digits, so $5 + 10^{-50}$ *is* 5, and $f(x + h) - f(x)$ is 0. This is a **rounding error**.
# The picture shows both sides, for $f(x) = \sin x$ at $x = 1$: with a large $h$ the difference is not yet the derivative,
# with a small $h$ the digits drown in rounding.
# %% [markdown] lang="ko"
# **작을수록 좋을까요? 아닙니다.** 강의에서는 $h = 10^{-50}$을 넣습니다. 다음 셀을 실행하면 기울기가 정확히 0이 됩니다.
# float64는 약 16자리를 저장하므로 $5 + 10^{-50}$은 *그냥* 5이고 $f(x + h) - f(x)$는 0입니다. 이것이
# **반올림 오차**(rounding error)입니다. $x = 1$에서 $f(x) = \sin x$의 기울기를 잰 그림에서 양쪽을 모두 볼 수 있습니다.
# $h$가 크면 차분이 아직 미분과 다르고, $h$가 너무 작으면 유효 숫자가 반올림에 묻힙니다.

# %% demo=true
try:
    print(text(en="slope with h = 1e-50:", ko="h = 1e-50일 때의 기울기:"), naive_diff(curve, 5, 1e-50))
    steps = 10.0 ** np.arange(-17, 1)
    errors = [abs(naive_diff(np.sin, 1, h) - np.cos(1)) for h in steps]
    plt.figure(figsize=(5.5, 3))
    plt.loglog(steps, errors, "o-")
    plt.xlabel("$h$")
    plt.ylabel(r"$|\,(f(x + h) - f(x))\ /\ h - f'(x)\,|$")
    plt.show()
except NotImplementedError:
    print(text(en="Solve the exercise above first.", ko="위 문제를 먼저 풀어 보세요."))

# %% [markdown] lang="en"
# ## 6. The central difference
#
# The forward difference leans to one side: it measures between $x$ and $x + h$, so it gives the slope half an $h$ too
# far to the right. The **central difference** measures to both sides:
#
# $$f'(x) \approx \frac{f(x + h) - f(x - h)}{2h}$$
#
# What each of the two forgets is the curvature; taken together, the two halves of it cancel. The error shrinks with
# $h^2$ instead of $h$ (and is 0 for a parabola, but for rounding). Use $h = 10^{-4}$: small enough, and far from the
# rounding error.
#
# Mind Python's order of operations: what does `a / 2 * h` compute?
# %% [markdown] lang="ko"
# ## 6. 중심 차분
#
# 전방 차분은 한쪽으로 치우칩니다. $x$와 $x + h$ 사이를 재므로 $h$의 절반만큼 오른쪽의 기울기가 나옵니다.
# **중심(중앙) 차분**은 양쪽을 함께 잽니다.
#
# $$f'(x) \approx \frac{f(x + h) - f(x - h)}{2h}$$
#
# 한쪽 차분이 놓치는 것은 곡선의 휘어짐인데, 양쪽을 함께 재면 서로 상쇄됩니다. 오차는 $h$가 아니라 $h^2$에 비례해서
# 줄어듭니다 (포물선에서는 반올림 오차를 빼면 0입니다). $h = 10^{-4}$을 사용하세요. 충분히 작으면서도 반올림 오차와는
# 거리가 멉니다.
#
# 파이썬의 연산 순서에 주의하세요. `a / 2 * h`는 무엇을 계산하나요?

# %% exercise="numerical_diff"

# %% public="numerical_diff"
assert np.isclose(numerical_diff(curve, 5), 0.2, rtol=1e-9), text(
    en="At 5 the slope is 0.2. A result that is off in the sixth digit comes from a one-sided difference.",
    ko="5에서의 기울기는 0.2입니다. 여섯째 자리에서 어긋난다면 한쪽 차분입니다.")
assert np.isclose(numerical_diff(lambda x: x**3, 0.0), 1e-8), text(
    en="For x^3 at 0 the central difference is h^2. Is your h 0.0001?",
    ko="0에서 x^3의 중심 차분은 h^2입니다. h가 0.0001인가요?")

# %% demo=true
# text(en="The slope between x - h and x + h is a forward difference from x - h, with the step 2h.",
#      ko="x - h와 x + h 사이의 기울기는 x - h에서 간격 2h로 구한 전방 차분입니다.")
try:
    one_side = [abs(naive_diff(np.sin, 1, h) - np.cos(1)) for h in steps]
    both_sides = [abs(naive_diff(np.sin, 1 - h, 2 * h) - np.cos(1)) for h in steps]
    plt.figure(figsize=(5.5, 3))
    plt.loglog(steps, one_side, "o-", label="$x,\\ x + h$")
    plt.loglog(steps, both_sides, "s-", label="$x - h,\\ x + h$")
    plt.axvline(1e-4, color="gray", linewidth=0.8)
    plt.xlabel("$h$")
    plt.legend()
    plt.show()
except (NotImplementedError, NameError):
    print(text(en="Solve exercise 5 first.", ko="5번 문제를 먼저 풀어 보세요."))

# %% [markdown] lang="en"
# At 5 and at 10 the lab's program prints 0.1999999999990898 and 0.2999999999986347: right to eleven digits, and not
# exact.
#
# ## 7. The tangent
#
# Close to $x$, a smooth curve looks like its **tangent**: the straight line through the point $(x, f(x))$ with the
# slope $f'(x)$.
#
# $$t \;\mapsto\; f'(x)\,(t - x) + f(x)$$
#
# `tangent_line(f, x)` returns this line, and a line is again a *function*: something one can call with a $t$. A
# function may define another function inside itself and return it; so does a `lambda`. Use your `numerical_diff`.
# %% [markdown] lang="ko"
# 실습 프로그램은 5와 10에서 0.1999999999990898과 0.2999999999986347을 출력합니다. 열한 자리까지 맞지만 정확한 값은
# 아닙니다.
#
# ## 7. 접선
#
# 매끄러운 곡선은 $x$ 가까이에서 **접선**과 거의 같습니다. 접선은 점 $(x, f(x))$를 지나고 기울기가 $f'(x)$인
# 직선입니다.
#
# $$t \;\mapsto\; f'(x)\,(t - x) + f(x)$$
#
# `tangent_line(f, x)`는 이 직선을 반환합니다. 직선도 *함수*이므로 $t$를 넣어 호출할 수 있어야 합니다. 함수 안에서 다른
# 함수를 정의하여 반환할 수 있고, `lambda`(익명 함수)를 써도 됩니다. 앞에서 만든 `numerical_diff`를 사용하세요.

# %% exercise="tangent_line"

# %% public="tangent_line"
assert callable(tangent_line(curve, 5)), text(
    en="The answer must be a function: tangent_line(f, x)(t) is called with a t.",
    ko="결과는 함수여야 합니다. tangent_line(f, x)(t)처럼 t를 넣어 호출합니다.")
assert np.isclose(tangent_line(curve, 5)(5), 0.75), text(
    en="At 5 the tangent touches the curve, so its height there is f(5) = 0.75.",
    ko="접선은 5에서 곡선에 닿으므로 그곳의 높이는 f(5) = 0.75입니다.")
assert np.isclose(tangent_line(curve, 5)(0), -0.25), text(
    en="Going from 5 back to 0 the line falls by 5 times 0.2. Which height does it start from?",
    ko="5에서 0으로 가면 직선은 0.2의 5배만큼 내려갑니다. 어느 높이에서 출발하나요?")

# %% demo=true
try:
    lines = {x: tangent_line(curve, x) for x in (5, 10)}
    reach = np.linspace(0, 20, 81)
    plt.figure(figsize=(5.5, 3))
    plt.plot(reach, curve(reach), label="$f(x)$")
    for x, line in lines.items():
        plt.plot(reach, [line(t) for t in reach], "--", label=f"$x = {x}$")
        plt.plot(x, curve(x), "ko")
    plt.legend()
    plt.show()
except NotImplementedError:
    print(text(en="Solve the exercise above first.", ko="위 문제를 먼저 풀어 보세요."))

# %% [markdown] lang="en"
# ## 8. The numerical gradient
#
# A network does not have one weight but thousands. For $f(x_0, x_1, \dots)$ there is a **partial derivative** for each
# variable: move this one a little, hold all the others still. All of them together are the **gradient**, and it has the
# shape of $x$:
#
# $$\nabla f = \left( \frac{\partial f}{\partial x_0},\ \frac{\partial f}{\partial x_1},\ \dots \right)
# \qquad f(x_0, x_1) = x_0^2 + x_1^2:\quad \nabla f(3, 4) = (6, 8)$$
#
# So: for each entry of $x$ in turn, a central difference in which only this entry moves.
#
# - `f` takes the **whole array**, not one entry, and returns one number.
# - `x` may have any shape: a vector, a weight matrix. `np.ndindex(x.shape)` runs through the indices of all entries.
# - When you return, `x` must be what it was. Whether you work on copies, or move an entry in place and put it back, is
#   up to you.
# - Make the result a float array: into an array of ints, fractions are cut.
# - $h = 10^{-4}$ is good again.
# %% [markdown] lang="ko"
# ## 8. 수치 미분으로 구하는 그래디언트
#
# 신경망의 가중치는 하나가 아니라 수천 개입니다. $f(x_0, x_1, \dots)$에는 변수마다 **편미분**이 있습니다. 변수 하나만
# 조금 움직이고 나머지는 고정합니다. 편미분을 모두 모은 것이 **그래디언트**(gradient)이고, $x$와 형상이 같습니다.
#
# $$\nabla f = \left( \frac{\partial f}{\partial x_0},\ \frac{\partial f}{\partial x_1},\ \dots \right)
# \qquad f(x_0, x_1) = x_0^2 + x_1^2:\quad \nabla f(3, 4) = (6, 8)$$
#
# 즉 $x$의 원소를 하나씩 차례로, 그 원소만 움직여서 중심 차분을 구합니다.
#
# - `f`는 원소 하나가 아니라 **배열 전체**를 받고 수 하나를 반환합니다.
# - `x`의 형상은 벡터든 가중치 행렬이든 무엇이든 될 수 있습니다. `np.ndindex(x.shape)`는 모든 원소의 인덱스를 차례로
#   내놓습니다.
# - 반환할 때 `x`는 원래 값이어야 합니다. 복사본을 쓰든, 원소를 제자리에서 움직였다가 되돌리든 상관없습니다.
# - 결과는 실수 배열로 만드세요. 정수 배열에 넣으면 소수점 아래가 잘립니다.
# - 이번에도 $h = 10^{-4}$이면 좋습니다.

# %% exercise="numerical_gradient"

# %% public="numerical_gradient"
def product_and_square(x):
    return x[0] * x[1] + x[1] ** 2

point = np.array([2.0, 5.0])
assert np.allclose(numerical_gradient(product_and_square, point), [5.0, 12.0], atol=1e-6), text(
    en="For x0 x1 + x1^2 the partial derivatives are x1 and x0 + 2 x1. Which entry did you move, and what did f get?",
    ko="x0 x1 + x1^2의 편미분은 x1과 x0 + 2 x1입니다. 어느 원소를 움직였고, f에는 무엇을 넣었나요?")
assert np.array_equal(point, [2.0, 5.0]), text(
    en="x is no longer what it was. Was every entry put back?",
    ko="x가 원래 값이 아닙니다. 모든 원소를 되돌려 놓았나요?")
weights = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
assert np.shape(numerical_gradient(np.sum, weights)) == (2, 3), text(
    en="The gradient has the shape of x, here (2, 3).", ko="그래디언트의 형상은 x와 같습니다. 여기서는 (2, 3)입니다.")

# %% [markdown] lang="en"
# **A first network.** The deck's `simpleNet` multiplies an input of two numbers with a (2, 3) matrix $W$, puts softmax
# on top and computes the cross entropy. With your two functions, that is all it takes to get the gradient with respect
# to $W$.
#
# The deck pairs the *three* outputs with a target of *two* entries, `[0, 1]`. That does not fit: $(2{,})$ and $(3{,})$
# cannot be multiplied. The right class is the last one, so the target is `[0, 0, 1]`. (In your own work, too: compare
# the shapes of $y$ and $t$ first.)
#
# In assignment 06 you will see why this gradient is $x^T (y - t)$. The next cell compares.
# %% [markdown] lang="ko"
# **첫 번째 신경망.** 강의의 `simpleNet`은 수 두 개의 입력에 (2, 3) 행렬 $W$를 곱하고, 소프트맥스를 적용한 다음 교차
# 엔트로피를 계산합니다. 앞에서 만든 함수 두 개만 있으면 $W$에 대한 그래디언트를 구할 수 있습니다.
#
# 강의 자료에서는 출력이 *세 개*인데 정답을 원소 *두 개*인 `[0, 1]`로 적었습니다. $(2{,})$와 $(3{,})$은 곱할 수 없으므로
# 맞지 않습니다. 정답이 마지막 클래스이므로 `[0, 0, 1]`이어야 합니다. (직접 만들 때도 $y$와 $t$의 형상부터 비교해
# 보세요.)
#
# 이 그래디언트가 왜 $x^T (y - t)$인지는 과제 06에서 유도합니다. 다음 셀에서 두 값을 비교합니다.

# %% demo=true
x_in = np.array([0.6, 0.9])
target = np.array([0.0, 0.0, 1.0])
W = np.array([[0.5, -0.2, 0.1], [0.3, 0.8, -0.4]])

def net_output(W):
    scores = x_in @ W                               # (2,) @ (2, 3) -> (3,)
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()

try:
    measured = numerical_gradient(lambda W: cross_entropy_error(net_output(W), target), W)
    print(text(en="measured:", ko="수치 미분:"), measured, sep="\n")
    print("x^T (y - t):", np.outer(x_in, net_output(W) - target), sep="\n")
except NotImplementedError:
    print(text(en="Solve exercises 3 and 8 first.", ko="3번과 8번 문제를 먼저 풀어 보세요."))

# %% [markdown] lang="en"
# ## 9. Which loss for which task?
#
# The last layer and the loss belong together: the activation decides which values can come out, the loss how they are
# judged. Ask two questions. *What is the answer: a class, or a quantity?* And: *which values may it take?*
#
# | task | example | the answer |
# | --- | --- | --- |
# | `'binary'` | survived or not? | one probability |
# | `'single_label'` | which of ten digits? | a probability for each class, 1 in all: exactly one is right |
# | `'multi_label'` | what is in the picture: cat? dog? outdoors? | a probability for each label, each for itself: any number may be right |
# | `'regression'` | how much is sold tomorrow? | any number |
# | `'regression_0_1'` | what share of the seats is taken? | a number between 0 and 1 |
#
# Activations to choose from: `'sigmoid'`, `'softmax'`, or no activation at all, written as Python's object `None` (not
# as text). Losses: `'binary_crossentropy'`, `'categorical_crossentropy'`, `'mse'`. For one of the tasks two losses are
# equally right.
# %% [markdown] lang="ko"
# ## 9. 어떤 문제에 어떤 손실을?
#
# 출력층의 활성화 함수와 손실 함수는 짝을 이룹니다. 활성화 함수는 어떤 값이 나올 수 있는지를, 손실은 그 값을 어떻게
# 평가할지를 정합니다. 두 가지를 물어보세요. *답이 클래스인가, 양인가?* 그리고 *답은 어떤 값을 가질 수 있는가?*
#
# | 문제 | 예 | 답 |
# | --- | --- | --- |
# | `'binary'` | 생존했는가? | 확률 하나 |
# | `'single_label'` | 숫자 열 개 중 어느 것인가? | 클래스마다 확률, 모두 합해 1: 정답은 정확히 하나 |
# | `'multi_label'` | 사진에 무엇이 있나: 고양이? 개? 야외? | 레이블마다 따로 확률: 정답은 몇 개든 가능 |
# | `'regression'` | 내일의 매출액은? | 임의의 수 |
# | `'regression_0_1'` | 좌석의 몇 %가 찼는가? | 0과 1 사이의 수 |
#
# 활성화 함수는 `'sigmoid'`, `'softmax'` 중에서 고르고, 활성화 함수가 없으면 문자열이 아니라 파이썬의 객체 `None`을
# 씁니다. 손실은 `'binary_crossentropy'`, `'categorical_crossentropy'`, `'mse'` 중에서 고릅니다. 두 가지 손실이 모두
# 맞는 문제도 하나 있습니다.

# %% exercise="output_design"

# %% public="output_design"
for task in ("binary", "single_label", "multi_label", "regression", "regression_0_1"):
    activation, loss = output_design(task)
    assert activation is None or activation in ("sigmoid", "softmax"), text(
        en="The activation is 'sigmoid', 'softmax' or the object None.",
        ko="활성화 함수는 'sigmoid', 'softmax' 또는 객체 None입니다.")
    assert loss in ("binary_crossentropy", "categorical_crossentropy", "mse"), text(
        en="The loss is one of the three names above; activation first, loss second.",
        ko="손실은 위의 세 이름 중 하나입니다. 활성화 함수가 먼저, 손실이 나중입니다.")
assert output_design("binary") != output_design("single_label"), text(
    en="One probability and ten that add up to 1 need different activations.",
    ko="확률 하나와, 합이 1인 확률 열 개에는 서로 다른 활성화 함수가 필요합니다.")
assert output_design("multi_label") != output_design("single_label"), text(
    en="If several labels may be right at once, must their probabilities add up to 1?",
    ko="여러 레이블이 동시에 정답일 수 있다면, 확률의 합이 1이어야 할까요?")

# %% [markdown] lang="en"
# ## 10. How many units?
#
# One unit gives one number. So how many units does the output layer need to tell spam from other mail? And to
# recognise the digits of MNIST (pictures of 28 x 28 = 784 pixels, digits 0 to 9)?
#
# **A slip to avoid.** In the Keras notes of this course one finds `Dense(1, activation='softmax')` for several classes.
# Softmax divides each power by the sum over all units. With a single unit this is $e^a / e^a$: always 1, whatever the
# input. Softmax needs one unit a class.
# %% [markdown] lang="ko"
# ## 10. 출력층의 유닛은 몇 개?
#
# 유닛 하나는 수 하나를 내놓습니다. 스팸 메일을 구별하려면 출력층에 유닛이 몇 개 필요할까요? MNIST의 숫자(28 x 28
# = 784 픽셀의 그림, 0부터 9까지)를 인식하려면 몇 개가 필요할까요?
#
# **피해야 할 실수.** 강의 자료의 케라스 노트에는 다중 분류에 `Dense(1, activation='softmax')`라고 적힌 곳이 있습니다.
# 소프트맥스는 각 유닛의 $e^{a_k}$를 모든 유닛의 $e^{a}$ 합으로 나눕니다. 유닛이 하나뿐이면 $e^a / e^a$이므로 입력과 상관없이 항상 1입니다.
# 소프트맥스에는 클래스마다 유닛이 하나씩 필요합니다.

# %% exercise="output_units"

# %% public="output_units"
for problem in ("spam", "mnist"):
    units, activation = output_units(problem)
    assert units >= 1 and activation in ("sigmoid", "softmax"), text(
        en="The answer is a number of units and the name of an activation.",
        ko="답은 유닛의 개수와 활성화 함수의 이름입니다.")
    assert not (units == 1 and activation == "softmax"), text(
        en="A single softmax unit always outputs 1.", ko="유닛이 하나인 소프트맥스는 항상 1을 출력합니다.")

# %% [markdown] lang="en"
# You can now say how wrong a network is, and for each weight whether the loss rises or falls when it grows. What is
# missing is the walk downhill itself: **gradient descent**, the next assignment.
# %% [markdown] lang="ko"
# 이제 신경망이 얼마나 틀렸는지, 그리고 각 가중치를 키우면 손실이 늘어나는지 줄어드는지 말할 수 있습니다. 남은 것은
# 실제로 내려가는 일, 다음 과제의 **경사하강법**입니다.
