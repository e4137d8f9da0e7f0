# exercise: train_test_split
# misconception: wrong-sizes
"""The first test row is lost."""


def train_test_split(X, t, train_ratio, rng):
    order = rng.permutation(len(X))
    count = round(train_ratio * len(X))
    train, test = order[:count], order[count + 1 :]
    return X[train], X[test], t[train], t[test]
