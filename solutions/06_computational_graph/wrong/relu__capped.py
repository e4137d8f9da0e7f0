# exercise: Relu
"""Cuts large entries off at 6, as the variant ReLU6 does."""

import numpy as np


class Relu:
    def forward(self, x):
        self.mask = x > 0
        return np.clip(x, 0, 6)

    def backward(self, dout):
        return dout * self.mask
