# exercise: collapse_linear
"""Puts the ReLU back between the layers, for the bias."""

import numpy as np


def collapse_linear(weights, biases):
    W, b = weights[0], biases[0]
    for W_next, b_next in zip(weights[1:], biases[1:]):
        W, b = W @ W_next, np.maximum(b, 0) @ W_next + b_next
    return W, b
