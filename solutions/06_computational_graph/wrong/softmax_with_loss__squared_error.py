# exercise: SoftmaxWithLoss
# misconception: squared-error
"""Computes half the squared error."""

import numpy as np


class SoftmaxWithLoss:
    def forward(self, x, t):
        self.y, self.t = softmax(x), t
        return np.sum((self.y - t) ** 2) / 2

    def backward(self, dout=1):
        return dout * (self.y - self.t) / len(self.t)
