# exercise: train_test_split
# misconception: not-shuffled
"""Cuts without shuffling."""

import numpy as np


def train_test_split(X, t, train_ratio, rng):
    order = np.arange(len(X))
    count = round(train_ratio * len(X))
    train, test = order[:count], order[count:]
    return X[train], X[test], t[train], t[test]
