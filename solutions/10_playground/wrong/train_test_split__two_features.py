# exercise: train_test_split
"""Takes the third column for the targets."""

import numpy as np


def train_test_split(X, t, train_ratio, rng):
    data = rng.permutation(np.column_stack([X, t]))
    count = round(train_ratio * len(data))
    return data[:count, :2], data[count:, :2], data[:count, 2], data[count:, 2]
