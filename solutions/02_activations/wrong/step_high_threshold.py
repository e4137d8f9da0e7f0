# exercise: step
"""The guard against rounding is far too wide."""

import numpy as np


def step(x):
    return (np.asarray(x) > 0.01).astype(int)
