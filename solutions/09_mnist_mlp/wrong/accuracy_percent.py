# exercise: accuracy
# misconception: count-for-share
"""Returns per cent."""

import numpy as np


def accuracy(network, x, t, batch_size=100):
    return 100 * np.mean(predict(network, x).argmax(axis=1) == t)
