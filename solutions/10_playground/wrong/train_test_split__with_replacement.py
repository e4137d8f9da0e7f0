# exercise: train_test_split
# misconception: lost-or-doubled
"""Draws with replacement."""


def train_test_split(X, t, train_ratio, rng):
    order = rng.integers(len(X), size=len(X))
    count = round(train_ratio * len(X))
    train, test = order[:count], order[count:]
    return X[train], X[test], t[train], t[test]
