# exercise: Relu
# misconception: gates-all-open
"""Passes every gradient."""

import numpy as np


class Relu:
    def forward(self, x):
        return np.maximum(x, 0)

    def backward(self, dout):
        return dout
