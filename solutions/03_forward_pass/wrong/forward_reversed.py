# exercise: forward
# misconception: reversed-tuple
"""Returns the output first."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def forward(x, W1, B1, W2, B2):
    layer1 = sigmoid(x @ W1 + B1)
    return sigmoid(layer1 @ W2 + B2), layer1, x
