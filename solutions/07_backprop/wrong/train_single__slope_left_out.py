# exercise: train_single
# misconception: slope-left-out
"""Forgets f'."""

import numpy as np


def train_single(updates, learning_rate=0.2):
    x, t = np.array([[0.0, 0.0]]), np.array([[0.0]])
    W1, B1, W2, B2 = lecture_network().values()
    for _ in range(updates):
        hidden, out = forward(x, W1, B1, W2, B2)
        delta2 = out - t
        delta1 = delta2 @ W2.T
        dW1, dB1, dW2, dB2 = x.T @ delta1, delta1[0], hidden.T @ delta2, delta2[0]
        W1 = W1 - learning_rate * dW1
        B1 = B1 - learning_rate * dB1
        W2 = W2 - learning_rate * dW2
        B2 = B2 - learning_rate * dB2
    out = float(forward(x, W1, B1, W2, B2)[1][0, 0])
    return out, out**2 / 2
