# exercise: classify
# misconception: threshold-at-zero
"""The threshold of a step function."""


def classify(params, X):
    return (predict(params, X)[:, 0] > 0).astype(int)
