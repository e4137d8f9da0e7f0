# exercise: step
# misconception: step-sign
"""Takes the sign, which is -1 below zero."""

import numpy as np


def step(x):
    return np.sign(x).astype(int)
