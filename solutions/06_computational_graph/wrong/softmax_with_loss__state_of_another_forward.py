# exercise: SoftmaxWithLoss
# misconception: state-of-another-forward
"""Computes the probabilities only once."""

import numpy as np


class SoftmaxWithLoss:
    def forward(self, x, t):
        if not hasattr(self, 'y'):
            self.y, self.t = softmax(x), t
        return -np.sum(t * np.log(softmax(x) + 1e-7)) / len(x)

    def backward(self, dout=1):
        return dout * (self.y - self.t) / len(self.t)
