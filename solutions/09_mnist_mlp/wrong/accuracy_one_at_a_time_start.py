# exercise: accuracy
"""Leaves the first image out."""

import numpy as np


def accuracy(network, x, t, batch_size=100):
    return np.sum(predict(network, x[1:]).argmax(axis=1) == t[1:]) / len(x)
