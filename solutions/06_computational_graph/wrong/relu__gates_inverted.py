# exercise: Relu
# misconception: gates-inverted
"""Closes the wrong gates."""

import numpy as np


class Relu:
    def forward(self, x):
        self.mask = x <= 0
        return np.where(self.mask, 0.0, x)

    def backward(self, dout):
        return dout * self.mask
