# exercise: train_single
# misconception: counts-passes
"""Trains on all four samples, as mlp2.py does."""

import numpy as np


def train_single(updates, learning_rate=0.2):
    x, t = np.array([[0.0, 0.0]]), np.array([[0.0]])
    W1, B1, W2, B2 = lecture_network().values()
    X, T = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0.0], [1], [1], [0]])
    for step in range(4 * updates):
        row = [step % 4]
        dW1, dB1, dW2, dB2 = backward(X[row], T[row], W1, B1, W2, B2)
        W1 = W1 - learning_rate * dW1
        B1 = B1 - learning_rate * dB1
        W2 = W2 - learning_rate * dW2
        B2 = B2 - learning_rate * dB2
    out = float(forward(x, W1, B1, W2, B2)[1][0, 0])
    return out, out**2 / 2
