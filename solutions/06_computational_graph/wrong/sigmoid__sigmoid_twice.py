# exercise: Sigmoid
# misconception: sigmoid-twice
"""Sends the output through the sigmoid again."""

import numpy as np


class Sigmoid:
    def forward(self, x):
        self.y = 1 / (1 + np.exp(-x))
        return self.y

    def backward(self, dout):
        s = 1 / (1 + np.exp(-self.y))
        return dout * s * (1 - s)
