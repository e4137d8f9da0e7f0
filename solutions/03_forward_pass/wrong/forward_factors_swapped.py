# exercise: forward
# misconception: factors-swapped
"""Multiplies weights by inputs, as if samples stood in columns."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def forward(x, W1, B1, W2, B2):
    layer1 = sigmoid(np.dot(W1, x) + B1)
    return x, layer1, sigmoid(np.dot(W2, layer1) + B2)
