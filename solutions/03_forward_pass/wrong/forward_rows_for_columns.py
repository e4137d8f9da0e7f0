# exercise: forward
# misconception: row-for-column
"""Reads the hidden weights by row."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def forward(x, W1, B1, W2, B2):
    layer1 = sigmoid(np.dot(x, W1.T) + B1)
    layer2 = sigmoid(np.dot(layer1, W2) + B2)
    return x, layer1, layer2
