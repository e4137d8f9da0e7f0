# exercise: SoftmaxWithLoss
# misconception: second-backward-differs
"""Works in place on the stored probabilities."""

import numpy as np


class SoftmaxWithLoss:
    def forward(self, x, t):
        self.y, self.t = softmax(x), t
        return -np.sum(t * np.log(self.y + 1e-7)) / len(x)

    def backward(self, dout=1):
        dx = self.y
        dx -= self.t
        dx /= len(self.t)
        return dout * dx
