# exercise: broadcast_product
# misconception: broadcast-one-factor
"""One factor for all."""

import numpy as np


def broadcast_product(A, B):
    return A * np.ravel(B)[0]
