# exercise: init_params
# misconception: arrays-shared
"""Hands out the same arrays at every call."""

import numpy as np


START = {
    "W1": np.array([[0.1, 0.2], [0.3, 0.4]]),
    "B1": np.array([0.1, 0.2]),
    "W2": np.array([[0.5], [0.6]]),
    "B2": np.array([0.3]),
}


def init_params():
    return START
