# exercise: train_single
# misconception: new-for-old-weights
"""Updates the output layer before the hidden deltas are made."""

import numpy as np


def train_single(updates, learning_rate=0.2):
    x, t = np.array([[0.0, 0.0]]), np.array([[0.0]])
    W1, B1, W2, B2 = lecture_network().values()
    for _ in range(updates):
        hidden, out = forward(x, W1, B1, W2, B2)
        delta2 = output_delta(out, t)
        W2 = W2 - learning_rate * weight_gradient(hidden, delta2)
        B2 = B2 - learning_rate * delta2[0]
        B1 = B1 - learning_rate * hidden_delta(delta2, W2, hidden)[0]
    out = float(forward(x, W1, B1, W2, B2)[1][0, 0])
    return out, out**2 / 2
