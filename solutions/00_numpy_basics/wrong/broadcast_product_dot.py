# exercise: broadcast_product
# misconception: matrix-product
"""The matrix product by its other name."""

import numpy as np


def broadcast_product(A, B):
    return np.dot(A, B)
