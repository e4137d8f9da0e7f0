# exercise: accuracy
# misconception: last-batch-lost
"""Stops one batch early where the last one is short."""

import numpy as np


def accuracy(network, x, t, batch_size=100):
    right = seen = 0
    for i in range(0, len(x) - batch_size + 1, batch_size):
        y = predict(network, x[i : i + batch_size])
        right += np.sum(y.argmax(axis=1) == t[i : i + batch_size])
        seen += batch_size
    return right / max(seen, 1)
