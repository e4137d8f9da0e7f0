# exercise: logistic_regression
# misconception: rate-ignored
"""Always 0.1."""

import numpy as np


def logistic_regression(X, t, learning_rate=0.1, epochs=1000):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        y = sigmoid(X @ w + b)
        delta = (y - t) / len(t)
        w -= 0.1 * X.T @ delta
        b -= 0.1 * delta.sum()
    return w, b
