# exercise: forward
# misconception: bias-forgotten
"""Forgets both biases."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def forward(x, W1, B1, W2, B2):
    layer1 = sigmoid(np.dot(x, W1))
    layer2 = sigmoid(np.dot(layer1, W2))
    return x, layer1, layer2
