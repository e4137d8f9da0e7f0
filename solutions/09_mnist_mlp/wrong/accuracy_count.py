# exercise: accuracy
# misconception: count-for-share
"""Returns the number of right answers."""

import numpy as np


def accuracy(network, x, t, batch_size=100):
    return np.sum(predict(network, x).argmax(axis=1) == t)
