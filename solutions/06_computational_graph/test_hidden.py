"""Hidden suite of 06_computational_graph: MulLayer and AddLayer.

Layers live in the student's process: a test calls `forward` and `backward` through a handle, and arguments cross by
value.
"""

import numpy as np

from autograder.suite import (
    Case,
    Misconception,
    Tolerance,
    check,
    check_unchanged,
    exercise,
    expect_object,
    table,
    text,
)

TOL = Tolerance(
    rtol=1e-6, atol=1e-8, why="a handful of float64 operations lose 1e-15; the mildest wrong rule is off by 1e-2"
)


NOT_EXCHANGED = Misconception(
    "inputs-not-exchanged",
    text(
        en="Hold y still and let x grow by 1: by how much does x·y grow? That number belongs to dx, and it is not x "
        "itself.",
        ko="y는 그대로 두고 x만 1 키워 보세요. x·y는 얼마나 커지나요? 그 값이 dx에 쓰이는 값이고, x 자신은 아닙니다.",
    ),
    model=lambda x, y, dout: (dout * x, dout * y),
)
MUL_IGNORES_UPSTREAM = Misconception(
    "upstream-ignored",
    text(
        en="The local derivative is right, but the node is not the last one of its graph: what does the chain rule "
        "do with dout?",
        ko="국소적 미분은 맞습니다. 그런데 이 노드가 그래프의 마지막 노드가 아니라면, 연쇄 법칙에서 dout은 어떤 "
        "역할을 하나요?",
    ),
    model=lambda x, y, dout: (y, x),
)
MUL_AS_ADD = Misconception(
    "multiplication-passes-on",
    text(
        en="Passing dout on unchanged is what an addition node does. What is the derivative of a product by one of "
        "its factors?",
        ko="받은 값을 그대로 흘려보내는 것은 덧셈 노드입니다. 곱을 한 인수로 미분하면 무엇이 되나요?",
    ),
    model=lambda x, y, dout: (dout, dout),
)
DOT_PRODUCT = Misconception(
    "dot-for-elementwise",
    text(
        en="For arrays the node works element by element; the answer has the shape of the inputs. Which product adds "
        "everything up?",
        ko="배열은 원소별로 곱해야 하고, 결과의 모양은 입력과 같습니다. 어떤 곱이 모두 더해 버릴까요?",
    ),
    model=lambda x, y: np.dot(x, y),
)
SHARED_STATE = Misconception(
    "layers-share-state",
    text(
        en="Two multiplication nodes got into each other's way. Does each instance keep its own inputs, or do all "
        "keep them in one place?",
        ko="곱셈 노드 두 개가 서로의 값을 덮어씁니다. 입력을 인스턴스마다 따로 기억하나요, 아니면 모두 한곳에 "
        "기억하나요?",
    ),
    model=lambda x, y, dout, other_x, other_y: (dout * other_y, dout * other_x),
)
FIRST_FORWARD_KEPT = Misconception(
    "first-forward-kept",
    text(
        en="After a second forward, backward still uses the first one's inputs. When are they stored?",
        ko="forward를 다시 불러도 backward가 처음 입력을 사용합니다. 입력은 언제 저장되나요?",
    ),
    model=lambda x, y, dout, first_x, first_y: (dout * first_y, dout * first_x),
)

NODE_CASES = [
    Case("ints", 3, -7, 1),
    Case("floats", 2.5, 0.4, -1.3),
    Case("a-zero", 0.0, 4.0, 2.0),
    Case("vectors", np.array([1.0, -2.0, 3.5]), np.array([0.5, 4.0, -1.5]), np.array([1.0, -0.25, 2.0])),
    Case(
        "matrices",
        np.array([[1.5, -2.0], [0.3, 4.0]]),
        np.array([[2.0, 0.7], [-3.0, 1.1]]),
        np.array([[0.2, -1.0], [3.0, 0.6]]),
    ),
]


@exercise(
    "MulLayer", weight=1, about=text(en="forward: products of numbers and arrays", ko="forward: 숫자와 배열의 곱")
)
@table(NODE_CASES)
def test_mul_forward(student, case):
    x, y, _ = case.args
    check(expect_object(student.MulLayer()).forward(x, y), x * y, TOL, [DOT_PRODUCT], args=(x, y))


@exercise(
    "MulLayer",
    weight=2,
    about=text(en="backward: the upstream gradient reaches both inputs", ko="backward: 상류의 값이 두 입력으로"),
)
@table(NODE_CASES)
def test_mul_backward(student, case):
    x, y, dout = case.args
    layer = expect_object(student.MulLayer())
    layer.forward(x, y)
    check(
        layer.backward(dout),
        (dout * y, dout * x),
        TOL,
        [NOT_EXCHANGED, MUL_IGNORES_UPSTREAM, MUL_AS_ADD],
        args=case.args,
    )


