# exercise: step
# misconception: step-not-integer
"""Stops at the comparison: True and False."""

import numpy as np


def step(x):
    return np.asarray(x) > 0
