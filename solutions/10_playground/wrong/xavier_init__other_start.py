# exercise: xavier_init
# misconception: is-he
"""The other start."""

import numpy as np


def xavier_init(n_in, n_out, rng):
    return rng.normal(0, np.sqrt(2 / n_in), size=(n_in, n_out))
