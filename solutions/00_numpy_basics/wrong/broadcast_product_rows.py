# exercise: broadcast_product
# misconception: broadcast-along-rows
"""One factor for each row."""

import numpy as np


def broadcast_product(A, B):
    return A * np.reshape(B, (-1, 1))
