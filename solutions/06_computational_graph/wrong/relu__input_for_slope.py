# exercise: Relu
# misconception: input-for-slope
"""Multiplies by the output."""

import numpy as np


class Relu:
    def forward(self, x):
        self.out = np.maximum(x, 0)
        return self.out

    def backward(self, dout):
        return dout * self.out
