# exercise: accuracy
# misconception: error-for-accuracy
"""Counts the wrong answers."""

import numpy as np


def accuracy(network, x, t, batch_size=100):
    return np.mean(predict(network, x).argmax(axis=1) != t)
