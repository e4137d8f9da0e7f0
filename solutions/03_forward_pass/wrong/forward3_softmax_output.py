# exercise: forward3
# misconception: softmax-at-the-output
"""Ends with softmax."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def forward3(network, x):
    z1 = sigmoid(x @ network["W1"] + network["b1"])
    z2 = sigmoid(z1 @ network["W2"] + network["b2"])
    powers = np.exp(z2 @ network["W3"] + network["b3"])
    return powers / powers.sum()
