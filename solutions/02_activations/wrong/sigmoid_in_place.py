# exercise: sigmoid
# misconception: changes-argument
"""Clips x where it lies, to keep exp small, and turns its sign."""

import numpy as np


def sigmoid(x):
    np.clip(x, -500, 500, out=x)
    x *= -1
    return 1 / (1 + np.exp(x))
