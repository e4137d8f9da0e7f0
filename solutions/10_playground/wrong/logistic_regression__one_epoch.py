# exercise: logistic_regression
# misconception: single-epoch
"""Returns inside the loop."""

import numpy as np


def logistic_regression(X, t, learning_rate=0.1, epochs=1000):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        y = sigmoid(X @ w + b)
        delta = (y - t) / len(t)
        w -= learning_rate * X.T @ delta
        b -= learning_rate * delta.sum()
        return w, b
