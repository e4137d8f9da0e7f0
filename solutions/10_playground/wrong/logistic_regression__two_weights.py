# exercise: logistic_regression
"""Two weights, whatever the data."""

import numpy as np


def logistic_regression(X, t, learning_rate=0.1, epochs=1000):
    w1, w2, b = 0.0, 0.0, 0.0
    for _ in range(epochs):
        y = sigmoid(w1 * X[:, 0] + w2 * X[:, 1] + b)
        delta = (y - t) / len(t)
        w1 -= learning_rate * np.sum(delta * X[:, 0])
        w2 -= learning_rate * np.sum(delta * X[:, 1])
        b -= learning_rate * np.sum(delta)
    return np.array([w1, w2]), b
