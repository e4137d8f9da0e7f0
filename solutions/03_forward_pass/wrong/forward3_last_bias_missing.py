# exercise: forward3
# misconception: bias-forgotten
"""Forgets the bias of the output layer."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def forward3(network, x):
    z1 = sigmoid(x @ network["W1"] + network["b1"])
    z2 = sigmoid(z1 @ network["W2"] + network["b2"])
    return z2 @ network["W3"]
