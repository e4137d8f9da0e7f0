# %% [markdown] lang="en"
# # Python and NumPy warm-up
#
# A neural network is, in the end, arithmetic on arrays of numbers. In this course you write all of it yourself, in
# plain Python and NumPy. This first notebook makes sure that you are at ease with the tools: operators, slices, truth
# values, a class, and then the array, with the two things about it that surprise everybody once: **broadcasting**
# and **views**.
#
# How it works: each exercise has a cell in which you replace `raise NotImplementedError()` by your own code. The cell after it
# checks your function with a few examples. If such a check fails, its message tells you what to look at. More checks are run
# after you hand in, with other inputs, so write code that is right in general and not only for the examples.
# %% [markdown] lang="ko"
# # 파이썬과 넘파이 기초
#
# 신경망은 결국 숫자 배열의 계산입니다. 이 과목에서는 그 계산을 파이썬과 넘파이만으로 모두 직접 만듭니다. 첫 노트북에서는 도구를
# 손에 익힙니다. 연산자, 슬라이싱, 참과 거짓, 클래스를 거쳐 배열까지 다루고, 배열에서 누구나 한 번은 놀라는 두 가지,
# **브로드캐스트**와 **뷰**(view)를 알아봅니다.
#
# 푸는 방법: 문제마다 셀이 하나씩 있습니다. `raise NotImplementedError()`를 지우고 그 자리에 코드를 쓰세요. 바로 다음 셀은 몇 가지
# 예로 함수를 확인합니다. 확인에 실패하면 무엇을 살펴봐야 하는지 알려 줍니다. 제출한 뒤에는 다른 입력으로 더 많은 검사를 하므로,
# 예에서만 맞는 코드가 아니라 일반적으로 맞는 코드를 작성하세요.

# %%
import numpy as np

# %% [markdown] lang="en"
# ## 1. Arithmetic
#
# Python has seven arithmetic operators for numbers. For 5 and 3 they give:
#
# | operator | meaning | example | result |
# | :---: | --- | --- | --- |
# | `+` | add | `5 + 3` | 8 |
# | `-` | subtract | `5 - 3` | 2 |
# | `*` | multiply | `5 * 3` | 15 |
# | `/` | divide | `5 / 3` | 1.6666666666666667 |
# | `//` | divide and round **down** | `5 // 3` | 1 |
# | `%` | remainder | `5 % 3` | 2 |
# | `**` | power | `5 ** 3` | 125 |
#
# Two details. The lecture's table prints `5 / 3` as 1.6667: that is rounded for the slide; Python keeps about 16 digits. And *down*
# means towards smaller numbers: `-7 // 2` is $-4$ and not $-3$, with the remainder `-7 % 2` $= 1$, because
# $-7 = (-4) \cdot 2 + 1$.
#
# Write `arithmetic(a, b)`. It returns a dictionary with the keys `add`, `sub`, `mul`, `truediv`, `floordiv`, `mod` and `pow`.
# %% [markdown] lang="ko"
# ## 1. 산술 연산
#
# 파이썬의 산술 연산자는 일곱 가지입니다. 5와 3에 적용하면 다음과 같습니다.
#
# | 연산자 | 뜻 | 예 | 결과 |
# | :---: | --- | --- | --- |
# | `+` | 더하기 | `5 + 3` | 8 |
# | `-` | 빼기 | `5 - 3` | 2 |
# | `*` | 곱하기 | `5 * 3` | 15 |
# | `/` | 나누기 | `5 / 3` | 1.6666666666666667 |
# | `//` | 나눈 뒤 **내림** | `5 // 3` | 1 |
# | `%` | 나머지 | `5 % 3` | 2 |
# | `**` | 거듭제곱 | `5 ** 3` | 125 |
#
# 두 가지를 눈여겨보세요. 강의 자료의 표에는 `5 / 3`이 1.6667로 적혀 있지만, 슬라이드에 쓰느라 반올림한 값입니다. 파이썬은 16자리쯤까지
# 계산합니다. 그리고 *내림*은 더 작은 정수 쪽으로 맞추는 것입니다. `-7 // 2`는 $-3$이 아니라 $-4$이고, $-7 = (-4) \cdot 2 + 1$이므로
# 나머지 `-7 % 2`는 $1$입니다.
#
# `arithmetic(a, b)`를 작성하세요. 키가 `add`, `sub`, `mul`, `truediv`, `floordiv`, `mod`, `pow`인 딕셔너리를 반환합니다.

