# exercise: solve_xor
# misconception: set-by-hand
"""The lecture's trained weights, copied from the slide."""

import numpy as np


def solve_xor(rng):
    return {
        "W1": np.array([[-6.7181009, -5.22651178], [-6.75291089, -5.23369975]]),
        "B1": np.array([2.8151334, 7.80251731]),
        "W2": np.array([[-11.19451524], [11.04437812]]),
        "B2": np.array([-5.28026114]),
    }
