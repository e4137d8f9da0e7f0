# exercise: train_test_split
# misconception: lost-or-doubled
"""The test rows are drawn again."""


def train_test_split(X, t, train_ratio, rng):
    order = rng.permutation(len(X))
    count = round(train_ratio * len(X))
    train, test = order[:count], rng.permutation(len(X))[count:]
    return X[train], X[test], t[train], t[test]
