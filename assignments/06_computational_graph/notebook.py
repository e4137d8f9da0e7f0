# %% [markdown] lang="en"
# # Computational graphs and layers
#
# How much more do you pay if one apple gets a little more expensive? What if the tax rises? And, the same question in
# disguise: how much does the loss of a network change if one of its 45,360 parameters changes a little?
#
# A **computational graph** answers all of these at once. You draw a calculation as nodes (circles, one operation each) and
# edges (arrows, the values on their way). Going from left to right computes the result. Going back from right to left
# computes *every* derivative of that result, in one sweep. That is backpropagation.
#
# You will write the nodes as small classes with two methods:
#
# - `forward(...)` computes the output and **remembers** what it will need later;
# - `backward(dout)` receives the gradient from the right ("upstream") and hands a gradient to each input ("downstream").
#
# You start with apples and end with the layers that real networks are built of. A node never needs to know what the rest of
# the graph looks like: its calculation is **local**. That is the whole trick.
# %% [markdown] lang="ko"
# # 계산 그래프와 계층
#
# 사과값이 조금 오르면 지불 금액은 얼마나 늘어날까요? 소비세가 오르면요? 같은 질문을 신경망에 던져 봅시다. 매개변수
# 45,360개 가운데 하나가 조금 바뀌면 손실은 얼마나 달라질까요?
#
# **계산 그래프**(computational graph)는 이 모든 질문에 한꺼번에 답합니다. 계산을 노드(원, 연산 하나)와 에지(화살표, 오가는
# 값)로 그립니다. 왼쪽에서 오른쪽으로 가면 결과가 나오고(순전파), 오른쪽에서 왼쪽으로 되돌아오면 그 결과의 *모든* 미분이 한
# 번에 나옵니다. 이렇게 거꾸로 흐르는 값, 곧 최종 값을 각 값으로 미분한 것을 **그래디언트**라고 부릅니다. 이것이 역전파입니다.
#
# 노드를 메서드가 두 개인 작은 클래스로 구현합니다.
#
# - `forward(...)`: 출력을 계산하고, 나중에 필요한 값을 **기억해 둡니다**.
# - `backward(dout)`: 오른쪽(상류)에서 온 그래디언트를 받아 각 입력(하류)의 그래디언트를 내보냅니다.
#
# 사과에서 시작해 실제 신경망을 이루는 계층까지 갑니다. 노드는 그래프의 나머지가 어떻게 생겼는지 알 필요가 없습니다. 자기와
# 직접 관계된 것만 계산하는 **국소적 계산**, 이것이 핵심입니다.
# %% [markdown] lang="en"
# The next cell imports NumPy and repeats the `softmax` that you wrote in assignment 02. You need it at the very end.
# %% [markdown] lang="ko"
# 다음 셀은 넘파이를 불러오고, 과제 02에서 만든 `softmax`를 다시 정의합니다. 맨 마지막 계층에서 씁니다.
# %%
import numpy as np


def softmax(a):
    text(en="""Row by row, as you wrote it in 02_activations: (n, k) -> (n, k), every row sums to 1.""",
         ko="""과제 02에서 만든 것처럼 행마다 계산합니다: (n, k) -> (n, k), 행마다 합이 1입니다.""")
    powers = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return powers / np.sum(powers, axis=-1, keepdims=True)
# %% [markdown] lang="en"
# ## Apples, drawn
#
# Two apples at 100 won each, with a tax of 10 %. What is the price? The graph has two multiplication nodes. Run the cell:
# the blue numbers are the forward pass, the red question marks are what `backward` will find out.
# %% [markdown] lang="ko"
# ## 사과 쇼핑을 그려 보면
#
# 1개에 100원인 사과를 2개 샀고 소비세는 10%입니다. 지불 금액은 얼마일까요? 그래프에는 곱셈 노드가 두 개 있습니다. 셀을
# 실행해 보세요. 파란 숫자는 순전파의 값이고, 빨간 물음표는 역전파(`backward`)로 알아낼 값입니다.
# %% demo=true
import matplotlib.pyplot as plt


def draw_graph(nodes, edges, size=(9, 4)):
    text(en="""nodes: {name: (x, y, text in the circle)}; edges: [(from, to, forward value, backward value)].""",
         ko="""nodes: {이름: (x, y, 원 안의 글자)}, edges: [(출발, 도착, 순전파의 값, 역전파의 값)].""")
    fig, ax = plt.subplots(figsize=size)
    for start, end, forward, backward in edges:
        (x0, y0), (x1, y1) = nodes[start][:2], nodes[end][:2]
        ax.annotate("", xy=(x1, y1), xytext=(x0, y0), arrowprops={"arrowstyle": "->", "shrinkA": 20, "shrinkB": 20})
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        ax.text(x, y + 0.12, forward, color="tab:blue", ha="center", va="bottom", fontsize=12)
        ax.text(x, y - 0.12, backward, color="tab:red", ha="center", va="top", fontsize=12)
    for x, y, label in nodes.values():
        is_operation = label in ("×", "+", "exp", "/", "×(-1)", "+1")
        shape = "circle" if is_operation else "round"
        ax.text(x, y, label, ha="center", va="center", fontsize=14 if is_operation else 11,
                bbox={"boxstyle": shape, "facecolor": "white" if is_operation else "#f2f2f2", "edgecolor": "gray"})
    xs, ys = [node[0] for node in nodes.values()], [node[1] for node in nodes.values()]
    ax.set_xlim(min(xs) - 0.6, max(xs) + 0.6)
    ax.set_ylim(min(ys) - 0.5, max(ys) + 0.5)
    ax.axis("off")
    plt.show()


