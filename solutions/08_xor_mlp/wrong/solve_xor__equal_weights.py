# exercise: solve_xor
# misconception: symmetric-start
"""All weights start equal."""

import numpy as np


def solve_xor(rng):
    params = {"W1": np.full((2, 8), 0.5), "B1": np.zeros(8), "W2": np.full((8, 1), 0.5), "B2": np.zeros(1)}
    return fit_batch(params, X, T, 1.0, 2000)[0]
