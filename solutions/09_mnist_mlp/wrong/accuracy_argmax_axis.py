# exercise: accuracy
"""The largest of each column."""

import numpy as np


def accuracy(network, x, t, batch_size=100):
    right = 0
    for i in range(0, len(x), batch_size):
        y = predict(network, x[i : i + batch_size])
        answers = y.argmax(axis=0)[: len(y)]
        right += np.sum(answers == t[i : i + len(answers)])
    return right / len(x)
