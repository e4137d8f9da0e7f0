# exercise: step
# misconception: changes-argument
"""Writes the ones and zeros into x."""

import numpy as np


def step(x):
    if np.ndim(x) == 0:
        return int(x > 0)
    x[x > 0] = 1
    x[x <= 0] = 0
    return x.astype(int)
