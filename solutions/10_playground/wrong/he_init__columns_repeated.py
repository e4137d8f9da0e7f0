# exercise: he_init
# misconception: repeated-weights
"""One column for all units."""

import numpy as np


def he_init(n_in, n_out, rng):
    return np.tile(rng.normal(0, np.sqrt(2 / n_in), size=(n_in * n_out // 10, 1)), 10).reshape(n_in, n_out)
