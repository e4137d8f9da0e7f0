# exercise: xavier_init
# misconception: not-centred
"""From 0 to 1, as the lecture's algorithm starts, scaled."""

import numpy as np


def xavier_init(n_in, n_out, rng):
    return rng.random((n_in, n_out)) * np.sqrt(12 / n_in)
