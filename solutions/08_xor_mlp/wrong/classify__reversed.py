# exercise: classify
# misconception: classes-reversed
"""The comparison points the other way."""


def classify(params, X):
    return (predict(params, X)[:, 0] <= 0.5).astype(int)
