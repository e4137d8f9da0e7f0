# exercise: solve_xor
# misconception: symmetric-start
"""All weights start at zero."""

import numpy as np


def solve_xor(rng):
    params = {"W1": np.zeros((2, 4)), "B1": np.zeros(4), "W2": np.zeros((4, 1)), "B2": np.zeros(1)}
    return fit_batch(params, X, T, 1.0, 1000)[0]
