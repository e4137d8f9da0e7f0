# exercise: he_init
# misconception: is-xavier
"""The other start."""

import numpy as np


def he_init(n_in, n_out, rng):
    return rng.normal(0, np.sqrt(1 / n_in), size=(n_in, n_out))
