"""Hidden suite of 01_perceptron: sums, thresholds and gates.

Figures: the decks' weighted sum, their AND, NAND and OR, the deck's XOR by gates, the wiki's XOR by a step network.
A test always sees both outputs of what it tests, so that no constant passes. Sums on the threshold are tested with
numbers that float64 holds exactly; everything else keeps well away from it.
"""

import numpy as np

from autograder.suite import (
    EXACT,
    Misconception,
    Tolerance,
    check,
    check_raises,
    check_unchanged,
    exercise,
    expect_number,
    expect_tuple,
    load_reference,
    text,
)

reference = load_reference(__file__)

TOL = Tolerance(rtol=1e-6, atol=1e-8, why="float64 sums lose about 1e-15; the mildest wrong formula is off by 0.1")

INPUTS = [(0, 0), (0, 1), (1, 0), (1, 1)]
TABLES = {"AND": [0, 0, 0, 1], "NAND": [1, 1, 1, 0], "OR": [0, 1, 1, 1], "XOR": [0, 1, 1, 0]}


def away_from_zero(rng, *shape):
    """Numbers of either sign with 0.3 <= abs <= 1.5."""
    return rng.uniform(0.3, 1.5, shape) * rng.choice([-1.0, 1.0], shape)


# ------------------------------------------------------------------------------------------- weighted_sum

WEIGHTED_SUM = [
    Misconception(
        "bias-forgotten",
        text(
            en="The sum of the products is right, but b does not show in the answer. What role does it play?",
            ko="곱의 합은 맞지만 b가 결과에 들어 있지 않습니다. b는 어떤 역할을 하나요?",
        ),
        model=lambda x, w, b=0.0: float(w @ x),
    ),
    Misconception(
        "bias-subtracted",
        text(
            en="The bias went in with the wrong sign. A large bias makes it easy to fire: does it raise or lower "
            "the sum?",
            ko="편향의 부호가 반대입니다. 편향이 크면 쉽게 활성화됩니다. 그러면 가중합을 키워야 할까요, 줄여야 할까요?",
        ),
        model=lambda x, w, b=0.0: float(w @ x - b),
    ),
    Misconception(
        "products-not-added",
        text(
            en="One number for each input came back. What is done with the products w_i x_i?",
            ko="입력마다 값이 하나씩 나왔습니다. 곱 w_i x_i들을 어떻게 해야 할까요?",
        ),
        when=lambda actual, x, w, b=0.0: np.shape(actual) == np.shape(x),
    ),
    Misconception(
        "bias-for-each-input",
        text(
            en="The bias went in more than once. How often does a neuron add its bias?",
            ko="편향이 여러 번 더해졌습니다. 뉴런은 편향을 몇 번 더하나요?",
        ),
        model=lambda x, w, b=0.0: float(np.sum(x * w + b)),
    ),
    Misconception(
        "weights-not-used",
        text(
            en="The inputs count all the same. What makes one input more important than another?",
            ko="모든 입력이 똑같이 계산되었습니다. 어떤 입력이 더 중요한지는 무엇이 정하나요?",
        ),
        model=lambda x, w, b=0.0: float(np.sum(x) + b),
    ),
    Misconception(
        "already-stepped",
        text(
            en="0 or 1 came back. Here only the sum is asked for: whether the neuron fires is the next exercise.",
            ko="0 또는 1을 돌려주었습니다. 여기서는 가중합만 구합니다. 활성화 여부는 다음 문제에서 정합니다.",
        ),
        when=lambda actual, *_args: actual in (0, 1),
    ),
]


@exercise(
    "weighted_sum",
    about=text(en="with and without a bias, one to five inputs", ko="편향이 있을 때와 없을 때, 입력 1~5개"),
)
def test_weighted_sum_values(student, rng):
    x, w = np.array([-1.0, 0.0, 0.0]), np.array([0.3, 0.4, 0.1])
    observation = student.weighted_sum.observe(x, w)
    check(observation.value, -0.3, TOL, WEIGHTED_SUM, args=(x, w))
    check_unchanged(observation)
    for size in (2, 1, 5):
        x, w, b = away_from_zero(rng, size), away_from_zero(rng, size), float(away_from_zero(rng))
        for args in ((x, w, b), (x, w)):
            observation = student.weighted_sum.observe(*args)
            check(observation.value, reference.weighted_sum(*args), TOL, WEIGHTED_SUM, args=args)
            check_unchanged(observation)