# %% exercise="arithmetic"

# %% public="arithmetic"
result = arithmetic(5, 3)
assert isinstance(result, dict), text(en="The result is a dictionary.", ko="결과는 딕셔너리여야 합니다.")
missing = {"add", "sub", "mul", "truediv", "floordiv", "mod", "pow"} - set(result)
assert not missing, text(en="Keys are missing:", ko="빠진 키가 있습니다:") + f" {sorted(missing)}"
assert (result["add"], result["sub"], result["mul"]) == (8, 2, 15), text(en="Look at +, - and *.", ko="+, -, *를 확인하세요.")
assert abs(result["truediv"] - 5 / 3) < 1e-12, text(en="5 / 3 is not rounded.", ko="5 / 3은 반올림하지 않습니다.")
assert (result["floordiv"], result["mod"]) == (1, 2), text(en="How many times does 3 go into 5, and what is left over?",
                                                          ko="5에 3이 몇 번 들어가고, 얼마가 남나요?")
assert result["pow"] == 125, text(en="The power is 5 * 5 * 5.", ko="거듭제곱은 5 * 5 * 5입니다.")
print(text(en="arithmetic: fine so far.", ko="arithmetic: 여기까지 좋습니다."))

# %% [markdown] lang="en"
# ## 2. Slices
#
# Characters of a text and elements of a list are counted from 0. Negative numbers count from the end: $-1$ is the last one.
# A **slice** `s[start:stop]` begins *at* `start` and ends *before* `stop`.
#
# The picture shows both ways of counting for the word `abcde`. There, `s[1:3]` is `'bc'`.
#
# Write `slice_middle(s)`: it returns the piece from the third-last character up to, not including, the last. For
# `'abcde'` that is `'cd'`. It must work for a text of any length from three.
#
# (The lecture's example calls its text `str`, and its dictionary `dict`. That works, but from then on Python's own `str` and `dict`
# are hidden. Better take another name.)
# %% [markdown] lang="ko"
# ## 2. 슬라이싱
#
# 문자열의 문자와 리스트의 원소는 0부터 셉니다. 음수는 끝에서부터 세며, $-1$이 마지막입니다. **슬라이스** `s[시작:끝]`은 `시작`
# *에서* 시작해 `끝` *앞에서* 멈춥니다.
#
# 그림은 `abcde`를 두 방법으로 센 것입니다. 여기서 `s[1:3]`은 `'bc'`입니다.
#
# `slice_middle(s)`를 작성하세요. 끝에서 세 번째 문자부터 마지막 문자 앞까지를 반환합니다. `'abcde'`라면 `'cd'`입니다. 길이가
# 3 이상인 어떤 문자열에서도 맞아야 합니다.
#
# (강의의 예제는 문자열을 `str`, 딕셔너리를 `dict`라고 이름 지었습니다. 동작은 하지만 그 뒤로는 파이썬의 원래 `str`과 `dict`가
# 가려집니다. 다른 이름을 쓰는 것이 좋습니다.)

# %% demo=true
import matplotlib.pyplot as plt

_, axes = plt.subplots(figsize=(5, 1.8))
for place, letter in enumerate("abcde"):
    axes.add_patch(plt.Rectangle((place, 0), 1, 1, facecolor="#cfe2f3" if place in (1, 2) else "white", edgecolor="black"))
    axes.text(place + 0.5, 0.5, letter, ha="center", va="center", fontsize=18)
    axes.text(place + 0.5, 1.25, str(place), ha="center", va="center", color="tab:blue")
    axes.text(place + 0.5, -0.3, str(place - 5), ha="center", va="center", color="tab:red")
axes.set_xlim(-0.2, 5.2)
axes.set_ylim(-0.6, 1.6)
axes.set_aspect("equal")
axes.set_axis_off()
plt.show()

# %% exercise="slice_middle"

# %% public="slice_middle"
piece = slice_middle("abcde")
assert isinstance(piece, str), text(en="The result is a text.", ko="결과는 문자열이어야 합니다.")
assert len(piece) == 2, text(en="From the third-last up to the last, without it: how many characters is that?",
                             ko="끝에서 세 번째부터 마지막 앞까지는 몇 글자인가요?")
