# exercise: xavier_init
# misconception: limit-for-deviation
"""The standard deviation as the limit of a uniform distribution."""

import numpy as np


def xavier_init(n_in, n_out, rng):
    limit = np.sqrt(1 / n_in)
    return rng.uniform(-limit, limit, size=(n_in, n_out))
