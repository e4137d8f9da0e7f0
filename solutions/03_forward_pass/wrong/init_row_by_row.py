# exercise: init_network
# misconception: numbers-out-of-place
"""Counts 0.1, 0.2, 0.3 along the rows."""

import numpy as np


def init_network():
    return {
        "W1": np.array([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]),
        "b1": np.array([0.1, 0.2, 0.3]),
        "W2": np.array([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]]),
        "b2": np.array([0.1, 0.2]),
        "W3": np.array([[0.1, 0.2], [0.3, 0.4]]),
        "b3": np.array([0.1, 0.2]),
    }
