# exercise: SoftmaxWithLoss
# misconception: softmax-over-everything
"""Normalises the whole batch at once."""

import numpy as np


class SoftmaxWithLoss:
    def forward(self, x, t):
        self.y, self.t = np.exp(x) / np.sum(np.exp(x)), t
        return -np.sum(t * np.log(self.y + 1e-7)) / len(x)

    def backward(self, dout=1):
        return dout * (self.y - self.t) / len(self.t)
