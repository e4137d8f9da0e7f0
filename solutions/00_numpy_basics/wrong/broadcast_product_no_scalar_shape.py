# exercise: broadcast_product
# misconception: broadcast-no-scalar
"""B must have a shape."""

import numpy as np


def broadcast_product(A, B):
    return A * np.ones(A.shape) * B.reshape(1, -1)
