# exercise: he_init
# misconception: other-randomness
"""NumPy's global generator."""

import numpy as np


def he_init(n_in, n_out, rng):
    return np.random.randn(n_in, n_out) * np.sqrt(2 / n_in)
