# exercise: Sigmoid
# misconception: half-of-the-slope
"""Forgets one factor."""

import numpy as np


class Sigmoid:
    def forward(self, x):
        self.y = 1 / (1 + np.exp(-x))
        return self.y

    def backward(self, dout):
        return dout * (1 - self.y)
