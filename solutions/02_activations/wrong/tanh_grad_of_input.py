# exercise: tanh_grad
# misconception: grad-of-input
"""Applies tanh once more, as if y were x."""

import numpy as np


def tanh_grad(y):
    return 1 - np.tanh(y) ** 2
