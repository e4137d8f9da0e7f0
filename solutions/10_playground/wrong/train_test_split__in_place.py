# exercise: train_test_split
# misconception: changes-argument
"""Shuffles the caller's arrays."""


def train_test_split(X, t, train_ratio, rng):
    order = rng.permutation(len(X))
    X[:], t[:] = X[order], t[order]
    count = round(train_ratio * len(X))
    return X[:count], X[count:], t[:count], t[count:]
