"""Four arrays, each updated on a line of its own."""

import numpy as np


def train_single(updates, learning_rate=0.2):
    x, t = np.array([[0.0, 0.0]]), np.array([[0.0]])
    W1, B1, W2, B2 = lecture_network().values()
    for _ in range(updates):
        dW1, dB1, dW2, dB2 = backward(x, t, W1, B1, W2, B2)
        W1 = W1 - learning_rate * dW1
        B1 = B1 - learning_rate * dB1
        W2 = W2 - learning_rate * dW2
        B2 = B2 - learning_rate * dB2
    out = float(forward(x, W1, B1, W2, B2)[1][0, 0])
    return out, out**2 / 2
