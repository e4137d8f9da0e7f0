# exercise: fit_batch
"""Forgets the losses."""

import numpy as np


def fit_batch(params, X, T, learning_rate, epochs):
    W1, B1, W2, B2 = (params[name].copy() for name in ("W1", "B1", "W2", "B2"))
    losses = np.zeros(epochs)
    for epoch in range(epochs):
        hidden = sigmoid(X @ W1 + B1)
        out = sigmoid(hidden @ W2 + B2)
        losses[epoch] = np.sum((out - T) ** 2) / 2
        delta2 = (out - T) * out * (1 - out)
        delta1 = delta2 @ W2.T * hidden * (1 - hidden)
        W2 -= learning_rate * hidden.T @ delta2
        B2 -= learning_rate * delta2.sum(axis=0)
        W1 -= learning_rate * X.T @ delta1
        B1 -= learning_rate * delta1.sum(axis=0)
    return {"W1": W1, "B1": B1, "W2": W2, "B2": B2}
