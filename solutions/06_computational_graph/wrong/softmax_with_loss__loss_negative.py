# exercise: SoftmaxWithLoss
# misconception: loss-negative
"""Loses the minus of the cross entropy."""

import numpy as np


class SoftmaxWithLoss:
    def forward(self, x, t):
        self.y, self.t = softmax(x), t
        return np.sum(t * np.log(self.y + 1e-7)) / len(x)

    def backward(self, dout=1):
        return dout * (self.y - self.t) / len(self.t)
