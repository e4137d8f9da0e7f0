# exercise: he_init
# misconception: seed-ignored
"""A seed of its own."""

import numpy as np


def he_init(n_in, n_out, rng):
    return np.random.default_rng(7).normal(0, np.sqrt(2 / n_in), size=(n_in, n_out))
