# exercise: broadcast_product
# misconception: changes-argument
"""Multiplies by a number in place."""

import numpy as np


def broadcast_product(A, B):
    if np.ndim(B) == 0:
        A *= B
        return A
    return A * B
