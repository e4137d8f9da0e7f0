# exercise: elu
# misconception: elu-maximum
"""Takes the larger of the branches, as for the leaky ReLU."""

import numpy as np


def elu(x, alpha=1.0):
    return np.maximum(x, alpha * (np.exp(x) - 1))
