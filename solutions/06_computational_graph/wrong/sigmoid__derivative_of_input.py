# exercise: Sigmoid
# misconception: derivative-of-input
"""Puts the input into y (1 - y)."""

import numpy as np


class Sigmoid:
    def forward(self, x):
        self.x = x
        return 1 / (1 + np.exp(-x))

    def backward(self, dout):
        return dout * self.x * (1 - self.x)
