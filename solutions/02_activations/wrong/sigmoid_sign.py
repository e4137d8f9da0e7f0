# exercise: sigmoid
# misconception: sigmoid-sign
"""Lost the minus in the exponent."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(x))