assert piece == "cd", text(en="Compare with the picture.", ko="그림과 비교해 보세요.")
assert slice_middle("neuron") == "ro", text(en="It works for five characters, but not for six. From which end do you count?",
                                            ko="다섯 글자에서는 맞지만 여섯 글자에서는 틀립니다. 어느 쪽 끝에서부터 세고 있나요?")
print(text(en="slice_middle: fine so far.", ko="slice_middle: 여기까지 좋습니다."))

# %% [markdown] lang="en"
# ## 3. True and False
#
# `and` is true if both sides are, `or` if at least one is, and `not` flips a truth value. A table that lists the result for
# every combination is called a **truth table**; in the next assignment a neuron will compute such tables.
#
# Write `truth_tables()`. It returns a dictionary with three keys. `'and'` and `'or'` each hold four results, for
#
# (True, True), (True, False), (False, True), (False, False)
#
# in this order; `'not'` holds two, for True and False. The results are bools, in a list or a tuple.
#
# (Why does the lecture use `and` and not `&`? For two bools the result is the same. But `&` works on the bits of numbers, `6 & 3` is 2,
# and it binds more tightly than a comparison: `x > 0 & y > 0` is not what it looks like.)
# %% [markdown] lang="ko"
# ## 3. 참과 거짓
#
# `and`는 양쪽이 모두 참일 때, `or`는 한쪽이라도 참일 때 참이고, `not`은 참과 거짓을 뒤집습니다. 모든 조합의 결과를 적은 표를
# **진리표**라고 합니다. 다음 과제에서는 뉴런이 이런 표를 계산하게 됩니다.
#
# `truth_tables()`를 작성하세요. 키가 세 개인 딕셔너리를 반환합니다. `'and'`와 `'or'`에는
#
# (True, True), (True, False), (False, True), (False, False)
#
# 의 결과 네 개를 이 순서로, `'not'`에는 True와 False의 결과 두 개를 넣습니다. 결과는 bool이고 리스트나 튜플에 담습니다.
#
# (강의에서는 왜 `&` 대신 `and`를 쓸까요? bool 두 개라면 결과가 같습니다. 하지만 `&`는 수의 비트를 다루는 연산자여서 `6 & 3`은
# 2가 되고, 비교 연산자보다 먼저 계산됩니다. 그래서 `x > 0 & y > 0`은 보이는 것과 다른 뜻입니다.)

# %% exercise="truth_tables"

# %% public="truth_tables"
tables = truth_tables()
assert set(tables) >= {"and", "or", "not"}, text(en="The keys are 'and', 'or' and 'not'.", ko="키는 'and', 'or', 'not'입니다.")
assert [len(tables[key]) for key in ("and", "or", "not")] == [4, 4, 2], text(
    en="Four results for 'and' and for 'or', two for 'not'.", ko="'and'와 'or'에는 결과가 네 개, 'not'에는 두 개 있어야 합니다.")
assert all(isinstance(value, (bool, np.bool_)) for row in tables.values() for value in row), text(
    en="Each result is True or False, not a number or a text.", ko="결과는 수나 문자열이 아니라 True 또는 False여야 합니다.")
assert sum(tables["and"]) == 1, text(en="For how many of the four pairs is `and` true?", ko="네 쌍 중 and가 참인 것은 몇 개인가요?")
assert sum(tables["or"]) == 3, text(en="For how many of the four pairs is `or` true?", ko="네 쌍 중 or가 참인 것은 몇 개인가요?")
print(text(en="truth_tables: fine so far.", ko="truth_tables: 여기까지 좋습니다."))

