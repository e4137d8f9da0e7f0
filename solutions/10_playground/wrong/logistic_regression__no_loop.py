# exercise: logistic_regression
# misconception: single-epoch
"""One step, and b stays 0 where the classes are of equal size."""

import numpy as np


def logistic_regression(X, t, learning_rate=0.1, epochs=1000):
    w, b = np.zeros(X.shape[1]), 0.0
    delta = sigmoid(X @ w + b) - t
    w -= learning_rate * X.T @ delta
    b -= learning_rate * delta.sum()
    return w, b
