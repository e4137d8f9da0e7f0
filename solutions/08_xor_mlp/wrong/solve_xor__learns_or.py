# exercise: solve_xor
# misconception: stuck
"""Trains on OR."""

import numpy as np


def solve_xor(rng):
    params = {"W1": rng.normal(size=(2, 8)), "B1": np.zeros(8), "W2": rng.normal(size=(8, 1)), "B2": np.zeros(1)}
    return fit_batch(params, X, np.array([[0.0], [1.0], [1.0], [1.0]]), 1.0, 1000)[0]
