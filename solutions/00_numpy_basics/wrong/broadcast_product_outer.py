# exercise: broadcast_product
# misconception: broadcast-other-operation
"""The outer product."""

import numpy as np


def broadcast_product(A, B):
    return np.outer(A, B)
