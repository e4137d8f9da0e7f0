# exercise: he_init
# misconception: not-centred
"""From 0 to 1, as the lecture's algorithm starts, scaled."""

import numpy as np


def he_init(n_in, n_out, rng):
    return rng.random((n_in, n_out)) * np.sqrt(24 / n_in)
