# exercise: he_init
"""A layer with one unit gets a row of weights and no column."""

import numpy as np


def he_init(n_in, n_out, rng):
    return np.squeeze(rng.normal(0, np.sqrt(2 / n_in), size=(n_in, n_out)))
