# exercise: classify
# misconception: half-is-zero
"""np.round sends 0.5 to the even number."""

import numpy as np


def classify(params, X):
    return np.round(predict(params, X)[:, 0]).astype(int)
