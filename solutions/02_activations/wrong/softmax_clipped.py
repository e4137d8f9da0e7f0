# exercise: softmax
"""Clips the scores, so that large ones become equal."""

import numpy as np


def softmax(a):
    powers = np.exp(np.clip(a, -500, 500))
    return powers / np.sum(powers, axis=-1, keepdims=True)
