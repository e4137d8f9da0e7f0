# exercise: forward3
# misconception: hidden-activation-forgotten
"""Forgets the activation of the second hidden layer."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def forward3(network, x):
    z1 = sigmoid(x @ network["W1"] + network["b1"])
    a2 = z1 @ network["W2"] + network["b2"]
    return a2 @ network["W3"] + network["b3"]