def draw_apples(price="?", d_apple="?", d_count="?", d_tax="?", d_sum="?"):
    nodes = {"apple": (0, 3, "apple"), "count": (0, 1.4, "count"), "tax": (0, 0, "tax"),
             "m1": (2, 2.2, "×"), "m2": (4, 1.4, "×"), "price": (6, 1.4, "price")}
    draw_graph(nodes, [("apple", "m1", "100", d_apple), ("count", "m1", "2", d_count), ("m1", "m2", "200", d_sum),
                       ("tax", "m2", "1.1", d_tax), ("m2", "price", price, "1")])


draw_apples()
# %% [markdown] lang="en"
# ### The chain rule, node by node
#
# Let $L$ be the final value (here the price). Every red number is $\partial L / \partial(\text{the value on that edge})$. On
# the last edge it is $\partial L/\partial L = 1$: that is what enters the graph from the right. Each node then multiplies what
# it receives by its own **local derivative**, which is all that the chain rule says:
#
# $$\frac{\partial L}{\partial x} = \frac{\partial L}{\partial z}\cdot\frac{\partial z}{\partial x}$$
#
# Here $\partial L/\partial z$ is `dout`, and $\partial z/\partial x$ is something the node can work out alone.
# %% [markdown] lang="ko"
# ### 노드마다 적용하는 연쇄 법칙
#
# 최종 출력값(여기서는 지불 금액)을 $L$이라 하면, 빨간 숫자는 모두 $\partial L / \partial(\text{그 에지의 값})$입니다. 마지막
# 에지에서는 $\partial L/\partial L = 1$이고, 이 1이 오른쪽에서 그래프로 들어갑니다. 각 노드는 받은 값에 자신의 **국소적
# 미분**을 곱해 넘깁니다. 연쇄 법칙(체인룰)이 말하는 것은 이것뿐입니다.
#
# $$\frac{\partial L}{\partial x} = \frac{\partial L}{\partial z}\cdot\frac{\partial z}{\partial x}$$
#
# $\partial L/\partial z$가 바로 `dout`이고, $\partial z/\partial x$는 노드가 혼자서 알아낼 수 있는 값입니다.
# %% [markdown] lang="en"
# ## 1. `MulLayer`
#
# For $z = xy$ we have $\partial z/\partial x = y$ and $\partial z/\partial y = x$. So `backward` needs the inputs of `forward`,
# and needs them exchanged: the layer has to keep them. Each instance keeps its own, because a graph has many
# multiplication nodes.
#
# The methods take numbers or arrays of one shape; everything happens element by element.
# %% [markdown] lang="ko"
# ## 1. `MulLayer` (곱셈 계층)
#
# $z = xy$에서 $\partial z/\partial x = y$, $\partial z/\partial y = x$입니다. 그래서 `backward`에는 순전파의 입력이 필요하고, 그것도
# '서로 바꾼 값'이 필요합니다. 계층은 두 입력을 기억해 두어야 합니다. 한 그래프에 곱셈 노드가 여럿 있으므로 인스턴스마다 자기
# 값을 따로 가져야 합니다.
#
# 숫자나 형상이 같은 배열을 받으며, 계산은 원소별로 이루어집니다.
# %% exercise="MulLayer"
# %% public="MulLayer"
layer = MulLayer()
assert layer.forward(3.0, 5.0) == 15.0, text(en="forward should return the product.", ko="forward는 두 입력의 곱을 반환해야 합니다.")
pair = layer.backward(1.0)
assert len(pair) == 2, text(en="backward returns one gradient for each input.", ko="backward는 입력마다 하나씩, 두 개의 그래디언트를 반환합니다.")
# text(en="If x grows by 1, the product grows by y. Which of the two numbers is dx?",
#      ko="x가 1만큼 커지면 곱은 y만큼 커집니다. 두 수 가운데 어느 것이 dx인가요?")
grown = layer.forward(4.0, 5.0) - layer.forward(3.0, 5.0)
layer.forward(3.0, 5.0)
assert layer.backward(1.0)[0] == grown, text(
    en="dx should be the amount by which the product grows when x grows by 1.",
    ko="dx는 x가 1만큼 커질 때 곱이 커지는 양이어야 합니다.")
assert layer.backward(2.0)[1] == 2 * layer.backward(1.0)[1], text(
    en="Twice the upstream gradient should give twice the answer: is dout used?",
    ko="상류에서 온 값이 두 배면 답도 두 배여야 합니다. dout을 사용했나요?")
