# exercise: xavier_init
# misconception: repeated-weights
"""Plus or minus the standard deviation."""

import numpy as np


def xavier_init(n_in, n_out, rng):
    return np.sqrt(1 / n_in) * rng.choice([-1.0, 1.0], size=(n_in, n_out))
