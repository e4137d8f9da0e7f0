# exercise: SoftmaxWithLoss
# misconception: mean-over-all-entries
"""np.mean divides by n k."""

import numpy as np


class SoftmaxWithLoss:
    def forward(self, x, t):
        self.y, self.t = softmax(x), t
        return -np.mean(t * np.log(self.y + 1e-7))

    def backward(self, dout=1):
        return dout * (self.y - self.t) / len(self.t)
