# exercise: Sigmoid
# misconception: changes-argument
"""Multiplies into dout."""

import numpy as np


class Sigmoid:
    def forward(self, x):
        self.y = 1 / (1 + np.exp(-x))
        return self.y

    def backward(self, dout):
        dout *= self.y * (1 - self.y)
        return dout
