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
    either,
    exercise,
    expect_number,
    expect_object,
    expect_tuple,
    pure,
    require,
    table,
)

TOL = Tolerance(why="a handful of float64 operations lose 1e-15; the mildest wrong rule is off by 1e-2")


NOT_EXCHANGED = [
    Misconception("inputs-not-exchanged", model=lambda x, y, dout: (dout * x, dout * y)),
    Misconception("inputs-not-exchanged", model=lambda x, y, dout: (dout * x, dout * x)),
    Misconception("inputs-not-exchanged", model=lambda x, y, dout: (dout * y, dout * y)),
]
MUL_IGNORES_UPSTREAM = Misconception("upstream-ignored", model=lambda x, y, dout: (y, x))
MUL_AS_ADD = Misconception("multiplication-passes-on", model=lambda x, y, dout: (dout, dout))
DOT_PRODUCT = Misconception("dot-for-elementwise", model=lambda x, y: np.dot(x, y), about_form=True)

NODE_CASES = [
    Case("ints", 3, -7, 1),
    Case("floats", 2.5, 0.3, -1.3),
    Case("a-zero", 0.0, 4.0, 2.0),
    Case("vectors", np.array([1.0, -2.0, 3.5]), np.array([0.5, 4.0, -1.5]), np.array([1.0, -0.25, 2.0])),
    Case(
        "matrices",
        np.array([[1.5, -2.0], [0.3, 4.0]]),
        np.array([[2.0, 0.7], [-3.0, 1.1]]),
        np.array([[0.2, -1.0], [3.0, 0.6]]),
        secret=True,
    ),
]


def after_forward(layer, *inputs):
    layer = expect_object(layer)
    layer.forward(*inputs)
    return layer


def both_ways_pure(layer, rng):
    """Pass where neither way alters what it is given; what comes of it the tests of the values charge."""
    x, y, dout = rng.normal(size=(3, 2, 3))
    layer = expect_object(layer)
    pure(layer.forward, x, y)
    pure(layer.backward, dout)


@exercise("MulLayer", weight=1)
@table(NODE_CASES)
def test_mul_forward(student, case):
    x, y, _ = case.args
    check(expect_object(student.MulLayer()).forward(x, y), x * y, TOL, [DOT_PRODUCT], args=(x, y))


@exercise("MulLayer", weight=2)
@table(NODE_CASES)
def test_mul_backward(student, case):
    x, y, dout = case.args
    layer = expect_object(student.MulLayer())
    seen = [layer.forward.observe(x, y), layer.backward.observe(dout)]
    in_place = Misconception("altered-in-place", when=lambda *_: any(call.changed for call in seen))
    known = [*NOT_EXCHANGED, MUL_IGNORES_UPSTREAM, MUL_AS_ADD, in_place]
    check(seen[1].value, (dout * y, dout * x), TOL, known, args=case.args)


def own_backward(student, x, y, dout):
    """What backward of a new node gives after forward, right or wrong: the test of backward charges that."""
    own, other = (
        tuple(map(expect_number, expect_tuple(after_forward(student.MulLayer(), *at).backward(dout), 2)))
        for at in ((x, y), (x + 1.0, y + 3.0))
    )
    require(own != other, "backward is the same wherever forward was", "same-wherever")
    return own


@exercise("MulLayer", weight=1)
def test_mul_instances_keep_their_own_inputs(student, rng):
    at, elsewhere, second, third = (rng.uniform(0.5, 2.0, 2) * scale for scale in (1, 3, -5, 8))  # far from each other
    dout, again = rng.uniform(1.0, 2.0, 2)
    right, stale, before = (own_backward(student, *inputs, dout) for inputs in (at, elsewhere, second))
    now = own_backward(student, *third, again)
    one, other = after_forward(student.MulLayer(), *at), after_forward(student.MulLayer(), *elsewhere)
    check(one.backward(dout), right, TOL, [Misconception("layers-share-state", model=stale)])
    other.forward(*second)
    check(other.backward(dout), before, TOL, [Misconception("first-forward-kept", model=stale)])
    other.forward(*third)
    added = Misconception("gradients-accumulate", model=(now[0] + before[0], now[1] + before[1]))
    check(other.backward(again), now, TOL, [added])


@exercise("MulLayer", weight=1)
def test_mul_changes_nothing(student, rng):
    own_backward(student, *rng.uniform(1.0, 2.0, 3))
    both_ways_pure(student.MulLayer(), rng)


ADD_AS_MUL = Misconception("addition-multiplies", model=lambda x, y, dout: (dout * y, dout * x))
ADD_IGNORES_UPSTREAM = Misconception("upstream-ignored", model=lambda x, y, dout: (dout * 0 + 1, dout * 0 + 1))
ADD_SHARES_OUT = Misconception("gradient-shared-out", model=lambda x, y, dout: (dout / 2, dout / 2))
ADD_RETURNS_ONE = Misconception("one-gradient", model=lambda x, y, dout: dout, about_form=True)


@exercise("AddLayer", weight=1)
@table(NODE_CASES)
def test_add_forward(student, case):
    x, y, _ = case.args
    check(expect_object(student.AddLayer()).forward(x, y), x + y, TOL)


@exercise("AddLayer", weight=2)
@table(NODE_CASES)
def test_add_backward(student, case):
    x, y, dout = case.args
    known = [ADD_AS_MUL, ADD_IGNORES_UPSTREAM, ADD_SHARES_OUT, ADD_RETURNS_ONE]
    check(after_forward(student.AddLayer(), x, y).backward(dout), (dout, dout), TOL, known, args=case.args)


@exercise("AddLayer", weight=1)
def test_add_changes_nothing(student, rng):
    x, y, dout = rng.normal(size=3)
    layer = expect_object(student.AddLayer())
    either(lambda: check(layer.forward(x, y), x + y, TOL), lambda: check(layer.backward(dout), (dout, dout), TOL))
    both_ways_pure(student.AddLayer(), rng)
