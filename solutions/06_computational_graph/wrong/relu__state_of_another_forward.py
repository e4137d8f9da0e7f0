# exercise: Relu
# misconception: state-of-another-forward
"""Keeps the gates in the class."""

import numpy as np


class Relu:
    def forward(self, x):
        Relu.mask = x > 0
        return np.where(x > 0, x, 0.0)

    def backward(self, dout):
        return dout * Relu.mask
