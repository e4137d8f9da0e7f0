# exercise: train_test_split
# misconception: not-shuffled
"""Sorts the parts again, from the last sample to the first."""

import numpy as np


def train_test_split(X, t, train_ratio, rng):
    order = rng.permutation(len(X))
    count = round(train_ratio * len(X))
    train, test = np.sort(order[:count])[::-1], np.sort(order[count:])[::-1]
    return X[train], X[test], t[train], t[test]
