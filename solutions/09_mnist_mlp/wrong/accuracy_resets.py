# exercise: accuracy
# misconception: first-batch-only
"""Sets the counter back in each round."""

import numpy as np


def accuracy(network, x, t, batch_size=100):
    for i in range(0, len(x), batch_size):
        right = 0
        y = predict(network, x[i : i + batch_size])
        right += np.sum(y.argmax(axis=1) == t[i : i + batch_size])
    return right / len(x)
