# exercise: he_init
"""Counts the bias as one more input."""

import numpy as np


def he_init(n_in, n_out, rng):
    return rng.normal(0, np.sqrt(2 / (n_in + 1)), size=(n_in, n_out))
