# exercise: forward3
# misconception: factors-swapped
"""Multiplies weights by inputs."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def forward3(network, x):
    z1 = sigmoid(np.dot(network["W1"], x) + network["b1"])
    z2 = sigmoid(np.dot(network["W2"], z1) + network["b2"])
    return np.dot(network["W3"], z2) + network["b3"]
