# exercise: Relu
# misconception: overwrites-x
"""Turns the stored input into the mask, on the way back."""

import numpy as np


class Relu:
    def forward(self, x):
        self.x = x
        return np.maximum(x, 0)

    def backward(self, dout):
        self.x[self.x <= 0] = 0
        self.x[self.x > 0] = 1
        return dout * self.x
