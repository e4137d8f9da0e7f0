# exercise: train_test_split
# misconception: parts-exchanged
"""The test part first."""


def train_test_split(X, t, train_ratio, rng):
    order = rng.permutation(len(X))
    count = round(train_ratio * len(X))
    train, test = order[:count], order[count:]
    return X[test], X[train], t[test], t[train]
