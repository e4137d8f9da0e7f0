# exercise: broadcast_product
# misconception: broadcast-no-scalar
"""B must have a length."""

import numpy as np


def broadcast_product(A, B):
    return np.stack([A[:, j] * B[j] for j in range(len(B))], axis=1)
