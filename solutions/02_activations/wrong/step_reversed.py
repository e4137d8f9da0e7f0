# exercise: step
# misconception: step-reversed
"""Compares the wrong way round."""

import numpy as np


def step(x):
    return np.where(np.asarray(x) > 0, 0, 1)
