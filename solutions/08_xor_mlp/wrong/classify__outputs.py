# exercise: classify
# misconception: outputs-for-classes
"""The outputs themselves."""


def classify(params, X):
    return predict(params, X)[:, 0]
