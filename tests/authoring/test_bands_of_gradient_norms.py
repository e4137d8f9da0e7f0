"""Right answers to `gradient_norms` lie well within the suite's bands, whatever inputs, loss, start and width they choose."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

SUITE = Path(__file__).resolve().parents[2] / "solutions/10_playground/test_hidden_settings.py"
MARGIN = 1.5

Array = np.ndarray[Any, np.dtype[Any]]
Draw = Callable[[np.random.Generator, Array], Array]

INPUTS: dict[str, Draw] = {
    "normal": lambda rng, like: rng.normal(size=like.shape),
    "ones": lambda rng, like: np.ones_like(like),
    "small": lambda rng, like: 0.1 * rng.normal(size=like.shape),
    "uniform": lambda rng, like: rng.uniform(size=like.shape),
}
ERRORS: dict[str, Draw] = {  # dE / d out
    "targets of 0": lambda rng, out: out,
    "targets": lambda rng, out: out - rng.normal(size=out.shape),
    "one-hot targets": lambda rng, out: out - np.eye(out.shape[1])[rng.integers(out.shape[1], size=len(out))],
    "the sum": lambda rng, out: np.ones_like(out),
}


def norms(
    depth: int, activation: str, seed: int, *, width: int, samples: int, inputs: str, error: str, uniform: bool
) -> Array:
    """The norm of dE/dW of each layer, the layer at the input first: backpropagation, as plain as can be."""
    rng = np.random.default_rng(seed)
    x = INPUTS[inputs](rng, np.empty((samples, width)))
    deviation = np.sqrt((2 if activation == "relu" else 1) / width)
    limit = np.sqrt(3) * deviation
    layers = []
    for _ in range(depth):
        shape = width, width
        W = rng.uniform(-limit, limit, shape) if uniform else rng.normal(0, deviation, shape)
        out = np.maximum(x @ W, 0) if activation == "relu" else 1 / (1 + np.exp(-(x @ W)))
        layers.append((x, W, out))
        x = out
    back, found = ERRORS[error](rng, x), []
    for before, W, out in reversed(layers):
        delta = back * ((out > 0) if activation == "relu" else out * (1 - out))
        found.append(np.linalg.norm(before.T @ delta))
        back = delta @ W.T
    return np.array(found[::-1])


@pytest.fixture(scope="module")
def suite() -> ModuleType:
    spec = importlib.util.spec_from_file_location("settings_of_the_playground", SUITE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("width", "samples", "inputs", "error", "uniform"),
    [
        (50, 8, "normal", "targets of 0", False),
        (50, 1, "ones", "the sum", True),
        (50, 1, "small", "one-hot targets", False),
        (50, 64, "uniform", "targets of 0", True),
        (100, 32, "normal", "targets", False),
    ],
)
def test_right_answers_lie_well_within_the_bands(
    suite: ModuleType, width: int, samples: int, inputs: str, error: str, uniform: bool
) -> None:
    def several(depth: int, activation: str, first_seed: int) -> list[Array]:
        return [
            norms(depth, activation, seed, width=width, samples=samples, inputs=inputs, error=error, uniform=uniform)
            for seed in range(first_seed, first_seed + 5)
        ]

    def medians(depth: int, activation: str, first_seed: int) -> Array:
        return np.asarray(np.median([each / each[-1] for each in several(depth, activation, first_seed)], axis=0))

    for first_seed in (0, 5):
        ratios = medians(10, "sigmoid", first_seed)
        relu, deep = (medians(depth, "relu", first_seed)[0] for depth in (10, 30))
        last = {depth: float(np.median([each[-1] for each in several(depth, "relu", first_seed)])) for depth in (2, 30)}
        for name, found in [
            ("FIRST", ratios[0]),
            ("SECOND", ratios[1]),
            ("LAST_BUT_ONE", ratios[-2]),
            ("FIRST_OF_RELU", relu),
            ("FIRST_OF_30", deep),
            ("LAST_OF_30", last[30] / last[2]),
        ]:
            low, high = getattr(suite, name)
            assert MARGIN * low < found < high / MARGIN, name