# %% [markdown] lang="en"
# ## 2. `AddLayer`
#
# For $z = x + y$ both local derivatives are 1. An addition node passes on what it receives, to *both* inputs, in full: if 1.3
# comes in from the right, 1.3 leaves on each side. Nothing has to be remembered.
# %% [markdown] lang="ko"
# ## 2. `AddLayer` (덧셈 계층)
#
# $z = x + y$의 국소적 미분은 둘 다 1입니다. 덧셈 노드의 역전파는 받은 값을 *두 입력 모두에* 그대로 흘려보냅니다. 상류에서 1.3이
# 들어오면 양쪽으로 1.3이 나갑니다. 기억할 것도 없습니다.
# %% exercise="AddLayer"
# %% public="AddLayer"
layer = AddLayer()
assert layer.forward(3.0, 5.0) == 8.0, text(en="forward should return the sum.", ko="forward는 두 입력의 합을 반환해야 합니다.")
dx, dy = layer.backward(1.3)
assert dx == dy, text(en="Both inputs of a sum count alike.", ko="덧셈에서 두 입력의 영향력은 같습니다.")
assert dx != 0.65, text(en="The gradient is not shared out: it goes to each input in full.", ko="그래디언트는 나누어 갖는 것이 아닙니다. 각 입력에 그대로 전해집니다.")
# %% [markdown] lang="en"
# ## 3. `apple_price`
#
# Build the picture above with two `MulLayer`s. First forward, from left to right; then backward, from right to left, through the
# **same** instances in the opposite order, starting with 1.
#
# Return `(price, dapple, dcount, dtax)`. Do not round the price: the lecture's `int(price)` is only for printing, and on other
# baskets it would throw won away.
#
# How to read the result: `dapple` is 2.2, so if one apple becomes 1 won more expensive, you pay 2.2 won more. `dtax` is 200. Does that mean that the
# tax matters more? Mind the units: a tax that grows "by 1" is 100 percentage points.
# %% [markdown] lang="ko"
# ## 3. `apple_price` (사과 쇼핑)
#
# `MulLayer` 두 개로 위의 그림을 만들어 봅시다. 먼저 왼쪽에서 오른쪽으로 순전파하고, 그다음 **같은** 인스턴스들을 거꾸로 따라
# 1에서 시작해 역전파합니다.
#
# `(price, dapple, dcount, dtax)`를 반환하세요. 값을 정수로 바꾸지 마세요. 강의의 `int(price)`는 출력용일 뿐이고, 금액에
# 소수가 있으면 소수점 아래가 사라집니다.
#
# 결과 읽기: `dapple`은 2.2입니다. 사과 1개의 값이 1원 오르면 지불 금액은 2.2원 늘어난다는 뜻입니다. `dtax`는 200입니다. 소비세의
# 영향이 더 크다는 뜻일까요? 단위에 주의하세요. 소비세가 '1만큼' 오른다는 것은 100%포인트가 오른다는 말입니다.
# %% exercise="apple_price"
# %% public="apple_price"
price, dapple, dcount, dtax = apple_price(100, 2, 1.1)
assert abs(price - 220) < 1e-6, text(en="The lecture's price is 220.", ko="강의에 나온 지불 금액은 220입니다.")
more, *_ = apple_price(101, 2, 1.1)
assert abs((more - price) - dapple) < 1e-6, text(
    en="One won more for an apple should raise the price by dapple: did the gradient pass through both nodes?",
    ko="사과값이 1원 오르면 지불 금액은 dapple만큼 늘어야 합니다. 그래디언트가 두 노드를 모두 지나왔나요?")
assert abs(apple_price(100, 2, 2.1)[0] - price - dtax) < 1e-6, text(
    en="dtax should be the change of the price when the tax factor grows by 1.",
    ko="dtax는 소비세 배율이 1만큼 커질 때 지불 금액의 변화여야 합니다.")
# %% [markdown] lang="en"
# The same picture, now with your own gradients in red:
# %% [markdown] lang="ko"
# 같은 그림에 여러분이 구한 그래디언트를 빨간색으로 넣어 봅니다.
# %% demo=true
try:
    price, dapple, dcount, dtax = apple_price(100, 2, 1.1)
    draw_apples(f"{price:.4g}", f"{dapple:.3g}", f"{dcount:.4g}", f"{dtax:.4g}", "1.1")
except NotImplementedError:
    print(text(en="Solve the exercise above to see the picture.", ko="위 문제를 풀면 그림이 나타납니다."))
# %% [markdown] lang="en"
# ## 4. `fruit_price`
#
# Two apples at 100 and three oranges at 150, tax 10 %. Now there are three multiplications and one addition. The lecture leaves the
# result to you: write it, and check a derivative or two by asking "what if this grew by 1?".
#
# Return a dict with the keys `price`, `dapple`, `dapple_count`, `dorange`, `dorange_count`, `dtax`.
# %% [markdown] lang="ko"
# ## 4. `fruit_price` (사과와 귤 쇼핑)
#
# 100원짜리 사과 2개와 150원짜리 귤 3개, 소비세 10%입니다. 이제 곱셈 노드가 세 개, 덧셈 노드가 하나입니다. 강의에는 결과가
# 나와 있지 않습니다. 직접 구현하고, "이 값이 1 커지면 어떻게 될까?"를 물으며 미분 한두 개를 확인해 보세요.
#
# 키가 `price`, `dapple`, `dapple_count`, `dorange`, `dorange_count`, `dtax`인 딕셔너리를 반환하세요.
# %% demo=true
draw_graph(
    {"apple": (0, 4.2, "apple"), "n": (0, 3, "apple_count"), "orange": (0, 1.8, "orange"), "m": (0, 0.6, "orange_count"),
     "tax": (4, 0.4, "tax"), "a": (2, 3.6, "×"), "o": (2, 1.2, "×"), "+": (4, 2.4, "+"), "x": (6, 1.8, "×"), "p": (8, 1.8, "price")},
    [("apple", "a", "100", ""), ("n", "a", "2", ""), ("orange", "o", "150", ""), ("m", "o", "3", ""), ("a", "+", "200", ""),
     ("o", "+", "450", ""), ("+", "x", "650", ""), ("tax", "x", "1.1", ""), ("x", "p", "?", "1")], size=(10, 5))
