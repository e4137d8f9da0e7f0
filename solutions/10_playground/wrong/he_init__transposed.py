# exercise: he_init
"""(n_out, n_in)."""

import numpy as np


def he_init(n_in, n_out, rng):
    return rng.normal(0, np.sqrt(2 / n_in), size=(n_out, n_in))
