# exercise: train_perceptron
# misconception: changes-argument
"""Turns the labels into -1 and 1 in the array it was given."""

import numpy as np


def train_perceptron(X, t, learning_rate=0.1, epochs=100):
    t[t == 0] = -1
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        for x, target in zip(X, t):
            y = 1 if w @ x + b > 0 else -1
            if y != target:
                w = w + learning_rate * target * x
                b = b + learning_rate * target
    return w, b
