# exercise: train_test_split
# misconception: not-shuffled
"""Draws the rows, but leaves them in order."""

import numpy as np


def train_test_split(X, t, train_ratio, rng):
    order = rng.permutation(len(X))
    count = round(train_ratio * len(X))
    train, test = np.sort(order[:count]), np.sort(order[count:])
    return X[train], X[test], t[train], t[test]
