# exercise: train_perceptron
# misconception: sign-of-the-update
"""Adds the step with the wrong sign, y - t."""

import numpy as np


def train_perceptron(X, t, learning_rate=0.1, epochs=100):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        for x, target in zip(X, t):
            y = 1 if w @ x + b > 0 else 0
            w = w + learning_rate * (y - target) * x
            b = b + learning_rate * (y - target)
    return w, b
