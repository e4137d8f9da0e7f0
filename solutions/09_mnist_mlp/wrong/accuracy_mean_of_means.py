# exercise: accuracy
# misconception: mean-of-batches
"""Averages the batches' accuracies."""

import numpy as np


def accuracy(network, x, t, batch_size=100):
    shares = []
    for i in range(0, len(x), batch_size):
        y = predict(network, x[i : i + batch_size])
        shares.append(np.mean(y.argmax(axis=1) == t[i : i + batch_size]))
    return np.mean(shares)
