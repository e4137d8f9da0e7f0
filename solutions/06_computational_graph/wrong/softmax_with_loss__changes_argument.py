# exercise: SoftmaxWithLoss
# misconception: changes-argument
"""Shifts the scores in place."""

import numpy as np


class SoftmaxWithLoss:
    def forward(self, x, t):
        x -= x.max(axis=1, keepdims=True)
        self.y, self.t = softmax(x), t
        return -np.sum(t * np.log(self.y + 1e-7)) / len(x)

    def backward(self, dout=1):
        return dout * (self.y - self.t) / len(self.t)
