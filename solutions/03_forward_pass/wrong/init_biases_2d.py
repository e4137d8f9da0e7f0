# exercise: init_network
# misconception: biases-2d
"""Writes the biases as row matrices."""

import numpy as np


def init_network():
    return {
        "W1": np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]),
        "b1": np.array([[0.1, 0.2, 0.3]]),
        "W2": np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]]),
        "b2": np.array([[0.1, 0.2]]),
        "W3": np.array([[0.1, 0.3], [0.2, 0.4]]),
        "b3": np.array([[0.1, 0.2]]),
    }