# %% [markdown] lang="en"
# ## 4. A class
#
# A **class** describes a kind of object: what each one remembers, and what it can do. Later, every layer of a network will be
# an object of a class, which remembers its weights.
#
# `__init__` is called when an object is made; what should be remembered is stored on `self`. A **method** gets `self` as its first
# argument, and so finds what was stored. That is how several objects of one class stay independent of each other.
#
# ```python
# class Counter:
#     def __init__(self, start):
#         self.count = start
#
#     def up(self):
#         self.count = self.count + 1
#         return self.count
# ```
#
# Complete `Greeter`: `Greeter("Modu_Lab").hello()` **returns** the text `'Hello Modu_Lab!'`. (The lecture's function *prints* it.
# A printed text is on the screen, but the rest of the program cannot go on working with it.)
# %% [markdown] lang="ko"
# ## 4. 클래스
#
# **클래스**는 객체의 종류를 정의합니다. 객체가 무엇을 기억하고 무엇을 할 수 있는지 적습니다. 나중에 신경망의 층은 모두 가중치를
# 기억하는 클래스의 객체가 됩니다.
#
# `__init__`은 객체를 만들 때 호출되고, 기억할 것은 `self`에 저장합니다. **메서드**는 첫 번째 인수로 `self`를 받으므로 저장한 것을
# 찾을 수 있습니다. 같은 클래스의 객체가 여럿 있어도 서로 섞이지 않는 이유입니다.
#
# ```python
# class Counter:
#     def __init__(self, start):
#         self.count = start
#
#     def up(self):
#         self.count = self.count + 1
#         return self.count
# ```
#
# `Greeter`를 완성하세요. `Greeter("Modu_Lab").hello()`는 `'Hello Modu_Lab!'`이라는 문자열을 **반환**합니다. (강의의 함수는 이것을
# *출력*합니다. 출력한 글자는 화면에 보일 뿐, 프로그램의 다른 부분에서 이어서 쓸 수 없습니다.)

# %% exercise="Greeter"

# %% public="Greeter"
greeting = Greeter("Modu_Lab").hello()
assert greeting is not None, text(en="hello printed something or did nothing: what does it return?",
                                  ko="hello가 출력만 했거나 아무것도 하지 않았습니다. 무엇을 반환하나요?")
assert greeting == "Hello Modu_Lab!", text(en="Compare letter by letter, blanks and marks too.",
                                           ko="공백과 문장 부호까지 한 글자씩 비교해 보세요.") + f" {greeting!r}"
print(text(en="Greeter: fine so far.", ko="Greeter: 여기까지 좋습니다."))

# %% [markdown] lang="en"
# ## 5. The array
#
# A NumPy **array** is a block of numbers with a shape:
#
# - `ndim`: how many axes it has (a row of numbers has 1, a table 2, a stack of tables 3);
# - `shape`: how long each axis is, as a tuple;
# - `size`: how many elements there are altogether.
#
# `A = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])` has 2 axes, the shape $(2, 3)$ and 6 elements. A one-dimensional
# `np.array([1.0, 2.0, 3.0])` has one axis, so its shape is the tuple `(3,)`, with one number in it.
#
# **Axes have numbers, and you will need them in every assignment.** Axis 0 runs down the rows, axis 1 along a row, and `axis=-1` is the
# last one. A function that takes an axis makes it *disappear*: everything along that axis becomes one number.
#
# | expression | what happens | result | shape |
# | --- | --- | --- | --- |
# | `A.sum()` | all elements | 21 | `()` |
# | `A.sum(axis=0)` | down each column | `[5, 7, 9]` | `(3,)` |
# | `A.sum(axis=1)` | along each row | `[6, 15]` | `(2,)` |
# | `A.sum(axis=1, keepdims=True)` | the same, but the axis stays, with length 1 | `[[6], [15]]` | `(2, 1)` |
# | `A.max(axis=1)` | the largest of each row | `[3, 6]` | `(2,)` |
# | `A.argmax(axis=1)` | *where* the largest of each row is | `[2, 2]` | `(2,)` |
# | `A.T` | rows and columns change places | `[[1, 4], [2, 5], [3, 6]]` | `(3, 2)` |
# | `A.reshape(3, 2)` | the same elements in their order, new rows | `[[1, 2], [3, 4], [5, 6]]` | `(3, 2)` |
#
# Say aloud what each line does before you go on, and try them in a cell of your own. Half of all mistakes in the later assignments
# are a wrong axis.
#
# (The lecture calls the number of axes the *rank*, as is often done. It has nothing to do with the rank of a matrix in linear algebra.)
#
# Write `describe(a)`, which returns `(ndim, shape, size)` for any array.
# %% [markdown] lang="ko"
# ## 5. 배열
#
# 넘파이 **배열**은 형상을 가진 숫자 묶음입니다.
#
# - `ndim`: 축의 개수(1차원이면 1, 표이면 2, 표를 쌓으면 3)
# - `shape`: 각 축의 길이를 담은 튜플(형상)
# - `size`: 전체 원소의 개수
#
# `A = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])`은 축이 2개, 형상이 $(2, 3)$, 원소가 6개입니다. 1차원 배열
# `np.array([1.0, 2.0, 3.0])`은 축이 하나이므로 형상은 수가 하나 들어 있는 튜플 `(3,)`입니다.
#
# **축에는 번호가 있고, 앞으로 모든 과제에서 씁니다.** 0번 축은 행을 따라 아래로, 1번 축은 한 행을 따라 옆으로 갑니다. `axis=-1`은 마지막
# 축입니다. 축을 받는 함수는 그 축을 *없앱니다*. 그 축을 따라 놓인 것이 모두 수 하나가 됩니다.
#
# | 식 | 하는 일 | 결과 | 형상 |
# | --- | --- | --- | --- |
# | `A.sum()` | 모든 원소의 합 | 21 | `()` |
# | `A.sum(axis=0)` | 열마다 아래로 더함 | `[5, 7, 9]` | `(3,)` |
# | `A.sum(axis=1)` | 행마다 옆으로 더함 | `[6, 15]` | `(2,)` |
# | `A.sum(axis=1, keepdims=True)` | 같지만 축이 길이 1로 남음 | `[[6], [15]]` | `(2, 1)` |
# | `A.max(axis=1)` | 행마다 가장 큰 값 | `[3, 6]` | `(2,)` |
# | `A.argmax(axis=1)` | 행마다 가장 큰 값이 있는 *자리* | `[2, 2]` | `(2,)` |
# | `A.T` | 행과 열을 바꿈 | `[[1, 4], [2, 5], [3, 6]]` | `(3, 2)` |
# | `A.reshape(3, 2)` | 원소의 순서는 그대로, 행을 새로 나눔 | `[[1, 2], [3, 4], [5, 6]]` | `(3, 2)` |
#
# 넘어가기 전에 한 줄씩 무엇을 하는지 말로 설명해 보고, 셀을 하나 만들어 직접 실행해 보세요. 뒤의 과제에서 나오는 실수의 절반은 축을
# 잘못 고른 것입니다.
#
# (강의에서는 축의 개수를 *rank*라고 부릅니다. 흔히 쓰는 말이지만 선형대수에서 말하는 행렬의 계수(rank)와는 아무 관계가 없습니다.)
#
# 어떤 배열이든 `(ndim, shape, size)`를 반환하는 `describe(a)`를 작성하세요.

