# exercise: train_test_split
# misconception: parts-exchanged
"""Takes the ratio for the test part's."""


def train_test_split(X, t, train_ratio, rng):
    order = rng.permutation(len(X))
    count = round((1 - train_ratio) * len(X))
    train, test = order[:count], order[count:]
    return X[train], X[test], t[train], t[test]
