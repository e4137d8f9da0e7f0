# exercise: classify
"""A list."""


def classify(params, X):
    return [int(out >= 0.5) for out in predict(params, X)[:, 0]]
