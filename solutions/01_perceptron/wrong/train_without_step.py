# exercise: train_perceptron
# misconception: error-without-step
"""Takes the error from the sum: the delta rule."""

import numpy as np


def train_perceptron(X, t, learning_rate=0.1, epochs=100):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        for x, target in zip(X, t):
            error = target - (w @ x + b)
            w = w + learning_rate * error * x
            b = b + learning_rate * error
    return w, b
