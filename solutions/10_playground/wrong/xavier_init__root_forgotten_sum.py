# exercise: xavier_init
"""Standard deviation sqrt(1 / (n_in + n_out))."""

import numpy as np


def xavier_init(n_in, n_out, rng):
    return rng.normal(0, np.sqrt(1 / (n_in + n_out)), size=(n_in, n_out))
