# exercise: softmax
# misconception: softmax-no-exp
"""Divides the scores by their sum."""

import numpy as np


def softmax(a):
    return a / np.sum(a, axis=-1, keepdims=True)
