# exercise: train_perceptron
"""Changes the default number of epochs."""

import numpy as np


def train_perceptron(X, t, learning_rate=0.1, epochs=1):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        for x, target in zip(X, t):
            y = 1 if w @ x + b > 0 else 0
            w = w + learning_rate * (target - y) * x
            b = b + learning_rate * (target - y)
    return w, b
