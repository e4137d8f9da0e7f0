# exercise: logistic_regression
"""One number for all weights."""

import numpy as np


def logistic_regression(X, t, learning_rate=0.1, epochs=1000):
    w, b = np.zeros(1), 0.0
    for _ in range(epochs):
        y = sigmoid(X.sum(axis=1) * w + b)
        delta = (y - t) / len(t)
        w -= learning_rate * X.sum(axis=1) @ delta
        b -= learning_rate * delta.sum()
    return w, b
