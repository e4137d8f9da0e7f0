# exercise: Relu
# misconception: slope-one-at-zero
"""Lets the gradient pass at x = 0."""

import numpy as np


class Relu:
    def forward(self, x):
        self.x = x
        return np.maximum(x, 0)

    def backward(self, dout):
        return dout * (self.x >= 0)
