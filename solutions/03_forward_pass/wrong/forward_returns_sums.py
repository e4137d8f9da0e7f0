# exercise: forward
# misconception: sums-for-outputs
"""Returns the weighted sums in place of the layers."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def forward(x, W1, B1, W2, B2):
    Z1 = x @ W1 + B1
    Z2 = sigmoid(Z1) @ W2 + B2
    return x, Z1, Z2
