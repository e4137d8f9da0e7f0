# exercise: solve_xor
# misconception: stuck
"""Two hidden units and one try."""

import numpy as np


def solve_xor(rng):
    params = {"W1": rng.normal(size=(2, 2)), "B1": np.zeros(2), "W2": rng.normal(size=(2, 1)), "B2": np.zeros(1)}
    return fit_batch(params, X, T, 1.0, 2000)[0]
