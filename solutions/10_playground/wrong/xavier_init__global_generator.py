# exercise: xavier_init
# misconception: other-randomness
"""NumPy's global generator."""

import numpy as np


def xavier_init(n_in, n_out, rng):
    return np.random.randn(n_in, n_out) * np.sqrt(1 / n_in)
