# exercise: accuracy
# misconception: changes-argument
"""Clears labels that it has seen."""

import numpy as np


def accuracy(network, x, t, batch_size=100):
    right = np.sum(predict(network, x).argmax(axis=1) == t)
    t[:] = -1
    return right / len(x)
