# exercise: xavier_init
# misconception: seed-ignored
"""A seed of its own."""

import numpy as np


def xavier_init(n_in, n_out, rng):
    return np.random.default_rng(7).normal(0, np.sqrt(1 / n_in), size=(n_in, n_out))
