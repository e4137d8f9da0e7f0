# exercise: forward
# misconception: output-activation-forgotten
"""Leaves the output layer linear."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def forward(x, W1, B1, W2, B2):
    layer1 = sigmoid(x @ W1 + B1)
    return x, layer1, layer1 @ W2 + B2
