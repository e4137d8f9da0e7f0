# exercise: solve_xor
# misconception: other-randomness
"""A generator of its own, without a seed."""

import numpy as np


def solve_xor(rng):
    rng = np.random.default_rng()
    while True:
        params = {"W1": rng.normal(size=(2, 8)), "B1": np.zeros(8), "W2": rng.normal(size=(8, 1)), "B2": np.zeros(1)}
        params, losses = fit_batch(params, X, T, 1.0, 2000)
        if losses[-1] < 0.1:
            return params
