# exercise: solve_xor
"""Weights of a single unit."""

import numpy as np


def solve_xor(rng):
    return {"W1": rng.normal(size=(2, 1)), "B1": np.zeros(1), "W2": np.ones((2, 1)), "B2": np.zeros(1)}
