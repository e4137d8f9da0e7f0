# exercise: xavier_init
# misconception: repeated-weights
"""One column for all units."""

import numpy as np


def xavier_init(n_in, n_out, rng):
    return np.tile(rng.normal(0, np.sqrt(1 / n_in), size=(n_in * n_out // 10, 1)), 10).reshape(n_in, n_out)