# %% exercise="describe"

# %% public="describe"
result = describe(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))
assert len(result) == 3, text(en="Three things are asked for.", ko="세 가지를 반환해야 합니다.")
assert result[0] == 2, text(en="How many axes does a table have?", ko="표에는 축이 몇 개 있나요?")
assert tuple(result[1]) == (2, 3), text(en="The shape is a tuple: rows, then columns.", ko="형상은 (행, 열) 튜플입니다.")
assert result[2] == 6, text(en="Count all elements, not only the rows.", ko="행만이 아니라 모든 원소를 세어야 합니다.")
assert tuple(describe(np.array([1.0, 2.0, 3.0]))[1]) == (3,), text(en="What about an array with one axis?", ko="1차원 배열은 어떤가요?")
print(text(en="describe: fine so far.", ko="describe: 여기까지 좋습니다."))

# %% [markdown] lang="en"
# ## 6. Broadcasting
#
# With arrays, `+`, `-`, `*` and `/` work **element by element**. If the shapes differ, NumPy compares the shapes from the right, and
# stretches what is missing or has length 1. A number is stretched to the whole array, and a row $(n{,})$ to all rows of $(m, n)$:
#
# $$\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} * \begin{pmatrix} 10 & 20 \end{pmatrix}
# \;\to\; \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} * \begin{pmatrix} 10 & 20 \\ 10 & 20 \end{pmatrix}
# = \begin{pmatrix} 10 & 40 \\ 30 & 80 \end{pmatrix}$$
#
# This is not the matrix product of linear algebra, which Python writes as `@`: there, row times column is added up, and
# $(m, n)$ times $(n, k)$ gives $(m, k)$. The inner numbers must be equal, the outer ones remain. With the tables of the example
# `[[1, 2], [3, 4]] @ [[10], [20]]` is `[[50], [110]]`. You will meet broadcasting in every layer: it is
# how a bias $(k{,})$ is added to a batch $(n, k)$.
#
# Write `broadcast_product(A, B)` for `A` $(m, n)$ and `B` $(n{,})$ or a number. It returns a new array; `A` stays as it is.
# %% [markdown] lang="ko"
# ## 6. 브로드캐스트
#
# 배열에서 `+`, `-`, `*`, `/`는 **원소별로** 계산합니다. 형상이 다르면 넘파이는 형상을 오른쪽부터 비교해서, 없거나 길이가 1인 축을
# 늘려 맞춥니다. 수 하나는 배열 전체로, 한 줄 $(n{,})$은 $(m, n)$의 모든 행으로 늘어납니다.
#
# $$\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} * \begin{pmatrix} 10 & 20 \end{pmatrix}
# \;\to\; \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} * \begin{pmatrix} 10 & 20 \\ 10 & 20 \end{pmatrix}
# = \begin{pmatrix} 10 & 40 \\ 30 & 80 \end{pmatrix}$$
#
# 이것은 선형대수의 행렬 곱이 아닙니다. 행렬 곱은 `@`로 쓰며, 행과 열을 곱해서 더합니다. $(m, n)$과 $(n, k)$를 곱하면 $(m, k)$가 됩니다.
# 안쪽의 두 수는 같아야 하고 바깥쪽의 두 수가 남습니다. 위의 예라면 `[[1, 2], [3, 4]] @ [[10], [20]]`은 `[[50], [110]]`입니다. 브로드캐스트는 앞으로 모든 층에서 만나게 됩니다. 배치 $(n, k)$에
# 편향 $(k{,})$를 더하는 것이 바로 브로드캐스트입니다.
#
# `A`는 $(m, n)$, `B`는 $(n{,})$이거나 수 하나일 때 `broadcast_product(A, B)`를 작성하세요. 새 배열을 반환하고 `A`는 그대로 둡니다.