# %% exercise="fruit_price"
# %% public="fruit_price"
result = fruit_price(100, 2, 150, 3, 1.1)
assert set(result) >= {"price", "dapple", "dapple_count", "dorange", "dorange_count", "dtax"}, text(
    en="One key for the price and one for each of the five inputs.", ko="가격 하나와 입력 다섯 개, 모두 여섯 개의 키가 필요합니다.")
assert abs(result["price"] - 715) < 1e-6, text(en="The price of the basket is 715.", ko="장바구니의 지불 금액은 715입니다.")
more = fruit_price(100, 2, 150, 4, 1.1)["price"]
assert abs(more - result["price"] - result["dorange_count"]) < 1e-6, text(
    en="One more orange should raise the price by dorange_count.", ko="귤을 하나 더 사면 지불 금액은 dorange_count만큼 늘어야 합니다.")
# %% [markdown] lang="en"
# ## 5. `product_of_sum`
#
# The other deck's example: $f(x, y, z) = (x + y)\,z$ at $x = -2$, $y = 5$, $z = -4$. Name the value in between $q = x + y$; then $f = qz$, and
#
# $$\frac{\partial f}{\partial q} = z,\qquad \frac{\partial f}{\partial z} = q,\qquad \frac{\partial q}{\partial x} = \frac{\partial q}{\partial y} = 1 .$$
#
# Compute $f$ and its three derivatives: with your layers or by hand, as you like. Return `(f, df_dx, df_dy, df_dz)`.
# %% [markdown] lang="ko"
# ## 5. `product_of_sum` ((x + y) z)
#
# 다른 강의에 나온 예입니다. $x = -2$, $y = 5$, $z = -4$에서 $f(x, y, z) = (x + y)\,z$. 중간값을 $q = x + y$라 하면 $f = qz$이고,
#
# $$\frac{\partial f}{\partial q} = z,\qquad \frac{\partial f}{\partial z} = q,\qquad \frac{\partial q}{\partial x} = \frac{\partial q}{\partial y} = 1 .$$
#
# $f$와 세 편미분을 구하세요. 앞에서 만든 계층을 써도 되고 손으로 풀어도 됩니다. `(f, df_dx, df_dy, df_dz)`를 반환합니다.
# %% exercise="product_of_sum"
# %% public="product_of_sum"
f, df_dx, df_dy, df_dz = product_of_sum(-2, 5, -4)
assert f == -12, text(en="(-2 + 5) times -4 is -12.", ko="(-2 + 5)에 -4를 곱하면 -12입니다.")
assert df_dx == df_dy, text(en="x and y enter the sum alike, so f reacts to them alike.", ko="x와 y는 덧셈에 똑같이 들어가므로 f에 미치는 영향도 같습니다.")
assert product_of_sum(-1, 5, -4)[0] - f == df_dx, text(
    en="df_dx should be the change of f when x grows by 1.", ko="df_dx는 x가 1 커질 때 f의 변화여야 합니다.")
# %% [markdown] lang="en"
# ## 6. `square_of_sum_grad`
#
# The chain rule on its own: $z = t^2$ with $t = x + y$. The derivative of a composite function is the product of the derivatives of its
# parts:
#
# $$\frac{\partial z}{\partial x} = \frac{\partial z}{\partial t}\,\frac{\partial t}{\partial x}$$
#
# Return `(dz_dx, dz_dy)`.
# %% [markdown] lang="ko"
# ## 6. `square_of_sum_grad` (연쇄 법칙)
#
# 연쇄 법칙만 따로 연습합니다. $t = x + y$이고 $z = t^2$입니다. 합성 함수의 미분은 합성 함수를 이루는 각 함수의 미분의 곱입니다.
#
# $$\frac{\partial z}{\partial x} = \frac{\partial z}{\partial t}\,\frac{\partial t}{\partial x}$$
#
# `(dz_dx, dz_dy)`를 반환하세요.
# %% exercise="square_of_sum_grad"
# %% public="square_of_sum_grad"
dz_dx, dz_dy = square_of_sum_grad(1.0, 3.0)
h = 1e-4
slope = ((1.0 + h + 3.0) ** 2 - (1.0 - h + 3.0) ** 2) / (2 * h)
assert abs(dz_dx - slope) < 1e-6, text(
    en="A small step in x says otherwise: is the derivative of the square taken at t = x + y?",
    ko="x를 조금 움직여 보면 값이 다릅니다. 제곱의 미분을 t = x + y에서 구했나요?")
