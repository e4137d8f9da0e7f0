# exercise: tanh
# misconception: changes-argument
"""Cuts large inputs off in the array it was given."""

import numpy as np


def tanh(x):
    x[x > 350] = 350
    x[x < -350] = -350
    return (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))