# ------------------------------------------------------------------------------------------- fires

REACHED = text(
    en="A sum that only reaches the threshold counted as firing. One deck writes >=; what does this course ask for?",
    ko="가중합이 임계값과 같을 때도 활성화되었습니다. >= 라고 쓴 자료도 있지만, 이 과목에서는 어떻게 정했나요?",
)


def fires_as(decide):
    """A predicate: all answers are those of a perceptron that decides like this."""
    return lambda actual, *calls: [int(a) for a in actual] == [int(decide(w @ x, theta)) for x, w, theta in calls]


FIRES = [
    Misconception("reached-is-enough", REACHED, when=fires_as(lambda net, theta: net >= theta)),
    Misconception(
        "fires-below",
        text(
            en="It fires where it should be silent, and the other way round. On which side of the threshold does "
            "it fire?",
            ko="활성화되어야 할 때와 아닐 때가 뒤바뀌었습니다. 가중합이 임계값의 어느 쪽에 있을 때 활성화되나요?",
        ),
        when=lambda actual, *calls: (
            fires_as(lambda net, theta: net < theta)(actual, *calls)
            or fires_as(lambda net, theta: net <= theta)(actual, *calls)
        ),
    ),
    Misconception(
        "threshold-for-bias",
        text(
            en="The threshold was used like a bias. Is it added to the sum, or is the sum compared with it?",
            ko="임계값을 편향처럼 썼습니다. 임계값은 가중합에 더하는 값일까요, 가중합과 비교하는 값일까요?",
        ),
        when=fires_as(lambda net, theta: net + theta > 0),
    ),
    Misconception(
        "threshold-not-used",
        text(
            en="The answer does not depend on the threshold. With what is the weighted sum compared?",
            ko="결과가 임계값에 따라 달라지지 않습니다. 가중합을 무엇과 비교해야 할까요?",
        ),
        when=fires_as(lambda net, theta: net > 0),
    ),
]


def check_fires(student, calls):
    actual = [student.fires(*call) for call in calls]
    check(actual, [reference.fires(*call) for call in calls], EXACT, FIRES, args=calls)


@exercise(
    "fires",
    builds_on=("weighted_sum",),
    about=text(en="sums well above and well below the threshold", ko="가중합이 임계값보다 확실히 크거나 작을 때"),
)
def test_fires_away_from_the_threshold(student, rng):
    calls = [(np.array([1.0, 1.0]), np.array([0.5, 0.5]), threshold) for threshold in (0.7, 1.5, -0.7, -2.0)]
    for size in (2, 3, 5):
        x, w = away_from_zero(rng, size), away_from_zero(rng, size)
        calls += [(x, w, float(w @ x) + distance) for distance in (-0.4, 0.4)]
    check_fires(student, calls)


@exercise(
    "fires",
    needs=test_fires_away_from_the_threshold,
    builds_on=("weighted_sum",),
    about=text(en="sums on the threshold, and just above it", ko="가중합이 임계값과 같을 때와 조금 클 때"),
)
def test_fires_on_the_threshold(student):
    x, w = np.array([1.0, 2.0, 1.0]), np.array([0.5, 0.25, -2.0])  # the sum is -1, exactly
    calls = [(x, w, threshold) for threshold in (-1.0, -1.125, -0.875)]
    x, w = np.array([1.0, 1.0]), np.array([0.5, 0.25])  # 0.75
    calls += [(x, w, threshold) for threshold in (0.75, 0.625)]
    check_fires(student, calls)


@exercise(
    "fires",
    weight=0.5,
    needs=test_fires_away_from_the_threshold,
    builds_on=("weighted_sum",),
    about=text(en="x and w are not changed", ko="x와 w가 바뀌지 않는지"),
)
def test_fires_keeps_its_arguments(student, rng):
    check_unchanged(student.fires.observe(away_from_zero(rng, 3), away_from_zero(rng, 3), 0.2))


