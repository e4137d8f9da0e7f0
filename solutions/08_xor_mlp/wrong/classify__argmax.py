# exercise: classify
# misconception: threshold-at-zero
"""The largest of one output is always the first."""

import numpy as np


def classify(params, X):
    return np.argmax(predict(params, X), axis=1)
