# exercise: sigmoid
# misconception: sigmoid-clipped-early
"""Cuts x off at 10: the ends are off by 5e-5."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-np.clip(x, -10, 10)))
