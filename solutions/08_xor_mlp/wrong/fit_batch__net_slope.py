# exercise: fit_batch
# misconception: derivative-of-net
"""y (1 - y) of the net inputs."""

import numpy as np


def fit_batch(params, X, T, learning_rate, epochs):
    W1, B1, W2, B2 = (params[name].copy() for name in ("W1", "B1", "W2", "B2"))
    losses = np.zeros(epochs)
    for epoch in range(epochs):
        net1 = X @ W1 + B1
        hidden = sigmoid(net1)
        net2 = hidden @ W2 + B2
        out = sigmoid(net2)
        losses[epoch] = np.sum((out - T) ** 2) / 2
        delta2 = (out - T) * net2 * (1 - net2)
        delta1 = delta2 @ W2.T * net1 * (1 - net1)
        W2 -= learning_rate * hidden.T @ delta2
        B2 -= learning_rate * delta2.sum(axis=0)
        W1 -= learning_rate * X.T @ delta1
        B1 -= learning_rate * delta1.sum(axis=0)
    return {"W1": W1, "B1": B1, "W2": W2, "B2": B2}, losses