# %% [markdown] lang="en"
# ## 7. `Relu`
#
# From here on nodes are **layers** that work on whole arrays. ReLU lets positive entries through and stops the rest:
#
# $$y = \begin{cases} x & x > 0 \\ 0 & x \le 0 \end{cases} \qquad \frac{\partial y}{\partial x} = \begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}$$
#
# Think of a row of switches that the forward pass sets: where the signal passed forward, the gradient passes back. At exactly $x = 0$ we
# take 0.
#
# > **A slip in the lecture's code.** The deck's `backward` writes zeros into `dout` itself and returns it. But `dout` belongs to the caller. Your
# > `AddLayer` hands one and the same array to both of its inputs. If a Relu on one side wrote zeros into it, the other side would get an
# > array full of holes. Leave `x` and `dout` as they were.
# %% [markdown] lang="ko"
# ## 7. `Relu` (ReLU 계층)
#
# 이제부터 노드는 배열 전체를 다루는 **계층**입니다. ReLU는 양수는 통과시키고 나머지는 막습니다.
#
# $$y = \begin{cases} x & x > 0 \\ 0 & x \le 0 \end{cases} \qquad \frac{\partial y}{\partial x} = \begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}$$
#
# 순전파가 켜고 끄는 스위치가 한 줄로 늘어서 있다고 생각하세요. 순전파 때 신호가 지나간 자리로 역전파의 신호도 지나갑니다. 정확히
# $x = 0$이면 미분은 0으로 합니다.
#
# > **강의 코드의 실수.** 강의 자료의 `backward`는 `dout` 자체에 0을 써넣고 그것을 반환합니다. 그런데 `dout`은 호출한 쪽의
# > 것입니다. `AddLayer`의 backward는 같은 배열을 두 입력에 함께 넘깁니다. 한쪽의 Relu가 그 배열에 0을 써넣으면 다른 쪽은 군데군데
# > 0이 된 배열을 받습니다. `x`와 `dout`은 원래대로 두어야 합니다.
# %% exercise="Relu"
# %% public="Relu"
layer = Relu()
x = np.array([[1.0, -0.5], [-2.0, 3.0]])
out = layer.forward(x)
assert out.shape == x.shape, text(en="The output has x's shape.", ko="출력은 x와 형상이 같아야 합니다.")
assert np.all(out >= 0), text(en="Nothing negative comes out of ReLU.", ko="ReLU의 출력에는 음수가 없어야 합니다.")
assert x[0, 1] == -0.5, text(en="x itself was changed: work on a new array.", ko="x 자체가 바뀌었습니다. 새 배열에서 작업하세요.")
dout = np.array([[5.0, 6.0], [-7.0, -8.0]])
dx = layer.backward(dout)
assert dx[1, 1] == -8.0, text(
    en="A negative gradient may pass too: what decides is the sign of x, not of dout.",
    ko="음수인 그래디언트도 지나갈 수 있습니다. 기준은 dout의 부호가 아니라 x의 부호입니다.")
assert dout[0, 1] == 6.0, text(en="dout was overwritten: it belongs to the caller.", ko="dout이 덮어써졌습니다. dout은 호출한 쪽의 것입니다.")
# %% [markdown] lang="en"
# ## 8. `Sigmoid`
#
# $y = \dfrac{1}{1 + e^{-x}}$ is itself a graph of four nodes. Follow the gradient back through it and everything collapses into one
# short formula in the **output** $y$:
#
# $$\frac{\partial L}{\partial x} = \frac{\partial L}{\partial y}\; y\,(1 - y)$$
#
# So this layer remembers its output, not its input.
#
# > **Output, not input.** The labs call their derivative `actf_deriv(x)` and write $x(1-x)$, but they always call it with the
# > *output* of the sigmoid. Put the input in, and the "slope" at $x = 2$ would be $2(1-2) = -2$, yet the sigmoid never falls.
# %% [markdown] lang="ko"
# ## 8. `Sigmoid` (시그모이드 계층)
#
# $y = \dfrac{1}{1 + e^{-x}}$ 자체도 노드 네 개짜리 계산 그래프입니다. 그 그래프를 거꾸로 따라가면 모든 것이 **출력** $y$로 된 짧은 식
# 하나로 정리됩니다.
#
# $$\frac{\partial L}{\partial x} = \frac{\partial L}{\partial y}\; y\,(1 - y)$$
#
# 그래서 이 계층은 입력이 아니라 출력을 기억합니다.
#
# > **입력이 아니라 출력.** 실습 코드의 미분 함수는 이름이 `actf_deriv(x)`이고 $x(1-x)$라고 쓰여 있지만, 실제로는 항상 시그모이드의
# > *출력*을 넣어 호출합니다. 입력을 그대로 넣으면 $x = 2$에서 '기울기'가 $2(1-2) = -2$가 되는데, 시그모이드는 결코 감소하지 않습니다.
# %% demo=true
draw_graph({"x": (0, 0, "x"), "n": (1.7, 0, "×(-1)"), "e": (3.4, 0, "exp"), "p": (5.1, 0, "+1"), "d": (6.8, 0, "/"), "y": (8.5, 0, "y")},
           [("x", "n", "$x$", r"$\frac{\partial L}{\partial y} y(1-y)$"), ("n", "e", "$-x$", r"$-\frac{\partial L}{\partial y}y^2e^{-x}$"),
            ("e", "p", "$e^{-x}$", r"$-\frac{\partial L}{\partial y}y^2$"), ("p", "d", "$1+e^{-x}$", r"$-\frac{\partial L}{\partial y}y^2$"),
            ("d", "y", "$y$", r"$\frac{\partial L}{\partial y}$")], size=(12, 2))
