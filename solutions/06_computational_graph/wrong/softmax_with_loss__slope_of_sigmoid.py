# exercise: SoftmaxWithLoss
# misconception: slope-of-sigmoid
"""Multiplies by y (1 - y) once more."""

import numpy as np


class SoftmaxWithLoss:
    def forward(self, x, t):
        self.y, self.t = softmax(x), t
        return -np.sum(t * np.log(self.y + 1e-7)) / len(x)

    def backward(self, dout=1):
        return dout * (self.y - self.t) * self.y * (1 - self.y) / len(self.t)
