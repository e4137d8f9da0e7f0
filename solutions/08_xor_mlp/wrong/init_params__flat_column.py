# exercise: init_params
# misconception: column-flattened
"""W2 as a row of two numbers."""

import numpy as np


def init_params():
    return {
        "W1": np.array([[0.1, 0.2], [0.3, 0.4]]),
        "B1": np.array([0.1, 0.2]),
        "W2": np.array([0.5, 0.6]),
        "B2": np.array([0.3]),
    }
