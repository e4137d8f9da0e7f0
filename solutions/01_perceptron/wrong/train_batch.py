# exercise: train_perceptron
# misconception: all-samples-at-once
"""Updates once an epoch."""

import numpy as np


def train_perceptron(X, t, learning_rate=0.1, epochs=100):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        error = t - (X @ w + b > 0)
        w = w + learning_rate * error @ X
        b = b + learning_rate * error.sum()
    return w, b