# %% exercise="Sigmoid"
# %% public="Sigmoid"
layer = Sigmoid()
y = layer.forward(np.array([0.0, 2.0, -2.0]))
assert y[0] == 0.5, text(en="The sigmoid of 0 is one half.", ko="시그모이드에 0을 넣으면 0.5입니다.")
assert y[1] > 0.5 > y[2], text(en="The sigmoid rises: check the sign of the exponent.", ko="시그모이드는 증가합니다. 지수의 부호를 확인하세요.")
slope = layer.backward(np.ones(3))
assert np.all(slope > 0), text(
    en="A slope of the sigmoid is never negative: is the formula fed with the output of forward?",
    ko="시그모이드의 기울기는 음수가 될 수 없습니다. 식에 forward의 출력을 넣었나요?")
assert slope[0] == slope.max(), text(en="The sigmoid is steepest at 0.", ko="시그모이드는 0에서 가장 가파릅니다.")
assert abs(slope[1] - slope[2]) < 1e-9, text(en="The slopes at 2 and -2 are the same.", ko="2와 -2에서의 기울기는 같습니다.")
# %% [markdown] lang="en"
# The two activations and the gradients that your layers let through:
# %% [markdown] lang="ko"
# 두 활성화 함수와, 여러분의 계층이 통과시키는 그래디언트입니다.
# %% demo=true
try:
    grid = np.linspace(-5, 5, 201)
    fig, axes = plt.subplots(1, 2, figsize=(9, 3))
    for ax, layer in zip(axes, (Relu(), Sigmoid())):
        ax.plot(grid, layer.forward(grid), label="forward(x)")
        ax.plot(grid, layer.backward(np.ones_like(grid)), label="backward(1)")
        ax.set_title(type(layer).__name__)
        ax.grid(True)
        ax.legend()
    plt.show()
except NotImplementedError:
    print(text(en="Solve the two exercises above to see the picture.", ko="위의 두 문제를 풀면 그림이 나타납니다."))