# %% demo=true
def grid(axes, left, top, numbers, faded_rows=0):
    text(en="""Draw a table of numbers; the first rows solid, the last `faded_rows` faded.""",
         ko="""숫자 표를 그립니다. 앞의 행은 진하게, 마지막 `faded_rows`개 행은 흐리게 그립니다.""")
    for i, row in enumerate(numbers):
        faded = i >= len(numbers) - faded_rows
        for j, number in enumerate(row):
            axes.add_patch(plt.Rectangle((left + j, top - i - 1), 1, 1, fill=False, edgecolor="0.75" if faded else "black",
                                         linestyle="--" if faded else "-"))
            axes.text(left + j + 0.5, top - i - 0.5, number, ha="center", va="center", color="0.6" if faded else "black")


_, axes = plt.subplots(figsize=(6, 1.8))
grid(axes, 0, 2, [[1, 2], [3, 4]])
grid(axes, 3, 2, [[10, 20], [10, 20]], faded_rows=1)
grid(axes, 6, 2, [[10, 40], [30, 80]])
axes.text(2.5, 1, "*", ha="center", va="center", fontsize=16)
axes.text(5.5, 1, "=", ha="center", va="center", fontsize=16)
axes.set_xlim(-0.2, 8.2)
axes.set_ylim(-0.2, 2.2)
axes.set_aspect("equal")
axes.set_axis_off()
plt.show()

# %% exercise="broadcast_product"

# %% public="broadcast_product"
A = np.array([[1, 2], [3, 4]])
result = broadcast_product(A, np.array([10, 20]))
assert isinstance(result, np.ndarray), text(en="The result is an array.", ko="결과는 배열이어야 합니다.")
assert result.shape == (2, 2), text(en="The result has the shape of A. Was it a matrix product?",
                                    ko="결과의 형상은 A와 같아야 합니다. 행렬 곱을 하지 않았나요?")
assert result.tolist() == [[10, 40], [30, 80]], text(en="Compare with the picture: which factor belongs to which column?",
                                                     ko="그림과 비교해 보세요. 어떤 수가 어느 열에 곱해지나요?")
assert broadcast_product(A, 3).tolist() == [[3, 6], [9, 12]], text(en="And if B is a number?", ko="B가 수 하나이면 어떤가요?")
assert A.tolist() == [[1, 2], [3, 4]], text(en="The call changed A.", ko="호출하고 나니 A가 바뀌었습니다.")
print(text(en="broadcast_product: fine so far.", ko="broadcast_product: 여기까지 좋습니다."))

