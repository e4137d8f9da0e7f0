"""The numbers that the notebooks tell are those that the references give; those that are false elsewhere are named so."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from autograder.config import load_assignment, load_course
from autograder.model import ENGLISH, KOREAN
from autograder.notebook.contract import Role, contract

ROOT = Path(__file__).resolve().parents[2]
COURSE = load_course(ROOT)
XOR = (np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([[0.0], [1.0], [1.0], [0.0]]))


@cache
def reference(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"reference_{name}", ROOT / "solutions" / name / "reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def told(name: str) -> tuple[str, str]:
    """The whole text of a notebook, in English and in Korean."""
    cells = contract(load_assignment(COURSE, name)).of_role(Role.TEXT, Role.MANUAL)
    english, korean = ("\n".join(cell.sources[language] for cell in cells) for language in (ENGLISH, KOREAN))
    return english, korean


def says(name: str, *figures: str) -> None:
    for text in told(name):
        for figure in figures:
            assert figure in text, f"{name} does not say {figure}"


@pytest.mark.slow
def test_the_single_sample_after_ten_and_after_forty_thousand_updates() -> None:
    """The slide says 10,000; its figures belong to 40,000, and not to 10,000 passes over the four samples of XOR."""
    train = reference("07_backprop").train_single
    assert [f"{train(updates)[0]:.7f}" for updates in (10_000, 40_000)] == ["0.0120885", "0.0057709"]
    assert f"{train(40_000)[1]:.7f}" == "0.0000167"
    says("07_backprop", "0.0120885", "0.0057709", "0.0000167")
    xor = reference("08_xor_mlp")
    passes = xor.predict(xor.fit(xor.init_params(), *XOR, epochs=10_000), XOR[0])
    assert f"{passes[0, 0]:.4f}" == "0.1059"
    for name in ("07_backprop", "08_xor_mlp"):
        for text in told(name):
            assert "counts such passes" not in text
            assert "10000" not in text


def test_the_way_to_a_hidden_unit() -> None:
    values = reference("07_backprop").hand_backprop()
    delta_y = values["dE_dout"] * values["dout_dnet"]
    hidden = 1 / (1 + np.exp(-0.1))
    delta_1 = 0.5 * delta_y * hidden * (1 - hidden)
    figures = [f"{number:.6f}" for number in (values["dout_dnet"], delta_y, hidden * (1 - hidden), delta_1, values["b1"])]
    assert figures == ["0.206159", "0.146246", "0.249376", "0.018235", "0.096353"]
    says("07_backprop", *figures)
    assert str(values["dout_dnet"]).startswith("0.206158")
    says("02_activations", "0.206158\\ldots", "0.206159")


def test_what_the_slide_cut_off() -> None:
    zy = reference("03_forward_pass").hand_forward()["zy"]
    exact = 0.5 / (1 + np.exp(-0.1)) + 0.6 / (1 + np.exp(-0.2)) + 0.3
    assert str(exact).startswith("0.89238999")
    assert f"{exact:.6f}" == "0.892390"
    assert abs(zy - exact) < 1e-6
    says("03_forward_pass", "0.892389", "0.89238999\\ldots", "0.892390")


def test_affine_backward_with_numbers() -> None:
    layer = reference("06_computational_graph").Affine(np.array([[0.5], [-1.0]]), np.zeros(1))
    layer.forward(np.array([[1.0, 2.0], [3.0, 4.0]]))
    dx = layer.backward(np.array([[1.0], [10.0]]))
    assert layer.dW.tolist() == [[31.0], [42.0]]
    assert layer.db.tolist() == [11.0]
    assert dx.tolist() == [[0.5, -1.0], [5.0, -10.0]]
    says("06_computational_graph", "= 31", "= 42", "= 11", r"\begin{bmatrix} 0.5 & -1 \\ 5 & -10 \end{bmatrix}")


def test_the_gradient_of_softmax_with_cross_entropy() -> None:
    layer = reference("06_computational_graph").SoftmaxWithLoss()
    layer.forward(np.array([[0.3, 2.9, 4.0]]), np.array([[0.0, 1.0, 0.0]]))
    assert [f"{entry:.3f}" for entry in layer.backward()[0]] == ["0.018", "-0.755", "0.737"]
    says("06_computational_graph", r"(0.018,\ -0.755,\ 0.737)")


@pytest.mark.parametrize(
    ("expression", "result", "shape"),
    [
        ("A.sum()", "21", "()"),
        ("A.sum(axis=0)", "[5, 7, 9]", "(3,)"),
        ("A.sum(axis=1)", "[6, 15]", "(2,)"),
        ("A.sum(axis=1, keepdims=True)", "[[6], [15]]", "(2, 1)"),
        ("A.max(axis=1)", "[3, 6]", "(2,)"),
        ("A.argmax(axis=1)", "[2, 2]", "(2,)"),
        ("A.T", "[[1, 4], [2, 5], [3, 6]]", "(3, 2)"),
        ("A.reshape(3, 2)", "[[1, 2], [3, 4], [5, 6]]", "(3, 2)"),
    ],
)
def test_the_table_of_axes(expression: str, result: str, shape: str) -> None:
    value = np.asarray(eval(expression, {"A": np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])}))
    assert str(value.shape) == shape
    assert value.astype(int).tolist() == eval(result)
    says("00_numpy_basics", expression, result, shape)


def test_a_stack_of_sigmoids_does_not_keep_the_variance_of_its_sums() -> None:
    """Why the text of 10_playground claims it for the weighted sums of one layer, and roughly for tanh, only."""
    rng, start = np.random.default_rng(0), reference("10_playground").xavier_init
    signal, variances = rng.normal(size=(500, 200)), []
    for _ in range(4):
        sums = signal @ start(200, 200, rng)
        variances.append(np.var(sums))
        signal = 1 / (1 + np.exp(-sums))
    assert abs(variances[0] - 1) < 0.1
    assert max(variances[1:]) < 0.5
    assert "keep the variance 1 from layer to layer" not in told("10_playground")[0]


def test_an_epoch_of_40_and_a_half_updates_is_over_in_every_second_epoch() -> None:
    ends = [update for update in range(1000) if update % 40.5 == 0]
    assert ends[:3] == [0, 81, 162]
    assert "every second epoch" in told("09_mnist_mlp")[0]
    assert "두 에포크에 한 번" in told("09_mnist_mlp")[1]


def test_the_playgrounds_figures() -> None:
    optimizer = reference("10_playground").RMSProp(lr=0.1, decay_rate=0.9)
    params, steps = {"w": np.array([2.0])}, []
    for _ in range(2):
        before = params["w"][0]
        optimizer.update(params, {"w": np.array([3.0])})
        steps.append(f"{before - params['w'][0]:.6f}")
    assert steps == ["0.316228", "0.229416"]
    says("10_playground", *steps)