# %% [markdown] lang="en"
# ## 9. `Affine`
#
# A layer of a network is a matrix product: $Y = XW + b$ with $X$ $(n, d)$, $W$ $(d, k)$, $b$ $(k{,})$, so $Y$ is $(n, k)$: one row for each
# of the $n$ samples. Backwards, with $D = \partial L/\partial Y$ (`dout`), the multiplication node's rule holds for matrices too, if you let
# the **shapes** guide you:
#
# | gradient | has the shape of | is made of |
# | --- | --- | --- |
# | $\partial L/\partial X$ | $X$: $(n, d)$ | $D$ $(n, k)$ and $W$ $(d, k)$ |
# | $\partial L/\partial W$ | $W$: $(d, k)$ | $X$ $(n, d)$ and $D$ $(n, k)$ |
# | $\partial L/\partial b$ | $b$: $(k{,})$ | $D$ $(n, k)$ |
#
# In each of the first two rows there is only one matrix product (with something transposed) that gives the right shape, as long as $n$, $d$ and $k$
# differ. For $b$: the forward pass *copied* $b$ into $n$ rows. Whatever is copied forward is added up backward.
#
# With numbers, for two samples, two inputs and one unit: $X = \begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}$,
# $W = \begin{bmatrix} 0.5 \\ -1 \end{bmatrix}$, and from the right comes $D = \begin{bmatrix} 1 \\ 10 \end{bmatrix}$. The first weight met the inputs 1 and 3, so
# its gradient is $1 \cdot 1 + 3 \cdot 10 = 31$; for the second it is $2 \cdot 1 + 4 \cdot 10 = 42$. The bias gets $1 + 10 = 11$. And each input gets back what came
# in, times its weight: $\partial L/\partial X = \begin{bmatrix} 0.5 & -1 \\ 5 & -10 \end{bmatrix}$.
#
# `backward` returns `dx` and sets the attributes `dW` and `db`. It **sets** them anew each time and does not add to what was there.
# %% [markdown] lang="ko"
# ## 9. `Affine` (어파인 계층)
#
# 신경망의 한 층은 행렬 곱입니다. $X$가 $(n, d)$, $W$가 $(d, k)$, $b$가 $(k{,})$일 때 $Y = XW + b$는 $(n, k)$이고, 한 행이 샘플 하나입니다.
# 역전파에서 $D = \partial L/\partial Y$(`dout`)라 하면, 곱셈 노드의 규칙이 행렬에도 통합니다. **형상**(shape)을 길잡이로 삼으세요.
#
# | 그래디언트 | 형상이 같은 것 | 재료 |
# | --- | --- | --- |
# | $\partial L/\partial X$ | $X$: $(n, d)$ | $D$ $(n, k)$와 $W$ $(d, k)$ |
# | $\partial L/\partial W$ | $W$: $(d, k)$ | $X$ $(n, d)$와 $D$ $(n, k)$ |
# | $\partial L/\partial b$ | $b$: $(k{,})$ | $D$ $(n, k)$ |
#
# 앞의 두 행에서는 $n$, $d$, $k$가 서로 다르다면 형상이 맞는 행렬 곱이 (한쪽을 전치해서) 하나뿐입니다. 편향 $b$는 어떨까요? 순전파에서 $b$는 $n$개의 행에 *복사*되었습니다.
# 순전파에서 복사된 것은 역전파에서 더해집니다.
#
# 샘플 두 개, 입력 두 개, 유닛 하나로 계산해 봅시다. $X = \begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}$,
# $W = \begin{bmatrix} 0.5 \\ -1 \end{bmatrix}$이고 오른쪽에서 $D = \begin{bmatrix} 1 \\ 10 \end{bmatrix}$이 왔습니다. 첫 번째 가중치는 입력 1과 3을 만났으므로 그래디언트가
# $1 \cdot 1 + 3 \cdot 10 = 31$이고, 두 번째는 $2 \cdot 1 + 4 \cdot 10 = 42$입니다. 편향은 $1 + 10 = 11$입니다. 입력은 들어온 값에 자기 가중치를 곱한 것을 돌려받습니다:
# $\partial L/\partial X = \begin{bmatrix} 0.5 & -1 \\ 5 & -10 \end{bmatrix}$.
#
# `backward`는 `dx`를 반환하고 속성 `dW`와 `db`를 설정합니다. 전에 있던 값에 더하지 않고 매번 **새로** 설정합니다.
# %% exercise="Affine"
# %% public="Affine"
layer = Affine(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.array([0.1, 0.2, 0.3]))
x = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [2.0, -1.0]])
out = layer.forward(x)
assert out.shape == (4, 3), text(en="Four samples and three units make a (4, 3) output.", ko="샘플 네 개, 유닛 세 개이므로 출력은 (4, 3)입니다.")
assert np.allclose(out[0], [1.1, 2.2, 3.3]), text(en="The sample (1, 0) picks the first row of W, plus b.", ko="샘플 (1, 0)은 W의 첫 행을 고르고 거기에 b를 더합니다.")
dx = layer.backward(np.ones((4, 3)))
assert np.shape(dx) == (4, 2), text(en="dx has the shape of x.", ko="dx는 x와 형상이 같습니다.")
assert np.shape(layer.dW) == (2, 3), text(en="dW has the shape of W.", ko="dW는 W와 형상이 같습니다.")
assert np.shape(layer.db) == (3,), text(en="db has the shape of b.", ko="db는 b와 형상이 같습니다.")
first = np.array(layer.dW)
layer.forward(x)
layer.backward(np.ones((4, 3)))
assert np.allclose(layer.dW, first), text(
    en="The same backward a second time should give the same dW.", ko="같은 backward를 한 번 더 하면 같은 dW가 나와야 합니다.")
# %% [markdown] lang="en"
# ## 10. `SoftmaxWithLoss`
#
# The last layer of a classifier turns scores into probabilities (softmax) and compares them with the target (cross entropy):
#
# $$L = -\frac{1}{n}\sum_{i=1}^{n}\sum_{c} t_{ic} \log y_{ic}, \qquad y = \mathrm{softmax}(x)$$
#
# As one node, its backward pass becomes astonishingly simple. For one sample with the right class $r$ the loss is $-\log y_r$, and the logarithm undoes the exponential:
#
# $$-\log y_r = -\log \frac{e^{x_r}}{\sum_i e^{x_i}} = \log \sum_i e^{x_i} - x_r$$
#
# Now differentiate by a score $x_c$. The first term gives $e^{x_c} / \sum_i e^{x_i}$, which is $y_c$ again. The second gives $-1$ if $c$ is the right class, else 0, which
# is $-t_c$. Together, and with the mean over $n$ samples:
#
# $$\frac{\partial L}{\partial x} = \frac{y - t}{n}$$
#
# That is the error itself: probability minus target. For the scores $(0.3,\ 2.9,\ 4.0)$ and the right class 1 it is
# $(0.018,\ 0.245 - 1,\ 0.737) = (0.018,\ -0.755,\ 0.737)$: the right score is to rise, the others are to fall. The $\frac1n$ comes from the **mean** over the batch; it is easy to forget, and then the learning rate
# would have to change with the size of the batch. A tiny number such as $10^{-7}$ inside the logarithm is allowed.
#
# `backward(dout=1)` may be called twice and gives the same answer both times.
# %% [markdown] lang="ko"
# ## 10. `SoftmaxWithLoss` (소프트맥스와 손실 계층)
#
# 분류기의 마지막 계층은 점수를 확률로 바꾸고(소프트맥스) 정답과 비교합니다(교차 엔트로피).
#
# $$L = -\frac{1}{n}\sum_{i=1}^{n}\sum_{c} t_{ic} \log y_{ic}, \qquad y = \mathrm{softmax}(x)$$
#
# 이 둘을 한 노드로 묶으면 역전파가 놀랄 만큼 간단해집니다. 정답 클래스가 $r$인 샘플 하나의 손실은 $-\log y_r$이고, 로그가 지수를 상쇄합니다.
#
# $$-\log y_r = -\log \frac{e^{x_r}}{\sum_i e^{x_i}} = \log \sum_i e^{x_i} - x_r$$
#
# 이제 점수 $x_c$로 미분합니다. 첫째 항에서는 $e^{x_c} / \sum_i e^{x_i}$, 곧 $y_c$가 다시 나옵니다. 둘째 항에서는 $c$가 정답 클래스이면 $-1$, 아니면 0이
# 나오는데, 이것이 $-t_c$입니다. 둘을 합치고 샘플 $n$개에 대해 평균을 내면 다음과 같습니다.
#
# $$\frac{\partial L}{\partial x} = \frac{y - t}{n}$$
#
# 확률에서 정답을 뺀 것, 곧 오차 그 자체입니다. 점수가 $(0.3,\ 2.9,\ 4.0)$이고 정답 클래스가 1이면
# $(0.018,\ 0.245 - 1,\ 0.737) = (0.018,\ -0.755,\ 0.737)$입니다. 정답의 점수는 올라가고 나머지는 내려가야 한다는 뜻입니다. $\frac1n$은 배치에 대한 **평균**에서 나옵니다. 잊기 쉬운데, 잊으면 배치 크기가 바뀔 때마다 학습률도
# 바꿔야 합니다. 로그 안에 $10^{-7}$ 같은 아주 작은 수를 더하는 것은 괜찮습니다.
#
# `backward(dout=1)`은 두 번 호출해도 같은 답을 내야 합니다.
# %% exercise="SoftmaxWithLoss"
# %% public="SoftmaxWithLoss"
layer = SoftmaxWithLoss()
t = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
loss = layer.forward(np.zeros((2, 3)), t)
assert abs(loss - np.log(3)) < 1e-5, text(
    en="Three equal scores mean log 3 for each sample, and the mean of log 3 and log 3 is log 3.",
    ko="점수 세 개가 같으면 샘플마다 손실은 log 3이고, log 3과 log 3의 평균은 log 3입니다.")
