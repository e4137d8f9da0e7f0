# exercise: elu
# misconception: elu-no-minus-one
"""exp(x) alone, with alpha 1 forgotten only in the shift."""

import numpy as np


def elu(x, alpha=1.0):
    y = x.copy()
    y[x < 0] = alpha * np.exp(x[x < 0])
    return y
