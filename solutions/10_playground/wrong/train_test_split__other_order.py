# exercise: train_test_split
# misconception: parts-exchanged
"""X_train, t_train, X_test, t_test."""


def train_test_split(X, t, train_ratio, rng):
    order = rng.permutation(len(X))
    count = round(train_ratio * len(X))
    train, test = order[:count], order[count:]
    return X[train], t[train], X[test], t[test]
