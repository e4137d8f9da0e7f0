# exercise: sigmoid_grad
# misconception: grad-of-input
"""Applies the sigmoid once more, as if y were x."""

import numpy as np


def sigmoid_grad(y):
    s = 1 / (1 + np.exp(-y))
    return s * (1 - s)
