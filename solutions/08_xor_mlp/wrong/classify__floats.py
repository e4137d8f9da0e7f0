# exercise: classify
# misconception: classes-not-integers
"""Floats."""

import numpy as np


def classify(params, X):
    return np.where(predict(params, X)[:, 0] >= 0.5, 1.0, 0.0)
