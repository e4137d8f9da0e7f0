"""Hidden suite of small_net. Whoever reads this file has CANARY-0-hidden-tests."""

import numpy as np

from autograder.suite import (
    Case,
    Misconception,
    Recorder,
    Tolerance,
    check,
    check_unchanged,
    exercise,
    expect_array,
    expect_object,
    load_reference,
    require,
    table,
)

reference = load_reference(__file__)
MARK = "CANARY-0-hidden-tests"
TOL = Tolerance(1e-9, 1e-12, "float64 loses about 1e-15; the mildest wrong formula is off by 1e-3")
SLOPE = Tolerance(1e-6, 1e-7, "central differences with a step of 1e-4 are off by about 1e-8")
SUMMED_OVER_ALL = Misconception(
    "sums-over-all",
    model=lambda x: np.exp(x) / np.exp(x).sum(),
)


@exercise("relu")
def test_relu(student, rng):
    for shape in ((7,), (3, 4), (2, 2, 2)):
        x = rng.normal(size=shape)
        seen = student.relu.observe(x)
        check(seen.value, reference.relu(x), TOL, args=(x,))
        check_unchanged(seen)


CASES = [
    Case("row", np.array([0.3, 2.9, 4.0])),
    Case("rows", np.array([[0.0, 1.0, -3.0], [2.0, 2.5, 9.0]])),
    Case("large", np.array([[1000.0, 999.0], [-1000.0, -1001.0]])),
]


@exercise("softmax")
@table(CASES)
def test_softmax(student, case):
    check(student.softmax(*case.args), case.expect(reference.softmax), TOL, [SUMMED_OVER_ALL], args=case.args)


@exercise("cross_entropy")
def test_cross_entropy(student, rng):
    for rows in (3, 8):
        y = reference.softmax(rng.normal(size=(rows, 5)))
        t = rng.integers(0, 5, size=rows)
        check(student.cross_entropy(y, t), reference.cross_entropy(y, t), TOL, args=(y, t))


@exercise("numerical_gradient")
def test_numerical_gradient(student, rng):
    for function in (lambda x: float(np.sum(x**3 - 2.0 * x)), lambda x: float(np.sum(np.sin(x) * x))):
        x = rng.uniform(0.5, 1.5, size=(2, 3))
        recorder = Recorder(function)
        check(student.numerical_gradient(recorder, x.copy()), reference.numerical_gradient(function, x.copy()), SLOPE)
        require(len(recorder.calls) >= 2 * x.size, f"f was called {len(recorder.calls)} times for {x.size} slopes")


@exercise("TwoLayerNet")
def test_two_layer_net(student, rng):
    net = expect_object(student.TwoLayerNet(3, 4, 2))
    model = reference.TwoLayerNet(3, 4, 2)
    params = net.remote("params")
    for name, value in model.params.items():
        expect_array(params[name], value.shape)
        model.params[name] = rng.normal(size=value.shape)
        params[name] = model.params[name]
    x = rng.normal(size=(5, 3))
    check(net.predict(x), model.predict(x), TOL, args=(x,))
