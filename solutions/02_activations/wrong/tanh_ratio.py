# exercise: tanh
# misconception: tanh-not-finite
"""The first form of the formula divides inf by inf."""

import numpy as np


def tanh(x):
    return (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))
