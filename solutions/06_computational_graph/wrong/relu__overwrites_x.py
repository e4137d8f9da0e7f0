# exercise: Relu
# misconception: overwrites-x
"""Writes the zeros into x."""

import numpy as np


class Relu:
    def forward(self, x):
        self.mask = x <= 0
        x[self.mask] = 0
        return x

    def backward(self, dout):
        return np.where(self.mask, 0.0, dout)
