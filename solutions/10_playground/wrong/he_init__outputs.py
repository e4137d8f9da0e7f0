# exercise: he_init
# misconception: outputs-for-inputs
"""n_out for n_in."""

import numpy as np


def he_init(n_in, n_out, rng):
    return rng.normal(0, np.sqrt(2 / n_out), size=(n_in, n_out))
