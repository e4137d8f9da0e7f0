# exercise: solve_xor
# misconception: set-by-hand
"""NAND and OR feed AND, set by hand."""

import numpy as np


def solve_xor(rng):
    return {
        "W1": np.array([[-20.0, 20.0], [-20.0, 20.0]]),
        "B1": np.array([30.0, -10.0]),
        "W2": np.array([[20.0], [20.0]]),
        "B2": np.array([-30.0]),
    }