# ------------------------------------------------------------------------------------------- bias_from_threshold

BIAS = [
    Misconception(
        "same-sign",
        text(
            en="The threshold came back as it is. In w.x > threshold, what must happen to both sides so that 0 "
            "stands on the right?",
            ko="임계값을 그대로 돌려주었습니다. w.x > θ에서 오른쪽에 0만 남기려면 양변에 무엇을 해야 할까요?",
        ),
        model=lambda *thresholds: list(thresholds),
    ),
    Misconception(
        "sign-forced",
        text(
            en="The answer is right for one sign of the threshold only. Try -0.7 as well as 0.7: is a bias always "
            "negative?",
            ko="임계값의 부호에 따라 맞기도 하고 틀리기도 합니다. 0.7과 -0.7을 모두 넣어 보세요. 편향은 언제나 "
            "음수인가요?",
        ),
        when=lambda actual, *thresholds: np.allclose(np.abs(actual), np.abs(thresholds), rtol=1e-6),
    ),
]


@exercise("bias_from_threshold", about=text(en="thresholds of either sign, and 0", ko="양수, 음수, 0인 임계값"))
def test_bias_values(student, rng):
    thresholds = [0.7, -0.7, 10.0, 0.0, -3.0, float(away_from_zero(rng))]
    actual = [student.bias_from_threshold(threshold) for threshold in thresholds]
    check(actual, [-threshold for threshold in thresholds], TOL, BIAS, args=thresholds)


# ------------------------------------------------------------------------------------------- the gates

ALWAYS = Misconception(
    "sign-of-the-threshold",
    text(
        en="This gate answers the same to every input. Work out its four sums: on which side of your threshold do "
        "they "
        "lie? Is the number you compare with a threshold or a bias?",
        ko="이 게이트는 어떤 입력에도 같은 답을 냅니다. 네 가지 입력의 가중합을 구해 보세요. 모두 임계값의 한쪽에 "
        "있지 않나요? "
        "비교한 수는 임계값인가요, 편향인가요?",
    ),
    when=lambda actual: list(actual) in ([0, 0, 0, 0], [1, 1, 1, 1]),
)
ANOTHER_GATE = Misconception(
    "another-gate",
    text(
        en="This is the truth table of another gate. Which rows of the table in the text differ from yours?",
        ko="다른 게이트의 진리표입니다. 본문의 진리표와 어느 행이 다른가요?",
    ),
    when=lambda actual: (
        list(actual) in ([0, 0, 0, 1], [1, 1, 1, 0], [0, 1, 1, 1], [1, 0, 0, 0], [0, 1, 1, 0], [1, 0, 0, 1])
    ),
)
ONE_INPUT = Misconception(
    "one-input-ignored",
    text(
        en="Only one of the two inputs decides. Are both of them in the weighted sum?",
        ko="두 입력 가운데 하나만 결과를 정합니다. 가중합에 두 입력이 모두 들어 있나요?",
    ),
    when=lambda actual: list(actual) in ([0, 0, 1, 1], [0, 1, 0, 1], [1, 1, 0, 0], [1, 0, 1, 0]),
)
SUM_RETURNED = Misconception(
    "sum-returned",
    text(
        en="Something else than 0 and 1 came back. What turns the weighted sum into the gate's answer?",
        ko="0과 1이 아닌 값이 나왔습니다. 가중합을 게이트의 출력으로 바꾸는 것은 무엇인가요?",
    ),
    when=lambda actual: any(answer not in (0, 1) for answer in actual),
)
GATE = [ALWAYS, ANOTHER_GATE, ONE_INPUT, SUM_RETURNED]
ROWS = text(en="the four rows of its truth table", ko="진리표의 네 행")


@exercise("AND", builds_on=("weighted_sum", "fires"), about=ROWS)
def test_and_table(student):
    check([student.AND(*x) for x in INPUTS], TABLES["AND"], EXACT, GATE)


@exercise("NAND", builds_on=("weighted_sum", "fires"), about=ROWS)
def test_nand_table(student):
    check([student.NAND(*x) for x in INPUTS], TABLES["NAND"], EXACT, GATE)


