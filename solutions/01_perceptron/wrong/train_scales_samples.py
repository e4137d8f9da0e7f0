# exercise: train_perceptron
# misconception: changes-argument
"""Multiplies the samples by the rate once, in the array it was given."""

import numpy as np


def train_perceptron(X, t, learning_rate=0.1, epochs=100):
    X *= learning_rate
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        for x, target in zip(X, t):
            error = target - int(w @ x / learning_rate + b > 0)
            w, b = w + error * x, b + learning_rate * error
    return w, b
