# exercise: forward
# misconception: changes-argument
"""Adds the products to the bias in place."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def forward(x, W1, B1, W2, B2):
    layer1 = np.empty((len(x), len(B1)))
    layer2 = np.empty((len(x), len(B2)))
    before1, before2 = B1.copy(), B2.copy()
    for i, row in enumerate(x):
        B1[:] = before1
        B1 += row @ W1
        layer1[i] = sigmoid(B1)
        B2[:] = before2
        B2 += layer1[i] @ W2
        layer2[i] = sigmoid(B2)
    return x, layer1, layer2
