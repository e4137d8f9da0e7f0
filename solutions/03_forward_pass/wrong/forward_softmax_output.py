# exercise: forward
# misconception: another-activation
"""Ends with softmax, which for one output unit is always 1."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def forward(x, W1, B1, W2, B2):
    layer1 = sigmoid(x @ W1 + B1)
    scores = layer1 @ W2 + B2
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return x, layer1, powers / powers.sum(axis=1, keepdims=True)