@exercise("OR", builds_on=("weighted_sum", "fires"), about=ROWS)
def test_or_table(student):
    check([student.OR(*x) for x in INPUTS], TABLES["OR"], EXACT, GATE)


# ------------------------------------------------------------------------------------------- gate_weights


def answers(w1, w2, b, *, reached=False):
    """The table of a perceptron with these weights."""
    sums = [w1 * x1 + w2 * x2 + b for x1, x2 in INPUTS]
    return [int(s > 0 or (reached and s == 0)) for s in sums]


GATE_WEIGHTS = [
    Misconception(
        "threshold-for-bias",
        text(
            en="With the other sign of b these weights would do. Is b added to the sum, or is it what the sum "
            "must exceed? "
            "Beware of the deck's NAND: its third number is a threshold.",
            ko="b의 부호만 바꾸면 맞는 값입니다. b는 가중합에 더하는 값인가요, 넘어야 하는 값인가요? "
            "강의 자료의 NAND에서 세 번째 수는 임계값이라는 점에 주의하세요.",
        ),
        when=lambda _actual, gate, w1, w2, b: answers(w1, w2, -b) == TABLES[gate],
    ),
    Misconception(
        "reached-is-enough",
        text(
            en="These weights would do if a sum of exactly 0 counted as firing. Does 0 > 0 hold?",
            ko="가중합이 정확히 0일 때 활성화된다면 맞는 값입니다. 0 > 0은 참인가요?",
        ),
        when=lambda _actual, gate, w1, w2, b: answers(w1, w2, b, reached=True) == TABLES[gate],
    ),
    Misconception(
        "bias-not-last",
        text(
            en="In another order these numbers would do. Which place is the bias asked for in?",
            ko="순서만 바꾸면 맞는 값입니다. 편향은 몇 번째 자리에 있어야 하나요?",
        ),
        when=lambda _actual, gate, w1, w2, b: answers(w2, b, w1) == TABLES[gate],
    ),
    Misconception(ANOTHER_GATE.id, ANOTHER_GATE.hint, when=lambda actual, *_args: actual in TABLES.values()),
]


@exercise(
    "gate_weights",
    weight=3,
    about=text(en="AND, NAND and OR: the sums have the right sign", ko="AND, NAND, OR: 가중합의 부호"),
)
def test_weights_make_the_gates(student):
    for gate in ("AND", "NAND", "OR"):
        numbers = tuple(expect_number(part) for part in expect_tuple(student.gate_weights(gate), 3))
        check(answers(*numbers), TABLES[gate], EXACT, GATE_WEIGHTS, args=(gate, *numbers))


@exercise(
    "gate_weights",
    weight=1,
    needs=test_weights_make_the_gates,
    about=text(en="any other name raises ValueError", ko="다른 이름에는 ValueError"),
)
def test_other_gates_raise(student):
    for name in ("XOR", "NOR", "and", "or", ""):
        check_raises(
            student.gate_weights,
            name,
            error="ValueError",
            hint=text(
                en="A name that is none of 'AND', 'NAND', 'OR' (capitals count) should raise ValueError. What "
                "does yours do?",
                ko="'AND', 'NAND', 'OR'(대문자)가 아닌 이름에는 ValueError를 일으켜야 합니다. 지금은 어떻게 되나요?",
            ),
        )


# ------------------------------------------------------------------------------------------- XOR

XOR_GATE = [
    Misconception(
        "outer-gate",
        text(
            en="The two gates of the first layer were put together by the wrong gate. In the table of s1 and s2, "
            "which gate "
            "gives y?",
            ko="첫 번째 층의 두 게이트를 다른 게이트로 합쳤습니다. s1, s2, y의 표에서 y를 내는 게이트는 무엇인가요?",
        ),
        when=lambda actual: list(actual) in ([1, 0, 0, 1], [1, 1, 1, 1]),
    ),
    Misconception(
        "inner-gates",
        text(
            en="This is one of the three gates again. What does the first layer compute that OR alone does not?",
            ko="세 게이트 가운데 하나와 같습니다. OR 하나로는 안 되는 것을 첫 번째 층에서 무엇이 해결하나요?",
        ),
        when=lambda actual: list(actual) in ([0, 0, 0, 1], [1, 1, 1, 0], [0, 1, 1, 1], [1, 0, 0, 0], [0, 0, 0, 0]),
    ),
    ONE_INPUT,
    SUM_RETURNED,
]


