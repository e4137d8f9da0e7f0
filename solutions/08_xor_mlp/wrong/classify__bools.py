# exercise: classify
# misconception: classes-not-integers
"""Bools."""


def classify(params, X):
    return predict(params, X)[:, 0] >= 0.5
