# exercise: forward3
# misconception: changes-argument
"""Keeps its sums in the network's own biases."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def forward3(network, x):
    z = x
    for layer in "123":
        if z.ndim == 1:
            z = z @ network["W" + layer] + network["b" + layer]
        else:
            bias = network["b" + layer]
            network["b" + layer] = z @ network["W" + layer] + bias
            z = network["b" + layer]
        z = sigmoid(z) if layer != "3" else z
    return z
