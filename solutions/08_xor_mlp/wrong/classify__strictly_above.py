# exercise: classify
# misconception: half-is-zero
"""At exactly 0.5 it says 0."""


def classify(params, X):
    return (predict(params, X)[:, 0] > 0.5).astype(int)
