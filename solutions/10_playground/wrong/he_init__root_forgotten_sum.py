# exercise: he_init
"""Standard deviation sqrt(1 / (n_in + n_out))."""

import numpy as np


def he_init(n_in, n_out, rng):
    return rng.normal(0, np.sqrt(2 / (n_in + n_out)), size=(n_in, n_out))
