# exercise: train_test_split
# misconception: pairs-broken
"""X and t in orders of their own."""


def train_test_split(X, t, train_ratio, rng):
    order = rng.permutation(len(X))
    count = round(train_ratio * len(X))
    train, test = order[:count], order[count:]
    other = rng.permutation(len(X))
    return X[train], X[test], t[other[:count]], t[other[count:]]