dx = layer.backward()
assert dx.shape == (2, 3), text(en="dx has the shape of the scores.", ko="dx는 점수와 형상이 같습니다.")
assert np.allclose(dx.sum(axis=1), 0), text(en="Probabilities and targets both sum to 1, so each row of dx sums to 0.", ko="확률의 합도 정답의 합도 1이므로 dx의 각 행의 합은 0입니다.")
assert dx[0, 0] < 0, text(
    en="Raising the right class's score must lower the loss: check the sign.", ko="정답 클래스의 점수를 올리면 손실은 줄어야 합니다. 부호를 확인하세요.")
assert np.allclose(layer.backward(), dx), text(en="The second call gives something else: was something changed in place?", ko="두 번째 호출의 결과가 다릅니다. backward가 저장해 둔 배열의 값을 바꾸고 있는지 확인하세요.")
# %% [markdown] lang="en"
# One sample, seen by your layer: the bars are what pulls each score up (negative gradient) or down (positive gradient).
# %% [markdown] lang="ko"
# 샘플 하나를 여러분의 계층으로 살펴봅니다. 막대는 각 점수를 끌어올리는 힘(음의 그래디언트)과 끌어내리는 힘(양의 그래디언트)입니다.
# %% demo=true
try:
    layer = SoftmaxWithLoss()
    scores, target = np.array([[0.3, 2.9, 4.0]]), np.array([[0.0, 1.0, 0.0]])
    loss = layer.forward(scores, target)
    classes = np.arange(3)
    fig, axes = plt.subplots(1, 2, figsize=(9, 3))
    axes[0].bar(classes - 0.2, softmax(scores)[0], width=0.4, label="y")
    axes[0].bar(classes + 0.2, target[0], width=0.4, label="t")
    axes[0].set_title(f"L = {loss:.3f}")
    axes[0].legend()
    axes[1].bar(classes, layer.backward()[0], color="tab:red")
    axes[1].axhline(0, color="gray")
    axes[1].set_title("dx")
    plt.show()
except NotImplementedError:
    print(text(en="Solve the exercise above to see the picture.", ko="위 문제를 풀면 그림이 나타납니다."))
# %% [markdown] lang="en"
# ## What you have now
#
# `Affine`, `Relu`, `Affine`, `SoftmaxWithLoss`, chained, is a network that can learn: call every `forward` from left to right and every
# `backward` from right to left, and each `Affine` knows its `dW` and `db`. In the next assignment you derive the same gradients with pencil and
# paper, and check the one against the other.
# %% [markdown] lang="ko"
# ## 이제 갖춘 것
#
# `Affine`, `Relu`, `Affine`, `SoftmaxWithLoss`를 이으면 학습할 수 있는 신경망이 됩니다. `forward`는 왼쪽에서 오른쪽으로, `backward`는
# 오른쪽에서 왼쪽으로 차례로 호출하면 각 `Affine`이 자신의 `dW`와 `db`를 알게 됩니다. 다음 과제에서는 같은 그래디언트를 종이와 연필로
# 유도하고, 두 결과를 서로 맞춰 봅니다.
