# exercise: accuracy
# misconception: last-batch-lost
"""Counts whole batches only."""

import numpy as np


def accuracy(network, x, t, batch_size=100):
    right = 0
    for i in range(len(x) // batch_size):
        y = predict(network, x[i * batch_size : (i + 1) * batch_size])
        right += np.sum(y.argmax(axis=1) == t[i * batch_size : (i + 1) * batch_size])
    return right / len(x)
