# exercise: accuracy
"""Cannot cope with a short batch."""

import numpy as np


def accuracy(network, x, t, batch_size=100):
    groups = x.reshape(-1, batch_size, x.shape[1])
    labels = t.reshape(-1, batch_size)
    return np.mean([predict(network, g).argmax(axis=1) == l for g, l in zip(groups, labels)])
