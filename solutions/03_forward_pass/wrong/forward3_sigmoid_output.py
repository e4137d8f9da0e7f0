# exercise: forward3
# misconception: sigmoid-at-the-output
"""Puts a sigmoid on the output layer, too."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def forward3(network, x):
    for layer in "123":
        x = sigmoid(np.dot(x, network["W" + layer]) + network["b" + layer])
    return x
