# exercise: init_params
# misconception: bias-shape
"""Biases as matrices with one row."""

import numpy as np


def init_params():
    return {
        "W1": np.array([[0.1, 0.2], [0.3, 0.4]]),
        "B1": np.array([[0.1, 0.2]]),
        "W2": np.array([[0.5], [0.6]]),
        "B2": np.array([0.3]),
    }
