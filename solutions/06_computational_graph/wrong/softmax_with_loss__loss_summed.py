# exercise: SoftmaxWithLoss
# misconception: loss-summed
"""Adds the samples' losses up."""

import numpy as np


class SoftmaxWithLoss:
    def forward(self, x, t):
        self.y, self.t = softmax(x), t
        return -np.sum(t * np.log(self.y + 1e-7))

    def backward(self, dout=1):
        return dout * (self.y - self.t) / len(self.t)
