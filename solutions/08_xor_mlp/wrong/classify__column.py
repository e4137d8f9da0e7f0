# exercise: classify
# misconception: classes-in-a-column
"""Keeps the second axis."""


def classify(params, X):
    return (predict(params, X) >= 0.5).astype(int)