@exercise("XOR", builds_on=("AND", "NAND", "OR"), about=ROWS)
def test_xor_table(student):
    check([student.XOR(*x) for x in INPUTS], TABLES["XOR"], EXACT, XOR_GATE)


# ------------------------------------------------------------------------------------------- xor_network


def network(x1, x2, fire=lambda s: int(s > 0), sign=1, weights=((-2, -2, 3), (2, 2, -1), (1, 1, -1)), reads="n"):
    (u1, u2, b1), (v1, v2, b2), (w1, w2, b3) = weights
    n1, n2 = fire(u1 * x1 + u2 * x2 + sign * b1), fire(v1 * x1 + v2 * x2 + sign * b2)
    p1, p2 = (n1, n2) if reads == "n" else (x1, x2)
    return n1, n2, fire(w1 * p1 + w2 * p2 + sign * b3)


def like(first=3, **changes):
    """A predicate: the answers are those of a network with one thing done differently."""
    wrong = [network(*x, **changes)[:first] for x in INPUTS]
    return lambda actual: all(tuple(a)[:first] == w for a, w in zip(actual, wrong, strict=True))


XOR_NETWORK = [
    Misconception("reached-is-enough", REACHED, when=like(fire=lambda s: int(s >= 0))),
    Misconception(
        "sums-returned",
        text(
            en="Sums came back. Each of the three units is a step unit: which two values can it give?",
            ko="가중합이 그대로 나왔습니다. 세 유닛은 모두 계단 함수를 씁니다. 어떤 두 값만 나올 수 있을까요?",
        ),
        when=lambda actual: any(value not in (0, 1) for answer in actual for value in answer),
    ),
    Misconception(
        "bias-subtracted",
        text(
            en="The biases went in with the wrong sign. Is the third number added, or is it a threshold?",
            ko="편향의 부호가 반대로 들어갔습니다. 세 번째 수는 더하는 값일까요, 임계값일까요?",
        ),
        when=lambda actual: like(first=len(actual[0]), sign=-1)(actual),
    ),
    Misconception(
        "bias-forgotten",
        text(
            en="These are the answers without the biases. What is the third number of each unit for?",
            ko="편향을 뺀 결과입니다. 각 유닛의 세 번째 수는 무엇에 쓰이나요?",
        ),
        when=lambda actual: like(first=len(actual[0]), sign=0)(actual),
    ),
    Misconception(
        "output-reads-the-inputs",
        text(
            en="The output unit reads x1 and x2. To which units do its arrows lead back?",
            ko="출력 유닛이 x1과 x2를 읽고 있습니다. 그림에서 출력 유닛으로 들어오는 화살표는 어디에서 출발하나요?",
        ),
        when=like(reads="x"),
    ),
    Misconception(
        "units-out-of-order",
        text(
            en="The values are right, in another order. What does the exercise ask for first?",
            ko="값은 맞지만 순서가 다릅니다. 문제에서 가장 먼저 돌려줄 것은 무엇인가요?",
        ),
        when=lambda actual: (
            like(first=len(actual[0]), weights=((2, 2, -1), (-2, -2, 3), (1, 1, -1)))(actual)
            or [tuple(a)[::-1] for a in actual] == [network(*x) for x in INPUTS]
        ),
    ),
]


@exercise("xor_network", about=text(en="the hidden units n1 and n2", ko="은닉 유닛 n1과 n2"))
def test_hidden_units(student):
    actual = [expect_tuple(student.xor_network(*x), 3)[:2] for x in INPUTS]
    check(actual, [(1, 0), (1, 1), (1, 1), (0, 1)], EXACT, XOR_NETWORK)


@exercise("xor_network", needs=test_hidden_units, about=text(en="all three units", ko="세 유닛 모두"))
def test_all_units(student):
    actual = [expect_tuple(student.xor_network(*x), 3) for x in INPUTS]
    check(actual, [(1, 0, 0), (1, 1, 1), (1, 1, 1), (0, 1, 0)], EXACT, XOR_NETWORK)