@exercise(
    "MulLayer",
    weight=1,
    needs=test_mul_backward,
    about=text(en="each instance remembers its own, latest inputs", ko="인스턴스마다 자기의 마지막 입력을 기억"),
)
def test_mul_instances_keep_their_own_inputs(student):
    one, other = expect_object(student.MulLayer()), expect_object(student.MulLayer())
    one.forward(2.0, 5.0)
    other.forward(7.0, 11.0)
    check(one.backward(1.5), (7.5, 3.0), TOL, [SHARED_STATE], args=(2.0, 5.0, 1.5, 7.0, 11.0))
    other.forward(-3.0, 4.0)
    check(other.backward(2.0), (8.0, -6.0), TOL, [FIRST_FORWARD_KEPT], args=(-3.0, 4.0, 2.0, 7.0, 11.0))


@exercise(
    "MulLayer",
    weight=1,
    needs=[test_mul_forward, test_mul_backward],
    about=text(en="arguments stay as they were", ko="인수는 그대로"),
)
def test_mul_changes_nothing(student, rng):
    layer = expect_object(student.MulLayer())
    check_unchanged(layer.forward.observe(rng.normal(size=(2, 3)), rng.normal(size=(2, 3))))
    check_unchanged(layer.backward.observe(rng.normal(size=(2, 3))))


ADD_AS_MUL = Misconception(
    "addition-multiplies",
    text(
        en="That is the rule of a multiplication node. If x grows by 1, by how much does x + y grow, whatever y is?",
        ko="그것은 곱셈 노드의 규칙입니다. x가 1 커지면 x + y는 얼마나 커지나요? y의 값이 중요한가요?",
    ),
    model=lambda x, y, dout: (dout * y, dout * x),
)
ADD_IGNORES_UPSTREAM = Misconception(
    "upstream-ignored",
    text(
        en="1 is the local derivative. What comes from upstream has to travel on: where does dout enter?",
        ko="1은 국소적 미분입니다. 상류에서 온 값도 계속 흘러가야 합니다. dout은 어디에 들어가나요?",
    ),
    model=lambda x, y, dout: (dout * 0 + 1, dout * 0 + 1),
)
ADD_SHARES_OUT = Misconception(
    "gradient-shared-out",
    text(
        en="A gradient is not a sum of money that two inputs divide. If only x grows by 1, how much does the sum grow?",
        ko="미분은 두 입력이 나누어 갖는 돈이 아닙니다. x만 1 커지면 합은 얼마나 커지나요?",
    ),
    model=lambda x, y, dout: (dout / 2, dout / 2),
)
ADD_RETURNS_ONE = Misconception(
    "one-gradient",
    text(
        en="backward returned a single gradient. How many inputs does the node have?",
        ko="backward가 미분을 하나만 돌려주었습니다. 이 노드의 입력은 몇 개인가요?",
    ),
    model=lambda x, y, dout: dout,
)


@exercise("AddLayer", weight=1, about=text(en="forward: sums of numbers and arrays", ko="forward: 숫자와 배열의 합"))
@table(NODE_CASES)
def test_add_forward(student, case):
    x, y, _ = case.args
    check(expect_object(student.AddLayer()).forward(x, y), x + y, TOL)


@exercise(
    "AddLayer",
    weight=2,
    about=text(en="backward: both inputs get the upstream gradient", ko="backward: 두 입력 모두 상류의 값을 받음"),
)
@table(NODE_CASES)
def test_add_backward(student, case):
    x, y, dout = case.args
    layer = expect_object(student.AddLayer())
    layer.forward(x, y)
    check(
        layer.backward(dout),
        (dout, dout),
        TOL,
        [ADD_AS_MUL, ADD_IGNORES_UPSTREAM, ADD_SHARES_OUT, ADD_RETURNS_ONE],
        args=case.args,
    )


@exercise(
    "AddLayer",
    weight=1,
    needs=[test_add_forward, test_add_backward],
    about=text(en="arguments stay as they were", ko="인수는 그대로"),
)
def test_add_changes_nothing(student, rng):
    layer = expect_object(student.AddLayer())
    check_unchanged(layer.forward.observe(rng.normal(size=(2, 3)), rng.normal(size=(2, 3))))
    check_unchanged(layer.backward.observe(rng.normal(size=(2, 3))))