# %% [markdown] lang="en"
# ## 7. A slice is a view
#
# Arrays are sliced along each axis: `a[:2, 1:3]` is rows 0 and 1, columns 1 and 2. Here is the surprise. A slice of a *list* is
# a copy. A slice of an *array* is not: it is a **view**, a window through which you look at the same numbers. Write into the
# window, and the original changes:
#
# ```python
# a = np.array([[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]])
# b = a[:2, 1:3]   # [[2, 3], [6, 7]]
# b[0, 0] = 77
# print(a[0, 1])   # 77
# ```
#
# (On the slide, `print` stands without parentheses: that was Python 2.)
#
# One thing makes all the difference. `b[0, 0] = 77`, `b[...] = ...` and `b *= 2` write *into* the window. `b = b * 2` computes a **new**
# array and then calls that one `b`; the window, and `a` behind it, have not changed.
#
# Write `double_window(a)`: it doubles the values in rows 0 and 1, columns 1 and 2, in the array `a` itself. All other
# values stay. It does not matter what the function returns; only what happens to `a` counts. For the array above, the first row becomes
# `[1, 4, 6, 4]`.
# %% [markdown] lang="ko"
# ## 7. 슬라이스는 뷰
#
# 배열은 축마다 슬라이싱합니다. `a[:2, 1:3]`은 0행과 1행, 1열과 2열입니다. 놀라운 점은 여기에 있습니다. *리스트*의 슬라이스는
# 복사본이지만 *배열*의 슬라이스는 복사본이 아닙니다. 같은 숫자를 들여다보는 창, 곧 **뷰**(view)입니다. 창에 값을 쓰면 원본이 바뀝니다.
#
# ```python
# a = np.array([[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]])
# b = a[:2, 1:3]   # [[2, 3], [6, 7]]
# b[0, 0] = 77
# print(a[0, 1])   # 77
# ```
#
# (슬라이드에는 `print`에 괄호가 없습니다. 파이썬 2의 문법입니다.)
#
# 결정적인 차이가 하나 있습니다. `b[0, 0] = 77`, `b[...] = ...`, `b *= 2`는 창 *안에* 값을 씁니다. `b = b * 2`는 **새** 배열을 계산해서
# 그것을 `b`라고 부를 뿐이고, 창과 그 뒤의 `a`는 바뀌지 않습니다.
#
# `double_window(a)`를 작성하세요. 배열 `a`에서 0행과 1행, 1열과 2열의 값을 제자리에서(in-place) 두 배로 만듭니다. 나머지 값은 그대로 둡니다. 함수가
# 무엇을 반환하는지는 상관없고 `a`가 어떻게 되는지만 중요합니다. 위의 배열이라면 첫 행이 `[1, 4, 6, 4]`가 됩니다.

# %% exercise="double_window"

# %% public="double_window"
a = np.array([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0], [9.0, 10.0, 11.0, 12.0]])
before = a.copy()
double_window(a)
assert not np.array_equal(a, before), text(en="Nothing has changed in a. Did you write into the window, or make a new array?",
                                           ko="a가 하나도 바뀌지 않았습니다. 창에 썼나요, 아니면 새 배열을 만들었나요?")
assert np.array_equal(a[2], before[2]), text(en="The last row should stay.", ko="마지막 행은 그대로여야 합니다.")
assert np.array_equal(a[:, [0, 3]], before[:, [0, 3]]), text(en="The outer columns should stay.", ko="양쪽 끝 열은 그대로여야 합니다.")
assert a[0].tolist() == [1, 4, 6, 4], text(en="Look at the first row. Does the stop of a slice belong to it?",
                                           ko="첫 행을 보세요. 슬라이스의 끝 번호는 슬라이스에 포함되나요?")
print(text(en="double_window: fine so far.", ko="double_window: 여기까지 좋습니다."))

# %% demo=true
a = np.ones((4, 5))
try:
    double_window(a)
except NotImplementedError:
    print(text(en="Solve the exercise above to see the window.", ko="위 문제를 풀면 창이 보입니다."))
else:
    _, axes = plt.subplots(figsize=(3.5, 2.8))
    axes.imshow(a, cmap="Blues", vmin=0, vmax=3)
    for (i, j), number in np.ndenumerate(a):
        axes.text(j, i, f"{number:g}", ha="center", va="center")
    axes.set_xticks(range(5))
    axes.set_yticks(range(4))
    axes.add_patch(plt.Rectangle((0.5, -0.5), 2, 2, fill=False, edgecolor="tab:red", linewidth=2))
    plt.show()
