# exercise: solve_xor
# misconception: other-randomness
"""NumPy's global generator."""

import numpy as np


def solve_xor(rng):
    while True:
        params = {"W1": np.random.randn(2, 8), "B1": np.zeros(8), "W2": np.random.randn(8, 1), "B2": np.zeros(1)}
        params, losses = fit_batch(params, X, T, 1.0, 2000)
        if losses[-1] < 0.1:
            return params
