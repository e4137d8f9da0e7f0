# exercise: softmax
# misconception: softmax-is-sigmoid
"""Squashes each score on its own."""

import numpy as np


def softmax(a):
    return 1 / (1 + np.exp(-a))
