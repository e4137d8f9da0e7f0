# exercise: train_test_split
# misconception: not-shuffled
"""Always the same seed."""

import numpy as np


def train_test_split(X, t, train_ratio, rng):
    order = np.random.default_rng(0).permutation(len(X))
    count = round(train_ratio * len(X))
    train, test = order[:count], order[count:]
    return X[train], X[test], t[train], t[test]
